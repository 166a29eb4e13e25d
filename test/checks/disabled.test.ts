import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';

const graded = (path: string, text: string): string[] =>
  checkCredentials({ uri: `file:///p/${path}`, version: 0, languageId: '', text }).map(({ rule, grade }) => `${rule.slice('credential.'.length)} ${grade}`);
/** Words with a number behind them, put together here so that nothing in the repository looks like a password. */
const made = ['kettle', 'Frog', '19', '84'].join('');
const NAME = ['pass', 'word'].join('');

describe('a setting that was taken out by a comment', () => {
  it.each([
    ['app.properties', `#spring.datasource.${NAME}=${made}`],
    ['app.properties', `# db.${NAME} = ${made}`],
    ['a.env', `#DB_PASSWORD=${made}`],
    ['a.yml', `db:\n  # ${NAME}: ${made}\n`],
    ['a.py', `# ${NAME} = "${made}"  # old`],
    ['A.java', `// ds.setPassword("${made}");`],
    ['a.js', `// ${NAME}: '${made}',`],
  ])('%s: %s', (path, text) => {
    expect(graded(path, text)).toEqual([expect.stringMatching(/^password (?:real|likely)$/)]);
  });

  it.each([
    ['a sentence', 'a.py', `# Give the ${NAME} = "${made}" to sign in with it here.`],
    ['words for a credential', 'app.properties', `#db.${NAME}=mySecret1984`],
    ['what a server is called by', 'app.properties', `#db.${NAME}=postgres1984`],
    ['no number', 'app.properties', `#db.${NAME}=kettleFrog`],
    ['in a test', 'test/a.py', `# ${NAME} = "${made}"`],
    ['documentation of a function', 'a.js', `/**\n * ${NAME} = "${made}"\n */`],
  ])('not %s', (_what, path, text) => {
    expect(graded(path, text).filter((found) => !found.endsWith('placeholder'))).toEqual([]);
  });
});

describe('the name of a user on a line of its own', () => {
  const users = (path: string, text: string): number => graded(path, text).filter((found) => found.startsWith('user-name')).length;

  it('is found where a call signs in with it', () => {
    expect(users('A.java', `ClusterOptions.clusterOptions(\n  "Administrator",\n  "${made}")`)).toBe(1);
    expect(users('A.java', `builder()\n  .username("Administrator")\n  .${NAME}("${made}")\n  .build()`)).toBe(1);
  });

  it('is none where an account is given to somebody, and none among settings', () => {
    expect(users('A.java', `builder()\n  .username("admin")\n  .${NAME}("${made}")\n  .roles("ADMIN")\n  .build()`)).toBe(0);
    expect(users('a.ts', `forRoot({\n  host: 'db',\n  username: 'api',\n  ${NAME}: '${made}',\n})`)).toBe(0);
  });
});
