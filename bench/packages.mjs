// How quiet a scan is, and whether it reads everything: the packages of packages.json, fetched with the ordinary client of each ecosystem and scanned
// for credentials and for secrets that are logged.
//   node bench/packages.mjs [ECOSYSTEM…] [--check credential|logging] [--list FILE] [--dist DIR] [--sarif DIR]
// Prints for each ecosystem megabytes, files, seconds and findings by grade and rule, and the findings at warning or above of each half: packages are
// split by a hash of their names, so that what is tuned on one half is measured on the other. What is there already is not fetched again.
// Fails where a scan did not read a file whole, and says which: a parser or a loop that hangs shows first on code that nobody has tried.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sizeOf } from './scan.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const option = (name) => {
  const at = given.indexOf(name);
  return at === -1 ? undefined : given.splice(at, 2)[1];
};
const absolute = (path) => (path === undefined ? undefined : resolve(path));
const distribution = absolute(option('--dist')) ?? join(root, 'dist');
const reports = absolute(option('--sarif'));
const wanted = option('--check');
const checks = wanted === undefined ? ['credential', 'logging'] : [wanted];
const listed = absolute(option('--list')) ?? join(root, 'bench', 'packages.json');
const list = JSON.parse(readFileSync(listed, 'utf8'));
/** A folder for each list: what is not of a list is taken out of its folder. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-bench', basename(listed, '.json'));
const ecosystems = given.length === 0 ? Object.keys(list.packages) : given;

function run(command, parameters, options = {}) {
  const done = spawnSync(command, parameters, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  if (done.status !== 0) throw new Error(`${command} ${parameters.join(' ')}: ${(done.stderr || done.stdout || '').slice(-400)}`);
  return done.stdout;
}

/** The one archive that a client left in a folder, unpacked. */
function unpack(scratch, folder) {
  const archive = readdirSync(scratch).find((name) => /\.(?:tgz|tar\.gz|zip|whl|jar)$/.test(name));
  if (archive === undefined) throw new Error('the client left no archive');
  mkdirSync(folder, { recursive: true });
  if (/gz$/.test(archive)) run('tar', ['-xzf', join(scratch, archive), '-C', folder, '--no-same-owner']);
  else run('unzip', ['-qq', '-o', join(scratch, archive), '-d', folder]);
}

/** How one package of an ecosystem gets into a folder. */
const CLIENTS = {
  npm({ name, version }, scratch, folder) {
    run('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', scratch], { cwd: scratch });
    unpack(scratch, folder);
  },
  pypi({ name, version, form }, scratch, folder) {
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', form === 'sdist' ? '--no-binary' : '--only-binary', ':all:'];
    run('python3', [...pip, '--dest', scratch, `${name}==${version}`]);
    unpack(scratch, folder);
  },
  go({ name, version }, scratch, folder) {
    const env = { ...process.env, GOMODCACHE: join(scratch, 'modules'), GOFLAGS: '-mod=mod -modcacherw', GOTOOLCHAIN: 'local' };
    const { Dir } = JSON.parse(run('go', ['mod', 'download', '-json', `${name}@${version}`], { cwd: scratch, env }));
    cpSync(Dir, folder, { recursive: true });
  },
  maven({ name, version }, scratch, folder) {
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';
    run('mvn', ['-q', '-B', copy, `-Dartifact=${name}:${version}:jar:sources`, `-DoutputDirectory=${scratch}`], { cwd: scratch });
    unpack(scratch, folder);
  },
  crates({ name, version }, scratch, folder) {
    const home = join(scratch, 'home');
    run('cargo', ['info', '--quiet', `${name}@${version}`], { cwd: scratch, env: { ...process.env, CARGO_HOME: home } });
    const sources = join(home, 'registry', 'src');
    cpSync(join(sources, readdirSync(sources)[0] ?? '', `${name}-${version}`), folder, { recursive: true });
  },
  debian({ name, version }, scratch, folder) {
    run('apt-get', ['download', '-qq', `${name}=${version}`], { cwd: scratch });
    const archive = readdirSync(scratch).find((each) => each.endsWith('.deb'));
    run('dpkg-deb', ['--extract', join(scratch, archive ?? ''), folder]);
  },
};

const folderOf = (ecosystem, { name, version }) => join(cache, ecosystem, `${name.replace(/[/:]/g, '+')}@${version}`);
/** `tune` may be looked at while detection is worked on, `held` is for measuring. */
const halfOf = ({ name }) => (createHash('sha256').update(name).digest()[0] % 2 === 0 ? 'tune' : 'held');

function fetch(ecosystem, each) {
  const folder = folderOf(ecosystem, each);
  if (existsSync(folder)) return;
  const scratch = mkdtempSync(join(tmpdir(), 'tacit-package-'));
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  try {
    CLIENTS[ecosystem](each, scratch, unfinished);
    renameSync(unfinished, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Why a file that should be read was not, or not whole. */
const UNREAD = new Set(['unreadable', 'failed', 'too-slow']);

/** What a check finds in an ecosystem's packages (path below its folder, line, rule, grade), and the files that it did not read whole. */
function scan(ecosystem, check, scratch) {
  const report = join(reports ?? scratch, `${ecosystem}${check === 'credential' ? '' : `-${check}`}.sarif`);
  const parameters = [
    'scan',
    join(cache, ecosystem),
    '--rules',
    `${check}.`,
    '--no-cache',
    '--no-progress',
    '--fail-on',
    'never',
    '--format',
    'sarif',
    '--output',
    report,
  ];
  // From elsewhere and with a state of its own, so that no configuration of ours decides.
  const begun = performance.now();
  const done = spawnSync(process.execPath, [join(distribution, 'cli.js'), ...parameters], {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: scratch },
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - begun) / 1000;
  if (!existsSync(report)) throw new Error(`scan of ${ecosystem}: ${done.stderr.slice(-400)}`);
  const { runs } = JSON.parse(readFileSync(report, 'utf8'));
  const unread = runs.flatMap(({ properties }) => properties.skipped).filter(({ because }) => UNREAD.has(because));
  const findings = runs.flatMap(({ results }) =>
    results
      .filter(({ suppressions = [] }) => suppressions.length === 0)
      .map(({ ruleId, level, locations }) => {
        const { artifactLocation, region } = locations[0].physicalLocation;
        const path = decodeURIComponent(artifactLocation.uri).split(`${cache}/${ecosystem}/`).at(-1);
        return { path, line: region.startLine, rule: ruleId, grade: { error: 'real', warning: 'likely' }[level] ?? 'placeholder' };
      }),
  );
  return { findings, seconds, unread };
}

const count = (findings, key) => {
  const counts = new Map();
  for (const finding of findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
};

if (reports !== undefined) mkdirSync(reports, { recursive: true });
const total = { bytes: 0 };
for (const ecosystem of ecosystems) {
  const packages = list.packages[ecosystem];
  for (const each of packages) fetch(ecosystem, each);
  const folders = new Set(packages.map((each) => folderOf(ecosystem, each)));
  for (const name of readdirSync(join(cache, ecosystem))) {
    const folder = join(cache, ecosystem, name);
    // The list decides what is scanned.
    if (!folders.has(folder)) rmSync(folder, { recursive: true, force: true });
  }
  const scratch = mkdtempSync(join(tmpdir(), 'tacit-quiet-'));
  try {
    const { files, bytes } = sizeOf(join(cache, ecosystem));
    const halves = new Map(packages.map((each) => [folderOf(ecosystem, each).slice(join(cache, ecosystem).length + 1), halfOf(each)]));
    total.bytes += bytes;
    console.log(`${ecosystem}: ${packages.length} packages, ${(bytes / 1e6).toFixed(0)} MB, ${files} files`);
    for (const check of checks) {
      const { findings: all, seconds, unread } = scan(ecosystem, check, scratch);
      const findings = all.map((finding) => ({ ...finding, half: halves.get(finding.path.split('/')[0]) }));
      const warned = findings.filter(({ grade }) => grade !== 'placeholder');
      const tuned = warned.filter(({ half }) => half === 'tune');
      total[check] = (total[check] ?? 0) + warned.length;
      console.log(`  ${check}: ${seconds.toFixed(1)} s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s`);
      console.log(`    grades: ${count(findings, ({ grade }) => grade)}`);
      console.log(`    real or likely, by half: ${count(warned, ({ half }) => half)}`);
      console.log(`    real or likely, by rule (tune): ${count(tuned, ({ rule }) => rule)}`);
      for (const { path, because } of unread) console.log(`    not read whole (${because}): ${path}`);
      if (unread.length > 0) process.exitCode = 1;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
console.log(`all: ${(total.bytes / 1e6).toFixed(0)} MB, at real or likely ${checks.map((check) => `${total[check]} of ${check}`).join(', ')}`);
