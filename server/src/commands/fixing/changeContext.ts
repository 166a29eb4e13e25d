import { analyse } from '../../analysis/analyse';
import type { Document } from '../../base/document';
import { DiskEditor } from '../../changes/editing/diskEditor';
import type { ChangeContext } from '../../changes/editing/ports';
import { approvePair } from '../../project/trust/approvals';
import type { Project } from '../../project/project';
import type { StoreRegistry } from '../../stores/registry';

/** How the command line makes changes: documents are files, and Tacit's own line in the manifest is approved. */
export const changeContext = (project: Project, registry: StoreRegistry): ChangeContext => ({
  project,
  registry,
  editor: new DiskEditor(project),
  // A move is about values, each by itself; what is logged is none.
  analyse: (document: Document) => analyse(document, project, { checks: { credential: true, logging: false }, apart: true }),
  approve: (variable: string, reference: string) => approvePair(project.root, project.manifestPath, variable, reference),
});
