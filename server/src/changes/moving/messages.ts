import { displayText } from '../../base/display';
import type { Failure, ManifestFault, Unreachable } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Refusal } from '../../references/referenceSyntax';
import { pathOf } from '../editing/diskEditor';

/** A document as a person knows it: a file by its path. */
function documentName(uri: string): string {
  try {
    return displayText(pathOf(uri));
  } catch {
    return displayText(uri);
  }
}

const names = (list: readonly string[]): string => list.slice(0, 10).map(displayText).join(', ') + (list.length > 10 ? ', …' : '');

/** Why a literal cannot become a reference where it stands. One sentence; shown beside the disabled action. */
export function describeRefusal(reason: Refusal): string {
  switch (reason) {
    case 'annotation':
      return t('An annotation takes only constants, so no environment read can stand here. Move the value into a field first.');
    case 'constant-expression':
      return t('The language asks for a constant here, so no environment read can stand here.');
    case 'import-path':
      return t('An import path must be a literal.');
    case 'docstring':
      return t('This is documentation text; take the value out by hand.');
    case 'comment':
      return t('A comment resolves nothing; take the value out by hand.');
    case 'object-key':
      return t('The value is a key of an object; a reference cannot take its place.');
    case 'browser':
      return t('This code runs in a browser, where every visitor can read the value. Call a server that holds it instead.');
    case 'reader-does-not-resolve':
      return t("This file's reader does not resolve references.");
    case 'language':
      return t('Tacit writes no references in this language yet. Keep the value with `tacit secret set NAME`, and read NAME from the environment here.');
    case 'not-parsed':
      return t('The code around the value could not be parsed, so a safe edit is not possible.');
    case 'no-file':
      return t('This document is no file of this computer, so no project here can keep its secrets. Save a copy here first.');
    case 'cannot-decode':
      return t('The literal could not be read exactly as the program reads it, so moving it might change it.');
    case 'parts':
      return t('The value is put together of parts. Make it one literal first, or take it out by hand.');
    case 'name':
      return t('A reference of this name cannot be written here; choose another name.');
    case 'workflow':
      return t('A workflow reads its secrets from the service that runs it; add the secret there.');
    case 'generated':
      return t('This file is generated; change what it is generated from.');
    case 'quoting':
      return t('The quotes around the value let nothing be put in. Change the quoting first.');
  }
}

const REFUSALS: Readonly<Record<Refusal, true>> = {
  annotation: true,
  'constant-expression': true,
  'import-path': true,
  docstring: true,
  comment: true,
  'object-key': true,
  browser: true,
  'reader-does-not-resolve': true,
  language: true,
  'not-parsed': true,
  'no-file': true,
  'cannot-decode': true,
  parts: true,
  name: true,
  workflow: true,
  generated: true,
  quoting: true,
};

export const isRefusal = (reason: string): reason is Refusal => Object.hasOwn(REFUSALS, reason);

function describeFault(fault: ManifestFault): string {
  switch (fault) {
    case 'syntax':
      return t('it cannot be parsed');
    case 'not-a-map':
      return t('it is not a map from names to references');
    case 'not-a-string':
      return t('a value is not a string');
    case 'not-a-reference':
      return t('a value is not a reference');
    case 'duplicate':
      return t('a name stands there twice');
    case 'alias':
      return t('it uses an alias or anchor');
    case 'tag':
      return t('it uses a tag');
    case 'name':
      return t('a name is not usable as an environment variable');
    case 'too-large':
      return t('it is too large');
  }
}

function describeUnsafeFile(path: string, because: Extract<Failure, { code: 'FileUnsafe' }>['because']): string {
  switch (because) {
    case 'link':
      return t('{0} is a link. Tacit does not write or read through links; open the file itself.', path);
    case 'not-regular':
      return t('{0} is not a regular file.', path);
    case 'outside':
      return t('{0} lies outside the project.', path);
    case 'owner':
      return t('{0} belongs to another user. Check where it came from.', path);
    case 'mode':
      return t('{0} can be read or changed by other users. Restrict it to yourself (chmod 600).', path);
    case 'too-large':
      return t('{0} is too large.', path);
    case 'unreadable':
      return t('{0} cannot be read or written. Check its permissions and encoding.', path);
    case 'encoding':
      return t(
        '{0} is in an encoding other than UTF-8 or UTF-16, and writing it would change more than the edit. Save it as UTF-8 (in VS Code: Change File Encoding, Save with Encoding), and try again.',
        path,
      );
    case 'in-repository':
      return t('{0} lies in a repository or project, where it would be committed one day. Choose a place outside.', path);
  }
}

function describeStoreFailure(failure: Extract<Failure, { readonly store: string }>): string {
  const store = displayText(failure.store);
  switch (failure.code) {
    case 'StoreUnreachable':
      return describeUnreachable(store, failure.because);
    case 'Sealed':
      return failure.because === 'sealed'
        ? t('The vault {0} is sealed: it gives out nothing until someone who keeps its keys unseals it.', store)
        : t('The vault {0} has not been set up yet. Ask whoever runs it.', store);
    case 'RateLimited':
      return t('The vault {0} takes no more requests just now. Try again in {1} seconds.', store, failure.after);
    case 'AddressChanged':
      return t(
        'The address of the vault {0} is not the one you confirmed, so nothing was sent. Check who changed it; "tacit vault list" shows what you confirmed.',
        store,
      );
    case 'NotConfirmed':
      return t('This project suggests the vault {0}, and you have not confirmed its address. Nothing was sent. Run "tacit vault confirm {0}".', store);
    case 'StoreLocked':
      if (failure.because === 'no-key-file') return t('The vault {0} is locked: this user has no age key file. Restore it from its recovery copy.', store);
      if (failure.because === 'no-matching-key')
        return t('The vault {0} is locked: none of your age keys opens it. Ask someone who can open it to add your recipient.', store);
      return t('The vault {0} is locked: your age key file is a link, or others can read it. Restrict it to yourself (chmod 600).', store);
    case 'StoreUnknown':
      return t('No vault {0} is registered for this project. Check the reference, or register the vault.', store);
    case 'StoreMalformed':
      return t('The vault {0} cannot be read: the file is damaged. Restore it from git or a copy.', store);
    case 'StoreTampered':
      return t('The vault {0} fails its integrity check: it was changed by something other than a vault tool. Restore it from git or a copy.', store);
    case 'StoreUnsupported':
      return t('The vault {0} uses {1}, which Tacit does not support. Use the tool that made it.', store, displayText(failure.feature));
    case 'NotSignedIn':
      return failure.because === 'expired'
        ? t('Your sign-in to the vault {0} has ended, or the vault does not accept it. Run "tacit login {0}" and try again.', store)
        : t('You are not signed in to the vault {0}. Run "tacit login {0}" and try again.', store);
  }
}

function describeUnreachable(store: string, because: Unreachable | undefined): string {
  switch (because) {
    case undefined:
      return t('The vault {0} did not answer. Check the connection and try again.', store);
    case 'refused':
      return t('The vault {0} takes no connection at its address. Check that it runs, and your network or VPN.', store);
    case 'name':
      return t('The address of the vault {0} is not known here. Check your network or VPN, and the address: "tacit vault list".', store);
    case 'time-out':
      return t('The vault {0} did not answer in time. Check the connection and try again.', store);
    case 'certificate':
      return t(
        'The certificate of the vault {0} was not accepted, so nothing was sent. If it comes from your own authority, register it with "tacit vault add … --ca FILE".',
        store,
      );
    case 'redirect':
      return t(
        'The vault {0} sent us to another address, where Tacit does not follow with your sign-in. Register the address of the active server instead.',
        store,
      );
    case 'not-a-vault':
      return t('What answers at the address of {0} does not speak as a vault does; a proxy or sign-in page may stand between. Check the address.', store);
    case 'too-large':
      return t('The vault {0} answered with more than Tacit takes in. Open a smaller folder.', store);
    case 'cut':
      return t('The connection to the vault {0} was cut. Try again.', store);
    case 'failing':
      return t('The vault {0} failed while it answered. Try again; if it goes on, tell whoever runs it.', store);
    case 'no-such-place':
      return t('The vault {0} has no such namespace or mount. Check how it is registered: "tacit vault list".', store);
  }
}

function describeNameInvalid(failure: Extract<Failure, { code: 'NameInvalid' }>): string {
  const name = displayText(failure.name);
  if (failure.because === 'steers-programs') return t('A variable named {0} would steer the shell, a loader or another program. Choose another name.', name);
  if (failure.because === 'reserved') return t('The name {0} is reserved. Choose another one.', name);
  return t('The name {0} is not usable: use letters, digits and underscores, not starting with a digit. Choose another one.', name);
}

/** What happened and what to do next: one localised sentence or two, free of values. Names and paths of others are escaped. */
export function describeFailure(failure: Failure): string {
  switch (failure.code) {
    case 'StoreUnreachable':
    case 'Sealed':
    case 'RateLimited':
    case 'AddressChanged':
    case 'NotConfirmed':
    case 'StoreLocked':
    case 'StoreUnknown':
    case 'StoreMalformed':
    case 'StoreTampered':
    case 'StoreUnsupported':
    case 'NotSignedIn':
      return describeStoreFailure(failure);
    case 'StoreAmbiguous':
      return t(
        'More than one of your vaults could be meant: {0}. Name the one this project uses in tacit.json, or its address in the reference.',
        names(failure.stores),
      );
    case 'Forbidden':
      return t('You may not {0} {1} in this vault. Ask its owner for that right.', displayText(failure.capability), displayText(failure.path));
    case 'Conflict':
      return t('{0} holds something else already, or was changed meanwhile. Look at it, then try again or choose another name.', displayText(failure.path));
    case 'NotFound':
      return t('{0} does not exist. Check the name.', displayText(failure.path));
    case 'Deleted':
      return t(
        '{0} was deleted (version {1}). Bring it back with "tacit secret undelete", or store a new value.',
        displayText(failure.path),
        displayText(failure.version),
      );
    case 'RecipientsChanged':
      return t(
        'Who can open this vault has changed (added: {0}; removed: {1}). Nothing was written. If that is right, do it again in a terminal or an editor, which asks you.',
        names(failure.added) || '–',
        names(failure.removed) || '–',
      );
    case 'CannotRewrap':
      return t(
        'This vault was last written with a key new to you and has recipients that Tacit cannot encrypt for ({0}). Run "sops rotate" on it first.',
        names(failure.kinds),
      );
    case 'RecipientInvalid':
      return describeRecipient(failure.because);
    case 'NameStoredInClear':
      return t('This vault would store {0} unencrypted because of its name. Choose another name.', displayText(failure.path));
    case 'NameInvalid':
      return describeNameInvalid(failure);
    case 'NotApproved':
      return t(
        'You have not approved the variables of {0} yet. Review them, then approve digest {1}.',
        displayText(failure.manifest),
        displayText(failure.digest),
      );
    case 'TicketExpired':
      return t(
        'The editor’s ticket for this start was used already, or has expired. Nothing was started. Start again from the editor, or by: tacit run -- COMMAND',
      );
    case 'NotTrusted':
      return t(
        'You do not trust the folder {0} yet. Trust it first (`tacit trust`, or in the editor) if you know where it comes from.',
        displayText(failure.folder),
      );
    case 'ManifestMalformed':
      return t('{0}, line {1}: {2}. Correct the manifest first.', displayText(failure.manifest), String(failure.line), describeFault(failure.because));
    case 'ReferenceUnresolved':
      return t('These references do not resolve: {0}. Nothing was started. Add the secrets to the vault or correct the manifest.', names(failure.names));
    case 'NotInManifest': {
      const { near, known } = failure;
      const text = t('No manifest of this project has {0}. Nothing was started.', names(failure.names));
      if (near.length > 0) return `${text} ${t('Is it {0}?', names(near))}`;
      return known.length === 0 ? text : `${text} ${t('It has {0}.', names(known))}`;
    }
    case 'ReferenceRefused':
      return failure.name === undefined
        ? describeRefusedReference(failure.because)
        : t('{0}: {1}', displayText(failure.name), describeRefusedReference(failure.because));
    case 'NoManifest':
      return t('No manifest was found in this project. Move a secret to the vault first, or create tacit.env.yaml.');
    case 'ConfigMalformed':
      return t('{0} is not valid: {1}. Correct it first.', displayText(failure.file), displayText(failure.because));
    case 'ConfigTooNew':
      return t('{0} has version {1}, which this Tacit does not know. Update Tacit.', displayText(failure.file), String(failure.version));
    case 'SeveralProjects':
      return t('These paths are of two projects, {0} and {1}. Scan each in a call of its own.', ...failure.folders.map(displayText));
    case 'GitFailed':
      if (failure.because === 'not-installed') return t('git was not found among the programs of this computer. Install it.');
      if (failure.because === 'no-repository')
        return t('git knows no repository here, or one that belongs to somebody else. Go to the folder of a repository.');
      if (failure.because === 'no-commit')
        return t('git has no such commit here. Check the name; a shallow clone lacks some (git fetch --unshallow gets them).');
      return t('git did not answer. Check that git is installed, that this is a repository, and that the commits exist here (a shallow clone lacks some).');
    case 'FindingGone':
      return t('The value no longer stands there. Nothing was changed.');
    case 'DocumentChanged':
      return t('{0} was changed meanwhile. Nothing in it was touched; start again.', documentName(failure.uri));
    case 'EditRefused':
      return t('The editor refused the change in {0}. Close what blocks it and try again.', documentName(failure.uri));
    case 'MoveUnavailable':
      return isRefusal(failure.reason) ? describeRefusal(failure.reason) : t('The value cannot be moved from here.');
    case 'FileUnsafe':
      return describeUnsafeFile(displayText(failure.path), failure.because);
    case 'FileExists':
      return t('{0} exists already, and nothing is written over it. Choose another name.', displayText(failure.path));
    case 'FileBusy':
      return t('Another program holds {0}. Try again in a moment.', displayText(failure.path));
    case 'DiskFull':
      return t('There is no room to write {0}. Free some space and try again.', displayText(failure.path));
    case 'ProgramNotFound':
      return t('The program {0} was not found. Check its name and PATH.', displayText(failure.program));
    case 'ProgramNotExecutable':
      return t('The program {0} cannot be executed. Check its permissions.', displayText(failure.program));
    case 'ValueUnusable':
      if (failure.because === 'not-text')
        return t('The value of {0} is not UTF-8 text, so no environment variable can hold it. Keep it in a file instead.', displayText(failure.name));
      return failure.because === 'nul'
        ? t('The value of {0} contains a NUL byte, which no environment variable can hold. Keep it in a file instead.', displayText(failure.name))
        : t('The value of {0} is too large for an environment variable. Keep it in a file instead.', displayText(failure.name));
    case 'NoPrivateChannel':
      return t('This editor gives Tacit no private channel for values. Use "tacit secret" in a terminal.');
    case 'ArgumentInvalid':
      return t('The argument {0} is not valid or no longer is. Start again.', displayText(failure.argument));
    case 'Cancelled':
      return t('Cancelled. Nothing was changed.');
    case 'Internal':
      return t('Tacit failed at {0}. Please report it; the log holds no values.', displayText(failure.at));
  }
}

function describeRecipient(because: Extract<Failure, { code: 'RecipientInvalid' }>['because']): string {
  switch (because) {
    case 'syntax':
      return t('That is no age recipient. It begins with age1, and whoever it belongs to gets it by "tacit share me".');
    case 'private-key':
      return t(
        'That is a private key, which nobody but its owner may see: it may be in the shell’s history now, so make a new one. A recipient begins with age1.',
      );
    case 'kind':
      return t('Tacit cannot encrypt for recipients of this kind. Use "sops" for this vault, or give an age recipient (age1…).');
    case 'last-own':
      return t('That is the only recipient whose key you have: without it you could not open the vault any more. Add another one of yours first.');
  }
}

function describeRefusedReference(because: Extract<Failure, { code: 'ReferenceRefused' }>['because']): string {
  switch (because) {
    case 'scheme':
      return t('Tacit does not resolve references of this scheme.');
    case 'parameter':
      return t('The reference has a parameter that no reference may set. Only the path, the fragment and the version are read.');
    case 'not-a-reference':
      return t('The value is not a reference. A manifest holds references only; move the value to the vault.');
    case 'outside':
      return t('The reference names a file outside the project.');
  }
}
