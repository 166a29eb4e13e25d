import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, makeDesk } from '../support/commandLine';

let desk: Desk;
beforeAll(() => {
  desk = makeDesk();
});
afterAll(() => desk.dispose());

const COMMANDS = [
  ['scan'],
  ['fix'],
  ['run'],
  ['secret'],
  ['secret', 'list'],
  ['secret', 'get'],
  ['secret', 'set'],
  ['secret', 'remove'],
  ['share', 'list'],
  ['share', 'add'],
  ['share', 'remove'],
  ['share', 'accept'],
  ['share', 'me'],
  ['share', 'recovery'],
  ['merge'],
  ['merge-driver'],
  ['doctor'],
  ['env', 'check'],
  ['trust'],
  ['config'],
  ['completion'],
  ['lsp'],
];

describe('help', () => {
  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))('tacit %s --help', async (name, words) => {
    const { code, stdout, stderr } = await desk.tacit([...words, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain('\u001b');
    await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `help-${name.replaceAll(' ', '-')}.txt`));
  });

  it('lists every command with a sentence', async () => {
    const { code, stdout } = await desk.tacit(['--help']);
    expect(code).toBe(0);
    for (const [name] of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name ?? ''}\\b.* {2,}[A-Z].*`, 'm'));
  });

  it('is what `tacit` alone says, as wrong usage', async () => {
    const { code, stdout, stderr } = await desk.tacit([]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('Usage: tacit')]);
  });

  it('says the version and nothing else', async () => {
    expect(await desk.tacit(['--version'])).toEqual({ code: 0, stdout: '0.0.0\n', stderr: '' });
  });
});

describe('wrong usage', () => {
  it.each<[string, string[], number, RegExp]>([
    ['an unknown command', ['scna'], 2, /unknown command 'scna'[^]*Did you mean scan/],
    ['an unknown option', ['scan', '--fromat', 'json'], 2, /unknown option '--fromat'[^]*Did you mean --format/],
    ['a choice that is none', ['scan', '--format', 'xml'], 2, /text, json, sarif/],
    ['a number that is none', ['scan', '--workers', 'many'], 2, /a whole number from 1 to 64/],
    ['too many arguments', ['trust', 'a', 'b'], 2, /too many arguments/],
    ['no name', ['secret', 'get'], 2, /missing required argument 'name'/],
    ['no command to run', ['run'], 125, /missing required argument 'command'/],
  ])('%s', async (_title, parameters, code, said) => {
    const ended = await desk.tacit(parameters);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toMatch(said);
    expect(ended.stderr).toContain('--help');
  });
});
