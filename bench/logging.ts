// Prints what the check of what is logged costs: a change in an open document of 5,000 lines, by language, with and without the credential check.
// Dense: functions of ten lines with two sinks each. With FILES=DIR typical too: real files from below that folder, picked at equal steps by name, one
// behind the other.
// Run: npx esbuild bench/logging.ts --bundle --platform=node --format=esm --outfile=/tmp/logging.mjs && node /tmp/logging.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { analyse } from '../server/src/analysis/analyse';
import { Documents } from '../server/src/analysis/documents';
import type { Project } from '../server/src/project/project';
import { configureGrammars, loadGrammarOf } from '../server/src/syntax/grammars';
import pins from '../server/src/syntax/grammars.json';

configureGrammars((name) => {
  const pin = pins.find((each) => each.name === name);
  return Promise.resolve(pin === undefined ? undefined : new Uint8Array(readFileSync(join(process.cwd(), 'node_modules', pin.file))));
});

const project = { root: '/bench', config: { maskers: [] }, levelOf: () => undefined } as unknown as Project;
const revisions = { configuration: 0, manifest: 0, stores: 0 };

/** Functions of ten lines that handle logins, with two log statements each; every 50th leaks. */
const BLOCKS: Readonly<Record<string, { readonly file: string; readonly id: string; readonly block: (n: number) => string }>> = {
  typescript: {
    file: 'a.ts',
    id: 'typescript',
    block: (n) => `export async function login${n}(options: Options, user: string): Promise<Session> {
  const endpoint = \`\${options.base}/login/${n}\`;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.token !== undefined) headers.authorization = \`Bearer \${options.token}\`;
  logger.debug(\`login of \${user} at \${endpoint}\`, { attempt: ${n}, tokenLength: options.token?.length });
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ user, password: options.password }) });
  if (!response.ok) throw new Error(\`login failed: \${response.status} \${response.statusText}\`);
  logger.info('logged in %s %s', user, ${n % 50 === 0 ? 'options.password' : 'response.status'});
  return new Session(await response.json(), user);
}
`,
  },
  python: {
    file: 'a.py',
    id: 'python',
    block: (n) => `def login_${n}(options, user):
    endpoint = f"{options.base}/login/${n}"
    headers = {"accept": "application/json"}
    if options.token is not None:
        headers["authorization"] = "Bearer " + options.token
    logger.debug("login of %s at %s", user, endpoint)
    response = session.post(endpoint, headers=headers, json={"user": user, "password": options.password})
    logger.info("logged in %s %s", user, ${n % 50 === 0 ? 'options.password' : 'response.status_code'})
    return Session(response.json(), user)

`,
  },
  java: {
    file: 'A.java',
    id: 'java',
    block: (n) => `${n === 0 ? 'class A {\n' : ''}  Session login${n}(Options options, String user) throws IOException {
    String endpoint = options.getBase() + "/login/${n}";
    Map<String, String> headers = new HashMap<>();
    if (options.getToken() != null) headers.put("authorization", "Bearer " + options.getToken());
    LOG.debug("login of {} at {}", user, endpoint);
    Response response = client.post(endpoint, headers, new Login(user, options.getPassword()));
    if (!response.isOk()) throw new IllegalStateException("login failed: " + response.getStatus());
    LOG.info("logged in {} {}", user, ${n % 50 === 0 ? 'options.getPassword()' : 'response.getStatus()'});
    return new Session(response.getBody(), user);
  }
`,
  },
};

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const LINES = Number(process.env.LINES ?? 5000);

function dense(block: (n: number) => string): string {
  let text = '';
  for (let n = 0; text.split('\n').length < LINES; n++) text += block(n);
  return text;
}

/** Real files in one text of about as many lines as are asked for. Undefined where there are not enough. */
function typical(folder: string, extension: string): string | undefined {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => extname(path) === extension && !path.endsWith('.d.ts'))
    .sort();
  const texts: string[] = [];
  let lines = 0;
  for (let at = 0, step = Math.max(1, Math.floor(paths.length / 97)); at < paths.length && lines < LINES; at += step) {
    const text = readFileSync(join(folder, paths[at] ?? ''), 'utf8');
    const count = text.split('\n').length;
    if (count < 30 || count > 1500 || text.length > count * 80) continue;
    texts.push(text);
    lines += count;
  }
  return lines < LINES ? undefined : texts.join('\n').split('\n').slice(0, LINES).join('\n');
}

async function main(): Promise<void> {
  for (const [language, { file, id, block }] of Object.entries(BLOCKS)) {
    if (process.env.ONLY !== undefined && process.env.ONLY !== language) continue;
    await measure(language, 'dense', { file, id, text: dense(block) });
    const real = process.env.FILES === undefined ? undefined : typical(process.env.FILES, extname(file));
    if (real !== undefined) await measure(language, 'typical', { file, id, text: real });
  }
}

async function measure(language: string, kind: string, { file, id, text }: { file: string; id: string; text: string }): Promise<void> {
  {
    const uri = `file:///bench/${file}`;
    await loadGrammarOf({ uri, languageId: id });
    for (const [what, checks] of [
      ['logging', { credential: false, logging: true }],
      ['both', { credential: true, logging: true }],
    ] as const) {
      const documents = new Documents();
      documents.open({ uri, languageId: id, version: 1, text });
      const facts = (): number =>
        documents.get(uri)?.facts(project, revisions, (document, of, options) => analyse(document, of, { ...options, checks })).findings.length ?? 0;
      const opened = performance.now();
      const found = facts();
      const first = performance.now() - opened;
      const laps: number[] = [];
      const used: number[] = [];
      const lines = text.split('\n');
      for (let sample = 0; sample < Number(process.env.SAMPLES ?? 300); sample++) {
        // Typed in the middle of a line, and taken back.
        const line = ((sample >> 1) * 37) % lines.length;
        const character = (lines[line] ?? '').length >> 1;
        const typed = sample % 2 === 0;
        const range = { start: { line, character }, end: { line, character: typed ? character : character + 1 } };
        const begun = performance.now();
        const processor = process.cpuUsage();
        documents.change(uri, sample + 2, [{ range, text: typed ? 'x' : '' }]);
        facts();
        laps.push(performance.now() - begun);
        const { user, system } = process.cpuUsage(processor);
        used.push((user + system) / 1000);
      }
      laps.sort((a, b) => a - b);
      used.sort((a, b) => a - b);
      process.stdout.write(
        `${language.padEnd(11)} ${kind.padEnd(8)} ${what.padEnd(8)} ${String(found).padStart(3)} findings, first ${first.toFixed(1)} ms, change p50 ${percentile(laps, 0.5).toFixed(1)} p95 ${percentile(laps, 0.95).toFixed(1)} ms (budget 10), processor p50 ${percentile(used, 0.5).toFixed(1)} p95 ${percentile(used, 0.95).toFixed(1)} ms\n`,
      );
    }
  }
}

void main();
