import * as vscode from 'vscode';
import type { MoveOutcome } from '../../../server/src/protocol/requests';
import { shown } from '../prompts/display';

const SCHEME = 'tacit-move';
/** Pages kept, the newest. */
const MOST = 20;

/** What Markdown would take for its own. */
const marked = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&');

/** The page that says all of a move: what was done, where the value still is, and how it is rotated. Value-free, as the outcome is. `manifest`: as a person reads it. */
export function movePage({ lines, variable, rotate }: MoveOutcome, more: readonly string[], manifest: string, rotation: string): string {
  const title = vscode.l10n.t('What became of {0}', variable);
  const where = vscode.l10n.t('{0} says where the value comes from.', manifest);
  const parts = [`# ${marked(title)}`, [...lines, where, ...more].map((line) => `- ${marked(line)}`).join('\n')];
  if (rotate) parts.push(rotation.replace(/^# /, '## '));
  return `${parts.join('\n\n')}\n`;
}

/** Such pages, as documents of this window that nothing keeps. */
export class MovePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly #rotation: vscode.Uri;
  #made = 0;

  constructor(extension: vscode.Uri) {
    this.#rotation = vscode.Uri.joinPath(extension, 'walkthrough', 'rotate.md');
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? `${vscode.l10n.t('This page was made for a window that is closed.')}\n`;
  }

  /** `manifest` is a URI. */
  async show(outcome: MoveOutcome, more: readonly string[], manifest: string): Promise<void> {
    const rotation = outcome.rotate ? new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#rotation)) : '';
    const path = `/${++this.#made}/${outcome.variable.replace(/[^\w.-]/g, '_')}.md`;
    for (const oldest of this.#texts.keys()) if (this.#texts.size >= MOST) this.#texts.delete(oldest);
    this.#texts.set(path, movePage(outcome, more, shown(vscode.workspace.asRelativePath(vscode.Uri.parse(manifest, true))), rotation));
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme: SCHEME, path }));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}
