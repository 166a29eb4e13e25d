/** True for the file of a notebook. */
export const isNotebook = (uri: string): boolean => /\.ipynb$/i.test(uri);

/** The kind of a cell, and where the text of one begins. Within a text of the notebook the quotes are escaped. */
const PART = /(?<!\\)"(?:cell_type"\s{0,20}:\s{0,20}"(\w{1,20})|source"\s{0,20}:\s{0,20}(?=[["]))/g;
const KERNEL =
  /"kernelspec"\s{0,20}:\s{0,20}\{[^}]{0,400}?"language"\s{0,20}:\s{0,20}"(\w{1,20})"|"language_info"\s{0,20}:\s{0,20}\{[^]{0,800}?"name"\s{0,20}:\s{0,20}"(\w{1,20})"/;
/** A line that is a command of the notebook or of a shell. */
const COMMAND = /^(\s*)[%!?](?!%)/gm;
/** A cell in another language. */
const OTHER = /^\s*%%(?!time|capture|prun)/;

/**
 * The cells of a notebook of Python as one text of the same length: each unit of code stands where it stands in the file, what an escape leaves is filled
 * up, and everything else is empty lines. Undefined where the notebook is in another language.
 */
export function notebookCode(text: string): string | undefined {
  const [, byKernel, byInfo] = KERNEL.exec(text) ?? [];
  if (!/^i?python\d?$/i.test(byKernel ?? byInfo ?? 'python')) return undefined;
  let made = '';
  let at = 0;
  let isCode = false;
  PART.lastIndex = 0;
  for (let match = PART.exec(text); match !== null; match = PART.exec(text)) {
    if (match[1] !== undefined) {
      isCode = match[1] === 'code';
      continue;
    }
    if (!isCode) continue;
    isCode = false;
    const start = match.index + match[0].length;
    const { code, end } = cell(text, start);
    made += '\n'.repeat(start - at) + code;
    at = end;
    PART.lastIndex = end;
  }
  return made + '\n'.repeat(text.length - at);
}

/** A cell's text: one literal, or a list of them. */
function cell(text: string, start: number): { readonly code: string; readonly end: number } {
  let code = '';
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit === ']' || unit === '}') break;
    if (unit !== '"') {
      code += '\n';
      continue;
    }
    const written = text.slice(at, behindLiteral(text, at));
    code += `\n${unescaped(written.slice(1, -1))}${written.length > 1 ? '\n' : ''}`;
    at += written.length - 1;
    if (text.charAt(start) === '"') {
      at++;
      break;
    }
  }
  return { code: OTHER.test(code.trimStart()) ? code.replace(/[^\n]/g, '\n') : code.replace(COMMAND, (command) => command.replace(/\S$/, '#')), end: at };
}

/** Where a literal ends that begins at `at`. A loop: a pattern remembers each step back, and those of a long literal are too many. */
function behindLiteral(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const unit = text.charAt(next);
    if (unit === '\\') next++;
    else if (unit === '"') return next + 1;
  }
  return text.length;
}

/** What the escapes of a literal stand for, as long as they are. */
const unescaped = (written: string): string =>
  written.replace(/\\"\\"\\"|\\u[\da-fA-F]{4}|\\./g, (escape) => {
    if (escape.length === 6) return escape.startsWith('\\u') ? 'x'.repeat(6) : '"""   ';
    switch (escape.charAt(1)) {
      case '"':
        return '" ';
      case 'n':
        return '\n\n';
      case 't':
        return ' \t';
      case '\\':
        return ' \\';
      default:
        return '  ';
    }
  });
