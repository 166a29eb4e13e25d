import { describe, expect, it } from 'vitest';
import { type DebugConfig, planLaunch, STARTED_TYPES } from '../../client/src/launch/debugTypes';

const TICKET = `${'a'.repeat(16)}.${'b'.repeat(32)}`;
const starter = { launcher: '/ext/bin/tacit', node: '/editor/node', ticket: TICKET, isWindows: false };
const RUN = ['run', '--ticket', TICKET, '--'];

const config = (type: string, more: Readonly<Record<string, unknown>> = {}): DebugConfig => ({ type, request: 'launch', name: 'it', ...more });

function rewritten(given: DebugConfig, with_ = starter): DebugConfig {
  const plan = planLaunch(given, with_.isWindows);
  if (plan.kind !== 'start') throw new Error(plan.kind);
  return plan.start(with_);
}

describe('a debug launch that Tacit starts', () => {
  it.each<[string, DebugConfig, Readonly<Record<string, unknown>>]>([
    [
      'a program of Node',
      config('pwa-node', { program: '/p/app.js', args: ['x'], cwd: '/p', runtimeExecutable: 'node', runtimeArgs: [], env: { A: '1' } }),
      { runtimeExecutable: '/ext/bin/tacit', runtimeArgs: [...RUN, 'node'], program: '/p/app.js', args: ['x'], env: { A: '1', TACIT_NODE: '/editor/node' } },
    ],
    [
      'in the terminal: nothing more in its environment, which is typed into it',
      config('pwa-node', { program: '/p/app.js', console: 'integratedTerminal', env: { A: '1' } }),
      { runtimeArgs: [...RUN, 'node'], env: { A: '1' }, console: 'integratedTerminal' },
    ],
    ['the older name', config('node', { program: 'a.js' }), { type: 'node', runtimeExecutable: '/ext/bin/tacit', runtimeArgs: [...RUN, 'node'] }],
    [
      'a package script, with its arguments behind it',
      config('pwa-node', { runtimeExecutable: 'npm', runtimeArgs: ['run', 'start'] }),
      { runtimeArgs: [...RUN, 'npm', 'run', 'start'] },
    ],
    [
      'a runtime by its path',
      config('pwa-node', { runtimeExecutable: '/opt/node/bin/node', runtimeArgs: ['--enable-source-maps'] }),
      { runtimeArgs: [...RUN, '/opt/node/bin/node', '--enable-source-maps'] },
    ],
    ['arguments that are none', config('pwa-node', { runtimeExecutable: null, runtimeArgs: [7, '--x'] }), { runtimeArgs: [...RUN, 'node', '--x'] }],
    [
      'Node’s own flag where it belongs, not before Tacit’s arguments',
      config('pwa-node', { program: 'a.js', experimentalNetworking: 'on' }),
      { runtimeArgs: [...RUN, 'node', '--experimental-network-inspection'], experimentalNetworking: 'off' },
    ],
    [
      'no flag that js-debug would find out',
      config('pwa-node', { experimentalNetworking: 'auto' }),
      { runtimeArgs: [...RUN, 'node'], experimentalNetworking: 'off' },
    ],
    ['a command in a terminal', config('node-terminal', { command: ' npm start ' }), { command: `/ext/bin/tacit ${RUN.join(' ')} npm start` }],
    [
      'a line for the shell',
      config('node-terminal', { command: `PORT=1 node "a b.js" && echo 'x'` }),
      { command: `/ext/bin/tacit ${RUN.join(' ')} sh -c 'PORT=1 node "a b.js" && echo '\\''x'\\'''` },
    ],
    [
      'Python, by the interpreter that its extension chose',
      config('debugpy', { program: '/p/app.py', python: '/venv/bin/python', debugAdapterPython: '/ext/python', console: 'internalConsole' }),
      {
        python: ['/ext/bin/tacit', ...RUN, '/venv/bin/python'],
        debugLauncherPython: '/venv/bin/python',
        debugAdapterPython: '/ext/python',
        program: '/p/app.py',
        env: { TACIT_NODE: '/editor/node' },
      },
    ],
    [
      'Python with flags in a list',
      config('debugpy', { module: 'flask', python: ['/usr/bin/python3', '-E'], console: 'integratedTerminal' }),
      {
        python: ['/ext/bin/tacit', ...RUN, '/usr/bin/python3', '-E'],
        debugLauncherPython: '/usr/bin/python3',
        debugAdapterPython: '/usr/bin/python3',
        module: 'flask',
      },
    ],
    ['Python that nobody chose', config('debugpy', { code: 'print(1)' }), { python: ['/ext/bin/tacit', ...RUN, 'python3'], debugLauncherPython: 'python3' }],
    [
      'Python by its older name and property',
      config('python', { program: 'a.py', pythonPath: '/old/python' }),
      { type: 'python', python: ['/ext/bin/tacit', ...RUN, '/old/python'], debugLauncherPython: '/old/python' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(rewritten(given)).toMatchObject(expected);
  });

  it('keeps what is not its business', () => {
    const given = config('debugpy', { program: 'a.py', justMyCode: false, subProcess: true, preLaunchTask: 'x', presentation: { hidden: true } });
    expect(rewritten(given)).toMatchObject({ justMyCode: false, subProcess: true, preLaunchTask: 'x', presentation: { hidden: true } });
    expect(rewritten(config('python', { pythonPath: '/x' }))).not.toHaveProperty('pythonPath');
    expect(rewritten(config('debugpy', {}))).not.toHaveProperty('debugAdapterPython');
  });

  it.each([
    ['a launcher behind a blank', { ...starter, launcher: `/my ext's/bin/tacit` }, `'/my ext'\\''s/bin/tacit' ${RUN.join(' ')} npm start`],
    [
      'Windows',
      { ...starter, launcher: 'C:\\my ext\\bin\\tacit.cmd', isWindows: true },
      `"C:\\my ext\\bin\\tacit.cmd" "run" "--ticket" "${TICKET}" "--" npm start`,
    ],
  ])('in a terminal, quoted for %s', (_name, with_, command) => {
    expect(rewritten(config('node-terminal', { command: 'npm start' }), with_).command).toBe(command);
  });

  it.each(STARTED_TYPES)('%s gets the ticket once, and changes nothing of what it was given', (type) => {
    const given = Object.freeze(config(type, { program: 'a', command: 'b', env: Object.freeze({ A: '1' }), runtimeArgs: Object.freeze(['--x']) }));
    expect(JSON.stringify(rewritten(given)).split(TICKET)).toHaveLength(2);
  });
});

describe('a debug launch that Tacit does not start', () => {
  it.each([
    ['a child session of js-debug', config('pwa-node', { __pendingTargetId: '1' })],
    ['attaching to Node', { ...config('pwa-node'), request: 'attach' }],
    ['attaching to Python', { ...config('debugpy'), request: 'attach' }],
    ['attaching to anything', { ...config('cppdbg'), request: 'attach' }],
    ['a terminal without a command', config('node-terminal')],
    ['a page', config('chrome', { url: 'http://localhost' })],
  ])('leaves alone %s', (_name, given) => {
    expect(planLaunch(given, false)).toEqual({ kind: 'leave' });
  });

  it.each([
    ['an unknown debugger', config('cppdbg'), 'unknown-debugger'],
    ['another editor', config('extensionHost'), 'extension-host'],
    ['a program that restarts itself', config('pwa-node', { restart: true }), 'restarts-itself'],
    ['the same by its settings', config('pwa-node', { restart: { delay: 1 } }), 'restarts-itself'],
    ['another user', config('debugpy', { sudo: true }), 'sudo'],
  ])('refuses %s and says why', (_name, given, because) => {
    expect(planLaunch(given, false)).toEqual({ kind: 'refuse', because });
  });

  it('refuses a line for the shell on Windows', () => {
    expect(planLaunch(config('node-terminal', { command: 'set A=1 && npm start' }), true)).toEqual({ kind: 'refuse', because: 'shell-line' });
  });
});
