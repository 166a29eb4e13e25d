import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { displayText } from '../../../base/display';
import { type Failure, toTacitError } from '../../../base/errors';
import { t } from '../../../base/l10n';
import { currentPlatform } from '../../../base/system/platform';
import { describeFailure } from '../../../changes/moving/messages';
import { abandonedEntries } from '../../../changes/moving/journal';
import { type EmbeddedStore, isEmbedded } from '../../../stores/embedded';
import { storeState } from '../../../stores/session';
import { lacksRecoveryCopy, olderThanSeen, recoveryWarning, storeTitle } from '../../../stores/sharing';
import { unwrappableKind } from '../../../stores/sops/ageKeys';
import { shownPath } from '../../sharing/sharedFile';
import { shellCommand, shellWord } from '../../shellWord';
import { type Looked, type Patient, type Problem, vaultFiles } from '../check';
import { staleFiles } from './leftovers';
import { leftover } from './machine';

/** The same look at each vault file that is there. */
const each =
  (look: (store: EmbeddedStore, patient: Patient) => Promise<readonly Problem[]>) =>
  async (patient: Patient): Promise<Looked> =>
    (await Promise.all((await vaultFiles(patient)).map((store) => look(store, patient)))).flat();

function mendOf(failure: Failure, file: string): string {
  if (failure.code === 'StoreLocked') {
    if (failure.because === 'no-key-file') return t('Put your recovery copy at {0} and chmod 600 it.', displayText(currentPlatform().ageKeyFile));
    if (failure.because === 'no-matching-key') return t('Send what `tacit share me` prints to somebody who can open it, for `tacit share add`.');
    return t('See what is said of the key file.');
  }
  if (failure.code === 'StoreMalformed' || failure.code === 'StoreTampered')
    return [shellCommand('git', 'log', '--oneline', '--', file), shellCommand('git', 'checkout', 'COMMIT', '--', file)].join(' && ');
  if (failure.code === 'NotTrusted') return shellCommand('tacit', 'trust');
  if (failure.code === 'StoreUnsupported') return shellCommand('sops', file);
  return t('Mend that, then look again.');
}

/** Opens each file with the user's key and checks its MAC. */
export const checkReadable = each(async (store, { context }) => {
  try {
    await store.verify();
    return [];
  } catch (thrown) {
    const { failure } = toTacitError(thrown, 'doctor');
    return [{ level: 'error', text: describeFailure(failure), mend: mendOf(failure, shownPath(context, store.file)) }];
  }
});

export const checkRecipients = each(async (store) => {
  const recipients = await store.recipients().catch(() => undefined);
  // Said by `checkReadable`.
  if (recipients === undefined) return [];
  const { removed, unserved } = recipients;
  // Whoever can change `.sops.yaml` can put a key of theirs there: that a stranger's key be let in is never proposed.
  const strangers = recipients.added.filter((key) => unserved.includes(key));
  const added = recipients.added.filter((key) => !unserved.includes(key));
  const disagreeing = recipients.disagreeing.filter((key) => !strangers.includes(key));
  const problems: Problem[] = [];
  const list = (keys: readonly string[]): string => keys.map(displayText).join(', ');
  if (added.length > 0)
    problems.push({
      level: 'warning',
      text: t('{0} can be opened by recipients that you have not accepted: {1}', storeTitle(store), list(added)),
      mend: shellCommand('tacit', 'share', 'accept'),
    });
  if (strangers.length > 0)
    problems.push({
      level: 'warning',
      text: t('.sops.yaml names recipients of {0} that you have not accepted, and that cannot open it yet: {1}', storeTitle(store), list(strangers)),
      mend: t(
        'Ask who put them there. Not yours: {0}. Yours: tacit share accept',
        strangers.map((key) => shellCommand('tacit', 'share', 'remove', key)).join('; '),
      ),
    });
  if (removed.length > 0)
    problems.push({
      level: 'warning',
      text: t('{0} can no longer be opened by: {1}', storeTitle(store), list(removed)),
      mend: shellCommand('tacit', 'share', 'accept'),
    });
  const kinds = [...new Set(recipients.all.flatMap((key) => unwrappableKind(key) ?? []))].sort();
  if (disagreeing.length > 0 && kinds.length === 0)
    problems.push({
      level: 'warning',
      text: t('{0} and .sops.yaml do not name the same recipients. They differ in: {1}', storeTitle(store), list(disagreeing)),
      mend: disagreeing.map((key) => shellCommand('tacit', 'share', 'add', key)).join('; ') + t(', or `tacit share remove` it'),
    });
  return problems;
});

/** Recipients for whom Tacit cannot wrap a new data key (THREATS 5). */
export const checkForeign = each(async (store, { context }) => {
  const all = await store.recipients().then(
    (found) => found.all,
    (): readonly string[] => [],
  );
  const kinds = [...new Set(all.flatMap((key) => unwrappableKind(key) ?? []))].sort();
  if (kinds.length === 0) return [];
  const text = t(
    '{0} has recipients that Tacit cannot encrypt for ({1}): it reads, and writes only under a data key that you have used before.',
    storeTitle(store),
    kinds.map(displayText).join(', '),
  );
  return [{ level: 'warning', text, mend: shellCommand('sops', 'rotate', '-i', shownPath(context, store.file)) }];
});

export const checkCopy = each(async (store) =>
  (await lacksRecoveryCopy(store))
    ? [{ level: 'warning', text: recoveryWarning(store), mend: shellCommand('tacit', 'share', 'recovery', '--to', 'FILE') }]
    : [],
);

export const checkRollback = each(async (store, { context }) => {
  const older = await olderThanSeen(store);
  return older === undefined
    ? []
    : [{ level: 'warning', text: older.text, mend: shellCommand('git', 'log', '--oneline', '--', shownPath(context, store.file)) }];
});

/** What killed processes left beside the project's files, and moves that they did not finish. */
export async function checkLeftovers({ workbench }: Patient): Promise<readonly Problem[]> {
  const { root } = workbench.project;
  const folders = new Map([[root, new Set<string>()]]);
  for (const store of workbench.registry.stores) if (isEmbedded(store)) folders.set(dirname(store.file), new Set());
  const problems: Problem[] = [];
  for (const folder of folders.keys()) {
    const names = await readdir(folder).catch((): string[] => []);
    for (const path of await staleFiles(
      folder,
      names.filter((name) => isOurs(name)),
    ))
      problems.push(leftover(path));
  }
  return problems;
}

/** A lock or temporary file that Tacit makes: beside vaults, `.sops.yaml`, manifests. Locks of other programs are none of ours. */
const isOurs = (name: string): boolean => /\.(?:sops\.json|sops\.yaml|env(?:\.[\w-]+)?\.yaml)\.lock$/.test(basename(name)) || name.endsWith('.tmp');

export async function checkJournal({ workbench }: Patient): Promise<readonly Problem[]> {
  return (await abandonedEntries(workbench.project.root)).map(({ variable, path, store }) => ({
    level: 'warning',
    text: t('A move of {0} to {1} in {2} was cut off.', displayText(variable), displayText(path), displayText(store.replace(/^(?:sops|vault):/, ''))),
    mend: shellCommand('tacit', 'fix'),
  }));
}

/** Vaults on servers: only confirmed ones are asked, and nothing is sent to any other. */
export async function checkServers({ workbench, offline }: Patient): Promise<Looked> {
  const servers = workbench.registry.stores.filter((store) => !isEmbedded(store));
  if (servers.length > 0 && offline) return { because: t('vaults on servers were not asked (--offline)') };
  const found = await Promise.all(servers.map(async (store) => [displayText(store.id.replace(/^vault:/, '')), await storeState(store)] as const));
  return found.flatMap(([name, state]): readonly Problem[] => {
    const word = shellWord(name);
    switch (state) {
      case 'ready':
      case 'absent':
        return [];
      case 'signed-out':
        return [{ level: 'warning', text: t('You are signed out of the vault {0}.', name), mend: shellCommand('tacit', 'login', name) }];
      case 'unconfirmed':
        return [
          {
            level: 'warning',
            text: t('The vault {0} is suggested by this project, and you have not confirmed its address.', name),
            mend: shellCommand('tacit', 'vault', 'confirm', name),
          },
        ];
      case 'address-changed':
        return [
          {
            level: 'error',
            text: t('The address of the vault {0} is another one than you confirmed.', name),
            mend: t('Find out who changed it, then: tacit vault confirm {0}', word),
          },
        ];
      case 'sealed':
        return [{ level: 'warning', text: t('The vault {0} is sealed.', name), mend: t('Its operators unseal it.') }];
      case 'unreachable':
        return [{ level: 'warning', text: t('The vault {0} does not answer.', name), mend: t('Check network, VPN and address: tacit vault list') }];
      case 'locked':
        return [{ level: 'warning', text: t('The vault {0} is not used from a folder that you do not trust.', name), mend: shellCommand('tacit', 'trust') }];
      case 'malformed':
        return [{ level: 'error', text: t('The vault {0} cannot be read.', name), mend: t('Check how it is registered: tacit vault list') }];
    }
  });
}
