import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../server/src/analysis/analyse';
import { scan } from '../../../server/src/analysis/scanning/scan';
import { applyEdits, type Document } from '../../../server/src/base/document';
import type { Finding } from '../../../server/src/base/finding';
import { addSuppression } from '../../../server/src/project/suppression/addSuppression';
import type { SuppressedFinding } from '../../../server/src/project/configuration/configSchema';
import { openProject } from '../../../server/src/project/open';
import type { Project } from '../../../server/src/project/project';

const password = (): string => `${randomBytes(9).toString('hex')}-Xk7`;
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A project of one JSON file with a password. */
function plant(value = password()): { readonly folder: string; readonly document: Document } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-suppressed-')));
  const text = `{\n  "host": "db.internal",\n  "dbPassword": "${value}"\n}\n`;
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'config/app.json'), text);
  writeFileSync(join(folder, 'tacit.json'), '{ "version": 1 }\n');
  return { folder, document: documentOf(folder, text) };
}

const documentOf = (folder: string, text: string): Document => ({
  uri: pathToFileURL(join(folder, 'config/app.json')).href,
  version: 1,
  languageId: 'json',
  text,
});

async function findingIn(folder: string, document: Document): Promise<{ project: Project; finding: Finding }> {
  const project = await openProject(folder);
  const [finding] = findingsOf(document, project);
  return { project, finding: finding! };
}

async function entryFor(folder: string, document: Document, more: Partial<SuppressedFinding> = {}): Promise<SuppressedFinding> {
  const { project, finding } = await findingIn(folder, document);
  const fingerprint = project.fingerprint(finding, document.text.slice(finding.span.start, finding.span.end));
  return { rule: finding.rule, path: 'config/app.json', fingerprint, reason: 'it is known', ...more };
}

function add(folder: string, entry: SuppressedFinding): void {
  const file = join(folder, 'tacit.json');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, applyEdits(before, addSuppression(before, entry)!));
}

describe('an entry of tacit.json', () => {
  it('silences the finding in editor and scan, with its reason and end', async () => {
    const { folder, document } = plant();
    const until = day(30);
    add(folder, await entryFor(folder, document, { until }));
    const { project, finding } = await findingIn(folder, document);
    const suppressed = { by: 'config', reason: 'it is known', until };
    expect(finding.suppressed).toEqual(suppressed);
    const { findings } = await scan({ project, target: folder, rules: [] });
    expect(findings.filter(({ path }) => path === 'config/app.json').map((each) => each.suppressed)).toEqual([suppressed]);
  });

  it('stays with the finding when lines are added above', async () => {
    const { folder, document } = plant();
    add(folder, await entryFor(folder, document));
    const { finding } = await findingIn(folder, { ...document, text: document.text.replace('{\n', '{\n  "port": 5432,\n') });
    expect(finding.suppressed?.by).toBe('config');
  });

  it.each<[string, Partial<SuppressedFinding>]>([
    ['whose day is over', { until: day(-1) }],
    ['of another file', { path: 'config/other.json' }],
    ['of another rule', { rule: 'credential.generic-token' }],
    ['of another fingerprint', { fingerprint: 'c1-000000000000000000000000-00' }],
  ])('%s silences nothing', async (_name, more) => {
    const { folder, document } = plant();
    add(folder, await entryFor(folder, document, more));
    expect((await findingIn(folder, document)).finding.suppressed).toBeUndefined();
  });

  it('does not silence another value in the same place', async () => {
    const { folder, document } = plant();
    add(folder, await entryFor(folder, document));
    // Of 40 other values at most a few share the eight bits of the tag.
    const others = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const text = document.text.replace(/"dbPassword": "[^"]*"/, `"dbPassword": "${password()}"`);
        return (await findingIn(folder, documentOf(folder, text))).finding.suppressed;
      }),
    );
    expect(others.filter((each) => each === undefined).length).toBeGreaterThan(30);
  });

  it('holds nothing of the value', async () => {
    const value = password();
    const { folder, document } = plant(value);
    add(folder, await entryFor(folder, document));
    expect(readFileSync(join(folder, 'tacit.json'), 'utf8')).not.toContain(value);
  });
});

describe('adding an entry', () => {
  const entry: SuppressedFinding = { rule: 'credential.password', path: 'a.json', fingerprint: 'c1-0123456789abcdef01234567-89', reason: 'known' };
  const parsed = (text: string): { suppressions?: unknown } => JSON.parse(text) as { suppressions?: unknown };

  it.each([
    ['an empty file', '', undefined],
    ['a file without entries', '{ "version": 1 }\n', undefined],
    ['indentation by four', '{\n    "version": 1,\n    "project": "shop"\n}\n', /\n {4}"suppressions": \[\n {8}\{\n/],
    ['tabs and CRLF', '{\r\n\t"version": 1\r\n}\r\n', /\r\n\t"suppressions": \[\r\n\t\t\{\r\n/],
    ['an empty list', '{ "version": 1, "suppressions": [] }', undefined],
  ])('to %s', (_name, before, shape) => {
    const after = applyEdits(before, addSuppression(before, entry)!);
    expect(parsed(after)).toMatchObject({ version: 1, suppressions: [entry] });
    if (shape !== undefined) expect(after).toMatch(shape);
  });

  it('keeps the others, and replaces the one for the same finding', () => {
    const other = { ...entry, path: 'b.json' };
    let text = '';
    for (const each of [other, entry, { ...entry, until: '2030-01-01' }]) text = applyEdits(text, addSuppression(text, each)!);
    expect(parsed(text).suppressions).toEqual([other, { ...entry, until: '2030-01-01' }]);
  });

  it.each([
    ['is no JSON', '{ "version": 1,, }'],
    ['is of a newer Tacit', '{ "version": 2 }'],
    ['holds something else there', '{ "version": 1, "suppressions": {} }'],
    ['is a list', '[]'],
  ])('is refused where the file %s', (_name, text) => {
    expect(addSuppression(text, entry)).toBeUndefined();
  });
});
