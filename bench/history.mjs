// The history of a repository, ours beside gitleaks, interleaved: this repository, and a made one of 3,000 commits.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GITLEAKS, install, programOf, timed } from './scan.mjs';
import { median, row } from './table.mjs';
import { typescript } from './texts.mjs';

const COMMITS = 3000;
const FILES = 400;

/** Each commit changes a few lines of one of 400 files of about 30 KB. */
function makeRepository(folder) {
  mkdirSync(folder, { recursive: true });
  spawnSync('git', ['init', '--quiet', '--bare', '.git'], { cwd: folder });
  const texts = Array.from({ length: FILES }, (_, file) => typescript(20 + (file % 60), 350));
  const parts = [];
  for (let commit = 0; commit < COMMITS; commit++) {
    const file = commit % FILES;
    const lines = texts[file].split('\n');
    for (let line = commit % 7; line < lines.length; line += 60) lines[line] = `  const changed${commit} = handle(request, ${line});`;
    const text = (texts[file] = lines.join('\n'));
    const message = `change ${commit}`;
    parts.push(
      `commit refs/heads/main\nmark :${commit + 1}\ncommitter bench <bench@localhost> ${1_700_000_000 + commit} +0000\ndata ${message.length}\n${message}\n`,
    );
    if (commit > 0) parts.push(`from :${commit}\n`);
    parts.push(`M 100644 inline src/module${file % 20}/file${file}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n\n`);
  }
  const done = spawnSync('git', ['--git-dir=.git', 'fast-import', '--quiet'], { cwd: folder, input: parts.join(''), maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error('git fast-import failed');
  spawnSync('git', ['config', 'core.bare', 'false'], { cwd: folder });
}

export async function measure({ root, distribution, scratch, options }) {
  if (options.includes('--install') && !existsSync(programOf(GITLEAKS))) install(GITLEAKS);
  const made = join(scratch, 'repository');
  makeRepository(made);
  const env = { ...process.env, HOME: scratch, XDG_STATE_HOME: scratch };
  const rows = [];
  for (const [what, folder] of [
    ['this repository', root],
    [`made, ${COMMITS} commits`, made],
  ]) {
    const ours = [
      join(distribution, 'cli.js'),
      'scan',
      folder,
      '--trust',
      '--history',
      '--rules',
      'credential.',
      '--no-progress',
      '--fail-on',
      'never',
      '--format',
      'sarif',
    ];
    const runs = [['tacit', process.execPath, [...ours, '--output', join(scratch, 'history.sarif')]]];
    if (existsSync(programOf(GITLEAKS)))
      runs.push(['gitleaks', programOf(GITLEAKS), ['git', folder, '--no-banner', '--log-opts=--all', '--report-path', join(scratch, 'gitleaks.json')]]);
    const measured = new Map(runs.map(([name]) => [name, []]));
    for (let round = 0; round < 3; round++)
      for (const [name, command, parameters] of runs) measured.get(name).push(timed(command, parameters, { env, cwd: scratch }));
    const seconds = (name, kind) => median(measured.get(name).map((each) => each[kind]));
    for (const kind of ['wall', 'cpu'])
      for (const [name] of runs)
        rows.push(
          row(
            `history, ${what}, ${name}, ${kind}`,
            seconds(name, kind),
            's',
            name === 'tacit' && runs.length > 1 ? Number(seconds('gitleaks', kind).toFixed(2)) : undefined,
          ),
        );
  }
  return rows;
}
