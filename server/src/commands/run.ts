import { dirname } from 'node:path';
import { displayText, terminalText } from '../base/display';
import { toTacitError } from '../base/errors';
import { t } from '../base/l10n';
import { log } from '../base/log';
import { describeFailure } from '../changes/messages';
import { childEnvironment, maskingFor } from '../run/environment';
import { approvePlan, type ManifestPlan, planManifest, resolveManifest, type ResolveRequest } from '../run/resolve';
import { exitCodeFor, RUN_EXIT, spawnChild } from '../run/spawn';
import { recipientsNews } from '../stores/recipients';
import type { StoreRegistry } from '../stores/registry';
import type { SecretStore } from '../stores/store';
import { canAsk, confirm } from './ask';
import { type CommandContext, printLine } from './context';
import { remindOfUnfinished } from './reminder';
import { warnOfRollback } from './rollback';
import { openWorkbench } from './workbench';

export interface RunCommandOptions {
  readonly environment?: string;
  readonly only?: readonly string[];
  readonly override: boolean;
  readonly mask: boolean;
  readonly keepVaultEnv: boolean;
  readonly approve?: string;
}

/** `tacit run -- COMMAND`: everything resolves first, or nothing starts. Exit codes of DESIGN §6. */
export async function runCommand(context: CommandContext, command: readonly string[], options: RunCommandOptions): Promise<number> {
  try {
    return await run(context, command, options);
  } catch (thrown) {
    const error = toTacitError(thrown, 'run');
    printLine(context.stderr, `tacit: ${describeFailure(error.failure)}`);
    return exitCodeFor(error);
  }
}

async function run(context: CommandContext, command: readonly string[], options: RunCommandOptions): Promise<number> {
  const workbench = await openWorkbench(context);
  await remindOfUnfinished(context, workbench);
  const { project, registry } = workbench;
  const request: ResolveRequest = {
    project,
    registry,
    env: context.environment,
    override: options.override,
    signal: context.signal,
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.approve === undefined ? {} : { approve: options.approve }),
  };
  const plan = await planManifest(request);
  if (!plan.approved) {
    tellChanged(context, plan);
    if (!canAsk(context)) {
      printLine(context.stderr, t('Nothing was started. If these may be resolved here, approve them: tacit run --approve {0} -- …', plan.digest));
      return RUN_EXIT.failure;
    }
    if (!(await confirm(context, t('May the programs of this project receive these?')))) return RUN_EXIT.failure;
    await approvePlan(project, plan);
  }
  const stores = storesOf(plan, registry);
  await warnOfRollback(context, stores);
  const { variables, shadowed, masked, absent } = await resolveManifest(request);
  for (const store of stores) {
    const news = await recipientsNews(store);
    if (news !== undefined) printLine(context.stderr, news);
  }
  if (shadowed.length > 0) {
    const names = shadowed.map(displayText).join(', ');
    printLine(context.stderr, t('Set already, so the manifest’s value is not used: {0}. --override turns that round.', names));
  }
  if (absent.length > 0) printLine(context.stderr, t('Optional, and not in the vault: {0}', absent.map(displayText).join(', ')));
  const { automaton, unmasked } = maskingFor(masked);
  if (unmasked.length > 0) printLine(context.stderr, t('Too short to be masked in output: {0}', unmasked.map(displayText).join(', ')));
  log('run.started', { variables: variables.size });
  const code = await spawnChild({
    command,
    environment: childEnvironment(context.environment, variables, { keepVaultEnv: options.keepVaultEnv, shadowed }),
    cwd: context.cwd,
    automaton,
    mask: options.mask,
    stdout: { stream: context.stdout, isTerminal: context.stdout.isTTY === true },
    stderr: { stream: context.stderr, isTerminal: context.stderr.isTTY === true },
    inTerminal: context.stdin.isTTY === true,
  });
  log('run.ended', { code });
  return code;
}

/** The vaults that a manifest names, each once. */
function storesOf({ entries }: ManifestPlan, registry: StoreRegistry): ReadonlySet<SecretStore> {
  const stores = new Set<SecretStore>();
  for (const { entry, path } of entries) {
    const resolution = registry.resolve(entry.target, dirname(path));
    if (resolution.kind === 'address') stores.add(resolution.store);
  }
  return stores;
}

/** New and changed pairs alone: what was approved before needs no second look. */
function tellChanged(context: CommandContext, plan: ManifestPlan): void {
  printLine(context.stderr, t('The manifest maps these variables, and you have not approved that yet:'));
  for (const { variable, reference } of plan.changed) printLine(context.stderr, `  ${terminalText(variable)}  ${displayText(reference)}`);
}
