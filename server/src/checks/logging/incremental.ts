import type { Tree } from 'web-tree-sitter';
import { type Change, movedBy } from '../../base/change';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { TreeStep } from '../../syntax/trees';
import type { LoggingOptions } from './check';
import { Evaluator, MOST_STEPS } from './engine/values/evaluate';
import { Evidence, Names } from './engine/names/evidence';
import { Functions } from './engine/values/functions';
import { LeakFinder } from './engine/sinks/sites';
import { emptyMemory, type Site, type SiteMemory, Sites } from './engine/sinks/siteMemory';
import type { LoggingCandidate } from './model/candidate';
import { Changed, type Checked, type Lookup, type Reads, Recorder, type ScopeRead, type Searched } from './model/reads';
import type { TreeLanguage } from './model/treeLanguage';
import { TreeModel } from './model/treeModel';
import { WordMemory } from './wordMemory';

/** Units around a change in which a search may find something that it did not find before. */
const SEARCH_REACH = 500;
/** Comments between a change and what may stand next to it, in lines. */
const MOST_COMMENTS = 40;

interface Last extends Context {
  readonly text: string;
  readonly memory: SiteMemory;
  readonly evidence: Evidence;
}

/** What the answers depend on beside the text. */
interface Context {
  readonly uri: string;
  readonly languageId: string;
  readonly configuration: string;
  readonly values: readonly Span[];
}

/**
 * Carries what was found in a text to its next version: only places whose answer the change may have touched are looked at again. One for each
 * open document. What it gives equals what a look at the whole text gives.
 */
export class LoggingMemory {
  /** Which words did not stand in it. */
  readonly words = new WordMemory();
  #last: Last | undefined;

  /** `step`: how the tree came out of the one before; without it all is looked at. */
  next(document: Document, tree: Tree, language: TreeLanguage, options: LoggingOptions, step: TreeStep | undefined): readonly LoggingCandidate[] {
    const { uri, languageId, text } = document;
    const { maskers = new Set(), declared = new Set(), sinks = [], flagged: values = [] } = options;
    const context: Context = { uri, languageId, configuration: JSON.stringify([[...maskers], [...declared], sinks]), values };
    const last = this.#last;
    this.#last = undefined;
    const recorder = new Recorder();
    const model = new TreeModel(text, tree, language, recorder);
    const look = (memory: SiteMemory, evidence: Evidence): { candidates: readonly LoggingCandidate[]; complete: boolean } => {
      const evaluator = new Evaluator(model, { names: new Names(evidence, declared, model.language), evidence, recorder, maskers, values });
      evaluator.functions = new Functions(evaluator);
      const finder = new LeakFinder(model, evaluator, sinks, memory);
      const candidates = finder.find();
      let steps = 0;
      for (const site of memory.sites.seenBy(finder)) steps += site.steps;
      // Where the steps run out, what a place gives depends on those before it.
      if (steps < MOST_STEPS) this.#last = { ...context, text, memory, evidence };
      return { candidates, complete: steps < MOST_STEPS };
    };
    const carried = last === undefined ? undefined : carry(last, context, text, step, { model, recorder, declared });
    if (carried !== undefined) {
      const again = look(carried, (last as Last).evidence);
      if (again.complete) return again.candidates;
    }
    return look(emptyMemory(), new Evidence(text)).candidates;
  }
}

interface Now {
  readonly model: TreeModel;
  readonly recorder: Recorder;
  readonly declared: ReadonlySet<string>;
}

/** What still holds after the change; undefined where all is to be looked at. Uses up `last`. */
function carry(last: Last, context: Context, text: string, step: TreeStep | undefined, { model, recorder, declared }: Now): SiteMemory | undefined {
  if (last.uri !== context.uri || last.languageId !== context.languageId || last.configuration !== context.configuration) return undefined;
  const stepped = step !== undefined && step.before === last.text;
  if (!stepped && last.text !== text) return undefined;
  const change = stepped ? step.change : undefined;
  if (change === undefined) {
    const other = changedValues(last.values, context.values, undefined);
    return other.length === 0 ? last.memory : undefined;
  }
  if (!last.evidence.move(text, change)) return undefined;
  const names = new Names(last.evidence, declared, model.language);
  const now: Searched = { model, recorder, judge: (name) => names.judge(name) };
  const stretches = [{ start: change.start, end: change.end }, ...(step?.changed ?? []), ...changedValues(last.values, context.values, change)];
  const changed = new Changed(stretches.map((each) => widened(text, each)));
  const { sites, search = {}, sinks, aliases, calls } = last.memory;
  for (const places of [sinks, aliases, calls]) places?.move(text, change);
  const check = new Check(changed, change, last.text, now);
  const kept = new Sites();
  for (const site of sites.seenBy(search)) {
    if (site.reads === undefined || !check.holds(site.reads)) continue;
    moveSite(site, change);
    kept.set(site);
  }
  return { sites: kept, search: undefined, sinks, aliases, calls };
}

/** Says whether what was read is as it was. Moves it to the newer text on the way, once each. */
class Check {
  readonly #changed: Changed;
  readonly #change: Change;
  readonly #before: string;
  readonly #now: Searched;

  constructor(changed: Changed, change: Change, before: string, now: Searched) {
    this.#changed = changed;
    this.#change = change;
    this.#before = before;
    this.#now = now;
  }

  holds(reads: Reads): boolean {
    reads.move(this.#change);
    if (this.#changed.touchesAny(reads)) return false;
    for (const scope of reads.scopes) if (!this.#scope(scope)) return false;
    for (const lookup of reads.lookups) if (!this.#lookup(lookup)) return false;
    return true;
  }

  #scope(scope: ScopeRead): boolean {
    if (scope.checked?.by === this) return scope.checked.holds;
    for (const part of ['start', 'end', 'headStart', 'headEnd'] as const) scope[part] = movedBy(this.#change, scope[part]);
    const { start, end, headStart, headEnd } = scope;
    // A change inside of a function may end it early: a brace, a function that begins within.
    const holds = !this.#changed.touches(headStart, headEnd) && (!this.#changed.touches(start, end) || this.#now.model.isScope(start, end));
    scope.checked = { by: this, holds };
    return holds;
  }

  #lookup(lookup: Lookup): boolean {
    if (lookup.checked?.by === this) return lookup.checked.holds;
    // One that asks for itself on the way changes nothing.
    const checked: Checked = { by: this, holds: true };
    lookup.checked = checked;
    lookup.start = movedBy(this.#change, lookup.start);
    lookup.end = movedBy(this.#change, lookup.end);
    checked.holds = this.holds(lookup.reads) && !this.#findsMore(lookup);
    return checked.holds;
  }

  /** Whether a search finds something in what changed, or looks at other places than before. */
  #findsMore({ needle, start, end, reads, count, search }: Lookup): boolean {
    const { text } = this.#now.model;
    for (const stretch of this.#changed.stretches) {
      const from = Math.max(start, stretch.start - SEARCH_REACH);
      const to = Math.min(end, stretch.end + SEARCH_REACH);
      if (from < to && text.slice(from, to + needle.length).includes(needle) && this.#changed.touchesAny(search(this.#now, from, to))) return true;
    }
    if (count === undefined) return false;
    const { start: changed, end: until, delta } = this.#change;
    const from = Math.max(start, changed - SEARCH_REACH);
    const to = Math.min(end, until + SEARCH_REACH);
    if (from >= to || count(text, from, to) === count(this.#before, from, Math.max(from, to - delta))) return false;
    const { places } = search(this.#now, start, end);
    return places.length !== reads.places.length || places.some((place, at) => place !== reads.places[at]);
  }
}

/** Values that one list has and the other has not, as places of the newer text. */
function changedValues(before: readonly Span[], after: readonly Span[], change: Change | undefined): readonly Span[] {
  const key = ({ start, end }: Span): string => `${String(start)} ${String(end)}`;
  const older = new Map(
    before
      .map(({ start, end }) => (change === undefined ? { start, end } : { start: movedBy(change, start), end: movedBy(change, end) }))
      .map((at) => [key(at), at]),
  );
  const added: Span[] = [];
  for (const at of after) if (!older.delete(key(at))) added.push(at);
  return [...older.values(), ...added];
}

/** A stretch with the white space and the comments around it: what stands next to it may reach further than before. */
function widened(text: string, { start, end }: Span): Span {
  let from = start;
  for (let lines = 0; lines < MOST_COMMENTS; lines++) {
    while (from > 0 && (isBlank(text.charCodeAt(from - 1)) || isContinuation(text, from - 1))) from--;
    const line = text.lastIndexOf('\n', from - 1) + 1;
    if (from === 0 || line === from || !/^\s*(?:#|\/\/|\/?\*|--|<!--)|\*\/\s*$/.test(text.slice(line, from))) break;
    from = line;
  }
  let to = end;
  for (let lines = 0; lines < MOST_COMMENTS; lines++) {
    while (to < text.length && (isBlank(text.charCodeAt(to)) || isContinuation(text, to))) to++;
    if (!/^(?:#|\/\/|\/?\*|--|<!--)/.test(text.slice(to, to + 4))) break;
    const behind = text.indexOf('\n', to);
    to = behind === -1 ? text.length : behind;
  }
  return { start: from, end: to };
}

const isBlank = (unit: number): boolean => unit === 32 || unit === 10 || unit === 9 || unit === 13;

/** A sign by which a line goes on in the next one. */
const isContinuation = (text: string, at: number): boolean => text.charCodeAt(at) === 92 && /^\\\r?\n/.test(text.slice(at, at + 3));

function moveSite(site: Site, change: Change): void {
  site.at = movedBy(change, site.at);
  for (const { shown } of site.shown) {
    moveSpan(shown.span, change);
    if (shown.origin !== undefined) moveSpan(shown.origin, change);
  }
  for (const { printed, scope } of site.wrappers) {
    moveSpan(printed, change);
    scope.start = movedBy(change, scope.start);
  }
}

function moveSpan(span: { start: number; end: number }, change: Change): void {
  if (span.end <= change.start) return;
  span.start = movedBy(change, span.start);
  span.end = movedBy(change, span.end);
}
