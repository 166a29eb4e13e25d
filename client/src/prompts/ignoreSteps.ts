import * as vscode from 'vscode';
import { type Answer, askText, pickOne, type StepFrame } from './steps';

export interface IgnoreChoice {
  readonly reason: string;
  /** An ISO date; without it for ever. */
  readonly until?: string;
}

/** A day from now on, `days` later, as an ISO date. */
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Asks why a finding is ignored and until when; `inConfig`: the answer will stand in tacit.json. Undefined where the person left. */
export async function chooseIgnore(rule: string, inConfig: boolean): Promise<IgnoreChoice | undefined> {
  const title = vscode.l10n.t('Ignore {0} here', rule);
  let reason = '';
  for (let step = 1; ;) {
    const frame: StepFrame = { title, step, total: 2 };
    if (step === 1) {
      const answer = await chooseReason(frame, inConfig);
      if (typeof answer !== 'object') return undefined;
      reason = answer.value;
      step = 2;
      continue;
    }
    const answer = await chooseEnd(frame);
    if (answer === undefined) return undefined;
    if (typeof answer === 'object') return answer.value === undefined ? { reason } : { reason, until: answer.value };
    step = 1;
  }
}

async function chooseReason(frame: StepFrame, inConfig: boolean): Promise<Answer<string>> {
  const known = [vscode.l10n.t('it is an example value'), vscode.l10n.t('it is no secret'), vscode.l10n.t('it is known and will be replaced')].map((label) => ({
    label,
    other: false,
  }));
  const question = inConfig
    ? vscode.l10n.t('Why? This file takes no comment there: the reason stands in tacit.json')
    : vscode.l10n.t('Why? The reason stands in a comment above the line');
  const answer = await pickOne(frame, question, [...known, { label: vscode.l10n.t('Another reason…'), other: true }]);
  if (typeof answer !== 'object') return answer;
  if (!answer.value.other) return { value: answer.value.label };
  return askText(frame, vscode.l10n.t('Because…'), '', (text) => (text.trim() === '' ? vscode.l10n.t('Give a reason.') : undefined));
}

async function chooseEnd(frame: StepFrame): Promise<Answer<string | undefined>> {
  const ends = [30, 90, 180, 365].map((days) => ({
    label: vscode.l10n.t('For {0} days', days),
    description: vscode.l10n.t('until {0}', dayIn(days)),
    until: dayIn(days),
  }));
  const answer = await pickOne<vscode.QuickPickItem & { until?: string }>(frame, vscode.l10n.t('Until when? Then it is reported again'), [
    ...ends,
    { label: vscode.l10n.t('For ever') },
  ]);
  return typeof answer === 'object' ? { value: answer.value.until } : answer;
}
