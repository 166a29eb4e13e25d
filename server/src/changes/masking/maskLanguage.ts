import type { Printed } from './printed';

/**
 * What masking needs to know of a language. Adding one is a row in `languages.ts` and its lines in the test.
 */
export interface MaskLanguage {
  /** The masked form where any expression may stand. `masker` is the name of a function of the project, or of `helper`. */
  mask(expression: string, masker: string): string;
  /** The function that is put into the file once, where it has no masker of its own. None: `mask` needs none. */
  readonly helper?: Helper;
  /** An expression with a truth value: whether there is anything. Undefined where the language has none that fits every type. */
  presence?(expression: string): string;
  /** The form of a text's part that is replaced as a whole (`outer` of a bare or captured name, or an expression inside a text). */
  readonly inText?: (printed: Printed, replacement: string) => string | undefined;
  /** A literal text of the language that holds the mask. */
  readonly literal: string;
  /** Arguments may be left out of a call of a logger as long as no format counts them. */
  readonly dropsArguments?: true;
}

export interface Helper {
  readonly name: string;
  /** `end` of the file; behind its `imports`; last in the outermost `type` around the place. */
  readonly place: 'end' | 'imports' | 'type';
  /** The function's lines for this text, without indentation. */
  lines(languageId: string): readonly string[];
  /** One indentation step where the file shows none. */
  readonly indent: string;
  /** Files of one folder share their functions (Go's packages): the name may be taken there. */
  readonly sharedByFolder?: RegExp;
}

/** What a log shows instead of a value: the same whatever the value is. ASCII, since consoles and collectors of logs may read it as anything. */
export const LOG_MASK = '********';
