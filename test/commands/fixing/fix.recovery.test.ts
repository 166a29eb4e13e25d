import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskEditor, uriOf } from '../../../server/src/changes/editing/diskEditor';
import { JournalWriter } from '../../../server/src/changes/moving/journal';
import { MOVE_STEPS } from '../../../server/src/changes/editing/ports';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { type Desk, makeDesk, makeValue, settled } from '../../support/commandLine';

/** What a move leaves when the edit does not land (DESIGN §4, §5.5): said, offered, and counted as a failure. */
const value = makeValue();
const FILE = `const smtp = {\n  password: '${value}',\n};\n`;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk({ 'src/mail.js': FILE });
  return () => desk.dispose();
});
afterEach(() => vi.restoreAllMocks());

const golden = (name: string): string => join(import.meta.dirname, '../golden', name);

/** The next edit is refused, as by a full disk or a file that another program holds. */
const refuseEdits = (times: number): void => {
  const spy = vi.spyOn(DiskEditor.prototype, 'apply');
  for (let time = 0; time < times; time++) spy.mockResolvedValueOnce({ applied: false, saved: false });
};

const holds = async (name: string): Promise<boolean> => (await desk.tacit(['secret', 'list'])).stdout.split('\n').includes(name);
const QUESTION = '[i]nsert the reference, [d]elete it from the vault again, or [l]eave both? ';
const MOVE = ['Move as SMTP_PASSWORD?', '\r'] as const;
/** The vault is new, so a copy of its key is offered at the end. */
const NO_COPY = ['outside of any repository? (Enter: later) ', '\r'] as const;

describe('where the edit is refused', () => {
  it('says without a terminal where the value is and how to go on, and ends with 2', async () => {
    refuseEdits(1);
    const { code, stdout } = await desk.tacit(['fix', '--yes']);
    expect(code).toBe(2);
    expect(stdout).not.toContain(value);
    await expect(settled(stdout, desk.root)).toMatchFileSnapshot(golden('fix-stored.txt'));
    expect([desk.text('src/mail.js'), await holds('SMTP_PASSWORD')]).toEqual([FILE, true]);
  });

  it('goes on by the first way it named: the same entry is used', async () => {
    refuseEdits(1);
    await desk.tacit(['fix', '--yes']);
    const { code, stdout } = await desk.tacit(['fix', 'src/mail.js', '--yes']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('moved to SMTP_PASSWORD in secrets.sops.json\n')]);
    expect((await desk.tacit(['secret', 'list'])).stdout).toBe('SMTP_PASSWORD\n');
  });

  it('goes on by the second way it named', async () => {
    refuseEdits(1);
    await desk.tacit(['fix', '--yes']);
    expect((await desk.tacit(['secret', 'remove', 'SMTP_PASSWORD', '--yes'])).code).toBe(0);
    expect([desk.text('src/mail.js'), await holds('SMTP_PASSWORD')]).toEqual([FILE, false]);
  });

  it('inserts the reference on a terminal, and counts that as moved', async () => {
    refuseEdits(1);
    const { code, stdout } = await desk.tacit(['fix'], { answers: [MOVE, [QUESTION, 'i\r'], NO_COPY] });
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 moved')]);
    expect(desk.text('src/mail.js')).toContain('process.env.SMTP_PASSWORD');
  });

  it('asks again where inserting is refused too', async () => {
    refuseEdits(2);
    const { code, stdout } = await desk.tacit(['fix'], { answers: [MOVE, [QUESTION, 'i\r'], [QUESTION, 'what?\r'], [QUESTION, 'i\r'], NO_COPY] });
    expect([code, stdout]).toEqual([0, expect.stringContaining('The editor refused the change in')]);
    expect(desk.text('src/mail.js')).toContain('process.env.SMTP_PASSWORD');
  });

  it('deletes it again on a terminal, while the literal is there', async () => {
    refuseEdits(1);
    const { code, stdout } = await desk.tacit(['fix'], { answers: [MOVE, [QUESTION, 'd\r']] });
    expect([code, stdout]).toEqual([2, expect.stringContaining('SMTP_PASSWORD was taken out of the vault again')]);
    expect([desk.text('src/mail.js'), await holds('SMTP_PASSWORD')]).toEqual([FILE, false]);
  });

  it('keeps the only copy: deletes nothing once the literal is gone (THREATS 26)', async () => {
    vi.spyOn(DiskEditor.prototype, 'apply').mockImplementationOnce(() => {
      writeFileSync(join(desk.root, 'src/mail.js'), 'const smtp = {};\n');
      return Promise.resolve({ applied: false, saved: false });
    });
    const { code, stdout } = await desk.tacit(['fix'], { answers: [MOVE, [QUESTION, 'd\r'], [QUESTION, 'l\r']] });
    expect([code, stdout]).toEqual([2, expect.stringContaining('The value no longer stands there.')]);
    expect((await desk.tacit(['secret', 'get', 'SMTP_PASSWORD', '--raw'])).stdout).toBe(value);
  });
});

it('an edit that landed but does not read as it should is a failure, and the value is named', async () => {
  vi.spyOn(DiskEditor.prototype, 'apply').mockResolvedValueOnce({ applied: true, saved: true });
  const { code, stdout } = await desk.tacit(['fix', '--yes']);
  expect(code).toBe(2);
  expect(stdout).toContain('The value is safe as SMTP_PASSWORD in secrets.sops.json; check the files.');
  expect(stdout).toContain('0 moved, 1 failed');
});

describe('after a move was killed half way', () => {
  const journal = (): string => join(currentPlatform().stateFolder, 'journal');
  /** The records of this project; those of the tests before are of live processes. */
  const entries = (): string[] => readdirSync(journal()).filter((name) => readFileSync(join(journal(), name), 'utf8').includes(desk.root));

  /** What a process that died between write and edit leaves: the value in the vault, and its record in the journal. */
  async function killedBeforeEdit(): Promise<void> {
    await desk.tacit(['secret', 'set', 'SMTP_PASSWORD'], { input: `${value}\n` });
    const { version } = await vaultVersion();
    const writer = await JournalWriter.begin({
      root: desk.root,
      store: 'sops:secrets.sops.json',
      path: 'SMTP_PASSWORD',
      variable: 'SMTP_PASSWORD',
      uris: [uriOf(join(desk.root, 'src/mail.js'))],
      manifest: join(desk.root, 'tacit.env.yaml'),
      reuse: false,
    });
    for (const step of MOVE_STEPS.slice(1, 6)) await writer.note({ step });
    await writer.note({ written: version });
    await writer.keep();
    const file = join(journal(), `move-${writer.id}.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"started":"[^"]*"/, '"started":"long gone"'));
  }

  async function vaultVersion(): Promise<{ version: string }> {
    const { SopsStore } = await import('../../../server/src/stores/sops/sopsStore');
    const store = new SopsStore({ id: 'sops:secrets.sops.json', root: desk.root, file: join(desk.root, 'secrets.sops.json'), trusted: true });
    return { version: (await store.describe('SMTP_PASSWORD')).version ?? '' };
  }

  it.each([
    ['secret list', ['secret', 'list']],
    ['secret remove', ['secret', 'remove', 'OTHER', '--yes']],
    ['env check', ['env', 'check']],
    ['run', ['run', '--', 'true']],
  ])('%s reminds of it, and leaves the record', async (_title, parameters) => {
    await killedBeforeEdit();
    for (const _twice of [1, 2]) {
      const { stderr } = await desk.tacit(parameters);
      expect(stderr).toContain('A move was cut off: an entry exists that no file uses, SMTP_PASSWORD in secrets.sops.json. src/mail.js was not changed');
      expect(stderr).toContain('`tacit fix` finishes it, or takes it back.');
    }
    expect(entries()).toHaveLength(1);
    await desk.tacit(['fix', '--yes']);
    expect(entries()).toEqual([]);
  });

  it.each([
    ['inserts the reference', 'i\r', 'process.env.SMTP_PASSWORD', true],
    ['deletes the entry', 'd\r', value, false],
  ])('fix %s where told to, and drops the record', async (_title, key, text, kept) => {
    await killedBeforeEdit();
    const rest: [string, string][] = kept ? [] : [['Move as SMTP_PASSWORD?', 'n\r']];
    await desk.tacit(['fix'], { answers: [[QUESTION, key], ...rest] });
    expect([desk.text('src/mail.js').includes(text), await holds('SMTP_PASSWORD'), entries()]).toEqual([true, kept, []]);
  });

  it('fix without a terminal says how to go on, does so itself with --yes, and speaks of it no more', async () => {
    await killedBeforeEdit();
    const { code, stdout } = await desk.tacit(['fix', '--yes']);
    expect(code).toBe(0);
    await expect(settled(stdout, desk.root)).toMatchFileSnapshot(golden('fix-after-crash.txt'));
    expect(desk.text('src/mail.js')).toContain('process.env.SMTP_PASSWORD');
    expect(entries()).toEqual([]);
    expect((await desk.tacit(['fix', '--yes'])).stdout.trim()).toBe('Nothing to move or to mask.');
  });
});
