import { beforeAll, describe, expect, it } from 'vitest';
import { checkLogging } from '../../../server/src/checks/logging/check';
import { withTree } from '../../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../../support/grammars';

beforeAll(useInstalledGrammars);

async function found(languageId: string, text: string): Promise<string[]> {
  const findings = await withTree({ uri: 'file:///work/a', version: 1, languageId, text }, (tree) =>
    checkLogging({ uri: 'file:///work/a', version: 1, languageId, text }, tree),
  );
  return (findings ?? []).filter(({ grade }) => grade !== 'placeholder').map(({ span }) => text.slice(span.start, span.end));
}

/** Nothing but the text in front of it says what a value is. */
const LABELLED: readonly (readonly [languageId: string, statement: string, printed: string])[] = [
  ['javascript', 'logger.info(`token: ${task.result}`)', 'task.result'],
  ['javascript', 'console.log("Password:", value)', 'value'],
  ['javascript', 'console.log("new password: " + decodedText)', 'decodedText'],
  ['javascript', 'logger.info("api key = %s", text)', 'text'],
  ['javascript', 'logger.info("user %s password %s, secret: %s", user, mail, res)', 'res'],
  ['python', 'log.info(f"client_secret={value}")', 'value'],
  ['python', 'log.info("access token: {}".format(name), 1)\nlog.info("access token: %s", raw)', 'raw'],
  ['csharp', 'class A { void B() { _logger.LogInformation($"Token: {decodedText}"); } }', 'decodedText'],
  ['kotlin', 'fun f() { Log.d(TAG, "token: ${task.result ?: "none"}") }', 'task.result'],
];

/** What the value's own name, origin or place says counts, whatever the text does. */
const PLAIN: readonly (readonly [languageId: string, statement: string])[] = [
  ['javascript', 'logger.info("token type: %s", value)'],
  ['javascript', 'logger.info("secret: %s/%s", namespace, name)'],
  ['javascript', 'logger.info("password: %s", text.length)'],
  ['javascript', 'const text = "none"; logger.info("password: %s", text)'],
  ['javascript', 'logger.info("password: " + mask(value))'],
  ['javascript', 'logger.info("no password for %s", value)'],
  ['javascript', 'logger.info("password of %s: ok", value)'],
  ['javascript', 'logger.info("token for %s: %d", value, 1)'],
  ['javascript', 'if (!value) logger.info("password: " + value)'],
];

describe('a text in front of a value', () => {
  it.each(LABELLED)('%s: %s', async (languageId, statement, printed) => expect(await found(languageId, statement)).toEqual([printed]));
  it.each(PLAIN)('says nothing in %s: %s', async (languageId, statement) => expect(await found(languageId, statement)).toEqual([]));
});

it('takes a link by which somebody may set a password for a secret', async () => {
  expect(await found('python', 'self.print("Password reset:", context["reset_url"])')).toEqual(['context["reset_url"]']);
  expect(await found('python', 'self.print("Password reset page:", context["password_reset_url"])')).toEqual([]);
});
