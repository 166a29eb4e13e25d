import tseslint from 'typescript-eslint';
import { join } from 'node:path';
import { tacitRules } from './scripts/lint/rules.mjs';

/** DESIGN §2: who may import whom. Everything not listed is refused. */
const ALLOWED = {
  base: [],
  protocol: ['base'],
  syntax: ['base'],
  references: ['base', 'syntax'],
  checks: ['base', 'syntax'],
  project: ['base', 'references'],
  stores: ['base'],
  analysis: ['base', 'protocol', 'syntax', 'references', 'checks', 'project'],
  changes: ['base', 'protocol', 'syntax', 'references', 'checks', 'project', 'analysis', 'stores'],
  run: ['base', 'protocol', 'syntax', 'references', 'checks', 'project', 'analysis', 'stores'],
  lsp: ['base', 'protocol', 'syntax', 'references', 'checks', 'project', 'analysis', 'stores', 'changes', 'run'],
  commands: ['base', 'protocol', 'syntax', 'references', 'checks', 'project', 'analysis', 'stores', 'changes', 'run'],
};
/** THREATS 34: the files in which a value may be taken out of its Secret. */
const REVEALING = [
  'server/src/base/secret.ts',
  'server/src/stores/sops/*.ts',
  'server/src/stores/sops/sharing/recoveryCopy.ts',
  // A value becomes the body of a request to a confirmed vault; a token its header, or sealed in the user's runtime folder.
  'server/src/stores/hashicorp/content.ts',
  'server/src/stores/hashicorp/transport.ts',
  'server/src/stores/hashicorp/credentials.ts',
  'server/src/run/environment.ts',
  // The token of a vault on its way to a launch of the same user, over a socket that only this user can reach.
  'server/src/run/ticket.ts',
  // Where a value still stands is told by comparing in this process: the workspace's texts, git's objects, the file on disk.
  'server/src/changes/moving/occurrences.ts',
  'server/src/changes/pasting.ts',
  'server/src/changes/moving/residue.ts',
  'server/src/lsp/vaults/secrets.ts',
  // A recovery copy of the user's own key, over the private channel.
  'server/src/lsp/vaults/recovery.ts',
  'server/src/commands/secrets/secret.ts',
  // A recovery copy of the user's own key, on the terminal, after a yes.
  'server/src/commands/sharing/recovery.ts',
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'samples/**', 'test/**/fixtures/**', 'test/**/golden/**', '.try/**', 'shared/**', 'scripts/kernel/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { tacit: tacitRules },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Network access belongs to stores/.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'tacit/no-reveal': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['client/src/**', 'server/src/lsp/**', 'server/src/commands/**', 'server/src/changes/**'], rules: { 'tacit/localised-text': 'error' } },
  // Texts of other languages' programs.
  { files: ['server/src/changes/masking/languages.ts', 'server/src/commands/completion/{fish,posix}.ts'], rules: { 'tacit/localised-text': 'off' } },
  {
    files: ['server/src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'vscode', message: 'Only client/ imports vscode.' },
            ...['child_process', 'node:child_process'].map((name) => ({
              name,
              message: 'Programs are started by run/spawn, run/relaunch, base/system/git and commands/lsp alone.',
            })),
          ],
        },
      ],
    },
  },
  // The four that start programs, each without a shell; `relaunch` starts Tacit itself.
  {
    files: ['server/src/base/system/git.ts', 'server/src/run/spawn.ts', 'server/src/run/relaunch.ts', 'server/src/commands/lsp.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: REVEALING, rules: { 'tacit/no-reveal': 'off' } },
  {
    files: ['test/**', 'bench/**', 'scripts/**'],
    rules: {
      'no-console': 'off',
      'no-restricted-globals': 'off',
      'tacit/no-reveal': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // Fakes implement asynchronous ports, and hooks of one line may throw.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  { files: ['server/src/*/**'], rules: { 'tacit/boundaries': ['error', { allowed: ALLOWED, root: join(import.meta.dirname, 'server/src') }] } },
  { files: ['client/src/**'], rules: { 'tacit/client-boundary': 'error' } },
);
