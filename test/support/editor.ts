import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import type { Editors } from './useEditors';
import { within } from './patience';
import { removeFolder } from './removeFolder';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export type Profile = 'compat' | 'newest';

interface Provisioned {
  readonly chromium: string;
  readonly editors: Record<Profile, { readonly vscode: string; readonly node: string; readonly server: string }>;
}

let known: Provisioned | undefined;

/** The editors and the browser, provided where they are missing; asked once for a whole run of tests (`stageOnce.ts`). */
export function provisioned(): Provisioned {
  if (process.env.TACIT_TEST_EDITORS !== undefined) known ??= JSON.parse(process.env.TACIT_TEST_EDITORS) as Provisioned;
  if (known !== undefined) return known;
  const done = spawnSync(process.execPath, [join(root, 'scripts/provision/editor.mjs'), '--profile', 'both'], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The editors could not be provided: ${done.stderr}`);
  known = JSON.parse(done.stdout) as Provisioned;
  return known;
}

/** What the VSIX holds beside `dist/`. */
const SHIPPED = [
  'bin',
  'package.json',
  'package.nls.json',
  'l10n',
  'media',
  'syntaxes',
  'walkthrough',
  'samples',
  'schemas',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
  '.vscodeignore',
  'docs',
];

/** The extension, built from the sources as they are now, in a folder of its own. */
export function stageExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-extension-'));
  for (const name of SHIPPED) if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
  execFileSync(process.execPath, [join(root, 'esbuild.mjs'), '--outdir', join(folder, 'dist')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** Packs a staged extension; gives the path of the VSIX. */
export function packageExtension(staged: string): string {
  const file = join(staged, 'packed.vsix');
  if (existsSync(file)) return file;
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const done = spawnSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--skip-license', '-o', file],
    {
      cwd: staged,
      encoding: 'utf8',
    },
  );
  if (done.status !== 0) throw new Error(`vsce: ${done.stdout}${done.stderr}`);
  return file;
}

/** Installs a package into a folder of extensions, as a person does from a file; the editor's own data goes to a folder that is thrown away. */
export async function installInto(profile: Profile, folder: string, vsix: string): Promise<void> {
  const { node, server } = provisioned().editors[profile];
  const data = mkdtempSync(join(tmpdir(), 'tacit-install-'));
  mkdirSync(folder, { recursive: true });
  const parameters = [server, '--install-extension', vsix, '--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', folder];
  try {
    await promisify(execFile)(node, parameters, { env: { ...process.env, EXTENSIONS_GALLERY: '{}' } });
  } finally {
    removeFolder(data);
  }
}

/** A quiet workbench: nothing pops up, nothing is fetched, nothing is saved by itself. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'workbench.enableExperiments': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'update.showReleaseNotes': false,
  'workbench.reduceMotion': 'on',
  'editor.lightbulb.enabled': 'on',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  // A second extension host, in the page: no extension of these tests runs there.
  'extensions.webWorker': false,
};

export interface EditorOptions {
  readonly profile: Profile;
  /** A folder of extensions; else the one that has Tacit alone, or with `driver` none. */
  readonly extensions?: string;
  /** Off: the folder opens in Restricted Mode. */
  readonly trusted?: boolean;
  /** Needed for suites in the extension host; hides notifications (newest). */
  readonly driver?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A file that gets every execve of the editor and of all that it starts, arguments in full (THREATS 19). */
  readonly strace?: string;
  /** Off: the editor as it comes, with no setting at all. */
  readonly quiet?: boolean;
}

/** A VS Code server of one test, with a fresh data folder. HOME and XDG folders are the test's own (test/support/isolate.ts). */
export class Editor {
  readonly data: string;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(data: string, port: number, child: ChildProcess) {
    this.data = data;
    this.port = port;
    this.#child = child;
  }

  static async start({ profile, extensions, trusted = true, driver = false, settings = {}, quiet = true, strace }: EditorOptions): Promise<Editor> {
    const { node, server } = provisioned().editors[profile];
    const data = mkdtempSync(join(tmpdir(), 'tacit-editor-'));
    const user = join(data, 'data/User');
    mkdirSync(user, { recursive: true });
    writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...(quiet ? QUIET : {}), ...settings }));
    const installed = extensions ?? (driver ? join(data, 'extensions') : join(process.env.TACIT_TEST_EXTENSIONS ?? '', profile));
    mkdirSync(installed, { recursive: true });
    const common = ['--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', installed];
    const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
    const own = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'];
    if (trusted) own.push('--disable-workspace-trust');
    if (driver) own.push('--enable-smoke-test-driver');
    const command = [node, server, ...own, ...common];
    const traced = strace === undefined ? command : ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=execve', '-s', '65535', '-o', strace, ...command];
    const child = spawn(traced[0] ?? node, traced.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const port = await new Promise<number>((done, failed) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /Extension host agent listening on (\d+)/.exec(text);
        if (found?.[1] !== undefined) done(Number(found[1]));
      });
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.once('exit', () => failed(new Error(`VS Code ended: ${text.slice(-2000)}`)));
    });
    return new Editor(data, port, child);
  }

  at(path: string): string {
    return `vscode-remote://127.0.0.1:${this.port}${path}`;
  }

  /** The address of a window: of a folder, of several (`workspace` is their `.code-workspace` file), or of nothing. All paths absolute. */
  url(folder: string | undefined, payload: readonly (readonly [string, string])[], workspace?: string): string {
    const what =
      workspace !== undefined ? `workspace=${encodeURIComponent(workspace)}` : folder !== undefined ? `folder=${encodeURIComponent(folder)}` : 'ew=true';
    return `http://127.0.0.1:${this.port}/?${what}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** What the editor wrote about itself and its extensions. */
  logs(): string {
    return readAll(join(this.data, 'data/logs'));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      // The extension hosts outlive their server for a while, and write: what they keep is looked at, and removed, only after them.
      const below = descendantsOf(this.#child.pid ?? -1);
      const ended = new Promise((done) => this.#child.once('exit', done));
      this.#child.kill();
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
      await endOf(below);
    }
  }

  /** Removes the data folder: after whatever wanted to look into it. */
  dispose(): void {
    removeFolder(this.data);
  }
}

/** Every process that was started by this one or by one of those. */
function descendantsOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const below = new Set([pid]);
  // Parents may stand behind their children.
  for (let before = 0; before < below.size;) {
    before = below.size;
    for (const [each = 0, parent = 0] of pairs) if (below.has(parent)) below.add(each);
  }
  below.delete(pid);
  return [...below];
}

/** Waits until none of these processes is there any more; after ten seconds they are ended. */
async function endOf(pids: readonly number[]): Promise<void> {
  const isThere = (pid: number, signal: 0 | 'SIGKILL' = 0): boolean => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  };
  const late = Date.now() + within(10_000);
  // What has ended and is not yet waited for by its parent counts as there: so not for ever.
  while (Date.now() < late + 5000 && pids.some((pid) => isThere(pid, Date.now() > late ? 'SIGKILL' : 0))) await new Promise((done) => setTimeout(done, 50));
}

function readAll(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `--- ${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

export function launchBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: provisioned().chromium, args });
}

export interface SuiteRun {
  readonly results: readonly { readonly name: string; readonly error?: string }[];
  readonly lines: readonly string[];
}

/** Bundles a suite into the staged extension, so that it runs inside the extension host with VS Code's own API. */
export async function bundleSuite(staged: string, suite: string): Promise<string> {
  const outfile = join(staged, 'suite', `${suite}.js`);
  await build({
    entryPoints: [join(root, 'test/editor/suite', `${suite}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
  return outfile;
}

/** A suite inside the extension host. It prints `@@result {…}` for each check. */
export async function runSuite(options: {
  readonly editor: Editor;
  readonly editors: Editors;
  readonly suite: string;
  readonly folder: string;
}): Promise<SuiteRun> {
  const { editor, editors } = options;
  const context = await editors.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://127.0.0.1:${editor.port}` });
  const page = await context.newPage();
  const lines: string[] = [];
  try {
    const ended = new Promise<number>((done) => void page.exposeFunction('codeAutomationExit', done));
    await page.exposeFunction('codeAutomationLog', (_level: string, args: readonly unknown[]) => {
      const line = args.map(String).join(' ');
      lines.push(line);
      if (line.includes('@@result') && line.includes('"error"'))
        void page.screenshot({ path: join(tmpdir(), `tacit-check-failed-${lines.length}.png`) }).catch(() => undefined);
    });
    const payload: (readonly [string, string])[] = [['extensionDevelopmentPath', editor.at(editors.staged)]];
    payload.push(['extensionTestsPath', editor.at(options.suite)], ['skipWelcome', 'true']);
    await page.goto(editor.url(options.folder, payload));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<number>((done) => (timer = setTimeout(() => done(-1), within(120_000))));
    const code = await Promise.race([ended, late]);
    clearTimeout(timer);
    const results = lines.flatMap((line) => {
      const found = /@@result (\{.*\})/.exec(line)?.[1];
      return found === undefined ? [] : [JSON.parse(found) as SuiteRun['results'][number]];
    });
    if (results.length === 0 || code === -1) {
      await page.screenshot({ path: join(tmpdir(), 'tacit-suite-failed.png') });
      throw new Error(
        `The suite ended with ${code}.\n${lines
          .filter((line) => !line.includes('file:///'))
          .slice(-30)
          .join('\n')
          .slice(-6000)}\n${editor.logs().slice(-1500)}`,
      );
    }
    return { results, lines };
  } finally {
    await context.close();
  }
}
