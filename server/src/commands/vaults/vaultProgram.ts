import type { Command } from 'commander';
import { t } from '../../base/l10n';
import type { CommandContext } from '../context';

type Done = (code: number) => void;

/** `tacit vault …`, `tacit login`, `tacit logout`. The code behind is loaded when one of them is asked for. */
export function addVaultCommands(program: Command, context: CommandContext, done: Done): void {
  const vault = program.command('vault').description(t('Register vaults on servers: HashiCorp Vault, OpenBao.'));
  vault
    .command('add')
    .description(t('Register a vault for all your projects.'))
    .argument('<name>', t('what you call it'))
    .argument('<url>', t('https://HOST:PORT'))
    .option('--ca <file>', t('certificates (PEM) of the authority that signed the server’s, where it is your own'))
    .option('--namespace <name>', t('the namespace to work in'))
    .option('--mount <path>', t('the KV version 2 mount (default: secret)'))
    .option('--replace', t('replace another vault of this name'), false)
    .action(async (name: string, url: string, options: { ca?: string; namespace?: string; mount?: string; replace: boolean }) =>
      done(await (await import('./vault')).addVault(context, name, url, options)),
    );
  vault
    .command('confirm')
    .description(t('Make a vault that this project suggests usable, after you saw its address.'))
    .argument('[name]', t('its name in tacit.json'))
    .option('--address <url>', t('confirm exactly this address, where nobody can be asked'))
    .option('--ca <file>', t('certificates (PEM) of the authority that signed the server’s, where it is your own'))
    .action(async (name: string | undefined, options: { address?: string; ca?: string }) =>
      done(await (await import('./vault')).confirmVault(context, name, options)),
    );
  vault
    .command('list')
    .description(t('Your vaults, and those that this project suggests. Connects to nothing.'))
    .option('--json', t('as JSON'), false)
    .action(async ({ json }: { json: boolean }) => done(await (await import('./vault')).listVaults(context, json)));
  vault
    .command('remove')
    .description(t('Forget a vault and the sign-in to it.'))
    .argument('<name>')
    .action(async (name: string) => done(await (await import('./vault')).removeVault(context, name)));
  program
    .command('login')
    .description(t('Sign in to a vault with a token: typed without being shown, piped in, or from a file.'))
    .argument('[name]', t('a registered vault'))
    .option('--token-file <file>', t('read the token from a file'))
    .option('--ambient', t('let this vault use VAULT_TOKEN, BAO_TOKEN or ~/.vault-token'), false)
    .action(async (name: string | undefined, options: { tokenFile?: string; ambient: boolean }) =>
      done(await (await import('./login')).loginCommand(context, name, options)),
    );
  program
    .command('logout')
    .description(t('Forget the sign-in to a vault.'))
    .argument('[name]', t('a registered vault'))
    .option('--revoke', t('the vault forgets the token too'), false)
    .action(async (name: string | undefined, options: { revoke: boolean }) => done(await (await import('./login')).logoutCommand(context, name, options)));
}
