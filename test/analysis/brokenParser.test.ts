import { afterAll, expect, it, vi } from 'vitest';
import { Parser } from 'web-tree-sitter';
import { analyse } from '../../server/src/analysis/analyse';
import { Documents } from '../../server/src/analysis/documents';
import { addLogSink } from '../../server/src/base/log';
import { openProject } from '../../server/src/project/open';
import { isParserBroken, loadGrammarOf } from '../../server/src/syntax/grammars';
import { projectFolder } from '../support/lspClient';
import { useInstalledGrammars } from '../support/grammars';

afterAll(() => vi.restoreAllMocks());

// In a file of its own: once its program was aborted, a thread has no parser any more.
it('goes on without trees once the parser was aborted', async () => {
  // Its memory is touched no more, and the log says so of each document.
  useInstalledGrammars();
  const { root, remove } = projectFolder({ '.git/HEAD': '' });
  const project = await openProject(root, {});
  remove();
  await loadGrammarOf({ uri: 'file:///a.js', languageId: 'javascript' });
  const logged: unknown[] = [];
  addLogSink((event, fields) => event === 'document.unparsed' && logged.push(fields.because));
  const documents = new Documents();
  const text = `const dbPassword = "${['hunter', '7xQ', 'blue'].join('-')}";\nconsole.log(user.password);\n`;
  const rulesOf = (name: string, version: number): string[] => {
    const document = documents.open({ uri: `file:///p/${name}`, languageId: 'javascript', version, text: `${text}// ${String(version)}\n` });
    return document.facts(project, { configuration: 1, manifest: 1, stores: 1 }, analyse).findings.map(({ rule }) => rule);
  };
  const parse = vi.spyOn(Parser.prototype, 'parse');
  expect(rulesOf('a.js', 1)).toEqual(['credential.password', 'logging.secret']);
  // What is thrown without a trap is of one document.
  parse.mockImplementationOnce(() => {
    throw new Error('no such language');
  });
  expect([rulesOf('b.js', 1), isParserBroken()]).toEqual([['credential.password'], false]);
  expect(rulesOf('b.js', 2)).toEqual(['credential.password', 'logging.secret']);
  const freed = vi.spyOn(Parser.prototype, 'delete');
  parse.mockImplementationOnce(() => {
    throw Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' });
  });
  expect([rulesOf('a.js', 2), isParserBroken()]).toEqual([['credential.password'], true]);
  const { length } = parse.mock.calls;
  expect(rulesOf('a.js', 3)).toEqual(['credential.password']);
  expect(rulesOf('b.js', 3)).toEqual(['credential.password']);
  documents.close('file:///p/b.js');
  expect([parse.mock.calls.length, freed.mock.calls.length]).toEqual([length, 0]);
  expect(logged).toEqual(['failed', 'failed', 'failed', 'failed']);
});
