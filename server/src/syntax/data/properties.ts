import { decodeLiteral } from '../literal';
import type { ScalarFinder } from './find';

/** Start of the line before `at`. */
const lineStartOf = (text: string, at: number): number => Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;

/** True where the line that ends before `lineStart` goes on: an odd number of backslashes at its end. */
function continues(text: string, lineStart: number): boolean {
  const before = text.slice(Math.max(0, lineStart - 100), lineStart).replace(/(?:\r\n|\r|\n)$/, '');
  return before.length < text.slice(Math.max(0, lineStart - 100), lineStart).length && (/\\+$/.exec(before)?.[0].length ?? 0) % 2 === 1;
}

function logicalLine(text: string, at: number): { readonly start: number; readonly end: number } {
  let start = lineStartOf(text, at);
  for (let step = 0; step < 1000 && start > 0 && continues(text, start); step++)
    start = lineStartOf(text, Math.max(0, start - (text.slice(start - 2, start) === '\r\n' ? 2 : 1)));
  const line = /(?:[^\\\r\n]|\\(?:\r\n|[\s\S]))*/y;
  line.lastIndex = start;
  const end = start + (line.exec(text)?.[0].length ?? 0);
  return { start, end };
}

/** Key and value of the logical line of a Java properties file (java.util.Properties) that holds a span. */
export const findPropertiesScalar: ScalarFinder = ({ text }, at) => {
  const line = logicalLine(text, at.start);
  const written = text.slice(line.start, line.end);
  if (/^\ufeff?[ \t\f]*[#!]/.test(written)) return { whole: line, content: line, quoting: 'none', dialect: 'verbatim', path: [], role: 'comment' };
  const match = /^\ufeff?[ \t\f]*((?:[^\\:= \t\f\r\n]|\\(?:\r\n|[\s\S]))*)[ \t\f]*[:=]?[ \t\f]*/.exec(written);
  if (match?.[1] === undefined || match[1] === '') return undefined;
  const content = { start: line.start + match[0].length, end: line.end };
  const path = [decodeLiteral('properties', match[1]) ?? match[1]];
  if (at.end <= content.start) return { whole: at, content: at, quoting: 'none', dialect: 'properties', path, role: 'key' };
  return at.start >= content.start && at.end <= content.end
    ? { whole: content, content, quoting: 'none', dialect: 'properties', path, role: 'value' }
    : undefined;
};
