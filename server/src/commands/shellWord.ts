import { displayText } from '../base/display';

/** A name or path as a word of a command line that a person may copy: nothing in it is read by a shell (THREATS 22, 24). */
export function shellWord(text: string): string {
  const shown = displayText(text);
  return /^[A-Za-z0-9_./@-]+$/.test(shown) && !shown.startsWith('-') ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}

/** A command line as it can be pasted into a POSIX shell. */
export const shellCommand = (...words: readonly string[]): string => words.map((word) => (/^-[a-z-]*$/.test(word) ? word : shellWord(word))).join(' ');
