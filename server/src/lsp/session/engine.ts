import type { Document } from '../../base/document';
import type { AnalyseOptions } from '../../analysis/analyse';
import type { Facts } from '../../analysis/facts';
import type { ReferenceWriter } from '../../changes/editing/ports';
import type { ConfigProblem } from '../../project/configuration/config';
import type { Project } from '../../project/project';
import type { StoreRegistry } from '../../stores/registry';

/** What the server stands on. `realEngine.ts` gives the real parts; tests may replace single ones. */
export interface Engine {
  /** The root of the project in which a folder lies; `within` is the workspace's folder around it. All absolute. */
  findRoot(folder: string, within?: string): Promise<string>;
  /** `trusted` is the editor's own grant; without it the user's `tacit trust` decides. What is sound in a faulty configuration counts. */
  openProject(root: string, options: { readonly trusted?: boolean; readonly onProblem: (problem: ConfigProblem) => void }): Promise<Project>;
  createRegistry(project: Project): Promise<StoreRegistry>;
  analyse(document: Document, project: Project, options?: AnalyseOptions): Facts;
  /** Records that this user approves a line of the project's manifest: Tacit's own fix approves its own line (THREATS 3). */
  approve(project: Project, variable: string, reference: string): Promise<void>;
  /** Absolute paths of files outside the project whose change means another trust. */
  readonly stateFiles: readonly string[];
  /** Default: the real one. */
  readonly references?: ReferenceWriter;
}
