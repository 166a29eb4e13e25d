import type { Location } from 'vscode-languageserver';
import { pathToFileURL } from 'node:url';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { SecretAddress } from '../../base/address';
import { assertInside, readRegularFile } from '../../base/system/atomicFile';
import { LineIndex } from '../../base/document';
import { isEmbedded } from '../../stores/embedded';
import { decodeSegment } from '../../stores/sops/paths';
import { answer } from '../session/client/answer';
import type { ProjectSession } from '../session/projectSession';
import { toRange } from '../session/client/ranges';
import { opened, type ServerContext } from '../session/serverContext';

/** Largest store file in which a name's line is looked for: 4 MiB. */
const LARGEST = 4 * 1024 * 1024;
const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** From a read in code to the manifest's line; from a reference to its place in the store's file, which holds ciphertext. */
export function registerDefinition(context: ServerContext): void {
  context.connection.onDefinition((params, token) =>
    answer('textDocument/definition', token, async (): Promise<Location[]> => {
      const found = await opened(context, params.textDocument.uri);
      if (found === undefined) return [];
      const { document, session } = found;
      const offset = document.lines.offsetAt(params.position);
      const reference = session.facts(document).references.find(({ span }) => span.start <= offset && offset <= span.end);
      if (reference?.target.kind === 'environment') {
        const places = (await session.manifest()).get(reference.target.name) ?? [];
        return places.map(({ uri, lines, entry }) => ({ uri, range: toRange(lines, entry.nameSpan) }));
      }
      if (reference?.target.kind !== 'store') return [];
      const resolution = session.registry.resolve(reference.target, session.folderOf(document.uri));
      return resolution.kind === 'address' ? inStoreFile(session, resolution.address) : [];
    }),
  );
}

/** In an embedded store: the line of the name, else the top of the file. */
async function inStoreFile(session: ProjectSession, { store: id, path }: SecretAddress): Promise<Location[]> {
  const store = session.registry.get(id);
  if (store === undefined || !isEmbedded(store)) return [];
  const text = await assertInside(session.root, store.file)
    .then(() => readRegularFile(store.file, LARGEST))
    .then((bytes) => bytes.toString('utf8'))
    .catch(() => undefined);
  if (text === undefined) return [];
  const tree = parseTree(text);
  const name = tree === undefined ? undefined : findNodeAtLocation(tree, path.split('/').map(decodeSegment))?.parent?.children?.[0];
  const range = name === undefined ? TOP : toRange(new LineIndex(text), { start: name.offset, end: name.offset + name.length });
  return [{ uri: pathToFileURL(store.file).href, range }];
}
