import type { Document, TextEdit } from '../base/document';
import type { Facts } from '../analysis/facts';
import type { Project } from '../project/project';
import type { StoreRegistry } from '../stores/registry';

export interface DocumentEdits {
  readonly uri: string;
  /** The version the edits were made for; undefined for a file that no editor has open. */
  readonly version: number | undefined;
  readonly edits: readonly TextEdit[];
}

export interface Applied {
  readonly applied: boolean;
  /** False where the editor may have left the files unsaved. */
  readonly saved: boolean;
}

/** How a face shows documents and lands edits: LSP by `workspace/applyEdit`, the command line by atomic file writes. */
export interface EditorPort {
  /** The text as the user sees it now (unsaved changes included). Throws `NotFound`, `FileUnsafe`. */
  read(uri: string): Promise<Document>;
  /** Creates an empty file where there is none (O_EXCL, inside the project only). True where it was created. */
  createEmpty(uri: string): Promise<boolean>;
  /** All edits or none, as one undo step. */
  apply(label: string, edits: readonly DocumentEdits[]): Promise<Applied>;
  /** Documents of the project that may hold a value: the open ones and the files that a workspace scan would read. */
  candidates(project: Project, signal?: AbortSignal): AsyncIterable<string>;
}

export interface ChangeContext {
  readonly project: Project;
  readonly registry: StoreRegistry;
  readonly editor: EditorPort;
  analyse(document: Document): Facts;
}
