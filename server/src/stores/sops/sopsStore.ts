import { createHash } from 'node:crypto';
import { assertInside, fileStamp, type HeldFile, holdFile, readRegularFileIfThere, withLock, writeFileAtomically } from '../../base/system/atomicFile';
import type { SecretAddress } from '../../base/address';
import { fail, TacitError, throwIfAborted, toTacitError } from '../../base/errors';
import { log } from '../../base/log';
import { steersPrograms, VARIABLE_NAME } from '../../base/names';
import { Secret } from '../../base/secret';
import type { EmbeddedStore, Recipients, Rollback, SharingPlan, StoreState } from '../embedded';
import type { Expected, SecretDescription, StorePage, Written } from '../store';
import { authoriseWrite, compareRecipients, dataKeyOf, identitiesFor, type RecipientChange, writeKey } from './access';
import { type Identity, wrapDataKey } from './ageKeys';
import { createSopsConfig, findCreationRule } from './creationRules';
import type { Plain } from './crypto';
import { KnownDataKeys } from './state/dataKeys';
import { DEFAULT_CLEAR_RULE } from './metadata';
import { decodeSegment } from './paths';
import { findSharingRule, planSharing, withRule } from './sharing/plan';
import { recoveryText, writeRecoveryCopy } from './sharing/recoveryCopy';
import { KeyCopies } from './state/keyCopies';
import { isRolledBack, NewestSeen } from './state/newestSeen';
import { RecipientPins } from './state/pins';
import { type Leaf, VaultFile, versionOf } from './vaultFile';

/** Names in one page of `list`. */
const PAGE = 1000;
/** How often a write starts over when another program changed the file between our read and our rename. */
const ATTEMPTS = 5;
/** How long a file that was there before is waited for, in milliseconds, until it counts as deleted and a new one is made. */
const AWAY = [10, 30, 60, 100, 200, 400];
/** sops writes in place, so a reader may see half a file: how often and how long to wait for the rest, in milliseconds. */
const TORN = [10, 30, 90, 200];

export interface SopsStoreOptions {
  readonly id: string;
  /** Absolute path of the project; the file must be inside. */
  readonly root: string;
  /** Absolute path. */
  readonly file: string;
  readonly trusted: boolean;
  readonly stateFolder?: string;
}

interface Opened {
  readonly digest: string;
  readonly file: VaultFile;
  readonly dataKey: Uint8Array;
}

const digestOf = (bytes: Uint8Array | undefined): string => (bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex'));

/** A SOPS JSON file with age recipients as a store (DESIGN §4). Nothing of it is kept but ciphertext and, in memory, the data key. */
export class SopsStore implements EmbeddedStore {
  readonly id: string;
  readonly kind = 'sops';
  readonly conflict = 'detected-afterwards';
  readonly file: string;
  readonly #root: string;
  readonly #trusted: boolean;
  readonly #pins: RecipientPins;
  readonly #known: KnownDataKeys;
  readonly #newest: NewestSeen;
  readonly #copies: KeyCopies;
  #opened: Opened | undefined;

  constructor(options: SopsStoreOptions) {
    this.id = options.id;
    this.file = options.file;
    this.#root = options.root;
    this.#trusted = options.trusted;
    this.#pins = new RecipientPins(options.stateFolder);
    this.#known = new KnownDataKeys(options.stateFolder);
    this.#newest = new NewestSeen(options.stateFolder);
    this.#copies = new KeyCopies(options.stateFolder);
  }

  list(folder: string, page: string | undefined, signal?: AbortSignal): Promise<StorePage> {
    return this.#guard('list', signal, async () => {
      const file = await this.#parse();
      const entries = file === undefined && folder === '' ? [] : (file?.children(folder) ?? fail({ code: 'NotFound', path: folder }));
      const start = page === undefined ? 0 : Number(page);
      if (!Number.isSafeInteger(start) || start < 0) return fail({ code: 'ArgumentInvalid', argument: 'page' });
      const end = start + PAGE;
      return { entries: entries.slice(start, end), ...(end < entries.length ? { next: String(end) } : {}) };
    });
  }

  describe(path: string, signal?: AbortSignal): Promise<SecretDescription> {
    return this.#guard('describe', signal, async () => {
      const file = await this.#parse();
      const leaf = this.#leaf(file, path);
      return { path, fields: [], version: versionOf(leaf), ...(file === undefined ? {} : { changed: file.metadata.lastModified }) };
    });
  }

  read(address: SecretAddress, signal?: AbortSignal): Promise<Secret> {
    return this.#guard('read', signal, async () => {
      const opened = await this.#open();
      const leaf = this.#leaf(opened?.file, address.path);
      if (opened === undefined || (address.field ?? []).length > 0) return fail({ code: 'NotFound', path: address.path });
      if (address.version !== undefined && address.version !== versionOf(leaf)) return fail({ code: 'NotFound', path: address.path });
      return toSecret(opened.file.decrypt(leaf, opened.dataKey));
    });
  }

  write(path: string, value: Secret, expected: Expected, signal?: AbortSignal): Promise<Written> {
    return this.#guard('write', signal, () =>
      this.#change(path, true, (file, dataKey) => {
        const found = file.find(path);
        if (found === 'folder') return fail({ code: 'Conflict', path });
        if (expected.is === 'absent' && found !== undefined) return fail({ code: 'Conflict', path });
        if (expected.is === 'version' && (found === undefined || versionOf(found) !== expected.version)) return fail({ code: 'Conflict', path });
        if (found === undefined) assertName(path);
        file.set(path, textBytes(value, path), dataKey);
      }).then((version) => ({ address: { store: this.id, path, version }, version })),
    );
  }

  remove(path: string, version: string | undefined, signal?: AbortSignal): Promise<void> {
    return this.#guard('remove', signal, async () => {
      await this.#change(path, false, (file) => {
        const leaf = this.#leaf(file, path);
        if (version !== undefined && versionOf(leaf) !== version) return fail({ code: 'Conflict', path });
        leaf.remove();
      });
    });
  }

  findEqual(value: Secret, signal?: AbortSignal): Promise<readonly string[]> {
    return this.#guard('findEqual', signal, async () => {
      const opened = await this.#open();
      if (opened === undefined) return [];
      const { file, dataKey } = opened;
      return [...file.leaves()].filter((leaf) => leaf.node.kind !== 'null' && toSecret(file.decrypt(leaf, dataKey)).equals(value)).map((leaf) => leaf.path);
    });
  }

  async state(): Promise<StoreState> {
    try {
      await this.#assertUsable();
      const file = await this.#parse();
      if (file === undefined) return 'absent';
      const own = new Set((await identitiesFor(this.id)).map((identity) => identity.recipient));
      return file.metadata.age.some((stanza) => own.has(stanza.recipient)) ? 'ready' : 'locked';
    } catch (thrown) {
      const { failure } = toTacitError(thrown, 'sops.state');
      return ['StoreLocked', 'NotTrusted'].includes(failure.code) ? 'locked' : failure.code === 'NotFound' ? 'absent' : 'malformed';
    }
  }

  recipients(): Promise<Recipients> {
    return this.#guard('recipients', undefined, async () => {
      const [file, rule, identities, pin] = await Promise.all([this.#parse(), findCreationRule(this.file), identitiesFor(this.id), this.#pins.get(this.file)]);
      return compareRecipients(file, rule, identities, pin);
    });
  }

  verify(): Promise<void> {
    return this.#guard('verify', undefined, async () => {
      await this.#open();
    });
  }

  async confirmRecipients(shown: readonly string[]): Promise<void> {
    const now = await this.recipients();
    const added = now.all.filter((recipient) => !shown.includes(recipient));
    const removed = shown.filter((recipient) => !now.all.includes(recipient));
    if (added.length > 0 || removed.length > 0) fail({ code: 'RecipientsChanged', added, removed });
    await this.#pins.set(this.file, { recipients: now.all });
  }

  async recoveryCopyMade(): Promise<boolean> {
    const { all, own } = await this.recipients();
    // Keys that lie beside each other are lost together.
    return all.some((recipient) => !own.includes(recipient)) || this.#copies.has(own);
  }

  async markRecoveryCopyMade(): Promise<void> {
    await this.#guard('recoveryCopy', undefined, async () => this.#copies.add((await this.recipients()).own));
  }

  saveRecoveryCopy(path: string): Promise<void> {
    return this.#guard('recoveryCopy', undefined, async () => {
      const { own } = await this.recipients();
      await writeRecoveryCopy(path, await this.#ownIdentities(own), this.#root);
      await this.#copies.add(own);
    });
  }

  recoveryCopy(): Promise<Secret> {
    return this.#guard('recoveryCopy', undefined, async () => recoveryText(await this.#ownIdentities((await this.recipients()).own)));
  }

  async #ownIdentities(own: readonly string[]): Promise<readonly Identity[]> {
    const identities = (await identitiesFor(this.id)).filter(({ recipient }) => own.includes(recipient));
    return identities.length === 0 ? fail({ code: 'StoreLocked', store: this.id, because: 'no-matching-key' }) : identities;
  }

  rollback(): Promise<Rollback | undefined> {
    return this.#guard('rollback', undefined, async () => {
      const bytes = await this.#bytes();
      const mark = bytes === undefined ? undefined : await this.#newest.get(this.file);
      if (bytes === undefined || mark === undefined || mark.digest === digestOf(bytes)) return undefined;
      const { lastModified } = VaultFile.parse(bytes, this.id).metadata;
      return isRolledBack(mark, lastModified, digestOf(bytes)) ? { found: lastModified, newest: mark.lastModified, digest: digestOf(bytes) } : undefined;
    });
  }

  async acceptRollback({ digest }: Rollback): Promise<void> {
    await this.#guard('rollback', undefined, () => this.#newest.accept(this.file, digest));
  }

  planSharing(edit: { readonly add?: string; readonly remove?: string }): Promise<SharingPlan> {
    return this.#guard('share', undefined, async () => {
      const file = (await this.#parse()) ?? fail({ code: 'NotFound', path: this.file });
      return planSharing(edit, { file, store: this.id, found: await this.recipients(), rule: await findSharingRule(this.file, this.#root, edit) });
    });
  }

  share(plan: SharingPlan): Promise<void> {
    return this.#guard('share', undefined, () =>
      withRule(this.file, this.#root, plan, async () => {
        await this.#change('', false, () => undefined, plan);
        await this.#pins.set(this.file, { recipients: plan.after });
      }),
    );
  }

  /** Every call of the port passes here: nothing but a `TacitError` comes out, and no store that this user may not use is opened. */
  async #guard<T>(at: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      throwIfAborted(signal);
      await this.#assertUsable();
      throwIfAborted(signal);
      return await work();
    } catch (thrown) {
      const known = toTacitError(thrown, `sops.${at}`);
      if (!['NotFound', 'Conflict', 'Cancelled'].includes(known.failure.code)) log('store.failed', { kind: this.kind, code: known.failure.code });
      throw known;
    }
  }

  /** Untrusted, only a store that this user made is used; one that is not there may be made (THREATS 9). */
  async #assertUsable(): Promise<void> {
    if (this.#trusted || (await this.#bytes()) === undefined || (await this.#pins.get(this.file))?.made === true) return;
    fail({ code: 'NotTrusted', folder: this.#root });
  }

  async #bytes(): Promise<Buffer | undefined> {
    try {
      await assertInside(this.#root, this.file);
    } catch (thrown) {
      if (thrown instanceof TacitError && thrown.failure.code === 'NotFound') return undefined;
      throw thrown;
    }
    return readRegularFileIfThere(this.file);
  }

  /** Names only: needs no key. A file that another program is just writing is given time. */
  async #parse(): Promise<VaultFile | undefined> {
    return (await this.#settled((bytes) => ({ file: VaultFile.parse(bytes, this.id) })))?.file;
  }

  /** The file with its MAC checked, and its data key. `fresh`: a copy of the caller's own, to be changed while others read. */
  async #open(fresh = false): Promise<Opened | undefined> {
    const started = performance.now();
    return this.#settled(async (bytes) => {
      const digest = digestOf(bytes);
      if (!fresh && this.#opened?.digest === digest) return this.#opened;
      const file = VaultFile.parse(bytes, this.id);
      const dataKey = await dataKeyOf(file, this.id);
      file.verify(dataKey);
      log('store.opened', { kind: this.kind, entries: [...file.leaves()].length, milliseconds: Math.round(performance.now() - started) });
      await this.#newest.note(this.file, file.metadata.lastModified, digest);
      const opened = { digest, file, dataKey };
      if (!fresh) this.#opened = opened;
      return opened;
    });
  }

  async #settled<T>(read: (bytes: Buffer) => T | Promise<T>): Promise<T | undefined> {
    for (let attempt = 0; ; attempt++) {
      const bytes = await this.#bytes();
      if (bytes === undefined) return undefined;
      try {
        return await read(bytes);
      } catch (thrown) {
        const wait = TORN[attempt];
        if (wait === undefined || !(thrown instanceof TacitError) || !['StoreMalformed', 'StoreTampered'].includes(thrown.failure.code)) throw thrown;
        await new Promise((done) => setTimeout(done, wait));
        if (digestOf(await this.#bytes()) === digestOf(bytes)) throw thrown;
      }
    }
  }

  #leaf(file: VaultFile | undefined, path: string): Leaf {
    const found = file?.find(path);
    return found === undefined || found === 'folder' || found.node.kind === 'null' ? fail({ code: 'NotFound', path }) : found;
  }

  /** Reads, changes and replaces the file under its lock, again from the start where another program changed it meanwhile. Gives the entry's new version. */
  async #change(path: string, create: boolean, change: (file: VaultFile, dataKey: Uint8Array) => void, readers?: RecipientChange): Promise<string> {
    await assertInside(this.#root, this.file);
    return withLock(this.file, async () => {
      for (let attempt = 1; ; attempt++) {
        const { file, dataKey, digest } = await this.#prepare(path, create, readers);
        change(file, dataKey);
        const text = file.seal(dataKey);
        const busy = (): never => fail({ code: 'FileBusy', path: this.file });
        // The contents are compared, and then, with nothing in between, the file's stamp: so what another program may slip in is microseconds wide.
        let stamp = '';
        let held: HeldFile | undefined;
        const before = async (): Promise<void> => {
          stamp = fileStamp(this.file);
          held = await holdFile(this.file);
          if (digestOf(await this.#bytes()) !== digest) busy();
        };
        const last = (): void => {
          if (fileStamp(this.file) !== stamp) busy();
        };
        try {
          await writeFileAtomically(this.file, text, { before, last });
          // And what it slipped in all the same is put back, and ours done again on it.
          if (await this.#tookAway(held)) busy();
          await this.#newest.note(this.file, file.metadata.lastModified, digestOf(Buffer.from(text)));
        } catch (thrown) {
          if (!(thrown instanceof TacitError) || thrown.failure.code !== 'FileBusy') throw thrown;
          if (attempt >= ATTEMPTS) return fail({ code: 'Conflict', path });
          continue;
        } finally {
          await held?.close();
        }
        const found = file.find(path);
        return found === undefined || found === 'folder' ? '' : versionOf(found);
      }
    });
  }

  /**
   * True where a program wrote into the file that ours just took the place of: it had opened that between our last look and the rename. What it wrote is put
   * back, unless it never becomes a vault file, or somebody has written over ours meanwhile.
   */
  async #tookAway(held: HeldFile | undefined): Promise<boolean> {
    if (held === undefined || !(await held.isChanged())) return false;
    const ours = fileStamp(this.file);
    for (const wait of [0, ...TORN]) {
      await new Promise((done) => setTimeout(done, wait));
      const theirs = await held.read().catch(() => undefined);
      if (theirs === undefined || !this.#isVault(theirs)) continue;
      const last = (): void => {
        if (fileStamp(this.file) !== ours) fail({ code: 'FileBusy', path: this.file });
      };
      await writeFileAtomically(this.file, theirs, { last });
      return true;
    }
    return false;
  }

  #isVault(bytes: Buffer): boolean {
    try {
      VaultFile.parse(bytes, this.id);
      return true;
    } catch {
      return false;
    }
  }

  /** A fresh copy of the file to be changed, with a data key that is safe to write with. */
  async #prepare(path: string, create: boolean, readers: RecipientChange | undefined): Promise<Opened> {
    let opened = await this.#open(true);
    // A checkout takes the file away before it puts the other one there: a vault made in between would lose all that was in it.
    for (let attempt = 0; opened === undefined && attempt < AWAY.length && (await this.#newest.get(this.file)) !== undefined; attempt++) {
      await new Promise((done) => setTimeout(done, AWAY[attempt]));
      opened = await this.#open(true);
    }
    if (opened === undefined) return create ? this.#create(path) : fail({ code: 'NotFound', path });
    if (opened.file.metadata.macOnlyEncrypted) return fail({ code: 'StoreUnsupported', store: this.id, feature: 'mac_only_encrypted' });
    const writing = await authoriseWrite(this.file, this.id, opened.file, this.#pins, readers);
    const dataKey = await writeKey(opened.file, opened.dataKey, writing, this.#known, wrapDataKey, () => VaultFile.newDataKey());
    return { ...opened, dataKey };
  }

  /** First write: key, `.sops.yaml` and file come to be; what the project's own `.sops.yaml` says wins. */
  async #create(path: string): Promise<Opened> {
    assertName(path);
    const { recipients, rule } = await authoriseWrite(this.file, this.id, undefined, this.#pins);
    if (rule?.macOnlyEncrypted === true) return fail({ code: 'StoreUnsupported', store: this.id, feature: 'mac_only_encrypted' });
    const file = VaultFile.create(this.id, rule?.clear ?? DEFAULT_CLEAR_RULE);
    if (!file.metadata.isEncrypted([path])) return fail({ code: 'NameStoredInClear', path });
    const dataKey = VaultFile.newDataKey();
    file.setRecipients(await wrapDataKey(dataKey, recipients));
    await this.#known.add(dataKey);
    await this.#pins.set(this.file, { recipients, made: true });
    if (rule === undefined) await createSopsConfig(this.file, recipients);
    return { file, dataKey, digest: '' };
  }
}

function toSecret({ type, bytes }: Plain): Secret {
  return Secret.of(type === 'bool' ? bytes.toString('latin1').toLowerCase() : bytes);
}

/** A name that Tacit makes is flat and fit for an environment variable (THREATS 16, 30). */
function assertName(path: string): void {
  const name = decodeSegment(path);
  if (name === '__proto__' || name === 'sops') fail({ code: 'NameInvalid', name, because: 'reserved' });
  if (!VARIABLE_NAME.test(path)) fail({ code: 'NameInvalid', name, because: 'syntax' });
  if (steersPrograms(path)) fail({ code: 'NameInvalid', name, because: 'steers-programs' });
}

/** The id of the embedded store in a file, by its path relative to the project with slashes. */
export const sopsStoreId = (relativePath: string): string => `sops:${relativePath}`;

/** The value as UTF-8; it is stored as text, so bytes that are none would come back as others. Throws `ValueUnusable`. */
function textBytes(value: Secret, name: string): Buffer {
  const text = value.reveal('store-write');
  return Secret.of(text).equals(value) ? Buffer.from(text) : fail({ code: 'ValueUnusable', name, because: 'not-text' });
}
