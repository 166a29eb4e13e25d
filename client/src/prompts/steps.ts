import * as vscode from 'vscode';

/** What a step gives: an answer, a wish to go back, or undefined where the person left. */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

export interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly total: number;
}

type Input = vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[]; readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton> };

/** Shows one input of a series and waits for its answer. `arm` connects acceptance. */
async function ask<T>(input: Input, frame: StepFrame, arm: (give: (value: T) => void) => vscode.Disposable): Promise<Answer<T>> {
  input.title = frame.title;
  input.step = frame.step;
  input.totalSteps = frame.total;
  input.ignoreFocusOut = true;
  if (frame.step > 1) input.buttons = [...input.buttons, vscode.QuickInputButtons.Back];
  const listening: vscode.Disposable[] = [];
  const answer = await new Promise<Answer<T>>((done) => {
    listening.push(
      arm((value) => done({ value })),
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) done('back');
      }),
      input.onDidHide(() => done(undefined)),
    );
    input.show();
  });
  for (const each of listening) each.dispose();
  input.dispose();
  return answer;
}

/** One choice out of a list; the first entry is the default. */
export function pickOne<T extends vscode.QuickPickItem>(frame: StepFrame, placeholder: string, items: readonly T[]): Promise<Answer<T>> {
  const input = vscode.window.createQuickPick<T>();
  input.placeholder = placeholder;
  input.items = items;
  return ask<T>(input, frame, (give) =>
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen !== undefined) give(chosen);
    }),
  );
}

/** Any number out of a list, some chosen beforehand. What `mayBeChosen` refuses stays in the list, unticked. */
export function pickMany<T extends vscode.QuickPickItem>(
  frame: StepFrame,
  placeholder: string,
  items: readonly T[],
  chosen: readonly T[],
  mayBeChosen: (item: T) => boolean,
): Promise<Answer<readonly T[]>> {
  const input = vscode.window.createQuickPick<T>();
  input.canSelectMany = true;
  input.placeholder = placeholder;
  input.items = items;
  input.selectedItems = chosen;
  return ask<readonly T[]>(input, frame, (give) =>
    vscode.Disposable.from(
      input.onDidChangeSelection((selected) => {
        if (!selected.every(mayBeChosen)) input.selectedItems = selected.filter(mayBeChosen);
      }),
      input.onDidAccept(() => give(input.selectedItems)),
    ),
  );
}

/** A text; `check` gives what is wrong with it, or undefined. */
export function askText(frame: StepFrame, prompt: string, value: string, check: (text: string) => string | undefined): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = prompt;
  input.value = value;
  const validate = (): string | undefined => check(input.value);
  input.validationMessage = validate();
  return ask<string>(input, frame, (give) =>
    vscode.Disposable.from(
      input.onDidChangeValue(() => {
        input.validationMessage = validate();
      }),
      input.onDidAccept(() => {
        if (validate() === undefined) give(input.value);
      }),
    ),
  );
}
