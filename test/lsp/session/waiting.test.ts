import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Waiting } from '../../../server/src/lsp/session/waiting';

describe('what waits for a person', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is given once', () => {
    const waiting = new Waiting<string>(2, 1000);
    waiting.put('a', 'first');
    expect([waiting.take('a'), waiting.take('a'), waiting.size]).toEqual(['first', undefined, 0]);
  });

  it('is let go when its time is over, each by its own', () => {
    const waiting = new Waiting<string>(9, 1000);
    waiting.put('a', 'first');
    vi.advanceTimersByTime(600);
    waiting.put('b', 'second');
    vi.advanceTimersByTime(600);
    expect([waiting.size, waiting.take('a'), waiting.take('b')]).toEqual([1, undefined, 'second']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts its time anew when it is put back', () => {
    const waiting = new Waiting<string>(9, 1000);
    waiting.put('a', 'first');
    vi.advanceTimersByTime(900);
    waiting.put('a', waiting.take('a') ?? '');
    vi.advanceTimersByTime(900);
    expect(waiting.take('a')).toBe('first');
  });

  it('is so many at most: the oldest goes', () => {
    const waiting = new Waiting<number>(2, 1000);
    [1, 2, 3].forEach((each) => waiting.put(String(each), each));
    expect([waiting.size, waiting.take('1'), waiting.take('2'), waiting.take('3')]).toEqual([2, undefined, 2, 3]);
  });
});
