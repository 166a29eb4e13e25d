import { PLAIN_COMMAND } from '../../../server/src/protocol/commandLines';

/** A debug configuration as the editor hands it on, variables substituted. Everything in it comes from the repository's launch.json: nothing is certain. */
export type DebugConfig = Readonly<Record<string, unknown>> & { readonly type: string; readonly request: string; readonly name: string };

/** What a launch is started by. None of it is a value: that is the point (THREATS 4). */
export interface Starter {
  /** Absolute path of the launcher, `bin/tacit`. */
  readonly launcher: string;
  /** The editor's Node, for the launcher; the terminals of the editor are told by their environment collection. */
  readonly node: string;
  readonly ticket: string;
  readonly isWindows: boolean;
}

/** Why a launch cannot be started by Tacit. */
export type Refusal = 'unknown-debugger' | 'extension-host' | 'restarts-itself' | 'sudo' | 'shell-line';

export type Plan =
  /** Starts no program that reads an environment: a page, or a process that runs already. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'refuse'; readonly because: Refusal }
  | { readonly kind: 'start'; readonly start: (starter: Starter) => DebugConfig };

/** One kind of debugger: one row below, and its lines in test/client/debugTypes.test.ts. */
interface DebugType {
  readonly types: readonly string[];
  plan(config: DebugConfig, isWindows: boolean): Plan;
}

const LEAVE: Plan = { kind: 'leave' };
const refuse = (because: Refusal): Plan => ({ kind: 'refuse', because });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands before the command that is to get the values. */
const before = ({ launcher, ticket }: Starter): readonly string[] => [launcher, 'run', '--ticket', ticket, '--'];

/** A launch in the editor's terminal has `TACIT_NODE` from its environment collection: an `env` entry would be typed into the terminal. */
function environmentOf(config: DebugConfig, { node }: Starter): Pick<DebugConfig, string> {
  if (config.console === 'integratedTerminal') return {};
  return { env: { ...(isRecord(config.env) ? config.env : {}), TACIT_NODE: node } };
}

/**
 * js-debug starts `runtimeExecutable runtimeArgs… program args…`, and debugs what its boot loader, in `NODE_OPTIONS`, reports. The launcher moves
 * `NODE_OPTIONS` aside, so the boot loader is loaded by the program alone. js-debug would put a flag of Node's before our arguments where it finds a
 * Node that has it; so it is put where it belongs, or left out.
 */
const nodeProgram: DebugType = {
  types: ['node', 'pwa-node'],
  plan(config) {
    // A child of a session that is running already.
    if (config.request !== 'launch' || '__pendingTargetId' in config) return LEAVE;
    if (config.restart !== undefined && config.restart !== false && config.restart !== null) return refuse('restarts-itself');
    const network = config.experimentalNetworking === 'on' ? ['--experimental-network-inspection'] : [];
    return {
      kind: 'start',
      start: (starter) => {
        const [launcher, ...args] = before(starter);
        return {
          ...config,
          ...environmentOf(config, starter),
          runtimeExecutable: launcher,
          runtimeArgs: [...args, text(config.runtimeExecutable) ?? 'node', ...network, ...texts(config.runtimeArgs)],
          experimentalNetworking: 'off',
        };
      },
    };
  },
};

/** For a POSIX shell, and fish. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** js-debug opens a terminal with its boot loader in the environment, and types `command` into it. Without one it is only a terminal. */
const nodeTerminal: DebugType = {
  types: ['node-terminal'],
  plan(config, isWindows) {
    const command = text(config.command)?.trim() ?? '';
    if (config.request !== 'launch' || command === '' || '__pendingTargetId' in config) return LEAVE;
    const isPlain = PLAIN_COMMAND.test(command);
    if (!isPlain && isWindows) return refuse('shell-line');
    return {
      kind: 'start',
      start: (starter) => {
        const words = before(starter).map((word) => (starter.isWindows ? `"${word}"` : quoted(word)));
        return { ...config, command: [...words, isPlain ? command : `sh -c ${quoted(command)}`].join(' ') };
      },
    };
  },
};

/**
 * debugpy's adapter starts a launcher (by `debugLauncherPython`), which starts `python pythonArgs… debugpy --connect … program`. Only that last one is
 * to get the values. `python` may be a list; both other interpreters are named, so that none of them is started by Tacit.
 */
const python: DebugType = {
  types: ['debugpy', 'python'],
  plan(config, isWindows) {
    if (config.request !== 'launch') return LEAVE;
    if (config.sudo === true) return refuse('sudo');
    const { pythonPath, ...others } = config;
    const given = Array.isArray(config.python) ? texts(config.python) : [text(config.python) ?? text(pythonPath)].filter((each) => each !== undefined);
    const command = given.length > 0 ? given : [isWindows ? 'python' : 'python3'];
    return {
      kind: 'start',
      start: (starter) => ({
        ...(others as DebugConfig),
        ...environmentOf(config, starter),
        python: [...before(starter), ...command],
        debugLauncherPython: text(config.debugLauncherPython) ?? command[0],
        // Unnamed, the extension takes the interpreter that the person selected.
        ...(given.length > 0 ? { debugAdapterPython: text(config.debugAdapterPython) ?? command[0] } : {}),
      }),
    };
  },
};

/** What is debugged reads no environment: a page in a browser. */
const browser: DebugType = {
  types: ['chrome', 'msedge', 'pwa-chrome', 'pwa-msedge', 'edge', 'firefox', 'editor-browser', 'pwa-editor-browser'],
  plan: () => LEAVE,
};

/** The editor starts another one of itself. */
const extensionHost: DebugType = {
  types: ['extensionHost', 'pwa-extensionHost'],
  plan: ({ request }) => (request === 'launch' ? refuse('extension-host') : LEAVE),
};

const TABLE: readonly DebugType[] = [nodeProgram, nodeTerminal, python, browser, extensionHost];

/** The types that Tacit can start, for its texts. */
export const STARTED_TYPES: readonly string[] = [nodeProgram, nodeTerminal, python].flatMap(({ types }) => types);

/** How a launch can be started with values. Pure: nothing is asked or started. */
export function planLaunch(config: DebugConfig, isWindows: boolean): Plan {
  const row = TABLE.find(({ types }) => types.includes(config.type));
  if (row !== undefined) return row.plan(config, isWindows);
  return config.request === 'launch' ? refuse('unknown-debugger') : LEAVE;
}
