import { existsSync, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { hardenProcess } from '../base/system/harden';
import { addLogSink, describeCrash, log } from '../base/log';
import { ruleOf } from '../checks/catalogue';
import { compressedGrammars } from '../syntax/grammarFiles';
import { configureGrammars } from '../syntax/grammars';
import { createServerConnection } from './session/client/connection';
import { realEngine } from './session/realEngine';
import { startServer } from './server';

/** Descriptor of the private channel, as the client makes it (DESIGN §4). */
const PRIVATE_DESCRIPTOR = 3;

/**
 * The language server on standard input and output; there is no other transport (THREATS 36). `distribution` is the folder with the grammars,
 * whose parent holds `docs/rules`. Gives never back: the process ends with the client.
 */
export function runServer(distribution: string, version: string): void {
  hardenProcess();
  // Nothing that this process starts needs them, and git's helpers might be Node programs.
  for (const name of ['NODE_OPTIONS', 'NODE_V8_COVERAGE']) Reflect.deleteProperty(process.env, name);
  addLogSink((event, fields) =>
    process.stderr.write(
      `${event}${Object.entries(fields)
        .map(([name, value]) => ` ${name}=${String(value)}`)
        .join('')}\n`,
    ),
  );
  process.on('uncaughtException', (thrown) => {
    log('crash', describeCrash(thrown));
    process.exit(1);
  });
  process.on('unhandledRejection', (thrown) => log('crash', describeCrash(thrown)));
  configureGrammars(compressedGrammars(join(distribution, 'grammars')));
  // The client is gone: nothing is left to serve.
  process.stdin.on('end', () => process.exit(0));
  process.stdout.on('error', () => process.exit(0));
  startServer({
    connection: createServerConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout), (code) => process.exit(code)),
    engine: realEngine(),
    version,
    openPrivateChannel,
    rulePage: rulePages(join(distribution, '..', 'docs', 'rules')),
  });
}

/** The inherited descriptor, where it is a socket or pipe; anything else on it is not ours. */
function openPrivateChannel(): Duplex | undefined {
  try {
    const stats = fstatSync(PRIVATE_DESCRIPTOR);
    return stats.isSocket() || stats.isFIFO() ? new Socket({ fd: PRIVATE_DESCRIPTOR, readable: true, writable: true }) : undefined;
  } catch {
    return undefined;
  }
}

/** Pages that ship with the program. Only ids of the catalogue lead to a file. */
function rulePages(folder: string): (rule: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (rule) => {
    if (ruleOf(rule) === undefined) return undefined;
    if (!known.has(rule)) {
      const file = join(folder, `${rule}.md`);
      known.set(rule, existsSync(file) ? pathToFileURL(file).href : undefined);
    }
    return known.get(rule);
  };
}
