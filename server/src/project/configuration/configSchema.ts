import * as z from 'zod/mini';

/** The `version` that this Tacit writes and reads. */
export const CONFIG_VERSION = 1;

/** A path inside the project: relative, with slashes, no `..`, no drive, no NUL. */
const RELATIVE_PATH = /^(?![\\/])(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))(?![A-Za-z]:)[^\u0000-\u001f]{1,400}$/;

const text = (most: number): z.ZodMiniString => z.string().check(z.maxLength(most));
const says = <T extends z.ZodMiniType>(schema: T, description: string): T => schema.check(z.describe(description));

const Level = z.enum(['off', 'hint', 'warning', 'error']);
const RulePattern = z.string().check(z.regex(/^[a-z][a-z0-9.-]{0,99}\*?$/));
/** `extends` may climb (`../base.json`); that it stays inside the repository is checked on real paths. */
const BasePath = z.string().check(z.regex(/^(?![\\/])(?![A-Za-z]:)[^\u0000-\u001f]{1,400}$/));

const SuggestedStore = z.object({
  kind: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)),
  address: text(2000),
  namespace: z.optional(text(400)),
  mount: z.optional(text(400)),
});

const EnvironmentName = z.string().check(z.regex(/^(?!local$)[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/));
const StoreName = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/));
const PathTemplate = z.string().check(z.regex(/^(?:[A-Za-z0-9_./-]|\{(?:name|environment)\}){1,200}$/));
/** Where one environment's secrets are. */
const Environment = z.object({ store: z.optional(StoreName), pathTemplate: z.optional(PathTemplate) });

/** One finding that is known, in a file that takes no comment. The path is relative to the file that says so. */
const Suppressed = z.object({
  rule: z.string().check(z.regex(/^[a-z][a-z0-9]{0,39}(?:[.-][a-z0-9]{1,60}){1,10}$/)),
  path: z.string().check(z.regex(RELATIVE_PATH)),
  fingerprint: z.string().check(z.regex(/^[a-z][0-9]-[0-9a-f]{8,64}(?:-[0-9a-f]{2})?$/)),
  until: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
  reason: z.string().check(z.minLength(1), z.maxLength(300)),
});

/** One `tacit.json` as written. Keys that are not here are kept out and warned about. */
export const ConfigFile = z.object({
  $schema: z.optional(text(2000)),
  version: says(z.literal(CONFIG_VERSION), 'The version of this format.'),
  project: z.optional(
    says(z.string().check(z.regex(/^[A-Za-z0-9@][A-Za-z0-9@._/-]{0,99}$/)), 'A name that all clones and forks share; keys the fingerprints of findings.'),
  ),
  extends: z.optional(
    says(z.union([BasePath, z.array(BasePath).check(z.maxLength(8))]), 'Configuration to start from: paths inside the repository, relative to this file.'),
  ),
  stores: z.optional(
    says(z.record(StoreName, SuggestedStore), 'Vaults that this project suggests. None is used before each person has confirmed its address.'),
  ),
  pathTemplate: z.optional(says(PathTemplate, 'Where new secrets go: {name} and {environment} are replaced.')),
  environments: z.optional(
    says(
      z.union([z.array(EnvironmentName).check(z.maxLength(50)), z.record(EnvironmentName, Environment)]),
      'Names for tacit.env.<environment>.yaml; as an object also the vault (a name of stores) and path template that each one uses.',
    ),
  ),
  rules: z.optional(says(z.record(RulePattern, Level), 'How a rule is reported: a rule id, a check (credential), or a prefix that ends in * or a dot.')),
  ignore: z.optional(says(z.array(text(1000)).check(z.maxLength(1000)), 'Globs of files that no scan reads, relative to this file. No braces, no extglobs.')),
  maskers: z.optional(
    says(
      z.array(z.string().check(z.regex(/^[\p{L}_$][\p{L}\p{N}_$.:#]{0,199}$/u))).check(z.maxLength(500)),
      'Functions whose result holds no secret, by name (redact, Log.mask).',
    ),
  ),
  sinks: z.optional(
    says(
      z.array(z.string().check(z.regex(/^[\p{L}_$][\p{L}\p{N}_$.:#-]{0,199}$/u))).check(z.maxLength(200)),
      'Functions whose arguments somebody may read, besides the loggers that are known, by name (trace, audit.record).',
    ),
  ),
  baseline: z.optional(says(z.string().check(z.regex(RELATIVE_PATH)), 'A file of findings that are known and not reported.')),
  suppressions: z.optional(
    says(
      z.array(Suppressed).check(z.maxLength(2000)),
      'Findings that are not reported, where a file takes no comment: by rule, path (relative to this file) and fingerprint, with a reason, to the end of the day "until".',
    ),
  ),
  manifest: z.optional(says(z.string().check(z.regex(RELATIVE_PATH), z.regex(/(?:^|[\\/])tacit\.env\.yaml$/)), 'Where the manifest is: …/tacit.env.yaml.')),
  embeddedStore: z.optional(says(z.string().check(z.regex(RELATIVE_PATH), z.regex(/\.sops\.json$/)), 'The encrypted vault in the project: ….sops.json.')),
});

export type SuppressedFinding = z.infer<typeof Suppressed>;

export type ConfigFile = z.infer<typeof ConfigFile>;

export const KNOWN_KEYS: ReadonlySet<string> = new Set(Object.keys(ConfigFile.shape));
/** The names in `environments`, however it is written. */
export const environmentNames = (environments: NonNullable<ConfigFile['environments']>): readonly string[] =>
  Array.isArray(environments) ? environments : Object.keys(environments);

export const KNOWN_STORE_KEYS: ReadonlySet<string> = new Set(Object.keys(SuggestedStore.shape));

/** The JSON schema that is shipped as `schemas/tacit.schema.json`; a test compares the two. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(ConfigFile, { io: 'input', target: 'draft-7' });
  return { $schema, title: 'tacit.json', ...rest };
}
