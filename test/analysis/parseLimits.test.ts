import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Parser } from 'web-tree-sitter';
import { analyse } from '../../server/src/analysis/analyse';
import { Documents } from '../../server/src/analysis/documents';
import { addLogSink } from '../../server/src/base/log';
import { openProject } from '../../server/src/project/open';
import type { Project } from '../../server/src/project/project';
import { LARGEST_PARSED, loadGrammarOf, type ParseLimits, parseNow } from '../../server/src/syntax/grammars';
import { projectFolder } from '../support/lspClient';
import { useInstalledGrammars } from '../support/grammars';

const LEAK = 'console.log(user.password);\n';
const SECRET = `const dbPassword = "${['hunter', '7xQ', 'blue'].join('-')}";\n`;
/** Some hundred thousand steps of the parser. */
const LONG = `${SECRET}${LEAK}${'f(a, [b, { c: d }], `e ${g}`);\n'.repeat(10_000)}`;

let project: Project;
const logged: unknown[] = [];
beforeAll(async () => {
  useInstalledGrammars();
  const { root, remove } = projectFolder({ '.git/HEAD': '' });
  project = await openProject(root, {});
  remove();
  for (const languageId of ['javascript', 'typescript']) await loadGrammarOf({ uri: 'untitled:a', languageId });
  addLogSink((event, fields) => event === 'document.unparsed' && logged.push(fields));
});
afterEach(() => {
  logged.length = 0;
  vi.restoreAllMocks();
});

/** Each look at it is a second later than the one before. */
function runningAway(): () => number {
  let time = 0;
  return () => (time += 1_000);
}

const REVISIONS = { configuration: 1, manifest: 1, stores: 1 };
const open = (documents: Documents, text: string, name = 'a.js'): ReturnType<Documents['open']> =>
  documents.open({ uri: `file:///p/${name}`, languageId: name.endsWith('.vue') ? 'vue' : 'javascript', version: 1, text });
const rulesOf = (document: ReturnType<Documents['open']>, configuration = 1): string[] =>
  document.facts(project, { ...REVISIONS, configuration }, analyse).findings.map(({ rule }) => rule);

it.each<[string, ParseLimits]>([
  [
    'a clock that runs away',
    {
      budget: () => 250,
      clock: runningAway(),
    },
  ],
  ['a text that takes longer than it may', { budget: () => 1 }],
])('gives up a parse: %s', (_, limits) => {
  // The rest is checked, the log says so once, and the next change is looked at again.
  const parse = vi.spyOn(Parser.prototype, 'parse');
  const documents = new Documents(limits);
  expect(rulesOf(open(documents, LONG))).toEqual(['credential.password']);
  expect(logged).toEqual([{ language: 'javascript', length: LONG.length, because: 'too-slow' }]);
  const shown = documents.get('file:///p/a.js');
  expect(shown === undefined ? [] : rulesOf(shown, 2)).toEqual(['credential.password']);
  expect([parse.mock.calls.length, logged.length]).toEqual([1, 1]);
  const short = documents.change('file:///p/a.js', 2, [{ text: SECRET + LEAK }]);
  expect(rulesOf(short)).toEqual(['credential.password', 'logging.secret']);
  expect(logged).toHaveLength(1);
});

it('gives up an edit of a text that was parsed before, and finds all again after the next one', () => {
  let late = false;
  let time = 0;
  const documents = new Documents({ budget: () => 250, clock: () => (late ? (time += 1_000) : time) });
  expect(rulesOf(open(documents, LONG))).toEqual(['credential.password', 'logging.secret']);
  late = true;
  // Opens a template at the top, so that all behind it is another.
  expect(rulesOf(documents.change('file:///p/a.js', 2, [{ text: `\`${LONG}` }]))).toEqual(['credential.password']);
  expect(logged).toHaveLength(1);
  late = false;
  expect(rulesOf(documents.change('file:///p/a.js', 3, [{ text: LONG }]))).toEqual(['credential.password', 'logging.secret']);
});

it('gives up the scripts of a component alike', () => {
  const documents = new Documents({
    budget: () => 250,
    clock: runningAway(),
  });
  expect(rulesOf(open(documents, `<script>\n${LONG}</script>\n`, 'A.vue'))).toEqual(['credential.password']);
  expect(logged).toMatchObject([{ because: 'too-slow' }]);
});

it('keeps nothing of what it gave up', () => {
  let looks = 0;
  // Late enough that half of a tree is there.
  const documents = new Documents({ budget: () => 250, clock: () => (looks++ < 400 ? 0 : 1_000) });
  const giveUp = (times: number): void => {
    for (let at = 0; at < times; at++) {
      looks = 0;
      rulesOf(open(documents, `${LONG}//${String(at)}\n`));
      documents.close('file:///p/a.js');
    }
  };
  const taken = (): number => process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  giveUp(10);
  const before = taken();
  giveUp(50);
  expect(taken() - before).toBeLessThan(16 * 1024 * 1024);
  expect(logged).toHaveLength(60);
});

it('does not parse more than 1 Mi units', () => {
  const parse = vi.spyOn(Parser.prototype, 'parse');
  const text = (length: number): string => LEAK.padEnd(length, '\n');
  const of = (length: number): unknown => parseNow({ uri: 'file:///a.js', languageId: 'javascript', version: 1, text: text(length) });
  expect(of(LARGEST_PARSED + 1)).toBeUndefined();
  expect(parse).not.toHaveBeenCalled();
  const tree = of(LARGEST_PARSED) as { delete(): void } | undefined;
  expect(tree).toBeDefined();
  tree?.delete();
});
