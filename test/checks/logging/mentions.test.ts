import { describe, expect, it } from 'vitest';
import { judgeName } from '../../../server/src/checks/logging/tables/names';
import * as heads from '../../../server/src/checks/logging/vocabulary/heads';
import { mentionsRareSecret, mentionsSecret } from '../../../server/src/checks/logging/vocabulary/mentions';

const mentions = (text: string): boolean => mentionsSecret(text) || mentionsRareSecret(text);

describe('a text that names a secret is read on', () => {
  const words = [
    ...heads.PASSWORDS,
    ...heads.FOREIGN_PASSWORDS,
    ...heads.DOUBTFUL_PASSWORDS,
    ...heads.SECRETS,
    ...heads.TOKENS,
    ...heads.BEARERS,
    ...heads.PINS,
  ];

  it('whichever word of the tables it is, however it is written', () => {
    const names = words.flatMap((word) => [word, word.toUpperCase(), `db_${word}`, `user${word.charAt(0).toUpperCase()}${word.slice(1)}`]);
    expect(names.filter((name) => judgeName(name) === 'secret' && !mentions(`x = f(${name})`))).toEqual([]);
    expect(names.length).toBeGreaterThan(200);
  });

  it.each(['hasło', 'jelszó', 'şifre', 'lösenord', 'κωδικός', 'card.cvv', '"api key = "'])('where it says %s', (word) =>
    expect(mentions(`f(${word})`)).toBe(true),
  );

  it.each(['mapping', 'footprint', 'spinner', 'stroke', 'opwords', 'keyof T', 'code'])('but not for %s', (word) => expect(mentions(`f(${word})`)).toBe(false));
});
