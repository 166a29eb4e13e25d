import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../server/src/base/secret';
import { endpointOf, type LaunchGrant, TICKET_LIFETIME } from '../../server/src/run/ticket';
import { TicketOffice } from '../../server/src/run/ticketOffice';
import { makeCanary, searchBytes } from '../support/canary';
import { makeSandbox, type Ran, tacit } from '../support/tacit';

/** The real `tacit run --ticket`, as the editor starts it, against the server's end in this process (THREATS 4). */
const sandbox = makeSandbox();
const value = makeCanary();
const digest = createHash('sha256').update(value).digest('hex').slice(0, 16);
const witness = join(sandbox.root, 'witness');
const folder = join(sandbox.root, 'run/tacit');
const manifest = join(sandbox.project, 'tacit.env.yaml');
const pair = { variable: 'API_KEY', reference: 'ref+sops://secrets.sops.json#/API_KEY', optional: false, manifest };
let office: TicketOffice;
let now = 0;

const grant = (more: Partial<LaunchGrant> = {}): LaunchGrant => ({ root: sandbox.project, trusted: true, pairs: [pair], tokens: [], ...more });
const issue = (more: Partial<LaunchGrant> = {}): string => office.issue(() => Promise.resolve(grant(more)));

/** Starts a program that writes down the digest of what it received, by a ticket. */
function run(ticket: string, options: readonly string[] = []): Promise<Ran> {
  const program = `const v = process.env.API_KEY; require('fs').writeFileSync(${JSON.stringify(witness)}, v === undefined ? 'nothing' : require('crypto').createHash('sha256').update(v).digest('hex').slice(0, 16)); process.exit(7);`;
  return tacit(sandbox, ['run', '--ticket', ticket, ...options, '--', process.execPath, '-e', program], { strace: true });
}
const received = (): string | undefined => (existsSync(witness) ? readFileSync(witness, 'utf8') : undefined);

beforeAll(async () => {
  mkdirSync(join(sandbox.project, '.git'));
  await tacit(sandbox, ['secret', 'set', 'API_KEY'], { input: value });
  // Nothing in the project or in this user's approvals lets a run happen: what happens comes with the ticket.
  office = await TicketOffice.open({ folder, clock: () => now });
});
afterEach(() => rmSync(witness, { force: true }));
afterAll(() => {
  office.close();
  sandbox.dispose();
});

describe('a launch by ticket', () => {
  it('hands over what was approved, and neither value nor token is an argument of any process', async () => {
    const token = makeCanary();
    const ticket = issue({ tokens: [{ binding: 'b'.repeat(64), token: Secret.of(token) }] });
    const ran = await run(ticket);
    expect([ran.code, received()]).toEqual([7, digest]);
    expect(ran.trace).toContain(ticket);
    expect(searchBytes('execve', Buffer.from(ran.trace, 'latin1'), [value, token])).toEqual([]);
    expect(searchBytes('output', Buffer.from(ran.stdout + ran.stderr), [value, token])).toEqual([]);
    // It went to the server's socket and nowhere else.
    const connects = ran.trace.split('\n').filter((line) => line.includes('connect(') && !line.includes('/nscd/'));
    expect(connects.filter((line) => !line.includes(office.path))).toEqual([]);
    expect(connects).toHaveLength(1);
  });

  it('leaves no ticket, token or key in the child’s environment (THREATS 17)', async () => {
    const ran = await tacit(sandbox, ['run', '--ticket', issue(), '--', 'env'], {
      environment: { TACIT_TOKEN: 'x', VAULT_TOKEN: 'x', BAO_TOKEN: 'x', SOPS_AGE_KEY: 'x', OP_SESSION_a: 'x', BW_SESSION: 'x' },
    });
    expect(ran.code).toBe(0);
    expect(ran.stdout.split('\n').filter((line) => /^(TACIT_|VAULT_TOKEN|BAO_TOKEN|SOPS_AGE_KEY|OP_|BW_)|[0-9a-f]{32}/.test(line))).toEqual([]);
  });

  it.each<[string, () => Promise<string> | string]>([
    [
      'that was used',
      async () => {
        const ticket = issue();
        expect((await run(ticket)).code).toBe(7);
        rmSync(witness);
        return ticket;
      },
    ],
    [
      'that has expired',
      () => {
        const ticket = issue();
        now += TICKET_LIFETIME;
        return ticket;
      },
    ],
    ['of another launch', () => issue().replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['of another server', () => issue().replace(/^./, (first) => (first === '0' ? '1' : '0'))],
    ['that is none', () => '../../x'],
  ])('%s starts nothing, and says how to go on', async (_name, make) => {
    const ran = await run(await make());
    expect([ran.code, received()]).toEqual([125, undefined]);
    expect(ran.stderr).toContain('tacit run -- COMMAND');
  });

  it('that has expired starts a terminal’s shell without values, which says how to get them', async () => {
    const ticket = issue();
    now += TICKET_LIFETIME;
    const ran = await run(ticket, ['--or-without-values']);
    expect([ran.code, received()]).toEqual([7, 'nothing']);
    expect(ran.stderr).toContain('tacit run -- COMMAND');
  });

  it('that has expired leaves a person who can go on in the same terminal, by what it says', async () => {
    const ticket = issue();
    now += TICKET_LIFETIME;
    writeFileSync(manifest, `API_KEY: "${pair.reference}"\n`);
    try {
      const restored = await tacit(sandbox, ['run', '--ticket', ticket, '--or-without-values', '--', 'env']);
      expect([restored.code, /^API_KEY=/m.test(restored.stdout)]).toEqual([0, false]);
      expect(restored.stderr).toContain('this terminal has no values of the vault');
      const [, said = ''] = /with values: tacit (run -- \S+)$/m.exec(restored.stderr) ?? [];
      expect(said).toBe('run -- env');
      // A person is asked for the pairs once more at most: approvals, and not the ticket, count here.
      const asked = await tacit(sandbox, said.split(' '));
      const approval = /--approve (\S+)/.exec(asked.stderr)?.[1] ?? '';
      const gone = await tacit(sandbox, said.replace('run', `run --approve ${approval}`).split(' '));
      expect([gone.code, /^API_KEY=/m.test(gone.stdout), gone.stdout.includes(value)]).toEqual([0, true, false]);
    } finally {
      rmSync(manifest);
    }
  });

  it.each([
    ['a reference that reads a file', 'ref+file://etc/passwd#/x'],
    ['a reference out of the project', 'ref+sops://../other.sops.json#/API_KEY'],
    ['no reference', 'plain'],
  ])('with %s starts nothing, whoever granted it', async (_name, reference) => {
    const ran = await run(issue({ pairs: [{ ...pair, reference }] }));
    expect([ran.code, received()]).toEqual([125, undefined]);
  });

  it('with a name that steers programs starts nothing (THREATS 16)', async () => {
    const ran = await run(issue({ pairs: [{ ...pair, variable: 'NODE_OPTIONS' }] }));
    expect([ran.code, received()]).toEqual([125, undefined]);
  });
});

describe('somebody else on this computer', () => {
  it('cannot reach the server: folder and socket are this user’s alone', () => {
    const ticket = issue();
    const probe = `require('net').connect(${JSON.stringify(office.path)}).on('error', (e) => { console.log(e.code); process.exit(); }).on('connect', () => { console.log('connected'); process.exit(); });`;
    const as = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
    // Everything above the folder may be entered, so that it is the folder itself that keeps them out.
    chmodSync(sandbox.root, 0o755);
    chmodSync(join(sandbox.root, 'run'), 0o755);
    try {
      if (as !== undefined) expect(spawnSync(process.execPath, ['-e', probe], { ...as, cwd: '/', encoding: 'utf8' }).stdout).toBe('EACCES\n');
      const mode = (path: string): string => spawnSync('stat', ['-c', '%a', path], { encoding: 'utf8' }).stdout.trim();
      expect([mode(folder), mode(office.path)]).toEqual(['700', '600']);
    } finally {
      chmodSync(sandbox.root, 0o700);
      chmodSync(join(sandbox.root, 'run'), 0o700);
    }
    expect(ticket).toMatch(/^[0-9a-f]{16}\.[0-9a-f]{32}$/);
  });

  it('is not asked: a socket in a folder that others may enter gets no ticket', async () => {
    const open = join(sandbox.root, 'open');
    mkdirSync(join(open, 'tacit'), { recursive: true, mode: 0o755 });
    chmodSync(join(open, 'tacit'), 0o755);
    const name = 'c'.repeat(16);
    let asked = 0;
    const server = createServer((socket) => {
      asked++;
      socket.end(JSON.stringify({ version: 1, ...grant() }));
    });
    await new Promise<void>((done) => server.listen(endpointOf(name, join(open, 'tacit')), done));
    try {
      const ran = await tacit(sandbox, ['run', '--ticket', `${name}.${'0'.repeat(32)}`, '--', 'true'], { environment: { XDG_RUNTIME_DIR: open } });
      expect([ran.code, asked]).toEqual([125, 0]);
    } finally {
      server.close();
    }
  });

  it('who writes the manifest after the approval changes nothing of a launch that was prepared', async () => {
    const ticket = issue();
    writeFileSync(manifest, 'API_KEY: "ref+sops://secrets.sops.json#/OTHER"\nMORE: "ref+sops://secrets.sops.json#/API_KEY"\n');
    const ran = await run(ticket);
    rmSync(manifest);
    expect([ran.code, received()]).toEqual([7, digest]);
  });
});
