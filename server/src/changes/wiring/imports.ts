import { escaped } from '../../base/pattern';
import type { TextEdit } from '../../base/document';
import type { Requirement } from '../../base/requirement';

type Import = Extract<Requirement, { kind: 'import' }>;

const lineEndOf = (text: string): string => /\r\n|\n/.exec(text)?.[0] ?? '\n';
const insert = (at: number, newText: string): TextEdit[] => [{ span: { start: at, end: at }, newText }];

/** Offset behind the last match of a line pattern, its line end included; undefined where there is none. */
function afterLast(text: string, pattern: RegExp): number | undefined {
  let end: number | undefined;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

/** Behind shebang, coding line, comments, the module's docstring and `from __future__`: before the first other statement. */
function wirePython(text: string, module: string): TextEdit[] {
  if (new RegExp(`^import[ \\t]+(?:[\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?[ \\t]*,[ \\t]*)*${escaped(module)}[ \\t]*(?:,|;|#|$)`, 'm').test(text)) return [];
  const lineEnd = lineEndOf(text);
  const head = /^\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*/.exec(text)?.[0].length ?? 0;
  const docstring =
    /^[rRuU]?(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/.exec(
      text.slice(head),
    );
  const afterDocstring = docstring === null ? undefined : head + docstring[0].length;
  const afterFuture = afterLast(text, /^from[ \t]+__future__[ \t]+import[ \t]+(?:\([^)]*\)|[^\r\n(]*)[^\r\n]*(?:\r\n|\n|\r|$)/gm);
  const first = /^(?:import|from)[ \t]+(?!__future__)\w/m.exec(text);
  const floor = Math.max(afterFuture ?? 0, afterDocstring ?? 0);
  if (first !== null && first.index >= floor) return insert(first.index, `import ${module}${lineEnd}`);
  const at = floor > 0 ? floor : headerEnd(text, head);
  const open = at > 0 && !/[\r\n]$/.test(text.slice(0, at)) && text.charCodeAt(at - 1) !== 0xfeff ? lineEnd : '';
  const blankBefore = floor > 0 ? lineEnd : '';
  return insert(at, `${open}${blankBefore}import ${module}${lineEnd}${/^(?:\r\n|\n|\r|$)/.test(text.slice(at)) ? '' : lineEnd}`);
}

/** Without imports: below shebang, coding line and the comment block that goes with them. */
function headerEnd(text: string, head: number): number {
  const block = /^\ufeff?(?:#[^\r\n]*(?:\r\n|\n|\r))*/.exec(text)?.[0].length ?? 0;
  return Math.min(block, head);
}

function wireGo(text: string, module: string): TextEdit[] {
  const quoted = `["\`]${escaped(module)}["\`]`;
  const block = /^import[ \t]*\(([^)]*)\)/m.exec(text);
  const single = [...text.matchAll(/^import[ \t]+(?:[\w.]+[ \t]+)?["`][^"`\r\n]+["`]/gm)];
  const plain = new RegExp(`(?:^|[\\r\\n;(])[ \\t]*${quoted}`);
  if ((block?.[1] !== undefined && plain.test(`\n${block[1]}`)) || new RegExp(`^import[ \\t]+${quoted}`, 'm').test(text)) return [];
  const lineEnd = lineEndOf(text);
  if (block?.[1] !== undefined) {
    const start = block.index + block[0].indexOf('(') + 1;
    // gofmt sorts within a group of lines: before the first plain path that sorts after it, in the first group.
    const lines = [...block[1].matchAll(/^[ \t]*["`]([^"`\r\n]+)["`]/gm)];
    const later = lines.find((line) => (line[1] ?? '') > module);
    const group = /^(?:[ \t]*(?:\r\n|\n))*(?:[ \t]*\S[^\r\n]*(?:\r\n|\n))*/.exec(block[1].replace(/^[ \t]*(?:\r\n|\n)/, ''))?.[0].length ?? 0;
    const skip = /^[ \t]*(?:\r\n|\n)/.exec(block[1])?.[0].length ?? 0;
    if (skip === 0) return insert(start, `"${module}"; `);
    const end = start + skip + group;
    const at = later === undefined || start + later.index > end ? end : start + later.index;
    return insert(at, `\t"${module}"${lineEnd}`);
  }
  const last = single.at(-1);
  if (last !== undefined && single.length > 1) return insert(last.index + last[0].length, `${lineEnd}import "${module}"`);
  if (last !== undefined) {
    // One import becomes a block of two, sorted; the path that is there stays untouched.
    const spec = last.index + (/^import[ \t]+/.exec(last[0])?.[0].length ?? 0);
    const end = last.index + last[0].length;
    const isFirst = (/["`]([^"`]+)["`]/.exec(last[0])?.[1] ?? '') > module;
    return [
      { span: { start: spec, end: spec }, newText: `(${lineEnd}\t${isFirst ? `"${module}"${lineEnd}\t` : ''}` },
      { span: { start: end, end }, newText: `${isFirst ? '' : `${lineEnd}\t"${module}"`}${lineEnd})` },
    ];
  }
  const clause = /^[ \t]*package[ \t]+\w+[^\r\n]*/m.exec(text);
  if (clause === null) return [];
  return insert(clause.index + clause[0].length, `${lineEnd}${lineEnd}import "${module}"`);
}

function wireJava(text: string, module: string): TextEdit[] {
  const parent = module.slice(0, module.lastIndexOf('.'));
  if (new RegExp(`^[ \\t]*import[ \\t]+${escaped(parent)}\\.(?:\\*|${escaped(module.slice(parent.length + 1))})[ \\t]*;`, 'm').test(text)) return [];
  const lineEnd = lineEndOf(text);
  const imports = [...text.matchAll(/^[ \t]*import[ \t]+(static[ \t]+)?([\w.*]+)[ \t]*;[^\r\n]*(?:\r\n|\n|\r|$)/gm)];
  const normal = imports.filter((each) => each[1] === undefined);
  const later = normal.find((each) => (each[2] ?? '') > module);
  if (later !== undefined) return insert(later.index, `import ${module};${lineEnd}`);
  const last = normal.at(-1) ?? imports.at(-1);
  if (last !== undefined) {
    const at = last.index + last[0].length;
    return insert(at, `${/[\r\n]$/.test(last[0]) ? '' : lineEnd}import ${module};${lineEnd}`);
  }
  const clause = /^[ \t]*package[ \t]+[\w.]+[ \t]*;[^\r\n]*(?:\r\n|\n|\r|$)/m.exec(text);
  if (clause !== null) return insert(clause.index + clause[0].length, `${lineEnd}import ${module};${lineEnd}`);
  return insert(text.startsWith('\ufeff') ? 1 : 0, `import ${module};${lineEnd}${lineEnd}`);
}

/** The edits after which the file imports the module; none where it does already. By lines, so it works on code that does not parse. */
export function wireImport(requirement: Import, text: string): readonly TextEdit[] {
  switch (requirement.language) {
    case 'python':
      return wirePython(text, requirement.module);
    case 'go':
      return wireGo(text, requirement.module);
    case 'java':
      return wireJava(text, requirement.module);
  }
}
