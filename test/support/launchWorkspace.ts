import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCanary } from './canary';
import { plantFolder } from './editorWorkspace';

/** Appends `<who> <digest of DB_PASSWORD>` to a file: output that held the value would be masked, and the value itself must stand nowhere. */
const SAY = `const { createHash } = require('node:crypto');
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const value = process.env.DB_PASSWORD;
const digest = value === undefined ? 'nothing' : createHash('sha256').update(value).digest('hex').slice(0, 16);
appendFileSync(join(__dirname, 'arrived'), process.argv[2] + ' ' + digest + '\\n');
`;

const program = (name: string, more: Readonly<Record<string, unknown>>): unknown => ({
  name,
  type: 'node',
  request: 'launch',
  program: '${workspaceFolder}/app.js',
  args: [name],
  ...more,
});

export interface LaunchWorkspace {
  readonly folder: string;
  readonly value: string;
  readonly digest: string;
  /** What the programs wrote so far. */
  arrived(): string[];
  remove(): void;
}

/** A project with one secret in its vault, a manifest, and every way to start a program that needs it. `staged`: the built extension. */
export function plantLaunches(staged: string): LaunchWorkspace {
  const value = makeCanary();
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 16);
  const configurations = [
    program('internal', { console: 'internalConsole' }),
    program('integrated', { console: 'integratedTerminal' }),
    { name: 'script', type: 'node', request: 'launch', runtimeExecutable: 'npm', runtimeArgs: ['run', 'start'], console: 'internalConsole' },
    { name: 'terminal', type: 'node-terminal', request: 'launch', command: 'X=1 node app.js terminal' },
    program('restarts', { restart: true }),
  ];
  const { folder, remove } = plantFolder('studio', {
    'say.js': SAY,
    'app.js': `require('./say.js');\nlet turns = 0;\nsetInterval(() => {\n  turns++; // here\n}, 50);\n`,
    'package.json': JSON.stringify({ name: 'studio', private: true, scripts: { start: 'node app.js script', say: 'node say.js npm' } }),
    'tacit.env.yaml': 'DB_PASSWORD: "ref+sops://secrets.sops.json#/DB_PASSWORD"\n',
    '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations }),
    '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ label: 'say it', type: 'tacit', command: 'node', args: ['say.js', 'task'] }] }),
    'expected-digest': digest,
  });
  execFileSync(process.execPath, [join(staged, 'dist/cli.js'), 'secret', 'set', 'DB_PASSWORD'], {
    cwd: folder,
    input: value,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const arrived = (): string[] => {
    try {
      return readFileSync(join(folder, 'arrived'), 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    } catch {
      return [];
    }
  };
  return { folder, value, digest, arrived, remove };
}
