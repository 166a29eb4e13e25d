import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DebugConfig, planLaunch } from '../../client/src/launch/debugTypes';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { TicketOffice } from '../../server/src/run/ticketOffice';
import { makeCanary, searchBytes } from '../support/canary';
import { makeSandbox, tacit } from '../support/tacit';

const { debugpy } = requireTools(['debugpy']);
const libraries = dirname(dirname(debugpy));
const repository = resolve(import.meta.dirname, '../..');
const sandbox = makeSandbox();
const value = makeCanary();
const digest = createHash('sha256').update(value).digest('hex').slice(0, 16);
const program = join(sandbox.project, 'app.py');
const arrived = join(sandbox.project, 'arrived');
let office: TicketOffice;

interface Message {
  readonly type: string;
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly seq: number;
  readonly success?: boolean;
  readonly arguments?: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string };
  readonly body?: { readonly reason?: string; readonly exitCode?: number };
}

/** debugpy's own adapter on standard input and output, as the editor's extension starts it; this is the editor's end. */
class Adapter {
  readonly messages: Message[] = [];
  readonly #child: ChildProcess;
  readonly #started: ChildProcess[] = [];
  #rest = Buffer.alloc(0);
  #sequence = 0;

  constructor() {
    const environment = { ...sandbox.environment, PYTHONPATH: libraries };
    this.#child = spawn('python3', ['-m', 'debugpy.adapter'], { cwd: sandbox.project, env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  #receive(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#rest.subarray(0, Math.max(head, 0)).toString())?.[1] ?? -1);
      if (head === -1 || length === -1 || this.#rest.length < head + 4 + length) return;
      const message = JSON.parse(this.#rest.subarray(head + 4, head + 4 + length).toString()) as Message;
      this.#rest = this.#rest.subarray(head + 4 + length);
      this.messages.push(message);
      if (message.type === 'request' && message.command === 'runInTerminal') this.#runInTerminal(message);
    }
  }

  /** What the editor does in its terminal, by the same words. */
  #runInTerminal({ seq, arguments: { args = [], env = {}, cwd } = {} }: Message): void {
    const child = spawn(args[0]!, args.slice(1), { cwd, env: { ...sandbox.environment, TACIT_NODE: process.execPath, ...env }, stdio: 'ignore' });
    this.#started.push(child);
    this.#write({ type: 'response', request_seq: seq, command: 'runInTerminal', success: true, body: { processId: child.pid } });
  }

  #write(message: object): void {
    const text = JSON.stringify({ seq: ++this.#sequence, ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  request(command: string, parameters: object = {}): void {
    this.#write({ type: 'request', command, arguments: parameters });
  }

  async until(what: string, is: (message: Message) => boolean): Promise<Message> {
    const end = Date.now() + 30_000;
    for (;;) {
      const found = this.messages.find(is);
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}: ${this.messages.map(({ command, event }) => command ?? event).join()}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  stop(): void {
    this.#child.kill('SIGKILL');
    for (const child of this.#started) child.kill('SIGKILL');
  }
}

beforeAll(async () => {
  mkdirSync(join(sandbox.project, '.git'));
  await tacit(sandbox, ['secret', 'set', 'DB_PASSWORD'], { input: value });
  writeFileSync(
    program,
    `import hashlib, os, sys\nvalue = os.environ.pop("DB_PASSWORD", "")\ndigest = hashlib.sha256(value.encode()).hexdigest()[:16]\ndel value\nwith open("arrived", "a") as out:\n    out.write(digest + " " + " ".join(sys.argv[1:]) + "\\n")\nprint("done")  # here\nsys.exit(3)\n`,
  );
  office = await TicketOffice.open({ folder: join(sandbox.root, 'run/tacit') });
});
afterAll(() => {
  office.close();
  sandbox.dispose();
});

describe('debugpy starts what Tacit made of its launch', () => {
  it.each(['internalConsole', 'integratedTerminal'])('in the %s: the value arrives, a breakpoint holds, and no message has the value', async (console) => {
    const reference = 'ref+sops://secrets.sops.json#/DB_PASSWORD';
    const pairs = [{ variable: 'DB_PASSWORD', reference, optional: false, manifest: join(sandbox.project, 'tacit.env.yaml') }];
    const ticket = office.issue(() => Promise.resolve({ root: sandbox.project, trusted: true, pairs, tokens: [] }));
    const given: DebugConfig = {
      type: 'debugpy',
      request: 'launch',
      name: 'it',
      program,
      args: ['a b', console],
      console,
      cwd: sandbox.project,
      python: 'python3',
    };
    const plan = planLaunch(given, false);
    if (plan.kind !== 'start') throw new Error(plan.kind);
    const adapter = new Adapter();
    try {
      adapter.request('initialize', { clientID: 'test', adapterID: 'debugpy', supportsRunInTerminalRequest: true, linesStartAt1: true, pathFormat: 'path' });
      adapter.request('launch', plan.start({ launcher: join(repository, 'bin/tacit'), node: process.execPath, ticket, isWindows: false }));
      await adapter.until('initialized', ({ event }) => event === 'initialized');
      adapter.request('setBreakpoints', { source: { path: program }, breakpoints: [{ line: 7 }] });
      adapter.request('configurationDone');
      const { body } = await adapter.until('the breakpoint', ({ event }) => event === 'stopped');
      expect(body?.reason).toBe('breakpoint');
      expect(existsSync(arrived) && readFileSync(arrived, 'utf8').split('\n')).toContain(`${digest} a b ${console}`);
      adapter.request('continue', { threadId: 1 });
      const exited = await adapter.until('the end', ({ event }) => event === 'exited');
      expect(exited.body?.exitCode).toBe(3);
      await adapter.until('the last word', ({ event }) => event === 'terminated');
      const said = JSON.stringify(adapter.messages);
      expect(searchBytes('debug adapter', Buffer.from(said), [value])).toEqual([]);
      if (console === 'integratedTerminal') expect(said).toContain('runInTerminal');
    } finally {
      adapter.stop();
    }
  });
});
