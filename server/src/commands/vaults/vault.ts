import { resolve } from 'node:path';
import { readRegularFile } from '../../base/system/atomicFile';
import { displayText, terminalText } from '../../base/display';
import { fail, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import type { ProjectConfig } from '../../project/project';
import { HashicorpClient } from '../../stores/hashicorp/client';
import { Credentials } from '../../stores/hashicorp/credentials';
import { certificatesOf, originOf } from '../../stores/hashicorp/origin';
import { matchingRegistration, type Registration, registrationOf, Registrations } from '../../stores/hashicorp/registrations';
import { canAsk, confirm } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';
import { openWorkbench } from '../workbench';

/** Largest file of certificates read: 1 MiB. */
const LARGEST_CA = 1024 * 1024;

export interface VaultAddOptions {
  readonly ca?: string;
  readonly namespace?: string;
  readonly mount?: string;
  readonly replace: boolean;
}

type Suggested = ProjectConfig['suggestedStores'][number];

/** `tacit vault add NAME URL`: a vault of this user's, for every project. The person names the address, so that is confirmed. */
export async function addVault(context: CommandContext, name: string, address: string, options: VaultAddOptions): Promise<number> {
  const registration = await registrationFrom(context, { name, address, ...options });
  if (registration === undefined) return EXIT.failure;
  const registrations = new Registrations();
  const before = (await registrations.all()).find((each) => each.name === name);
  if (before !== undefined && !options.replace && placeOf(before) !== placeOf(registration)) {
    printLine(
      context.stderr,
      t('{0} is registered already: {1}. Add --replace to register another address under this name.', displayText(name), shown(before)),
    );
    return EXIT.failure;
  }
  await registrations.put(registration);
  printLine(context.stderr, t('{0} is registered: {1}', displayText(name), shown(registration)));
  await tellState(context, registration);
  return EXIT.clean;
}

/** `tacit vault confirm NAME`: makes a vault that the project suggests usable for this user, who sees its address first (THREATS 2). */
export async function confirmVault(
  context: CommandContext,
  name: string | undefined,
  options: { readonly address?: string; readonly ca?: string },
): Promise<number> {
  const { project } = await openWorkbench(context);
  const suggestions = project.config.suggestedStores;
  const suggested = name === undefined && suggestions.length === 1 ? suggestions[0] : suggestions.find(({ id }) => id === name);
  if (suggested === undefined) {
    const names = suggestions.map(({ id }) => displayText(id)).join(', ');
    printLine(
      context.stderr,
      suggestions.length === 0
        ? t('This project suggests no vault. Register one of your own: tacit vault add NAME URL')
        : t('Which one? This project suggests: {0}', names),
    );
    return EXIT.failure;
  }
  const { id, address, namespace, mount } = suggested;
  const registration = await registrationFrom(context, {
    name: id,
    address,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(mount === undefined ? {} : { mount }),
  });
  if (registration === undefined) return EXIT.failure;
  const registrations = new Registrations();
  const before = (await registrations.all()).find((each) => each.name === id);
  printLine(context.stderr, t('This project suggests the vault {0}: {1}', displayText(id), shown(registration)));
  if (before !== undefined && placeOf(before) !== placeOf(registration))
    printLine(context.stderr, t('Under this name you confirmed another one before: {0}. Find out who changed it.', shown(before)));
  if (options.address !== undefined) {
    if (originOf(options.address) !== registration.origin) {
      printLine(context.stderr, t('That is not the address you gave, so nothing was confirmed.'));
      return EXIT.failure;
    }
  } else if (!canAsk(context)) {
    printLine(context.stderr, t('Nobody can be asked here. Add --address with the address that you mean.'));
    return EXIT.failure;
  } else if (!(await confirm(context, t('May your sign-in and your secrets go to this address?')))) return EXIT.failure;
  await registrations.put(registration);
  printLine(context.stderr, t('{0} is confirmed. Sign in with: tacit login {0}', displayText(id)));
  if (!project.trusted) printLine(context.stderr, t('This folder is not trusted yet, and no vault is used from it before that: tacit trust'));
  return EXIT.clean;
}

/** `tacit vault list`: the user's vaults, and what this project suggests. Connects to nothing. */
export async function listVaults(context: CommandContext, json: boolean): Promise<number> {
  const registered = await new Registrations().all();
  const credentials = new Credentials();
  const suggestions = await openWorkbench(context).then(
    ({ project }) => project.config.suggestedStores,
    (): readonly Suggested[] => [],
  );
  const rows = await Promise.all(
    registered.map(async (each) => ({
      name: each.name,
      address: each.origin,
      mount: each.mount,
      namespace: each.namespace ?? null,
      ownAuthority: each.ca !== undefined,
      signedIn: (await credentials.find(each)) !== undefined,
    })),
  );
  const unconfirmed = suggestions.filter((each) => matchingRegistration(each, registered) === undefined);
  if (json) {
    const suggested = unconfirmed.map(({ id, address, namespace, mount }) => ({ name: id, address, mount: mount ?? null, namespace: namespace ?? null }));
    printLine(context.stdout, JSON.stringify({ version: 1, vaults: rows, unconfirmed: suggested }, null, 2));
    return EXIT.clean;
  }
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  registered.forEach((each, index) =>
    printLine(context.stdout, `${terminalText(each.name).padEnd(width)}  ${shown(each)}  ${rows[index]?.signedIn === true ? t('signed in') : t('signed out')}`),
  );
  for (const { id, address } of unconfirmed)
    printLine(context.stdout, t('{0}  {1}  suggested by this project, not confirmed: tacit vault confirm {0}', terminalText(id), displayText(address)));
  if (rows.length === 0 && unconfirmed.length === 0) printLine(context.stderr, t('No vault on a server is registered. Register one: tacit vault add NAME URL'));
  return EXIT.clean;
}

/** `tacit vault remove NAME`: forgets the vault and the sign-in to it. What it holds stays there. */
export async function removeVault(context: CommandContext, name: string): Promise<number> {
  const registrations = new Registrations();
  await new Credentials().forget(await registrations.get(name));
  await registrations.remove(name);
  printLine(context.stderr, t('{0} is no longer registered here. What the vault holds was not touched.', displayText(name)));
  return EXIT.clean;
}

/** What was asked for, checked; undefined where it was said what is wrong with it. */
async function registrationFrom(
  context: CommandContext,
  given: { readonly name: string; readonly address: string; readonly ca?: string; readonly namespace?: string; readonly mount?: string },
): Promise<Registration | undefined> {
  const { ca, ...request } = given;
  try {
    if (ca === undefined) return registrationOf(request);
    const text = (await readRegularFile(resolve(context.cwd, ca), LARGEST_CA)).toString('latin1');
    return registrationOf({ ...request, ca: certificatesOf(text) });
  } catch (thrown) {
    const { failure } = toTacitError(thrown, 'vault');
    if (failure.code !== 'ArgumentInvalid') return fail(failure);
    const texts: Readonly<Record<string, () => string>> = {
      name: () => t('A name has letters, digits, dots, dashes and underscores, at most 64.'),
      address: () => t('An address is https://HOST or https://HOST:PORT and nothing behind it; http only for this computer (http://127.0.0.1:8200).'),
      '--ca': () => t('The file given with --ca holds no certificate that can be read (PEM).'),
      '--mount': () => t('A mount has letters, digits, dots, dashes, underscores and slashes between.'),
      '--namespace': () => t('A namespace has letters, digits, dots, dashes, underscores and slashes between.'),
    };
    printLine(context.stderr, texts[failure.argument]?.() ?? describeFailure(failure));
    return undefined;
  }
}

const placeOf = ({ origin, namespace, mount, ca }: Registration): string => JSON.stringify([origin, namespace ?? '', mount, ca ?? '']);

function shown({ origin, namespace, mount, ca }: Registration): string {
  const parts = [displayText(origin), t('mount {0}', displayText(mount))];
  if (namespace !== undefined) parts.push(t('namespace {0}', displayText(namespace)));
  if (ca !== undefined) parts.push(t('with its own certificate authority'));
  return parts.join(', ');
}

/** Whether it answers now, asked without a token. */
async function tellState(context: CommandContext, registration: Registration): Promise<void> {
  const name = displayText(registration.name);
  try {
    const state = await new HashicorpClient(registration.name, registration).sealStatus(context.signal);
    if (state === 'open') printLine(context.stderr, t('It answers. Sign in with: tacit login {0}', name));
    else printLine(context.stderr, describeFailure({ code: 'Sealed', store: registration.name, because: state }));
  } catch (thrown) {
    printLine(context.stderr, describeFailure(toTacitError(thrown, 'vault').failure));
  }
}
