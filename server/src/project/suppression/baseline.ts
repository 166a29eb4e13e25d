import { fail } from '../../base/errors';
import { t } from '../../base/l10n';

/** A finding that is known: what it is recognised by, and where it was. Holds nothing of the value. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** Relative to the project's root, with slashes. */
  readonly path: string;
}

const HEADER = '# tacit baseline 1: findings that are known and not reported, one a line, in order. `tacit scan --write-baseline` renews it.';
const VERSION = /^# tacit baseline (\d+)\b/;
const ENTRY = /^([a-z][0-9]-[0-9a-f]{8,64}(?:-[0-9a-f]{2})?) ([a-z0-9]+(?:[.-][a-z0-9]+)*) (\S.*)$/;
/** What git leaves around the sides of a merge that it could not do; the marks with the common ancestor too. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/;

/** Largest baseline, in UTF-16 code units, and most entries (THREATS 57). */
export const LARGEST_BASELINE = 32 * 1024 * 1024;
const MOST_ENTRIES = 200_000;

const keyOf = ({ fingerprint, path }: BaselineEntry): string => `${fingerprint} ${path}`;

/** A path on one line, whatever it holds: controls and `%` percent-encoded. */
const encodePath = (path: string): string => path.replace(/[\u0000-\u001f\u007f-\u009f%\u2028\u2029]/g, (character) => encodeURIComponent(character));

function decodePath(text: string): string | undefined {
  try {
    const path = decodeURIComponent(text);
    return path.startsWith('/') || path.split('/').includes('..') ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * The entries of a baseline. Order, empty lines, comments, repeated entries and CRLF do not matter, so that what a merge of two branches leaves can
 * be read. Throws `ConfigMalformed` with the line that is none, and `ConfigTooNew`. `file` is for the message.
 */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  if (text.length > LARGEST_BASELINE) return fail({ code: 'ConfigMalformed', file, because: 'too large' });
  const entries = new Map<string, BaselineEntry>();
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const version = VERSION.exec(line)?.[1];
    if (version !== undefined && version !== '1') return fail({ code: 'ConfigTooNew', file, version: Number(version) });
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (CONFLICT.test(line)) return fail({ code: 'ConfigMalformed', file, because: unmerged(index + 1) });
    const [, fingerprint = '', rule = '', encoded = ''] = ENTRY.exec(line) ?? [];
    const path = decodePath(encoded);
    if (fingerprint === '' || path === undefined) return fail({ code: 'ConfigMalformed', file, because: `line ${index + 1}` });
    entries.set(keyOf({ fingerprint, rule, path }), { fingerprint, rule, path });
    if (entries.size > MOST_ENTRIES) return fail({ code: 'ConfigMalformed', file, because: 'too many entries' });
  }
  return [...entries.values()];
}

const unmerged = (line: number): string =>
  t(
    'line {0}: git could not merge it. Take out the lines that begin with <<<<<<<, ======= or >>>>>>> and keep all others; with merge=union in .gitattributes git does that itself',
    line,
  );

/** No line number, no time, no count, and each entry where its fingerprint says: two branches that add some rarely touch the same place. */
export function serialiseBaseline(entries: readonly BaselineEntry[]): string {
  const lines = new Set(entries.map(({ fingerprint, rule, path }) => `${fingerprint} ${rule} ${encodePath(path)}`));
  return `${[HEADER, ...[...lines].sort()].join('\n')}\n`;
}

export interface BaselineMatch<T> {
  /** The findings that are known. */
  readonly known: ReadonlySet<T>;
  /** Entries that match nothing: what they stood for was taken out, or has changed. */
  readonly unmatched: readonly BaselineEntry[];
}

/**
 * Which findings are known. An entry stands for the finding of its fingerprint in its file; where that file is gone (`exists` says so, by path), for
 * one of the same fingerprint and rule elsewhere, since the file may have been renamed. A copy beside the original is a new finding.
 */
export function matchBaseline<T extends BaselineEntry>(
  entries: readonly BaselineEntry[],
  findings: readonly T[],
  exists: (path: string) => boolean,
): BaselineMatch<T> {
  const unmatched = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const known = new Set<T>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (unmatched.get(key)?.rule !== finding.rule) continue;
    known.add(finding);
    unmatched.delete(key);
  }
  const moved = new Map<string, BaselineEntry[]>();
  for (const entry of unmatched.values()) if (!exists(entry.path)) moved.set(entry.fingerprint, [...(moved.get(entry.fingerprint) ?? []), entry]);
  for (const finding of findings) {
    if (known.has(finding)) continue;
    const candidates = moved.get(finding.fingerprint);
    const at = candidates?.findIndex(({ rule }) => rule === finding.rule) ?? -1;
    if (candidates === undefined || at === -1) continue;
    known.add(finding);
    for (const entry of candidates.splice(at, 1)) unmatched.delete(keyOf(entry));
  }
  return { known, unmatched: [...unmatched.values()] };
}
