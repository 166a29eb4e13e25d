import type { Document } from '../../../../base/document';

/**
 * How values are written. `code`: in quotes only. `json`, `xml`: in quotes or between tags. `yaml`, `lines` (properties, INI, .env, response files),
 * `toml`, `shell`: bare words too. `prose`: documentation and everything unknown.
 */
export type Family = 'code' | 'json' | 'xml' | 'yaml' | 'lines' | 'toml' | 'shell' | 'hcl' | 'prose';

export interface Language {
  readonly family: Family;
  /** What opens a comment to the end of the line. */
  readonly comments: readonly string[];
  /** Characters that quote, and the letters of other notations (`notations.ts`). */
  readonly quotes: string;
}

const SLASHES = ['//', '/*', '<!--'];
const code = (comments: readonly string[] = SLASHES, quotes = '"\'`'): Language => ({ family: 'code', comments, quotes });
const HASH = ['#'];
const LINES: Language = { family: 'lines', comments: ['#', ';', '!'], quotes: '"\'' };
const YAML: Language = { family: 'yaml', comments: HASH, quotes: '"\'' };
const SHELL: Language = { family: 'shell', comments: HASH, quotes: '"\'' };
const XML: Language = { family: 'xml', comments: ['<!--'], quotes: '"\'' };
const JSON_LIKE: Language = { family: 'json', comments: ['//', '/*'], quotes: '"' };
const PROSE: Language = { family: 'prose', comments: [], quotes: '"\'`' };
const HCL: Language = { family: 'hcl', comments: ['#', '//'], quotes: '"' };

const BY_NAME: ReadonlyMap<string, Language> = new Map(
  (
    [
      [
        code(),
        'javascript javascriptreact typescript typescriptreact java go csharp fsharp kotlin rust scala sbt groovy gvy dart objective-c js jsx mjs cjs es6 ts tsx mts cts cs csx fs fsx kt kts rs gradle m mm vue svelte astro proto solidity sol bicep apex cls trigger zig pas dpr as ino pde ejs cfc cfm aspx ascx asax cshtml vbhtml razor sc hx haxe d v odin qml gs gsx jsonnet libsonnet qs mq4 mq5 mqh jenkinsfile nf gosu',
      ],
      [code(SLASHES, '"\'`c'), 'c cpp cuda h hpp hh cc cxx hxx ipp inl tpp cu cuh'],
      [code(SLASHES, '"\'`s'), 'swift'],
      [code(['(*', '//'], '"o'), 'ocaml reason ml mli re rei res resi'],
      [code([...HASH, '//', '/*'], '"\'`h'), 'php phtml php3 php4 php5 php7 php8 phps inc ctp module install theme'],
      [code(HASH, '"'), 'graphql gql graphqls'],
      [code(HASH), 'python julia nim py pyi pyw pyx pxd wsgi bzl star bazel sage jl coffee litcoffee awk nims puppet pp epp'],
      [code(HASH, '"\'`wh'), 'ruby rb crystal cr erb haml slim rake gemspec podspec ru rbw jbuilder builder cap thor'],
      [code(HASH, '"\'`qh'), 'perl perl6 raku pl pm t plx psgi cgi raku rakumod p6 pm6'],
      [code(HASH, '"\'`e'), 'elixir ex exs heex leex eex'],
      [code(HASH, '"\'`r'), 'r rmd rprofile'],
      [code(HASH, '"t'), 'tcl exp tm'],
      [code([...HASH, '<#'], '"\''), 'powershell ps1 psm1 psd1'],
      [code(['--', '/*'], '"\''), 'sql haskell hs lhs ada adb ads plsql pls plb pks pkb prc fnc tsql pgsql psql mysql cql hql ddl dml elm purs'],
      [code(['--'], '"\'l'), 'lua luau rockspec moon'],
      [code(["'"], '"'), 'vb vbs bas frm'],
      [code(['%'], '"'), 'erlang erl hrl'],
      [code(['*>'], '"\''), 'cobol cob cbl cpy'],
      [code(['"'], "'`"), 'abap'],
      [code([';'], '"'), 'clojure clj cljs cljc edn lisp scheme el rkt'],
      [LINES, 'properties ini dotenv env cfg conf rsp netrc npmrc pypirc editorconfig config cnf prefs'],
      [{ ...LINES, comments: ['#', '//'] }, 'http rest'],
      [YAML, 'yaml yml dockercompose'],
      [{ family: 'toml', comments: HASH, quotes: '"\'' }, 'toml'],
      [SHELL, 'shellscript sh bash zsh ksh fish dockerfile makefile mk bat cmd just'],
      [XML, 'xml html xhtml xsd xsl plist csproj jsp wsdl htm config.xml bpmn svg'],
      [JSON_LIKE, 'json jsonc json5 ipynb tfstate webmanifest'],
      [HCL, 'hcl terraform tf tfvars'],
      [PROSE, 'markdown plaintext md rst txt adoc log restructuredtext'],
    ] as const
  ).flatMap(([language, names]) => names.split(' ').map((name) => [name, language] as const)),
);
const BY_FILE: readonly (readonly [RegExp, Language])[] = [
  [/(?:^|\/)(?:Dockerfile|Containerfile|Makefile|Jenkinsfile\.sh)[^/]*$/, SHELL],
  [
    /(?:^|\/)\.env[^/]*$|(?:^|\/)[._]?\w{1,20}rc$|(?:^|\/)\.?(?:pgpass|htpasswd|my\.cnf|s3cfg|boto|edgerc|ovpn|git-credentials|credentials|passwd-s3fs)$/,
    LINES,
  ],
  [/(?:^|\/)sys\.config$|\.app\.src$/, code(['%'], '"')],
  [/(?:^|\/)(?:Gem|Rake|Vagrant|Pod|Cap|Fast|App|Match|Deliver|Berks|Brew|Guard|Thor|Danger|Puppet|Steep)file$/, code(HASH, '"\'`wh')],
  [/(?:^|\/)(?:SConstruct|SConscript|BUILD|WORKSPACE|Tiltfile|wscript)$/, code(HASH)],
  [/(?:^|\/)Jenkinsfile$/, code()],
  [/\.env$/, LINES],
];

/** True where a program says in words what a name is given, or writes a value without quotes: COBOL, ABAP, Tcl, PowerShell. */
export const givesInWords = ({ comments, quotes }: Language): boolean => /^(?:\*>|"|<#)$/.test(comments.at(-1) ?? '') || quotes.includes('t');

/** The language of a document: by what the editor says, else by the file's name. */
export function languageOf(document: Pick<Document, 'languageId' | 'uri'>): Language {
  const known = document.languageId === 'plaintext' ? undefined : BY_NAME.get(document.languageId);
  if (known) return known;
  const path = document.uri.split(/[?#]/, 1)[0] ?? '';
  for (const [pattern, language] of BY_FILE) if (pattern.test(path)) return language;
  const extension = /\.([A-Za-z0-9]{1,12})(?:\.(?:example|sample|dist|template|tmpl|tpl|bak|orig|j2|in))?$/.exec(path.slice(-80))?.[1]?.toLowerCase();
  return (extension === undefined ? undefined : BY_NAME.get(extension)) ?? PROSE;
}

/** True for files of translations, whose values are words for password. */
export const isTranslation = (uri: string): boolean =>
  /(?:^|[/._-])(?:locales?|i18n|l10n|lang|langs|languages?|translations?|locali[sz]ations?|nls|intl)(?:[/._-]|$)|\/messages?[._][\w-]*\.(?:properties|json|ya?ml|php)$|\.(?:po|pot|resx|strings|xlf|xliff|arb)$/i.test(
    decoded(uri),
  );

/** True in a tree of tests and in files named as test runners name them: a word for a password is no password there. */
export const isTest = (uri: string): boolean =>
  /\/(?:_?tests?|__tests__|specs?|testdata|testing|fixtures|(?:caddy|fs|http|io|net)test)\/|\/test_\w{1,80}\.py$|_test\.(?:go|py|rb|exs|dart)$|[._-](?:spec|test)\.[cm]?[jt]sx?$/i.test(
    decoded(uri),
  );

/** True for files whose values were made up, or published, to be examples: of the calls of a cloud's client, and vectors that tests of ciphers share. */
export const isSamples = (uri: string): boolean =>
  /[./-]examples?(?:-\d)?\.json$|[/_.-]test[-_]?(?:vectors?|kit)[/_.-]|\/wycheproof\/|\/kats?[/.]|[-_]test-suite\/|[/_-]vectors?\.(?:json|txt|rsp|rs|go|py)$/i.test(
    decoded(uri),
  );

function decoded(uri: string): string {
  return uri.replace(/%2[fF]/g, '/');
}
