import { describe, expect, it } from 'vitest';
import { SessionIds } from '../../../server/src/lsp/session/sessionIds';

describe('ids of this session (THREATS 8)', () => {
  const ids = new SessionIds<string>();
  const id = ids.issue('a', 'thing');

  it('name what they were issued for, and the same thing keeps its id', () => {
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect([ids.get(id, 'node'), ids.issue('a', 'thing'), ids.issue('b', 'other') === id]).toEqual(['thing', id, false]);
  });

  it.each(['', '0'.repeat(32), 'a', '__proto__', id.toUpperCase(), `${id} `, id.slice(1)])('nobody can make one: %j', (made) => {
    expect(() => ids.get(made, 'node')).toThrow('ArgumentInvalid');
  });

  it('end with the session', () => {
    const ended = new SessionIds<string>();
    const gone = ended.issue('a', 'thing');
    ended.clear();
    expect(() => ended.get(gone, 'node')).toThrow('ArgumentInvalid');
  });
});
