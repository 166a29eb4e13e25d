import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileCounts, Requests } from '../../server/src/protocol/requests';
import type { LanguageServer } from '../../client/src/features/languageServer';

vi.mock('vscode', () => import('../support/vscode'));
vi.mock('../../client/src/features/languageServer', () => ({ DOCUMENTS: [] }));

const { barText, countText, detailText } = await import('../../client/src/status/statusText');
const { StatusItems } = await import('../../client/src/status/statusItem');
const { EventEmitter, items, window } = await import('../support/vscode');

const NONE: FileCounts = { credentials: 0, logged: 0, unresolved: 0, examples: 0, suppressed: 0 };

describe('the bar', () => {
  it.each([
    [{ credentials: 3 }, '$(lock) 3', '3 credentials to move to a vault'],
    [{ credentials: 1, logged: 1 }, '$(lock) 1 $(output) 1', '1 credential to move to a vault, 1 secret printed where others may read it'],
    [{ logged: 2, examples: 4 }, '$(output) 2', '2 secrets printed where others may read them'],
    [{ unresolved: 1 }, '$(question) 1', '1 reference that no vault holds'],
  ])('shows %j as a number behind a sign for each kind, and says the same in words to a screen reader', (counts, text, words) => {
    const bar = barText({ ...NONE, ...counts });
    expect(bar?.text).toBe(text);
    expect(bar?.label).toBe(`Tacit, in this file: ${words}. Goes to the next one.`);
  });

  it('says what each number is, what needs nothing, and what a click does', () => {
    expect(barText({ ...NONE, credentials: 2, logged: 1, examples: 1, suppressed: 5 })?.tooltip.split('\n')).toEqual([
      'Tacit, in this file:',
      '• 2 credentials to move to a vault',
      '• 1 secret printed where others may read it',
      'Nothing to do about: 1 example, 5 ignored',
      'Click to go to the next one.',
    ]);
  });

  it.each([[NONE], [{ ...NONE, examples: 3, suppressed: 2 }]])('is quiet where nothing is to be done: %j', (counts) => {
    expect(barText(counts)).toBeUndefined();
  });
});

describe('the item below {}', () => {
  it.each([
    [0, undefined, 'No findings in open files'],
    [4, undefined, '4 findings in open files'],
    [4, NONE, 'No findings in this file'],
    [4, { ...NONE, credentials: 1, examples: 1 }, '1 finding in this file'],
  ])('counts %i findings, %j of them in front', (findings, file, text) => {
    expect(countText(findings, file)).toBe(text);
  });

  it('tells of the vault, of what is ignored, and of other files', () => {
    const file = { ...NONE, credentials: 1, suppressed: 2 };
    expect(detailText({ findings: 4, suppressed: 2, store: 'ready', recoveryCopy: false, file })).toBe(
      'vault open · 2 ignored · 3 in other open files · your key has no recovery copy',
    );
    expect(detailText({ findings: 0, suppressed: 1, store: 'locked', recoveryCopy: false })).toBe('vault locked · 1 ignored');
  });
});

type Status = Requests['tacit/status'][1];

/** A server that answers when the test says so. */
class Answers {
  isRunning = true;
  readonly waiting: ((status: Status) => void)[] = [];
  readonly onDidChangeState = new EventEmitter<never>().event;
  readonly onDidChangeStores = new EventEmitter<never>().event;

  request(): Promise<Status> {
    return new Promise((done) => this.waiting.push(done));
  }
}

const status = (credentials: number): Status => ({
  findings: credentials,
  suppressed: 0,
  store: 'ready',
  recoveryCopy: true,
  file: { ...NONE, credentials },
});

describe('the items', () => {
  let server: Answers;
  let shown: InstanceType<typeof StatusItems>;
  beforeEach(() => {
    vi.useFakeTimers();
    window.activeTextEditor = { document: { uri: 'file:///a.ts' } };
    server = new Answers();
    shown = new StatusItems(server as unknown as LanguageServer);
    return () => {
      shown.dispose();
      vi.useRealTimers();
    };
  });

  it('keep the newest answer, whichever comes last', async () => {
    const both = [shown.show(), shown.show()];
    server.waiting[1]!(status(2));
    server.waiting[0]!(status(7));
    await Promise.all(both);
    expect([items.bar.text, items.bar.isShown, items.language.text]).toEqual(['$(lock) 2', true, '2 findings in this file']);
  });

  it('say of a server that has ended that nothing is checked, and no more of the vault, and offer to restart it', async () => {
    const first = shown.show();
    server.waiting[0]!(status(2));
    await first;
    expect(items.language.detail).toBe('vault open');
    server.isRunning = false;
    await shown.show();
    expect(items.bar.isShown).toBe(false);
    expect([items.language.text, items.language.detail, items.language.command?.command]).toEqual([
      'Tacit is not running',
      'nothing is checked',
      'tacit.restart',
    ]);
    server.isRunning = true;
    const again = shown.show();
    server.waiting[1]!(status(0));
    await again;
    expect([items.bar.isShown, items.language.command?.command]).toEqual([false, 'tacit.vaults.focus']);
  });
});
