import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MoveOutcome } from '../../server/src/protocol/requests';
import { root } from '../support/editor';

vi.mock('vscode', () => import('../support/vscode'));
const copy = { missing: false };
vi.mock('../../client/src/features/recoveryCopy', () => ({ lacksCopy: () => Promise.resolve(copy.missing) }));

const { Advice } = await import('../../client/src/messages/advice');
const { announceMove } = await import('../../client/src/messages/announceMove');
const { movePage } = await import('../../client/src/messages/movePage');
const { Crashes } = await import('../../client/src/features/crashes');
const { executed, Kept, shown } = await import('../support/vscode');

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 5));
const advising = (kept = new Kept()): InstanceType<typeof Advice> => new Advice(kept as never);

beforeEach(() => {
  shown.length = 0;
  executed.length = 0;
  copy.missing = false;
});

describe('advice', () => {
  it('comes once in a session for each cause, with its buttons', async () => {
    const advice = advising();
    const first = advice.give('debug.go', 'Tacit cannot start it.', 'Help');
    void advice.give('debug.go', 'Tacit cannot start it.', 'Help');
    void advice.give('debug.ruby', 'Nor this.');
    expect(shown.map(({ message, buttons }) => [message, buttons])).toEqual([
      ['Tacit cannot start it.', ['Help', 'Do not show again']],
      ['Nor this.', ['Do not show again']],
    ]);
    shown[0]!.press('Help');
    expect(await first).toBe('Help');
    expect(advice.isDue('debug.go')).toBe(false);
  });

  it('comes again in another session, unless the person said no: then never, until it is asked for', async () => {
    const kept = new Kept();
    const once = advising(kept).give('a', 'Advice.');
    shown[0]!.press();
    await once;
    const again = advising(kept).give('a', 'Advice.');
    shown[1]!.press('Do not show again');
    expect(await again).toBeUndefined();
    const later = advising(kept);
    expect(await later.give('a', 'Advice.')).toBeUndefined();
    expect(shown).toHaveLength(2);
    await later.restore();
    void later.give('a', 'Advice.');
    expect(shown).toHaveLength(3);
  });
});

const outcome = (more: Partial<MoveOutcome> = {}): MoveOutcome => ({
  status: 'moved',
  summary: ['Moved to KEY in secrets.sops.json.', 'It was committed: rotate it where it was issued.'],
  lines: ['Moved to KEY in secrets.sops.json. The code reads KEY.', 'The value is in earlier commits of a_b.js, [x](command:evil).', 'Undo may hold it.'],
  variable: 'KEY',
  reference: 'ref+sops://secrets.sops.json#/KEY',
  rotate: true,
  ...more,
});

describe('what is said of a move', () => {
  const pages: unknown[][] = [];
  const announcing = {
    server: {} as never,
    advice: advising(),
    pages: { show: (...given: unknown[]): Promise<void> => Promise.resolve(void pages.push(given)) },
  };

  it('is two sentences and two buttons, of which one opens all of it', async () => {
    const told = announceMove(announcing, 'file:///p/tacit.env.yaml', outcome());
    await settled();
    expect(shown.map(({ kind, message, buttons }) => [kind, message, buttons])).toEqual([
      ['warning', 'Moved to KEY in secrets.sops.json. It was committed: rotate it where it was issued.', ['How to rotate', 'Open manifest']],
    ]);
    shown[0]!.press('How to rotate');
    await told;
    expect(pages).toEqual([[outcome(), [], 'file:///p/tacit.env.yaml']]);
  });

  it('has no warning where nothing is left to do', async () => {
    void announceMove(announcing, 'file:///p/m', outcome({ rotate: false, summary: ['Moved.', 'The code reads KEY.'] }));
    await settled();
    expect(shown.map(({ kind, buttons }) => [kind, buttons])).toEqual([['information', ['Details', 'Open manifest']]]);
  });

  it('leaves to the server what the server asks about', async () => {
    await announceMove(announcing, 'file:///p/m', outcome({ status: 'stored' }));
    expect(shown).toEqual([]);
  });

  it('offers a copy of the key as advice of its own, once in a session', async () => {
    copy.missing = true;
    for (let times = 0; times < 2; times++) void announceMove(announcing, 'file:///p/m', outcome());
    await settled();
    const offers = shown.filter(({ message }) => message.startsWith('Only the key'));
    expect(offers.map(({ buttons }) => buttons)).toEqual([['Keep a copy of your key', 'Do not show again']]);
    offers[0]!.press('Keep a copy of your key');
    await settled();
    expect(executed).toEqual([['tacit.keepKeyCopy', 'file:///p/m']]);
  });

  it('stands whole on its page, as text, with how to rotate where that is needed', () => {
    const page = movePage(outcome(), ['Only one key.'], 'p/m.yaml', '# How to rotate\n\nSteps.\n');
    expect(page).toBe(
      [
        '# What became of KEY',
        '',
        '- Moved to KEY in secrets\\.sops\\.json\\. The code reads KEY\\.',
        '- The value is in earlier commits of a\\_b\\.js, \\[x\\]\\(command:evil\\)\\.',
        '- Undo may hold it\\.',
        '- p/m\\.yaml says where the value comes from\\.',
        '- Only one key\\.',
        '',
        '## How to rotate',
        '',
        'Steps.',
        '',
        '',
      ].join('\n'),
    );
    expect(movePage(outcome({ rotate: false }), [], 'm', '# How to rotate\n')).not.toContain('rotate');
  });
});

describe('a server that ends by itself', () => {
  it('is started again four times within three minutes, and then a person is asked', () => {
    const crashes = new Crashes();
    expect([0, 1, 2, 3, 4].map((second) => crashes.mayRestart(second * 1000))).toEqual([true, true, true, true, false]);
    expect(crashes.mayRestart(10 * 60_000)).toBe(true);
    for (let times = 0; times < 9; times++) crashes.mayRestart(11 * 60_000);
    crashes.forget();
    expect(crashes.mayRestart(11 * 60_000)).toBe(true);
  });
});

/**
 * Where messages are shown. `answer`: a person has just done something, and this is what becomes of it. `fault`: something does not work, told once
 * for each cause in a session. `advice`: once in a session, and never again where the person says so. A new place has to say which it is.
 */
const CLIENT: Readonly<Record<string, 'answer' | 'fault' | 'advice'>> = {
  'features/ignoreHere.ts': 'answer',
  'features/languageServer.ts': 'fault',
  'features/moveToVault.ts': 'answer',
  'features/pasteAsReference.ts': 'answer',
  'features/publicKey.ts': 'answer',
  'features/recoveryCopy.ts': 'answer',
  'features/rulePage.ts': 'answer',
  'launch/environments.ts': 'answer',
  'launch/prepareLaunch.ts': 'answer',
  'launch/startByTacit.ts': 'answer',
  'launch/tasks.ts': 'fault',
  'launch/terminalProfile.ts': 'answer',
  'messages/advice.ts': 'advice',
  'messages/announceMove.ts': 'answer',
  'prompts/valueInput.ts': 'answer',
  'status/nextFinding.ts': 'answer',
  'storeTree/vaultCommands.ts': 'answer',
};
const SERVER: Readonly<Record<string, 'answer' | 'fault' | 'advice'>> = {
  'changing/commands.ts': 'answer',
  'changing/ignore.ts': 'answer',
  // After a move; and once at the start what a killed process left, each entry until it is settled.
  'changing/moves.ts': 'answer',
  'session/client/notices.ts': 'fault',
  'session/client/tell.ts': 'answer',
  'session/vaults/recipients.ts': 'answer',
  // For other editors: once for each vault, with a button that ends it for good.
  'vaults/recovery.ts': 'advice',
  'vaults/secrets.ts': 'answer',
};

describe('messages are shown', () => {
  it.each([
    ['client/src', /\bshow(?:Information|Warning|Error)Message\b/, CLIENT],
    ['server/src/lsp', /\bshow(?:Information|Warning|Error)Message\b|\btell\(|'window\/showMessage'/, SERVER],
  ] as const)('in the places of %s that say why, and in no other', (folder, pattern, known) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
    const showing = names.filter((name) => name.endsWith('.ts') && pattern.test(readFileSync(join(root, folder, name), 'utf8')));
    expect(showing.sort()).toEqual(Object.keys(known).sort());
  });
});
