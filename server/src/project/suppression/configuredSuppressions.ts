import { join } from 'node:path';
import type { Finding, Suppression } from '../../base/finding';
import type { SuppressedFinding } from '../configuration/configSchema';
import { lasts } from './comments';

/**
 * The entries of `suppressions` in tacit.json: for files that take no comment. An entry silences the one finding of its rule and fingerprint in its
 * file: where the value changes, or its day is over, the finding is back.
 */
export class ConfiguredSuppressions {
  readonly #byPath = new Map<string, SuppressedFinding[]>();
  readonly #fingerprint: (finding: Finding, value: string) => string;

  /** `folder` is what an entry's path is relative to. */
  constructor(entries: readonly { readonly folder: string; readonly entry: SuppressedFinding }[], fingerprint: (finding: Finding, value: string) => string) {
    this.#fingerprint = fingerprint;
    for (const { folder, entry } of entries) {
      const path = join(folder, entry.path);
      const known = this.#byPath.get(path);
      if (known === undefined) this.#byPath.set(path, [entry]);
      else known.push(entry);
    }
  }

  /** `path` is absolute. The fingerprint is made only where an entry names file and rule. `now` is for tests. */
  of(path: string, finding: Finding, value: string, now: Date = new Date()): Suppression | undefined {
    const entries = this.#byPath.get(path)?.filter(({ rule, until }) => rule === finding.rule && (until === undefined || lasts(until, now)));
    if (entries === undefined || entries.length === 0) return undefined;
    const fingerprint = this.#fingerprint(finding, value);
    const entry = entries.find((each) => each.fingerprint === fingerprint);
    if (entry === undefined) return undefined;
    const { reason, until } = entry;
    return { by: 'config', reason, ...(until === undefined ? {} : { until }) };
  }
}
