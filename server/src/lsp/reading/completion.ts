import { type CompletionItem, CompletionItemKind, type CompletionList, type Range } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { VARIABLE_NAME } from '../../base/names';
import type { OpenDocument } from '../../analysis/documents';
import { answer } from '../session/client/answer';
import type { ProjectSession } from '../session/projectSession';
import { titleOf } from '../session/vaults/storeTitle';
import { opened, type ServerContext } from '../session/serverContext';

/** Text before the cursor that is looked at, in UTF-16 code units. */
const LOOK_BACK = 400;
/** Most entries of one answer; the editor asks again while the list is incomplete. */
const MOST = 1000;

export const TRIGGER_CHARACTERS: readonly string[] = ['.', '"', "'", '{', '(', '/', '#', ':', '+'];

/** What is typed right before the name of a variable, by language. The last group is the part of the name that is there already. */
const VARIABLE_CONTEXTS: readonly { readonly languages: readonly string[]; readonly before: RegExp }[] = [
  {
    languages: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte'],
    before: /(?:process|import\.meta|Bun|Deno)\.env(?:\.|\.get\(\s*["'`]|\[\s*["'`])([A-Za-z0-9_]{0,64})$/,
  },
  { languages: ['python'], before: /(?:environ\s*\[\s*|environ\.get\(\s*|getenv\(\s*)["']([A-Za-z0-9_]{0,64})$/ },
  { languages: ['java', 'kotlin', 'scala', 'groovy'], before: /System\.getenv\(\s*"([A-Za-z0-9_]{0,64})$/ },
  { languages: ['go'], before: /os\.(?:Getenv|LookupEnv)\(\s*["`]([A-Za-z0-9_]{0,64})$/ },
  { languages: ['shellscript'], before: /\$\{?([A-Za-z0-9_]{0,64})$/ },
  { languages: ['yaml', 'properties', 'dockercompose', 'spring-boot-properties', 'spring-boot-properties-yaml'], before: /\$\{([A-Za-z0-9_]{0,64})$/ },
];

/** A reference that is being typed: from `ref+` to the cursor. */
const REFERENCE = /ref\+[^\s"'`<>]{0,390}$/;

/** Names only: of the manifest's variables after an environment read, of the stores' secrets in a reference. No value is read. */
export function registerCompletion(context: ServerContext): void {
  context.connection.onCompletion((params, token) =>
    answer('textDocument/completion', token, async (signal): Promise<CompletionList | null> => {
      const found = await opened(context, params.textDocument.uri);
      if (found === undefined) return null;
      const { document, session } = found;
      const offset = document.lines.offsetAt(params.position);
      const line = document.lines.lineStart(params.position.line);
      const before = document.text.slice(Math.max(line, offset - LOOK_BACK), offset);
      const typed = (length: number): Range => ({
        start: { line: params.position.line, character: params.position.character - length },
        end: params.position,
      });
      const reference = REFERENCE.exec(before)?.[0];
      if (reference !== undefined) return references(session, document, reference, typed(reference.length), signal);
      for (const { languages, before: pattern } of VARIABLE_CONTEXTS) {
        if (!languages.includes(document.languageId)) continue;
        const name = pattern.exec(before)?.[1];
        if (name !== undefined) return variables(session, typed(name.length));
      }
      return null;
    }),
  );
}

async function variables(session: ProjectSession, range: Range): Promise<CompletionList> {
  const items: CompletionItem[] = [];
  for (const [name, [place]] of await session.manifest()) {
    if (!VARIABLE_NAME.test(name) || place === undefined) continue;
    const owner = place.entry.annotations.get('owner');
    items.push({
      label: name,
      kind: CompletionItemKind.Variable,
      detail: owner === undefined ? t('Secret in the vault') : t('Secret in the vault, owner {0}', displayText(session.masked(owner))),
      textEdit: { range, newText: name },
    });
  }
  return { isIncomplete: items.length > MOST, items: items.slice(0, MOST) };
}

async function references(session: ProjectSession, document: OpenDocument, typed: string, range: Range, signal: AbortSignal): Promise<CompletionList> {
  const folder = session.folderOf(document.uri);
  const items: CompletionItem[] = [];
  for (const [id, { paths }] of await session.names(signal)) {
    for (const path of paths) {
      if (items.length > MOST) break;
      const reference = session.registry.referenceTo({ store: id, path }, folder);
      if (!reference.startsWith(typed)) continue;
      items.push({
        label: displayText(path),
        kind: CompletionItemKind.Reference,
        detail: displayText(titleOf(id)),
        filterText: reference,
        textEdit: { range, newText: reference },
      });
    }
  }
  return { isIncomplete: items.length > MOST, items: items.slice(0, MOST) };
}
