import { expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';

const PASSWORD = ['Kq7v', 'B2xZ', '9!m'].join('');

it.each([
  ['names of icons', 'icons = {password: "mdi-lock-out", mail: "mdi-letter-1"};\n'],
  ['literals that a token is looked for in', 'if (token in ["aaaa", "bbb"]) {}\n'],
  ['lists that are asked for a token', '["aaaa", "bbb"].includes(token)\n'],
  ['phrases that are none', 'passwordHint = "correct horse battery staple";\n'],
])('a password behind thousands of %s is found', (_, line) => {
  const text = `${line.repeat(600_000 / line.length)}\nconst dbPassword = "${PASSWORD}";\n`;
  const found = checkCredentials({ uri: 'file:///work/src/a.js', version: 0, languageId: 'javascript', text });
  expect(found.map(({ span }) => text.slice(span.start, span.end))).toContain(PASSWORD);
});
