import { dirname } from 'node:path';
import { displayText } from '../../../base/display';
import { isMissing, toTacitError } from '../../../base/errors';
import { t } from '../../../base/l10n';
import { describeFailure } from '../../../changes/moving/messages';
import { approvalState, pairsDigest } from '../../../project/trust/approvals';
import { type EffectiveEntry, environmentsOf, mergeManifests, readManifests } from '../../../project/manifest/manifests';
import { shellCommand, shellWord } from '../../shellWord';
import type { Patient, Problem } from '../check';

/** The entries for each environment, with the option that means it. Throws for a manifest that cannot be read. */
async function entriesByEnvironment({ workbench }: Patient): Promise<ReadonlyMap<string, readonly EffectiveEntry[]>> {
  const { project } = workbench;
  const found = new Map<string, readonly EffectiveEntry[]>();
  for (const environment of [undefined, ...(await environmentsOf(project))])
    found.set(environment === undefined ? '' : ` -e ${shellWord(environment)}`, mergeManifests(await readManifests(project, environment)));
  return found;
}

async function unlessBroken(
  patient: Patient,
  look: (entries: ReadonlyMap<string, readonly EffectiveEntry[]>) => Promise<readonly Problem[]>,
): Promise<readonly Problem[]> {
  let entries: ReadonlyMap<string, readonly EffectiveEntry[]>;
  try {
    entries = await entriesByEnvironment(patient);
  } catch (thrown) {
    return [
      { level: 'error', text: describeFailure(toTacitError(thrown, 'doctor').failure), mend: t('Correct it: names, then quoted references, one a line.') },
    ];
  }
  return look(entries);
}

/** Whether every entry leads to a secret that is there. Names and metadata alone are asked for; `--offline` asks no server. */
export const checkEntries = (patient: Patient): Promise<readonly Problem[]> =>
  unlessBroken(patient, async (byEnvironment) => {
    const { registry } = patient.workbench;
    const problems = new Map<string, Problem>();
    for (const entry of new Set([...byEnvironment.values()].flat())) {
      const { name, reference, target, optional } = entry.entry;
      const resolution = registry.resolve(target, dirname(entry.path));
      const key = `${name} ${reference}`;
      const [shown, place] = [displayText(name), displayText(reference)];
      if (resolution.kind !== 'address') {
        const text =
          resolution.kind === 'unknown-store'
            ? t('{0} names a vault that is not registered here: {1}', shown, place)
            : t('{0} is resolved by no command: {1}', shown, place);
        problems.set(key, {
          level: 'error',
          text,
          mend:
            resolution.kind === 'unknown-store'
              ? shellCommand('tacit', 'vault', 'add', 'NAME', 'URL')
              : t('Move the value to a vault, and name that in the manifest.'),
        });
        continue;
      }
      if (patient.offline && !resolution.store.id.startsWith('sops:')) continue;
      try {
        await resolution.store.describe(resolution.address.path, patient.context.signal);
      } catch (thrown) {
        const { failure } = toTacitError(thrown, 'doctor');
        if (isMissing(failure)) {
          if (!optional)
            problems.set(key, {
              level: 'error',
              text: t('{0} leads nowhere: {1} is not in the vault.', shown, place),
              mend: shellCommand('tacit', 'secret', 'set', resolution.address.path),
            });
        } else problems.set(key, { level: 'warning', text: `${shown}: ${describeFailure(failure)}`, mend: t('See what is said of that vault.') });
      }
    }
    return [...problems.values()];
  });

/** Pairs that `tacit run` would ask about (THREATS 3). */
export const checkApprovals = (patient: Patient): Promise<readonly Problem[]> =>
  unlessBroken(patient, async (byEnvironment) => {
    const { root } = patient.workbench.project;
    const problems = new Map<string, Problem>();
    for (const [option, entries] of byEnvironment) {
      const pairs = entries.map(({ entry, path }) => ({ variable: entry.name, reference: entry.reference, path }));
      for (const path of new Set(pairs.map((pair) => pair.path))) {
        const { changed } = await approvalState(
          root,
          path,
          pairs.filter((pair) => pair.path === path),
        );
        if (changed.length === 0) continue;
        const names = changed.map(({ variable }) => displayText(variable)).join(', ');
        const mend = t('Look at them, then: tacit run{0} --approve {1} -- COMMAND', option, pairsDigest(pairs));
        if (!problems.has(`${path} ${names}`))
          problems.set(`${path} ${names}`, { level: 'warning', text: t('You have not approved what programs may receive as: {0}', names), mend });
      }
    }
    return [...problems.values()];
  });
