import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { analyse } from '../../../server/src/analysis/analyse';
import { DiskEditor, uriOf } from '../../../server/src/changes/editing/diskEditor';
import type { ChangeContext, StepHooks } from '../../../server/src/changes/editing/ports';
import { approvePair } from '../../../server/src/project/trust/approvals';
import { openProject } from '../../../server/src/project/open';
import { createRegistry, type ProjectStores } from '../../../server/src/stores/createRegistry';

export interface RealWorld {
  readonly root: string;
  readonly context: ChangeContext;
  readonly stores: ProjectStores;
  uri(name: string): string;
  text(name: string): string;
}

/** A project on disk with everything real: configuration, SOPS store, detectors, references, manifest, approvals. */
export async function openReal(folder: string, options: { files?: Record<string, string>; steps?: StepHooks } = {}): Promise<RealWorld> {
  mkdirSync(join(folder, 'project'), { recursive: true });
  const root = realpathSync(join(folder, 'project'));
  for (const [name, text] of Object.entries({ 'tacit.json': '{ "version": 1 }\n', ...options.files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    if (options.files !== undefined) writeFileSync(join(root, name), text);
  }
  const project = await openProject(root, { trusted: true });
  const stores = await createRegistry({ root, embeddedStore: project.config.embeddedStore, trusted: true, suggested: project.config.suggestedStores });
  return {
    root,
    stores,
    context: {
      project,
      registry: stores,
      editor: new DiskEditor(project),
      analyse: (document) => analyse(document, project),
      approve: (variable, reference) => approvePair(root, project.manifestPath, variable, reference),
      ...(options.steps === undefined ? {} : { steps: options.steps }),
    },
    uri: (name) => uriOf(join(root, name)),
    text: (name) => readFileSync(join(root, name), 'utf8'),
  };
}
