import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { type Document, LineIndex } from '../base/document';
import { fail } from '../base/errors';
import { log } from '../base/log';
import { DetectionMemory } from '../checks/credential/incremental';
import { LoggingMemory } from '../checks/logging/incremental';
import type { WordMemory } from '../checks/logging/wordMemory';
import type { Project } from '../project/project';
import { needsGrammar, type ParseLimits } from '../syntax/grammars';
import { grammarOf } from '../syntax/languages';
import { type KeptTree, Trees } from '../syntax/trees';
import type { AnalyseOptions } from './analyse';
import type { Facts } from './facts';

/** Most UTF-16 code units of one open document that are checked; the rest is left to scans, and the editor says so. 2 Mi units take about 50 ms. */
export const LARGEST_CHECKED = 2 * 1024 * 1024;

/**
 * An open document is parsed between two keystrokes, so one whose parse takes longer is not checked for what it logs until it changes (THREATS 48).
 * Half a second, and a second more for each Mi units: several times what an ordinary text of that size needs.
 */
const EDITOR_LIMITS: ParseLimits = { budget: (length) => 500 + length / 1024 };

/** What facts depend on beside the text. Each number rises when that input changes (DESIGN §4 "Invalidation"). */
export interface Revisions {
  readonly configuration: number;
  readonly manifest: number;
  readonly stores: number;
  /** The variables that the manifests declare, as one text: facts depend on these, and on nothing else in a manifest. */
  readonly declared?: string;
}

/** A text that an editor has open, at one version. Immutable: a change makes a new one. */
export class OpenDocument implements Document {
  readonly uri: string;
  readonly version: number;
  readonly languageId: string;
  readonly text: string;
  /** Unlike `version` never used twice: a document that is closed and opened again starts anew. */
  readonly revision: number;
  readonly #trees: Trees | undefined;
  readonly #limits: ParseLimits;
  readonly #memory: DetectionMemory;
  readonly #logged: LoggingMemory;
  #lines: LineIndex | undefined;
  #isUnparsed = false;
  #facts: { readonly facts: Facts; readonly project: Project; readonly key: string } | undefined;

  /** `trees` keeps this document's tree; without it one is made each time. `before` is the version that this one follows. */
  constructor(item: Document, revision: number, trees?: Trees, before?: OpenDocument, limits = EDITOR_LIMITS) {
    this.#limits = {
      ...limits,
      onUnparsed: (because) => {
        this.#isUnparsed = true;
        log('document.unparsed', { language: grammarOf(item) ?? 'none', length: item.text.length, because });
      },
    };
    this.#memory = before === undefined ? new DetectionMemory() : before.#memory;
    this.#logged = before === undefined ? new LoggingMemory() : before.#logged;
    this.uri = item.uri;
    this.version = item.version;
    this.languageId = item.languageId;
    this.text = item.text;
    this.revision = revision;
    this.#trees = trees;
  }

  /** What is known of the words that print in this text's earlier version. */
  get printed(): WordMemory {
    return this.#logged.words;
  }

  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.text));
  }

  /** The part that is checked: all of it, unless it is larger than `LARGEST_CHECKED`; then up to the last whole line before. */
  get checkedLength(): number {
    if (this.text.length <= LARGEST_CHECKED) return this.text.length;
    const end = this.text.lastIndexOf('\n', LARGEST_CHECKED);
    return end > LARGEST_CHECKED / 2 ? end + 1 : LARGEST_CHECKED;
  }

  /** Of a text whose facts were computed: whether all of it was looked at by every check, so that what was not found is not there. */
  get isWhollyChecked(): boolean {
    return !this.#isUnparsed && this.#trees?.gaveUp(this) !== true && this.checkedLength === this.text.length;
  }

  /** What `analyse` says of this text under this project: computed once per configuration, and once a day since suppressions expire. */
  facts(project: Project, revisions: Revisions, analyse: (document: Document, project: Project, options: AnalyseOptions) => Facts): Facts {
    const key = `${String(revisions.configuration)} ${today()} ${revisions.declared ?? ''}${needsGrammar(this) ? ' without grammar' : ''}`;
    if (this.#facts?.project === project && this.#facts.key === key) return this.#facts.facts;
    const length = this.checkedLength;
    const { uri, version, languageId, text } = this;
    const facts = analyse(length === text.length ? this : { uri, version, languageId, text: text.slice(0, length) }, project, {
      memory: this.#memory,
      limits: this.#limits,
      ...(this.#trees === undefined ? {} : { treeOf: this.#treeOf, logged: this.#logged }),
    });
    this.#facts = { facts, project, key };
    return facts;
  }

  readonly #treeOf = (document: Document): KeptTree | undefined => this.#trees?.of(document, this.#limits);
}

/** The day, UTC: suppressions end with it. */
const today = (): string => String(Math.floor(Date.now() / 86_400_000));

/** Tells result ids of this process from those of an earlier one. */
const PROCESS = randomBytes(4).toString('hex');

/** Changes exactly when the report of this text may change. */
export const resultIdOf = (document: OpenDocument, revisions: Revisions): string =>
  [PROCESS, document.revision, revisions.configuration, revisions.manifest, revisions.stores, today()].join('.');

/** The absolute path of a `file:` URI without a host; undefined for any other. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const url = new URL(uri);
    return url.host === '' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = (uri: string): string => filePathOf(uri) ?? uri;

/** Every text that an editor has open: alone owns text, line index and facts per (uri, version). LSP feeds it from document synchronisation. */
export class Documents {
  readonly #synchronised = new Map<string, TextDocument>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #trees = new Trees();
  readonly #limits: ParseLimits;
  #revision = 0;

  /** `limits`: of the parse of one document. */
  constructor(limits = EDITOR_LIMITS) {
    this.#limits = limits;
  }

  /** By any spelling of its URI: editors and Node escape different characters of a path. */
  get(uri: string): OpenDocument | undefined {
    return this.#open.get(keyOf(uri));
  }

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  open(item: Document): OpenDocument {
    this.#synchronised.set(keyOf(item.uri), TextDocument.create(item.uri, item.languageId, item.version, item.text));
    return this.#set(item);
  }

  /** Applies incremental or whole-text changes in order, as LSP sends them. Throws `ArgumentInvalid` where the document is not open. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument {
    const known = this.#synchronised.get(keyOf(uri));
    if (known === undefined) return fail({ code: 'ArgumentInvalid', argument: 'uri' });
    const next = TextDocument.update(known, [...changes], version);
    this.#synchronised.set(keyOf(uri), next);
    return this.#set({ uri: known.uri, version, languageId: next.languageId, text: next.getText() });
  }

  close(uri: string): void {
    const known = this.#open.get(keyOf(uri));
    if (known !== undefined) this.#trees.forget(known.uri);
    this.#synchronised.delete(keyOf(uri));
    this.#open.delete(keyOf(uri));
  }

  #set(item: Document): OpenDocument {
    const key = keyOf(item.uri);
    const document = new OpenDocument(item, ++this.#revision, this.#trees, this.#open.get(key), this.#limits);
    this.#open.set(key, document);
    return document;
  }
}
