import { isAbsolute, relative, sep } from 'node:path';
import { Minimatch } from 'minimatch';

/** Caps of THREATS 31. */
const LONGEST = 256;
const MOST_GLOBSTARS = 3;

export type GlobFault = 'too-long' | 'too-many-stars' | 'outside' | 'empty';

/** Why a glob from a repository is refused, or undefined. */
export function globFault(glob: string): GlobFault | undefined {
  if (glob.trim() === '') return 'empty';
  if (glob.length > LONGEST) return 'too-long';
  if ((glob.match(/\*\*/g) ?? []).length > MOST_GLOBSTARS) return 'too-many-stars';
  if (glob.split('/').includes('..') || /^[A-Za-z]:/.test(glob)) return 'outside';
  return undefined;
}

/** The path of `path` seen from `folder` (both absolute), with slashes; undefined where it is not below it. */
export function relativeInside(folder: string, path: string): string | undefined {
  const base = folder.endsWith(sep) ? folder : folder + sep;
  // Asked for every file and folder of a workspace: what is written plainly needs no path arithmetic.
  const plain = path.startsWith(base) && !path.includes(`${sep}.`) && !path.includes(sep + sep);
  const inside = plain ? path.slice(base.length) : relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return sep === '/' ? inside : inside.split(sep).join('/');
}

/** A capped glob of `tacit.json`. A glob without a slash matches at any depth; one that matches a folder covers all below it. */
export class Glob {
  /** As it is written. */
  readonly text: string;
  readonly #folder: string;
  readonly #matcher: Minimatch;

  /** `glob` must have passed `globFault`. */
  constructor(folder: string, glob: string) {
    this.text = glob;
    this.#folder = folder;
    const pattern = glob.replace(/^\.?\//, '').replace(/\/$/, '');
    this.#matcher = new Minimatch(pattern, {
      dot: true,
      noext: true,
      nobrace: true,
      nonegate: true,
      nocomment: true,
      matchBase: !pattern.includes('/'),
      nocaseMagicOnly: true,
      platform: 'linux',
    });
  }

  /** `path` is absolute. */
  matches(path: string): boolean {
    const inside = relativeInside(this.#folder, path);
    return inside !== undefined && this.#matcher.match(inside);
  }
}
