import { resolve } from 'node:path';
import { readRegularFile } from '../../base/system/atomicFile';
import { displayText } from '../../base/display';
import { toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Secret } from '../../base/secret';
import { readToken, tokenOf } from '../../stores/hashicorp/credentials';
import { checkSignIn, type SignedIn, signIn, signOut } from '../../stores/hashicorp/login';
import { type Registration, Registrations } from '../../stores/hashicorp/registrations';
import { askSecretly, canAsk, readSecret } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';

/** Largest token file read, in bytes. */
const LARGEST_TOKEN = 16 * 1024;

export interface LoginOptions {
  readonly tokenFile?: string;
  readonly ambient: boolean;
}

/** `tacit login [NAME]`: a token by prompt, standard input or file; never by argument (THREATS 19). It goes to the confirmed address alone. */
export async function loginCommand(context: CommandContext, name: string | undefined, options: LoginOptions): Promise<number> {
  const registration = await chosen(context, name);
  if (registration === undefined) return EXIT.failure;
  if (options.ambient) return useAmbient(context, registration);
  const token = await givenToken(context, registration, options);
  if (token === undefined) {
    printLine(context.stderr, t('That is no token: it has letters, digits and signs, no blanks. Nothing was sent.'));
    return EXIT.failure;
  }
  tell(context, registration, await signIn(registration, token, 'session', context.signal));
  printLine(
    context.stderr,
    t('The sign-in is kept, encrypted, until this computer’s session ends or you say: tacit logout {0}', displayText(registration.name)),
  );
  return EXIT.clean;
}

/** `tacit logout [NAME]`. */
export async function logoutCommand(context: CommandContext, name: string | undefined, options: { readonly revoke: boolean }): Promise<number> {
  const registration = await chosen(context, name);
  if (registration === undefined) return EXIT.failure;
  await signOut(registration, options.revoke, context.signal);
  if (registration.ambient !== undefined) await new Registrations().setAmbient(registration.name, false);
  printLine(context.stderr, t('You are signed out of {0}.', displayText(registration.name)));
  return EXIT.clean;
}

/** The vault named, or the only one there is. */
async function chosen(context: CommandContext, name: string | undefined): Promise<Registration | undefined> {
  const registrations = new Registrations();
  if (name !== undefined) return registrations.get(name);
  const all = await registrations.all();
  if (all.length === 1) return all[0];
  const names = all.map((each) => displayText(each.name)).join(', ');
  printLine(
    context.stderr,
    all.length === 0 ? t('No vault on a server is registered. Register one: tacit vault add NAME URL') : t('Which vault? There are {0}.', names),
  );
  return undefined;
}

/** Lets this vault, at this address, have the token that other tools use. */
async function useAmbient(context: CommandContext, registration: Registration): Promise<number> {
  const registrations = new Registrations();
  await registrations.setAmbient(registration.name, true);
  try {
    tell(context, registration, await checkSignIn(await registrations.get(registration.name), context.signal));
    return EXIT.clean;
  } catch (thrown) {
    const error = toTacitError(thrown, 'login');
    if (error.failure.code !== 'NotSignedIn' || error.failure.because === 'expired') throw error;
    printLine(
      context.stderr,
      t(
        '{0} may now use VAULT_TOKEN, BAO_TOKEN or ~/.vault-token, but none of them is there for this address. VAULT_ADDR, where it is set, must name it too.',
        displayText(registration.name),
      ),
    );
    return EXIT.failure;
  }
}

async function givenToken(context: CommandContext, { name }: Registration, { tokenFile }: LoginOptions): Promise<Secret | undefined> {
  if (tokenFile !== undefined)
    return attempt(() => readRegularFile(resolve(context.cwd, tokenFile), LARGEST_TOKEN).then((bytes) => tokenOf(bytes.toString('latin1'))));
  const typed = canAsk(context) ? await askSecretly(context, t('Token for {0} (not shown): ', displayText(name))) : await readSecret(context);
  return typed === undefined ? undefined : attempt(() => Promise.resolve(readToken(typed)));
}

const attempt = (work: () => Promise<Secret>): Promise<Secret | undefined> =>
  work().catch((thrown: unknown) => {
    const error = toTacitError(thrown, 'login');
    if (error.failure.code === 'ArgumentInvalid') return undefined;
    throw error;
  });

function tell(context: CommandContext, { name }: Registration, { displayName, policies, expires }: SignedIn): void {
  printLine(
    context.stderr,
    t('You are signed in to {0} as {1} ({2}).', displayText(name), displayText(displayName), policies.slice(0, 20).map(displayText).join(', ')),
  );
  if (expires !== undefined) printLine(context.stderr, t('The token ends {0}.', displayText(expires)));
}
