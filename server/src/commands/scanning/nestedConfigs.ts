import { lstatSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { CONFIG_NAME } from '../../project/roots';
import { type CommandContext, printLine } from '../context';

/** Files that are named; of more it is said how many there are. */
const MOST_NAMED = 3;
/** A folder that a command can name as it is: whoever names a folder must not write what somebody copies into a shell. */
const PLAIN = /^(?!-)[\w./@-]+$/;

/**
 * The configuration of folders below the project's: in the editor, and in a scan of such a folder, it counts there. A scan of what lies above goes by one
 * configuration, since whoever brings a folder into a repository must not decide there what is found (THREATS 39); then that is said, once.
 */
export class NestedConfigs {
  readonly #root: string;
  readonly #found = new Set<string>();
  readonly #asked = new Set<string>();

  /** `root`: of the project that is scanned. */
  constructor(root: string) {
    this.#root = root;
  }

  /** A `tacit.json` or manifest (absolute path) that a walk met below the folder where it began. */
  readonly add = (path: string): void => {
    this.#found.add(path);
  };

  /** Looks for a `tacit.json` between the root and a file (absolute path), where nothing walks. */
  readonly addAbove = (file: string): void => {
    for (let folder = dirname(file); folder.startsWith(this.#root + sep) && !this.#asked.has(folder); folder = dirname(folder)) {
      this.#asked.add(folder);
      const path = join(folder, CONFIG_NAME);
      if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === true) this.#found.add(path);
    }
  };

  /** One line on standard error, where there are any. */
  tell(context: CommandContext): void {
    const [first, ...others] = [...this.#found].sort();
    if (first === undefined) return;
    const shown = (path: string): string => terminalText(relative(context.cwd, path) || '.');
    const configuration = shown(join(this.#root, CONFIG_NAME));
    if (others.length === 0) {
      const folder = shown(dirname(first));
      const text = PLAIN.test(folder)
        ? t(
            'warning: {0} does not count in this scan, which goes by the project that holds it. `tacit scan {1}` goes by it; what is to count here belongs into {2}.',
            shown(first),
            folder,
            configuration,
          )
        : t(
            'warning: {0} does not count in this scan, which goes by the project that holds it. A scan of that folder alone goes by it; what is to count here belongs into {1}.',
            shown(first),
            configuration,
          );
      printLine(context.stderr, text);
      return;
    }
    const named = [first, ...others.slice(0, MOST_NAMED - 1)].map(shown).join(', ');
    const more = others.length - MOST_NAMED + 1;
    printLine(
      context.stderr,
      t(
        'warning: these do not count in this scan, which goes by the project that holds them: {0}. A scan of such a folder alone goes by its own; what is to count here belongs into {1}.',
        more > 0 ? t('{0} and {1} more', named, more) : named,
        configuration,
      ),
    );
  }
}
