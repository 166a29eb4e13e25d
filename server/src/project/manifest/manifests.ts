import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertInside, readRegularFileIfThere } from '../../base/system/atomicFile';
import { LineIndex } from '../../base/document';
import { fail } from '../../base/errors';
import type { ManifestContent, ManifestEntry } from './manifestFormat';
import { overlay } from './table';
import type { Project } from '../project';

/** Largest manifest read: 1 MiB. */
const LIMIT = 1024 * 1024;

export interface ManifestFile {
  /** Absolute real path. */
  readonly path: string;
  readonly environment?: string;
  readonly local: boolean;
  readonly text: string;
  readonly content: ManifestContent;
}

/** An entry that counts, and the file that says so: a reference in it is relative to that file's folder. */
export interface EffectiveEntry {
  readonly entry: ManifestEntry;
  readonly path: string;
}

/** The environments for which the project has an overlay or which `tacit.json` names, sorted. */
export async function environmentsOf(project: Project): Promise<readonly string[]> {
  const names = await readdir(dirname(project.manifestPath)).catch((): string[] => []);
  const found = names.flatMap((name) => project.manifestFormat.detect(name)?.environment ?? []);
  return [...new Set([...project.config.environments, ...found])].sort();
}

async function readManifest(project: Project, name: string): Promise<ManifestFile | undefined> {
  const detected = project.manifestFormat.detect(name);
  if (detected === undefined) return undefined;
  const path = join(dirname(project.manifestPath), name);
  const bytes = await readRegularFileIfThere(path, LIMIT);
  if (bytes === undefined) return undefined;
  await assertInside(project.root, path);
  const text = bytes.toString('utf8');
  return { ...detected, path: join(await realpath(dirname(path)), name), text, content: project.manifestFormat.read(text) };
}

/** The variables that a manifest declares; none where it is absent or cannot be read, for nothing but detection depends on it. */
export async function declaredNames(path: string, format: Project['manifestFormat']): Promise<ReadonlySet<string>> {
  try {
    const bytes = await readRegularFileIfThere(path, LIMIT);
    return new Set(bytes === undefined ? [] : format.read(bytes.toString('utf8')).entries.map(({ name }) => name));
  } catch {
    return new Set();
  }
}

/** Least first: the manifest, the overlay of the environment, the user's own. */
const order = ({ environment, local }: ManifestFile): number => (local ? 2 : environment === undefined ? 0 : 1);

/**
 * The manifest and its overlays for an environment, least first (field/manifests.md §1.4: base < environment < local). Empty where there is
 * none. Links are not followed, and nothing outside of the root is read. Throws `FileUnsafe`, and `NotFound` for an environment that has no overlay
 * and that `tacit.json` does not name: a mistyped one must not run with the values of another.
 */
export async function readManifests(project: Project, environment?: string): Promise<readonly ManifestFile[]> {
  const folder = dirname(project.manifestPath);
  const names = new Set([basename(project.manifestPath), ...(await readdir(folder).catch((): string[] => []))]);
  const files: ManifestFile[] = [];
  for (const name of names) {
    const detected = project.manifestFormat.detect(name);
    const counts = detected !== undefined && (detected.environment === undefined || detected.environment === environment);
    const file = counts ? await readManifest(project, name) : undefined;
    if (file !== undefined) files.push(file);
  }
  const known = environment === undefined || files.length === 0 || project.config.environments.includes(environment);
  if (!known && !files.some((file) => file.environment === environment)) fail({ code: 'NotFound', path: `tacit.env.${environment}.yaml` });
  return files.sort((a, b) => order(a) - order(b));
}

/** One entry a name: the last file that has it decides. Throws `ManifestMalformed` for the first problem of any file (fails closed). */
export function mergeManifests(files: readonly ManifestFile[]): readonly EffectiveEntry[] {
  for (const { path, text, content } of files) {
    const [problem] = content.problems;
    if (problem !== undefined)
      fail({ code: 'ManifestMalformed', manifest: path, line: new LineIndex(text).lineOf(problem.span.start) + 1, because: problem.because });
  }
  return overlay(files.map(({ content }) => content)).map(({ entry, layer }) => ({ entry, path: files[layer]?.path ?? '' }));
}
