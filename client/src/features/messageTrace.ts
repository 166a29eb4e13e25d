import { Disposable, LogLevel, type LogOutputChannel } from 'vscode';
import type { DataCallback, Message, MessageReader, MessageWriter } from 'vscode-languageclient/node';

interface Fields {
  readonly method?: unknown;
  readonly id?: unknown;
  readonly error?: unknown;
}

/** Methods are names out of a protocol: anything else is not written. */
const METHOD = /^[$A-Za-z/]{1,80}$/;

/**
 * What passes between editor and server, as method, id, size and time. Parameters and results are never written: they hold whole documents
 * (THREATS 12). It sits on the transport, below the language client, whose own trace would print them.
 */
export class MessageTrace {
  readonly #write: (line: string) => void;
  readonly #isOn: () => boolean;
  readonly #started = new Map<string, { readonly method: string; readonly at: number }>();

  constructor(write: (line: string) => void, isOn: () => boolean) {
    this.#write = write;
    this.#isOn = isOn;
  }

  reader(inner: MessageReader): MessageReader {
    return {
      onError: inner.onError,
      onClose: inner.onClose,
      onPartialMessage: inner.onPartialMessage,
      dispose: () => inner.dispose(),
      listen: (callback: DataCallback) =>
        inner.listen((message) => {
          this.#record('<-', message);
          callback(message);
        }),
    };
  }

  writer(inner: MessageWriter): MessageWriter {
    return {
      onError: inner.onError,
      onClose: inner.onClose,
      dispose: () => inner.dispose(),
      end: () => inner.end(),
      write: (message) => {
        this.#record('->', message);
        return inner.write(message);
      },
    };
  }

  #record(direction: '->' | '<-', message: Message): void {
    if (!this.#isOn()) {
      this.#started.clear();
      return;
    }
    const { method, id, error } = message as Fields;
    const number = typeof id === 'number' ? ` #${id}` : '';
    const size = Buffer.byteLength(JSON.stringify(message));
    if (method !== undefined) {
      const name = typeof method === 'string' && METHOD.test(method) ? method : '?';
      if (number !== '') this.#started.set(direction + number, { method: name, at: performance.now() });
      this.#write(`${direction} ${name}${number} ${size} B`);
      return;
    }
    const key = (direction === '->' ? '<-' : '->') + number;
    const request = this.#started.get(key);
    this.#started.delete(key);
    const took = request === undefined ? '' : ` ${Math.round(performance.now() - request.at)} ms`;
    this.#write(`${direction} ${request?.method ?? '?'}${number} ${error === undefined ? 'ok' : failureOf(error)} ${size} B${took}`);
  }
}

/** The code out of Tacit's own closed set, or a number of LSP's. */
function failureOf(error: unknown): string {
  const { code, data } = error as { readonly code?: unknown; readonly data?: { readonly code?: unknown } | null };
  const ours = data?.code;
  if (typeof ours === 'string' && /^[A-Za-z]{1,40}$/.test(ours)) return `failed:${ours}`;
  return typeof code === 'number' ? `failed:${code}` : 'failed';
}

/**
 * The channel that the language client writes to. The library quotes parameters, results and documents in its messages, so all of it is dropped but
 * the name of a request that failed. Its level never reaches `Trace`, so the library's own trace never starts.
 */
export class SilentChannel implements LogOutputChannel {
  readonly name: string;
  readonly logLevel = LogLevel.Info;
  readonly #real: LogOutputChannel;

  constructor(real: LogOutputChannel) {
    this.#real = real;
    this.name = real.name;
  }

  // An event that never fires.
  onDidChangeLogLevel = (): Disposable => new Disposable(() => undefined);
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  append(): void {}
  appendLine(): void {}
  replace(): void {}
  clear(): void {}
  hide(): void {}
  dispose(): void {}

  error(problem: string | Error): void {
    const failed = typeof problem === 'string' ? /^Request ([$A-Za-z/]{1,80}) failed/.exec(problem) : null;
    this.#real.error(`client ${failed?.[1] ?? '?'}`);
  }

  show(): void {
    this.#real.show(true);
  }
}
