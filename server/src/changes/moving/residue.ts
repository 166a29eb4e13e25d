import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readRegularFileIfThere } from '../../base/system/atomicFile';
import { displayText } from '../../base/display';
import { TacitError } from '../../base/errors';
import { Git } from '../../base/system/git';
import { t } from '../../base/l10n';
import type { Secret } from '../../base/secret';
import { decodeText } from '../../analysis/scanning/decode';
import { pathOf } from '../editing/diskEditor';
import type { ChangeContext } from '../editing/ports';

/** Where a moved value still is (THREATS 27). */
export interface Residue {
  /** `unchecked`: git was not asked (untrusted folder, no git, or it failed); `none`: no repository, or the value was never in it. */
  readonly history: 'head' | 'earlier' | 'none' | 'unchecked';
  readonly index: boolean;
  /** The file on disk still holds it: the editor has not saved. */
  readonly disk: boolean;
}

/** A shorter value may stand somewhere by chance: it is looked for as written, with its quotes. */
export const SHORT = 8;
/** Most commits of one file whose contents are looked through. */
const MOST_COMMITS = 500;

/** True where bytes hold one of the spellings of the value. Matched in this process. */
function holds(bytes: Buffer | undefined, spellings: readonly string[]): boolean {
  if (bytes === undefined) return false;
  const text = decodeText(bytes) ?? bytes.toString('latin1');
  return spellings.some((spelling) => text.includes(spelling));
}

/** What `cat-file --batch` gave, object by object: `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
function* batchObjects(output: Buffer): Iterable<Buffer> {
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    if (end === -1) return;
    const size = / blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    yield output.subarray(at, at + Number(size));
    at += Number(size) + 1;
  }
}

/** Whether a file's git history holds the value: HEAD, the index, then earlier commits of the file. */
async function inHistory(root: string, path: string, spellings: readonly string[]): Promise<Pick<Residue, 'history' | 'index'>> {
  const unchecked = { history: 'unchecked', index: false } as const;
  const folder = dirname(path);
  const git = await Git.open(folder, [root]);
  if (git === undefined) return unchecked;
  const prefix = await git.run(['rev-parse', '--show-prefix']);
  // Not a repository, or one that git does not want to read (another owner): only the former means "never committed".
  if (prefix === undefined) return (await insideRepository(root)) ? unchecked : { history: 'none', index: false };
  const name = `./${basename(path)}`;
  const index = holds(await git.run(['cat-file', 'blob', `:${name}`]), spellings);
  if (holds(await git.run(['cat-file', 'blob', `HEAD:${name}`]), spellings)) return { history: 'head', index };
  const commits = (await git.run(['rev-list', `--max-count=${MOST_COMMITS}`, '--all', '--', basename(path)]))?.toString('latin1').split('\n').filter(Boolean);
  if (commits === undefined) return { history: 'unchecked', index };
  const full = `${prefix.toString('utf8').replace(/\n$/, '')}${basename(path)}`;
  if (/[\n\0]/.test(full)) return { history: 'unchecked', index };
  const output = commits.length === 0 ? Buffer.alloc(0) : await git.run(['cat-file', '--batch'], commits.map((commit) => `${commit}:${full}\n`).join(''));
  if (output === undefined) return { history: 'unchecked', index };
  for (const blob of batchObjects(output)) if (holds(blob, spellings)) return { history: 'earlier', index };
  return { history: 'none', index };
}

/** True where the folder or one above has a `.git`. Looks at names only. */
async function insideRepository(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const there = await access(join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (there) return true;
    if (at === dirname(at)) return false;
  }
}

/**
 * Where a value that was moved out of a file still is. `written` are its spellings in the text (as written, and decoded).
 * Git is asked only in a trusted folder (THREATS 20); nothing of the value leaves this process.
 */
export async function findResidue(context: ChangeContext, uri: string, value: Secret, written: Secret): Promise<Residue> {
  const { root, trusted } = context.project;
  let path: string;
  try {
    path = pathOf(uri);
  } catch (thrown) {
    if (thrown instanceof TacitError) return { history: 'none', index: false, disk: false };
    throw thrown;
  }
  const plain = value.reveal('match');
  const spellings = [...(plain.length < SHORT ? [] : [plain]), written.reveal('match')].filter((spelling) => spelling !== '');
  const onDisk = await readRegularFileIfThere(path).catch(() => undefined);
  const inGit = trusted ? await inHistory(root, path, spellings) : ({ history: (await insideRepository(root)) ? 'unchecked' : 'none', index: false } as const);
  return { ...inGit, disk: holds(onDisk, spellings) };
}

/** Sentences for the person: where the value still is, and what follows from it. Value-free. */
export function describeResidue(residues: ReadonlyMap<string, Residue>, keepsHistory: boolean): { readonly lines: string[]; readonly rotate: boolean } {
  const lines: string[] = [];
  const named = (test: (residue: Residue) => boolean): string =>
    [...residues]
      .filter(([, residue]) => test(residue))
      .map(([name]) => displayText(name))
      .join(', ');
  const head = named(({ history }) => history === 'head');
  const earlier = named(({ history }) => history === 'earlier');
  const index = named((residue) => residue.index && residue.history !== 'head');
  const unchecked = named(({ history }) => history === 'unchecked');
  const disk = named((residue) => residue.disk);
  if (disk !== '') lines.push(t('The value is still in the file on disk until you save: {0}.', disk));
  if (head !== '') lines.push(t('The value is still in the last commit (HEAD) of {0} and in the history before it.', head));
  if (earlier !== '') lines.push(t('The value is in earlier commits of {0}.', earlier));
  if (index !== '') lines.push(t('The value is staged in git: {0}. Stage the file again.', index));
  if (unchecked !== '') lines.push(t('History not checked: git was not asked about {0}.', unchecked));
  if (keepsHistory) lines.push(t("The editor's undo, local history and backups may still hold the value."));
  if (head !== '' || earlier !== '') lines.push(t('It was committed: treat it as leaked and rotate it where it was issued, then store the new value.'));
  else if (unchecked !== '') lines.push(t('If it was ever committed or shared, treat it as leaked and rotate it.'));
  return { lines, rotate: head !== '' || earlier !== '' || unchecked !== '' };
}
