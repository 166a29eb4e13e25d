import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TacitError } from '../../../server/src/base/errors';
import { type BaselineEntry, matchBaseline, parseBaseline, serialiseBaseline } from '../../../server/src/project/suppression/baseline';

const entry = (number: number, path = `src/${number}.js`, rule = 'credential.password'): BaselineEntry => ({
  fingerprint: `c1-${number.toString(16).padStart(24, '0')}-0a`,
  rule,
  path,
});

describe('a baseline file', () => {
  it('says what was put in, whatever the paths hold', () => {
    const paths = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((path) => !path.startsWith('/') && !path.split('/').includes('..') && path.trim() === path);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), paths), { maxLength: 20 }), (list) => {
        const entries = list.filter(([, path]) => !/\p{Surrogate}/u.test(path)).map(([number, path]) => entry(number, path));
        const text = serialiseBaseline(entries);
        expect(text.split('\n')).toHaveLength(new Set(entries.map((each) => JSON.stringify(each))).size + 2);
        expect(new Set(parseBaseline(text, 'x').map((each) => JSON.stringify(each)))).toEqual(new Set(entries.map((each) => JSON.stringify(each))));
      }),
    );
  });

  it('is the same bytes whatever the order, with no number of a line and no time', () => {
    const entries = [entry(3), entry(1), entry(2)];
    expect(serialiseBaseline(entries)).toBe(serialiseBaseline([...entries].reverse()));
    expect(serialiseBaseline([...entries, ...entries])).toBe(serialiseBaseline(entries));
    expect(serialiseBaseline(entries).split('\n').slice(1)).toEqual(
      [1, 2, 3].map((number) => `c1-${number.toString(16).padStart(24, '0')}-0a credential.password src/${number}.js`).concat(''),
    );
  });

  it.each<[string, string, string]>([
    ['a line that is none', 'what is this', 'line 2'],
    ['a line that only begins as a mark', '<<<<<<<<', 'line 2'],
    ['a path out of the project', `${entry(1).fingerprint} credential.password ../x`, 'line 2'],
    ['an absolute path', `${entry(1).fingerprint} credential.password /etc/x`, 'line 2'],
    ['a path that is not encoded', `${entry(1).fingerprint} credential.password a%`, 'line 2'],
  ])('names the line that is wrong: %s', (_title, line, because) => {
    let thrown: unknown;
    try {
      parseBaseline(`# tacit baseline 1\n${line}\n`, 'known.txt');
    } catch (error) {
      thrown = error;
    }
    expect((thrown as TacitError).failure).toEqual({ code: 'ConfigMalformed', file: 'known.txt', because });
  });

  it.each(['<<<<<<< HEAD', '=======', '>>>>>>> other', '||||||| 1234567', '<<<<<<< HEAD\r'])(
    'says what to do about a merge that git could not do: %j',
    (mark) => {
      expect(() => parseBaseline(`# tacit baseline 1\n${mark}\n`, 'known.txt')).toThrow(
        expect.objectContaining({
          failure: { code: 'ConfigMalformed', file: 'known.txt', because: expect.stringMatching(/^line 2: .*merge=union/) as string },
        }) as Error,
      );
    },
  );

  it.each([
    ['', 'refused'],
    ['known.txt merge=union\n', 'merged'],
  ])('where two branches add to a short one, with .gitattributes %j: %s', (attributes, outcome) => {
    const folder = mkdtempSync(join(tmpdir(), 'tacit-baseline-'));
    const git = (...parameters: string[]): unknown =>
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false', ...parameters], { cwd: folder, stdio: 'ignore' });
    const write = (...numbers: number[]): void => {
      writeFileSync(join(folder, 'known.txt'), serialiseBaseline(numbers.map((number) => entry(number))));
      git('add', '--all');
      git('commit', '-m', 'x');
    };
    git('init', '--initial-branch=main');
    writeFileSync(join(folder, '.gitattributes'), attributes);
    write();
    git('checkout', '-b', 'other');
    write(1, 2);
    git('checkout', 'main');
    write(3, 4);
    git('merge', 'other');
    const text = readFileSync(join(folder, 'known.txt'), 'utf8');
    rmSync(folder, { recursive: true });
    if (outcome === 'refused') expect(() => parseBaseline(text, 'known.txt')).toThrow('ConfigMalformed');
    else expect(parseBaseline(text, 'known.txt')).toHaveLength(4);
  });

  it('is refused where a newer Tacit wrote it, and read with CRLF, comments and repeated lines', () => {
    expect(() => parseBaseline('# tacit baseline 2: x\n', 'x')).toThrow('ConfigTooNew');
    const line = `${entry(1).fingerprint} credential.password src/1.js`;
    expect(parseBaseline(`\ufeff# tacit baseline 1\r\n\r\n# mine\r\n${line}\r\n${line}\r\n`, 'x')).toEqual([entry(1)]);
  });

  it('merges in git where two branches add and remove entries', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tacit-baseline-'));
    const git = (...parameters: string[]): void => {
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false', ...parameters], { cwd: folder, stdio: 'ignore' });
    };
    const scattered = (from: number, count: number): BaselineEntry[] => Array.from({ length: count }, (_, index) => entry((from + index * 97) % 1009));
    const write = (entries: readonly BaselineEntry[]): void => {
      writeFileSync(join(folder, 'known.txt'), serialiseBaseline(entries));
      git('add', '--all');
      git('commit', '-m', 'x');
    };
    const common = scattered(5, 100);
    // Fingerprints are hashes, so that two new ones fall on different places.
    const free = (from: number): BaselineEntry => {
      const number = Array.from({ length: 100 }, (_, index) => from + index).find((each) =>
        common.every(({ fingerprint }) => fingerprint !== entry(each).fingerprint),
      );
      return entry(number ?? 0, 'new.js');
    };
    git('init', '--initial-branch=main');
    write(common);
    git('checkout', '-b', 'other');
    write([...common.slice(2), free(200)]);
    git('checkout', 'main');
    write([...common.filter((_, index) => index !== 60), free(700)]);
    git('merge', 'other');
    const merged = parseBaseline(readFileSync(join(folder, 'known.txt'), 'utf8'), 'known.txt');
    rmSync(folder, { recursive: true });
    const wanted = [...common.slice(2).filter((each) => each !== common[60]), free(200), free(700)];
    expect(new Set(merged.map(({ fingerprint }) => fingerprint))).toEqual(new Set(wanted.map(({ fingerprint }) => fingerprint)));
  });
});

describe('what is known', () => {
  const there =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);
  it.each<[string, BaselineEntry[], BaselineEntry[], string[], number[], number]>([
    ['the finding in its file', [entry(1, 'a.js')], [entry(1, 'a.js')], ['a.js'], [0], 0],
    ['not another one', [entry(1, 'a.js')], [entry(2, 'a.js')], ['a.js'], [], 1],
    ['not by another rule', [entry(1, 'a.js', 'credential.jwt')], [entry(1, 'a.js')], ['a.js'], [], 1],
    ['the finding of a renamed file', [entry(1, 'a.js')], [entry(1, 'b.js')], ['b.js'], [0], 0],
    ['not a copy beside the original', [entry(1, 'a.js')], [entry(1, 'a.js'), entry(1, 'b.js')], ['a.js', 'b.js'], [0], 0],
    ['not a copy of what was taken out', [entry(1, 'a.js')], [entry(1, 'b.js')], ['a.js', 'b.js'], [], 1],
    ['one of two copies, where one file was renamed', [entry(1, 'a.js')], [entry(1, 'b.js'), entry(1, 'c.js')], ['b.js', 'c.js'], [0], 0],
    ['nothing where nothing is found', [entry(1, 'a.js'), entry(2, 'b.js')], [], [], [], 2],
  ])('%s', (_title, entries, findings, files, known, unmatched) => {
    const match = matchBaseline(entries, findings, there(...files));
    expect(findings.flatMap((finding, index) => (match.known.has(finding) ? [index] : []))).toEqual(known);
    expect(match.unmatched).toHaveLength(unmatched);
  });
});
