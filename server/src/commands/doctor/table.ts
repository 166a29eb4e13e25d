import { t } from '../../base/l10n';
import type { Check, Looked, Patient } from './check';
import { checkMergeDriver, checkTracked } from './checks/git';
import { checkKeyFiles, checkLauncher, checkNode, checkState } from './checks/machine';
import { checkApprovals, checkEntries } from './checks/manifest';
import { checkCopy, checkForeign, checkJournal, checkLeftovers, checkReadable, checkRecipients, checkRollback, checkServers } from './checks/vaults';

const machine = (id: string, title: () => string, look: (context: Patient['context']) => Promise<Looked>): Check => ({
  id,
  title,
  run: { needs: 'machine', look },
});
const project = (id: string, title: () => string, look: (patient: Patient) => Promise<Looked>): Check => ({ id, title, run: { needs: 'project', look } });

/** Everything that `tacit doctor` looks at, in the order it is told. Adding a check is a row here, its function in `checks/`, and a row in its test. */
export const CHECKS: readonly Check[] = [
  machine(
    'node',
    () => t('Node is new enough'),
    () => Promise.resolve(checkNode()),
  ),
  machine('launcher', () => t('`tacit` on the PATH is this one'), checkLauncher),
  machine(
    'state',
    () => t('Tacit’s own state is private'),
    () => checkState(),
  ),
  machine('key-file', () => t('the key file is yours alone'), checkKeyFiles),
  project('vault-file', () => t('vault files open, and are whole'), checkReadable),
  project('recipients', () => t('who can open them is what you accepted'), checkRecipients),
  project('recovery-copy', () => t('a lost computer loses no vault'), checkCopy),
  project('foreign-recipients', () => t('Tacit can encrypt for every recipient'), checkForeign),
  project('rollback', () => t('no vault file is older than you have seen it'), checkRollback),
  project('leftovers', () => t('no lock or half-written file is left over'), checkLeftovers),
  project('journal', () => t('no move was cut off'), checkJournal),
  project('manifest', () => t('every entry of the manifest leads to a secret'), checkEntries),
  project('approvals', () => t('you approved what programs may receive'), checkApprovals),
  project('tracked-files', () => t('git has no file for secrets'), checkTracked),
  project('merge-driver', () => t('git merges vault files by key'), checkMergeDriver),
  project('vaults', () => t('vaults on servers can be used'), checkServers),
];
