import { applyEdits as applyJsonEdits, type Edit, modify } from 'jsonc-parser';
import type { TextEdit } from '../../base/document';
import { CONFIG_VERSION, ConfigFile, type SuppressedFinding } from '../configuration/configSchema';
import { parseStrictJson } from '../configuration/strictJson';

/**
 * The edits that add an entry to `suppressions` in the text of a tacit.json, which may be empty: a new one. An entry for the same finding is replaced.
 * Undefined where the text is no tacit.json that can be read, or would be none afterwards.
 */
export function addSuppression(text: string, entry: SuppressedFinding): readonly TextEdit[] | undefined {
  if (text.trim() === '')
    return [{ span: { start: 0, end: text.length }, newText: `${JSON.stringify({ version: CONFIG_VERSION, suppressions: [entry] }, null, 2)}\n` }];
  const known = configIn(text)?.suppressions ?? [];
  const same = known.findIndex((each) => each.rule === entry.rule && each.path === entry.path && each.fingerprint === entry.fingerprint);
  const at = same === -1 ? known.length : same;
  let edits: readonly Edit[];
  try {
    edits = modify(text, ['suppressions', at], entry, { isArrayInsertion: same === -1, formattingOptions: formattingOf(text) });
  } catch {
    return undefined;
  }
  if (configIn(applyJsonEdits(text, [...edits])) === undefined) return undefined;
  return edits.map(({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, newText: content }));
}

function configIn(text: string): ConfigFile | undefined {
  const json = parseStrictJson(text.replace(/^\ufeff/, ''));
  if ('fault' in json) return undefined;
  const parsed = ConfigFile.safeParse(json.value, { reportInput: false });
  return parsed.success ? parsed.data : undefined;
}

function formattingOf(text: string): { readonly insertSpaces: boolean; readonly tabSize: number; readonly eol: string } {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
