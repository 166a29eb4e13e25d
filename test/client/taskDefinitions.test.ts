import { describe, expect, it } from 'vitest';
import { argumentsOf, readTask, scriptTasks } from '../../client/src/launch/taskDefinitions';

describe('a task of type tacit', () => {
  it.each([
    [{ type: 'tacit', command: 'node' }, ['run', '--', 'node']],
    [{ type: 'tacit', command: 'npm', args: ['run', 'a b', '--', '$X'] }, ['run', '--', 'npm', 'run', 'a b', '--', '$X']],
    [{ type: 'tacit', command: './x', environment: 'staging' }, ['run', '--environment', 'staging', '--', './x']],
    [{ type: 'tacit', command: '--approve', args: ['x'] }, ['run', '--', '--approve', 'x']],
  ])('%j', (definition, expected) => {
    expect(argumentsOf(readTask(definition)!)).toEqual(expected);
  });

  it.each([
    [{}],
    [{ command: '' }],
    [{ command: 7 }],
    [{ command: 'a', args: 'b' }],
    [{ command: 'a', args: [1] }],
    [{ command: 'a', cwd: 1 }],
    [{ command: 'a', environment: [] }],
  ])('is none: %j', (definition) => {
    expect(readTask(definition)).toBeUndefined();
  });
});

describe('the scripts of a package', () => {
  const text = JSON.stringify({ scripts: { start: 'node a', 'test:unit': 'x', postinstall: 'y', prepare: 'z', odd: 7 } });
  it.each([
    ['package-lock.json', 'npm'],
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
  ])('with %s are started by %s, those of the installation left out', (lock, command) => {
    expect(scriptTasks(text, new Set([lock]))).toEqual([
      { command, args: ['run', 'start'] },
      { command, args: ['run', 'test:unit'] },
    ]);
  });

  it.each(['', '{', '[]', 'null', '{"scripts":[]}', '{"scripts":"x"}'])('are none in %j', (broken) => {
    expect(scriptTasks(broken, new Set())).toEqual([]);
  });
});
