import { constants } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** What differs between operating systems, as data: each row has a unit test. Only Linux is run in the tests. */
export interface Platform {
  readonly name: 'linux' | 'macos' | 'windows';
  /** Where Tacit keeps approvals, pins and the journal. Absolute. */
  readonly stateFolder: string;
  /** Where Tacit keeps what it can find again. Absolute. */
  readonly cacheFolder: string;
  /** SOPS's own default age key file. Absolute. */
  readonly ageKeyFile: string;
  /** Where sockets go; a folder of mode 0700 where the system has such. */
  readonly runtimeFolder: string;
  /** What the names of sockets begin with where they are pipes in a name space of their own instead of files; undefined elsewhere. */
  readonly pipePrefix: string | undefined;
  /** Whether file modes and owners mean something. */
  readonly hasModes: boolean;
  /** Added to open(2) flags so that a link is refused and a FIFO does not block; 0 where the system has no such flags. */
  readonly safeOpenFlags: number;
  /** Whether the names of environment variables differ by case. */
  readonly environmentHasCase: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An absolute path out of the environment, or undefined: a relative one is ignored, as the XDG specification asks. */
function absolute(value: string | undefined): string | undefined {
  return value !== undefined && (value.startsWith('/') || /^[A-Za-z]:[\\/]/.test(value)) ? value : undefined;
}

/** Pure: the row for one system. SOPS's rule for its key file: `SOPS_AGE_KEY_FILE`, else `<user config dir>/sops/age/keys.txt`; `XDG_CONFIG_HOME` counts on macOS too. */
export function platformFor(system: NodeJS.Platform, environment: Environment, home: string, uid: number): Platform {
  const set = absolute(environment.SOPS_AGE_KEY_FILE);
  if (system === 'win32') {
    const local = absolute(environment.LOCALAPPDATA) ?? `${home}\\AppData\\Local`;
    const roaming = absolute(environment.APPDATA) ?? `${home}\\AppData\\Roaming`;
    return {
      name: 'windows',
      stateFolder: `${local}\\tacit`,
      cacheFolder: `${local}\\tacit\\cache`,
      ageKeyFile: set ?? `${roaming}\\sops\\age\\keys.txt`,
      runtimeFolder: `${local}\\tacit\\run`,
      pipePrefix: '\\\\.\\pipe\\tacit-',
      hasModes: false,
      safeOpenFlags: 0,
      environmentHasCase: false,
    };
  }
  const config = absolute(environment.XDG_CONFIG_HOME);
  const safeOpenFlags = constants.O_NOFOLLOW | constants.O_NONBLOCK;
  if (system === 'darwin') {
    const support = join(home, 'Library', 'Application Support');
    return {
      name: 'macos',
      stateFolder: join(support, 'tacit'),
      cacheFolder: join(absolute(environment.XDG_CACHE_HOME) ?? join(home, 'Library', 'Caches'), 'tacit'),
      ageKeyFile: set ?? join(config ?? support, 'sops', 'age', 'keys.txt'),
      runtimeFolder: join(tmpdir(), `tacit-${String(uid)}`),
      pipePrefix: undefined,
      hasModes: true,
      safeOpenFlags,
      environmentHasCase: true,
    };
  }
  const state = absolute(environment.XDG_STATE_HOME) ?? join(home, '.local', 'state');
  const runtime = absolute(environment.XDG_RUNTIME_DIR);
  return {
    name: 'linux',
    stateFolder: join(state, 'tacit'),
    cacheFolder: join(absolute(environment.XDG_CACHE_HOME) ?? join(home, '.cache'), 'tacit'),
    ageKeyFile: set ?? join(config ?? join(home, '.config'), 'sops', 'age', 'keys.txt'),
    runtimeFolder: runtime === undefined ? join(tmpdir(), `tacit-${String(uid)}`) : join(runtime, 'tacit'),
    pipePrefix: undefined,
    hasModes: true,
    safeOpenFlags,
    environmentHasCase: true,
  };
}

/** The row for the system we run on. */
export function currentPlatform(environment: Environment = process.env): Platform {
  return platformFor(process.platform, environment, absolute(environment.HOME) ?? homedir(), process.platform === 'win32' ? 0 : userInfo().uid);
}
