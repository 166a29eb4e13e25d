import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { TacitError } from '../../server/src/base/errors';
import { MASK, Secret } from '../../server/src/base/secret';
import { childEnvironment, maskingFor } from '../../server/src/run/environment';
import { exitCodeFor, spawnChild } from '../../server/src/run/spawn';
import { folderWith } from './support';

const SECRET = ['Zq9!xK2#', 'mW7$long'].join('');
const variables = new Map([['TOKEN', Secret.of(SECRET)]]);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: readonly string[], more: { base?: NodeJS.ProcessEnv; cwd?: string } = {}): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [stdout, stderr] = [out, err].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString('utf8');
  }) as [() => string, () => string];
  const code = await spawnChild({
    command,
    environment: childEnvironment(more.base ?? process.env, variables),
    cwd: more.cwd ?? process.cwd(),
    automaton: maskingFor(variables).automaton,
    mask: false,
    stdout: { stream: out, isTerminal: false },
    stderr: { stream: err, isTerminal: false },
    inTerminal: false,
  });
  return { code, stdout: stdout(), stderr: stderr() };
}

const node = (script: string): string[] => [process.execPath, '-e', script];

describe('exit codes', () => {
  it.each([
    ['0', node(''), 0],
    ['7', node('process.exit(7)'), 7],
    ['255', node('process.exit(255)'), 255],
    ['SIGTERM', node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9999)'), 143],
    ['SIGKILL', node('process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 9999)'), 137],
    ['SIGINT', node('process.kill(process.pid, "SIGINT"); setTimeout(() => {}, 9999)'), 130],
  ])('%s', async (_name, command, code) => {
    expect((await run(command)).code).toBe(code);
  });

  it.each([
    ['a program that is not there', ['no-such-program-7731'], 127],
    ['a path that is not there', ['./no/such/program'], 127],
    ['a file that cannot be executed', ['./plain.txt'], 126],
    ['a folder', ['.'], 126],
    ['no program', [], 125],
    ['an empty name', [''], 125],
    ['NUL in an argument', ['echo', 'a\0b'], 125],
  ])('%s', async (_name, command, code) => {
    const cwd = folderWith({ 'plain.txt': 'text' });
    chmodSync(join(cwd, 'plain.txt'), 0o644);
    const thrown: unknown = await run(command, { cwd }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(TacitError);
    expect(exitCodeFor(thrown as TacitError)).toBe(code);
    expect(JSON.stringify(thrown)).not.toContain(SECRET);
  });

  it('an environment with NUL starts nothing and quotes nothing (THREATS 10)', async () => {
    const cwd = folderWith({});
    const work = run([process.execPath, '-e', 'require("fs").writeFileSync("sentinel","")'], { base: { ...process.env, X: `${SECRET}\0` }, cwd });
    const thrown: unknown = await work.catch((error: unknown) => error);
    expect((thrown as TacitError).failure).toMatchObject({ code: 'ValueUnusable', because: 'nul' });
    expect(existsSync(join(cwd, 'sentinel'))).toBe(false);
  });

  it('an environment that is too large for the system is a failure of ours', async () => {
    const base = { ...process.env, ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`BIG${String(index)}`, 'x'.repeat(120_000)])) };
    const thrown: unknown = await run(node(''), { base }).catch((error: unknown) => error);
    expect((thrown as TacitError).failure).toMatchObject({ code: 'ValueUnusable', because: 'too-large' });
  });
});

describe('output', () => {
  it('the value arrives and is masked on both streams', async () => {
    const ended = await run(node('const t = process.env.TOKEN; console.log("out", t, t.length); console.error("err", Buffer.from(t).toString("base64"))'));
    expect(ended).toEqual({ code: 0, stdout: `out ${MASK} ${String(SECRET.length)}\n`, stderr: `err ${MASK}\n` });
  });
  it('written in two halves with a pause, it is masked but for three bytes', async () => {
    const { stdout } = await run(
      node('const t = process.env.TOKEN; process.stdout.write(t.slice(0, 3)); setTimeout(() => process.stdout.write(t.slice(3) + "\\n"), 200)'),
    );
    expect(stdout).toBe(`${SECRET.slice(0, 3)}${MASK}\n`);
  });
  it('four megabytes arrive whole and in order', async () => {
    const { stdout } = await run(node('for (let i = 0; i < 65536; i++) process.stdout.write(String(i).padStart(63) + "\\n")'));
    expect(stdout).toBe(Array.from({ length: 65_536 }, (_, index) => `${String(index).padStart(63)}\n`).join(''));
  });
  it('no shell reads the arguments', async () => {
    const command = [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', '$(id)', '; touch x', '"\'', ''];
    expect(JSON.parse((await run(command)).stdout)).toEqual(['$(id)', '; touch x', '"\'', '']);
  });
});

describe('as a process', () => {
  // What commands/run does, as small as it can be: signals and a closed reader can only be tried on a process of its own.
  const SCRIPT = `
    import { Secret } from ${JSON.stringify(join(import.meta.dirname, '../../server/src/base/secret'))};
    import { childEnvironment, maskingFor } from ${JSON.stringify(join(import.meta.dirname, '../../server/src/run/environment'))};
    import { spawnChild } from ${JSON.stringify(join(import.meta.dirname, '../../server/src/run/spawn'))};
    const variables = new Map([['TOKEN', Secret.of(process.env.GIVEN)]]);
    void spawnChild({
      command: process.argv.slice(2), environment: childEnvironment(process.env, variables), cwd: process.cwd(),
      automaton: maskingFor(variables).automaton, mask: process.env.MASK === '1', inTerminal: process.stdin.isTTY === true,
      stdout: { stream: process.stdout, isTerminal: process.stdout.isTTY === true },
      stderr: { stream: process.stderr, isTerminal: process.stderr.isTTY === true },
    }).then((code) => process.exit(code));`;
  let program = '';
  beforeAll(async () => {
    const folder = folderWith({ 'main.ts': SCRIPT });
    program = join(folder, 'main.cjs');
    await build({ entryPoints: [join(folder, 'main.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: program, logLevel: 'error' });
  });
  const start = (command: readonly string[]): ChildProcess =>
    spawn(process.execPath, [program, ...command], { env: { ...process.env, GIVEN: SECRET }, stdio: ['pipe', 'pipe', 'pipe'] });

  /** Collects standard output and tells when a text has come. */
  function watch(child: ChildProcess): { until(text: string): Promise<void>; text(): string; ended: Promise<number | null> } {
    let all = '';
    child.stdout?.on('data', (chunk: Buffer) => (all += chunk.toString()));
    return {
      text: () => all,
      ended: new Promise((done) => child.on('close', (code) => done(code))),
      until: async (text) => {
        while (!all.includes(text)) await new Promise((done) => setTimeout(done, 5));
      },
    };
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGWINCH'] as const)('%s reaches the child, whose exit code is kept', async (signal) => {
    const child = start(node(`process.on("${signal}", () => { console.log("got"); process.exit(42) }); console.log("ready"); setTimeout(() => {}, 9999)`));
    const seen = watch(child);
    await seen.until('ready');
    child.kill(signal);
    expect(await seen.ended).toBe(42);
    expect(seen.text()).toContain('got');
  });

  it('a child that dies of the signal gives 128+n', async () => {
    const child = start(node('console.log("ready"); setTimeout(() => {}, 9999)'));
    const seen = watch(child);
    await seen.until('ready');
    child.kill('SIGTERM');
    expect(await seen.ended).toBe(143);
  });

  it('standard input is the child’s, and a prompt without a newline appears within 100 ms', { retry: 2 }, async () => {
    const child = start(
      node('process.stdout.write("at " + Date.now() + " Password: "); process.stdin.once("data", (d) => { console.log("read " + d); process.exit(0) })'),
    );
    const seen = watch(child);
    await seen.until('Password: ');
    expect(Date.now() - Number(/at (\d+)/.exec(seen.text())?.[1])).toBeLessThan(100);
    child.stdin?.write('typed\n');
    expect(await seen.ended).toBe(0);
    expect(seen.text()).toContain('read typed');
  });

  it('a reader that goes away ends the child too', async () => {
    const child = start(node('setInterval(() => process.stdout.write("x".repeat(1000) + "\\n"), 1); process.stdout.on("error", () => process.exit(3))'));
    child.stdout?.once('data', () => child.stdout?.destroy());
    const code = await new Promise((done) => child.on('exit', done));
    expect(code).toBe(3);
  });

  // A pseudo-terminal by Python's standard library; what comes is what a person would see.
  const onTerminal = (command: readonly string[], mask: boolean, typed?: { readonly after: string; readonly keys: string }): Promise<string> =>
    new Promise((done) => {
      const script = 'import pty,sys,os\nstatus = pty.spawn(sys.argv[1:])\nsys.exit(os.waitstatus_to_exitcode(status))';
      const child = spawn('python3', ['-c', script, process.execPath, program, ...command], {
        env: { ...process.env, GIVEN: SECRET, MASK: mask ? '1' : '0' },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      let all = '';
      let wanted = typed;
      child.stdout.on('data', (chunk: Buffer) => {
        all += chunk.toString();
        if (wanted === undefined || !all.includes(wanted.after)) return;
        child.stdin.write(wanted.keys);
        wanted = undefined;
      });
      child.on('close', () => done(all));
    });
  const TELL = node('console.log(String(process.stdout.isTTY === true), process.env.TOKEN)');
  it('on a terminal the child has the terminal; with --mask it is masked', async () => {
    expect((await onTerminal(TELL, false)).trim()).toBe(`true ${SECRET}`);
    expect((await onTerminal(TELL, true)).trim()).toBe(`false ${MASK}`);
  });

  it.each([false, true])('Ctrl-C reaches the child once (masked: %s): a second one would make many programs stop the hard way', async (mask) => {
    const command = node(
      'let n = 0; process.on("SIGINT", () => { if (++n === 1) setTimeout(() => { console.log("count=" + n); process.exit(0) }, 400) }); console.log("ready"); setTimeout(() => {}, 9999)',
    );
    expect(await onTerminal(command, mask, { after: 'ready', keys: '\x03' })).toContain('count=1');
  });

  it('no value is in the arguments of the child', async () => {
    const child = start(node('console.log("ready"); process.stdin.resume()'));
    const seen = watch(child);
    await seen.until('ready');
    const children = readFileSync(`/proc/${String(child.pid)}/task/${String(child.pid)}/children`, 'utf8')
      .trim()
      .split(' ');
    const lines = [String(child.pid), ...children].map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(SECRET);
    child.stdin?.end();
    await seen.ended;
  });
});
