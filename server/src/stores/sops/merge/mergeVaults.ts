import { fail, TacitError } from '../../../base/errors';
import type { Recipients } from '../../embedded';
import { dataKeyOf, identitiesFor } from '../access';
import { unwrappableKind, wrapDataKey } from '../ageKeys';
import { type Metadata, recipientsOf } from '../metadata';
import { KnownDataKeys } from '../state/dataKeys';
import { RecipientPins } from '../state/pins';
import { VaultFile } from '../vaultFile';
import { type MergeConflict, type Side, TreeMerge, Unmergeable } from './mergeTrees';

export interface MergeRequest {
  /** The three versions; no ancestor: both sides made the file. */
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
  /** Absolute path of the file in the working tree: what its recipients are pinned by. */
  readonly path: string;
  /** For messages. */
  readonly store: string;
  /** Asks the person whether those who could read afterwards may; absent: nobody can be asked. */
  readonly accept?: (recipients: Recipients) => Promise<boolean>;
  readonly stateFolder?: string;
}

export interface MergeResult {
  readonly text: string;
  readonly conflicts: readonly MergeConflict[];
  /** The ancestor is closed to this user: what one side removed is there again. */
  readonly withoutBase: boolean;
  /** Recipients that one side removed, and who so cannot open the result. What they could read stays known to them. */
  readonly dropped: readonly string[];
}

/**
 * Merges two versions of a vault file by key (THREATS 43). Every MAC is checked, and there is no way around that. The result is under the common data key
 * only where this user has written with it and nobody was removed; else under a new one. Throws what opening a file throws, `RecipientsChanged` where
 * somebody would read what they could not and this user has not accepted them, `CannotRewrap`, `NameStoredInClear` for what cannot be kept twice.
 */
export async function mergeVaults(request: MergeRequest): Promise<MergeResult> {
  const { store, stateFolder } = request;
  const open = async (bytes: Uint8Array): Promise<Side> => {
    const file = VaultFile.parse(bytes, store);
    const dataKey = await dataKeyOf(file, store);
    file.verify(dataKey);
    if (file.metadata.macOnlyEncrypted) fail({ code: 'StoreUnsupported', store, feature: 'mac_only_encrypted' });
    return { file, dataKey };
  };
  const [ours, theirs] = [await open(request.ours), await open(request.theirs)];
  const base = request.base === undefined ? undefined : await openBase(() => open(request.base ?? new Uint8Array()));
  const [mine, other] = [ours.file.metadata, theirs.file.metadata];
  if (mine.clear.field !== other.clear.field || mine.clear.value !== other.clear.value)
    return fail({ code: 'StoreUnsupported', store, feature: other.clear.field });

  const recipients = mergedRecipients(request.base === undefined ? undefined : VaultFile.parse(request.base, store).metadata, mine, other);
  const accepted = await acceptedOf(request, recipients, mine, other);
  const known = new KnownDataKeys(stateFolder);
  const sides = await underOneKey(ours, theirs, recipients, known);
  const merge = new TreeMerge(base, sides.ours, sides.theirs);
  try {
    merge.run();
  } catch (thrown) {
    if (thrown instanceof Unmergeable) return fail({ code: 'NameStoredInClear', path: thrown.path });
    throw thrown;
  }
  const text = sides.ours.file.seal(sides.ours.dataKey);
  const pins = new RecipientPins(stateFolder);
  // Whoever could read both sides already is not thereby accepted: the next write still asks about them.
  if ((await pins.get(request.path)) !== undefined)
    await pins.set(request.path, { recipients: recipients.filter((recipient) => accepted.includes(recipient)) });
  const dropped = [...new Set([...recipientsOf(mine), ...recipientsOf(other)])].filter((recipient) => !recipients.includes(recipient)).sort();
  return { text, conflicts: merge.conflicts, withoutBase: request.base !== undefined && base === undefined, dropped };
}

/** Undefined where the ancestor was encrypted for others only. One that was tampered with ends the merge. */
async function openBase(open: () => Promise<Side>): Promise<Side | undefined> {
  try {
    return await open();
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'StoreLocked' && thrown.failure.because === 'no-matching-key') return undefined;
    throw thrown;
  }
}

/** Whoever one side let in is in, and whoever one side removed is out. Sorted. */
function mergedRecipients(base: Metadata | undefined, ours: Metadata, theirs: Metadata): string[] {
  const [was, mine, other] = [base === undefined ? [] : recipientsOf(base), recipientsOf(ours), recipientsOf(theirs)];
  const removed = was.filter((recipient) => !mine.includes(recipient) || !other.includes(recipient));
  return [...new Set([...mine, ...other])].filter((recipient) => !removed.includes(recipient)).sort();
}

/** Whom this user has accepted. A recipient of one side alone would come to read what the other side wrote: that one must be among them (THREATS 6). */
async function acceptedOf(
  { path, store, stateFolder, accept }: MergeRequest,
  recipients: readonly string[],
  ours: Metadata,
  theirs: Metadata,
): Promise<readonly string[]> {
  const own = (await identitiesFor(store)).map(({ recipient }) => recipient);
  const accepted = (await new RecipientPins(stateFolder).get(path))?.recipients ?? own;
  const [mine, other] = [recipientsOf(ours), recipientsOf(theirs)];
  const added = recipients.filter((recipient) => !accepted.includes(recipient));
  const gaining = added.filter((recipient) => !(mine.includes(recipient) && other.includes(recipient)));
  if (!recipients.some((recipient) => own.includes(recipient))) fail({ code: 'StoreLocked', store, because: 'no-matching-key' });
  if (gaining.length === 0) return accepted;
  const shown = { all: recipients, own: recipients.filter((recipient) => own.includes(recipient)), added, removed: [], disagreeing: [], unserved: [] };
  if ((await accept?.(shown)) !== true) return fail({ code: 'RecipientsChanged', added, removed: [] });
  await new RecipientPins(stateFolder).set(path, { recipients });
  return recipients;
}

/** Both sides under the data key of the result, and our file with the stanzas of all recipients. */
async function underOneKey(
  ours: Side,
  theirs: Side,
  recipients: readonly string[],
  known: KnownDataKeys,
): Promise<{ readonly ours: Side; readonly theirs: Side }> {
  const [mine, other] = [ours.file.metadata, theirs.file.metadata];
  const everybody = new Set([...recipientsOf(mine), ...recipientsOf(other)]);
  const foreign = recipients.filter((recipient) => unwrappableKind(recipient) !== undefined);
  const sameKey = Buffer.from(ours.dataKey).equals(Buffer.from(theirs.dataKey));
  if (
    sameKey &&
    everybody.size === recipients.length &&
    foreign.every((recipient) => mine.foreign.includes(recipient) || isAge(mine, recipient)) &&
    (await known.has(ours.dataKey))
  ) {
    const missing = other.age.filter(({ recipient }) => !isAge(mine, recipient));
    if (missing.length > 0) ours.file.setRecipients([...mine.age, ...missing]);
    return { ours, theirs };
  }
  const dataKey = VaultFile.newDataKey();
  // Throws `CannotRewrap` before anything is changed: never a file with two data keys.
  const stanzas = await wrapDataKey(dataKey, recipients);
  for (const side of [ours, theirs]) side.file.reencrypt(side.dataKey, dataKey);
  ours.file.setRecipients(stanzas);
  await known.add(dataKey);
  return { ours: { file: ours.file, dataKey }, theirs: { file: theirs.file, dataKey } };
}

const isAge = ({ age }: Metadata, recipient: string): boolean => age.some((stanza) => stanza.recipient === recipient);
