import type { ESLint } from 'eslint';

export const tacitRules: ESLint.Plugin;
