/** C0 and C1 controls, bidirectional controls, zero-width characters: the client's copy of the server's rule, which sees of it protocol/ alone (THREATS 22). */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Longest foreign text shown, in UTF-16 code units. */
const LONGEST = 200;

/** Foreign text (a name, a path) as data: no control, no line break, no `$(icon)` in a label, no `[label](command:…)` that a notification would run. */
export function shown(foreign: string): string {
  const cut = foreign.length > LONGEST ? `${foreign.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : foreign;
  return cut
    .replace(UNSAFE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('](', '] (')
    .replace(/\$\(/g, '\\$(');
}
