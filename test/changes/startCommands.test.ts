import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/base/document';
import { holdsCommands, type StartCommand, startCommandsOf } from '../../server/src/changes/startCommands';
import { expectCostBelow } from '../support/cost';

const edited = (text: string, commands: readonly StartCommand[]): string =>
  applyEdits(
    text,
    commands.flatMap(({ change }) => ('edits' in change ? change.edits : [])),
  );
const refusals = (commands: readonly StartCommand[]): [string, string][] =>
  commands.flatMap(({ name, change }) => ('refused' in change ? [[name, change.refused] as [string, string]] : []));

describe('package scripts', () => {
  it.each<[string, string, string]>([
    ['a plain one', 'node app.js --port=80', 'tacit run -- node app.js --port=80'],
    ['with blanks around', ' vite ', 'tacit run --  vite '],
  ])('%s is prefixed', (_name, before, after) => {
    const text = `{\n  // why\n  "scripts": { "start": ${JSON.stringify(before)}, },\n  "x": 1\n}\n`;
    expect(edited(text, startCommandsOf('/p/package.json', text))).toBe(text.replace(before, after));
  });

  it.each([
    'a && b',
    'X=1 node a',
    'node "a b"',
    'node $X',
    'a; b',
    'a | b',
    'node a > b',
    'a\nb',
    '',
    'node `a`',
    "node 'a'",
    'node ~/a',
    'node *.js',
    'node a&',
  ])('a line for the shell is refused: %j', (line) => {
    expect(refusals(startCommandsOf('/p/package.json', JSON.stringify({ scripts: { start: line } })))).toEqual([['start', 'shell-line']]);
  });

  it('leaves those that start by tacit already, and those of an installation', () => {
    const scripts = { a: 'tacit run -- x', b: ' ./bin/tacit run -- x', postinstall: 'node x', prepare: 'husky', prepublishOnly: 'x', start: 'tacitly run' };
    expect(startCommandsOf('/p/package.json', JSON.stringify({ scripts })).map(({ name }) => name)).toEqual(['start']);
  });

  it.each(['', '{', 'null', '[]', '{"scripts":7}', '{"scripts":{"a":7}}', '{"scripts":{"__proto__":"x"}}', '['.repeat(100_000)])('are none in %j', (text) => {
    expect(startCommandsOf('/p/package.json', text)).toEqual([]);
  });
});

it('takes time by the length of the text alone, however many scripts there are and however their names are written', () => {
  const text = `{"scripts":{${Array.from({ length: 30_000 }, (_, index) => `"\\u0061${String(index)}":"x"`).join(',')}}}`;
  // Quadratic, this took 15 s and more.
  expectCostBelow(3000, () => {
    expect(startCommandsOf('/p/package.json', text)).toHaveLength(30_000);
  });
});

describe('tasks', () => {
  const one = (task: object): string => JSON.stringify({ version: '2.0.0', tasks: [task] });
  const result = (task: object): unknown => {
    const text = one(task);
    const after = edited(text, startCommandsOf('/p/.vscode/tasks.json', text));
    return (JSON.parse(after) as { tasks: unknown[] }).tasks[0];
  };

  it.each<[string, object, object]>([
    ['a line of one command', { label: 'l', type: 'shell', command: 'npm start' }, { label: 'l', type: 'shell', command: 'tacit run -- npm start' }],
    [
      'a command with arguments, some quoted as they say',
      { type: 'shell', command: 'my tool', args: ['a b', { value: '$X', quoting: 'strong' }], options: { cwd: 'x' } },
      { type: 'shell', command: 'tacit', args: ['run', '--', 'my tool', 'a b', { value: '$X', quoting: 'strong' }], options: { cwd: 'x' } },
    ],
    ['a process', { type: 'process', command: '/bin/x', args: ['a'], group: 'build' }, { type: 'tacit', command: '/bin/x', args: ['a'], group: 'build' }],
  ])('%s', (_name, before, after) => {
    expect(result(before)).toEqual(after);
  });

  it.each<[string, object, string]>([
    ['several commands', { label: 'x', type: 'shell', command: 'a && b' }, 'shell-line'],
    ['another command elsewhere', { label: 'x', type: 'shell', command: 'a', windows: { command: 'b' } }, 'more-than-a-command'],
    ['a process with options', { label: 'x', type: 'process', command: 'a', options: { env: {} } }, 'more-than-a-command'],
    ['a process without its type', { label: 'x', command: 'a' }, 'more-than-a-command'],
    ['arguments that are none', { label: 'x', type: 'process', command: 'a', args: [1] }, 'more-than-a-command'],
  ])('%s is refused', (_name, task, because) => {
    expect(refusals(startCommandsOf('/p/.vscode/tasks.json', one(task)))).toEqual([['x', because]]);
  });

  it.each([
    { type: 'npm', script: 'start' },
    { type: 'tacit', command: 'x' },
    { type: 'shell' },
    { type: 'shell', command: { value: 'x' } },
    { type: 'shell', command: 'tacit run -- x' },
  ])('left as it is: %j', (task) => {
    expect(startCommandsOf('/p/.vscode/tasks.json', one(task))).toEqual([]);
  });
});

it.each([
  ['/p/package.json', true],
  ['package.json', true],
  ['/p/.vscode/tasks.json', true],
  ['/p/tasks.json', false],
  ['/p/my-package.json', false],
  ['C:\\p\\.vscode\\tasks.json', true],
])('%s holds commands: %s', (path, expected) => {
  expect(holdsCommands(path)).toBe(expected);
});
