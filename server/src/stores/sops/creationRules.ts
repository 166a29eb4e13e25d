import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Document, Node, YAMLMap } from 'yaml';
import { readRegularFileIfThere } from '../../base/system/atomicFile';
import { fail, systemCode } from '../../base/errors';
import { CLEAR_FIELDS, type ClearRule } from './metadata';
import { compilePattern } from './pattern';

const NAME = '.sops.yaml';
/** Largest `.sops.yaml` read, in bytes: 96 KiB. The YAML parser takes up to 15 µs a character in a hostile text. */
const LIMIT = 96 * 1024;
/** SOPS looks this far upwards. */
const LEVELS = 100;

/** What the project's own SOPS configuration says of one file. */
export interface CreationRule {
  /** The configuration file. */
  readonly file: string;
  /** False where no rule matches the file: the configuration then says nothing of it. */
  readonly matched: boolean;
  /** age recipients as written, and others as `kms:arn:…`. */
  readonly recipients: readonly string[];
  readonly clear: ClearRule | undefined;
  readonly macOnlyEncrypted: boolean;
}

/** What rules match against: the path relative to the configuration's folder, with slashes. */
export const pathForRules = (configuration: string, store: string): string => relative(dirname(configuration), store).split(sep).join('/');

/** Largest `.sops.yaml` that is read. */
export const LARGEST_CONFIGURATION = LIMIT;

/** The nearest `.sops.yaml` at or above the file's folder. Throws `ConfigMalformed`, `FileUnsafe`. */
export async function findCreationRule(store: string): Promise<CreationRule | undefined> {
  let folder = dirname(store);
  for (let level = 0; level < LEVELS; level++, folder = dirname(folder)) {
    const file = join(folder, NAME);
    const bytes = await readRegularFileIfThere(file, LIMIT);
    if (bytes !== undefined) return readRules(file, bytes.toString('utf8'), pathForRules(file, store));
    if (folder === dirname(folder)) return undefined;
  }
  return undefined;
}

/** The rule of a `.sops.yaml` that applies to a file, as it stands in the text. */
export interface MatchedRule {
  readonly yaml: typeof import('yaml');
  /** The whole text, parsed. */
  readonly document: Document;
  /** Absent: no rule matches. */
  readonly rule: YAMLMap | undefined;
}

/** `path` is relative to the configuration's folder, with slashes. Throws `ConfigMalformed`. */
export async function matchRule(file: string, text: string, path: string): Promise<MatchedRule> {
  const [yaml, { nestsTooDeep }] = await Promise.all([import('yaml'), import('../../base/yamlDepth')]);
  const malformed = (because: string): never => fail({ code: 'ConfigMalformed', file, because });
  if (nestsTooDeep(text)) return malformed('too-deep');
  let document: Document;
  try {
    document = yaml.parseDocument(text, { uniqueKeys: true, prettyErrors: false, logLevel: 'silent' });
  } catch {
    return malformed('syntax');
  }
  if (document.errors.length > 0) return malformed('syntax');
  let aliases = 0;
  yaml.visit(document, {
    Alias: () => {
      aliases++;
    },
  });
  if (aliases > 0) return malformed('alias');
  const rules = document.get('creation_rules');
  if (rules === undefined || rules === null) return { yaml, document, rule: undefined };
  if (!yaml.isSeq<Node>(rules)) return malformed('creation_rules');
  for (const rule of rules.items) {
    if (!yaml.isMap(rule)) return malformed('creation_rules');
    const pattern = rule.get('path_regex');
    if (typeof pattern === 'string' && pattern !== '') {
      const matches = compilePattern(pattern);
      if (matches === undefined) return malformed('path_regex');
      if (!matches(path)) continue;
    }
    return { yaml, document, rule };
  }
  return { yaml, document, rule: undefined };
}

async function readRules(file: string, text: string, path: string): Promise<CreationRule> {
  const { rule } = await matchRule(file, text, path);
  if (rule === undefined) return { file, matched: false, recipients: [], clear: undefined, macOnlyEncrypted: false };
  return readRule(file, rule, (because) => fail({ code: 'ConfigMalformed', file, because }));
}

/** Keys of a rule that name no recipient. */
const SETTINGS = new Set(['path_regex', 'age', 'mac_only_encrypted', 'aws_profile', 'unencrypted_comment_regex', 'encrypted_comment_regex', ...CLEAR_FIELDS]);

function readRule(file: string, rule: YAMLMap, malformed: (because: string) => never): CreationRule {
  const age = rule.toJSON() as Record<string, unknown>;
  const names = (value: unknown): string[] =>
    (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : value === undefined || value === null ? [] : malformed('age')).map(
      (name: unknown) => (typeof name === 'string' ? name.trim() : malformed('age')),
    );
  const recipients = names(age.age).filter((name) => name !== '');
  // Somebody who put their private key there must not see it in a message about recipients, nor must a build's log.
  if (recipients.some((name) => /secret/i.test(name))) malformed('age');
  for (const [key, value] of Object.entries(age)) {
    if (SETTINGS.has(key) || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    recipients.push(...(typeof value === 'string' ? value.split(',').map((part) => `${key}:${part.trim()}`) : [`${key}:`]));
  }
  const clear = CLEAR_FIELDS.flatMap((field): ClearRule[] => {
    const value = age[field];
    return typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
  if (clear.length > 1) malformed('encrypted_regex');
  if (age.unencrypted_comment_regex !== undefined || age.encrypted_comment_regex !== undefined) malformed('encrypted_comment_regex');
  return { file, matched: true, recipients: [...new Set(recipients)], clear: clear[0], macOnlyEncrypted: age.mac_only_encrypted === true };
}

/** Writes the smallest `.sops.yaml` that lets `sops` work on the store. An existing file is never touched (O_EXCL). */
export async function createSopsConfig(store: string, recipients: readonly string[]): Promise<void> {
  const file = join(dirname(store), NAME);
  const name = store.slice(dirname(store).length + 1).replace(/[^A-Za-z0-9_-]/g, (character) => `\\${character}`);
  const text = [
    '# Who can read the vault. To let somebody in: tacit share add, with their age public key. To take it away: tacit share remove.',
    'creation_rules:',
    `  - path_regex: '(^|/)${name.replaceAll("'", "''")}$'`,
    `    age: ${recipients.join(',')}`,
    '',
  ].join('\n');
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'EEXIST') return;
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path: file });
    return fail({ code: 'FileUnsafe', path: file, because: 'unreadable' });
  }
}
