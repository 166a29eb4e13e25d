import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, type Document } from '../../server/src/base/document';
import { wireRequirement } from '../../server/src/changes/wiring/wire';
import { emitReference } from '../../server/src/references/table';
import { languageOf } from '../../server/src/syntax/languages';
import { findPlace } from '../../server/src/syntax/place';

/** Characters that a shell, a format, a template or a quote would mistake for its own. */
export const AWKWARD_VALUE = `a'b"c\`d$e\${f}%s{g}\\n h#!`;

/** A program, by its label, and file name; the code has the value between « and », and prints `<` + `before` + what it read + `after` + `>`. */
export type Moved = readonly [label: string, program: string, file: string, code: string, before?: string, after?: string];

/** A text after the marked value moved to the variable MOVED_SECRET, imports included. Throws where that is refused. */
export async function movedText(name: string, marked: string): Promise<string> {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const uri = `file:///p/${name}`;
  const document: Document = { uri, version: 1, languageId: languageOf(uri), text: marked.replace(/[«»]/g, '') };
  const place = await findPlace(document, { start, end });
  const emission = emitReference(place, 'MOVED_SECRET');
  if ('refused' in emission) throw new Error(`refused: ${emission.refused}`);
  return applyEdits(document.text, [...emission.edits, ...emission.needs.flatMap((need) => wireRequirement(need, document.text))]);
}

/** What the program prints after the move, from a file in `folder`: with the variable, and without it. */
export async function runMoved(folder: string, [, program, file, code]: Moved): Promise<Record<'set' | 'unset', SpawnSyncReturns<string>>> {
  const path = join(folder, file);
  writeFileSync(path, await movedText(file, code));
  const environment: Record<string, string | undefined> = { ...process.env };
  Reflect.deleteProperty(environment, 'MOVED_SECRET');
  const run = (env: typeof environment): SpawnSyncReturns<string> => spawnSync(program, [path], { env, encoding: 'utf8', timeout: 60_000 });
  return { set: run({ ...environment, MOVED_SECRET: AWKWARD_VALUE }), unset: run(environment) };
}
