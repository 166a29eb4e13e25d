import * as vscode from 'vscode';
import { type LanguageServer, ToldError } from './languageServer';

/** The text of a delivery, once. Values come over the private channel alone; JSON-RPC carries the delivery's id (THREATS 11). */
export async function takeText(server: LanguageServer, request: () => Promise<{ readonly delivery: string }>): Promise<string> {
  const channel = server.privateChannel;
  const { delivery } = await request();
  const bytes = await channel.take(delivery).catch(() => undefined);
  if (bytes === undefined) throw new ToldError(vscode.l10n.t('The value did not arrive. Try again.'));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  bytes.fill(0);
  return text;
}
