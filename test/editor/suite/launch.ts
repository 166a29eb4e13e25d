import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { equal, ok, runChecks, until } from './checks';

/** Every way to run, inside the extension host. What the value is, nobody here knows: the programs write its digest, and the test outside compares. */

const folder = (): vscode.WorkspaceFolder => vscode.workspace.workspaceFolders![0]!;
const path = (name: string): string => join(folder().uri.fsPath, name);
const digest = (): string => readFileSync(path('expected-digest'), 'utf8');
/** What the programs wrote so far, a line each: who, and the digest of what was received. */
const arrived = (): string[] =>
  existsSync(path('arrived'))
    ? readFileSync(path('arrived'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
const from = (who: string): string[] => arrived().filter((line) => line.startsWith(`${who} `));

interface Message {
  readonly type?: string;
  readonly event?: string;
  readonly command?: string;
}
const messages: Message[] = [];
const scrollback: string[] = [];

/** Copies what each terminal shows. */
async function readTerminals(): Promise<void> {
  for (const terminal of vscode.window.terminals) {
    terminal.show();
    await vscode.env.clipboard.writeText('');
    const text = await until(`the text of terminal ${terminal.name}`, async () => {
      await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
      await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
      const copied = await vscode.env.clipboard.readText();
      return vscode.window.activeTerminal === terminal && copied.trim() !== '' && copied;
    });
    scrollback.push(text);
  }
}

const stops = (): number => messages.filter(({ type, event }) => type === 'event' && event === 'stopped').length;

async function debug(name: string, who: string): Promise<void> {
  const [before, paused] = [from(who).length, stops()];
  ok(await vscode.debug.startDebugging(folder(), name), `${name} did not start`);
  await until(`${name} to stop at the breakpoint`, () => stops() > paused);
  equal(from(who).slice(before), [`${who} ${digest()}`]);
}

/** The sessions that have begun and not ended, and what each is. The editor's word on which one is active lags behind, and stays at times. */
const live = new Map<string, string>();
vscode.debug.onDidStartDebugSession(({ id, type, name }) => live.set(id, `${type} ${name}`));
vscode.debug.onDidTerminateDebugSession(({ id }) => live.delete(id));

/** Asks again every two seconds: a session that came up meanwhile, as one that restarts itself, has not heard the first time. */
async function stop(): Promise<void> {
  for (let asked = 1; live.size > 0 || asked === 1; asked++) {
    if (asked > 15) throw new Error(`these sessions do not end: ${[...live.values()].join(', ')}`);
    await vscode.debug.stopDebugging();
    await until('the end of the session', () => live.size === 0, 2).catch(() => undefined);
  }
}

const checks: Record<string, () => Promise<void>> = {
  'listens to the debug adapters': async () => {
    vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: () => ({
        onWillReceiveMessage: (message: Message) => void messages.push(JSON.parse(JSON.stringify(message)) as Message),
        onDidSendMessage: (message: Message) => void messages.push(JSON.parse(JSON.stringify(message)) as Message),
      }),
    });
    await vscode.extensions.getExtension('tacit.tacit')!.activate();
    const line = readFileSync(path('app.js'), 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('// here'));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(path('app.js')), new vscode.Position(line, 0)))]);
  },
  'F5 in the internal console': async () => {
    await debug('internal', 'internal');
  },
  'the same launch, restarted, gets the value again': async () => {
    const paused = stops();
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await until('the breakpoint after the restart', () => stops() > paused);
    equal(from('internal'), [`internal ${digest()}`, `internal ${digest()}`]);
    await stop();
  },
  'F5 in the integrated terminal': async () => {
    await debug('integrated', 'integrated');
    await readTerminals();
    await stop();
    ok(
      scrollback.some((text) => text.includes('run --ticket') && text.includes('app.js')),
      `the terminal's text was not read: ${scrollback.join('|').slice(0, 400)}`,
    );
  },
  'a package script': async () => {
    await debug('script', 'script');
    await stop();
  },
  'a command in a debug terminal': async () => {
    await debug('terminal', 'terminal');
    await readTerminals();
    await stop();
  },
  'a launch that restarts itself is left alone, and says why': async () => {
    const [before, paused] = [from('restarts').length, stops()];
    ok(await vscode.debug.startDebugging(folder(), 'restarts'), 'did not start');
    await until('the program', () => from('restarts').length > before);
    await until('the breakpoint', () => stops() > paused);
    equal(from('restarts').at(-1), 'restarts nothing');
    await stop();
  },
  'a task of tasks.json, and one of the package': async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'tacit' });
    for (const [name, who] of [
      ['say it', 'task'],
      ['npm run say', 'npm'],
    ] as const) {
      const task = tasks.find((each) => each.name === name);
      ok(task !== undefined, `no task ${name} among ${tasks.map((each) => each.name).join()}`);
      const ended = new Promise<number | undefined>((done) => {
        const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
          if (execution.task.name !== name) return;
          listening.dispose();
          done(exitCode);
        });
      });
      await vscode.tasks.executeTask(task!);
      equal(await ended, 0);
      equal(from(who), [`${who} ${digest()}`]);
    }
    await readTerminals();
  },
  'tacit is on the PATH of a terminal': async () => {
    const terminal = vscode.window.createTerminal({ name: 'plain' });
    terminal.show();
    terminal.sendText('tacit run -- node say.js plain; env > environment');
    await until('the program', () => from('plain').length > 0 && existsSync(path('environment')));
    equal(from('plain'), [`plain ${digest()}`]);
    await until('what the terminal shows', async () => {
      await readTerminals();
      return scrollback.at(-1)?.includes('tacit run');
    });
  },
  'everything that was said is handed out': async () => {
    writeFileSync(path('said'), JSON.stringify({ messages, scrollback }));
    const commands = new Set(messages.map(({ command }) => command));
    for (const command of ['launch', 'restart', 'setBreakpoints', 'runInTerminal']) ok(commands.has(command), `no ${command} among the messages`);
    return Promise.resolve();
  },
};

export const run = (): Promise<void> => runChecks(checks);
