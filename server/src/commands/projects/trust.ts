import { terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { isTrusted, trust, untrust } from '../../project/trust/trust';
import { type CommandContext, EXIT, printLine } from '../context';
import { projectAt } from './projectAt';

export interface TrustOptions {
  readonly remove: boolean;
  readonly status: boolean;
}

/** `tacit trust [PATH]`: this user, this real path, these contents. Kept outside the folder. */
export async function trustCommand(context: CommandContext, path: string, options: TrustOptions): Promise<number> {
  const root = await projectAt(context, path);
  const shown = terminalText(root);
  if (options.status) {
    const trusted = await isTrusted(root);
    printLine(context.stdout, trusted ? t('{0} is trusted', shown) : t('{0} is not trusted', shown));
    return trusted ? EXIT.clean : EXIT.findings;
  }
  if (options.remove) {
    const had = await untrust(root);
    printLine(context.stderr, had ? t('{0} is no longer trusted.', shown) : t('{0} was not trusted.', shown));
    return EXIT.clean;
  }
  await trust(root);
  printLine(context.stderr, t('{0} is trusted until its configuration changes. `tacit trust --remove` takes that back.', shown));
  return EXIT.clean;
}
