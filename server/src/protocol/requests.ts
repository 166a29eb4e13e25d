/**
 * What Tacit's client and server say to each other beyond LSP. Typed here once, mirrored nowhere else. Nothing here can carry a value:
 * values travel on the private channel (`privateChannel.ts`) under a `delivery` id. Other clients need none of this.
 */
export interface ClientOptions {
  /** In `initializationOptions.tacit`. */
  readonly client: 'vscode';
  readonly privateChannel: boolean;
  /** VS Code's workspace trust at start; later by `tacit/trustChanged`. */
  readonly trusted: boolean;
  /** Path of the l10n bundle for the server's texts, where the display language has one. */
  readonly l10nBundle?: string;
}

interface RangeLike {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Embedded vaults: the first four; those on a server: `ready` and the last five. */
export type StoreState = 'ready' | 'locked' | 'absent' | 'malformed' | 'signed-out' | 'sealed' | 'unreachable' | 'unconfirmed' | 'address-changed';

/** A choice of name and place for a value. Issued once, single use, expires after ten minutes. */
export interface MoveProposal {
  readonly id: string;
  readonly variable: string;
  /** True where the name is given by the file (the key of a `.env` line): then it is not asked for. */
  readonly variableFixed?: boolean;
  readonly path: string;
  /** The first one is proposed. `path`: where the value goes in that store, by the team's template. */
  readonly stores: readonly { readonly id: string; readonly title: string; readonly exists: boolean; readonly path: string }[];
  /** Places in the embedded store that hold this very value already: offered first. */
  readonly same: readonly { readonly store: string; readonly path: string }[];
  /** Where else in the workspace this value stands; the first one is the finding itself. */
  readonly occurrences: readonly { readonly uri: string; readonly range: RangeLike; readonly movable: boolean; readonly reason?: string }[];
  /** Names that exist in the store or manifest, so that the picker can say so while the user types. */
  readonly taken: readonly string[];
  /** Relative to the project's root, for a sentence. */
  readonly manifest: string;
  /** Where it is: the project's root need not be a folder of the workspace. */
  readonly manifestUri: string;
}

export interface MoveOutcome {
  /** `stored`: the document still holds the value too, and the server asks what is to be done; `unverified`: the edit does not read as it should. */
  readonly status: 'moved' | 'stored' | 'unverified';
  /** Two short sentences of it: what was done, and what matters most now. */
  readonly summary: readonly string[];
  /** Sentences for the person: what was done, where the value still is, what to do next. Value-free, localised. */
  readonly lines: readonly string[];
  readonly variable: string;
  readonly reference: string;
  /** True where the value was ever committed or its history was not checked: lead to rotation. */
  readonly rotate: boolean;
}

export interface StoreNode {
  /** Issued by this session; the only way to name a secret in a later request. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'store' | 'folder' | 'secret';
  readonly description?: string;
  /** For `store`: its state decides the welcome text. */
  readonly state?: StoreState;
  /** For `store`: it is on a server, where one signs in. */
  readonly onServer?: boolean;
  /** For `secret`: the reference as it would be written in the manifest. */
  readonly reference?: string;
}

/** What one document holds, each finding counted once. Only the first three are something to do. */
export interface FileCounts {
  /** Credentials that are real or likely. */
  readonly credentials: number;
  /** Secrets that are printed where others may read them. */
  readonly logged: number;
  /** References that no vault holds. */
  readonly unresolved: number;
  /** What looks like an example. */
  readonly examples: number;
  /** Ignored by a comment or an entry. */
  readonly suppressed: number;
}

/** What would be handed to a program that the editor starts. */
export type LaunchPlan =
  /** The project declares no variable. */
  | { readonly state: 'nothing' }
  /** The ticket is good for one `tacit run --ticket` within 30 seconds. It is no value, and all that may stand in a launch. */
  | { readonly state: 'ready'; readonly ticket: string; readonly variables: number }
  /** The person has to approve these pairs first; `launch` is for `tacit/launch/approve`. */
  | { readonly state: 'unapproved'; readonly launch: string; readonly pairs: readonly { readonly variable: string; readonly reference: string }[] };

/** Method → parameters and result. */
export interface Requests {
  /** `chosen`: a person says that it is a secret, no rule need have found it. */
  'tacit/move/prepare': [{ uri: string; version: number; range: RangeLike; chosen?: boolean }, MoveProposal];
  /** The delivery is what is on the clipboard; it is looked at and forgotten. */
  'tacit/paste/check': [{ uri: string; version: number; range: RangeLike; delivery: string }, { credential: boolean }];
  /** The delivery is what is to be in the vault, and a reference in place of `range`. `tacit/move/apply` does it. */
  'tacit/paste/prepare': [{ uri: string; version: number; range: RangeLike; delivery: string }, MoveProposal];
  'tacit/move/apply': [{ proposal: string; variable: string; store: string; path: string; reuse: boolean; occurrences: readonly number[] }, MoveOutcome];
  /** `until` is an ISO date; without it the finding is ignored for ever. */
  'tacit/ignore': [{ uri: string; version: number; range: RangeLike; rule: string; reason: string; until?: string }, Record<string, never>];
  'tacit/store/children': [{ node?: string; page?: string }, { nodes: readonly StoreNode[]; next?: string }];
  /** Names of every vault that can be listed now. `complete`: there are no others; `withoutKeys`: but for the keys of secrets that are themselves among them. */
  'tacit/store/find': [Record<string, never>, { nodes: readonly StoreNode[]; complete: boolean; withoutKeys?: true }];
  /** The ids of the vault and the folders around a node, from the outermost, and its own. */
  'tacit/store/trail': [{ node: string }, { trail: readonly string[] }];
  'tacit/store/describe': [{ node: string }, { lines: readonly string[] }];
  /** The delivery is a token. It is kept in the server's memory for the vault's confirmed endpoint alone. */
  'tacit/store/signIn': [{ node: string; delivery: string }, { lines: readonly string[] }];
  'tacit/store/signOut': [{ node: string }, Record<string, never>];
  'tacit/secret/reveal': [{ node: string; purpose: 'reveal' | 'copy' }, { delivery: string }];
  'tacit/secret/create': [{ store: string; path: string; delivery: string }, { node: string }];
  'tacit/secret/edit': [{ node: string; delivery: string }, Record<string, never>];
  'tacit/secret/remove': [{ node: string }, Record<string, never>];
  /** `uri`: a document of the project that is meant, else the first one. `missing`: one lost computer loses the vault. */
  'tacit/recovery/state': [{ uri?: string }, { missing: boolean }];
  /** `path` is absolute, and chosen by the person: the key goes there and nowhere else. */
  'tacit/recovery/save': [{ uri?: string; path: string }, Record<string, never>];
  'tacit/recovery/reveal': [{ uri?: string }, { delivery: string }];
  /** The person says that there is a copy. */
  'tacit/recovery/mark': [{ uri?: string }, Record<string, never>];
  /** This user's own recipients, which are public. `created`: there was no key, and one was made. */
  'tacit/share/me': [Record<string, never>, { recipients: readonly string[]; created: boolean }];
  /** Environments that the project of a folder (or of a file in it) has overlays for or names in `tacit.json`. */
  'tacit/launch/environments': [{ folder: string }, { environments: readonly string[] }];
  /** `folder`: URI of the folder (or a file in it) in which the program is started. */
  'tacit/launch/prepare': [{ folder: string; environment?: string }, LaunchPlan];
  'tacit/launch/approve': [{ launch: string }, LaunchPlan];
  /** The same launch starts again: its ticket is good for one more use. */
  'tacit/launch/renew': [{ ticket: string }, Record<string, never>];
  /** Commands of the workspace's projects that could be started by `tacit run`; `refused`: why one cannot be changed. */
  'tacit/start/list': [
    Record<string, never>,
    { commands: readonly { readonly id: string; readonly name: string; readonly file: string; readonly refused?: string }[] },
  ];
  'tacit/start/apply': [{ ids: readonly string[] }, Record<string, never>];
  /** `uri`: an open document whose own counts are wanted too. The other counts are over all open documents. */
  'tacit/status': [{ uri?: string }, { findings: number; suppressed: number; store: StoreState; recoveryCopy: boolean; file?: FileCounts }];
}

/** Server → client. */
export interface ServerRequests {
  /** Saves these documents, where the user lets refactorings save. */
  'tacit/save': [{ uris: readonly string[] }, Record<string, never>];
}

export interface Notifications {
  'tacit/trustChanged': { trusted: boolean };
  /** Server → client: the tree should ask again. */
  'tacit/storesChanged': Record<string, never>;
}
