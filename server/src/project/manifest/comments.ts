import type { LineIndex } from '../../base/document';

export interface CommentBlock {
  /** The first line of the block, or the entry's own line where there is none. */
  readonly firstLine: number;
  readonly description: string;
  readonly annotations: ReadonlyMap<string, string>;
}

/** Lines looked at above an entry. */
const TALLEST = 50;

/**
 * The comment lines directly above `line`, in the look of env-spec: a line that starts with `@` holds annotations (`@owner=payments @optional`),
 * any other is description. A blank line ends the block.
 */
export function readCommentBlock(text: string, lines: LineIndex, line: number): CommentBlock {
  const comments: string[] = [];
  let firstLine = line;
  while (firstLine > 0 && comments.length < TALLEST) {
    const above = text.slice(lines.lineStart(firstLine - 1), lines.lineStart(firstLine)).replace(/^\ufeff/, '');
    const comment = /^[ \t]*#(.*)/.exec(above);
    if (comment === null) break;
    comments.unshift((comment[1] ?? '').trim());
    firstLine--;
  }
  const annotations = new Map<string, string>();
  const description: string[] = [];
  for (const comment of comments) {
    if (!comment.startsWith('@')) description.push(comment);
    else
      for (const word of comment.split(/\s+/)) {
        const match = /^@([A-Za-z][A-Za-z0-9_-]{0,63})(?:=(.*))?$/.exec(word);
        if (match?.[1] !== undefined) annotations.set(match[1], match[2] ?? '');
      }
  }
  return { firstLine, description: description.join(' ').trim(), annotations };
}
