import { createHash } from 'node:crypto';
import type { Document, TextEdit } from '../../base/document';
import type { Requirement } from '../../base/requirement';
import type { Span } from '../../base/span';
import type { Facts } from '../../analysis/facts';
import type { Project } from '../../project/project';
import type { Emission, Place } from '../../references/referenceSyntax';
import type { StoreRegistry } from '../../stores/registry';

export interface DocumentEdits {
  readonly uri: string;
  /** The version the edits were made for; undefined for a file that no editor has open. */
  readonly version: number | undefined;
  readonly edits: readonly TextEdit[];
  /** `textDigest` of the text the edits were made for. Where there is no version, this is what tells a changed file: throw `DocumentChanged`. */
  readonly digest: string;
}

/** What a text is compared by without keeping it: SHA-256, base64. */
export const textDigest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

export interface Applied {
  readonly applied: boolean;
  /** False where the editor may have left the files unsaved. */
  readonly saved: boolean;
}

/** How a face shows documents and lands edits: LSP by `workspace/applyEdit`, the command line by atomic file writes. */
export interface EditorPort {
  /** True where the editor keeps undo, local history or backups of what it showed: then a move says so (THREATS 27). Unsaid counts as true. */
  readonly keepsHistory?: boolean;
  /** The text as the user sees it now (unsaved changes included). Throws `NotFound`, `FileUnsafe`. */
  read(uri: string): Promise<Document>;
  /** Creates an empty file where there is none (O_EXCL, inside the project only). True where it was created. */
  createEmpty(uri: string): Promise<boolean>;
  /** All edits or none, as one undo step. */
  apply(label: string, edits: readonly DocumentEdits[]): Promise<Applied>;
  /** Documents of the project that may hold a value: the open ones and the files that a workspace scan would read. */
  candidates(project: Project, signal?: AbortSignal): AsyncIterable<string>;
}

/** What the transaction needs of `syntax`, `references` and `wiring`: where a literal stands, and what to write in its place. */
export interface ReferenceWriter {
  /** What stands at a span; undefined or `unknown` where that cannot be said. */
  place(document: Document, at: Span): Promise<Place | undefined>;
  emit(place: Place, variable: string): Emission;
  /** The edits in the same document that meet an `import` requirement. */
  wire(requirement: Requirement, document: Document): Promise<readonly TextEdit[]>;
}

/** The steps of a move, in order (DESIGN §4). The journal names them; tests stop a process before and after each. */
export const MOVE_STEPS = ['journal', 'recompute', 'write', 'read-back', 'create-files', 'edit', 'verify', 'done'] as const;
export type MoveStep = (typeof MOVE_STEPS)[number];

export interface StepHooks {
  before?(step: MoveStep): Promise<void>;
  after?(step: MoveStep): Promise<void>;
}

export interface ChangeContext {
  readonly project: Project;
  readonly registry: StoreRegistry;
  readonly editor: EditorPort;
  /** Default: the real ones (`writer.ts`). */
  readonly references?: ReferenceWriter;
  /** The folder of Tacit's state; default the platform's. */
  readonly stateFolder?: string;
  /** For tests: runs at the edges of each step. */
  readonly steps?: StepHooks;
  analyse(document: Document): Facts;
  /** Records that this user approves a line of the project's manifest (THREATS 3): Tacit's own fix approves its own line. */
  approve?(variable: string, reference: string): Promise<void>;
}
