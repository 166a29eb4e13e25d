import type { Finding, RuleId, Suppression } from '../base/finding';
import type { IgnoreCause } from './ignoring/ignore';
import type { ManifestFormat } from './manifest/manifestFormat';

/** `tacit.json` after its layers were merged (DESIGN §4 "Projects"); see `config.ts` for the schema. */
export interface ProjectConfig {
  /** `{name}` and `{environment}` are replaced; default `{name}`. */
  readonly pathTemplate: string;
  /** Rule ids or prefixes switched off, or graded down or up: `off`, `hint`, `warning`, `error`. */
  readonly rules: ReadonlyMap<string, 'off' | 'hint' | 'warning' | 'error'>;
  /** minimatch globs relative to the root (THREATS 31: capped, no braces, no extglobs). */
  readonly ignore: readonly string[];
  /** Stores the repository suggests; none is usable before this user confirmed its address. */
  readonly suggestedStores: readonly {
    readonly id: string;
    readonly kind: string;
    readonly address: string;
    readonly namespace?: string;
    readonly mount?: string;
  }[];
  /** File name of the embedded store relative to the root; default `secrets.sops.json`. */
  readonly embeddedStore: string;
  /** A name that all clones and forks share; keys the fingerprints. */
  readonly project?: string;
  /** Names for `tacit.env.<environment>.yaml`; files that are there count whether named or not. */
  readonly environments: readonly string[];
  /** For environments whose secrets are elsewhere: the name of a suggested store, and a path template of their own. */
  readonly environmentPlaces: ReadonlyMap<string, { readonly store?: string; readonly pathTemplate?: string }>;
  /** Functions whose result holds no secret, by name. */
  readonly maskers: readonly string[];
  /** Functions that print what they are given, besides those that are known, by name. */
  readonly sinks: readonly string[];
  /** Path of the manifest relative to the root, where the team said so. */
  readonly manifest?: string;
  /** Path of the baseline relative to the root. */
  readonly baseline?: string;
}

/** A folder that has a say: the nearest ancestor with `tacit.json`, a manifest or `.git`, else the folder itself. */
export interface Project {
  /** Absolute real path, without a slash at the end. */
  readonly root: string;
  readonly config: ProjectConfig;
  /** This user trusts this folder (VS Code's grant, or `tacit trust`). */
  readonly trusted: boolean;
  /** The environment whose secrets are worked on (`inEnvironment`); absent: those that count everywhere. */
  readonly environment?: string;
  readonly manifestFormat: ManifestFormat;
  /** Absolute path of the manifest that new entries go to; the file may not exist yet. */
  readonly manifestPath: string;
  /** Variables that the manifests of the root declared when the project was opened: what they hold is a secret. */
  readonly declared?: ReadonlySet<string>;
  /** `path` is absolute. True where `.gitignore`, `ignore` of tacit.json or the built-in list leave the file out of workspace scans. `tracked`: git has it, so its own rules do not count. */
  ignores(path: string, isFolder: boolean, tracked?: boolean): boolean;
  /** As `ignores`, for what lies right in a folder that is not ignored itself: what the way there decides is looked up once. */
  ignoresIn(folder: string, hasRules?: boolean): (name: string, isFolder: boolean) => boolean;
  /** What leaves out a file or folder (absolute path) that `ignores` or `ignoresIn` leave out. */
  ignoreCause(path: string, isFolder: boolean): IgnoreCause | undefined;
  /** The configured grade of a rule, or undefined where nothing is said. The longest matching prefix wins. */
  levelOf(rule: RuleId): 'off' | 'hint' | 'warning' | 'error' | undefined;
  /** What an entry of `suppressions` in tacit.json says of a finding in the file at `path` (absolute); absent where there is no entry at all. */
  readonly suppressionOf?: (path: string, finding: Finding, value: string) => Suppression | undefined;
  /** DESIGN §4 "Fingerprints": the value is given only to be hashed or tagged, by rule. */
  fingerprint(finding: Finding, value: string): string;
  /** A digest of all that findings in a file of this project depend on besides its text and path: for what is kept of earlier scans. */
  resultsDependOn(): string;
}
