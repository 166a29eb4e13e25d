import type { Line } from '../text/line';
import { isInvented } from '../../values/invented';
import { texture } from '../../values/randomness';
import type { Named, Scan } from '../scan';

const ITEM = String.raw`(?:[bu]|N(?='))?(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|\x60[^\x60\n]{0,200}\x60)`;
/** Literals and the bracket that closes behind them. */
const ITEMS = String.raw`${ITEM}(?:\s{0,40},\s{0,40}${ITEM}){0,15}\s{0,40}(?:,\s{0,40})?[\])}]`;
/** A list of literals, and what asks whether something is in it, up to what is looked for. */
const IN_LIST =
  /[\])}]{1,2}\??\.(?:includes|indexOf|contains|Contains|ContainsKey|containsKey|include\?|member\?|has|contains_key)\(\s{0,4}&?[\w$.:>?-]{0,80}(?:(?:\[|\(|\?\.\[)[ \t]?["':]?)?\$?$/;
const LIST_ENDS = new RegExp(String.raw`[[({]\s{0,40}${ITEMS}[\])}]{0,2}$`);
/** `slices.Contains([]string{"x"}, token)`, `in_array(token, ["x"])`: the list as one argument and what is looked for as the other. */
const LIST_GIVEN = new RegExp(
  String.raw`\b(?:[cC]ontains|includes|in_array|member)\s?\(\s{0,4}(?:\[\]\w{1,12}|array|listOf|\\)?[[({]\s{0,40}${ITEMS}\s{0,4},\s{0,4}[\w$.:>?-]{0,80}(?:(?:\[|\()["'])?\$?$`,
);
const THEN_LIST = new RegExp(String.raw`["']?[\])]{0,3}\s{0,4},\s{0,4}(?:array|\[\]\w{1,12})?[[({]\s{0,40}(?=${ITEMS})`, 'y');
const LOOKED_FOR = /\bin_array\s?\(\s{0,4}[\w$.:>?-]{0,80}(?:\[["']?)?\$?$|\b[cC]ontains\(\s{0,4}$/;
/** `token in ("x", "y")`, `token not in listOf("x")`. */
const IN = new RegExp(
  String.raw`["']?[\])]{0,3}[ \t]{1,4}(?:not[ \t]{1,4}|!)?(?:in|IN)[ \t]{1,4}(?:(?:set|list|array)Of|frozenset|set|tuple|list|Set|List)?(?:[[({]\s{0,4}){1,2}(?=${ITEMS})`,
  'y',
);
const QUOTED = /["'`]([^"'`\n]{8,200})["'`]/g;
/** Units before and behind a name in which the list stands. */
const REACH = 700;

/**
 * A name, or what a name is looked up in, that is looked for among literals: `["x"].includes(req.headers["x-api-key"])`, `token in ("x", "y")`. Only what a
 * generator made is told from a list of kinds. `open` and `close`: of the name, its quotes included. True if it was such a list.
 */
export function readAmongItems(scan: Scan, named: Named, line: Line, open: number, close: number): boolean {
  const { text } = scan;
  IN.lastIndex = close;
  if (mayGoOnWithIn(text, close) && IN.test(text)) return scan.spare(REACH / 4) && offerItems(scan, named, IN.lastIndex, /["'`]\s{0,40}(?:,\s{0,40})?[\])}]/g);
  const before = text.slice(Math.max(line.start, open - REACH), open);
  if (!/[\w([:'">$.\]\s]$/.test(before) || !/\b(?:includes|indexOf|[cC]ontains\w{0,4}|include\?|member\??|has|in_array)\s?\(/.test(before)) return false;
  if (!scan.spare(REACH)) return false;
  const asked = IN_LIST.exec(before);
  const list = asked ? LIST_ENDS.exec(before.slice(0, asked.index + (/^[\])}]{1,2}/.exec(asked[0])?.[0].length ?? 0))) : LIST_GIVEN.exec(before);
  if (list) return offerItems(scan, named, open - before.length + list.index, undefined, open);
  THEN_LIST.lastIndex = close;
  return LOOKED_FOR.test(before) && THEN_LIST.test(text) && offerItems(scan, named, THEN_LIST.lastIndex, /["'`]\s{0,40}(?:,\s{0,40})?[\])}]/g);
}

/** As `IN` begins: decided by a few units, since most names are given something. */
function mayGoOnWithIn(text: string, close: number): boolean {
  let at = close;
  while (at < close + 8 && /["'\])\t ]/.test(text.charAt(at))) at++;
  return at > close && /[nN!iI]/.test(text.charAt(at));
}

function offerItems(scan: Scan, named: Named, from: number, ends: RegExp | undefined, to?: number): boolean {
  const { text } = scan;
  let end = to ?? Math.min(text.length, from + REACH);
  if (ends) {
    ends.lastIndex = from;
    const closed = ends.exec(text.slice(0, end));
    if (closed) end = closed.index + 1;
  }
  const inside = text.slice(from, end);
  for (const { 0: whole, 1: value, index } of inside.matchAll(QUOTED)) {
    if (value === undefined || texture(value.slice(value.lastIndexOf(' ') + 1)) !== 'random' || isInvented(value)) continue;
    const start = from + index + whole.indexOf(value);
    const kind = named.kind === 'weak' ? 'token' : named.kind;
    scan.offer({ name: named.name, kind }, { start, end: start + value.length }, { quoted: true, place: 'comparison', partial: true });
  }
  return true;
}
