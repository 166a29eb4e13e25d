// The credential check alone: from its import to its first result, and one document, first and after an edit.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { clock, median, percentile, row } from './table.mjs';
import { documentOf, typescript } from './texts.mjs';

export async function measure({ bundle }) {
  const file = await bundle('engine', `export * from './server/src/checks/credential/check'; export * from './server/src/checks/credential/incremental';`);
  const starts = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, [join(import.meta.dirname ?? '.', 'engineStart.cjs'), file], { encoding: 'utf8' })),
  );
  const { checkCredentials, DetectionMemory } = createRequire(import.meta.url)(file);
  const rows = [row('engine: import to first result', median(starts), 'ms', 50)];
  // Warm: a process that has seen other documents.
  for (let other = 0; other < 30; other++) checkCredentials(documentOf(typescript(20 + other, 500)));
  const first = Array.from({ length: 15 }, (_, each) => clock(() => checkCredentials(documentOf(typescript(60 + each, 2600)))));
  rows.push(row('200 KB document, first check, warm', median(first), 'ms', 5));
  for (const [kind, every] of [
    ['typical', 60],
    ['dense', 7],
  ]) {
    let text = typescript(every);
    const memory = new DetectionMemory();
    checkCredentials(documentOf(text), { memory });
    const times = { edit: [], whole: [] };
    for (let version = 1; version <= 200; version++) {
      const at = text.indexOf('\n', (version * 3701) % text.length) + 1;
      text = `${text.slice(0, at)} ${text.slice(at)}`;
      text.charCodeAt(0); // a text that was put together is copied into one piece here, not while the clock runs
      const document = documentOf(text, version);
      times.edit.push(clock(() => checkCredentials(document, { memory })));
      if (version % 10 === 0) times.whole.push(clock(() => checkCredentials(document)));
    }
    rows.push(row(`check after an edit, 5,000 lines, ${kind}, p95`, percentile(times.edit.slice(20), 0.95), 'ms', 3));
    rows.push(row(`check after an edit, 5,000 lines, ${kind}, median`, median(times.edit.slice(20)), 'ms'));
    rows.push(row(`check of the whole, 5,000 lines, ${kind}, median`, median(times.whole), 'ms'));
  }
  return rows;
}
