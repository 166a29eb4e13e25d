#!/usr/bin/env node
// npm run try: walks a copy of samples/ through the whole chain in the terminal, each step verified.
//   npm run try -- --editor    opens the sample in VS Code instead (the desktop one, or one served on loopback)
//   npm run try -- --keep      leaves the copy in place to play with
// It has a HOME and a state folder of its own inside the copy, asks nothing, and ends every process it starts.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, installDependencies, requireNode, root, say } from './steps.mjs';

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--editor', '--keep'].includes(flag));
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown[0]}. Known: --editor, --keep.`);
  process.exit(2);
}
requireNode();
installDependencies();
say('building Tacit');
build();

const home = mkdtempSync(join(tmpdir(), 'tacit-try-'));
const shop = join(home, 'shop');
const keep = flags.has('--keep');
const dispose = () => {
  if (!keep) rmSync(home, { recursive: true, force: true });
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
  // A folder of its own is a project of its own; git is asked only where it is installed.
  if (spawnSync('git', ['init', '-q', shop], { env: environment(), stdio: 'ignore' }).status !== 0) mkdirSync(join(shop, '.git'), { recursive: true });
  return values;
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

function title(number, text) {
  console.log(`\n\u2500\u2500 ${number} \u2500\u2500 ${text}\n`);
}

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
  if (run !== undefined) console.error(masked(`${run.stdout}\n${run.stderr}`));
  process.exit(1);
}

function verify(condition, text, run) {
  if (!condition) die(`not so: ${text}`, run);
  console.log(`   \u2713 ${text}`);
}

const fingerprint = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const has = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

function walk() {
  const files = [
    'src/payments.js',
    'src/database.js',
    'reports/export.py',
    'scripts/backup.sh',
    'service/src/main/resources/application.yml',
    'compose.yaml',
    '.env',
  ];

  title(1, 'a small shop, with its secrets in the code');
  show(masked(readFileSync(join(shop, 'src/payments.js'), 'utf8')));

  title(2, 'tacit scan: what is there');
  const first = tacit('scan', '.');
  show(first.stdout);
  const json = JSON.parse(tacit('scan', '.', '--format', 'json').stdout);
  const reported = new Set(json.findings.filter(({ level }) => level !== 'note').map(({ path }) => path));
  verify(first.status === 1 && files.every((file) => reported.has(file)), `each of the ${files.length} planted values is reported`, first);

  title(3, 'tacit fix: each value moves into an encrypted vault, the code keeps a reference');
  const fix = tacit('fix', '.', '--yes');
  show(fix.stdout);
  verify(fix.status === 0, 'every value was moved', fix);
  const store = readFileSync(join(shop, 'secrets.sops.json'), 'utf8');
  verify(existsSync(join(shop, 'tacit.env.yaml')), 'the manifest maps each variable to its reference');
  for (const path of filesBelow(shop)) {
    const text = readFileSync(path, 'utf8');
    for (const value of Object.values(planted)) if (text.includes(value)) die(`${relative(shop, path)} still holds a planted value`);
  }
  verify(store.includes('ENC[AES256_GCM'), 'no file holds a planted value any more; the vault holds ciphertext');

  title(4, 'the code afterwards');
  for (const file of files.slice(0, 5)) {
    console.log(`   ${file}`);
    show(
      readFileSync(join(shop, file), 'utf8')
        .split('\n')
        .filter((line) => /process\.env|environ|:\?|\$\{/.test(line))
        .join('\n'),
      '      ',
    );
  }
  console.log('   tacit.env.yaml');
  show(readFileSync(join(shop, 'tacit.env.yaml'), 'utf8'), '      ');

  title(5, 'without the vault the program stops and says what is missing');
  const bare = spawnSync(process.execPath, ['src/main.js'], { cwd: shop, env: environment(), encoding: 'utf8' });
  verify(bare.status !== 0 && / is not set/.test(bare.stderr), `node src/main.js: ${/Error: (.*)/.exec(bare.stderr)?.[1] ?? ''}`, bare);

  title(6, 'tacit run: the values arrive');
  const programs = [
    { command: [process.execPath, 'src/main.js'], shown: 'node src/main.js', values: [planted.STRIPE, planted.DATABASE] },
    ...(has('python3') ? [{ command: ['python3', 'reports/export.py'], shown: 'python3 reports/export.py', values: [planted.REPORT] }] : []),
    ...(has('bash') ? [{ command: ['bash', 'scripts/backup.sh'], shown: 'bash scripts/backup.sh', values: [planted.BACKUP] }] : []),
  ];
  for (const { command, shown, values } of programs) {
    const ran = tacit('run', '--', ...command);
    console.log(`   $ tacit run -- ${shown}`);
    show(ran.stdout, '   ');
    verify(
      ran.status === 0 && values.every((value) => ran.stdout.includes(fingerprint(value))),
      `${shown.split(' ')[0]} received ${values.length === 1 ? 'its value' : 'its values'}`,
      ran,
    );
  }
  const printed = tacit('run', '--', process.execPath, '-e', 'console.log(Object.values(process.env).join("\\n"))');
  verify(
    printed.status === 0 && !Object.values(planted).some((value) => printed.stdout.includes(value)) && printed.stdout.includes('••••••••'),
    'a program that prints its whole environment prints eight dots',
    printed,
  );

  title(7, 'tacit scan: clean');
  const last = tacit('scan', '.');
  show(last.stdout);
  verify(last.status === 0, 'nothing is left to report', last);

  console.log(`\nDone. ${keep ? `The copy is in ${shop}.` : 'The copy was removed; --keep leaves it, --editor opens it in VS Code.'}`);
}

const planted = plant();
if (flags.has('--editor')) {
  const { serveEditor } = await import('./serveEditor.mjs');
  await serveEditor({ folder: shop, home, open: join(shop, 'src', 'payments.js') });
  process.exit(0);
}
walk();
