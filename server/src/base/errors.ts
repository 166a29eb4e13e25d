/**
 * The closed set of failures (DESIGN §4). Each carries only value-free fields; the text a person reads is made from code
 * and fields by `describeError` in the faces' message table, so nothing that a library threw can reach it.
 */
export type Failure =
  | { readonly code: 'StoreUnreachable'; readonly store: string; readonly because?: Unreachable }
  | { readonly code: 'Sealed'; readonly store: string; readonly because: 'sealed' | 'uninitialised' }
  | { readonly code: 'RateLimited'; readonly store: string; /** Seconds. */ readonly after: number }
  | { readonly code: 'AddressChanged'; readonly store: string }
  | { readonly code: 'NotConfirmed'; readonly store: string }
  | { readonly code: 'StoreAmbiguous'; readonly stores: readonly string[] }
  | { readonly code: 'StoreLocked'; readonly store: string; readonly because: 'no-key-file' | 'no-matching-key' | 'key-file-unsafe' }
  | { readonly code: 'StoreUnknown'; readonly store: string }
  | { readonly code: 'StoreMalformed'; readonly store: string; readonly offset?: number }
  | { readonly code: 'StoreTampered'; readonly store: string }
  | { readonly code: 'StoreUnsupported'; readonly store: string; readonly feature: string }
  | { readonly code: 'NotSignedIn'; readonly store: string; readonly because?: 'expired' }
  | { readonly code: 'Forbidden'; readonly capability: string; readonly path: string }
  | { readonly code: 'Conflict'; readonly path: string }
  | { readonly code: 'NotFound'; readonly path: string }
  | { readonly code: 'Deleted'; readonly path: string; readonly version: string }
  | { readonly code: 'RecipientsChanged'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly code: 'CannotRewrap'; readonly kinds: readonly string[] }
  | { readonly code: 'RecipientInvalid'; readonly because: 'syntax' | 'private-key' | 'kind' | 'last-own' }
  | { readonly code: 'NameStoredInClear'; readonly path: string }
  | { readonly code: 'NameInvalid'; readonly name: string; readonly because: 'syntax' | 'reserved' | 'steers-programs' }
  | { readonly code: 'NotApproved'; readonly manifest: string; readonly digest: string }
  | { readonly code: 'TicketExpired' }
  | { readonly code: 'NotTrusted'; readonly folder: string }
  | { readonly code: 'SeveralProjects'; readonly folders: readonly [string, string] }
  | { readonly code: 'ManifestMalformed'; readonly manifest: string; readonly line: number; readonly because: ManifestFault }
  | { readonly code: 'ReferenceUnresolved'; readonly names: readonly string[]; readonly because?: readonly FailureCode[] }
  /** `known` are the names that it has, `near` those of them that may be meant. */
  | { readonly code: 'NotInManifest'; readonly names: readonly string[]; readonly near: readonly string[]; readonly known: readonly string[] }
  | { readonly code: 'ReferenceRefused'; readonly because: 'scheme' | 'parameter' | 'not-a-reference' | 'outside'; readonly name?: string }
  | { readonly code: 'NoManifest' }
  | { readonly code: 'ConfigMalformed'; readonly file: string; readonly because: string }
  | { readonly code: 'ConfigTooNew'; readonly file: string; readonly version: number }
  | { readonly code: 'GitFailed'; readonly because?: 'not-installed' | 'no-repository' | 'no-commit' }
  | { readonly code: 'FindingGone' }
  | { readonly code: 'DocumentChanged'; readonly uri: string }
  | { readonly code: 'EditRefused'; readonly uri: string }
  | { readonly code: 'MoveUnavailable'; readonly reason: string }
  | {
      readonly code: 'FileUnsafe';
      readonly path: string;
      readonly because: 'link' | 'not-regular' | 'outside' | 'owner' | 'mode' | 'too-large' | 'unreadable' | 'encoding' | 'in-repository';
    }
  | { readonly code: 'FileExists'; readonly path: string }
  | { readonly code: 'FileBusy'; readonly path: string }
  | { readonly code: 'DiskFull'; readonly path: string }
  | { readonly code: 'ProgramNotFound'; readonly program: string }
  | { readonly code: 'ProgramNotExecutable'; readonly program: string }
  | { readonly code: 'ValueUnusable'; readonly name: string; readonly because: 'nul' | 'too-large' | 'not-text' }
  | { readonly code: 'NoPrivateChannel' }
  | { readonly code: 'ArgumentInvalid'; readonly argument: string }
  | { readonly code: 'Cancelled' }
  | { readonly code: 'Internal'; readonly at: string };

export type ManifestFault = 'syntax' | 'not-a-map' | 'not-a-string' | 'not-a-reference' | 'duplicate' | 'alias' | 'tag' | 'name' | 'too-large';

/** Why nothing useful came back from a server. */
export type Unreachable = 'refused' | 'name' | 'time-out' | 'certificate' | 'redirect' | 'not-a-vault' | 'too-large' | 'cut' | 'failing' | 'no-such-place';

export type FailureCode = Failure['code'];

/** True where there is no such secret now, be it that there never was one or that its newest version was deleted. */
export const isMissing = ({ code }: Failure): boolean => code === 'NotFound' || code === 'Deleted';

/** The one error class that crosses a module boundary. Its message is the code: values live in no field of it. */
export class TacitError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'TacitError';
    this.failure = failure;
  }
}

export const fail = (failure: Failure): never => {
  throw new TacitError(failure);
};

/** Turns whatever was thrown into a `TacitError`, dropping message, cause and properties of anything that is not ours (THREATS 10). */
export function toTacitError(thrown: unknown, at: string): TacitError {
  if (thrown instanceof TacitError) return thrown;
  if (thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'CanceledError')) return new TacitError({ code: 'Cancelled' });
  return new TacitError({ code: 'Internal', at });
}

/** The `code` of a Node system error (`ENOENT`), or undefined. Reads nothing else of it. */
export function systemCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && /^[A-Z_0-9]{2,40}$/.test(thrown.code) ? thrown.code : undefined;
}

/** Throws `Cancelled` where the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TacitError({ code: 'Cancelled' });
}
