import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { applyEdits, type Document, type TextEdit } from '../../server/src/base/document';
import { contains } from '../../server/src/base/span';
import { wireRequirement } from '../../server/src/changes/wiring/wire';
import { emitReference, recogniseReferences } from '../../server/src/references/table';
import { withTree } from '../../server/src/syntax/grammars';
import { languageOf } from '../../server/src/syntax/languages';
import { findPlace } from '../../server/src/syntax/place';
import { useInstalledGrammars } from '../support/grammars';

// `<case>.in.<ext>` has the value between « and »; `<case>.out.<ext>` is what the file becomes, `<case>.refused` says why it stays.
const folder = import.meta.dirname;
/** Readers that are known by the file's name. */
const URIS: Readonly<Record<string, string>> = {
  spring: 'file:///p/src/main/resources/application.yml',
  'spring-properties': 'file:///p/application-prod.properties',
  compose: 'file:///p/compose.yaml',
  dotenv: 'file:///p/.env',
  workflow: 'file:///p/.github/workflows/ci.yml',
};
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) =>
    readdirSync(join(folder, entry.name))
      .filter((name) => name.includes('.in.'))
      .map((name) => [entry.name, name] as const),
  );

function open(language: string, text: string, name: string): Document {
  const uri = URIS[language] ?? `file:///p/src/${name}`;
  return { uri, version: 1, languageId: languageOf(uri), text };
}

beforeAll(useInstalledGrammars);

it.each(cases)('%s: %s', async (language, name) => {
  const marked = readFileSync(join(folder, language, name), 'utf8');
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const document = open(language, marked.replace(/[«»]/g, ''), name.replace('.in.', '.'));
  const place = await findPlace(document, { start, end });
  const variable = place.fallback?.variable ?? (language === 'dotenv' ? (place.path?.[0] ?? 'X') : 'DB_PASSWORD');
  const emission = emitReference(place, variable);
  const refusedFile = join(folder, language, name.replace(/\.in\..*$/, '.refused'));
  const outFile = join(folder, language, name.replace('.in.', '.out.'));
  if (process.env.GOLDEN_UPDATE === '1') {
    if ('refused' in emission) writeFileSync(refusedFile, `${emission.refused}\n`);
    else writeFileSync(outFile, applyEdits(document.text, [...emission.edits, ...emission.needs.flatMap((need) => wireRequirement(need, document.text))]));
  }
  if ('refused' in emission) {
    expect(existsSync(refusedFile), `refused: ${emission.refused}`).toBe(true);
    expect(`${emission.refused}\n`).toBe(readFileSync(refusedFile, 'utf8'));
    expect(existsSync(outFile)).toBe(false);
    return;
  }
  const wiring: TextEdit[] = emission.needs.flatMap((need) => [...wireRequirement(need, document.text)]);
  const result = applyEdits(document.text, [...emission.edits, ...wiring]);
  expect(result).toBe(readFileSync(outFile, 'utf8'));
  expect(result).not.toContain(document.text.slice(place.value.start, place.value.end));
  // No text of the file travels in an edit: it could be somebody else's value (THREATS 13).
  for (const edit of [...emission.edits, ...wiring]) expect(edit.newText).not.toMatch(/app:|postgres|Bearer|user=/);
  const after = open(language, result, name.replace('.in.', '.'));
  const broken = await withTree(after, (tree) => tree.rootNode.hasError);
  expect(broken ?? false).toBe(false);
  for (const need of emission.needs) expect(wireRequirement(need, result)).toEqual([]);
  if (language === 'dotenv') return;
  const first = Math.min(...emission.edits.map((edit) => edit.span.start)) + wiring.reduce((sum, edit) => sum + (edit.span.start <= start ? edit.newText.length : 0), 0);
  const last = first + emission.edits.reduce((sum, edit) => sum + edit.newText.length, 0) + (document.text.length - start);
  const found = recogniseReferences(after).filter((reference) => reference.target.kind === 'environment' && reference.target.name === variable);
  expect(found.some((reference) => contains({ start: Math.min(first, start), end: last }, reference.span))).toBe(true);
});
