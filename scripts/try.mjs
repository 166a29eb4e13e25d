#!/usr/bin/env node
// npm run try: walks a copy of samples/ through the whole chain in the terminal, each step verified.
//   npm run try -- --editor    opens the sample in VS Code instead (the desktop one, or one served on loopback)
//   npm run try -- --keep      leaves the copy in place to play with
//   npm run try -- --built     takes dist/ as it is, without installing and building
// It has a HOME and a state folder of its own inside the copy, asks nothing, and ends every process it starts.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, installDependencies, requireNode, root, say } from './steps.mjs';

const KNOWN = ['--editor', '--keep', '--built'];
const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !KNOWN.includes(flag));
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown[0]}. Known: ${KNOWN.join(', ')}.`);
  process.exit(2);
}
requireNode();
if (!flags.has('--built')) {
  installDependencies();
  say('building Tacit');
  build();
}

const started = Date.now();
const home = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-try-')));
const shop = join(home, 'shop');
const keep = flags.has('--keep');
const dispose = () => {
  if (!keep) rmSync(home, { recursive: true, force: true, maxRetries: 3 });
};
process.on('exit', dispose);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** Values in the shape of real ones, new for each run, so that no file of this repository holds one. */
function makeValues() {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const letters = (length) => Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
  return {
    STRIPE: ['sk', 'live', letters(24)].join('_'),
    DATABASE: `${letters(10)}-${letters(9)}`,
    REPORT: `${letters(8)}!${letters(8)}`,
    BACKUP: letters(32),
    SPRING: `${letters(9)}-${letters(8)}`,
    COMPOSE: `${letters(12)}_${letters(6)}`,
    SENDGRID: ['SG', letters(22), letters(43)].join('.'),
  };
}

/** Copies the sample and puts values where a file says @@NAME@@. */
function plant() {
  const values = makeValues();
  cpSync(join(root, 'samples', 'shop'), shop, { recursive: true });
  for (const file of filesBelow(shop)) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/@@([A-Z]+)@@/g, (whole, name) => values[name] ?? whole),
      { mode: statSync(file).mode },
    );
  }
  renameSync(join(shop, '.env.sample-input'), join(shop, '.env'));
  return values;
}

/** The shop as somebody would find it: in a git repository, committed. False where there is no git; then a bare `.git` marks the project. */
function commitShop() {
  const git = (...parameters) => spawnSync('git', ['-C', shop, ...parameters], { env: environment(), stdio: 'ignore' }).status === 0;
  if (git('init', '-q') && git('add', '--all') && git('commit', '-q', '-m', 'A shop')) return true;
  mkdirSync(join(shop, '.git'), { recursive: true });
  return false;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? (entry.name === '.git' ? [] : filesBelow(path)) : [path];
  });
}

/** Nothing of the user's: another HOME, state, configuration, and no keys from outside. */
function environment() {
  const kept = {};
  for (const name of ['PATH', 'LANG', 'LC_ALL', 'TERM', 'TMPDIR', 'SYSTEMROOT', 'COMSPEC', 'PATHEXT', 'NO_COLOR'])
    if (process.env[name] !== undefined) kept[name] = process.env[name];
  return {
    ...kept,
    HOME: join(home, 'home'),
    USERPROFILE: join(home, 'home'),
    XDG_CONFIG_HOME: join(home, 'home', '.config'),
    XDG_STATE_HOME: join(home, 'home', '.local', 'state'),
    XDG_CACHE_HOME: join(home, 'home', '.cache'),
    XDG_RUNTIME_DIR: join(home, 'home', 'run'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, 'home', '.gitconfig'),
    GIT_AUTHOR_NAME: 'somebody',
    GIT_AUTHOR_EMAIL: 'somebody@localhost',
    GIT_COMMITTER_NAME: 'somebody',
    GIT_COMMITTER_EMAIL: 'somebody@localhost',
  };
}

function tacit(...parameters) {
  mkdirSync(join(home, 'home', 'run'), { recursive: true, mode: 0o700 });
  return spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...parameters], {
    cwd: shop,
    env: environment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  });
}

const bold = (text) => (process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[0m` : text);

let steps = 0;
function title(text, why) {
  console.log(`\n${bold(`${++steps}  ${text}`)}\n   ${why}\n`);
}

/** A command line as a person would type it. */
const typed = (text) => console.log(`   $ ${text}`);

/** Everything shown passes here: no planted value may reach the terminal, not even a part of a line of ours. */
function show(text, indent = '   ') {
  for (const value of Object.values(planted)) if (text.includes(value)) die(`a planted value was about to be shown`);
  console.log(
    text
      .trimEnd()
      .split('\n')
      .map((line) => indent + line)
      .join('\n'),
  );
}

const masked = (text) => Object.values(planted).reduce((shown, value) => shown.replaceAll(value, '••••••••'), text);

function die(text, run) {
  console.error(`\n\u2717 ${text}`);
  if (run !== undefined) console.error(masked(`${run.stdout ?? ''}\n${run.stderr ?? ''}`).trimEnd());
  process.exit(1);
}

function verify(condition, text, run) {
  if (!condition) die(`not so: ${text}`, run);
  console.log(`   \u2713 ${text}`);
}

const fingerprint = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const has = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** The files in which a value is planted, and the variable under which each ends up. */
const PLANTED = {
  'src/payments.js': 'STRIPE_KEY',
  'src/database.js': 'DATABASE_PASSWORD',
  'reports/export.py': 'EXPORT_PASSWORD',
  'scripts/backup.sh': 'BACKUP_TOKEN',
  'service/src/main/resources/application.yml': 'DATASOURCE_PASSWORD',
  'compose.yaml': 'POSTGRES_PASSWORD',
  '.env': 'SENDGRID_API_KEY',
};
const files = Object.keys(PLANTED);

function find() {
  title('A small shop, with its secrets in the code', 'A copy of samples/shop in a git repository of its own, with made-up values. For instance:');
  typed('cat src/payments.js');
  show(masked(readFileSync(join(shop, 'src/payments.js'), 'utf8')));

  title('Find them', 'Nothing is sent anywhere, and no value is shown.');
  typed('tacit scan');
  const scan = tacit('scan');
  show(scan.stdout);
  const { findings } = JSON.parse(tacit('scan', '--format', 'json').stdout || '{"findings":[]}');
  const reported = new Set(findings.filter(({ level }) => level !== 'note').map(({ path }) => path));
  verify(scan.status === 1 && files.every((file) => reported.has(file)), `each of the ${files.length} planted values is reported`, scan);
}

function move(committed) {
  title('Move them', 'Each value goes into an encrypted vault in the project, and the code keeps a reference to it.');
  if (committed) {
    typed('tacit trust                   (so that git may be asked where the values still are)');
    const trusted = tacit('trust');
    verify(trusted.status === 0, 'you trust this folder', trusted);
  }
  typed('tacit fix --yes               (without --yes it asks about each)');
  const fix = tacit('fix', '--yes');
  show(fix.stdout);
  verify(fix.status === 0, 'every value was moved', fix);
  for (const path of filesBelow(shop)) {
    const text = readFileSync(path, 'utf8');
    for (const value of Object.values(planted)) if (text.includes(value)) die(`${relative(shop, path)} still holds a planted value`);
  }
  verify(
    readFileSync(join(shop, 'secrets.sops.json'), 'utf8').includes('ENC[AES256_GCM'),
    'no file holds a planted value any more; the vault holds ciphertext',
  );
  if (!committed) return;
  const before = spawnSync('git', ['-C', shop, 'show', 'HEAD:src/payments.js'], { env: environment(), encoding: 'utf8' });
  const named = files.every((file) => fix.stdout.split('\n').some((line) => line.includes('HEAD') && line.includes(file)));
  verify(before.stdout.includes(planted.STRIPE) && named, 'git’s last commit still holds them, and Tacit said so', fix);
}

function read() {
  title('Read the code afterwards', 'It fails fast where a value is missing. The manifest says where each value lives, and may be committed; the vault too.');
  for (const file of files.filter((name) => name !== '.env')) {
    const lines = readFileSync(join(shop, file), 'utf8').split('\n');
    console.log(`   ${file}`);
    show(
      lines
        .filter((line) => line.includes(PLANTED[file]))
        .map((line) => line.trim())
        .join('\n'),
      '      ',
    );
  }
  console.log('   tacit.env.yaml');
  const manifest = readFileSync(join(shop, 'tacit.env.yaml'), 'utf8');
  show(
    manifest
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .join('\n'),
    '      ',
  );
  console.log('');
  verify(
    Object.values(PLANTED).every((variable) => manifest.includes(`${variable}: "ref+sops://`)),
    'the manifest maps each variable to its reference',
  );
}

function run() {
  title('Run it', 'Without the vault it stops and says what is missing; `tacit run` supplies the values to this one program.');
  typed('node src/main.js');
  const bare = spawnSync(process.execPath, ['src/main.js'], { cwd: shop, env: environment(), encoding: 'utf8' });
  const said = /Error: (.* is not set)/.exec(bare.stderr)?.[1];
  show(said ?? '');
  verify(bare.status !== 0 && said !== undefined, 'it does not start without its values', bare);
  // What a program received is known by its fingerprint: the value itself would be masked, and is never printed.
  const programs = [
    { command: [process.execPath, 'src/main.js'], shown: 'node src/main.js', values: [planted.STRIPE, planted.DATABASE] },
    ...(has('python3') ? [{ command: ['python3', 'reports/export.py'], shown: 'python3 reports/export.py', values: [planted.REPORT] }] : []),
    ...(has('bash') ? [{ command: ['bash', 'scripts/backup.sh'], shown: 'bash scripts/backup.sh', values: [planted.BACKUP] }] : []),
  ];
  for (const { command, shown, values } of programs) {
    const ran = tacit('run', '--', ...command);
    typed(`tacit run -- ${shown}`);
    show(ran.stdout);
    const arrived = ran.status === 0 && values.every((value) => ran.stdout.includes(fingerprint(value)));
    verify(arrived, `${shown.split(' ')[0]} received ${values.length === 1 ? 'its value' : 'its values'}`, ran);
  }
  typed('tacit run -- node -e "console.log(process.env.STRIPE_KEY)"');
  const printed = tacit('run', '--', process.execPath, '-e', 'console.log(process.env.STRIPE_KEY)');
  show(printed.stdout);
  verify(printed.status === 0 && printed.stdout.trim() === '••••••••', 'a value that a program prints comes out as eight dots', printed);
}

function scanAgain() {
  title('Look again', 'This is what a hook or a CI job would see from now on.');
  typed('tacit scan');
  const last = tacit('scan');
  show(last.stdout);
  verify(last.status === 0, 'nothing is left to report', last);
}

/** For --keep: `tacit` with the copy's own HOME, in one word. */
function writeLauncher() {
  const names = ['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'GIT_CONFIG_GLOBAL'];
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const variables = Object.entries(environment()).filter(([name]) => names.includes(name));
  const set = variables.map(([name, value]) => `${name}=${quoted(value)}`).join(' ');
  const launcher = join(home, 'tacit');
  writeFileSync(launcher, `#!/bin/sh\nexec env ${set} ${quoted(process.execPath)} ${quoted(join(root, 'dist', 'cli.js'))} "$@"\n`);
  chmodSync(launcher, 0o755);
}

function walk() {
  const committed = commitShop();
  if (!committed) console.log('\n   git is not installed, or cannot commit here: what it would still hold is not shown.');
  find();
  move(committed);
  read();
  run();
  scanAgain();
  console.log(`\nDone, in ${((Date.now() - started) / 1000).toFixed(0)} s: every ✓ was checked, not just printed.`);
  if (keep) {
    writeLauncher();
    console.log(`The copy stays: cd ${shop} && ../tacit secret list`);
  } else console.log('The copy was removed. --keep leaves it; --editor opens it, unmoved, in VS Code.');
}

const planted = plant();
if (flags.has('--editor')) {
  commitShop();
  const { serveEditor } = await import('./serveEditor.mjs');
  await serveEditor({ folder: shop, home, open: join(shop, 'src', 'payments.js') });
  process.exit(0);
}
walk();
