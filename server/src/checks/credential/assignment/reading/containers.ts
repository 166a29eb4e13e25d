import type { Line, Quoted } from '../text/line';
import { readBare, readLiteral, readString } from '../text/literal';
import { readWords } from '../text/notations';
import type { NameKind } from '../../values/name';
import { texture } from '../../values/randomness';
import type { Scan } from '../scan';

/** What makes a collection of what stands in its brackets. */
const MAKER = String.raw`(?:(?:new\s{1,4})?(?:[\w.]{1,30}(?:\.|::))?(?:(?:Immutable|Hash|Linked|Linked[hH]ash|Tree|BTree|Array|Index|Concurrent|Frozen|Read[oO]nly)?(?:Map|Set|List|Seq|Vector|Dictionary|Array|Arrays|Collections|Object)(?:<[^()\n]{0,60}>)?(?:(?:\.|::)(?:of|from|asList|freeze|copyOf|unmodifiable\w{1,10}))?|(?:mutable|hash|linked|array)?(?:[sS]et|[mM]ap|[lL]ist|Array)Of(?:<[\w, ?]{1,40}>)?|frozenset|set|dict|list|tuple|array|vec!)(?:\(\)\s{0,4}(?=\{))?|map\[\w{1,20}\][\w{}]{1,20}|\[\d{0,4}\]string|new\s?(?:\(\)|(?:[sS]tring)?\[\])|[sS]tring\[\]|<[\w, ]{1,40}>|const\s|[&@])?\s{0,4}`;
const QUOTED = String.raw`(?=[bru]?["'\x60])`;
/** An entry of a map whose name has no quotes, or an object in a list. */
const ENTRY = String.raw`(?=[\w$]{1,40}\s{0,4}(?::|=>|=)\s{0,4}["'\x60])`;
const TYPE = String.raw`(?:[ \t]{0,4}:[ \t]{0,4}[\w.<>, [\]|&'{}:;?]{1,80}?(?=[ \t]{0,4}=))?`;
const OPENS = new RegExp(
  String.raw`["']?[?!]?(?:${TYPE}[ \t]{0,8}(?::?=|:|=>)(?![=~>])\s{0,40}|\.(?:put|add|set|insert|push|append)(?=\())` +
    String.raw`(?:${MAKER}[[({]\s{0,40}(?:${MAKER}[[({]\s{0,40}){0,2}(?:${QUOTED}|${ENTRY})|(?=%w[[({<|!/]))`,
  'y',
);
const REACH = 400;
/** Units of a collection that are read, and values of it, at most. */
const LONGEST = 4_000;
const MOST = 60;
/** Units of a token in a collection whose name may mean other tokens. */
const SHORTEST = 20;
/** Tokens that are traded, or that a design is made of. */
const OTHER_TOKENS =
  /\b(?:symbol|decimals|chain_?id|mint|erc-?20|erc-?721|contract\w{0,8}|coin\w{0,8}|logo_?uri|ticker|policy_?id|asset\w{0,4}|colou?rs?|usd[ct]?|dai|weth|wbtc|eth|sol|spacing|font)\b/i;
/** Addresses of accounts and of contracts: Ethereum and its like, Tron, Solana. */
const ADDRESS = /^0x[0-9a-f]{40}$|^0x[0-9a-f]{64}$|^T[1-9A-HJ-NP-Za-km-z]{33}$|^[1-9A-HJ-NP-Za-km-z]{43,44}$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Entries that say something else of what a token belongs to. */
const BESIDE =
  /(?<![A-Za-z])(?:id|address|\w{0,20}(?:_id|Id|hash|Hash)|sha\d{0,3}|digest|checksum|fingerprint|public\w{0,10}|ur[il]|href|icon|commit|version|integrity|salt)["'\x60]?\s{0,4}(?::|=>|=)\s{0,4}$/i;

/** Whether a collection of literals may open behind a name; what the sieve asks of its bytes. */
export function mayOpenCollection(behind: string): boolean {
  OPENS.lastIndex = 0;
  return OPENS.test(behind);
}

/** Units behind a name that say whether a collection opens. */
export const COLLECTION_AHEAD = REACH;

/**
 * Tokens or keys in a collection that is named for them, as its keys, its values or its items: `tokens = {"x": "bob"}`, `API_KEYS = ["x"]`,
 * `Set.of("x")`, in YAML also the lines below. Only what was made by a generator is told from other entries. `kind`: of the name, undefined where it may
 * mean other tokens. True if one was found.
 */
export function readCollection(scan: Scan, name: string, kind: NameKind | undefined, end: number, line: Line, holder: Quoted | undefined): boolean {
  const { text, language } = scan;
  if (holder && (language.family === 'code' || holder.end !== end)) return false;
  if (language.family === 'yaml' && !holder && /^:[ \t]*(?:#.*)?$/.test(text.slice(end, Math.min(line.end, end + 80))))
    return readBelow(scan, name, kind, line);
  OPENS.lastIndex = end;
  if (!OPENS.test(text) || OPENS.lastIndex > end + REACH || !scan.spend(LONGEST / 8)) return false;
  const from = OPENS.lastIndex;
  const words = readWords(text, from, Math.min(text.length, from + LONGEST), language.quotes);
  if (words)
    return words
      .slice(0, MOST)
      .map((word) => offerItem(scan, name, kind, word))
      .some(Boolean);
  const inside = text.slice(from, insideEnd(text, from, depthOf(text.slice(end, from))));
  if (kind === undefined && OTHER_TOKENS.test(`${name} ${inside}`)) return false;
  // Parts of one value are none of it.
  if (/^[\])}]{1,3}\s{0,8}\.(?:join|concat)\b/.test(text.slice(from + inside.length, from + inside.length + 30))) return false;
  let found = false;
  const quote = /["'`]/g;
  for (let sign = quote.exec(inside), items = 0; sign && items < MOST; sign = quote.exec(inside), items++) {
    const at = from + sign.index;
    const literal = readLiteral(text, at, from + inside.length + 1, language.quotes);
    if (!literal) continue;
    quote.lastIndex = literal.end - from;
    if (!BESIDE.test(inside.slice(Math.max(0, sign.index - 40), sign.index)) && literal.more.length === 0 && !literal.partial)
      found = offerItem(scan, name, kind, literal.span) || found;
  }
  return found;
}

const ITEM = /^[ \t]*(?:- (?:[ \t]{0,4}[\w.@-]{1,60}:[ \t]{1,8})?|[\w.@-]{1,60}:[ \t]{1,8})/;

/** The lines below `tokens:` that are deeper, or items of its list. */
function readBelow(scan: Scan, name: string, kind: NameKind | undefined, line: Line): boolean {
  const { text } = scan;
  const stretch = text.slice(line.end, line.end + LONGEST / 2);
  if (!/^\r?\n[ \t]*(?:-|[\w"'])/.test(stretch) || !scan.spend(LONGEST / 8)) return false;
  const indent = /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
  const rows: { readonly start: number; readonly row: string }[] = [];
  for (let start = line.end + (stretch.startsWith('\r') ? 2 : 1); start < line.end + stretch.length && rows.length < MOST;) {
    const stop = text.indexOf('\n', start);
    const row = text.slice(start, stop < 0 ? text.length : Math.min(stop, start + 600));
    const own = /^[ \t]*/.exec(row)?.[0].length ?? 0;
    if (row.trim() !== '' && own <= indent && !(own === indent && /^[ \t]*- /.test(row))) break;
    rows.push({ start, row });
    if (stop < 0) break;
    start = stop + 1;
  }
  if (kind === undefined && OTHER_TOKENS.test(`${name} ${rows.map(({ row }) => row).join('\n')}`)) return false;
  let found = false;
  for (const { start, row } of rows) {
    const opened = ITEM.exec(row);
    if (!opened || BESIDE.test(opened[0])) continue;
    const at = start + opened[0].length;
    const value = readString(text, at, start + row.length, '"\'') ?? readBare(text, at, start + row.length, '#,"\'{}[]');
    if (value) found = offerItem(scan, name, kind, value) || found;
  }
  return found;
}

function offerItem(scan: Scan, name: string, kind: NameKind | undefined, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const value = scan.text.slice(start, end);
  if (!/^(?!sha\d|md5)[\w+/=.~-]{16,200}$/.test(value) || texture(value) !== 'random') return false;
  if (kind === undefined && (value.length < SHORTEST || ADDRESS.test(value) || UUID.test(value) || !/\d/.test(value))) return false;
  const before = scan.found.length;
  scan.offer({ name, kind: kind === undefined || kind === 'weak' ? 'token' : kind }, { start, end }, { quoted: true, place: 'assignment', partial: true });
  return scan.found.length > before;
}

/** How many brackets of a text are open at its end. */
const depthOf = (text: string): number => (text.match(/[[({]/g)?.length ?? 0) - (text.match(/[\])}]/g)?.length ?? 0);

/** Where so many brackets close that were opened before a place; bounded. */
function insideEnd(text: string, from: number, opened: number): number {
  const stretch = text.slice(from, from + LONGEST);
  let depth = opened - 1;
  for (const { 0: sign, index } of stretch.matchAll(/"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}'|[()[\]{}]/g)) {
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && --depth < 0) return from + index;
  }
  return from + stretch.length;
}
