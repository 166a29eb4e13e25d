import { describe, expect, it } from 'vitest';
import { PASSWORD_COMMANDS } from '../../server/src/checks/credential/assignment/commands/commands';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { expectCostBelow } from '../support/cost';

const KEY = ['sk', 'live', ['Vq7mT2xZ', '9kLw4Rb8', 'Nc3Hd6Js'].join('')].join('_');

const rulesIn = (text: string): string[] => checkCredentials({ uri: 'file:///app/deploy.py', version: 0, languageId: 'python', text }).map(({ rule }) => rule);

/** Pieces of which lists of arguments and command lines are made; behind a command nothing of them is a password. */
const PIECES = [
  'new aaaaaaaaaaaaaaaaaaaa, ',
  'new a.b, ',
  'new  a',
  'listOf, ',
  'arrayOf, ',
  'List.of, ',
  'vec![',
  '"a", ',
  ')(',
  ') (',
  '-p, ',
  '-p ',
  '"-p", ',
  ' -b a=b;',
  '.arg(',
  'f, f"a", ',
  '    ',
  '" ; "',
  '\n             x',
  '\n x=',
  '\n',
];
/** What leads up to a command; it is looked at for what it asks. */
const AHEAD = [
  `${'wait'.repeat(10)}${'assword'.repeat(5)}${' '.repeat(125)}`,
  `${'wait'.repeat(15)}assword${' \n'.repeat(66)}`,
  'expect { {assword} ',
  'rememberMe(',
  'user a ',
];
const WORDS = [...new Set(PASSWORD_COMMANDS.map(({ word }) => word))];

describe('what follows a command costs little, whatever it is', () => {
  it.each(PIECES)('%j behind each command', (piece) => {
    const texts = WORDS.map((word) => `run([${word}, ${piece.repeat(40)} x ;\n`);
    expectCostBelow(2_000, () => rulesIn(texts.join('')));
  });

  it.each(PIECES)('%j behind one command', (piece) => {
    for (const word of ['"curl"', "'docker'", '"mongosh"', '"sshpass"', '"mysql"', 'curl ', 'send "'])
      expectCostBelow(500, () => rulesIn(`run([${word}, ${piece.repeat(8)} x ;\n`), word);
  });

  it.each(AHEAD)('%j before each command', (piece) => {
    const ahead = piece.repeat(Math.ceil(200 / piece.length)).slice(-200);
    const texts = PASSWORD_COMMANDS.filter(({ after }) => after).map(({ word }) => `${ahead}${word}Kq7\n`.repeat(60));
    expectCostBelow(1_000, () => rulesIn(texts.join('')));
  });

  it.each(PIECES)('a key beside %j is found', (piece) => {
    expect(rulesIn(`run(["curl", ${piece.repeat(40)} x ;\nkey = "${KEY}"\n`)).toContain('credential.stripe-secret-key');
  });
});
