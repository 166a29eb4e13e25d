import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { Failure } from '../../base/errors';
import { type Documents, filePathOf } from '../../analysis/documents';
import type { Engine } from './engine';
import { ProjectSession } from './projectSession';

export interface ProjectsHost {
  /** The editor's own grant of trust; undefined where `tacit trust` decides. */
  readonly trusted: () => boolean | undefined;
  /** The workspace's folders, absolute. */
  readonly folders: () => readonly string[];
  /** For documents that are no files where the workspace has no folder. */
  readonly fallbackFolder: string;
  /** True where the client tells us of changed files; else they are looked at before use. */
  readonly watched: () => boolean;
  /** Part of the configuration of the project at this root cannot be used. Called once per change. */
  readonly onProblem: (root: string, failure: Failure) => void;
}

/** Every project of this session, by root: configuration, approvals and pins are never merged across roots (THREATS 47). */
export class Projects {
  readonly #engine: Engine;
  readonly #documents: Documents;
  readonly #host: ProjectsHost;
  readonly #sessions = new Map<string, Promise<ProjectSession>>();
  readonly #roots = new Map<string, Promise<string>>();

  constructor(engine: Engine, documents: Documents, host: ProjectsHost) {
    this.#engine = engine;
    this.#documents = documents;
    this.#host = host;
  }

  /** The project of a document. Where the client watches no files, what changed on disk is taken in first. */
  async of(uri: string): Promise<ProjectSession> {
    const path = filePathOf(uri) ?? notebookPathOf(uri);
    return this.ofFolder(path === undefined ? (this.#host.folders()[0] ?? this.#host.fallbackFolder) : dirname(path));
  }

  /** As `of`, for an absolute path of a folder. */
  async ofFolder(folder: string): Promise<ProjectSession> {
    let root = this.#roots.get(folder);
    if (root === undefined) {
      root = this.#engine.findRoot(folder, this.#workspaceFolderOf(folder));
      this.#roots.set(folder, root);
      root.catch(() => this.#roots.delete(folder));
    }
    const session = await this.#session(await root);
    session.realFolders.set(folder, await realpath(folder).catch(() => folder));
    if (!this.#host.watched() && (await session.changedOnDisk()).configuration) await this.#reopen(session);
    return session;
  }

  /** The innermost workspace folder around a folder. */
  #workspaceFolderOf(folder: string): string | undefined {
    const around = this.#host.folders().filter((each) => folder === each || folder.startsWith(each.endsWith(sep) ? each : each + sep));
    return around.sort((a, b) => b.length - a.length)[0];
  }

  /** As `all`, the workspace's own projects first: also those of which no document is open. */
  async ofWorkspace(): Promise<readonly ProjectSession[]> {
    const own = await Promise.allSettled(this.#host.folders().map((folder) => this.ofFolder(folder)));
    return [...new Set([...own.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])), ...(await this.all())])];
  }

  /** Those that were asked for so far. */
  async all(): Promise<readonly ProjectSession[]> {
    return (await Promise.allSettled([...this.#sessions.values()])).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Reads every project's configuration again: trust, settings or a configuration file changed. */
  async reopen(): Promise<void> {
    this.#roots.clear();
    for (const session of await this.all()) await this.#reopen(session);
  }

  #session(root: string): Promise<ProjectSession> {
    let session = this.#sessions.get(root);
    if (session === undefined) {
      session = this.#open(root).then(({ project, registry }) => new ProjectSession(this.#engine, this.#documents, project, registry));
      this.#sessions.set(root, session);
      session.catch(() => this.#sessions.delete(root));
    }
    return session;
  }

  async #reopen(session: ProjectSession): Promise<void> {
    const { project, registry } = await this.#open(session.root);
    session.replace(project, registry);
  }

  async #open(root: string): Promise<{ project: ProjectSession['project']; registry: ProjectSession['registry'] }> {
    const trusted = this.#host.trusted();
    const project = await this.#engine.openProject(root, {
      ...(trusted === undefined ? {} : { trusted }),
      onProblem: ({ severity, error }) => {
        if (severity === 'error') this.#host.onProblem(root, error.failure);
      },
    });
    return { project, registry: await this.#engine.createRegistry(project) };
  }
}

/** The file behind a notebook's cell. */
function notebookPathOf(uri: string): string | undefined {
  return uri.startsWith('vscode-notebook-cell:') ? filePathOf(uri.replace(/^vscode-notebook-cell:/, 'file:').replace(/#.*$/, '')) : undefined;
}
