import type { Document, TextEdit } from '../base/document';
import type { Finding } from '../base/finding';
import { isUsableVariable } from '../base/names';
import { contains, overlaps, slice } from '../base/span';
import { isManifest } from './editing/edits';
import type { ChangeContext } from './editing/ports';
import { writerOf } from './editing/writer';

/** How a read with a literal default ends in the data files whose reader resolves it: Compose's `${NAME:-literal}`, Spring's `${NAME:literal}`. */
const IN_DATA = /^\$\{([A-Za-z_][A-Za-z0-9_]{0,63})(:-|-|:)[^{}]*\}$/;

export interface DroppedFallback {
  readonly variable: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Takes the literal out of a read that has it for a default: what is left reads the same variable, and stops the program where that is not set. Nothing
 * is written to a vault: the value must be there already, or be no longer needed. Undefined where the finding is no default, or the edit would touch another finding.
 */
export async function dropFallback(context: ChangeContext, document: Document, finding: Finding): Promise<DroppedFallback | undefined> {
  if (isManifest(context, document)) return undefined;
  const found = (await inCode(context, document, finding)) ?? inData(context, document, finding);
  if (found === undefined || !isUsableVariable(found.variable)) return undefined;
  const others = context.analyse(document).findings.filter(({ span }) => !overlaps(span, finding.span));
  const touched = others.some(({ span }) => found.edits.some((edit) => overlaps(edit.span, span)));
  return touched ? undefined : found;
}

async function inCode(context: ChangeContext, document: Document, { span }: Finding): Promise<DroppedFallback | undefined> {
  const writer = writerOf(context);
  const place = await writer.place(document, span);
  if (place?.fallback === undefined || !contains(place.fallback.span, span)) return undefined;
  const { variable } = place.fallback;
  const emission = writer.emit(place, variable);
  if ('refused' in emission) return undefined;
  const edits = [...emission.edits];
  for (const need of emission.needs) edits.push(...(await writer.wire(need, document)));
  return { variable, edits };
}

function inData(context: ChangeContext, document: Document, { span }: Finding): DroppedFallback | undefined {
  const read = context
    .analyse(document)
    .references.find(({ target }) => target.kind === 'environment' && target.fallback !== undefined && contains(target.fallback, span));
  if (read === undefined) return undefined;
  const [, variable, sign] = IN_DATA.exec(slice(document.text, read.span)) ?? [];
  if (variable === undefined || sign === undefined) return undefined;
  // From the sign to the brace. Compose stops with `:?`; Spring stops without a default.
  const start = read.span.start + 2 + variable.length;
  const newText = sign === ':' ? '' : ':?';
  return { variable, edits: [{ span: { start, end: read.span.end - 1 }, newText }] };
}
