import { dirname, relative } from 'node:path';
import { displayText } from '../../base/display';
import { fail } from '../../base/errors';
import { t } from '../../base/l10n';
import { DiskEditor, uriOf } from '../../changes/editing/diskEditor';
import { textDigest } from '../../changes/editing/ports';
import { wireManifestEntry } from '../../changes/wiring/manifestEntry';
import { approvePair } from '../../project/trust/approvals';
import type { Project } from '../../project/project';
import type { SecretStore } from '../../stores/store';
import { type CommandContext, printLine } from '../context';
import type { Workbench } from '../workbench';

/** The overlay of the environment says where the variable's value is from now on; this user made the line and so approves it. */
export async function mapVariable(
  context: CommandContext,
  { registry }: Workbench,
  project: Project,
  { variable, store, path }: { readonly variable: string; readonly store: SecretStore; readonly path: string },
): Promise<void> {
  const { manifestFormat, manifestPath, root } = project;
  const editor = new DiskEditor(project);
  const uri = uriOf(manifestPath);
  const reference = registry.referenceTo({ store: store.id, path }, dirname(manifestPath));
  await editor.createEmpty(uri);
  const document = await editor.read(uri);
  const mapped = manifestFormat.read(document.text).entries.find((entry) => entry.name === variable)?.reference === reference;
  if (!mapped) {
    const edits = wireManifestEntry({ kind: 'manifest-entry', variable, address: { store: store.id, path } }, document.text, manifestFormat, reference);
    const { applied } = await editor.apply(variable, [{ uri, version: document.version, edits, digest: textDigest(document.text) }]);
    if (!applied) return fail({ code: 'EditRefused', uri });
  }
  await approvePair(root, manifestPath, variable, reference);
  printLine(context.stderr, t('{0} says where {1} comes from.', displayText(relative(root, manifestPath)), displayText(variable)));
}
