import { ON_INSTALL } from '../../../server/src/protocol/commandLines';

/** A task of type `tacit`, as it stands in tasks.json: any text of a repository. */
export interface TacitTask {
  readonly command: string;
  readonly args: readonly string[];
  /** Relative to the workspace's folder. */
  readonly cwd?: string;
  readonly environment?: string;
}

/** The task that a definition asks for; undefined where it is not one. */
export function readTask(definition: Readonly<Record<string, unknown>>): TacitTask | undefined {
  const { command, args = [], cwd, environment } = definition;
  if (typeof command !== 'string' || command === '' || !Array.isArray(args) || !args.every((each): each is string => typeof each === 'string'))
    return undefined;
  if ((cwd !== undefined && typeof cwd !== 'string') || (environment !== undefined && typeof environment !== 'string')) return undefined;
  return { command, args, ...(cwd === undefined ? {} : { cwd }), ...(environment === undefined ? {} : { environment }) };
}

/** The arguments of the launcher for a task. */
export function argumentsOf({ command, args, environment }: TacitTask): readonly string[] {
  return ['run', ...(environment === undefined ? [] : ['--environment', environment]), '--', command, ...args];
}

/** Lock file → the package manager that wrote it. */
const MANAGERS: readonly (readonly [string, string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The tasks that a folder offers by itself: its package's scripts, by the package manager that its lock file tells. */
export function scriptTasks(packageJson: string, files: ReadonlySet<string>): readonly TacitTask[] {
  let json: unknown;
  try {
    json = JSON.parse(packageJson);
  } catch {
    return [];
  }
  const scripts = typeof json === 'object' && json !== null && 'scripts' in json ? json.scripts : undefined;
  if (typeof scripts !== 'object' || scripts === null) return [];
  const command = MANAGERS.find(([lock]) => files.has(lock))?.[1] ?? 'npm';
  return Object.entries(scripts)
    .filter(([name, script]) => typeof script === 'string' && !ON_INSTALL.test(name))
    .slice(0, 100)
    .map(([name]) => ({ command, args: ['run', name] }));
}
