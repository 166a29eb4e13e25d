import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, type Failure, TacitError } from '../base/errors';
import { filePathOf } from '../analysis/documents';
import { environmentsOf } from '../project/manifest/manifests';
import type { LaunchPlan } from '../protocol/requests';
import { approvePlan, type ManifestPlan, planManifest } from '../run/resolve';
import type { GrantedToken, LaunchGrant } from '../run/ticket';
import type { TicketOffice } from '../run/ticketOffice';
import { BlockedStore } from '../stores/blockedStore';
import type { SecretStore, StoreState } from '../stores/store';
import { onRequest } from './session/client/answer';
import { optionalTextOf, textOf } from './session/client/arguments';
import type { ProjectSession } from './session/projectSession';
import type { ServerContext } from './session/serverContext';
import { Waiting } from './session/waiting';

/** Questions that wait for the person's answer at once, and for how long each, in milliseconds. */
const MOST_WAITING = 20;
const PATIENCE = 10 * 60_000;

/** Where a program is started, and with the overlay of which environment. */
interface Start {
  /** Absolute path. */
  readonly folder: string;
  readonly environment?: string;
}

interface Question {
  readonly root: string;
  readonly start: Start;
  /** The pairs that the person was shown, and no others, are approved. */
  readonly digest: string;
}

/** States in which a launch would fail for every variable of a vault: said before anything is started. */
const STATE_FAILURES: Readonly<Partial<Record<StoreState, (store: string) => Failure>>> = {
  locked: (store) => ({ code: 'StoreLocked', store, because: 'no-matching-key' }),
  malformed: (store) => ({ code: 'StoreMalformed', store }),
  'signed-out': (store) => ({ code: 'NotSignedIn', store }),
  sealed: (store) => ({ code: 'Sealed', store, because: 'sealed' }),
  unreachable: (store) => ({ code: 'StoreUnreachable', store }),
  unconfirmed: (store) => ({ code: 'NotConfirmed', store }),
  'address-changed': (store) => ({ code: 'AddressChanged', store }),
};

/**
 * Prepares what the editor starts: debug launches and terminals (DESIGN §4). The client gets a ticket, which `tacit run` exchanges for the approved
 * pairs over a socket (`run/ticketOffice.ts`). No value and no token is in any answer here.
 */
export class Launches {
  readonly #context: ServerContext;
  readonly #waiting = new Waiting<Question>(MOST_WAITING, PATIENCE);
  /** Ticket → what it was made for. */
  readonly #starts = new Map<string, Start>();
  #office: Promise<TicketOffice> | undefined;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  register(): void {
    const { connection } = this.#context;
    onRequest(connection, 'tacit/launch/environments', async ({ folder }) => {
      const { project } = await this.#context.projects.ofFolder(await folderOf(textOf(folder, 'folder')));
      return { environments: await environmentsOf(project) };
    });
    onRequest(connection, 'tacit/launch/prepare', async (fields, signal) => {
      const folder = await folderOf(textOf(fields.folder, 'folder'));
      const environment = optionalTextOf(fields.environment, 'environment');
      return this.prepare(environment === undefined ? { folder } : { folder, environment }, signal);
    });
    onRequest(connection, 'tacit/launch/approve', ({ launch }, signal) => this.approve(textOf(launch, 'launch'), signal));
    onRequest(connection, 'tacit/launch/renew', ({ ticket }) => this.renew(textOf(ticket, 'ticket')));
  }

  /** What would be handed to a program that is started in this folder. Reads no value. Throws why it cannot be handed over. */
  async prepare(start: Start, signal?: AbortSignal): Promise<LaunchPlan> {
    const session = await this.#context.projects.ofFolder(start.folder);
    const plan = await planOf(session, start, signal);
    if (plan === undefined) return { state: 'nothing' };
    if (!plan.approved) return this.#ask(session, start, plan);
    await assertUsable(session, plan, signal);
    const office = await this.#open();
    const ticket = office.issue(() => grantOf(session, plan));
    this.#starts.set(ticket, start);
    for (const [oldest] of this.#starts) if (this.#starts.size > 64) this.#starts.delete(oldest);
    return { state: 'ready', ticket, variables: plan.entries.length };
  }

  /** The person approved the pairs of a question of ours, once. What changed meanwhile is asked about again. */
  async approve(launch: string, signal?: AbortSignal): Promise<LaunchPlan> {
    const waiting = this.#waiting.take(launch) ?? fail({ code: 'ArgumentInvalid', argument: 'launch' });
    const session = await this.#context.projects.ofFolder(waiting.start.folder);
    const plan = await planOf(session, waiting.start, signal);
    if (plan !== undefined && plan.digest === waiting.digest && session.root === waiting.root) await approvePlan(session.project, plan);
    return this.prepare(waiting.start, signal);
  }

  /**
   * The editor starts a launch again. What the manifest says by now counts where it is approved; else nothing is renewed and the launch says that its
   * ticket has expired.
   */
  async renew(ticket: string): Promise<Record<string, never>> {
    const start = this.#starts.get(ticket) ?? fail({ code: 'ArgumentInvalid', argument: 'ticket' });
    const session = await this.#context.projects.ofFolder(start.folder);
    const plan = await planOf(session, start);
    if (plan?.approved !== true) return fail({ code: 'TicketExpired' });
    (await this.#open()).renew(ticket, () => grantOf(session, plan));
    return {};
  }

  /** The server ends: no ticket is good any more. */
  close(): void {
    void this.#office?.then(
      (office) => office.close(),
      () => undefined,
    );
  }

  #ask(session: ProjectSession, start: Start, plan: ManifestPlan): LaunchPlan {
    const launch = randomBytes(16).toString('hex');
    this.#waiting.put(launch, { root: session.root, start, digest: plan.digest });
    return { state: 'unapproved', launch, pairs: plan.changed.map(({ variable, reference }) => ({ variable, reference })) };
  }

  /** Listens from the first launch on. A folder that could not be used may be usable later. */
  #open(): Promise<TicketOffice> {
    this.#office ??= import('../run/ticketOffice').then(({ TicketOffice }) => TicketOffice.open());
    this.#office.catch(() => (this.#office = undefined));
    return this.#office;
  }
}

/** The folder of a URI, of which the file itself may be meant. Throws `ArgumentInvalid` where it is not on this disk. */
async function folderOf(uri: string): Promise<string> {
  const path = filePathOf(uri) ?? fail({ code: 'ArgumentInvalid', argument: 'folder' });
  const found = (await stat(path).catch(() => undefined)) ?? fail({ code: 'NotFound', path });
  return found.isDirectory() ? path : dirname(path);
}

/** Undefined where the project declares no variable. */
async function planOf({ project, registry }: ProjectSession, { environment }: Start, signal?: AbortSignal): Promise<ManifestPlan | undefined> {
  try {
    // What the launch sets by itself is known only to `tacit run`.
    const request = { project, registry, env: {}, ...(environment === undefined ? {} : { environment }) };
    const plan = await planManifest({ ...request, ...(signal === undefined ? {} : { signal }) });
    return plan.entries.length === 0 ? undefined : plan;
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'NoManifest') return undefined;
    throw thrown;
  }
}

function storesOf({ registry }: ProjectSession, { entries }: ManifestPlan): ReadonlySet<SecretStore> {
  return new Set(
    entries.flatMap(({ entry, path }) => {
      const resolution = registry.resolve(entry.target, dirname(path));
      return resolution.kind === 'address' ? [resolution.store] : [];
    }),
  );
}

async function assertUsable(session: ProjectSession, plan: ManifestPlan, signal?: AbortSignal): Promise<void> {
  for (const store of storesOf(session, plan)) {
    if (store instanceof BlockedStore) fail(store.failure);
    const failure = STATE_FAILURES[(await store.state?.(signal)) ?? 'ready'];
    if (failure !== undefined) fail(failure(store.id));
  }
}

/** What the ticket stands for at the moment it is redeemed: a sign-in of this session counts at once. */
async function grantOf(session: ProjectSession, plan: ManifestPlan): Promise<LaunchGrant> {
  const tokens: GrantedToken[] = [];
  for (const store of storesOf(session, plan)) {
    if (store.kind === 'sops') continue;
    const [{ HashicorpStore }, { Credentials }] = await Promise.all([import('../stores/hashicorp/hashicorpStore'), import('../stores/hashicorp/credentials')]);
    const held = store instanceof HashicorpStore ? new Credentials().heldFor(store.registration) : undefined;
    if (held !== undefined) tokens.push(held);
  }
  return {
    root: session.root,
    trusted: session.project.trusted,
    pairs: plan.entries.map(({ entry, path }) => ({ variable: entry.name, reference: entry.reference, optional: entry.optional, manifest: path })),
    tokens,
  };
}
