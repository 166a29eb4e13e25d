import type { Document } from '../base/document';

export type GrammarName =
  'javascript' | 'typescript' | 'tsx' | 'python' | 'java' | 'go' | 'bash' | 'csharp' | 'kotlin' | 'php' | 'powershell' | 'ruby' | 'rust' | 'scala';

/** How a text's literals are read: by a grammar, or as one of the data formats. */
export type DataFormat = 'yaml' | 'json' | 'toml' | 'properties' | 'dotenv';

const GRAMMARS: Readonly<Record<string, GrammarName>> = {
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'typescript',
  typescriptreact: 'tsx',
  python: 'python',
  java: 'java',
  go: 'go',
  shellscript: 'bash',
  csharp: 'csharp',
  kotlin: 'kotlin',
  php: 'php',
  powershell: 'powershell',
  ruby: 'ruby',
  rust: 'rust',
  scala: 'scala',
};

const FORMATS: Readonly<Record<string, DataFormat>> = {
  yaml: 'yaml',
  dockercompose: 'yaml',
  'github-actions-workflow': 'yaml',
  'spring-boot-properties-yaml': 'yaml',
  helm: 'yaml',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  toml: 'toml',
  properties: 'properties',
  'spring-boot-properties': 'properties',
  'java-properties': 'properties',
  dotenv: 'dotenv',
};

/** VS Code's language identifiers by file extension, without the dot. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  es6: 'javascript',
  jsx: 'javascriptreact',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  py: 'python',
  pyi: 'python',
  pyw: 'python',
  java: 'java',
  go: 'go',
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  ksh: 'shellscript',
  bats: 'shellscript',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'jsonc',
  json5: 'json5',
  toml: 'toml',
  properties: 'properties',
  env: 'dotenv',
  vue: 'vue',
  svelte: 'svelte',
  html: 'html',
  htm: 'html',
  rb: 'ruby',
  rake: 'ruby',
  gemspec: 'ruby',
  ru: 'ruby',
  php: 'php',
  phtml: 'php',
  cs: 'csharp',
  csx: 'csharp',
  kt: 'kotlin',
  kts: 'kotlin',
  rs: 'rust',
  scala: 'scala',
  sc: 'scala',
  c: 'c',
  h: 'c',
  cpp: 'cpp',
  hpp: 'cpp',
  swift: 'swift',
  ps1: 'powershell',
  psm1: 'powershell',
  tf: 'terraform',
  hcl: 'hcl',
  xml: 'xml',
  bpmn: 'xml',
  md: 'markdown',
  sql: 'sql',
  ini: 'ini',
  cfg: 'ini',
  conf: 'properties',
};

/** By whole name, lower case. */
const NAMES: Readonly<Record<string, string>> = {
  '.bashrc': 'shellscript',
  '.bash_profile': 'shellscript',
  '.bash_aliases': 'shellscript',
  '.profile': 'shellscript',
  '.zshrc': 'shellscript',
  '.zprofile': 'shellscript',
  '.zshenv': 'shellscript',
  '.envrc': 'shellscript',
  '.npmrc': 'properties',
  '.babelrc': 'json',
  '.eslintrc': 'json',
  '.prettierrc': 'json',
  pipfile: 'toml',
  'cargo.lock': 'toml',
  'poetry.lock': 'toml',
  'uv.lock': 'toml',
  dockerfile: 'dockerfile',
  makefile: 'makefile',
  gemfile: 'ruby',
  rakefile: 'ruby',
  vagrantfile: 'ruby',
  jenkinsfile: 'groovy',
};

/** The last segment of a path or URI, decoded, without query and fragment. */
export function fileNameOf(uri: string): string {
  const path = /^[a-z][a-z0-9+.-]+:/i.test(uri) ? uri.replace(/[?#].*$/, '') : uri;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Programs that a script's first line names, without their version; behind `env` too. */
const INTERPRETERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ba|da|k|z|a)?sh$/, 'shellscript'],
  [/^(?:python|pypy)$/, 'python'],
  [/^(?:node|nodejs|bun|deno|zx)$/, 'javascript'],
  [/^(?:ruby|jruby)$/, 'ruby'],
  [/^php$/, 'php'],
  [/^pwsh$/, 'powershell'],
];
/** Units of a text in which its first line ends, if it is one of a script. */
export const SCRIPT_HEAD = 120;

/** The language that a script's first line says (`#!/usr/bin/env python3`); undefined for other texts. */
export function scriptLanguage(head: string): string | undefined {
  const [, program = ''] =
    /^#![ \t]*(?:[\w./-]*\/)?(?:env[ \t]+(?:-\S+[ \t]+)*(?:\w+=\S+[ \t]+)*)?(?:[\w./-]*\/)?([a-z]+)[\d.]*(?:\s|$)/.exec(head.slice(0, SCRIPT_HEAD)) ?? [];
  return INTERPRETERS.find(([name]) => name.test(program))?.[1];
}

/** VS Code's language identifier for a path or URI: what an editor would most likely say. `plaintext` where nothing is known. */
export function languageOf(pathOrUri: string): string {
  const name = fileNameOf(pathOrUri).toLowerCase();
  const byName = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (byName !== undefined) return byName;
  if (/^\.env(?:\.|$)/.test(name) && !/\.(?:ts|js|json|ya?ml|toml|sh)$/.test(name)) return 'dotenv';
  if (/^dockerfile\./.test(name)) return 'dockerfile';
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return name.includes('.') && Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] ?? 'plaintext') : 'plaintext';
}

/** The document's own language where we know it, else what its name says: editors leave `.env` and `.properties` at `plaintext` without an extension. */
export function effectiveLanguage(document: Pick<Document, 'uri' | 'languageId'>): string {
  const byName = languageOf(document.uri);
  if (byName === 'dotenv') return byName;
  const { languageId } = document;
  return Object.hasOwn(GRAMMARS, languageId) || Object.hasOwn(FORMATS, languageId) ? languageId : byName === 'plaintext' ? languageId : byName;
}

/** The grammar that reads a document, or undefined. */
export function grammarOf(document: Pick<Document, 'uri' | 'languageId'>): GrammarName | undefined {
  const language = effectiveLanguage(document);
  return Object.hasOwn(GRAMMARS, language) ? GRAMMARS[language] : undefined;
}

/** Programming languages that no grammar reads. */
const UNREAD: ReadonlySet<string> = new Set([
  'c',
  'cpp',
  'swift',
  'objective-c',
  'objective-cpp',
  'perl',
  'lua',
  'r',
  'dart',
  'elixir',
  'clojure',
  'groovy',
  'vb',
]);

/** True for a programming language, whether a grammar reads it or not. */
export const isCode = (document: Pick<Document, 'uri' | 'languageId'>): boolean => grammarOf(document) !== undefined || UNREAD.has(effectiveLanguage(document));

/** The data format of a document, or undefined. */
export function dataFormatOf(document: Pick<Document, 'uri' | 'languageId'>): DataFormat | undefined {
  const language = effectiveLanguage(document);
  return Object.hasOwn(FORMATS, language) ? FORMATS[language] : undefined;
}
