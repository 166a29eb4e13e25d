import { dirname, sep } from 'node:path';
import { readRegularFile, withLock, writeFileAtomically } from '../../../base/system/atomicFile';
import { fail } from '../../../base/errors';
import type { Recipients, SharingPlan } from '../../embedded';
import { assertRecipient, isPrivateKey, unwrappableKind } from '../ageKeys';
import { findCreationRule, LARGEST_CONFIGURATION, type MatchedRule, matchRule, pathForRules } from '../creationRules';
import { recipientsOf } from '../metadata';
import type { VaultFile } from '../vaultFile';
import { editRule, isIntended, type RecipientEdit } from './editRule';

type Configuration = SharingPlan['configuration'];

/** The edited text of a configuration; undefined where Tacit cannot edit it. */
async function edited(configuration: string, store: string, edit: RecipientEdit): Promise<{ readonly before: string; readonly after: string | undefined }> {
  const before = (await readRegularFile(configuration, LARGEST_CONFIGURATION)).toString('utf8');
  const ruleOf = (text: string): Promise<MatchedRule> => matchRule(configuration, text, pathForRules(configuration, store));
  const after = editRule(before, await ruleOf(before), edit);
  const read = after === undefined ? undefined : await ruleOf(after).catch(() => undefined);
  return { before, after: read !== undefined && isIntended(await ruleOf(before), read, edit) ? after : undefined };
}

/** What the project's `.sops.yaml` says of the store, and whether it can be brought to agree with the change. One above the project is not ours to edit. */
export async function findSharingRule(store: string, root: string, edit: RecipientEdit): Promise<Configuration> {
  const rule = await findCreationRule(store);
  if (rule?.matched !== true) return undefined;
  const { file, recipients } = rule;
  const agrees = edit.add === undefined ? !recipients.includes(edit.remove ?? '') : recipients.includes(edit.add);
  // A rule that names nobody says nothing of who may read.
  if (agrees || recipients.length === 0) return { file, recipients, state: 'agrees' };
  const inside = dirname(file) === root || dirname(file).startsWith(root.endsWith(sep) ? root : root + sep);
  const after = inside ? (await edited(file, store, edit)).after : undefined;
  return { file, recipients, state: after === undefined ? 'by-hand' : 'edit' };
}

/** Throws `RecipientInvalid`, `CannotRewrap`, `RecipientsChanged`, `NotFound`. */
export async function planSharing(
  { add, remove }: RecipientEdit,
  { file, store, found, rule }: { readonly file: VaultFile; readonly store: string; readonly found: Recipients; readonly rule: Configuration },
): Promise<SharingPlan> {
  if (add !== undefined) await assertRecipient(add);
  // Whoever names a private key by mistake must not see it quoted, and no message may carry it.
  if (remove !== undefined && isPrivateKey(remove)) return fail({ code: 'RecipientInvalid', because: 'private-key' });
  // A new data key is wrapped for all of them or none: never a file with two data keys (THREATS 5).
  const kinds = [...new Set(found.all.filter((name) => name !== remove).flatMap((name) => unwrappableKind(name) ?? []))].sort();
  if (kinds.length > 0) return fail({ code: 'CannotRewrap', kinds });
  const unasked = (names: readonly string[]): string[] => names.filter((name) => name !== add && name !== remove);
  const [added, removed] = [unasked(found.added), unasked(found.removed)];
  if (added.length > 0 || removed.length > 0) return fail({ code: 'RecipientsChanged', added, removed });
  if (remove !== undefined && !found.all.includes(remove)) return fail({ code: 'NotFound', path: remove });
  const after = [...new Set([...found.all.filter((name) => name !== remove), ...(add === undefined ? [] : [add])])].sort();
  if (!found.own.some((name) => after.includes(name))) {
    return fail(found.own.length === 0 ? { code: 'StoreLocked', store, because: 'no-matching-key' } : { code: 'RecipientInvalid', because: 'last-own' });
  }
  // One that only `.sops.yaml` or only the file names, or that nobody accepted, is still to be let in.
  const agrees = rule === undefined || rule.state === 'agrees';
  const present = add !== undefined && agrees && recipientsOf(file.metadata).includes(add) && !found.added.includes(add);
  const before = add !== undefined && !present ? found.all.filter((name) => name !== add) : found.all;
  const entries = [...file.leaves()].filter((leaf) => leaf.node.kind !== 'null').map((leaf) => leaf.path);
  return { ...(add === undefined ? {} : { add }), ...(remove === undefined ? {} : { remove }), before, after, own: found.own, configuration: rule, entries };
}

/**
 * Runs the write of a plan with the edit of `.sops.yaml` on the right side of it: a removed recipient leaves the rule first, as the next write would
 * let them in again, and a new one enters it last. Where the write fails, the rule is as it was.
 */
export async function withRule(store: string, root: string, plan: SharingPlan, write: () => Promise<void>): Promise<void> {
  const { configuration, remove } = plan;
  if (configuration?.state !== 'edit') return write();
  const { file } = configuration;
  const put = async (): Promise<string> => {
    const now = await findSharingRule(store, root, plan);
    if (now?.file !== file || now.state === 'by-hand') return fail({ code: 'Conflict', path: file });
    const { before, after } = await edited(file, store, plan);
    if (now.state === 'edit' && after !== undefined && after !== before) await writeFileAtomically(file, after);
    return before;
  };
  return withLock(file, async () => {
    if (remove === undefined) {
      await write();
      await put();
      return;
    }
    const before = await put();
    try {
      await write();
    } catch (thrown) {
      await writeFileAtomically(file, before).catch(() => undefined);
      throw thrown;
    }
  });
}
