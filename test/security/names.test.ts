import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver';
import { displayText, jsonText, markdownCode, markdownText, terminalText } from '../../server/src/base/display';
import { describeFailure } from '../../server/src/changes/moving/messages';
import { messageOf } from '../../server/src/lsp/session/ruleTexts';
import { sarifReport } from '../../server/src/commands/reporters/sarif';
import { makeDesk } from '../support/commandLine';
import { startBuiltServer } from '../support/serverProcess';
import { makeSandbox, type Sandbox, tacit } from '../support/tacit';

/** Names, paths and keys that a repository or vault chooses, in every output (THREATS 22): they are shown as data. */
const sandboxes: Sandbox[] = [];
afterAll(() => sandboxes.forEach((sandbox) => sandbox.dispose()));

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/** What no line may hold that a person, terminal, CI log or notification reads. Eight dots and the rest of Unicode may. */
function faultsOf(text: string): string[] {
  const faults: string[] = [];
  if (UNSAFE.test(text)) faults.push('an unsafe character');
  if (/\]\(/.test(text)) faults.push('a link of a notification');
  if (/##(?:\[|vso\[)/.test(text)) faults.push('a command of a CI log');
  if (/^[ \t]*::|^[ \t]*##/m.test(text)) faults.push('a line that begins as a command');
  return faults;
}

/** What CommonMark reads outside of code spans, with backslash escapes taken out: there nothing may be live. */
function outsideOfCode(markdown: string): string {
  let rest = '';
  for (let at = 0; at < markdown.length;) {
    if (markdown[at] === '\\' && /[!-/:-@[-`{-~]/.test(markdown[at + 1] ?? '')) {
      at += 2;
      continue;
    }
    const run = /^`+/.exec(markdown.slice(at))?.[0];
    if (run === undefined) {
      rest += markdown.charAt(at++);
      continue;
    }
    const close = [...markdown.slice(at + run.length).matchAll(/`+/g)].find((other) => other[0].length === run.length);
    if (close === undefined) {
      rest += run;
      at += run.length;
    } else at += run.length + close.index + run.length;
  }
  return rest;
}

const LIVE = /!\[|\]\(|\]\[|\]:|<[a-z/!?]|\$\(|&#?\w+;|https?:|www\.|command:|`/i;

const NAMES: readonly (readonly [string, string])[] = [
  ['ANSI', '\u001b[31mred\u001b]8;;https:evil.example\u0007link'],
  ['C1', 'a\u009b31mb\u0085c'],
  ['bidi', 'abc\u202egnp.js\u2066x\u2069'],
  ['zero width', 'pass\u200bword\u00ad\ufeff'],
  ['line ends', 'a\nFAKE LINE\r\u2028b'],
  ['GitHub command', '::set-env name=PATH::evil'],
  ['GitHub command behind blanks', '  ::add-mask::evil'],
  ['Azure command', 'a ##vso[task.setvariable variable=PATH]evil'],
  ['old GitHub command', '##[add-path]evil'],
  ['image', '![a](https:&#47;&#47;evil.example&#47;x.png)'],
  ['reference image', '![a][b] [b]: https:evil.example'],
  ['command link', '[Fix this](command:workbench.action.terminal.new)'],
  ['html', '<img src=evil onerror=alert(1)><!--'],
  ['icon', '$(warning) $(sync~spin)'],
  ['code fence', '`` ``` ` ```` evil'],
  ['backslashes', '\\\\`evil\\'],
  ['substitution', '$(touch evil) `touch evil` ${evil}'],
  ['format', '{0} {1} %s %o %n'],
  ['very long', 'evil'.repeat(60)],
];
const hostile = fc.oneof(
  fc.constantFrom(...NAMES.map(([, name]) => name)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('`', '``', '\\', '[', ']', '(', ')', '!', '<', '>', ':', '#', '$', '\n', ' ', 'a', '\u009b', '\u202e', '\ud800', '&', ';', 'vso['), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);
const runs = { numRuns: 2000, seed: 20261124 } as const;

describe('any text', () => {
  it('is data for a screen', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(faultsOf(terminalText(name))).toEqual([]);
        expect(faultsOf(`x ${displayText(name)}`)).toEqual([]);
        // What is written in another way can only be longer by the escapes.
        expect(displayText(name).length).toBeLessThanOrEqual(200 * 8 + 1);
      }),
      runs,
    );
  });
  it('is data in markdown, between other code spans and sentences', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        expect(outsideOfCode(`a ${markdownCode(one)}, ${markdownCode(other)} b`)).toBe('a ,  b');
        expect(outsideOfCode(`${markdownCode(one)} = x`)).toBe(' = x');
        expect(outsideOfCode(markdownText(displayText(one)))).not.toMatch(/[!-/:-@[-`{-~]/);
      }),
      runs,
    );
  });
  it('keeps its value in JSON, and shows nothing there', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const text = jsonText({ [name]: name }, 1);
        expect(faultsOf(text)).toEqual([]);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ [name]: name })));
      }),
      runs,
    );
  });
  it('is a path in SARIF, half characters included', () => {
    const place = { line: 0, character: 0 };
    fc.assert(
      fc.property(hostile, (path) => {
        const finding = { path, rule: 'credential.password', grade: 'likely', start: place, end: place, related: [], fingerprint: 'x', subject: path } as never;
        const report = {
          result: { findings: [finding], complete: true, files: 1, bytes: 1, skipped: [], unmatchedComments: [], milliseconds: 1 },
          base: '/p',
          version: '1',
          includeSuppressed: true,
        };
        const text = sarifReport(report as never);
        expect(faultsOf(text)).toEqual([]);
        const { uri } = (JSON.parse(text) as { runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }] }] }).runs[0]
          .results[0].locations[0].physicalLocation.artifactLocation;
        expect(decodeURIComponent(uri)).toBe(path.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
      { ...runs, numRuns: 300 },
    );
  });
  it('is data in the message of a diagnostic, whatever rule has it as its subject', () => {
    const rules = ['credential.password', 'logging.secret', 'logging.secret-object', 'reference.unresolved'] as const;
    fc.assert(
      fc.property(hostile, fc.constantFrom(...rules), (subject, rule) => {
        const span = { start: 0, end: 1 };
        const message = messageOf({ rule, span, grade: 'likely', related: [], subject, anchor: { context: '', occurrence: 0 } });
        expect(faultsOf(`- ${message}`)).toEqual([]);
        expect(message).toContain(displayText(subject));
        expect(message.length).toBeLessThanOrEqual(displayText(subject).length + 100);
      }),
      runs,
    );
  });
  it('is data in every failure that a person reads', () => {
    const failures = (name: string): Parameters<typeof describeFailure>[0][] => [
      { code: 'StoreMalformed', store: name },
      { code: 'StoreUnsupported', store: name, feature: name },
      { code: 'Forbidden', capability: name, path: name },
      { code: 'Conflict', path: name },
      { code: 'NotFound', path: name },
      { code: 'RecipientsChanged', added: [name, name], removed: [name] },
      { code: 'CannotRewrap', kinds: [name] },
      { code: 'NameInvalid', name, because: 'syntax' },
      { code: 'NotApproved', manifest: name, digest: name },
      { code: 'NotTrusted', folder: name },
      { code: 'ManifestMalformed', manifest: name, line: 1, because: 'syntax' },
      { code: 'ReferenceUnresolved', names: [name] },
      { code: 'NotInManifest', names: [name], near: [name], known: [name] },
      { code: 'NotInManifest', names: [name], near: [], known: [name] },
      { code: 'ReferenceRefused', because: 'scheme', name },
      { code: 'ConfigMalformed', file: name, because: name },
      { code: 'EditRefused', uri: name },
      { code: 'FileUnsafe', path: name, because: 'link' },
      { code: 'FileBusy', path: name },
      { code: 'DiskFull', path: name },
      { code: 'ProgramNotFound', program: name },
      { code: 'ValueUnusable', name, because: 'nul' },
      { code: 'ArgumentInvalid', argument: name },
    ];
    fc.assert(
      fc.property(hostile, (name) => {
        // The command line writes `tacit: ` before it, a notification nothing.
        for (const failure of failures(name)) expect(faultsOf(`tacit: ${describeFailure(failure)}`), failure.code).toEqual([]);
      }),
      { ...runs, numRuns: 300 },
    );
  });
});

/** Lays down a repository all of whose names are `name`: files, folders, keys in code, configuration, manifest and vault. */
function layDown(name: string, project: string): void {
  const file = name.replaceAll('/', '_').replaceAll('\0', '_').slice(0, 60);
  const value = ['Zq8xK2mW7', 'vT4'].join('-');
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  put('.git/HEAD', 'ref: x');
  put(join(`d${file}`, `${file}.js`), `const dbPassword = "${value}";\n`);
  put(join('keys', 'k.json'), JSON.stringify({ [`${name} password`]: value, password: value }));
  put('one.sops.json', `${JSON.stringify({ [name]: 'ENC[x]', A: 'ENC[x]', sops: { age: [], lastmodified: 'x', mac: 'ENC[AES256_GCM,x' } })}\n`);
  put(`x${file}.sops.json`, 'not a vault');
  const reference = `ref+sops://${encodeURIComponent(`x${file}.sops.json`).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}#/A`;
  put(
    'tacit.env.yaml',
    `# ${JSON.stringify(name)}\n# @owner=${name.replace(/[\r\n\u2028\u0085]/g, ' ')}\nA_KEY: ${JSON.stringify(reference)}\nB_KEY: "ref+sops://one.sops.json#/A"\n`,
  );
  put(
    'tacit.json',
    JSON.stringify({ version: 1, embeddedStore: 'one.sops.json', [name]: 1, ignore: [`${name.slice(0, 100)}/**/**/**/**/x`], extends: [`x${file}.json`] }),
  );
}

function repository(name: string): Sandbox {
  const sandbox = makeSandbox();
  sandboxes.push(sandbox);
  layDown(name, sandbox.project);
  return sandbox;
}

const COMMANDS: readonly (readonly string[])[] = [
  ['scan', '.'],
  ['scan', '.', '--format', 'json'],
  ['scan', '.', '--format', 'sarif'],
  ['fix', '.', '--dry-run'],
  ['secret', 'list'],
  ['env', 'check'],
  ['run', '--', 'true'],
];

function expectData(command: readonly string[], { stdout, stderr }: { readonly stdout: string; readonly stderr: string }): void {
  expect(stdout.length + stderr.length).toBeGreaterThan(10);
  const isJson = command.includes('--format');
  expect([command.join(' '), faultsOf(isJson ? '' : stdout).concat(faultsOf(stderr))]).toEqual([command.join(' '), []]);
  if (isJson) expect(UNSAFE.test(stdout) || /##(?:\[|vso\[)/.test(stdout)).toBe(false);
}

describe('a repository of such names', () => {
  it.each(NAMES)('on the command line: %s', async (_kind, name) => {
    const desk = makeDesk();
    try {
      layDown(name, desk.root);
      for (const command of COMMANDS) expectData(command, await desk.tacit(command));
    } finally {
      desk.dispose();
    }
  });

  // The same code, as it is built and started: a few of the names are enough.
  it.each(NAMES.filter(([kind]) => ['ANSI', 'line ends', 'GitHub command'].includes(kind)))('on the built command line: %s', async (_kind, name) => {
    const sandbox = repository(name);
    for (const command of COMMANDS) expectData(command, await tacit(sandbox, command));
  });

  it.each(NAMES)('in an editor: %s', async (_kind, name) => {
    const sandbox = repository(name);
    const { client, stderr } = await startBuiltServer(sandbox, { own: { trusted: true, privateChannel: true } }, { calls: 'execve' });
    const uri = pathToFileURL(join(sandbox.project, 'a.ts')).href;
    await client.open(uri, 'typescript', 'f(process.env.A_KEY, process.env.B_KEY);\n');
    const texts: string[] = [];
    let hovers = 0;
    for (const character of [18, 37]) {
      const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line: 0, character } });
      if (hover === null) continue;
      hovers++;
      const { value } = hover.contents as MarkupContent;
      expect(outsideOfCode(value)).not.toMatch(LIVE);
      expect(UNSAFE.test(value.replaceAll('$\u200b(', ''))).toBe(false);
    }
    // A path with controls in it is no reference, so nothing is said of that one.
    expect(hovers).toBe(/[\u0000-\u001f\u0080-\u009f]/.test(name) ? 1 : 2);
    const { nodes } = await client.ask('tacit/store/children', {});
    for (const { id, label, description } of nodes) {
      texts.push(label, description ?? '');
      for (const child of (await client.ask('tacit/store/children', { node: id }).catch(() => ({ nodes: [] }))).nodes) {
        texts.push(child.label, ...(await client.ask('tacit/store/describe', { node: child.id }).catch(() => ({ lines: [] }))).lines);
        expect(child.reference ?? '').not.toMatch(/[^\u0020-\u007e]/);
      }
    }
    expect(texts.length).toBeGreaterThan(4);
    const keys = pathToFileURL(join(sandbox.project, 'keys/k.json')).href;
    await client.open(keys, 'json', JSON.stringify({ [`${name} password`]: ['Zq8xK2mW7', 'vT4'].join('-') }));
    texts.push(...(await client.diagnostics(keys)).map(({ message }) => (typeof message === 'string' ? message : message.value)));
    await client.stop();
    texts.push(...client.shown.map(({ message }) => message), ...client.questions);
    expect(client.shown.length).toBeGreaterThan(0);
    for (const text of texts) expect([text, faultsOf(`- ${text}`)]).toEqual([text, []]);
    expect(faultsOf(stderr())).toEqual([]);
  });
});
