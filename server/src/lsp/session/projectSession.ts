import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readRegularFile } from '../../base/system/atomicFile';
import type { StoreTarget } from '../../base/address';
import { type Document, LineIndex } from '../../base/document';
import { throwIfAborted } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { suppressedBy, underLevel } from '../../analysis/analyse';
import { covered } from '../../analysis/cover';
import { type Documents, filePathOf, type OpenDocument, type Revisions } from '../../analysis/documents';
import type { Facts } from '../../analysis/facts';
import { mayContainCredentials } from '../../checks/credential/check';
import { awaitedBy } from '../../checks/logging/prefilter';
import { checkReferences, type ReferenceVerdict } from '../../checks/reference/check';
import type { ManifestEntry } from '../../project/manifest/manifestFormat';
import type { Project } from '../../project/project';
import type { StoreRegistry } from '../../stores/registry';
import { loadGrammarOf } from '../../syntax/grammars';
import { scriptsOf } from '../../syntax/scripts';
import type { Engine } from './engine';
import { type NamesByStore, namesOf } from './vaults/storeNames';

/** Largest manifest read: 1 MiB. */
const LARGEST_MANIFEST = 1024 * 1024;

/** An entry and where it stands. */
export interface ManifestPlace {
  readonly uri: string;
  readonly path: string;
  readonly lines: LineIndex;
  readonly entry: ManifestEntry;
  readonly environment?: string;
  readonly local: boolean;
}

type ManifestPlaces = ReadonlyMap<string, readonly ManifestPlace[]>;

/**
 * One project as this session sees it: its configuration, registry, manifests and the names in its stores, each computed once per change of its
 * input. The three counters rise when that input changes; every report carries them.
 */
export class ProjectSession {
  readonly root: string;
  readonly #revisions = { configuration: 0, manifest: 0, stores: 0, declared: '' };
  #declared: ReadonlySet<string> = new Set();
  /** Folders as documents' URIs write them → their real paths, in which roots, references and manifests are reckoned. */
  readonly realFolders = new Map<string, string>();
  readonly #engine: Engine;
  readonly #documents: Documents;
  #project: Project;
  #registry: StoreRegistry;
  #manifest: { readonly revision: number; readonly places: Promise<ManifestPlaces> } | undefined;
  #names: { readonly revision: string; readonly names: Promise<NamesByStore> } | undefined;
  #stamps: { configuration: string; manifest: string; stores: string } | undefined;
  readonly #references = new WeakMap<OpenDocument, { readonly key: string; readonly findings: readonly Finding[] }>();

  constructor(engine: Engine, documents: Documents, project: Project, registry: StoreRegistry) {
    this.root = project.root;
    this.#engine = engine;
    this.#documents = documents;
    this.#project = project;
    this.#registry = registry;
  }

  get project(): Project {
    return this.#project;
  }

  get revisions(): Revisions {
    return this.#revisions;
  }

  manifestChanged(): void {
    this.#revisions.manifest++;
  }

  storesChanged(): void {
    this.#revisions.stores++;
  }

  get registry(): StoreRegistry {
    return this.#registry;
  }

  /** Takes over a configuration that was read again. */
  replace(project: Project, registry: StoreRegistry): void {
    this.#project = project;
    this.#registry = registry;
    this.#revisions.configuration++;
    this.#revisions.manifest++;
    this.#revisions.stores++;
  }

  /** What is found in a text that is no document of the editor, as a document of it would be judged: an action tries its edit on a copy. */
  findingsIn(text: Document): readonly Finding[] {
    return this.#engine.analyse(text, this.#project, { declared: this.#declared, ...this.#placed(text.uri) }).findings;
  }

  facts(document: OpenDocument): Facts {
    return document.facts(this.#project, this.#revisions, (text, project, options) =>
      this.#engine.analyse(text, project, { ...options, declared: this.#declared, ...this.#placed(text.uri) }),
    );
  }

  /** The real path of a file; undefined of what is none. */
  pathOf(uri: string): string | undefined {
    const path = filePathOf(uri);
    return path === undefined ? undefined : join(this.#realFolderOf(path), basename(path));
  }

  readonly #placed = (uri: string): { readonly path?: string } => {
    const path = this.pathOf(uri);
    return path === undefined ? {} : { path };
  };

  /** All findings of a document, those that depend on the stores included, in order of position. */
  async findings(document: OpenDocument, signal?: AbortSignal): Promise<readonly Finding[]> {
    this.#declared = new Set((await this.manifest()).keys());
    this.#revisions.declared = [...this.#declared].sort().join(' ');
    // What is logged is found in a tree: its grammar is loaded once, when the first document of the language is looked at.
    const scripts = scriptsOf(document);
    const flagged = (): boolean => mayContainCredentials(Buffer.from(document.text));
    await Promise.all(awaitedBy(scripts, { declared: this.#declared, sinks: this.project.config.sinks, flagged, memory: document.printed }).map(loadGrammarOf));
    throwIfAborted(signal);
    const facts = this.facts(document);
    const written = facts.references.filter(({ target }) => target.kind === 'store');
    if (written.length === 0) return facts.findings;
    const key = `${this.#revisions.configuration} ${this.#revisions.manifest} ${this.#revisions.stores}`;
    const known = this.#references.get(document);
    if (known?.key === key) return known.findings;
    const names = await this.names(signal);
    const folder = this.folderOf(document.uri);
    const checked = checkReferences(written, { verdict: (target) => this.#verdict(target, folder, names) });
    const path = this.pathOf(document.uri);
    const unresolved = suppressedBy(document, this.#project, checked, path === undefined ? {} : { path }).map((finding) => underLevel(finding, this.#project));
    const findings = [...facts.findings, ...unresolved].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    this.#references.set(document, { key, findings });
    return findings;
  }

  /** A text of the repository with every value in it covered, whatever its grade, suppressed or not (THREATS 13). */
  masked(text: string): string {
    const { findings } = this.#engine.analyse({ uri: 'untitled:shown', version: 0, languageId: 'plaintext', text }, this.#project);
    return covered(text, findings);
  }

  /** The folder against which a document's references are read. */
  folderOf(uri: string): string {
    const path = filePathOf(uri);
    return path === undefined ? this.root : this.#realFolderOf(path);
  }

  /** The names in every store of this project; read at most once per change. */
  names(signal?: AbortSignal): Promise<NamesByStore> {
    const revision = `${this.#revisions.configuration} ${this.#revisions.stores}`;
    if (this.#names?.revision === revision) return this.#names.names;
    const names = Promise.all(this.#registry.stores.map((store) => namesOf(store, signal))).then((all) => new Map(all.map((each) => [each.store.id, each])));
    this.#names = { revision, names };
    // A cancelled look-up must not be remembered.
    names.catch(() => (this.#names = undefined));
    return names;
  }

  #verdict(target: StoreTarget, folder: string, names: NamesByStore): ReferenceVerdict {
    const resolution = this.#registry.resolve(target, folder);
    if (resolution.kind === 'refused') return `refused-${resolution.because}`;
    if (resolution.kind !== 'address') return 'unknown';
    const known = names.get(resolution.address.store);
    if (known?.paths.has(resolution.address.path) === true) return 'held';
    return known?.complete === true ? 'missing' : 'unknown';
  }

  /** The entries of the project's manifests by name, as the editor shows them (unsaved changes included); the shared manifest first. */
  manifest(): Promise<ManifestPlaces> {
    if (this.#manifest?.revision === this.#revisions.manifest) return this.#manifest.places;
    const places = this.#readManifests();
    this.#manifest = { revision: this.#revisions.manifest, places };
    return places;
  }

  get #manifestFolder(): string {
    return dirname(this.#project.manifestPath);
  }

  async #readManifests(): Promise<ManifestPlaces> {
    const format = this.#project.manifestFormat;
    const places = new Map<string, ManifestPlace[]>();
    const names = (await readdir(this.#manifestFolder).catch(() => [])).flatMap((name) => {
      const found = format.detect(name);
      return found === undefined ? [] : [{ name, ...found }];
    });
    const rank = (each: { readonly environment?: string; readonly local: boolean }): number => (each.local ? 2 : each.environment === undefined ? 0 : 1);
    names.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
    for (const { name, environment, local } of names) {
      const path = join(this.#manifestFolder, name);
      const uri = pathToFileURL(path).href;
      const open = this.#documents.get(uri);
      const text =
        open?.text ??
        (await readRegularFile(path, LARGEST_MANIFEST).then(
          (bytes) => bytes.toString('utf8'),
          () => '',
        ));
      const lines = open?.lines ?? new LineIndex(text);
      for (const entry of format.read(text).entries) {
        const place = { uri: open?.uri ?? uri, path, lines, entry, local, ...(environment === undefined ? {} : { environment }) };
        places.set(entry.name, [...(places.get(entry.name) ?? []), place]);
      }
    }
    return places;
  }

  #realFolderOf(path: string): string {
    const folder = dirname(path);
    return this.realFolders.get(folder) ?? folder;
  }

  isManifest(uri: string): boolean {
    const path = filePathOf(uri);
    return path !== undefined && this.#realFolderOf(path) === this.#manifestFolder && this.#project.manifestFormat.detect(basename(path)) !== undefined;
  }

  /**
   * For clients that watch no files: looks whether a file behind the counters changed since the last time (a stat each). Gives which did;
   * `configuration` must be followed by `replace`.
   */
  async changedOnDisk(): Promise<{ readonly configuration: boolean }> {
    const stamps = {
      configuration: await stampOf(['tacit.json', '.gitignore'].map((name) => join(this.root, name)).concat(this.#engine.stateFiles)),
      manifest: await stampOf([this.#project.manifestPath]),
      stores: await stampOf([join(this.root, this.#project.config.embeddedStore), join(this.root, '.sops.yaml')]),
    };
    const before = this.#stamps;
    this.#stamps = stamps;
    if (before === undefined) return { configuration: false };
    if (before.manifest !== stamps.manifest) this.#revisions.manifest++;
    if (before.stores !== stamps.stores) this.#revisions.stores++;
    return { configuration: before.configuration !== stamps.configuration };
  }
}

async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
        () => '-',
      ),
    ),
  );
  return stamps.join('\n');
}
