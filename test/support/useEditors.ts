import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './editor';

/** What a file of tests in editors stands on. */
export interface Editors {
  /** The built extension, as its package holds it. */
  readonly staged: string;
  /** A browser of this file alone: what is on its clipboard belongs to one journey at a time. */
  readonly browser: Browser;
}

/** Starts a browser before the tests of a file and ends it after them. Both fields can be read from within tests. */
export function useEditors(): Editors {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('read before the tests began');
    return value;
  };
  return {
    get staged() {
      return given(process.env.TACIT_TEST_STAGED);
    },
    get browser() {
      return given(browser);
    },
  };
}
