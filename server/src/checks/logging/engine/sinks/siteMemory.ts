import type { Scope } from '../../model/fileModel';
import type { Reads } from '../../model/reads';
import type { SinkRow } from '../../tables/rows';
import type { Places } from './places';
import type { Shown } from '../values/verdict';

/** A span of its own, that moves with the text. */
export interface MovingSpan {
  start: number;
  end: number;
}

/** A function's parameter that it prints: whoever calls it prints it. */
export interface Wrapper {
  readonly scope: Pick<Scope, 'parameters'> & { readonly name: string; start: number };
  readonly index: number;
  /** Parameters that are printed in its place where a caller gives them. */
  readonly instead?: readonly number[];
  readonly row: SinkRow;
  /** Where the parameter is printed. */
  readonly printed: MovingSpan;
  /** The function is there to log, by its name. */
  readonly logs: boolean;
  /** What its calls are asked: for the same question a call has the same answer. */
  readonly question: string;
}

export interface ShownAt extends Omit<Shown, 'span' | 'origin'> {
  readonly span: MovingSpan;
  readonly origin?: MovingSpan;
}

/** What one place gave. Depends on the text and the configuration alone, not on what was looked at before it. */
export interface Site {
  /** The search that last came by: others were not asked about any more. */
  seenBy?: object;
  /** What was asked about the place: '' of a sink. */
  readonly question: string;
  at: number;
  readonly shown: readonly { readonly shown: ShownAt; readonly row: SinkRow }[];
  readonly wrappers: readonly Wrapper[];
  /** Whether the file declares the function that was asked about. */
  readonly declared?: boolean;
  /** Steps of the evaluator that it took. */
  readonly steps: number;
  /** What it was made of, where that is recorded. */
  readonly reads?: Reads;
}

/** Sites by what was asked and where. */
export class Sites {
  readonly #byQuestion = new Map<string, Map<number, Site>>();

  get(question: string, at: number): Site | undefined {
    return this.#byQuestion.get(question)?.get(at);
  }

  set(site: Site): void {
    let places = this.#byQuestion.get(site.question);
    if (places === undefined) this.#byQuestion.set(site.question, (places = new Map<number, Site>()));
    places.set(site.at, site);
  }

  /** Those that a search came by. */
  seenBy(search: object): readonly Site[] {
    const seen: Site[] = [];
    for (const places of this.#byQuestion.values()) for (const site of places.values()) if (site.seenBy === search) seen.push(site);
    return seen;
  }
}

/** What is known of a file's places before a search, and after it. */
export interface SiteMemory {
  readonly sites: Sites;
  /** The search that `sites` are from. */
  search: object | undefined;
  sinks: Places | undefined;
  aliases: Places | undefined;
  calls: Places | undefined;
}

export const emptyMemory = (): SiteMemory => ({ sites: new Sites(), search: undefined, sinks: undefined, aliases: undefined, calls: undefined });
