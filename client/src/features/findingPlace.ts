import * as vscode from 'vscode';
import type { Requests } from '../../../server/src/protocol/requests';

/** Where a finding is, as the server's requests take it. */
export type FindingPlace = Omit<Requests['tacit/move/prepare'][0], 'chosen'> & { readonly rule?: string };

/** The finding under the cursor of the active editor. */
export function findingAtCursor(): FindingPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const found = vscode.languages.getDiagnostics(document.uri).find(({ source, range }) => source === 'tacit' && range.contains(selection.active));
  if (found === undefined) return undefined;
  const rule = typeof found.code === 'object' ? found.code.value : found.code;
  return { uri: document.uri.toString(), version: document.version, range: plain(found.range), ...(typeof rule === 'string' ? { rule } : {}) };
}

export const plain = ({ start, end }: vscode.Range): FindingPlace['range'] => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

/** What the person selected in the active editor; undefined where nothing is. */
export function selectionPlace(): FindingPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri.toString(), version: document.version, range: plain(selection) };
}

/** Any extension can call a command: what is not of the right shape is treated as nothing (THREATS 8). The server checks again. */
export function findingFromArguments(given: readonly unknown[]): FindingPlace | undefined {
  const [uri, version, range, rule] = given;
  if (typeof uri !== 'string' || uri.length > 8192 || !isCount(version)) return undefined;
  const start = positionOf(range, 'start');
  const end = positionOf(range, 'end');
  if (start === undefined || end === undefined) return undefined;
  return { uri, version, range: { start, end }, ...(typeof rule === 'string' && rule.length <= 200 ? { rule } : {}) };
}

function positionOf(range: unknown, edge: 'start' | 'end'): FindingPlace['range']['start'] | undefined {
  const position = fieldOf(range, edge);
  const line = fieldOf(position, 'line');
  const character = fieldOf(position, 'character');
  return isCount(line) && isCount(character) ? { line, character } : undefined;
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
