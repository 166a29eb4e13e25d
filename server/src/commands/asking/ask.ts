import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { t } from '../../base/l10n';
import { Secret } from '../../base/secret';
import type { CommandContext } from '../context';

/** Whether somebody sits there to be asked. */
export const canAsk = (context: CommandContext): boolean => context.stdin.isTTY === true && context.stderr.isTTY === true;

/** Asks a question on standard error and gives the answer, trimmed. Call only where `canAsk`. */
export async function ask(context: CommandContext, question: string): Promise<string> {
  const lines = createInterface({ input: context.stdin, output: context.stderr, terminal: true });
  try {
    return (await lines.question(question, { signal: context.signal })).trim();
  } finally {
    lines.close();
  }
}

/** A yes-or-no question; anything but y or yes is no. */
export async function confirm(context: CommandContext, question: string): Promise<boolean> {
  return /^(y|yes)$/i.test(await ask(context, `${question} ${t('[y/N]')} `));
}

/** Reads a value from the keyboard without showing it (THREATS 19). */
export async function askSecretly(context: CommandContext, question: string): Promise<Secret> {
  context.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: context.stdin, output: nowhere, terminal: true, historySize: 0 });
  try {
    return Secret.of(await lines.question('', { signal: context.signal }));
  } finally {
    lines.close();
    context.stderr.write('\n');
  }
}

/** Largest value read from standard input: 1 MiB, as vaults themselves refuse more. */
const LARGEST_VALUE = 1024 * 1024;

/** A value from standard input; one line end at its end is taken off, as a person's `echo` adds it. Undefined where it is too large. */
export async function readSecret(context: CommandContext): Promise<Secret | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of context.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > LARGEST_VALUE) return undefined;
    chunks.push(bytes);
  }
  const all = Buffer.concat(chunks);
  const end = all.at(-1) === 0x0a ? (all.at(-2) === 0x0d ? all.length - 2 : all.length - 1) : all.length;
  return Secret.of(all.subarray(0, end));
}
