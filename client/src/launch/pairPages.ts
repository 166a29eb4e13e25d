/** Pairs in one dialog: what fits on a screen. */
const MOST_SHOWN = 20;

/** Cut into what one dialog shows. Nobody can approve what they were not shown, however long a repository's manifest is (THREATS 3). */
export function pagesOf<T>(pairs: readonly T[]): readonly { readonly pairs: readonly T[]; readonly left: number }[] {
  const pages = [];
  for (let from = 0; from < pairs.length; from += MOST_SHOWN) {
    const end = Math.min(from + MOST_SHOWN, pairs.length);
    pages.push({ pairs: pairs.slice(from, end), left: pairs.length - end });
  }
  return pages;
}
