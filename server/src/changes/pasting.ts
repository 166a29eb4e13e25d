import { applyEdits, type Document, type TextEdit } from '../base/document';
import { fail } from '../base/errors';
import { Secret } from '../base/secret';
import { overlaps, type Span } from '../base/span';
import type { Project } from '../project/project';
import { type Applied, type ChangeContext, type DocumentEdits, type EditorPort, textDigest } from './editing/ports';
import { writerOf } from './editing/writer';

/** Where a value that is on the clipboard would stand. */
export interface Pasted {
  /** The document as it would be. Never shown to anybody. */
  readonly copy: Document;
  /** The value in the copy, without the quotes that were put around it. */
  readonly span: Span;
  /** What the paste replaces in the document as it is. */
  readonly replaced: Span;
  readonly inserted: string;
}

/**
 * The document with a value put in place of `replaced`: as it is where it then reads as a literal, else in double quotes. Undefined where it would
 * be no literal, or another one than what was pasted.
 */
export async function pasteInto(context: ChangeContext, document: Document, replaced: Span, value: Secret): Promise<Pasted | undefined> {
  const text = value.reveal('match');
  for (const [open, inside, close] of [
    ['', text, ''],
    ['"', JSON.stringify(text).slice(1, -1), '"'],
  ] as const) {
    const pasted = withText(document, replaced, open, inside, close);
    const place = await writerOf(context).place(pasted.copy, pasted.span);
    if (place === undefined || place.context === 'unknown' || place.undecodable === true) continue;
    if (Secret.of(place.decoded).equals(value)) return pasted;
  }
  return undefined;
}

function withText(document: Document, replaced: Span, open: string, inside: string, close: string): Pasted {
  const inserted = `${open}${inside}${close}`;
  const start = replaced.start + open.length;
  const text = document.text.slice(0, replaced.start) + inserted + document.text.slice(replaced.end);
  const { uri, version, languageId } = document;
  return { copy: { uri, version, languageId, text }, span: { start, end: start + inside.length }, replaced, inserted };
}

/** True where the pasted text is a credential to the checks: where it would stand, or by its own shape. */
export function isCredential(context: ChangeContext, { copy, span }: Pasted): boolean {
  const isFound = (document: Document, at: Span): boolean =>
    context
      .analyse(document)
      .findings.some((finding) => finding.rule.startsWith('credential.') && finding.grade !== 'placeholder' && overlaps(finding.span, at));
  if (isFound(copy, span)) return true;
  const text = copy.text.slice(span.start, span.end);
  return isFound({ uri: 'untitled:pasted', version: 0, languageId: 'plaintext', text }, { start: 0, end: text.length });
}

/**
 * An editor in which the value stands already, for the one document and until the edit: so a paste is a move like any other, with journal, read-back
 * and verification, and the value itself is never in the person's document, its undo stack or its backups.
 */
export class PastingEditor implements EditorPort {
  readonly keepsHistory: boolean;
  readonly #inner: EditorPort;
  readonly #pasted: Pasted;
  readonly #digest: string;
  #isDone = false;

  constructor(inner: EditorPort, document: Document, pasted: Pasted) {
    this.#inner = inner;
    this.#pasted = pasted;
    this.#digest = textDigest(document.text);
    this.keepsHistory = inner.keepsHistory !== false;
  }

  async read(uri: string): Promise<Document> {
    const document = await this.#inner.read(uri);
    if (this.#isDone || document.uri !== this.#pasted.copy.uri) return document;
    return textDigest(document.text) === this.#digest ? this.#pasted.copy : fail({ code: 'DocumentChanged', uri });
  }

  createEmpty(uri: string): Promise<boolean> {
    return this.#inner.createEmpty(uri);
  }

  async apply(label: string, edits: readonly DocumentEdits[]): Promise<Applied> {
    const { uri } = this.#pasted.copy;
    const own = edits.map((each) => (each.uri === uri ? { ...each, edits: this.#translated(each.edits), digest: this.#digest } : each));
    const result = await this.#inner.apply(label, own);
    this.#isDone = result.applied;
    return result;
  }

  candidates(project: Project, signal?: AbortSignal): AsyncIterable<string> {
    return this.#inner.candidates(project, signal);
  }

  /** Edits of the copy as edits of the document, where what was put in does not stand. Throws `EditRefused` where part of the value would stay. */
  #translated(edits: readonly TextEdit[]): TextEdit[] {
    const { replaced, inserted, copy, span: value } = this.#pasted;
    const end = replaced.start + inserted.length;
    const grown = inserted.length - (replaced.end - replaced.start);
    const isBeside = ({ span }: TextEdit): boolean => span.end <= replaced.start || span.start >= end;
    const touching = edits.filter((edit) => !isBeside(edit));
    const from = Math.min(replaced.start, ...touching.map(({ span }) => span.start));
    const to = Math.max(end, ...touching.map(({ span }) => span.end));
    const inside = touching.map(({ span, newText }) => ({ span: { start: span.start - from, end: span.end - from }, newText }));
    const newText = applyEdits(copy.text.slice(from, to), inside);
    if (newText.includes(copy.text.slice(value.start, value.end))) return fail({ code: 'EditRefused', uri: copy.uri });
    const shifted = edits.filter(isBeside).map(({ span, newText: text }) => {
      const by = span.start >= end ? grown : 0;
      return { span: { start: span.start - by, end: span.end - by }, newText: text };
    });
    return [...shifted, { span: { start: from, end: to - grown }, newText }];
  }
}
