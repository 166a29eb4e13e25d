import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
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
const folders = Object.keys(ALLOWED);
const zones = folders.map((target) => ({
  target: `./server/src/${target}`,
  from: ['./server/src', './client', './test', './bench', './scripts'],
  except: [`./${target}`, ...ALLOWED[target].map((name) => `./${name}`)],
  message: `DESIGN §2: ${target} may import ${ALLOWED[target].join(', ') || 'nothing of ours'}.`,
}));
// `except` is relative to each `from`, so the client's edge to protocol is a zone of its own.
zones.push({ target: './client/src', from: './server/src', except: ['./protocol'], message: 'DESIGN §2: of the server, the client sees protocol/ alone.' });
zones.push({ target: './server/src', from: './client', message: 'DESIGN §2: the server never sees the client.' });

/** THREATS 34: the files in which a value may be taken out of its Secret. */
const REVEALING = [
  'server/src/base/secret.ts',
  'server/src/stores/sops/**',
  'server/src/run/environment.ts',
  // Where a value still stands is told by comparing in this process: the workspace's texts, git's objects, the file on disk.
  'server/src/changes/occurrences.ts',
  'server/src/changes/residue.ts',
  'server/src/lsp/secrets.ts',
  'server/src/commands/secret.ts',
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'samples/**', 'test/**/fixtures/**', 'test/**/golden/**', '.try/**', 'shared/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX, tacit: tacitRules },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js'] } } },
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Network access belongs to stores/.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'import-x/no-restricted-paths': ['error', { zones }],
      'tacit/no-reveal': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['client/src/**', 'server/src/lsp/**', 'server/src/commands/**', 'server/src/changes/**'], rules: { 'tacit/localised-text': 'error' } },
  {
    files: ['server/src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'vscode', message: 'Only client/ imports vscode.' },
            { name: 'child_process', message: 'Use run/spawn.' },
          ],
        },
      ],
    },
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
  { files: ['server/src/commands/**', 'server/src/cli.ts'], rules: {} },
);
