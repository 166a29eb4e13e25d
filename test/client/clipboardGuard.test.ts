import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipboardGuard } from '../../client/src/features/clipboardGuard';

const clipboard = {
  text: '',
  readText: () => Promise.resolve(clipboard.text),
  writeText: (text: string) => {
    clipboard.text = text;
    return Promise.resolve();
  },
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a value on the clipboard (THREATS 33)', () => {
  const rows: readonly { what: string; act: (guard: ClipboardGuard) => Promise<void>; left: string }[] = [
    { what: 'stays until its time is over', act: () => vi.advanceTimersByTimeAsync(29_900).then(() => undefined), left: 'value' },
    { what: 'goes when its time is over', act: () => vi.advanceTimersByTimeAsync(30_100).then(() => undefined), left: '' },
    {
      what: 'is left alone where something else was copied',
      act: async () => {
        clipboard.text = 'else';
        await vi.advanceTimersByTimeAsync(60_000);
      },
      left: 'else',
    },
    {
      what: 'has its full time after a second copy: the first timer is gone',
      act: async (guard) => {
        await vi.advanceTimersByTimeAsync(20_000);
        await guard.copy('value', 30);
        await vi.advanceTimersByTimeAsync(20_000);
      },
      left: 'value',
    },
    { what: 'goes when the extension ends', act: (guard) => guard.clear(), left: '' },
    {
      what: 'of before is not cleared by the end after a reference was copied',
      act: async (guard) => {
        await guard.forget();
        clipboard.text = 'value';
        await guard.clear();
      },
      left: 'value',
    },
  ];
  it.each(rows)('$what', async ({ act, left }) => {
    const guard = new ClipboardGuard(clipboard);
    await guard.copy('value', 30);
    await act(guard);
    expect(clipboard.text).toBe(left);
  });
});
