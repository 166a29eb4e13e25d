import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll } from 'vitest';
import type { CommandContext } from '../../server/src/commands/context';
import { runCli } from '../../server/src/commands/program';
import pins from '../../server/src/syntax/grammars.json';
import { removeFolder } from './removeFolder';

/** A folder as the build lays it down, with the grammars that these tests parse with. Made once for each test file. */
const distribution = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-dist-')));
mkdirSync(join(distribution, 'grammars'));
for (const { name, file } of pins) {
  if (!['core', 'javascript', 'python', 'bash'].includes(name)) continue;
  const bytes = readFileSync(join(import.meta.dirname, '../../node_modules', file));
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } };
  writeFileSync(join(distribution, 'grammars', `${name}.wasm.br`), brotliCompressSync(bytes, quick));
}
afterAll(() => removeFolder(distribution));

/** A password-like value, new for each run and always as long, so that columns in goldens stand. */
export const makeValue = (): string => `${randomBytes(6).toString('hex')}-${randomBytes(4).toString('hex')}Qx7`;

export interface Desk {
  /** Absolute real path of the project. */
  readonly root: string;
  put(files: Readonly<Record<string, string>>): void;
  text(name: string): string;
  /** Runs one command line in the project, in this process. */
  tacit(parameters: readonly string[], options?: Typing): Promise<Ended>;
  dispose(): void;
}

export interface Typing {
  readonly cwd?: string;
  /** Standard input, where nobody sits at a terminal. */
  readonly input?: string;
  /** Somebody sits at a terminal, and types each answer once its question has appeared on the screen. */
  readonly answers?: readonly (readonly [question: string, typed: string])[];
  /** Standard output is a terminal too. Only where `answers` is given. */
  readonly shown?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** On a terminal: all that was written there, questions included. */
  readonly stderr: string;
}

/** A project of its own with commands run in it; HOME and state are the test file's (`isolate.ts`). */
export function makeDesk(files: Readonly<Record<string, string>> = {}): Desk {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-desk-')));
  const root = join(folder, 'project');
  mkdirSync(join(root, '.git'), { recursive: true });
  const put = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  put(files);
  return {
    root,
    put,
    text: (name) => readFileSync(join(root, name), 'utf8'),
    tacit: (parameters, options = {}) => runHere(parameters, { cwd: root, ...options }),
    dispose: () => removeFolder(folder),
  };
}

class Screen extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 120;
  onText: () => void = () => undefined;

  constructor(isTerminal: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTerminal;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.onText();
    done();
  }
}

async function runHere(parameters: readonly string[], options: Typing & { cwd: string }): Promise<Ended> {
  const { answers } = options;
  const terminal = answers !== undefined;
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal });
  const stdout = new Screen(terminal && options.shown === true);
  const stderr = new Screen(terminal);
  const waiting = [...(answers ?? [])];
  let seen = 0;
  // A question appears on either stream; the answer to each is typed once, after it.
  stderr.onText = () => {
    const next = waiting[0];
    const at = next === undefined ? -1 : stderr.text.indexOf(next[0], seen);
    if (next === undefined || at === -1) return;
    seen = at + next[0].length;
    waiting.shift();
    setTimeout(() => stdin.write(next[1]), 5);
  };
  if (!terminal) stdin.end(options.input ?? '');
  const context: CommandContext = {
    cwd: options.cwd,
    environment: { ...process.env, ...options.environment },
    stdin,
    stdout,
    stderr,
    distribution,
    version: '0.0.0',
    signal: options.signal ?? new AbortController().signal,
  };
  const code = await runCli(parameters, context, 'no-server');
  if (waiting.length > 0) throw new Error(`was never asked: ${waiting[0]?.[0] ?? ''}\n${stderr.text}`);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** What differs from run to run, by fixed words: goldens hold no time, place or key of this machine. */
export function settled(text: string, root = ''): string {
  return text
    .replaceAll(root === '' ? '\0' : root, '/project')
    .replace(/in \d+\.\d\d s/g, 'in 0.00 s')
    .replace(/("(?:fingerprint|tacit\/v1)": ")[^"]+/g, '$1FINGERPRINT')
    .replace(/("fullDescription": \{\s*"text": ")[^"]+/g, '$1DESCRIPTION')
    .replace(/("help": \{\s*)"text": "(?:[^"\\]|\\.)+",\s*"markdown": "(?:[^"\\]|\\.)+"/g, '$1"text": "HELP", "markdown": "HELP"')
    .replace(/"(\w*[vV]ersion)": "0\.0\.0"/g, '"$1": "VERSION"');
}
