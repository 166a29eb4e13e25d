import { Argument, Command, CommanderError, Help, InvalidArgumentError, Option } from 'commander';
import { parseShard, type Shard } from '../analysis/scanning/shard';
import { toTacitError } from '../base/errors';
import type { Grade } from '../base/finding';
import { t } from '../base/l10n';
import { describeFailure } from '../changes/moving/messages';
import type { PlaceOptions } from './secrets/secretPlace';
import { addShareCommands } from './sharing/shareProgram';
import { addVaultCommands } from './vaults/vaultProgram';
import { type CommandContext, drained, EXIT, printLine } from './context';

/**
 * Runs one command line and gives its exit code (DESIGN §6). Each command's own module is loaded only when it is asked for, so that `tacit --version`
 * and `tacit run` start fast. `server` is the language server's bundle.
 */
export async function runCli(parameters: readonly string[], context: CommandContext, server: string): Promise<number> {
  if (parameters.length === 1 && (parameters[0] === '--version' || parameters[0] === '-V')) {
    printLine(context.stdout, context.version);
    return EXIT.clean;
  }
  let code: number = EXIT.clean;
  const program = makeProgram(context, server, (given) => (code = given));
  try {
    await program.parseAsync([...parameters], { from: 'user' });
  } catch (thrown) {
    code = failed(context, thrown, parameters[0] === 'run');
  }
  await Promise.all([drained(context.stdout), drained(context.stderr)]);
  return code;
}

function failed(context: CommandContext, thrown: unknown, running: boolean): number {
  // Commander has said what was wrong already; --help ends with 0.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.clean : running ? EXIT.runFailure : EXIT.failure;
  const error = toTacitError(thrown, 'cli');
  printLine(context.stderr, `tacit: ${describeFailure(error.failure)}`);
  return running ? EXIT.runFailure : EXIT.failure;
}

type Done = (code: number) => void;

function makeProgram(context: CommandContext, server: string, done: Done): Command {
  const program = new Command('tacit')
    .description(t('Keeps secrets out of code: finds them, moves them into a vault, leaves references that work at run time.'))
    .version(context.version, '-V, --version', t('output the version number'))
    .helpOption('-h, --help', t('display help for command'))
    .helpCommand('help [command]', t('display help for command'))
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ optionDescription, styleTitle: (title) => titles().get(title) ?? title })
    .showHelpAfterError(t('(tacit --help, or tacit COMMAND --help, says what there is)'))
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      // A mistyped option may carry a value (`--value=…`), and a build's log keeps what is printed (THREATS 10, 19).
      outputError: (text, write) => write(text.replace(/=.*'/s, "=…'").replace(/( argument) '.*'(?= is invalid)/s, '$1')),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addScan(program, context, done);
  addMerge(program, context, done);
  addFix(program, context, done);
  addRun(program, context, done);
  addSecret(program, context, done);
  addEnv(program, context, done);
  addVaultCommands(program, context, done);
  addShareCommands(program, context, done);
  addMergeDriver(program, context, done);
  addDoctor(program, context, done);
  addTrust(program, context, done);
  addConfig(program, context, done);
  program
    .command('completion')
    .description(t('Print a script that completes commands, options and the names of secrets.'))
    .addArgument(new Argument('<shell>', t('the shell that is to read it')).choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `\n${t('In ~/.bashrc or ~/.zshrc: source <(tacit completion bash), or zsh. For fish: tacit completion fish > ~/.config/fish/completions/tacit.fish')}`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionCommand } = await import('./completion/completion');
      done(completionCommand(context, program, shell));
    });
  program
    .command('lsp')
    .description(t('Start the language server for an editor (standard input and output).'))
    .addOption(new Option('--stdio', t('the only transport')).default(true))
    .action(async () => {
      const { serveLsp } = await import('./lsp');
      done(await serveLsp(server));
    });
  return program;
}

/** Commander's own headings, so that they reach translators too. */
const titles = (): ReadonlyMap<string, string> =>
  new Map([
    ['Usage:', t('Usage:')],
    ['Arguments:', t('Arguments:')],
    ['Options:', t('Options:')],
    ['Commands:', t('Commands:')],
  ]);

/** What an option does, with its default only where that says something: that a switch is off, or a list empty, everybody expects. */
function optionDescription(this: Help, option: Option): string {
  const { defaultValue } = option as { readonly defaultValue: unknown };
  const expected = defaultValue === false || defaultValue === '' || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return expected ? option.description : Help.prototype.optionDescription.call(this, option);
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 64) throw new InvalidArgumentError(t('a whole number from 1 to 64'));
  return number;
}

function shardOf(value: string): Shard {
  const shard = parseShard(value);
  if (shard === undefined) throw new InvalidArgumentError(t('a part and how many there are, as in 2/5'));
  return shard;
}

function addScan(program: Command, context: CommandContext, done: Done): void {
  program
    .command('scan')
    .description(t('Report hardcoded credentials, and secrets that reach a log.'))
    .argument('[paths...]', t('files and folders, or - for standard input (default: this folder)'))
    .option('--staged', t('what is staged in git, and of it only the lines that change'), false)
    .addOption(new Option('--diff <range>', t('what commits changed: BASE...HEAD')).conflicts('staged'))
    .addOption(
      new Option('--history [range]', t('what commits brought, each content once: all branches and tags, or a range as in v1.0..main')).conflicts([
        'staged',
        'diff',
      ]),
    )
    .option('--shard <i/n>', t('only this part of the files, as in 2/5; tacit merge puts the reports of all parts together'), shardOf)
    .option('--filename <name>', t('the name that standard input goes by, so that its language is known'))
    .option('--trust', t('let git be asked in this folder for this run, as after `tacit trust`'), false)
    .addOption(new Option('-f, --format <format>', t('how to report')).choices(['text', 'json', 'sarif']).default('text'))
    .option('-o, --output <file>', t('write the report to a file'))
    .option('-r, --rules <prefix>', t('only these rules (an id or its beginning; may be repeated)'), collect, [])
    .addOption(failOnOption())
    .option('--baseline <file>', t('do not report what this file of known findings names (default: the one that tacit.json names)'))
    .addOption(
      new Option('--write-baseline', t('make the baseline say what is found now, at or above --fail-on'))
        .default(false)
        .conflicts(['staged', 'diff', 'history', 'policy']),
    )
    .option('--policy <where>', t('take tacit.json and the baseline from this commit or .json file, instead of from what is scanned'))
    .option('--no-inline', t('comments in the files silence nothing'))
    .option('--no-ignore', t('look also at what .gitignore, tacit.json and the built-in list leave out'))
    .option('--list-ignored', t('name what was not looked at, and what says so: a list, .gitignore, tacit.json, binary files, links'), false)
    .option('--suppressed', t('include suppressed findings in JSON and SARIF'), false)
    .option('--workers <count>', t('threads (default: one a core)'), wholeNumber)
    .option('--no-cache', t('look at every file of a folder again, and remember nothing of it'))
    .option('--cache-dir <folder>', t('remember what was found there; needed where CI is set, and then files are known by their content too'))
    .option('--no-progress', t('no progress line'))
    .addHelpText(
      'after',
      `\n${t('Ends with 0 where nothing is at or above --fail-on, 1 with findings, 2 for wrong usage or where something could not be read.')}`,
    )
    .action(
      async (
        paths: string[],
        options: {
          format: 'text' | 'json' | 'sarif';
          output?: string;
          rules: string[];
          failOn: Grade | 'never';
          suppressed: boolean;
          workers?: number;
          cache: boolean;
          cacheDir?: string;
          progress: boolean;
          staged: boolean;
          diff?: string;
          filename?: string;
          trust: boolean;
          baseline?: string;
          writeBaseline: boolean;
          history?: string | true;
          shard?: Shard;
          inline: boolean;
          ignore: boolean;
          listIgnored: boolean;
          policy?: string;
        },
      ) => {
        const { scanCommand } = await import('./scanning/scan');
        done(await scanCommand(context, paths, options));
      },
    );
}

function addMerge(program: Command, context: CommandContext, done: Done): void {
  program
    .command('merge')
    .description(t('Put the reports of the parts of one scan together: what scan --shard i/n --format sarif wrote on each machine.'))
    .argument('<files...>', t('one report a part, all parts'))
    .addOption(new Option('-f, --format <format>', t('how to report')).choices(['text', 'json', 'sarif']).default('text'))
    .option('-o, --output <file>', t('write the report to a file'))
    .addOption(failOnOption())
    .action(async (files: string[], options: { format: 'text' | 'json' | 'sarif'; output?: string; failOn: Grade | 'never' }) => {
      const { mergeCommand } = await import('./scanning/merge');
      done(await mergeCommand(context, files, options));
    });
}

/** What a grade is also called: the level of a report, and that of tacit.json. */
const GRADE_WORDS: ReadonlyMap<string, Grade | 'never'> = new Map([
  ['placeholder', 'placeholder'],
  ['likely', 'likely'],
  ['real', 'real'],
  ['never', 'never'],
  ['note', 'placeholder'],
  ['hint', 'placeholder'],
  ['warning', 'likely'],
  ['error', 'real'],
]);

const failOnOption = (): Option =>
  new Option('--fail-on <grade>', t('exit with 1 from this grade on; a level of the report (note, warning, error) will do'))
    .choices(['placeholder', 'likely', 'real', 'never'])
    .default('likely')
    .argParser((word: string) => {
      const grade = GRADE_WORDS.get(word);
      if (grade === undefined) throw new InvalidArgumentError(t('Allowed choices are {0}.', 'placeholder, likely, real, never'));
      return grade;
    });

function addFix(program: Command, context: CommandContext, done: Done): void {
  program
    .command('fix')
    .description(t('Move credentials into the vault and mask what is logged, one by one, each shown before.'))
    .argument('[path]', t('a file or folder'), '.')
    .option('-y, --yes', t('move and mask everything as proposed, without asking'), false)
    .option('-n, --dry-run', t('show what would move or be masked, and change nothing'), false)
    .addHelpText('after', `\n${t('Ends with 0 where everything moved and was masked, 1 where something was left as it is, 2 where something failed.')}`)
    .option('-r, --rules <prefix>', t('only these rules (an id or its beginning; may be repeated)'), collect, [])
    .option('-e, --environment <name>', t('move into the vault and manifest of this environment'))
    .action(async (path: string, options: { yes: boolean; dryRun: boolean; rules: string[]; environment?: string }) => {
      const { fixCommand } = await import('./fixing/fix');
      done(await fixCommand(context, path, options));
    });
}

function addRun(program: Command, context: CommandContext, done: Done): void {
  program
    .command('run')
    .description(t('Run a command with the values that the manifest names in its environment.'))
    .argument('<command...>', t('the command and its arguments, after --'))
    .option('-e, --environment <name>', t('use the overlay tacit.env.<name>.yaml'))
    .option('--only <names>', t('only these variables (separated by commas)'), (value: string) => value.split(',').map((name) => name.trim()))
    .option('--override', t('the manifest wins over variables that are set already'), false)
    .option('--mask', t('mask values on a terminal too (the command then writes to a pipe); piped output is always masked'), false)
    .option('--keep-vault-env', t('let the command keep SOPS_AGE_KEY*, VAULT_TOKEN and the like'), false)
    .option('--approve <digest>', t('approve the pairs with this digest, where nobody can be asked'))
    // For the editor alone: what a debug launch or a terminal of its own is started with.
    .addOption(new Option('--ticket <one-time>').hideHelp())
    .addOption(new Option('--or-without-values').default(false).hideHelp())
    .passThroughOptions()
    .addHelpText(
      'after',
      `\n${t('Ends with the command’s own code, 128+n for signal n, 127 where it is not found, 126 where it cannot be executed, 125 where nothing was started.')}`,
    )
    .action(
      async (
        command: string[],
        options: {
          environment?: string;
          only?: string[];
          override: boolean;
          mask: boolean;
          keepVaultEnv: boolean;
          approve?: string;
          ticket?: string;
          orWithoutValues: boolean;
        },
      ) => {
        const { runCommand } = await import('./running/run');
        done(await runCommand(context, command, options));
      },
    );
}

function addSecret(program: Command, context: CommandContext, done: Done): void {
  const secret = program.command('secret').description(t('List, read and change what the project’s vault holds, or another one.'));
  /** A command about a place in a vault: which vault is said the same way everywhere. */
  const about = (name: string, description: string): Command =>
    secret
      .command(name)
      .description(description)
      .option('--vault <name>', t('a registered vault instead of the project’s own file'))
      .option('-e, --environment <name>', t('the vault and path that tacit.json gives this environment'));
  about('list', t('Names, one a line; never values.'))
    .argument('[folder]', t('a folder of the vault'), '')
    .option('--json', t('as a JSON list'), false)
    .action(async (folder: string, options: PlaceOptions & { json: boolean }) =>
      done(await (await import('./secrets/secret')).listSecrets(context, folder, options)),
    );
  about('get', t('Show a value on the terminal.'))
    .argument('<name>', t('its name in the vault'))
    .option('--raw', t('write the value where standard output is no terminal'), false)
    .action(async (name: string, options: PlaceOptions & { raw: boolean }) => done(await (await import('./secrets/secret')).getSecret(context, name, options)));
  about('set', t('Add a secret, or give it a new value: typed without being shown, or piped in.'))
    .usage(t('[options] <name>'))
    .argument('<name>', t('its name in the vault'))
    .argument('[rest...]', t('nothing: a value is never an argument'))
    .option('--replace', t('replace an existing value without being asked'), false)
    .action(async (name: string, rest: string[], options: PlaceOptions & { replace: boolean }) =>
      done(await (await import('./secrets/secret')).setSecret(context, name, rest, options)),
    );
  about('remove', t('Remove a secret.'))
    .argument('<name>', t('its name in the vault'))
    .option('-y, --yes', t('without being asked'), false)
    .action(async (name: string, options: PlaceOptions & { yes: boolean }) =>
      done(await (await import('./secrets/secret')).removeSecret(context, name, options)),
    );
  about('versions', t('What a vault on a server keeps of a secret, newest first; never values.'))
    .argument('<name>', t('its name in the vault'))
    .option('--json', t('as a JSON list'), false)
    .action(async (name: string, options: PlaceOptions & { json: boolean }) =>
      done(await (await import('./secrets/secretVersions')).listVersions(context, name, options)),
    );
  about('undelete', t('Bring a deleted version back.'))
    .argument('<name>', t('its name in the vault'))
    .option('--version <number>', t('which one (default: the newest that was deleted)'))
    .action(async (name: string, options: PlaceOptions & { version?: string }) =>
      done(await (await import('./secrets/secretVersions')).undeleteSecret(context, name, options)),
    );
}

function addEnv(program: Command, context: CommandContext, done: Done): void {
  program
    .command('env')
    .description(t('Look after the manifest.'))
    .command('check')
    .description(t('Say for every variable of the manifest whether its reference resolves. Reads no value.'))
    .option('-e, --environment <name>', t('use the overlay tacit.env.<name>.yaml'))
    .option('--json', t('as JSON'), false)
    .action(async (options: { environment?: string; json: boolean }) => done(await (await import('./running/env')).checkEnvironment(context, options)));
}

function addMergeDriver(program: Command, context: CommandContext, done: Done): void {
  program
    .command('merge-driver')
    .description(t('Merge two versions of a vault file by key: for git, which calls it.'))
    .argument('[files...]', t('what git gives: %O %A %B %P'))
    .option('--install', t('tell git of this clone to call it, and .gitattributes for which files'), false)
    .addHelpText(
      'after',
      `\n${t('Ends with 0 where all is merged, 1 where both sides changed the same entry (both values are kept), 2 where nothing was merged.')}`,
    )
    .action(async (files: string[], { install }: { install: boolean }) => {
      if (install) {
        done(await (await import('./merging/install')).installDriver(context));
        return;
      }
      const [base, ours, theirs, path] = files;
      if (base === undefined || ours === undefined || theirs === undefined || path === undefined || files.length > 4) {
        printLine(context.stderr, t('git calls this with four files. To have it do so: tacit merge-driver --install'));
        done(EXIT.failure);
        return;
      }
      done(await (await import('./merging/mergeDriver')).mergeDriver(context, { base, ours, theirs, path }));
    });
}

function addDoctor(program: Command, context: CommandContext, done: Done): void {
  program
    .command('doctor')
    .description(t('Look for what is wrong with keys, vaults, manifest and setup, and say how to mend it.'))
    .option('--json', t('as JSON'), false)
    .option('--offline', t('do not ask vaults on servers'), false)
    .addHelpText('after', `\n${t('Ends with 0 where nothing is to be mended, 1 where something is, 2 where it could not be looked at.')}`)
    .action(async (options: { json: boolean; offline: boolean }) => done(await (await import('./doctor/doctor')).doctorCommand(context, options)));
}

function addTrust(program: Command, context: CommandContext, done: Done): void {
  program
    .command('trust')
    .description(t('Trust a folder: its configuration may then name vaults. Detection needs no trust.'))
    .argument('[path]', t('a folder'), '.')
    .option('--remove', t('take the trust back'), false)
    .option('--status', t('only say whether it is trusted'), false)
    .action(async (path: string, options: { remove: boolean; status: boolean }) =>
      done(await (await import('./projects/trust')).trustCommand(context, path, options)),
    );
}

function addConfig(program: Command, context: CommandContext, done: Done): void {
  program
    .command('config')
    .description(t('Show the effective configuration.'))
    .argument('[path]', t('a file or folder'), '.')
    .option('--explain', t('and which file each value comes from'), false)
    .option('--json', t('as JSON'), false)
    .action(async (path: string, options: { explain: boolean; json: boolean }) =>
      done(await (await import('./projects/config')).configCommand(context, path, options)),
    );
}
