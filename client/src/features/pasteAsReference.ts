import * as vscode from 'vscode';
import type { MoveProposal } from '../../../server/src/protocol/requests';
import { plain } from './findingPlace';
import { DOCUMENTS, type LanguageServer, ToldError } from './languageServer';
import type { Moving } from './moveToVault';

/** Longest text that is looked at when it is pasted, in UTF-16 code units: a private key fits. */
const LONGEST = 16 * 1024;
const KIND = vscode.DocumentDropOrPasteEditKind.Text.append('tacit', 'reference');

/** What is pasted, and where. */
interface Pasting {
  readonly document: vscode.TextDocument;
  /** The version that `range` is of. */
  readonly version: number;
  readonly range: vscode.Range;
  readonly text: string;
}

/** One value: no credential but a private key has more than one line. The end of the line that was copied with it is none of it. */
function valueIn(text: string): string | undefined {
  const value = text.replace(/\r?\n$/, '');
  if (value.trim().length < 8 || value.length > LONGEST) return undefined;
  return !/[\r\n]/.test(value) || value.startsWith('-----BEGIN ') ? value : undefined;
}

/**
 * "Paste as reference": a credential goes from the clipboard into the vault, and a reference into the document, which never holds it. What is pasted
 * goes to Tacit's own server over the private channel and nowhere else; JSON-RPC carries the delivery's id (THREATS 11).
 */
export function registerPasteAsReference(server: LanguageServer, moving: Moving): vscode.Disposable {
  const title = vscode.l10n.t('Paste as a reference');
  const paste = ({ document, version, range, text }: Pasting): Promise<void> =>
    moving.run(
      async (): Promise<MoveProposal> =>
        server.request('tacit/paste/prepare', { uri: document.uri.toString(), version, range: plain(range), delivery: await deliver(server, text) }),
      title,
    );
  return vscode.Disposable.from(
    vscode.commands.registerCommand('tacit.pasteAsReference', async () => {
      const editor = vscode.window.activeTextEditor;
      const text = valueIn(await vscode.env.clipboard.readText());
      if (editor === undefined || text === undefined) {
        void vscode.window.showInformationMessage(vscode.l10n.t('Copy one value, put the cursor where it would go, then paste it as a reference.'));
        return;
      }
      const { document, selection } = editor;
      await paste({ document, version: document.version, range: selection, text });
    }),
    vscode.languages.registerDocumentPasteEditProvider(DOCUMENTS, new ReferencePaste(server, title, paste), {
      providedPasteEditKinds: [KIND],
      pasteMimeTypes: ['text/plain'],
    }),
  );
}

class ReferencePasteEdit extends vscode.DocumentPasteEdit {
  constructor(
    title: string,
    readonly pasting: Pasting,
    /** The document before anything was pasted. */
    readonly before: string,
  ) {
    // Stands only where the editor forgets to ask what it resolves to: a paste that loses nothing.
    super(pasting.text, title, KIND);
    // Whoever pastes gets what was pasted, unless they chose otherwise.
    this.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
  }
}

/**
 * Among the options of a paste, and by itself where the setting `editor.pasteAs.preferences` has `text.tacit`. Not in the menu "Paste As…": VS Code
 * (1.100 to 1.139) inserts what is picked there without resolving it, so nothing would become of it. The command is there instead.
 */
class ReferencePaste implements vscode.DocumentPasteEditProvider<ReferencePasteEdit> {
  readonly #server: LanguageServer;
  readonly #title: string;
  readonly #paste: (pasting: Pasting) => Promise<void>;

  constructor(server: LanguageServer, title: string, paste: (pasting: Pasting) => Promise<void>) {
    this.#server = server;
    this.#title = title;
    this.#paste = paste;
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    { triggerKind }: vscode.DocumentPasteEditContext,
    token: vscode.CancellationToken,
  ): Promise<ReferencePasteEdit[] | undefined> {
    const [range, ...others] = ranges;
    if (triggerKind === vscode.DocumentPasteTriggerKind.PasteAs || range === undefined || others.length > 0 || !this.#server.isRunning) return undefined;
    const text = valueIn((await data.get('text/plain')?.asString()) ?? '');
    if (text === undefined) return undefined;
    const { uri, version } = document;
    try {
      const delivery = await deliver(this.#server, text);
      const { credential } = await this.#server.request('tacit/paste/check', { uri: uri.toString(), version, range: plain(range), delivery }, token);
      return credential && document.version === version
        ? [new ReferencePasteEdit(this.#title, { document, version, range, text }, document.getText())]
        : undefined;
    } catch {
      // Pasting goes on as if nobody had looked.
      return undefined;
    }
  }

  /** The server lands the edit itself, once the value is in the vault; so the editor is told that its own paste was called off. */
  async resolveDocumentPasteEdit({ pasting, before }: ReferencePasteEdit): Promise<ReferencePasteEdit> {
    const { document } = pasting;
    // Chosen after the text was pasted: the editor has undone that by now, which is a new version of the old text. Of any other text it is refused.
    const version = document.getText() === before ? document.version : pasting.version;
    // Not awaited: the editor would wait with its paste for as long as the person chooses.
    void this.#paste({ ...pasting, version });
    return Promise.reject(new vscode.CancellationError());
  }
}

async function deliver(server: LanguageServer, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  try {
    return await server.privateChannel.send(bytes);
  } catch (thrown) {
    if (thrown instanceof ToldError) throw thrown;
    throw new ToldError(vscode.l10n.t('The value could not be sent: it is larger than 1 MiB, or the server has gone.'));
  } finally {
    bytes.fill(0);
  }
}
