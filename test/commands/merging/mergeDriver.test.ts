import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { createIdentity, type Identity } from '../../../server/src/stores/sops/ageKeys';
import { RecipientPins } from '../../../server/src/stores/sops/state/pins';
import { type Desk, makeDesk } from '../../support/commandLine';

let desk: Desk;
let other: Identity;
const QUESTION = 'May all of them read everything of both sides? [y/N] ';
const FILES = ['merge-driver', '--', 'base', 'ours', 'theirs', 'secrets.sops.json'];

/** Three versions as git lays them down: theirs lets somebody in whom this user has not accepted. */
beforeEach(async () => {
  desk = makeDesk();
  other = await createIdentity();
  const vault = (): string => desk.text('secrets.sops.json');
  await desk.tacit(['secret', 'set', 'A'], { input: 'a' });
  const pins = new RecipientPins(currentPlatform().stateFolder);
  const pin = await pins.get(join(desk.root, 'secrets.sops.json'));
  const base = vault();
  await desk.tacit(['share', 'add', other.recipient, '--yes']);
  const theirs = vault();
  writeFileSync(join(desk.root, 'secrets.sops.json'), base);
  await pins.set(join(desk.root, 'secrets.sops.json'), { recipients: pin?.recipients ?? [] });
  desk.put({ base, ours: base, theirs });
  return () => desk.dispose();
});

describe('the merge driver on a terminal (THREATS 6, 43)', () => {
  it('shows who would read, and merges after a yes: the next write asks nothing', async () => {
    const { code, stderr } = await desk.tacit(FILES, { answers: [[QUESTION, 'y\r']] });
    expect([code, stderr]).toEqual([0, expect.stringContaining(`${other.recipient} (new)`)]);
    expect(desk.text('ours')).toContain(other.recipient);
    desk.put({ 'secrets.sops.json': desk.text('ours') });
    expect(await desk.tacit(['secret', 'set', 'B'], { input: 'b' })).toMatchObject({ code: 0 });
  });

  it.each([
    ['after a no', { answers: [[QUESTION, '\r']] as const }],
    ['where nobody can be asked', {}],
  ])('leaves our file as it is %s', async (_title, typing) => {
    const before = desk.text('ours');
    expect(await desk.tacit(FILES, typing)).toMatchObject({ code: 2, stderr: expect.stringContaining('was not merged') as string });
    expect(desk.text('ours')).toBe(before);
  });

  it('accepts nobody by itself: who is on both sides, and new to this user, is asked about at the next write', async () => {
    desk.put({ base: desk.text('theirs'), ours: desk.text('theirs') });
    expect(await desk.tacit(FILES)).toMatchObject({ code: 0 });
    desk.put({ 'secrets.sops.json': desk.text('ours') });
    expect(await desk.tacit(['secret', 'set', 'B'], { input: 'b' })).toMatchObject({ code: 2, stderr: expect.stringContaining(other.recipient) as string });
    expect(desk.text('secrets.sops.json')).toBe(desk.text('ours'));
  });

  it('names whom one side removed: they do not open the result', async () => {
    // Both had them; ours removed them again, theirs did not.
    const both = desk.text('theirs');
    desk.put({ 'secrets.sops.json': both });
    await desk.tacit(['share', 'accept', other.recipient, '--yes']);
    await desk.tacit(['share', 'remove', other.recipient, '--yes']);
    desk.put({ base: both, ours: desk.text('secrets.sops.json'), theirs: both });
    expect(await desk.tacit(FILES)).toMatchObject({ code: 0, stderr: expect.stringContaining(`one side removed ${other.recipient}`) as string });
    expect(desk.text('ours')).not.toContain(other.recipient);
  });

  it('says how it is meant to be called', async () => {
    expect(await desk.tacit(['merge-driver'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--install') as string });
    expect((await desk.tacit([...FILES, 'more'])).code).toBe(2);
  });
});
