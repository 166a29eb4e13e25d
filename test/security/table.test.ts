import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

interface Row {
  readonly threat: number;
  readonly cells: readonly string[];
}

const rows: Row[] = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^\d+$/.test(cells[1] ?? ''))
  .map((cells) => ({ threat: Number(cells[1]), cells: cells.slice(2, -1) }));

/** The P0 rows of the threat list; 38 and on come with their features. */
const P0 = Array.from({ length: 37 }, (_, index) => index + 1);

describe('the table of threats and their tests', () => {
  it('has every P0 row once', () => {
    const threats = rows.map(({ threat }) => threat);
    expect(threats.filter((threat) => threat <= P0.length)).toEqual(P0);
    expect(new Set(threats).size).toBe(threats.length);
  });

  it.each(rows)('threat $threat names tests that exist, or says why not yet', ({ cells }) => {
    const tests = [...(cells[1] ?? '').matchAll(/`([\w/.-]+\.ts)`(?: “([^”]+)”)?/g)];
    const later = /\blater\b/.test(cells[1] ?? '');
    expect(tests.length > 0 || later).toBe(true);
    for (const [, file = '', title] of tests) {
      const path = join(repository, 'test', file);
      expect(existsSync(path), file).toBe(true);
      if (title !== undefined) expect(readFileSync(path, 'utf8'), `${file}: ${title}`).toContain(title);
    }
  });
});

/** Which threat a test names in its title, `… (THREATS 6, 43)`, by file. */
const named = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.endsWith('table.test.ts'))
  .flatMap((file) => {
    const titles = readFileSync(join(repository, 'test', file), 'utf8').matchAll(/^[^/*\n]*["'`][^"'`\n]*\bTHREATS (\d+(?:(?:, | and )\d+)*)/gm);
    const threats = [...titles].flatMap(([, numbers = '']) => numbers.match(/\d+/g) ?? []).map(Number);
    return [...new Set(threats)].map((threat) => ({ file: file.replaceAll('\\', '/'), threat }));
  });

describe('a test that names a threat', () => {
  it('is found by its title', () => expect(named.length).toBeGreaterThan(40));

  it.each(named)('stands in its row: $file, THREATS $threat', ({ file, threat }) => {
    expect(rows.find((row) => row.threat === threat)?.cells[1] ?? 'no such row').toContain(`\`${file}\``);
  });
});

it.each([
  /programs that run as you/i,
  /code that you approved/i,
  /history that is already pushed/i,
  /does not prove who wrote it/i,
  /safety net, not a boundary/i,
])('SECURITY.md says what is not stopped: %s (THREATS 37)', (limit) => {
  expect(readFileSync(join(repository, 'SECURITY.md'), 'utf8').split('## What Tacit does not stop')[1]).toMatch(limit);
});
