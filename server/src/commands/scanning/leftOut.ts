import { isAbsolute, relative, sep } from 'node:path';
import { covered } from '../../analysis/cover';
import type { LeftOutBecause } from '../../analysis/scanning/collector';
import { checkCredentials } from '../../checks/credential/check';
import type { IgnoreCause } from '../../project/ignoring/ignore';
import type { Project } from '../../project/project';
import { CONFIG_NAME } from '../../project/roots';
import type { LeftOut } from '../reporters/report';

/** What a scan left out, and what says so: asked for only where somebody wants the list. */
export class LeftOutList {
  readonly #project: Project;
  readonly #base: string;
  readonly #entries = new Map<string, LeftOut>();

  /** `base`: absolute path of the folder that paths are told relative to. */
  constructor(project: Project, base: string) {
    this.#project = project;
    this.#base = base;
  }

  readonly add = (path: string, because: LeftOutBecause, isFolder: boolean): void => {
    const shown = this.#shown(path);
    const cause = because === 'ignored' ? this.#project.ignoreCause(path, isFolder) : undefined;
    this.#entries.set(shown, { path: isFolder ? `${shown}/` : shown, because, ...(cause === undefined ? {} : this.#ruleOf(cause)) });
  };

  /** In order of path. */
  get entries(): readonly LeftOut[] {
    return [...this.#entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #ruleOf(cause: IgnoreCause): Pick<LeftOut, 'by' | 'rule'> {
    switch (cause.by) {
      case 'git':
        return { by: this.#shown(cause.file), rule: shownRule(cause.pattern) };
      case 'config':
        return { by: CONFIG_NAME, rule: shownRule(cause.glob) };
      default:
        return { by: cause.by };
    }
  }

  readonly #shown = (path: string): string => (isAbsolute(path) ? relative(this.#base, path).split(sep).join('/') || '.' : path);
}

/** A pattern as it may be shown: it is text of a file, and may hold a value (THREATS 13). */
const shownRule = (text: string): string => covered(text, checkCredentials({ uri: 'file:///pattern', version: 0, languageId: 'ignore', text }));
