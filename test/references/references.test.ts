// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits, type Document } from '../../server/src/base/document';
import { emitReference, recogniseReferences, REFERENCE_SYNTAXES } from '../../server/src/references/table';
import { formatSopsReference, parseReference } from '../../server/src/references/data/vals';
import { configureGrammars } from '../../server/src/syntax/grammars';
import { dataFormatOf, effectiveLanguage, grammarOf, languageOf } from '../../server/src/syntax/languages';
import { findPlace } from '../../server/src/syntax/place';
import { useInstalledGrammars } from '../support/grammars';

const open = (name: string, text: string, languageId = languageOf(name)): Document => ({ uri: `file:///p/${name}`, version: 1, languageId, text });
const marked = (text: string) => ({ start: text.indexOf('«'), end: text.indexOf('»') - 1, text: text.replace(/[«»]/g, '') });
const placeOf = (name: string, text: string) => {
  const at = marked(text);
  return findPlace(open(name, at.text), at);
};

beforeAll(useInstalledGrammars);

describe('recognising references', () => {
  it.each([
    ['a.js', 'process.env.A; process.env["B"]; process.env[`C`]; process.env[x]; myprocess.env.Z', ['A', 'B', 'C']],
    ['a.ts', 'const { A, B: b = 1 } = process.env;', ['A', 'B']],
    ['a.py', 'os.environ["A"]; os.environ.get(\'B\'); os.getenv("C", "d"); environ["D"]', ['A', 'B', 'C', 'D']],
    ['A.java', 'System.getenv("A"); @Value("${B}") @Value("${c.d}") @Value("${E:lit}")', ['A', 'B', 'E']],
    ['a.go', 'os.Getenv("A"); os.LookupEnv("B"); os.Getenv(x)', ['A', 'B']],
    ['a.cs', 'Environment.GetEnvironmentVariable("A"); System.Environment.GetEnvironmentVariable(@"B", t); GetEnvironmentVariable(x)', ['A', 'B']],
    ['a.kt', 'System.getenv("A"); System.getenv()["B"]; System.getenv(x)', ['A', 'B']],
    ['a.php', '<?php getenv("A"); env(\'B\', "d"); $_ENV["C"]; $_SERVER["D"]; $_SERVER["HTTP_HOST"]; $x->getenv("E"); putenv("F")', ['A', 'B', 'C', 'D']],
    ['a.rb', 'ENV["A"]; ENV.fetch("B"); ENV.fetch \'C\', "d"; ENV[x]', ['A', 'B', 'C']],
    ['a.rs', 'env::var("A"); std::env::var_os("B"); env!("C"); option_env!("D"); env::var(x)', ['A', 'B', 'C', 'D']],
    ['a.sh', 'X=1; echo $X $A ${B} ${C:-d} $lower \\$D $PATH $1 ${E:?no}', ['A', 'B', 'C', 'E']],
    ['a.sh', 'export F="${F:?F is not set}"\nG=${G}\nread H\necho $H', ['F', 'G']],
    ['application.yml', 'a: ${A}\nb: ${B:lit}\nc: ${c.d}\nd: \\${D}', ['A', 'B']],
    ['bootstrap-dev.properties', 'a=${A}', ['A']],
    ['compose.yaml', 'a: ${A:?no} $B $$C ${D:-e}', ['A', 'B', 'D']],
    ['docker-compose.prod.yml', 'a: ${A}', ['A']],
    ['values.yaml', 'a: ${A}', []],
  ])('%s: %s', (name, text, expected) => {
    const names = recogniseReferences(open(name, text)).map((reference) => (reference.target.kind === 'environment' ? reference.target.name : ''));
    expect(names).toEqual(expected);
  });

  it('gives the span of a literal default', () => {
    for (const [name, text] of [
      ['a.js', 'process.env.A || "lit"'],
      ['a.py', 'os.getenv("A", "lit")'],
      ['a.rb', 'ENV.fetch("A", "lit")'],
      ['a.php', '<?php env("A", "lit")'],
      ['a.sh', 'echo ${A:-lit}'],
      ['application.yml', 'a: ${A:lit}'],
      ['compose.yml', 'a: ${A:-lit}'],
    ] as const) {
      const target = recogniseReferences(open(name, text))[0]?.target;
      expect(target?.kind === 'environment' && target.fallback !== undefined && text.slice(target.fallback.start, target.fallback.end)).toBe('lit');
    }
  });

  it('knows a workflow secret and a reference of vals anywhere', () => {
    const workflow = { ...open('ci.yml', "a: ${{ secrets.NPM_TOKEN }} ${{ secrets['B'] }}"), uri: 'file:///p/.github/workflows/ci.yml' };
    expect(recogniseReferences(workflow).map((reference) => reference.target)).toMatchObject([
      { kind: 'named', name: 'NPM_TOKEN' },
      { kind: 'named', name: 'B' },
    ]);
    const text = 'see (ref+vault://secret/app#/db_password), and "secretref+sops://a.json#/B/C".';
    expect(recogniseReferences(open('notes.md', text)).map(({ span, target }) => [text.slice(span.start, span.end), target])).toMatchObject([
      ['ref+vault://secret/app#/db_password', { scheme: 'vault', path: 'secret/app', fragment: ['db_password'] }],
      ['secretref+sops://a.json#/B/C', { scheme: 'sops', path: 'a.json', fragment: ['B', 'C'] }],
    ]);
  });
});

describe('references of vals', () => {
  it.each([
    'ref+vault://',
    'ref+://a#/b',
    'vault://a#/b',
    'ref+vault://a b#/c',
    'ref+vault://a#/b c',
    'ref+vault://a?x=1&x=2#/b',
    'ref+vault://a%ZZ#/b',
    'ref+vault://a%00#/b',
    'ref+vault://a%0a#/b',
    'ref+vault://a#//b',
    ' ref+vault://a#/b',
    'ref+vault://a#/b\n',
    `ref+vault://${'a'.repeat(3000)}#/b`,
  ])('refuses %j', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  it('reads parameters as written and keeps them apart', () => {
    expect(parseReference('ref+vault://a/b?address=https%3A%2F%2Fevil&version=3#/c')).toMatchObject({
      path: 'a/b',
      fragment: ['c'],
      parameters: new Map([
        ['address', 'https://evil'],
        ['version', '3'],
      ]),
    });
  });

  it('reads back whatever it writes: odd files, odd keys, nested keys', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u.test(text));
    const file = fc
      .array(
        word.filter((text) => !text.includes('/')),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(file, fc.array(word, { minLength: 1, maxLength: 3 }), (path, keys) => {
        const written = formatSopsReference(path, keys);
        expect(written).toMatch(/^[A-Za-z0-9+:/#%._~-]+$/);
        const target = parseReference(written);
        expect(target?.fragment).toEqual(keys);
        expect(target?.path.replace(/^\.\//, '')).toBe(path.replace(/^\.\//, ''));
      }),
      { numRuns: 200 },
    );
    expect(formatSopsReference('secrets.sops.json', 'STRIPE_KEY')).toBe('ref+sops://secrets.sops.json#/STRIPE_KEY');
    expect(formatSopsReference('my secrets.json', 'a/b')).toBe('ref+sops://./my%20secrets.json#/a%2Fb');
  });
});

describe('emitting', () => {
  const HOSTILE = [
    '',
    'A"B',
    "A'B",
    'A`B',
    'A\nB',
    'A}}',
    '}',
    '#',
    'A$(x)',
    '${A}',
    'A B',
    'A-B',
    '1A',
    'Ä',
    'A'.repeat(65),
    '__proto__\0',
    'PATH',
    'LD_PRELOAD',
    'node_options',
    'GIT_SSH_COMMAND',
  ];
  const SAMPLES = [
    ['a.js', 'const p = "«s3cr3t»";'],
    ['a.ts', 'const p = `a«s3cr3t»`;'],
    ['a.py', 'p = "«s3cr3t»"'],
    ['A.java', 'class A { String p = "«s3cr3t»"; }'],
    ['a.go', 'package a\n\nvar p = "«s3cr3t»"\n'],
    ['a.cs', 'class A { string p = "«s3cr3t»"; }'],
    ['a.kt', 'val p = "«s3cr3t»"\n'],
    ['a.php', "<?php $p = '«s3cr3t»';"],
    ['a.rb', "p = '«s3cr3t»'"],
    ['a.rs', 'fn f() { let p = "«s3cr3t»"; }'],
    ['a.sh', "p='«s3cr3t»'"],
    ['application.yml', 'p: «s3cr3t»'],
    ['compose.yml', 'p: «s3cr3t»'],
    ['.env', 'P=«s3cr3t»'],
  ] as const;
  it.each(SAMPLES)('%s refuses every name that a grammar or a loader would take for its own', async (name, text) => {
    const place = await placeOf(name, text);
    expect(place.decoded).toBe('s3cr3t');
    for (const variable of HOSTILE) expect(emitReference(place, variable)).toEqual({ refused: 'name' });
  });

  it.each(SAMPLES.filter(([name]) => name !== '.env'))('%s changes nothing but the literal, for any usable name', async (name, text) => {
    const place = await placeOf(name, text);
    const { text: plain } = marked(text);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}_KEY$/).map((word) => `MY_${word}`),
        (variable) => {
          const emission = emitReference(place, variable);
          if ('refused' in emission) throw new Error(`refused: ${emission.refused}`);
          const result = applyEdits(plain, emission.edits);
          expect(result.startsWith(plain.slice(0, place.whole.start))).toBe(true);
          expect(result.endsWith(plain.slice(place.whole.end))).toBe(true);
          expect(recogniseReferences(open(name, result)).map((reference) => reference.target)).toContainEqual({ kind: 'environment', name: variable });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('moves a .env line under its own name only', async () => {
    const place = await placeOf('.env', 'DB_URL=postgres://app:«s3cr3t»@db\n');
    expect(place.decoded).toBe('postgres://app:s3cr3t@db');
    expect(emitReference(place, 'OTHER')).toEqual({ refused: 'name' });
    expect(emitReference(place, 'DB_URL')).toMatchObject({ needs: [] });
  });

  it.each(['.env.example', '.env.sample', 'prod.json', 'values.yaml', 'tacit.env.yaml', 'pom.xml', 'notes.txt'])(
    'leaves %s alone: nobody resolves there',
    async (name) => {
      const at = marked('password: "«s3cr3t»"\n');
      const text = name.startsWith('.env') ? at.text.replace(': ', '=') : at.text;
      const place = await findPlace(open(name, text), { start: text.indexOf('s3cr3t'), end: text.indexOf('s3cr3t') + 6 });
      expect(emitReference(place, 'DB_PASSWORD')).toEqual({ refused: 'reader-does-not-resolve' });
    },
  );
});

it.each(['a.scala', 'a.ps1', 'a.swift', 'a.cpp'])('says of %s that it is the language', async (name) => {
  const text = 'val password = "s3cr3t"\n';
  const place = await findPlace(open(name, text), { start: text.indexOf('s3cr3t'), end: text.indexOf('s3cr3t') + 6 });
  expect(emitReference(place, 'DB_PASSWORD')).toEqual({ refused: 'language' });
});

describe('places', () => {
  it.each([
    ['a.js', 'const p = "«a\\x62»";', 'ab', 'expression'],
    ['a.py', 'p = """«a\nb»"""', 'a\nb', 'expression'],
    ['a.yaml', 'a:\n  b:\n    - c: "«x\\u0041»"\n', 'xA', 'scalar'],
    ['a.yaml', "a: {b: '«it''s»'}\n", "it's", 'scalar'],
    ['a.yaml', 'a: |\n  «one\n  two»\n', 'one\ntwo', 'scalar'],
    ['a.json', '\ufeff{"a": [1, {"b": "«x\\n»"}]}', 'x\n', 'scalar'],
    ['a.toml', "[t]\na = { b = '«x\\n»' }\n", 'x\\n', 'scalar'],
    ['a.toml', 'a = """\n«x\\\n  y»"""\n', 'xy', 'scalar'],
    ['a.properties', 'a.b = «x\\u0041\\\n   y»\n', 'xAy', 'scalar'],
    ['.env', "A='«x\\n»' # why\n", 'x\\n', 'scalar'],
    ['a.go', 'package a\n\nvar p = `«x\\n»`\n', 'x\\n', 'expression'],
    ['a.rb', "p = '«it\\'s \\n»'", "it's \\n", 'expression'],
    ['a.rb', 'p = "«a\\sb\\u{41 }»"', '', 'expression'],
    ['a.rb', 'p = "«a\\sb\\u{41}»"', 'a bA', 'expression'],
    ['a.php', "<?php $p = '«it\\'s \\n»';", "it's \\n", 'expression'],
    ['a.php', '<?php $p = "«a\\$b\\x41\\q»";', 'a$bA\\q', 'expression'],
    ['a.cs', 'var p = "«a\\u0041\\"»";', 'aA"', 'expression'],
    ['a.cs', 'var p = @"«a""b\\n»";', 'a"b\\n', 'expression'],
    ['a.cs', 'var p = $"{x}«a{{b»";', 'a{b', 'expression'],
    ['a.kt', 'val p = "«a\\$b\\u0041»"', 'a$bA', 'expression'],
    ['a.kt', 'val p = """«a\\n$ b»"""', 'a\\n$ b', 'expression'],
    ['a.rs', 'fn f() { let p = "«a\\x41\\u{1F511}»"; }', 'aA🔑', 'expression'],
    ['a.rs', 'fn f() { let p = r#"«a"\\n»"#; }', 'a"\\n', 'expression'],
  ])('%s %j', async (name, text, decoded, context) => {
    expect(await placeOf(name, text)).toMatchObject({ decoded, context });
  });

  it('gives the keys from the root', async () => {
    expect((await placeOf('a.yaml', 'x: 1\n---\na:\n  b: [0, {c: «s3cr3t»}]\n')).path).toEqual(['a', 'b', '1', 'c']);
    expect((await placeOf('a.json', '{"x": {"y": 1}, "a": [1, {"b": "«s3cr3t»"}]}')).path).toEqual(['a', '1', 'b']);
    expect((await placeOf('a.toml', '[a.b]\n[[c]]\nx = 1\n[[c]]\nd.e = "«s3cr3t»"\n')).path).toEqual(['c', '1', 'd', 'e']);
  });

  it('degrades to unknown where there is no grammar', async () => {
    configureGrammars(() => Promise.resolve(undefined));
    expect((await placeOf('a.js', 'const p = "«s3cr3t»";')).context).toBe('unknown');
    configureGrammars(() => Promise.resolve(new Uint8Array([0, 1, 2])));
    expect((await placeOf('a.py', 'p = "«s3cr3t»"')).context).toBe('unknown');
    configureGrammars(() => Promise.reject(new Error('canary')));
    const place = await placeOf('a.py', 'p = "«s3cr3t»"');
    expect(emitReference(place, 'P')).toEqual({ refused: 'not-parsed' });
    useInstalledGrammars();
    expect((await placeOf('a.js', 'const p = "«s3cr3t»";')).context).toBe('expression');
  });

  it('stops where it is told to', async () => {
    expect((await findPlace(open('a.js', 'const p = "s3cr3t";'), { start: 11, end: 17 }, AbortSignal.abort())).context).toBe('unknown');
  });

  const NAMES = [
    'a.js',
    'a.jsx',
    'a.ts',
    'a.tsx',
    'a.py',
    'A.java',
    'a.go',
    'a.sh',
    'a.cs',
    'a.kt',
    'a.php',
    'a.rb',
    'a.rs',
    'a.yaml',
    'a.json',
    'a.toml',
    'a.properties',
    '.env',
    'application.yml',
    'compose.yml',
    'a.xyz',
  ];
  it.each(NAMES)('never throws, whatever the text: %s', async (name) => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '`',
      '${',
      '}',
      '{',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '\n',
      '\r\n',
      ' ',
      '\t',
      ': ',
      '- ',
      '=',
      '#',
      '//',
      '/*',
      'a',
      'process.env.A',
      'os.environ["B"]',
      '|\n',
      '🔑',
      '\ufeff',
      '\ud83d',
      '<<EOF\n',
      'EOF\n',
      '"""',
      '&x ',
      '*x',
      '!t ',
      '$A',
      'x: ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.nat(60), fc.nat(20), async (pieces, start, length) => {
        const document = open(name, pieces.join(''));
        recogniseReferences(document);
        const place = await findPlace(document, { start, end: start + length });
        const emission = emitReference(place, 'SOME_KEY');
        if (!('refused' in emission)) applyEdits(document.text, emission.edits);
      }),
      { numRuns: 25 },
    );
  });

  it.each(NAMES)(
    'takes its time and no more: %s',
    async (name) => {
      for (const unit of [
        '"',
        "'",
        '${A',
        '$A ',
        'process.env.A||"',
        'os.environ["',
        '{',
        '[',
        '- ',
        '? ',
        'ref+a://b',
        'x=',
        '@Value("${',
        '\\',
        '\n ',
        '<<A\n',
        '"""',
        'import os\n',
      ]) {
        const document = open(name, unit.repeat(40_000 / unit.length));
        const started = Date.now();
        recogniseReferences(document);
        expect(Date.now() - started, `recognise ${JSON.stringify(unit)}`).toBeLessThan(1_000);
        const before = Date.now();
        await findPlace(document, { start: 20_000, end: 20_006 });
        expect(Date.now() - before, `place ${JSON.stringify(unit)}`).toBeLessThan(3_000);
      }
    },
    120_000,
  );
});

it.each([
  ['/p/.env', 'dotenv'],
  ['file:///p/.env.local', 'dotenv'],
  ['file:///p/%2Eenv', 'dotenv'],
  ['/p/a.mjs', 'javascript'],
  ['/p/A.TSX', 'typescriptreact'],
  ['C:\\p\\a.py', 'python'],
  ['/p/.bashrc', 'shellscript'],
  ['/p/constructor', 'plaintext'],
  ['/p/a.__proto__', 'plaintext'],
  ['/p/Dockerfile', 'dockerfile'],
  ['untitled:Untitled-1', 'plaintext'],
])('tells the language of %s', (path, expected) => {
  expect(languageOf(path)).toBe(expected);
});

it('trusts the editor where it knows the language, and the name where it does not', () => {
  expect(effectiveLanguage({ uri: 'untitled:a', languageId: 'python' })).toBe('python');
  expect(grammarOf({ uri: 'file:///a.go', languageId: 'plaintext' })).toBe('go');
  expect(dataFormatOf({ uri: 'file:///.env', languageId: 'plaintext' })).toBe('dotenv');
  expect(dataFormatOf({ uri: 'file:///.env', languageId: 'properties' })).toBe('dotenv');
  expect(new Set(REFERENCE_SYNTAXES.map((syntax) => syntax.id)).size).toBe(REFERENCE_SYNTAXES.length);
});
