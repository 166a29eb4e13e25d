import type { Place } from '../../syntax/place';

/** How far around a literal its neighbours are looked for, in UTF-16 code units. */
const NEAR = 300;
/**
 * What joins literals (`+`, `.` of PHP, `..` of Lua, `<>`, a line's end with its backslash), and a neighbour that may be part of a value: what holds a
 * blank or ends in a colon or an equals sign (`"Bearer "`, `"key="`) only stands before one.
 */
const BEFORE = /(["'`])[\w+/.$!@#%^&*-]{3,200}\1\s{0,80}(?:\+|\.{1,2}|<>|\\)?\s{0,80}$/;
const AFTER = /^\s{0,80}(?:\+|\.{1,2}|<>|\\)?\s{0,80}[bru]{0,2}(["'`])[\w+/=.$!@#%^&*-]{3,200}\1/i;
/** Languages that join literals which stand side by side. */
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(['python', 'c', 'cpp', 'ruby']);
const JOINED_BEFORE = /(?:\+|\.{1,2}|<>)\s{0,80}$/;
const JOINED_AFTER = /^\s{0,80}(?:\+|\.{1,2}|<>)/;

/** Whether a literal is one of several that the program puts together: moved alone, it would leave the rest of the value in the code. */
export function isPart({ document: { text, languageId }, whole, context }: Place): boolean {
  if (context !== 'expression') return false;
  const before = text.slice(Math.max(0, whole.start - NEAR), whole.start).replace(/[bru]{1,2}$/i, '');
  const after = text.slice(whole.end, whole.end + NEAR);
  const sideBySide = SIDE_BY_SIDE.has(languageId);
  return ((sideBySide || JOINED_BEFORE.test(before)) && BEFORE.test(before)) || ((sideBySide || JOINED_AFTER.test(after)) && AFTER.test(after));
}
