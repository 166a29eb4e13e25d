// Opens a folder in VS Code with Tacit in it: in the desktop editor where there is one, else in one that is served to this machine alone.
// THREATS 35: loopback only, a random port, a random token without which the server answers 403, data in a 0700 folder, all of it ended on exit.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { root, say } from './steps.mjs';

/**
 * Returns when the editor has ended. `folder` is opened, with the file `open`; HOME, the editor's data and Tacit's state lie below `home`.
 * A stop signal ends the editor too.
 */
export async function serveEditor({ folder, home, open, desktop = findDesktop() }) {
  const vsix = join(home, 'tacit.vsix');
  say('packing the extension');
  finish(process.execPath, [
    join(root, 'node_modules/@vscode/vsce/vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '-o',
    vsix,
  ]);
  const env = environment(home);
  const child = desktop === undefined ? await serve({ folder, home, open, vsix, env }) : startDesktop({ desktop, folder, home, open, vsix, env });
  await new Promise((done) => child.once('exit', done));
}

/** The user's own VS Code, by an absolute PATH entry, with data folders of its own beside the user's. */
function startDesktop({ desktop, folder, home, open, vsix, env }) {
  const own = ['--user-data-dir', join(home, 'vscode'), '--extensions-dir', join(home, 'vscode-extensions')];
  finish(desktop, ['--install-extension', vsix, ...own], env);
  console.log('\nVS Code opens with the sample. Close its window to end.');
  return guard(spawn(desktop, ['--new-window', '--wait', '--disable-workspace-trust', ...own, folder, open], { env, stdio: 'ignore' }));
}

async function serve({ folder, home, open, vsix, env }) {
  say('providing VS Code (once; it is kept for the tests too)');
  const { editors } = JSON.parse(finish(process.execPath, [join(root, 'scripts/provision/editor.mjs'), '--profile', 'newest', '--no-browser']));
  const { node, server } = editors.newest;
  const data = join(home, 'editor');
  mkdirSync(join(data, 'extensions'), { recursive: true, mode: 0o700 });
  mkdirSync(join(data, 'data/User'), { recursive: true, mode: 0o700 });
  const settings = {
    'workbench.startupEditor': 'none',
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'files.autoSave': 'off',
  };
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const token = randomBytes(24).toString('hex');
  const tokenFile = join(data, 'token');
  // In a file and not on the command line, where every user could read it.
  writeFileSync(tokenFile, token, { mode: 0o600, flag: 'wx' });
  const common = ['--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
  finish(node, [server, '--install-extension', vsix, ...common], env);
  const parameters = [
    server,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--connection-token-file',
    tokenFile,
    '--telemetry-level',
    'off',
    '--disable-workspace-trust',
    ...common,
  ];
  const child = guard(spawn(node, parameters, { env: { ...env, EXTENSIONS_GALLERY: '{}' }, stdio: ['ignore', 'pipe', 'ignore'] }));
  const port = await new Promise((done, failed) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /Extension host agent listening on (\d+)/.exec(text);
      if (found) done(found[1]);
    });
    child.once('exit', () => failed(new Error('VS Code ended before it listened')));
  });
  const payload = encodeURIComponent(
    JSON.stringify([
      ['openFile', `vscode-remote://127.0.0.1:${port}${open}`],
      ['skipWelcome', 'true'],
    ]),
  );
  console.log(
    // tacit-ignore logging.secret because whoever started this needs the address, and its key ends with the server
    `\nOpen this address in a browser of this machine. It holds a key that is valid until you end this with Ctrl+C:\n\n  http://127.0.0.1:${port}/?tkn=${token}&folder=${encodeURIComponent(folder)}&payload=${payload}\n`,
  );
  return child;
}

/** Ends the child with this process, however this process ends. */
function guard(child) {
  process.once('exit', () => child.kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));
  return child;
}

/** HOME and state below `home`, so that nothing of the user's is read or written; no vault credentials of the user's either. */
function environment(home) {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SOPS_|VAULT_|BAO_|TACIT_|NODE_OPTIONS$|VSCODE_)/.test(name)));
  return {
    ...kept,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: join(home, '.local/state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local/share'),
  };
}

/** `code` by an absolute PATH entry; none where there is no screen to show it on. */
function findDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => isAbsolute(entry))
    .flatMap((entry) => names.map((name) => join(entry, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

function finish(command, parameters, env = process.env) {
  const done = spawnSync(command, parameters, { cwd: root, env, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ended with ${done.status ?? done.signal}: ${(done.stderr || done.stdout || '').slice(0, 2000)}`);
}
