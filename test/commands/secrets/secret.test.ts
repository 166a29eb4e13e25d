import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { VaultFile } from '../../../server/src/stores/sops/vaultFile';
import { type Desk, makeDesk, makeValue, settled } from '../../support/commandLine';

const value = makeValue();
let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
  return () => desk.dispose();
});

const set = (name: string, input = value) => desk.tacit(['secret', 'set', name], { input: `${input}\n` });
const vault = (): string => readFileSync(join(desk.root, 'secrets.sops.json'), 'utf8');

describe('secret get', () => {
  it('writes a value to a terminal, and elsewhere with --raw alone', async () => {
    await set('API_KEY');
    const refused = await desk.tacit(['secret', 'get', 'API_KEY']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--raw');
    expect(await desk.tacit(['secret', 'get', 'API_KEY', '--raw'])).toEqual({ code: 0, stdout: value, stderr: '' });
    expect((await desk.tacit(['secret', 'get', 'API_KEY'], { answers: [], shown: true })).stdout).toBe(`${value}\n`);
  });

  it.each([
    ['without a vault', []],
    ['with one', ['OTHER']],
  ])('says what is not there, %s', async (_title, names) => {
    for (const name of names) await set(name);
    const { code, stdout, stderr } = await desk.tacit(['secret', 'get', 'API_KEY', '--raw']);
    expect([code, stdout, stderr]).toEqual([2, '', 'tacit: API_KEY does not exist. Check the name.\n']);
  });
});

describe('secret set', () => {
  it.each<[string, string[], string, RegExp]>([
    ['a value as an argument', ['secret', 'set', 'API_KEY', 'value'], '', /never given as an argument/],
    ['name=value', ['secret', 'set', 'API_KEY=value'], '', /never given as an argument/],
    ['nothing on standard input', ['secret', 'set', 'API_KEY'], '', /empty/],
    ['a name that steers programs', ['secret', 'set', 'LD_PRELOAD'], 'x', /steer/],
    ['a name that is none', ['secret', 'set', 'a b'], 'x', /letters, digits and underscores/],
    ['more than 1 MB', ['secret', 'set', 'API_KEY'], 'x'.repeat(1024 * 1024 + 1), /larger than 1 MB/],
  ])('refuses %s, and writes nothing', async (_title, parameters, input, said) => {
    const { code, stderr } = await desk.tacit(parameters, { input });
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
    expect(existsSync(join(desk.root, 'secrets.sops.json'))).toBe(false);
  });

  it('takes a typed value without showing it, and asks before it replaces one', async () => {
    const typed = await desk.tacit(['secret', 'set', 'API_KEY'], { answers: [['Value of API_KEY (not shown): ', `${value}\r`]] });
    expect([typed.code, typed.stderr.includes(value)]).toEqual([0, false]);
    const kept = await desk.tacit(['secret', 'set', 'API_KEY'], { answers: [['API_KEY exists already. Replace its value?', 'n\r']] });
    expect(kept.code).toBe(2);
    expect((await desk.tacit(['secret', 'get', 'API_KEY', '--raw'])).stdout).toBe(value);
    const other = makeValue();
    await desk.tacit(['secret', 'set', 'API_KEY'], {
      answers: [
        ['Replace its value?', 'y\r'],
        ['(not shown): ', `${other}\r`],
      ],
    });
    expect((await desk.tacit(['secret', 'get', 'API_KEY', '--raw'])).stdout).toBe(other);
  });

  it('takes one line end off a piped value, and no more', async () => {
    await desk.tacit(['secret', 'set', 'API_KEY'], { input: 'two\nlines\n\r\n' });
    expect((await desk.tacit(['secret', 'get', 'API_KEY', '--raw'])).stdout).toBe('two\nlines\n');
  });
});

describe('secret list', () => {
  it('decrypts nothing, not for the reminder of a missing copy either: shells ask for the names at each TAB', async () => {
    await set('A_KEY');
    const decrypt = vi.spyOn(VaultFile.prototype, 'decrypt');
    const { stdout, stderr } = await desk.tacit(['secret', 'list']);
    expect([stdout, stderr]).toEqual(['A_KEY\n', expect.stringContaining('no copy of it is recorded')]);
    expect(decrypt).not.toHaveBeenCalled();
    decrypt.mockRestore();
  });

  it('gives names alone, as lines or JSON', async () => {
    expect((await desk.tacit(['secret', 'list'])).stderr).toContain('holds nothing yet');
    await set('B_KEY');
    await set('A_KEY');
    expect((await desk.tacit(['secret', 'list'])).stdout).toBe('B_KEY\nA_KEY\n');
    expect(JSON.parse((await desk.tacit(['secret', 'list', '--json'])).stdout)).toEqual(['B_KEY', 'A_KEY']);
  });
});

describe('secret remove', () => {
  it('asks for the name again, or takes --yes', async () => {
    await set('API_KEY');
    const silent = await desk.tacit(['secret', 'remove', 'API_KEY']);
    expect([silent.code, silent.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    const wrong = await desk.tacit(['secret', 'remove', 'API_KEY'], { answers: [['Type the name again to remove API_KEY: ', 'API\r']] });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('nothing was removed')]);
    const right = await desk.tacit(['secret', 'remove', 'API_KEY'], { answers: [['Type the name again to remove API_KEY: ', 'API_KEY\r']] });
    expect(right.code).toBe(0);
    expect((await desk.tacit(['secret', 'list'])).stdout).toBe('');
  });
});

/** THREATS 6: somebody's key was put into `.sops.yaml`, as by a pull. */
describe('when other people can open the vault than were accepted', () => {
  let stranger: string;
  const FILE = `const smtp = {\n  password: '${value}',\n};\n`;
  const QUESTION = 'That is not what you accepted before. May all of them read everything in it?';

  beforeEach(async () => {
    await set('FIRST', makeValue());
    stranger = await identityToRecipient(await generateIdentity());
    const config = join(desk.root, '.sops.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace(/(age1[a-z0-9]+)/, `$1,${stranger}`));
    desk.put({ 'src/mail.js': FILE });
  });

  const COMMANDS: [string, string[], string][] = [
    ['secret set', ['secret', 'set', 'SECOND'], `${value}\n`],
    ['secret remove', ['secret', 'remove', 'FIRST', '--yes'], ''],
    ['fix', ['fix', '--yes'], ''],
  ];

  it.each(COMMANDS)('%s refuses without a terminal, names them and says what to do; no byte changes', async (_title, parameters, input) => {
    const before = vault();
    const { code, stdout, stderr } = await desk.tacit(parameters, { input });
    expect([code, vault(), desk.text('src/mail.js')]).toEqual([2, before, FILE]);
    expect(stderr).toContain(`(added: ${stranger}; removed: –)`);
    expect(stderr).toContain('in a terminal or an editor, which asks you');
    expect(stdout + stderr).not.toContain(value);
    expect(stderr.split(stranger)).toHaveLength(2);
  });

  const typed = (name: string): [string, string][] => (name === 'secret set' ? [['(not shown): ', `${value}\r`]] : []);

  it.each(COMMANDS)('%s asks on a terminal, --yes or not, and goes on where they are accepted', async (name, parameters) => {
    const { code, stderr } = await desk.tacit(parameters, { answers: [...typed(name), [QUESTION, 'y\r']] });
    expect(code).toBe(0);
    expect(stderr).toContain('Who will be able to open secrets.sops.json:');
    expect(stderr).toContain(`  ${stranger} (new)`);
    expect(stderr).toMatch(/age1[a-z0-9]+ \(you\)/);
    expect(vault()).toContain(stranger);
    // Accepted once, not asked again.
    expect((await set('THIRD')).code).toBe(0);
  });

  it.each(COMMANDS)('%s writes nothing where they are not accepted', async (name, parameters) => {
    const before = vault();
    const { code, stderr } = await desk.tacit(parameters, { answers: [...typed(name), [QUESTION, 'n\r']] });
    expect([code, vault(), desk.text('src/mail.js')]).toEqual([2, before, FILE]);
    expect(stderr).toContain('Cancelled. Nothing was changed.');
    expect((await set('THIRD')).code).toBe(2);
  });

  it('run reads all the same, and names them', async () => {
    desk.put({ 'tacit.env.yaml': 'FIRST: "ref+sops://secrets.sops.json#/FIRST"\n' });
    const digest = /--approve (\S+)/.exec((await desk.tacit(['run', '--', 'true'])).stderr)?.[1] ?? '';
    const { code, stderr } = await desk.tacit(['run', '--approve', digest, '--', 'true']);
    expect(code).toBe(0);
    expect(settled(stderr)).toBe(
      `Who can open secrets.sops.json has changed (added: ${stranger}; removed: –). Reading changes nothing; the next write asks you.\n`,
    );
  });
});
