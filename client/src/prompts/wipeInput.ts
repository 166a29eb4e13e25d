import * as vscode from 'vscode';

/** How long the empty box stands, in milliseconds: the editor collects changes before it draws them. */
const FLASH = 60;

/** Waits for the box to go, at most; in milliseconds. */
const PATIENCE = 500;

/**
 * Overwrites what the editor's one input widget still holds. All prompts share that widget, and after one is hidden its last text stays in the
 * hidden field until the next prompt opens: so an empty one opens for a moment (THREATS 33; seen in VS Code 1.100 and 1.139).
 */
export async function wipeInput(): Promise<void> {
  const empty = vscode.window.createInputBox();
  empty.ignoreFocusOut = true;
  empty.value = '';
  const gone = new Promise<void>((done) => {
    const listening = empty.onDidHide(() => {
      listening.dispose();
      done();
    });
  });
  empty.show();
  await new Promise((done) => setTimeout(done, FLASH));
  empty.hide();
  await Promise.race([gone, new Promise((done) => setTimeout(done, PATIENCE))]);
  empty.dispose();
}
