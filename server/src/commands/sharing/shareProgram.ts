import type { Command } from 'commander';
import { t } from '../../base/l10n';
import type { CommandContext } from '../context';
import type { SharedFileOptions } from './sharedFile';

type Done = (code: number) => void;

/** `tacit share …`. The code behind is loaded when one of them is asked for. */
export function addShareCommands(program: Command, context: CommandContext, done: Done): void {
  const share = program.command('share').description(t('Say who can open the vault file of this project, and keep a copy of your key.'));
  const about = (name: string, description: string): Command =>
    share.command(name).description(description).option('--file <path>', t('another *.sops.json of the project'));
  about('list', t('Who can open the vault, and what of that you have not accepted.'))
    .option('--json', t('as JSON'), false)
    .addHelpText('after', `\n${t('Ends with 1 where something has changed since you accepted it.')}`)
    .action(async (options: SharedFileOptions & { json: boolean }) => done(await (await import('./listRecipients')).listRecipients(context, options)));
  about('add', t('Let somebody open the vault.'))
    .argument('<recipient>', t('their age recipient (age1…), a public key: they get it by `tacit share me`'))
    .option('-y, --yes', t('without being asked'), false)
    .action(async (recipient: string, options: SharedFileOptions & { yes: boolean }) =>
      done(await (await import('./changeRecipients')).addRecipient(context, recipient, options)),
    );
  about('remove', t('Encrypt everything again, without this recipient, and list what to rotate.'))
    .argument('<recipient>', t('as `tacit share list` names it'))
    .option('-y, --yes', t('without being asked'), false)
    .action(async (recipient: string, options: SharedFileOptions & { yes: boolean }) =>
      done(await (await import('./changeRecipients')).removeRecipient(context, recipient, options)),
    );
  about('accept', t('Accept who can open the vault, where somebody else has changed that.'))
    .argument('[recipients...]', t('every new one, where nobody can be asked'))
    .action(async (recipients: string[], options: SharedFileOptions) =>
      done(await (await import('./changeRecipients')).acceptRecipients(context, recipients, options)),
    );
  share
    .command('me')
    .description(t('Your own recipient, to be given to somebody who can open the vault.'))
    .action(async () => done(await (await import('./changeRecipients')).ownRecipient(context)));
  about('recovery', t('Keep a copy of your key, so that a lost computer does not lose the vault.'))
    .option('--to <file>', t('write it to this new file, outside of any repository'))
    .option('--show', t('show it on the terminal'), false)
    .option('--done', t('only note that you have a copy'), false)
    .action(async (options: SharedFileOptions & { to?: string; show: boolean; done: boolean }) =>
      done(await (await import('./recovery')).recoveryCommand(context, options)),
    );
}
