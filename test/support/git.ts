import { execFileSync } from 'node:child_process';

/** As whoever runs the tests is not: a name of its own, no signature, no hook. */
const SETTINGS = ['user.name=test', 'user.email=test@localhost', 'commit.gpgsign=false', 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting]);

/** Runs git in a folder; what it prints. */
export const gitIn = (folder: string, ...parameters: string[]): Buffer =>
  execFileSync('git', [...SETTINGS, ...parameters], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
