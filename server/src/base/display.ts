/** C0 and C1 controls, bidirectional controls, zero-width characters, line and paragraph separators, byte-order mark. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Longest text that is not ours and yet shown, in UTF-16 code units (THREATS 22). */
const LONGEST = 200;

/** Where Azure Pipelines and GitHub find a command anywhere in a line of a log. */
const CI_COMMAND = /##(?=\[|vso\[)/g;

/**
 * Text that is not ours (a name, a path, a title from a repository or a store) as data: controls, bidirectional marks and
 * zero-width characters written as `\u{…}`, at most 200 code units, the cut marked by `…`. An editor's notification takes
 * `[label](command:…)` for a link that runs the command, and a CI log `##vso[…]` for an instruction: both are broken up.
 */
export function displayText(foreign: string): string {
  const cut = foreign.length > LONGEST ? `${foreign.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : foreign;
  return cut
    .replace(UNSAFE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('](', '] (')
    .replace(CI_COMMAND, '#\\#');
}

/** For a markdown text: a code span that nothing in the text can close; no image, link, html or icon can come of it. */
export function markdownCode(foreign: string): string {
  const shown = displayText(foreign).replace(/\$\(/g, '$\u200b(');
  const longestRun = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longestRun + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** A sentence of ours that may hold foreign text, for a markdown text: every sign of ASCII is escaped, so that nothing in it is a link, image or html. */
export const markdownText = (sentence: string): string => sentence.replace(/[!-/:-@[-`{-~]/g, '\\$&');

/** For a line of a terminal or CI log: as `displayText`, and never the start of a CI command (`::`, also behind blanks, and `##`). */
export function terminalText(foreign: string): string {
  return displayText(foreign).replace(/^\s*(?=::|##)/, '$&\\');
}

/** JSON for a program that a terminal or CI log may show as well: what `displayText` writes in another way is escaped, so the value stays the same. */
export function jsonText(value: unknown, indent: number): string {
  return (
    JSON.stringify(value, null, indent)
      .replace(UNSAFE, (character) => (character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`))
      .replace(CI_COMMAND, '\\u0023\\u0023')
      // A link, where a viewer takes the text for markdown; no structure of JSON has these two signs together.
      .replaceAll('](', ']\\u0028')
  );
}
