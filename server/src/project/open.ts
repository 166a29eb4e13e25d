import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { toTacitError } from '../base/errors';
import type { Finding, RuleId } from '../base/finding';
import { type ConfigProblem, loadConfig, type LoadedConfig, type WrongRule } from './configuration/config';
import { fingerprinter, projectIdentity } from './suppression/fingerprint';
import { ConfiguredSuppressions } from './suppression/configuredSuppressions';
import { type IgnoreOptions, IgnoreRules } from './ignoring/ignore';
import { tacitManifest } from './manifest/tacit';
import { declaredNames } from './manifest/manifests';
import type { Policy } from './configuration/policy';
import type { Project, ProjectConfig } from './project';
import { findRoot } from './roots';
import { isTrusted } from './trust/trust';

/** Maps and sets as lists: JSON has neither. */
const listed = (_key: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value);

type Level = 'off' | 'hint' | 'warning' | 'error';

/** A rule id counts for itself and what is below it (`credential` for `credential.password`); a key that ends in `*` or a dot is a prefix. */
export function keyMatches(key: string, rule: RuleId): boolean {
  if (key.endsWith('*')) return rule.startsWith(key.slice(0, -1));
  return key.endsWith('.') ? rule.startsWith(key) : rule === key || rule.startsWith(`${key}.`);
}

/** The level that the longest matching key gives. */
function levelOf(rules: ProjectConfig['rules'], rule: RuleId): Level | undefined {
  let best: { key: string; level: Level } | undefined;
  for (const [key, level] of rules) if (keyMatches(key, rule) && key.length > (best?.key.length ?? 0)) best = { key, level };
  return best?.level;
}

export interface OpenOptions {
  /** VS Code's workspace trust or a flag of the command line. Absent: what this user's state says (`tacit trust`). */
  readonly trusted?: boolean;
  /** The root where no ancestor is marked as one and this folder holds the path: what the person opened or stands in. Absolute. */
  readonly within?: string;
  /** Which files and folders (absolute) somebody named, and whether nothing is to be left out. */
  readonly ignoring?: Pick<IgnoreOptions, 'named' | 'nothing'>;
  /** Where the configuration comes from, instead of the tree. Then the tree's own `.gitignore` files do not count either, and the built-in list only for what git has not. */
  readonly policy?: Policy;
  /** Gets every problem of the configuration; what is sound still counts. Absent: the first error is thrown. */
  readonly onProblem?: (problem: ConfigProblem) => void;
  /** Asked about each key of `rules`: which rules there are the project does not know. */
  readonly wrongRule?: WrongRule;
}

/** What `tacit trust` said. Where that cannot be read, nobody is trusted: it is told, and detection goes on. */
async function trustOf(root: string, loaded: LoadedConfig, onProblem: OpenOptions['onProblem']): Promise<boolean> {
  try {
    return await isTrusted(root, loaded);
  } catch (thrown) {
    const error = toTacitError(thrown, 'trust');
    if (onProblem === undefined) throw error;
    onProblem({ file: 'path' in error.failure ? error.failure.path : root, severity: 'error', error });
    return false;
  }
}

/**
 * Opens the project of a file or folder (absolute path). Reads configuration, trust and ignore files; runs and connects to nothing.
 * Throws `ConfigMalformed`, `ConfigTooNew`, `FileUnsafe` where `onProblem` is absent. The result is a snapshot: open again after a change.
 */
export async function openProject(folderOrFile: string, options: OpenOptions = {}): Promise<Project> {
  const root = await findRoot(folderOrFile, options.within);
  const loaded = await loadConfig(root, options.onProblem, options.policy?.read, options.wrongRule);
  const { config } = loaded;
  const named = await Promise.all((options.ignoring?.named ?? []).map((path) => realpath(path).catch(() => path)));
  const rules = new IgnoreRules(root, loaded.ignore, { policy: options.policy !== undefined, ...options.ignoring, named });
  const levels = new Map<RuleId, Level | undefined>();
  // The key is made when first asked for: most projects are opened without.
  let fingerprint: ((finding: Finding, value: string) => string) | undefined;
  const manifestPath = join(root, config.manifest ?? 'tacit.env.yaml');
  const fingerprintOf = (finding: Finding, value: string): string => {
    fingerprint ??= fingerprinter(projectIdentity(root, config.project));
    return fingerprint(finding, value);
  };
  const suppressions = new ConfiguredSuppressions(loaded.suppressions, fingerprintOf);
  const declared = await declaredNames(manifestPath, tacitManifest);
  const trusted = options.trusted ?? (await trustOf(root, loaded, options.onProblem));
  const resultsDependOn = (): string => {
    const facts = { root, trusted, config, declared, suppressions: loaded.suppressions, identity: projectIdentity(root, config.project) };
    return createHash('sha256').update(JSON.stringify(facts, listed)).digest('hex');
  };
  return {
    root,
    config,
    declared,
    trusted,
    resultsDependOn,
    manifestFormat: tacitManifest,
    manifestPath,
    ignores: (path, isFolder, tracked) => rules.ignores(path, isFolder, tracked),
    ignoresIn: (folder, hasRules) => rules.ignoresIn(folder, hasRules),
    ignoreCause: (path, isFolder) => rules.causeOf(path, isFolder),
    levelOf(rule) {
      if (!levels.has(rule)) levels.set(rule, levelOf(config.rules, rule));
      return levels.get(rule);
    },
    fingerprint: fingerprintOf,
    ...(loaded.suppressions.length === 0 ? {} : { suppressionOf: (path: string, finding: Finding, value: string) => suppressions.of(path, finding, value) }),
  };
}
