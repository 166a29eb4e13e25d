import { t } from '../../base/l10n';
import type { TextEdit } from '../../base/document';

/** Why what is printed cannot be kept out of the log by an edit. */
export type MaskRefusal =
  /** Nothing is written into files of this language. */
  | 'language'
  /** The secret itself is what is printed. */
  | 'literal'
  | 'not-parsed'
  /** A list or map whose parts are passed one by one. */
  | 'one-by-one'
  /** In a text, or in a place that takes no such expression. */
  | 'no-expression'
  /** The helper's name means something else in this file. */
  | 'name-taken'
  /** The file has no place for a helper. */
  | 'no-place'
  /** Two edits would meet. */
  | 'overlap'
  /** Tried on a copy, it was reported as before, or the code was broken. */
  | 'no-effect';

/** Edits, all in one, or why there are none. */
export type MaskResult = { readonly edits: readonly TextEdit[] } | { readonly refused: MaskRefusal };

/** A sentence for a person, that says what to do instead. */
export function describeMaskRefusal(refusal: MaskRefusal): string {
  switch (refusal) {
    case 'language':
      return t('Tacit masks nothing in such files. Take it out of the log by hand.');
    case 'literal':
      return t('The secret itself stands here, and an edit would carry it along. Move it to the vault first.');
    case 'not-parsed':
      return t('The code here could not be parsed, so a safe edit is not possible.');
    case 'one-by-one':
      return t('Its parts are passed one by one here, and a mask would be taken apart too. Pass only the parts that may be seen.');
    case 'no-expression':
      return t('No call can stand here. Put the masked value into a variable first, and print that.');
    case 'name-taken':
      return t('The name of the masking function is taken in this file. Name your own under “maskers” in tacit.json.');
    case 'no-place':
      return t('There is no place for a masking function in this file. Name your own under “maskers” in tacit.json.');
    case 'overlap':
      return t('Two edits would meet here. Mask one of them first.');
    case 'no-effect':
      return t('A mask here would not keep it out of the log. Print something else.');
  }
}
