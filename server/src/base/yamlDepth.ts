import { CST, Lexer } from 'yaml';

/** Deepest nesting read anywhere (THREATS 30). */
const DEEPEST = 64;

/**
 * True where a YAML text nests deeper than 64 levels. Asked before the text is composed: composing recurses, and a regular expression that V8
 * compiles on an almost exhausted stack ends the whole process, which no `catch` sees. The lexer does not recurse.
 */
export function nestsTooDeep(text: string): boolean {
  const indents: number[] = [];
  let flow = 0;
  let onLine = 0;
  let lineStart = true;
  try {
    for (const token of new Lexer().lex(text)) {
      const type = CST.tokenType(token);
      if (type === 'newline') {
        lineStart = true;
        onLine = 0;
        continue;
      }
      if (lineStart && flow === 0) {
        const indent = type === 'space' ? token.length : 0;
        while ((indents.at(-1) ?? -1) > indent) indents.pop();
        if (indents.at(-1) !== indent) indents.push(indent);
      }
      lineStart = false;
      if (type === 'flow-map-start' || type === 'flow-seq-start') flow++;
      else if (type === 'flow-map-end' || type === 'flow-seq-end') flow = Math.max(0, flow - 1);
      else if (flow === 0 && (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind')) onLine++;
      if (flow > DEEPEST || onLine > DEEPEST || indents.length > DEEPEST) return true;
    }
  } catch {
    return true;
  }
  return false;
}
