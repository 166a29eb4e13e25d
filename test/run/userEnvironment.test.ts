import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASIDE, userEnvironment } from '../../server/src/run/userEnvironment';

describe('the environment behind the launcher', () => {
  it.each([
    ['without the launcher: as it is', { NODE_OPTIONS: '--inspect', A: '1' }, { NODE_OPTIONS: '--inspect', A: '1' }],
    ['what was put aside comes back', { TACIT_LAUNCHED: '1', TACIT_ASIDE_NODE_OPTIONS: '--require x', A: '1' }, { NODE_OPTIONS: '--require x', A: '1' }],
    ['what was empty is empty', { TACIT_LAUNCHED: '1', TACIT_ASIDE_NODE_PATH: '' }, { NODE_PATH: '' }],
    ['what the launcher set for the editor’s Node goes', { TACIT_LAUNCHED: '1', ELECTRON_RUN_AS_NODE: '1', B: '2' }, { B: '2' }],
    [
      'what the user had set of it comes back',
      { TACIT_LAUNCHED: '1', ELECTRON_RUN_AS_NODE: '1', TACIT_ASIDE_ELECTRON_RUN_AS_NODE: '0' },
      { ELECTRON_RUN_AS_NODE: '0' },
    ],
    ['a mark that is none of the launcher’s means nothing', { TACIT_LAUNCHED: 'yes', NODE_OPTIONS: 'x' }, { TACIT_LAUNCHED: 'yes', NODE_OPTIONS: 'x' }],
  ])('%s', (_name, own, expected) => {
    expect(userEnvironment(own)).toEqual(expected);
  });

  it.each(['tacit', 'tacit.cmd'])('is put aside by bin/%s name by name', (file) => {
    const text = readFileSync(join(import.meta.dirname, '../../bin', file), 'utf8');
    const [, list = ''] = /(?:for TACIT_NAME in|for %%N in \()([^;)]+)[;)]/.exec(text) ?? [];
    expect(list.split(/[\s\\]+/).filter((name) => name !== '')).toEqual([...ASIDE]);
  });
});
