import type { Span } from '../../../../base/span';

/** Something secret that printing an expression shows. */
export interface Shown {
  /** The smallest expression of the printed ones that shows it. */
  readonly span: Span;
  /** The name of what is shown. */
  readonly subject: string;
  /** A whole object is printed that holds it, rather than the value itself. */
  readonly object: boolean;
  /** Only by a name that is ambiguous, or by a type that may hide it. */
  readonly weak: boolean;
  /** The key under which it stands in an object that is built in the file. */
  readonly field?: string;
  /** Where the value comes from, where that is not in the printed expression itself. */
  readonly origin?: Span;
}

/** A parameter of the enclosing function that is printed: then its callers print their arguments. */
export interface Reached {
  /** Start of the function's span. */
  readonly scope: number;
  readonly index: number;
  /** Other parameters that are printed in its place where a caller gives them: `shown || text`. */
  readonly instead?: readonly number[];
  /** Where it is printed. */
  readonly span: Span;
}

/** What is known of an expression. `clean`: it shows nothing secret for sure (masked, a length, a constant), whatever its name says. */
export interface Verdict {
  readonly shown: readonly Shown[];
  readonly clean: boolean;
  readonly reached: readonly Reached[];
}

export const CLEAN: Verdict = { shown: [], clean: true, reached: [] };
export const UNKNOWN: Verdict = { shown: [], clean: false, reached: [] };

/** What is shown where all of these are. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return CLEAN;
  if (verdicts.length === 1) return verdicts[0] as Verdict;
  return {
    shown: verdicts.flatMap(({ shown }) => shown),
    clean: verdicts.every(({ clean }) => clean),
    reached: verdicts.flatMap(({ reached }) => reached),
  };
}

/** The same seen from a name that holds the value: shown where the name stands, coming from where it was. */
export function seenAt(span: Span, verdict: Verdict): Verdict {
  const [first] = verdict.shown;
  if (first === undefined) return verdict.reached.length === 0 ? verdict : { ...verdict, reached: verdict.reached.map((each) => ({ ...each, span })) };
  const best = verdict.shown.find(({ weak, object }) => !weak && !object) ?? verdict.shown.find(({ weak }) => !weak) ?? first;
  return { ...verdict, shown: [{ ...best, span, origin: best.origin ?? best.span }], reached: verdict.reached.map((each) => ({ ...each, span })) };
}

/** The same where the file does not tell whether it is shown. */
export const weakened = (verdict: Verdict): Verdict => ({ ...verdict, shown: verdict.shown.map((shown) => ({ ...shown, weak: true })) });

/** That something is shown, beside what else is known. */
export const shows = (shown: Shown, verdict: Verdict): Verdict => ({ shown: [shown], clean: false, reached: verdict.reached });
