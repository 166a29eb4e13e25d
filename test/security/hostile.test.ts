import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCanary, searchBytes } from '../support/canary';
import { startBuiltServer } from '../support/serverProcess';
import { distribution, makeSandbox, type Sandbox, tacit } from '../support/tacit';

/** Repositories that want something of whoever opens them, against the built command line and the built server, every system call recorded. */
let connections = 0;
let evil: Server;
let address: string;
const sandboxes: Sandbox[] = [];

beforeAll(async () => {
  evil = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done));
  address = `127.0.0.1:${(evil.address() as AddressInfo).port}`;
});
afterAll(() => {
  evil.close();
  sandboxes.forEach((sandbox) => sandbox.dispose());
});
afterEach(() => {
  connections = 0;
});

function open(files: Readonly<Record<string, string>>): Sandbox {
  const sandbox = makeSandbox();
  sandboxes.push(sandbox);
  for (const [name, text] of Object.entries({ '.git/HEAD': 'ref: refs/heads/main\n', ...files })) {
    mkdirSync(join(sandbox.project, name, '..'), { recursive: true });
    writeFileSync(join(sandbox.project, name), text);
  }
  return sandbox;
}

/** What a reference could try: a server, credentials, certificates, profiles, proxies, programs, files; in every scheme that vals knows. */
function hostileReferences(fifo: string): string[] {
  const url = `http://${address}`;
  const parameters = [
    `address=${url}`,
    `address=${url}&token_file=${fifo}`,
    `token_file=${fifo}`,
    `token_env=HOME&address=${url}`,
    `namespace=evil&address=${url}`,
    `proto=http&host=${address}`,
    `ca_cert=${fifo}&address=${url}`,
    `role_id=x&secret_id=y&address=${url}`,
    `auth_method=kubernetes&address=${url}`,
    `ADDRESS=${url}`,
    `version=1&address=${url}`,
  ];
  return [
    ...parameters.map((each) => `ref+vault://secret/app?${each}#/k`),
    ...parameters.slice(0, 7).map((each) => `ref+sops://secrets.sops.json?${each}#/k`),
    ...['awssecrets', 'awsssm', 'gcpsecrets', 'azurekeyvault', 'k8s', 'doppler', 'conjur', 'onepasswordconnect', 'gitlab', 'tfstate'].map(
      (scheme) => `ref+${scheme}://${address}/x?address=${url}&endpoint=${url}&profile=evil&kubeConfigPath=${fifo}#/k`,
    ),
    `ref+exec:///bin/sh?args=-c`,
    `ref+exec://touch/sentinel`,
    `ref+file://${fifo}`,
    `ref+envsubst://$HOME`,
    `ref+httpjson://${address}/x?insecure=true#/k`,
    `ref+sops://${fifo}#/k`,
    `ref+sops://../../../../../..${fifo}#/k`,
    `ref+sops:///dev/zero#/k`,
    `ref+vault://${address}@evil/x#/k`,
    `ref+vault://user:pass@${address}/x#/k`,
    `secretref+vault://secret/app?address=${url}#/k`,
    `ref+tfstategs://bucket/x?address=${url}#/k`,
  ];
}

const children = (trace: string): string[] => trace.split('\n').filter((line) => line.includes('execve(') && !line.includes('/node"'));
const networked = (trace: string): string[] => trace.split('\n').filter((line) => line.includes('connect(') && line.includes('AF_INET'));
const CALLS = 'execve,connect,open,openat';

describe('40 hostile references', () => {
  function scene(): { sandbox: Sandbox; fifo: string; references: string[] } {
    const sandbox = open({});
    const fifo = join(sandbox.root, 'token.fifo');
    execFileSync('mkfifo', [fifo]);
    const references = hostileReferences(fifo);
    const manifest = references.map((reference, index) => `NAME_${String(index)}: ${JSON.stringify(reference)}\n`).join('');
    writeFileSync(join(sandbox.project, 'tacit.env.yaml'), manifest);
    writeFileSync(join(sandbox.project, 'tacit.json'), JSON.stringify({ version: 1, stores: { evil: { kind: 'vault', address: `http://${address}` } } }));
    return { sandbox, fifo, references };
  }

  it('connect to nothing and open nothing by the command line, trusted or not', async () => {
    const { sandbox, fifo, references } = scene();
    expect(references.length).toBeGreaterThanOrEqual(40);
    const environment = { VAULT_TOKEN: 'ambient', VAULT_ADDR: `http://${address}` };
    for (const trusted of [false, true]) {
      if (trusted) expect((await tacit(sandbox, ['trust'])).code).toBe(0);
      for (const command of [
        ['env', 'check'],
        ['run', '--', 'touch', 'started'],
        ['scan', '.'],
        ['secret', 'list'],
      ]) {
        const ran = await tacit(sandbox, command, { strace: true, calls: CALLS, environment });
        expect(ran.trace).toContain('execve(');
        expect(networked(ran.trace)).toEqual([]);
        expect(children(ran.trace)).toEqual([]);
        expect(ran.trace.includes(fifo)).toBe(false);
        if (command[0] === 'run') expect(ran.code).toBe(125);
        if (command[0] === 'env') expect(ran.stdout).not.toContain('resolves\n');
      }
    }
    // One by one, each approved by its own digest: still nothing is resolved.
    for (const reference of references.filter((_each, index) => index % 8 === 0)) {
      writeFileSync(join(sandbox.project, 'tacit.env.yaml'), `NAME: ${JSON.stringify(reference)}\n`);
      const asked = await tacit(sandbox, ['run', '--', 'touch', 'started']);
      const digest = /--approve (\w+)/.exec(asked.stderr)?.[1] ?? 'none';
      const ran = await tacit(sandbox, ['run', '--approve', digest, '--', 'touch', 'started'], { strace: true, calls: CALLS, environment });
      expect([ran.code, networked(ran.trace), ran.trace.includes(fifo)]).toEqual([125, [], false]);
    }
    expect(existsSync(join(sandbox.project, 'started'))).toBe(false);
    expect(connections).toBe(0);
  });

  it.each([
    ['an editor like Neovim', {}],
    ['our own client, trusted', { own: { trusted: true, privateChannel: true } }],
  ])('connect to nothing and open nothing by the server for %s', async (_name, setup) => {
    const { sandbox, fifo, references } = scene();
    const { client, trace } = await startBuiltServer(sandbox, setup, {
      calls: CALLS,
      environment: { VAULT_TOKEN: 'ambient', VAULT_ADDR: `http://${address}` },
    });
    let hovers = 0;
    for (const [name, language] of [
      ['tacit.env.yaml', 'yaml'],
      ['other.yaml', 'yaml'],
    ] as const) {
      const uri = pathToFileURL(join(sandbox.project, name)).href;
      await client.open(uri, language, references.map((reference, index) => `NAME_${String(index)}: ${JSON.stringify(reference)}\n`).join(''));
      await client.diagnostics(uri);
      await client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri } } as never).catch(() => undefined);
      for (const line of references.keys())
        for (const method of ['textDocument/hover', 'textDocument/completion', 'textDocument/definition']) {
          const answer = await client.connection
            .sendRequest(method, { textDocument: { uri }, position: { line, character: 20 } } as never)
            .catch(() => undefined);
          if (method === 'textDocument/hover' && answer !== null && answer !== undefined) hovers++;
        }
    }
    await client.ask('tacit/store/children', {});
    await client.stop();
    expect(hovers).toBeGreaterThan(10);
    expect(networked(trace())).toEqual([]);
    expect(children(trace())).toEqual([]);
    expect(trace().includes(`"${fifo}"`)).toBe(false);
    expect(connections).toBe(0);
  });
});

const script = (sentinel: string): string => `#!/bin/sh\ntouch ${sentinel}\nexit 1\n`;

describe('programs that a repository plants', () => {
  it('as git, sops, op and node, with PATH=.: are not run, while the real git is', async () => {
    const sandbox = open({});
    rmSync(join(sandbox.project, '.git'), { recursive: true });
    const sentinel = join(sandbox.root, 'sentinel');
    writeFileSync(join(sandbox.project, 'a.js'), `const dbPassword = '${makeCanary()}';\n`);
    const git = (...parameters: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', ...parameters], { cwd: sandbox.project });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    mkdirSync(join(sandbox.project, 'bin'));
    for (const name of ['git', 'sops', 'op', 'bin/git', 'bin/sops']) {
      writeFileSync(join(sandbox.project, name), script(sentinel));
      chmodSync(join(sandbox.project, name), 0o755);
    }
    await tacit(sandbox, ['trust']);
    const environment = { PATH: `.::bin:${sandbox.project}:${process.env.PATH ?? ''}` };
    const ran = await tacit(sandbox, ['fix', '.', '--yes'], { strace: true, environment });
    expect(ran.stdout).toMatch(/HEAD/);
    expect(children(ran.trace).some((line) => /execve\("\/[^"]*\/git"/.test(line))).toBe(true);
    expect(existsSync(sentinel)).toBe(false);
  });

  it('in the configuration of git are not run by scan, fix or the check of the history', async () => {
    const sandbox = open({});
    rmSync(join(sandbox.project, '.git'), { recursive: true });
    const sentinel = join(sandbox.root, 'sentinel');
    const payload = join(sandbox.project, 'payload.sh');
    writeFileSync(payload, script(sentinel));
    chmodSync(payload, 0o755);
    const git = (...parameters: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', ...parameters], {
        cwd: sandbox.project,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const attempt = (...parameters: string[]): void => {
      try {
        git(...parameters);
      } catch {
        // The payload fails on purpose.
      }
    };
    git('init', '-q');
    writeFileSync(join(sandbox.project, '.gitattributes'), '* diff=evil filter=evil\n');
    writeFileSync(join(sandbox.project, 'a.js'), `const other = 1;\n`);
    git('add', '.');
    git('commit', '-qm', 'one');
    const blob = git('rev-parse', 'HEAD:a.js').trim();
    writeFileSync(join(sandbox.project, 'a.js'), `const dbPassword = '${makeCanary()}';\n`);
    git('commit', '-qam', 'two');
    writeFileSync(join(sandbox.project, 'a.js'), `const dbPassword = '${makeCanary()}';\n`);
    mkdirSync(join(sandbox.project, 'hooks'));
    for (const hook of ['pre-commit', 'post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc']) {
      writeFileSync(join(sandbox.project, 'hooks', hook), script(sentinel));
      chmodSync(join(sandbox.project, 'hooks', hook), 0o755);
    }
    for (const [key, value] of [
      ['core.fsmonitor', payload],
      ['core.hooksPath', 'hooks'],
      ['core.pager', payload],
      ['core.sshCommand', payload],
      ['diff.external', payload],
      ['diff.evil.textconv', payload],
      ['diff.evil.command', payload],
      ['filter.evil.clean', payload],
      ['filter.evil.smudge', payload],
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', '.'],
      ['remote.origin.uploadpack', payload],
    ] as const)
      git('config', key, value);
    rmSync(join(sandbox.project, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    // The payloads work against a plain git, each in its own way, or the rest would prove nothing.
    for (const plain of [['status'], ['cat-file', '-p', blob]]) {
      attempt(...plain);
      expect(existsSync(sentinel), plain[0]).toBe(true);
      rmSync(sentinel);
    }
    await tacit(sandbox, ['trust']);
    await tacit(sandbox, ['scan', '.']);
    const fixed = await tacit(sandbox, ['fix', '.', '--yes'], { strace: true });
    expect(children(fixed.trace).some((line) => line.includes('/git"'))).toBe(true);
    expect(existsSync(sentinel)).toBe(false);
  });
});

describe('a crash with debug doors set', () => {
  const opens = (port: number): Promise<boolean> =>
    new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        done(true);
      });
      socket.on('error', () => done(false));
    });

  it.each([
    ['server', ['server.js'], 1],
    ['command line', ['cli.js', 'run', '--', 'sleep', '8'], 2],
  ])('of the %s: no port, no report, no message', async (_name, [bundle = '', ...parameters], code) => {
    const sandbox = open({ 'tacit.env.yaml': '{}\n' });
    const reports = join(sandbox.root, 'reports');
    mkdirSync(reports);
    const canary = makeCanary();
    const preload = join(sandbox.root, 'preload.cjs');
    // Says that Node is up, its inspector with it, and crashes when it is told to: nothing here depends on how fast the machine is.
    const [up, crash] = [join(sandbox.root, 'up'), join(sandbox.root, 'crash')];
    writeFileSync(
      preload,
      `const fs = require('node:fs');\nfs.writeFileSync(${JSON.stringify(up)}, '');\n` +
        `setInterval(() => { if (fs.existsSync(${JSON.stringify(crash)})) throw new Error(${JSON.stringify(canary)}); }, 50);\n`,
    );
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const child = spawn(process.execPath, [join(distribution, bundle), ...parameters], {
      cwd: sandbox.project,
      env: {
        ...sandbox.environment,
        NODE_OPTIONS: `--require ${preload} --inspect=127.0.0.1:${String(port)} --report-uncaught-exception --report-on-fatalerror --report-on-signal --report-directory=${reports} --heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${reports}`,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    const ended = new Promise<number | null>((done) => child.on('close', done));
    await expect.poll(() => existsSync(up), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => opens(port), { timeout: 10_000 }).toBe(false);
    expect(child.exitCode).toBeNull();
    // A signal that would open the inspector, one that would write the heap: once they were handled, the port is still closed.
    child.kill('SIGUSR1');
    child.kill('SIGUSR2');
    await new Promise((done) => setTimeout(done, 300));
    expect(await opens(port)).toBe(false);
    writeFileSync(crash, '');
    expect(await ended).toBe(code);
    expect(searchBytes('output', Buffer.from(output), [canary])).toEqual([]);
    expect(readdirSync(reports)).toEqual([]);
    expect(readdirSync(sandbox.project).filter((name) => /report|core|heap/.test(name))).toEqual([]);
  });
});
