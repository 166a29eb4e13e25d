import { fail, TacitError } from '../../base/errors';
import type { Recipients } from '../embedded';
import { ensureIdentity, loadIdentities } from './keyFile';
import { type Identity, unwrapDataKey } from './ageKeys';
import { type CreationRule, findCreationRule } from './creationRules';
import type { KnownDataKeys } from './state/dataKeys';
import { type AgeStanza, recipientsOf } from './metadata';
import type { Pin, RecipientPins } from './state/pins';
import type { VaultFile } from './vaultFile';

/** This user's identities. A key file that we must not use locks the store, with the reason. */
export async function identitiesFor(store: string, create = false): Promise<readonly Identity[]> {
  try {
    return create ? (await ensureIdentity()).identities : await loadIdentities();
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code !== 'FileUnsafe') throw thrown;
    return fail({ code: 'StoreLocked', store, because: 'key-file-unsafe' });
  }
}

/** Throws `StoreLocked`. */
export async function dataKeyOf(file: VaultFile, store: string): Promise<Uint8Array> {
  const identities = await identitiesFor(store);
  if (identities.length === 0) return fail({ code: 'StoreLocked', store, because: 'no-key-file' });
  return (await unwrapDataKey(file.metadata.age, identities)) ?? fail({ code: 'StoreLocked', store, because: 'no-matching-key' });
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** The recipients of a store and how they compare with what this user accepted. Own recipients need no acceptance where there is no pin yet. */
export function compareRecipients(
  file: VaultFile | undefined,
  rule: CreationRule | undefined,
  identities: readonly Identity[],
  pin: Pin | undefined,
): Recipients {
  const own = identities.map((identity) => identity.recipient);
  const fromRule = rule?.matched === true ? rule.recipients : [];
  const fromFile = file === undefined ? [] : recipientsOf(file.metadata);
  const wanted = sorted([...fromFile, ...fromRule]);
  // The X25519 kind first: every sops and age can read it.
  const preferred = own.find((recipient) => !recipient.startsWith('age1pq1')) ?? own[0];
  const all = wanted.length > 0 ? wanted : preferred === undefined ? [] : [preferred];
  const accepted = new Set(pin?.recipients ?? own);
  return {
    all,
    own: all.filter((recipient) => own.includes(recipient)),
    added: all.filter((recipient) => !accepted.has(recipient)),
    removed: pin === undefined ? [] : pin.recipients.filter((recipient) => !all.includes(recipient)),
    disagreeing: file === undefined || fromRule.length === 0 ? [] : wanted.filter((recipient) => fromFile.includes(recipient) !== fromRule.includes(recipient)),
    unserved: file === undefined ? [] : wanted.filter((recipient) => !fromFile.includes(recipient)),
  };
}

/** A change of who can read, as a person was shown it. */
export interface RecipientChange {
  readonly add?: string;
  readonly remove?: string;
  /** Every recipient before it. */
  readonly before: readonly string[];
}

/** Without the recipient that a person has just named: about that one nothing is left to ask. */
const others = (names: readonly string[], change: RecipientChange | undefined): string[] =>
  names.filter((name) => name !== change?.add && name !== change?.remove);

/**
 * All that a write needs to know about who may read: the recipients that it writes for, and whether an earlier one must not read on.
 * Throws `RecipientsChanged`, `ConfigMalformed`, `StoreLocked`.
 */
export async function authoriseWrite(
  path: string,
  store: string,
  file: VaultFile | undefined,
  pins: RecipientPins,
  change?: RecipientChange,
): Promise<{ recipients: readonly string[]; renew: boolean; rule: CreationRule | undefined }> {
  const rule = await findCreationRule(path);
  const identities = await identitiesFor(store, file === undefined);
  const pin = await pins.get(path);
  const found = compareRecipients(file, rule, identities, pin);
  // What was shown is what is written for: a recipient that came meanwhile, and that the pin knows, is none that this person saw.
  const unseen = change === undefined ? [] : found.all.filter((name) => !change.before.includes(name));
  const [added, removed] = [sorted([...others(found.added, change), ...others(unseen, change)]), others(found.removed, change)];
  if (added.length > 0 || removed.length > 0) return fail({ code: 'RecipientsChanged', added, removed });
  // What we cannot read back we do not write.
  if (others(found.own, change).length === 0) return fail({ code: 'StoreLocked', store, because: 'no-matching-key' });
  if (pin === undefined && change === undefined) await pins.set(path, { recipients: found.all });
  const recipients = sorted([...others(found.all, change), ...(change?.add === undefined ? [] : [change.add])]);
  return { recipients, renew: change?.remove !== undefined, rule };
}

/**
 * The data key to write with: the file's own if this user has used it before, else a new one under which everything is encrypted again
 * (THREATS 5); so too where `renew` asks for it (THREATS 41). Recipients that the file lacks are added. Throws `CannotRewrap` before anything is changed.
 */
export async function writeKey(
  file: VaultFile,
  dataKey: Uint8Array,
  { recipients, renew }: { readonly recipients: readonly string[]; readonly renew: boolean },
  known: KnownDataKeys,
  wrap: (dataKey: Uint8Array, recipients: readonly string[]) => Promise<AgeStanza[]>,
  create: () => Uint8Array,
): Promise<Uint8Array> {
  if (!renew && (await known.has(dataKey))) {
    const have = recipientsOf(file.metadata);
    const missing = recipients.filter((recipient) => !have.includes(recipient));
    if (missing.length > 0) file.setRecipients([...file.metadata.age, ...(await wrap(dataKey, missing))]);
    return dataKey;
  }
  const next = create();
  const stanzas = await wrap(next, recipients);
  file.reencrypt(dataKey, next);
  file.setRecipients(stanzas);
  await known.add(next);
  return next;
}
