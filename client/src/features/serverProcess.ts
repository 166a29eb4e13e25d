import { spawn, type ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import type { LogOutputChannel } from 'vscode';
import { type MessageTransports, StreamMessageReader, StreamMessageWriter } from 'vscode-languageclient/node';
import { PrivateChannel } from '../../../server/src/protocol/privateChannel';
import type { MessageTrace } from './messageTrace';

/** How long a server may take to end by itself, in milliseconds. */
const GRACE = 2000;

/** Variables that would open a debugger, load code or write reports in the server (THREATS 36). */
const UNWANTED =
  /^(NODE_OPTIONS|NODE_REPL_EXTERNAL_MODULE|NODE_V8_COVERAGE|NODE_PATH|NODE_DEBUG.*|NODE_CHANNEL_FD|NODE_UNIQUE_ID|NODE_REDIRECT_WARNINGS|ELECTRON_.*|VSCODE_.*)$/i;

/** A line of the server's log: value-free events, as `base/log` makes them. Anything else on stderr is not ours and is dropped. */
const EVENT = /^[a-z]+(\.[a-z-]+)?( [a-z]+=[\w./:,-]{0,200}){0,12}$/i;

/** The environment of the server: the editor's, without what steers Node. */
export function serverEnvironment(own: NodeJS.ProcessEnv, isElectron: boolean): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !UNWANTED.test(name)));
  return isElectron ? { ...kept, ELECTRON_RUN_AS_NODE: '1' } : kept;
}

/** The server as a child of the extension host: standard streams for LSP, descriptor 3 as the private channel (DESIGN §4). */
export class ServerProcess {
  readonly #module: string;
  readonly #folder: string;
  readonly #channel: LogOutputChannel;
  readonly #trace: MessageTrace;
  #child: ChildProcess | undefined;
  #private: PrivateChannel | undefined;

  /** `folder` is the working folder: the extension's own, so that nothing in the workspace is found by a relative path. */
  constructor(module: string, folder: string, channel: LogOutputChannel, trace: MessageTrace) {
    this.#module = module;
    this.#folder = folder;
    this.#channel = channel;
    this.#trace = trace;
  }

  /** The private channel of the server that runs now; undefined where none runs. */
  get privateChannel(): PrivateChannel | undefined {
    return this.#private;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts a server in place of the one before. */
  async start(): Promise<MessageTransports> {
    await this.stop();
    const child = spawn(process.execPath, [this.#module, '--stdio'], {
      cwd: this.#folder,
      env: serverEnvironment(process.env, process.versions.electron !== undefined),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const [input, output, errors, pipe] = child.stdio;
    // A process that could not be started, or has gone, says so by closing its streams; what else is in the error is a path of ours.
    child.on('error', () => this.#channel.error('spawn'));
    for (const stream of child.stdio) stream?.on('error', () => undefined);
    child.once('exit', (code) => {
      this.#channel.info(`server.exit-${code ?? -1}`);
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    this.#private = pipe instanceof Duplex ? new PrivateChannel(pipe) : undefined;
    let rest = '';
    errors.setEncoding('utf8');
    errors.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-1000);
      for (const line of lines) if (EVENT.test(line)) this.#channel.info(line);
    });
    return { reader: this.#trace.reader(new StreamMessageReader(output)), writer: this.#trace.writer(new StreamMessageWriter(input)) };
  }

  /** Ends the server: its streams are closed, then it is killed where it did not end by itself. */
  async stop(): Promise<void> {
    this.#private?.close();
    this.#private = undefined;
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
      child.once('exit', () => {
        clearTimeout(timer);
        done();
      });
      child.stdin?.end();
    });
  }
}
