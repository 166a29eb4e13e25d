import { join, relative, sep } from 'node:path';
import { throwIfAborted, TacitError } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { slice } from '../../base/span';
import type { OpenDocument } from '../../analysis/documents';
import { uriOf } from '../../changes/editing/diskEditor';
import { type DocumentEdits, type EditorPort, textDigest } from '../../changes/editing/ports';
import { addSuppression } from '../../project/suppression/addSuppression';
import { CONFIG_NAME } from '../../project/roots';
import type { IgnoreReason } from '../codeActions/ignoreComment';
import type { ProjectSession } from './projectSession';

export interface IgnoreEntry {
  readonly edits: DocumentEdits;
  /** False where tacit.json has to be made first. */
  readonly exists: boolean;
}

/**
 * The entry in the project's tacit.json that silences a finding where its file takes no comment: by rule, path and fingerprint, never the value.
 * Undefined where the document is no file of the project, or tacit.json cannot be changed.
 */
export async function ignoreEntry(
  session: ProjectSession,
  editor: Pick<EditorPort, 'read'>,
  document: OpenDocument,
  finding: Finding,
  { reason, until }: IgnoreReason,
  signal?: AbortSignal,
): Promise<IgnoreEntry | undefined> {
  const { root, project } = session;
  const path = session.pathOf(document.uri);
  if (path?.startsWith(root + sep) !== true) return undefined;
  const uri = uriOf(join(root, CONFIG_NAME));
  const config = await editor.read(uri).catch((thrown: unknown) => {
    if (thrown instanceof TacitError && thrown.failure.code === 'NotFound') return undefined;
    throw thrown;
  });
  throwIfAborted(signal);
  const edits = addSuppression(config?.text ?? '', {
    rule: finding.rule,
    path: relative(root, path).split(sep).join('/'),
    fingerprint: project.fingerprint(finding, slice(document.text, finding.span)),
    ...(until === undefined ? {} : { until }),
    reason,
  });
  if (edits === undefined) return undefined;
  const version = config === undefined || config.version === 0 ? undefined : config.version;
  return { edits: { uri: config?.uri ?? uri, version, edits, digest: textDigest(config?.text ?? '') }, exists: config !== undefined };
}
