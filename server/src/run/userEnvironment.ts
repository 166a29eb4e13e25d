import { currentPlatform } from '../base/platform';

/**
 * Variables that steer the Node in which Tacit itself runs: what they load, debug, trust or print (THREATS 36). The launcher (`bin/tacit`) moves each to
 * `TACIT_ASIDE_<name>` before it starts Node. They are meant for the command that `tacit run` starts: js-debug's boot loader comes in `NODE_OPTIONS`.
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

/** The environment that the user, or a debugger, gave to the launcher. Without the launcher: the environment as it is. */
export function userEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (own[MARK] !== '1') return own;
  const same = (name: string): string => (currentPlatform().environmentHasCase ? name : name.toUpperCase());
  const ours = new Set<string>([MARK, ...ASIDE.flatMap((name) => [name, PREFIX + name])]);
  const environment = Object.fromEntries(Object.entries(own).filter(([name]) => !ours.has(same(name))));
  for (const name of ASIDE) {
    const original = own[PREFIX + name];
    if (original !== undefined) environment[name] = original;
  }
  return environment;
}
