import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/checks/catalogue';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { EXAMPLES, exampleOf } from '../../server/src/checks/ruleExample';
import { ruleHelp, rulePage } from '../../server/src/checks/rulePage';
import { findingsIn } from './logging.support';
import { PASSWORD, TOKEN } from './passwords.support';

const LANGUAGES: Readonly<Record<string, readonly [id: string, ending: string]>> = {
  js: ['javascript', 'js'],
  python: ['python', 'py'],
  sh: ['shellscript', 'sh'],
  yaml: ['yaml', 'yaml'],
};

/** Values for `…` where a password will not do; made here, so that nothing in the repository looks like one. */
const VALUES: Readonly<Record<string, string>> = {
  'credential.generic-token': TOKEN,
  'credential.service-key': [TOKEN, 'Zr4'].join(''),
  'credential.basic-auth': Buffer.from(`shop:${PASSWORD}`).toString('base64'),
};
/** What is no text of a line: a PEM block, a binary file, a token in base64, a vault; and what is only said beside a password. */
const NOT_TRIED = new Set(['credential.private-key', 'credential.key-store', 'credential.encoded', 'credential.user-name', 'credential.service-key']);

async function found(language: string, text: string): Promise<string[]> {
  const [languageId, ending] = LANGUAGES[language] ?? ['plaintext', 'txt'];
  const credentials = checkCredentials({ uri: `file:///p/src/app.${ending}`, version: 0, languageId, text }).map(({ rule }) => rule);
  const logged = language === 'yaml' ? [] : (await findingsIn(languageId, text)).map(({ rule }) => rule);
  return [...credentials, ...logged];
}

describe('the example of a rule', () => {
  it.each(Object.entries(EXAMPLES).filter(([rule]) => !NOT_TRIED.has(rule) && !rule.startsWith('reference.')))(
    'is found by it, and what stands in its place is not: %s',
    async (rule, { language, found: text, instead }) => {
      expect(await found(language, `${text.replaceAll('…', VALUES[rule] ?? PASSWORD)}\n`)).toContain(rule);
      expect(await found(language, `${instead}\n`)).toEqual([]);
    },
  );

  it.each(RULES.map((rule) => [rule.id, rule] as const))('holds no value, and is on the page and in the help: %s', (_id, rule) => {
    const { found: text, instead, variable } = exampleOf(rule);
    expect(variable ?? 'NAME').toMatch(/^[A-Z][A-Z0-9_]{0,63}$/);
    const { markdown, text: plain } = ruleHelp(rule);
    for (const part of [text, instead]) for (const shown of [rulePage(rule), markdown]) expect(shown).toContain(part);
    expect(plain).not.toMatch(/\*\*|```/);
    const noted = checkCredentials({ uri: 'file:///p/rule.md', version: 0, languageId: 'markdown', text: rulePage(rule) });
    expect(noted.filter(({ grade }) => grade !== 'placeholder')).toEqual([]);
  });

  it('is there of rules that there are alone', () => {
    expect(Object.keys(EXAMPLES).filter((id) => RULES.every((rule) => rule.id !== id))).toEqual([]);
  });
});
