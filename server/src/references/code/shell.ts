import type { Document } from '../../base/document';
import { steersPrograms } from '../../base/names';
import { effectiveLanguage } from '../../syntax/languages';
import { partsOf, refuse, replace } from '../emission';
import { CONSTANT_NAME, environmentReference } from '../recognition';
import type { Emission, Place, Reference, ReferenceSyntax } from '../referenceSyntax';

const READ = /(?<!\\)\$(?:\{([A-Z_][A-Z0-9_]{0,63})(?:(:?[-=?+])([^}$]{0,200}))?\}|([A-Z_][A-Z0-9_]{0,63})\b)/g;
/** `X=…`, `read X`, `for X in`, but not `X="${X…}"`, which hands the environment's own value on. */
const SET =
  /(?:^|[\s;&|(])(?:([A-Z_][A-Z0-9_]{0,63})(?:\[[^\]\r\n]{0,64}\])?\+?=(?!"?\$(?:\{\1\b|\1\b))|(?:read|for)\s+(?:-[a-z]+\s+)?([A-Z_][A-Z0-9_]{0,63})\b)/gm;
/** Bash's and zsh's own. */
const OWN =
  /^(?:BASH(?:_\w+)?|ZSH_\w+|RANDOM|SECONDS|LINENO|OPTARG|OPTIND|REPLY|FUNCNAME|PIPESTATUS|UID|EUID|PPID|HOSTNAME|HOSTTYPE|OSTYPE|MACHTYPE|COLUMNS|LINES|LANG|LC_\w+|TZ|_+)$/;

function recognise({ text }: Document): readonly Reference[] {
  if (!text.includes('$')) return [];
  const set = new Set<string>();
  for (const match of text.matchAll(SET)) set.add(match[1] ?? match[2] ?? '');
  const found: Reference[] = [];
  for (const match of text.matchAll(READ)) {
    const name = match[1] ?? match[4] ?? '';
    const demanded = match[2] === ':?' || match[2] === '?';
    if (!CONSTANT_NAME.test(name) || OWN.test(name) || steersPrograms(name) || (set.has(name) && !demanded)) continue;
    const end = match.index + match[0].length;
    const word = match[3] ?? '';
    const hasDefault = (match[2] ?? '').endsWith('-') || (match[2] ?? '').endsWith('=');
    const fallback = hasDefault && word !== '' ? { start: end - 1 - word.length, end: end - 1 } : undefined;
    found.push(environmentReference(match.index, end, name, fallback));
  }
  return found;
}

function emit(place: Place, variable: string): Emission {
  const read = `\${${variable}:?${variable} is not set}`;
  if (place.heredoc === 'verbatim') return refuse('quoting');
  if (place.heredoc === 'expands') return { edits: [replace(place.value, read)], needs: [] };
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, place.quoting === 'double' ? read : `"${read}"`)], needs: [] };
  switch (place.quoting) {
    case 'double':
      return { edits: [replace(place.value, read)], needs: [] };
    case 'single': {
      // Nothing is put in between single quotes: they end before the value and begin again behind it.
      const { before, after } = partsOf(place);
      const hasBefore = before.start < before.end;
      const hasAfter = after.start < after.end;
      const span = { start: hasBefore ? place.value.start : place.whole.start, end: hasAfter ? place.value.end : place.whole.end };
      return { edits: [replace(span, `${hasBefore ? (place.close ?? "'") : ''}"${read}"${hasAfter ? (place.open ?? "'") : ''}`)], needs: [] };
    }
    case 'none':
      return { edits: [replace(place.value, `"${read}"`)], needs: [] };
    default:
      return refuse('quoting');
  }
}

/** Shells of the Bourne family: `${NAME:?…}` ends the script where the variable is not set. */
export const shell: ReferenceSyntax = {
  id: 'shell',
  appliesTo: (document) => effectiveLanguage(document) === 'shellscript',
  recognise,
  emit,
};
