import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Test servers and editors are kept here between runs (scripts/provision.mjs fills it); tests themselves get another HOME.
process.env.TACIT_TEST_CACHE ??= join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-tests');

// One project per tier: `unit` needs nothing but Node; the others need what scripts/provision.mjs installs.
export default defineConfig({
  test: {
    // As many test files at a time as there are cores: the runner itself only waits, and so do most tests, for the programs that they start.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{editor,contract,interop,security,resolvers,packaging}/**'],
          testTimeout: 20_000,
          setupFiles: ['test/support/isolate.ts'],
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{contract,interop,security,packaging}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          setupFiles: ['test/support/isolate.ts'],
        },
      },
      {
        test: {
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          globalSetup: ['test/support/stageOnce.ts'],
          // Each step has a limit of its own (test/support/patience.ts).
          testTimeout: 600_000,
          hookTimeout: 180_000,
          // Most of the time an editor waits for something; a third one uses that.
          maxWorkers: availableParallelism() + 1,
          setupFiles: ['test/support/isolate.ts'],
        },
      },
      {
        test: {
          name: 'resolvers',
          include: ['test/resolvers/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          setupFiles: ['test/support/isolate.ts'],
        },
      },
    ],
  },
});
