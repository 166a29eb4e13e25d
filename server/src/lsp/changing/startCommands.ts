import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { displayText } from '../../base/display';
import { fail } from '../../base/errors';
import { t } from '../../base/l10n';
import { type StartCommand, startCommandsOf } from '../../changes/startCommands';
import { textDigest } from '../../changes/editing/ports';
import { notPrefixedText } from '../codeActions/startByTacit';
import { onRequest } from '../session/client/answer';
import { LspEditor } from '../session/client/lspEditor';
import type { ProjectSession } from '../session/projectSession';
import { type ServerContext, sessionOfRoot } from '../session/serverContext';
import { SessionIds } from '../session/sessionIds';

/** Files that hold commands, relative to the project. */
const FILES = ['package.json', '.vscode/tasks.json'] as const;
/** Most commands changed at once. */
const MOST = 200;

interface Target {
  readonly root: string;
  readonly file: string;
  readonly name: string;
}

/** The commands of the workspace's projects that could be started by `tacit run`, and the change of those that a person chose. */
export function registerStartCommands(context: ServerContext): void {
  const targets = new SessionIds<Target>();
  onRequest(context.connection, 'tacit/start/list', async () => {
    const commands = [];
    for (const session of await context.projects.ofWorkspace()) {
      if ((await session.manifest()).size === 0) continue;
      for (const file of FILES) {
        for (const { name, change } of (await readCommands(context, session, file)).commands) {
          const id = targets.issue(`${session.root}\0${file}\0${name}`, { root: session.root, file, name });
          const refused = 'refused' in change ? { refused: notPrefixedText(change.refused) } : {};
          commands.push({ id, name: displayText(name), file, ...refused });
        }
      }
    }
    return { commands };
  });
  onRequest(context.connection, 'tacit/start/apply', async ({ ids }) => {
    if (!Array.isArray(ids) || ids.length > MOST || !ids.every((id): id is string => typeof id === 'string'))
      return fail({ code: 'ArgumentInvalid', argument: 'ids' });
    const chosen = ids.map((id) => targets.get(id, 'ids'));
    for (const root of new Set(chosen.map((each) => each.root))) {
      const session = await sessionOfRoot(context, root);
      await prefix(
        context,
        session,
        chosen.filter((each) => each.root === root),
      );
    }
    return {};
  });
}

interface Commands {
  readonly uri: string;
  readonly version: number | undefined;
  readonly text: string;
  readonly commands: readonly StartCommand[];
}

/** None where there is no such file. */
async function readCommands(context: ServerContext, session: ProjectSession, file: string): Promise<Commands> {
  const uri = pathToFileURL(join(session.root, file)).href;
  const open = context.documents.get(uri);
  const document =
    open ??
    (await editorFor(context, session)
      .read(uri)
      .catch(() => undefined));
  if (document === undefined) return { uri, version: undefined, text: '', commands: [] };
  return { uri, version: open?.version, text: document.text, commands: startCommandsOf(join(session.root, file), document.text) };
}

const editorFor = ({ connection, documents, client }: ServerContext, { root }: ProjectSession): LspEditor => new LspEditor(connection, documents, client, root);

/** One edit for a project, made for the texts as they are now. */
async function prefix(context: ServerContext, session: ProjectSession, chosen: readonly Target[]): Promise<void> {
  const edits = [];
  for (const file of FILES) {
    const names = new Set(chosen.filter((each) => each.file === file).map(({ name }) => name));
    if (names.size === 0) continue;
    const { uri, version, text, commands } = await readCommands(context, session, file);
    const changes = commands.flatMap(({ name, change }) => (names.has(name) && 'edits' in change ? change.edits : []));
    if (changes.length > 0) edits.push({ uri, version, edits: changes, digest: textDigest(text) });
  }
  if (edits.length === 0) return;
  const { applied } = await editorFor(context, session).apply(t('Start with the vault’s values'), edits);
  if (!applied) fail({ code: 'EditRefused', uri: edits[0]?.uri ?? '' });
}
