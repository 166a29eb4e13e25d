import { dirname, join, resolve } from 'node:path';
import { assertInside, readRegularFileIfThere } from '../../base/system/atomicFile';
import { displayText } from '../../base/display';
import { LineIndex } from '../../base/document';
import { TacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Span } from '../../base/span';
import { describeFault } from './configFaults';
import { CONFIG_VERSION, ConfigFile, environmentNames, KNOWN_KEYS, KNOWN_STORE_KEYS, type SuppressedFinding } from './configSchema';
import { type GlobFault, globFault } from '../ignoring/globs';
import type { ReadConfig } from './policy';
import type { ProjectConfig } from '../project';
import { CONFIG_NAME, configFolders } from '../roots';
import { type JsonFault, parseStrictJson } from './strictJson';

/** Largest `tacit.json` read: 1 MiB. */
const LIMIT = 1024 * 1024;
/** How deep `extends` may nest, and how many files one project's configuration may have. */
const DEEPEST_EXTENDS = 4;
const MOST_FILES = 32;

/** Something wrong with a configuration file. An error leaves the whole file out; a warning only what it names. */
export interface ConfigProblem {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly error: TacitError;
  /** In the file's text; absent where the file could not be read. */
  readonly span?: Span;
}

interface Layer {
  readonly file: string;
  readonly folder: string;
  readonly content: ConfigFile;
  /** False for a layer from above the root: names of files do not pass down, everything else does. */
  readonly own: boolean;
}

/** One effective value and the file that said so; `undefined` is the default. */
export interface Explained {
  readonly key: string;
  readonly value: string;
  readonly file: string | undefined;
}

export interface LoadedConfig {
  readonly config: ProjectConfig;
  /** `ignore` with the folder each glob is relative to. */
  readonly ignore: readonly { readonly folder: string; readonly glob: string }[];
  /** `suppressions` with the folder each path is relative to. */
  readonly suppressions: readonly { readonly folder: string; readonly entry: SuppressedFinding }[];
  readonly explained: readonly Explained[];
  readonly files: readonly string[];
}

type Report = (problem: ConfigProblem) => void;

/** What is wrong with a key of `rules`; undefined where it is the name or the beginning of a rule. */
export type WrongRule = (key: string) => string | undefined;

const jsonTexts: Record<JsonFault, () => string> = {
  syntax: () => t('not valid JSON'),
  'too-deep': () => t('nested too deeply'),
  duplicate: () => t('the same key twice'),
  reserved: () => t('a key of this name is not allowed'),
};

const globTexts: Record<GlobFault, () => string> = {
  'too-long': () => t('longer than 256 characters'),
  'too-many-stars': () => t('more than three **'),
  outside: () => t('leads out of the folder'),
  empty: () => t('empty'),
};

const malformed = (file: string, because: string, span?: Span, severity: ConfigProblem['severity'] = 'error'): ConfigProblem => ({
  file,
  severity,
  error: new TacitError({ code: 'ConfigMalformed', file, because }),
  ...(span === undefined ? {} : { span }),
});

/** Reads and checks one file. Nothing that a library says of the text is passed on: only where, and which key. */
async function readConfigFile(file: string, required: boolean, { report, readFile, wrongRule }: Walk): Promise<ConfigFile | undefined> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readFile(file);
  } catch (thrown) {
    if (thrown instanceof TacitError) report({ file, severity: 'error', error: thrown });
    return undefined;
  }
  if (bytes === undefined) {
    if (required) report({ file, severity: 'error', error: new TacitError({ code: 'NotFound', path: file }) });
    return undefined;
  }
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = new LineIndex(text);
  const onLine = (span: Span, because: string): string => t('line {0}: {1}', lines.lineOf(span.start) + 1, because);
  const json = parseStrictJson(text);
  if ('fault' in json) {
    report(malformed(file, onLine(json.at, jsonTexts[json.fault]()), json.at));
    return undefined;
  }
  const version = typeof json.value === 'object' && json.value !== null && 'version' in json.value ? json.value.version : undefined;
  if (typeof version === 'number' && version > CONFIG_VERSION) {
    report({ file, severity: 'error', error: new TacitError({ code: 'ConfigTooNew', file, version }), span: json.spanOf(['version']) });
    return undefined;
  }
  const parsed = ConfigFile.safeParse(json.value, { reportInput: false });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue === undefined) return undefined;
    const span = json.spanOf(issue.path);
    const because = describeFault(issue, isThere(json.value, issue.path));
    report(malformed(file, onLine(span, because), span));
    return undefined;
  }
  const warn = (path: readonly string[], because: string): void => {
    const span = json.spanOf(path);
    report(malformed(file, onLine(span, because), span, 'warning'));
  };
  warnOfUnknown(json.value as Record<string, unknown>, warn);
  for (const rule of Object.keys(parsed.data.rules ?? {})) {
    const because = wrongRule?.(rule);
    if (because !== undefined) warn(['rules', rule], because);
  }
  return parsed.data;
}

/** Whether anything stands at a path of a parsed text. */
function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined;
  return at !== undefined;
}

function warnOfUnknown(value: Record<string, unknown>, tell: (path: readonly string[], because: string) => void): void {
  const warn = (path: readonly string[]): void => tell(path, t('{0}: no such key', displayText(path.join('.'))));
  for (const key of Object.keys(value)) if (!KNOWN_KEYS.has(key)) warn([key]);
  const stores = (value.stores ?? {}) as Record<string, Record<string, unknown>>;
  for (const [id, store] of Object.entries(stores)) for (const key of Object.keys(store)) if (!KNOWN_STORE_KEYS.has(key)) warn(['stores', id, key]);
}

const fromDisk: ReadConfig = (file) => readRegularFileIfThere(file, LIMIT);

interface Walk {
  /** Real path of the folder that `extends` may not leave. */
  readonly top: string;
  readonly report: Report;
  readonly readFile: ReadConfig;
  readonly wrongRule: WrongRule | undefined;
  read: number;
}

/** The layers of one file: what it extends, before itself. Paths stay inside `top` by their real path, and links are not followed. */
async function layersOf(file: string, own: boolean, stack: readonly string[], walk: Walk): Promise<Layer[]> {
  const { report } = walk;
  walk.read += 1;
  const content = await readConfigFile(file, stack.length > 0, walk);
  if (content === undefined) return [];
  const layers: Layer[] = [];
  const folder = dirname(file);
  for (const base of typeof content.extends === 'string' ? [content.extends] : (content.extends ?? [])) {
    const target = resolve(folder, base);
    const problem = await whyNotExtend(target, [...stack, file], walk);
    if (problem === undefined) layers.push(...(await layersOf(target, own, [...stack, file], walk)));
    else report(malformed(file, t('extends: {0}: {1}', displayText(base), problem)));
  }
  return [...layers, { file, folder, content, own }];
}

async function whyNotExtend(target: string, stack: readonly string[], { top, read }: Walk): Promise<string | undefined> {
  if (stack.includes(target)) return t('extends itself');
  if (stack.length > DEEPEST_EXTENDS) return t('nested too deeply');
  if (read >= MOST_FILES) return t('too many files');
  return assertInside(top, target).then(
    () => undefined,
    () => t('not a file of this project'),
  );
}

export const DEFAULT_CONFIG: ProjectConfig = {
  pathTemplate: '{name}',
  rules: new Map(),
  ignore: [],
  suggestedStores: [],
  embeddedStore: 'secrets.sops.json',
  environments: [],
  environmentPlaces: new Map(),
  maskers: [],
  sinks: [],
};

const INHERITED = ['project', 'pathTemplate'] as const;
const PLACES = ['embeddedStore', 'manifest', 'baseline'] as const;

function environmentsOf(written: NonNullable<ConfigFile['environments']>): Pick<ProjectConfig, 'environments' | 'environmentPlaces'> {
  const places = Array.isArray(written) ? [] : Object.entries(written);
  return {
    environments: environmentNames(written),
    environmentPlaces: new Map(
      places.map(([name, { store, pathTemplate }]) => [
        name,
        { ...(store === undefined ? {} : { store }), ...(pathTemplate === undefined ? {} : { pathTemplate }) },
      ]),
    ),
  };
}

/** Merges layers, the first counting least, and remembers who said what. */
function merge(layers: readonly Layer[], report: Report): Omit<LoadedConfig, 'files'> {
  const said = new Map<string, Explained>();
  const scalars: { -readonly [K in (typeof INHERITED | typeof PLACES)[number]]?: ProjectConfig[K] } = {};
  const rules = new Map<string, 'off' | 'hint' | 'warning' | 'error'>();
  const stores = new Map<string, ProjectConfig['suggestedStores'][number]>();
  const maskers = new Set<string>();
  const sinks = new Set<string>();
  let environments: Pick<ProjectConfig, 'environments' | 'environmentPlaces'> = DEFAULT_CONFIG;
  const ignore: { folder: string; glob: string }[] = [];
  const suppressions: { folder: string; entry: SuppressedFinding }[] = [];
  for (const key of ['pathTemplate', 'embeddedStore'] as const) said.set(key, { key, value: DEFAULT_CONFIG[key], file: undefined });
  for (const { content, file, folder, own } of layers) {
    const note = (key: string, value: string): unknown => said.set(key, { key, value, file });
    for (const key of own ? [...INHERITED, ...PLACES] : INHERITED) {
      const value = content[key];
      if (value === undefined) continue;
      Object.assign(scalars, { [key]: value });
      note(key, value);
    }
    if (content.environments !== undefined) {
      environments = environmentsOf(content.environments);
      note('environments', environments.environments.join(', '));
    }
    for (const [rule, level] of Object.entries(content.rules ?? {})) {
      rules.set(rule, level);
      note(`rules.${rule}`, level);
    }
    for (const [id, { kind, address, namespace, mount }] of Object.entries(content.stores ?? {})) {
      stores.set(id, { id, kind, address, ...(namespace === undefined ? {} : { namespace }), ...(mount === undefined ? {} : { mount }) });
      note(`stores.${id}`, `${kind} ${address}`);
    }
    for (const entry of content.suppressions ?? []) {
      suppressions.push({ folder, entry });
      note(`suppressions.${entry.path}.${entry.rule}`, entry.until ?? '');
    }
    for (const masker of content.maskers ?? []) {
      maskers.add(masker);
      note(`maskers.${masker}`, masker);
    }
    for (const sink of content.sinks ?? []) {
      sinks.add(sink);
      note(`sinks.${sink}`, sink);
    }
    for (const glob of content.ignore ?? []) {
      const fault = globFault(glob);
      if (fault === undefined) {
        ignore.push({ folder, glob });
        note(`ignore.${glob}`, glob);
      } else report(malformed(file, t('ignore: {0}: {1}', displayText(glob), globTexts[fault]()), undefined, 'warning'));
    }
  }
  const config: ProjectConfig = {
    ...DEFAULT_CONFIG,
    ...scalars,
    rules,
    ignore: ignore.map(({ glob }) => glob),
    suggestedStores: [...stores.values()],
    environments: environments.environments,
    environmentPlaces: environments.environmentPlaces,
    maskers: [...maskers],
    sinks: [...sinks],
  };
  return { config, ignore, suppressions, explained: [...said.values()] };
}

/**
 * The configuration of a project: defaults < `extends` < `tacit.json` < nested `tacit.json` (DESIGN §4). Without `onProblem`, the first error
 * is thrown (`ConfigMalformed`, `ConfigTooNew`, `FileUnsafe`); with it, every problem is told and what is sound still counts. `readFile`: where its
 * files come from; default: the disk. `wrongRule` is asked about each key of `rules`; what it says is a warning.
 */
export async function loadConfig(root: string, onProblem?: Report, readFile: ReadConfig = fromDisk, wrongRule?: WrongRule): Promise<LoadedConfig> {
  const report: Report =
    onProblem ??
    ((problem) => {
      if (problem.severity === 'error') throw problem.error;
    });
  const folders = await configFolders(root);
  const walk: Walk = { top: folders[0] ?? root, report, readFile, wrongRule, read: 0 };
  const layers: Layer[] = [];
  for (const folder of folders) layers.push(...(await layersOf(join(folder, CONFIG_NAME), folder === root, [], walk)));
  return { ...merge(layers, report), files: [...new Set(layers.map(({ file }) => file))] };
}
