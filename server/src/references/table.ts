import type { Document } from '../base/document';
import { isUsableVariable } from '../base/names';
import { isCode } from '../syntax/languages';
import { compose } from './data/compose';
import { csharp } from './code/csharp';
import { dotenv } from './data/dotenv';
import { refuse, replace } from './emission';
import { githubActions } from './data/githubActions';
import { go } from './code/go';
import { java } from './code/java';
import { javascript } from './code/javascript';
import { kotlin } from './code/kotlin';
import { php } from './code/php';
import { python } from './code/python';
import type { Emission, Place, Reference, ReferenceSyntax, Refusal } from './referenceSyntax';
import { ruby } from './code/ruby';
import { rust } from './code/rust';
import { shell } from './code/shell';
import { spring } from './data/spring';
import { vals } from './data/vals';

/** Every ecosystem, one line each. */
export const REFERENCE_SYNTAXES: readonly ReferenceSyntax[] = [
  javascript,
  python,
  java,
  go,
  shell,
  csharp,
  kotlin,
  php,
  ruby,
  rust,
  spring,
  compose,
  dotenv,
  githubActions,
  vals,
];

/** All references of a document in order of position. By lines and patterns, without a parse; linear in the text. */
export function recogniseReferences(document: Document): Reference[] {
  return REFERENCE_SYNTAXES.filter((syntax) => syntax.appliesTo(document))
    .flatMap((syntax) => syntax.recognise(document))
    .sort((a, b) => a.span.start - b.span.start);
}

/** Contexts in which nothing can be read from the environment, whatever the language. */
const CLOSED: Readonly<Partial<Record<Place['context'], Refusal>>> = {
  unknown: 'not-parsed',
  comment: 'comment',
  docstring: 'docstring',
  'import-path': 'import-path',
  'object-key': 'object-key',
  annotation: 'annotation',
  'constant-expression': 'constant-expression',
};

const GENERATED = /(?:^|\n)[^\n]{0,40}(?:Code generated .{0,200} DO NOT EDIT|@generated\b|DO NOT EDIT[^\n]{0,40}generated)/i;
const isGenerated = ({ uri, text }: Document): boolean => /\.min\.(?:js|mjs|cjs)$/.test(uri) || GENERATED.test(text.slice(0, 2000));

/**
 * The edits that put a read of `variable` where the place's value stands, and what else must then exist; or why that cannot be. The place's
 * `value` is what moves. Where `place.fallback` is set the caller should propose its variable: the program reads that name already.
 */
export function emitReference(place: Place, variable: string): Emission {
  if (isGenerated(place.document)) return refuse('generated');
  const syntax = REFERENCE_SYNTAXES.find((each) => each.emit !== undefined && each.appliesTo(place.document));
  const closed = CLOSED[place.context];
  if (place.browser === true && place.context !== 'comment') return refuse('browser');
  const unread = isCode(place.document) ? 'language' : 'reader-does-not-resolve';
  if (closed !== undefined) return refuse(closed === 'not-parsed' && syntax === undefined ? unread : closed);
  if (syntax?.emit === undefined) return refuse(unread);
  if (syntax === githubActions) return refuse('workflow');
  if (place.undecodable === true) return refuse('cannot-decode');
  if (!isUsableVariable(variable)) return refuse('name');
  const emission = syntax.emit(place, variable);
  if (place.constant === undefined || 'refused' in emission) return emission;
  return { edits: [replace(place.constant.span, place.constant.becomes), ...emission.edits], needs: emission.needs };
}
