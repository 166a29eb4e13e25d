import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { removeFolder } from './removeFolder';

/** A real OpenBao that runs beside the tests, with a folder and an environment of its own. */
export interface OpenBao {
  readonly url: string;
  readonly root: string;
  /** PEM of the authority that signed the server's certificate, where it speaks TLS. */
  readonly ca: string | undefined;
  /** The audit log so far. */
  audit(): string;
  /** A call of the HTTP API as an operator makes it, not through Tacit. */
  api(method: string, path: string, body?: unknown, token?: string): Promise<{ readonly status: number; readonly json: never }>;
  /** A fresh KV v2 mount. */
  mount(name?: string): Promise<string>;
  /** A token that may do what these policy lines say. */
  tokenFor(rules: Readonly<Record<string, readonly string[]>>, options?: object): Promise<string>;
  /** Stops the process and starts it on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `dev`: unsealed, in memory. `inmem`: as a server starts, not yet initialised. `raft`: as that, and keeps its data on disk. */
export interface OpenBaoOptions {
  readonly mode?: 'dev' | 'inmem' | 'raft';
  readonly tls?: boolean;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

function openssl(folder: string, ...parameters: string[]): void {
  const done = spawnSync(requireTools(['openssl']).openssl, parameters, { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`openssl ${parameters.join(' ')}: ${done.stderr}`);
}

/** A private authority and a certificate of it for localhost. `name.crt`, `name.key`, `ca.pem` in the folder. */
export function makeAuthority(folder: string, name = 'server'): string {
  const ext = join(folder, 'ext');
  writeFileSync(ext, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const days = ['-days', '2'];
  openssl(
    folder,
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    ...days,
    '-subj',
    '/CN=test authority',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  );
  openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/CN=localhost');
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    `${name}.crt`,
    ...days,
    '-extfile',
    ext,
  );
  return readFileSync(join(folder, 'ca.pem'), 'utf8');
}

export async function startOpenBao({ mode = 'dev', tls = false }: OpenBaoOptions = {}): Promise<OpenBao> {
  const { openbao: program } = requireTools(['openbao']);
  const folder = mkdtempSync(join(tmpdir(), 'tacit-bao-'));
  const port = await freePort();
  const ca = tls ? makeAuthority(folder) : undefined;
  const root = `root-${Math.random().toString(36).slice(2)}`;
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${String(port)}`;
  const auditLog = join(folder, 'audit.log');
  mkdirSync(join(folder, 'data'), { recursive: true });
  const audit = `audit "file" "main" { options { file_path = "${auditLog}" } }\n`;
  const listener = `listener "tcp" { address = "127.0.0.1:${String(port)}"\n ${tls ? `tls_cert_file = "${join(folder, 'server.crt')}"\n tls_key_file = "${join(folder, 'server.key')}"` : 'tls_disable = true'} }\n`;
  const cluster = `api_addr = "${url}"\ncluster_addr = "http://127.0.0.1:${String(await freePort())}"\n`;
  const storage =
    mode === 'raft'
      ? `storage "raft" { path = "${join(folder, 'data')}"\n node_id = "one"\n performance_multiplier = "1" }\n${cluster}`
      : 'storage "inmem" {}\n';
  const config = join(folder, 'config.hcl');
  writeFileSync(config, mode === 'dev' && !tls ? audit : storage + listener + audit);
  const dev = ['-dev', `-dev-root-token-id=${root}`, '-dev-no-store-token', `-dev-listen-address=127.0.0.1:${String(port)}`];
  let child: ChildProcess | undefined;
  let agent: http.Agent | undefined;

  const send = (method: string, path: string, body: unknown, token: string): Promise<{ status: number; json: never }> =>
    new Promise((resolve, reject) => {
      const content = body === undefined ? undefined : JSON.stringify(body);
      const headers = { 'X-Vault-Token': token, ...(content === undefined ? {} : { 'Content-Type': 'application/json' }) };
      const request = (tls ? https : http).request(`${url}/v1/${path}`, { method, headers, agent, ...(ca === undefined ? {} : { ca }) }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, json: (text === '' ? {} : JSON.parse(text)) as never }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(content);
    });

  async function start(): Promise<void> {
    agent = new (tls ? https : http).Agent({ keepAlive: true, maxSockets: 20 });
    const log = openSync(join(folder, 'server.log'), 'a');
    child = spawn(program, ['server', ...(mode === 'dev' && !tls ? dev : []), `-config=${config}`], {
      env: { PATH: process.env.PATH, HOME: folder },
      stdio: ['ignore', log, log],
    });
    for (let attempt = 0; ; attempt++) {
      const answered = await send('GET', 'sys/seal-status', undefined, '').catch(() => undefined);
      if (answered?.status === 200) return;
      if (attempt > 300 || child.exitCode !== null) throw new Error(`OpenBao did not start:\n${readFileSync(join(folder, 'server.log'), 'utf8').slice(-3000)}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async function end(): Promise<void> {
    const running = child;
    agent?.destroy();
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((done) => running.once('exit', done));
    running.kill('SIGTERM');
    const hard = setTimeout(() => running.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(hard);
  }

  await start();
  let rootToken = root;
  const api: OpenBao['api'] = async (method, path, body, token = rootToken) => {
    const answered = await send(method, path, body, token);
    if (path === 'sys/init' && answered.status === 200) rootToken = (answered.json as { root_token: string }).root_token;
    return answered;
  };
  const must = async (method: string, path: string, body?: unknown): Promise<never> => {
    const { status, json } = await api(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${String(status)} ${JSON.stringify(json)}`);
    return json;
  };
  if (mode === 'dev' && tls) {
    const { keys } = (await must('PUT', 'sys/init', { secret_shares: 1, secret_threshold: 1 })) as { keys: string[] };
    await must('PUT', 'sys/unseal', { key: keys[0] });
    await must('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } });
  }
  let made = 0;
  return {
    url,
    get root() {
      return rootToken;
    },
    ca,
    audit: () => readFileSync(auditLog, 'utf8'),
    api,
    async mount(name = `kv${String(++made)}-${Math.random().toString(36).slice(2, 8)}`) {
      await must('POST', `sys/mounts/${name}`, { type: 'kv', options: { version: '2' } });
      return name;
    },
    async tokenFor(rules, options = {}) {
      const policy = `p${Math.random().toString(36).slice(2)}`;
      const text = Object.entries(rules).map(([path, capabilities]) => `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`);
      await must('PUT', `sys/policies/acl/${policy}`, { policy: text.join('\n') });
      const { auth } = (await must('POST', 'auth/token/create', { policies: [policy], ...options })) as { auth: { client_token: string } };
      return auth.client_token;
    },
    async restart() {
      await end();
      await start();
    },
    async stop() {
      await end();
      removeFolder(folder);
    },
  };
}
