import { currentPlatform } from '../base/system/platform';

/**
 * Variables that steer the Node in which Tacit itself runs: what they load, debug, trust or print (THREATS 36). The launcher (`bin/tacit`) moves each to
 * `TACIT_ASIDE_<name>` before it starts Node; what is started without it does the same by a second start (`relaunch.ts`). They are meant for the command that `tacit run` starts: js-debug's boot loader comes in `NODE_OPTIONS`.
 */
export const ASIDE = [
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'ELECTRON_RUN_AS_NODE',
  'NODE_PATH',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_REDIRECT_WARNINGS',
] as const;

const PREFIX = 'TACIT_ASIDE_';
/** Says that the launcher started us: what it did not move aside was not there. */
const MARK = 'TACIT_LAUNCHED';

const asNamed = (name: string): string => (currentPlatform().environmentHasCase ? name : name.toUpperCase());

/**
 * True where something steers this Node: the launcher was not what started it, or was told so. `ELECTRON_RUN_AS_NODE` only makes a Node of the editor's
 * program, and a variable without a value says nothing to Node.
 */
export const isSteered = (own: NodeJS.ProcessEnv): boolean => ASIDE.some((name) => name !== 'ELECTRON_RUN_AS_NODE' && (own[name] ?? '') !== '');

/** The environment in which the launcher would have started us, from that of a direct start: `userEnvironment` gives the latter back. */
export function asideEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = new Set<string>(ASIDE.flatMap((name) => [name, PREFIX + name]));
  const environment = Object.fromEntries(Object.entries(own).filter(([name]) => !ours.has(asNamed(name))));
  for (const name of ASIDE) {
    const value = own[name];
    if (value !== undefined) environment[PREFIX + name] = value;
  }
  return { ...environment, [MARK]: '1', ...(process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' }) };
}

/** The environment that the user, or a debugger, gave to the launcher. Without the launcher: the environment as it is. */
export function userEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (own[MARK] !== '1') return own;
  const ours = new Set<string>([MARK, ...ASIDE.flatMap((name) => [name, PREFIX + name])]);
  const environment = Object.fromEntries(Object.entries(own).filter(([name]) => !ours.has(asNamed(name))));
  for (const name of ASIDE) {
    const original = own[PREFIX + name];
    if (original !== undefined) environment[name] = original;
  }
  return environment;
}
