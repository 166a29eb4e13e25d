import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReferenceTarget, SecretAddress } from '../../../server/src/base/address';
import { writeFileAtomically } from '../../../server/src/base/system/atomicFile';
import type { Document } from '../../../server/src/base/document';
import { fail } from '../../../server/src/base/errors';
import type { Finding } from '../../../server/src/base/finding';
import { Secret } from '../../../server/src/base/secret';
import type { Span } from '../../../server/src/base/span';
import { DiskEditor, uriOf } from '../../../server/src/changes/editing/diskEditor';
import type { ChangeContext, ReferenceWriter, StepHooks } from '../../../server/src/changes/editing/ports';
import { tacitManifest } from '../../../server/src/project/manifest/tacit';
import { DEFAULT_CONFIG } from '../../../server/src/project/configuration/config';
import type { Project } from '../../../server/src/project/project';
import type { Reference } from '../../../server/src/references/referenceSyntax';
import type { Resolution, StoreRegistry } from '../../../server/src/stores/registry';
import type { SecretStore, Written } from '../../../server/src/stores/store';

/** A store kept in one JSON file outside the project, so that another process can look into it. `faults` are thrown at the call named. */
export class TestStore implements SecretStore {
  readonly kind = 'test';
  readonly conflict = 'atomic';
  readonly calls: string[] = [];
  readonly faults = new Map<string, () => never>();

  constructor(
    readonly id: string,
    readonly file: string,
    readonly remote = false,
  ) {
    if (!remote) this.findEqual = async (value) => Object.entries(this.content()).flatMap(([path, one]) => (Secret.of(one).equals(value) ? [path] : []));
  }

  findEqual?: (value: Secret) => Promise<readonly string[]>;

  content(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>;
    } catch {
      return {};
    }
  }

  #enter(call: string): void {
    this.calls.push(call);
    this.faults.get(call)?.();
  }

  async list() {
    this.#enter('list');
    return { entries: Object.keys(this.content()).map((path) => ({ path, kind: 'secret' as const })) };
  }

  async describe(path: string) {
    this.#enter('describe');
    return path in this.content() ? { path, fields: [] } : fail({ code: 'NotFound', path });
  }

  async read({ path }: SecretAddress) {
    this.#enter('read');
    const value = this.content()[path];
    return value === undefined ? fail({ code: 'NotFound', path }) : Secret.of(value);
  }

  async write(path: string, value: Secret): Promise<Written> {
    this.#enter('write');
    const content = this.content();
    if (path in content) return fail({ code: 'Conflict', path });
    await writeFileAtomically(this.file, JSON.stringify({ ...content, [path]: value.reveal('store-write') }), { mode: 0o600 });
    this.faults.get('written')?.();
    return { address: { store: this.id, path }, version: `v-${path}` };
  }

  async remove(path: string, version: string | undefined) {
    this.#enter('remove');
    const content = this.content();
    if (version !== undefined && version !== `v-${path}`) fail({ code: 'Conflict', path });
    await writeFileAtomically(this.file, JSON.stringify(Object.fromEntries(Object.entries(content).filter(([name]) => name !== path))));
  }
}

export const registryOf = (stores: readonly SecretStore[]): StoreRegistry => ({
  stores,
  get: (id) => stores.find((store) => store.id === id),
  resolve: (target: ReferenceTarget): Resolution => {
    const store = target.kind === 'store' ? stores.find(({ id }) => id === `sops:${target.path}`) : undefined;
    return target.kind !== 'store'
      ? { kind: 'not-a-store' }
      : store === undefined
        ? { kind: 'unknown-store' }
        : { kind: 'address', store, address: { store: store.id, path: target.fragment.join('/') } };
  },
  referenceTo: ({ store, path }) => `ref+sops://${store.replace('sops:', '')}#/${path}`,
});

/** Findings are literals that start with `canary`; the subject is the name before. What the detectors do is not what is tested here. */
export function analyse(document: Document): { findings: Finding[]; references: Reference[] } {
  const findings = [...document.text.matchAll(/(?:([\w.$-]+)\s*[:=]\s*)?(["']?)(canary[^"'\s#]*)/g)].map((match): Finding => {
    const start = match.index + match[0].length - (match[3]?.length ?? 0);
    return {
      rule: 'credential.password',
      span: { start, end: start + (match[3]?.length ?? 0) },
      related: [],
      grade: 'likely',
      ...(match[1] === undefined ? {} : { subject: match[1] }),
      anchor: { context: '', occurrence: 0 },
    };
  });
  const references = [...document.text.matchAll(/process\.env\.(\w+)/g)].map((match): Reference => ({
    span: { start: match.index, end: match.index + match[0].length },
    target: { kind: 'environment', name: match[1] ?? '' },
  }));
  return { findings, references };
}

/** Where a literal stands and what takes its place, for quoted JavaScript strings, `.env` lines and comments. */
export const testWriter: ReferenceWriter = {
  async place(document: Document, at: Span) {
    const { text } = document;
    const line = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
    const decoded = text.slice(at.start, at.end).replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    if (document.uri.includes('.env'))
      return { document, whole: at, value: at, decoded, context: 'scalar', quoting: 'none', path: [/^\s*(\w+)=/.exec(line)?.[1] ?? ''] };
    if (line.trimStart().startsWith('//')) return { document, whole: at, value: at, decoded, context: 'comment' };
    const quoted = /["']/.test(text[at.start - 1] ?? '') && text[at.start - 1] === text[at.end];
    return quoted
      ? { document, whole: { start: at.start - 1, end: at.end + 1 }, value: at, decoded, context: 'expression' }
      : { document, whole: at, value: at, decoded, context: 'unknown' };
  },
  emit(place, variable) {
    if (place.context === 'comment') return { refused: 'comment' };
    if (place.context === 'scalar') {
      const { text } = place.document;
      const start = text.lastIndexOf('\n', place.value.start - 1) + 1;
      const end = text.indexOf('\n', place.value.end);
      return { edits: [{ span: { start, end: end === -1 ? text.length : end + 1 }, newText: '' }], needs: [] };
    }
    return { edits: [{ span: place.whole, newText: `process.env.${variable}` }], needs: [] };
  },
  wire: async () => [],
};

export interface World {
  readonly root: string;
  readonly store: TestStore;
  readonly context: ChangeContext;
  uri(name: string): string;
  text(name: string): string;
}

/** A project in `folder`/project with the given files, its store and state beside it. */
export function openWorld(folder: string, options: { files?: Record<string, string>; steps?: StepHooks; trusted?: boolean } = {}): World {
  const root = join(folder, 'project');
  mkdirSync(root, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const store = new TestStore('sops:secrets.sops.json', join(folder, 'vault.json'));
  const project: Project = {
    root,
    config: DEFAULT_CONFIG,
    trusted: options.trusted ?? false,
    manifestFormat: tacitManifest,
    manifestPath: join(root, 'tacit.env.yaml'),
    ignores: (path) => path.includes('.git/') || path.endsWith('.git') || path.includes('node_modules'),
    ignoreCause: () => undefined,
    ignoresIn: () => (name) => name === '.git' || name === 'node_modules',
    levelOf: () => undefined,
    fingerprint: () => '',
    resultsDependOn: () => '',
  };
  return {
    root,
    store,
    context: {
      project,
      registry: registryOf([store]),
      editor: new DiskEditor(project),
      references: testWriter,
      stateFolder: join(folder, 'state'),
      analyse,
      ...(options.steps === undefined ? {} : { steps: options.steps }),
    },
    uri: (name) => uriOf(join(root, name)),
    text: (name) => readFileSync(join(root, name), 'utf8'),
  };
}
