import { dirname } from 'node:path';
import { displayText, terminalText } from '../../base/display';
import { fail, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { log } from '../../base/log';
import { describeFailure } from '../../changes/moving/messages';
import { PLAIN_COMMAND } from '../../protocol/commandLines';
import { childEnvironment, maskingFor } from '../../run/environment';
import { approvePlan, type ManifestPlan, planManifest, type Resolved, resolveManifest, type ResolveRequest } from '../../run/resolve';
import { exitCodeFor, RUN_EXIT, spawnChild } from '../../run/spawn';
import type { LaunchGrant } from '../../run/ticket';
import { recipientsNews } from '../../stores/recipients';
import type { StoreRegistry } from '../../stores/registry';
import type { SecretStore } from '../../stores/store';
import { canAsk, confirm } from '../asking/ask';
import { type CommandContext, printLine } from '../context';
import { remindOfUnfinished } from '../asking/reminder';
import { warnOfRollback } from '../asking/rollback';
import { openGranted, openWorkbench } from '../workbench';

export interface RunCommandOptions {
  readonly environment?: string;
  readonly only?: readonly string[];
  readonly override: boolean;
  readonly mask: boolean;
  readonly keepVaultEnv: boolean;
  readonly approve?: string;
  /** The editor's name for a launch that its server prepared: instead of the manifest and its approvals (`run/ticket.ts`). */
  readonly ticket?: string;
  /** Where the ticket has expired, start the command without values: a terminal that the editor restored. */
  readonly orWithoutValues?: boolean;
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
  const granted = options.ticket === undefined ? undefined : await redeem(options.ticket, context.signal);
  if (options.ticket !== undefined && granted === undefined) {
    if (options.orWithoutValues !== true) return fail({ code: 'TicketExpired' });
    tellWithout(context, command);
    return spawnWith(context, command, options, { variables: new Map(), masked: new Map(), shadowed: [] });
  }
  const workbench = granted === undefined ? await openWorkbench(context) : await openGranted(granted.root, granted.trusted);
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
    ...(granted === undefined ? {} : { granted: granted.pairs }),
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
  const resolved = await resolveManifest(request);
  for (const store of stores) {
    const news = await recipientsNews(store);
    if (news !== undefined) printLine(context.stderr, news);
  }
  if (resolved.shadowed.length > 0) {
    const names = resolved.shadowed.map(displayText).join(', ');
    printLine(context.stderr, t('Set already, so the manifest’s value is not used: {0}. --override turns that round.', names));
  }
  if (resolved.absent.length > 0) printLine(context.stderr, t('Optional, and not in the vault: {0}', resolved.absent.map(displayText).join(', ')));
  return spawnWith(context, command, options, resolved);
}

/** Why a terminal has no values, and how to get them in this very one. */
function tellWithout({ stderr }: CommandContext, [program = '', ...parameters]: readonly string[]): void {
  printLine(stderr, t('Tacit: this terminal has no values of the vault. It was restored, or took longer than half a minute to start.'));
  const shell = parameters.length === 0 && PLAIN_COMMAND.test(program) ? program : 'COMMAND';
  printLine(stderr, t('To go on here with values: tacit run -- {0}', shell));
  printLine(stderr, t('Or open a new terminal of this kind.'));
}

/** Exchanges the ticket, and takes over the signed-in state that comes with it. */
async function redeem(ticket: string, signal: AbortSignal): Promise<LaunchGrant | undefined> {
  const { redeemTicket } = await import('../../run/ticket');
  const granted = await redeemTicket(ticket, signal);
  if (granted === undefined || granted.tokens.length === 0) return granted;
  const { Credentials } = await import('../../stores/hashicorp/credentials');
  const credentials = new Credentials();
  for (const { binding, token } of granted.tokens) credentials.holdBound(binding, token);
  return granted;
}

async function spawnWith(
  context: CommandContext,
  command: readonly string[],
  options: RunCommandOptions,
  { variables, masked, shadowed }: Pick<Resolved, 'variables' | 'masked' | 'shadowed'>,
): Promise<number> {
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
