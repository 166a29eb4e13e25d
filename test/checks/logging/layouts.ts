import type { Node, Tree } from 'web-tree-sitter';

/*
 * Other layouts of a text that mean the same, or nearly so: what formatters, people and generators make of it. Each is told from the tree of the text, so
 * that literals and comments stay as they are. Where one does not apply to a text it gives none; where it makes something that does not parse, whoever
 * asks leaves it out.
 */

/** What a layout is made from. */
export interface Source {
  readonly language: string;
  readonly text: string;
  readonly tree: Tree;
  /** Literals and comments, ascending. */
  readonly opaque: readonly (readonly [start: number, end: number])[];
}

type Edit = readonly [start: number, end: number, by: string];

export interface Layout {
  readonly name: string;
  readonly of: (source: Source) => string | undefined;
}

const OPAQUE = /string|comment|template|heredoc|nowdoc|char|regex|raw_text|jsx_text|token_tree_pattern|shebang|preproc|here_/;
/** Languages whose blocks stand in braces. */
const BRACES: ReadonlySet<string> = new Set('javascript typescript tsx typescriptreact java csharp rust kotlin php scala go powershell'.split(' '));
/** Of these a line may end anywhere. */
const FREE: ReadonlySet<string> = new Set('java csharp rust php'.split(' '));
const SCRIPTS: ReadonlySet<string> = new Set('javascript typescript tsx typescriptreact'.split(' '));
/** Behind these words a line must not end. */
const STAYS = /\b(?:return|throw|break|continue|yield|async|await|type|static|get|set|print|echo|raise|assert|func|interface|abstract|declare|readonly)$/;
const HASHED: ReadonlySet<string> = new Set('python ruby shellscript powershell'.split(' '));

export function sourceOf(language: string, text: string, tree: Tree): Source {
  const opaque: [number, number][] = [];
  const visit = (node: Node): void => {
    if (OPAQUE.test(node.type) || (node.type.includes('literal') && /["'`]/.test(text.charAt(node.startIndex)))) {
      opaque.push([node.startIndex, node.endIndex]);
      return;
    }
    for (const child of node.children) visit(child);
  };
  visit(tree.rootNode);
  return { language, text, tree, opaque };
}

function edited(text: string, edits: readonly Edit[]): string | undefined {
  if (edits.length === 0) return undefined;
  const parts: string[] = [];
  let at = 0;
  for (const [start, end, by] of edits) {
    if (start < at) continue;
    parts.push(text.slice(at, start), by);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** An edit for each match of a pattern that touches no literal or comment. */
function each({ text, opaque }: Source, pattern: RegExp, by: (match: RegExpExecArray) => string | undefined): string | undefined {
  const edits: Edit[] = [];
  let next = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    while (next < opaque.length && (opaque[next] as readonly [number, number])[1] <= start) next++;
    const at = opaque[next];
    if (at !== undefined && at[0] < end && at[1] > start) continue;
    const made = by(match);
    if (made !== undefined && made !== match[0]) edits.push([start, end, made]);
  }
  return edited(text, edits);
}

const lineComment = (language: string): string => (HASHED.has(language) ? '# why, it says' : "// why, it's said");
const blockComment = (language: string): string | undefined =>
  HASHED.has(language) ? (language === 'powershell' ? '<# why #>' : undefined) : "/* it's why */";
const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '';

/** Statements that stand in a block of their own, in order. */
function statementsOf({ tree }: Source): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    for (const child of node.namedChildren) {
      if (
        /^(?:program|module|statement_block|block|constructor_body|statement_list|compilation_unit|statements|source_file|body_statement|compound_statement)$/.test(
          node.type,
        ) &&
        /(?:statement|assignment|call|macro_invocation|let_declaration|variable_declaration|lexical_declaration|command|expression)$/.test(child.type)
      )
        found.push(child);
      visit(child);
    }
  };
  visit(tree.rootNode);
  return found;
}

/** A statement of literals that are hard to tell the end of, which says nothing. */
const ODD: Readonly<Record<string, string>> = {
  javascript: `var odd = "it's (a [b {c" + 'say "no' + \`"'( \${1 + "}"} {[\` + /["'(\\[{]/.source;`,
  python: `odd = "it's (a [b {c" + 'say "no' + """it's "so" ( [ {""" + f"{1}'" + r"\\("`,
  java: `String odd = "it's (a [b {c \\" " + '"' + '\\'' + '(';`,
  csharp: `var odd = "it's (a [b {c \\" " + '"' + '\\'' + @"C:\\" + $"{{ ( {1} '" + @"a ""(""b";`,
  rust: `let odd = ("it's (a [b {c \\" ", '"', '\\'', r#"a "( b"#, b'"', r"\\", b"'(");`,
  go: "odd := \"it's (a [b {c \\\" \" + string('\"') + `\"'( [{ \\` + string('\\''); _ = odd",
  kotlin: `val odd = "it's (a [b {c \\" " + '"' + '\\'' + """it's "so" ( ["""`,
  php: `$odd = "it's (a [b {c \\" " . 'say "no (';`,
  ruby: `odd = "it's (a [b {c \\" " + 'say "no ('`,
  scala: `val odd = "it's (a [b {c \\" " + '"' + """it's "so" ( ["""`,
  shellscript: `odd="it's (a [b {c"; odd='say "no ('`,
  powershell: `$odd = "it's (a [b {c" + 'say "no ('`,
};
const familyOf = (language: string): string => (SCRIPTS.has(language) ? 'javascript' : language);

/** What stands around a statement that is printed under a condition, in another function, or where what it throws is caught. */
const WRAPS: Readonly<Record<string, Readonly<Record<'condition' | 'attempt' | 'function', readonly [before: string, behind: string] | undefined>>>> = {
  javascript: { condition: ['if (odd(1)) {\n', '\n}'], attempt: ['try {\n', '\n} catch (failed) { odd(failed); }'], function: ['run(() => {\n', '\n});'] },
  java: { condition: ['if (odd(1)) {\n', '\n}'], attempt: ['try {\n', '\n} catch (Exception failed) { odd(failed); }'], function: ['run(() -> {\n', '\n});'] },
  csharp: {
    condition: ['if (odd(1))\n{\n', '\n}'],
    attempt: ['try\n{\n', '\n}\ncatch (Exception failed) { Odd(failed); }'],
    function: ['Run(() =>\n{\n', '\n});'],
  },
  go: { condition: ['if odd(1) {\n', '\n}'], attempt: ['defer func() {\n', '\n}()'], function: ['run(func() {\n', '\n})'] },
  rust: { condition: ['if odd(1) {\n', '\n}'], attempt: ['unsafe {\n', '\n}'], function: ['run(|| {\n', '\n});'] },
  kotlin: { condition: ['if (odd(1)) {\n', '\n}'], attempt: ['try {\n', '\n} catch (failed: Exception) { odd(failed) }'], function: ['run {\n', '\n}'] },
  php: { condition: ['if (odd(1)) {\n', '\n}'], attempt: ['try {\n', '\n} catch (Exception $failed) { odd($failed); }'], function: undefined },
  scala: { condition: ['if (odd(1)) {\n', '\n}'], attempt: ['try {\n', '\n} catch { case failed: Exception => odd(failed) }'], function: undefined },
  ruby: { condition: ['if odd(1)\n', '\nend'], attempt: ['begin\n', '\nrescue => failed\nodd(failed)\nend'], function: ['run do\n', '\nend'] },
  shellscript: { condition: ['if odd 1; then\n', '\nfi'], attempt: ['{\n', '\n}'], function: undefined },
  powershell: { condition: ['if ($odd) {\n', '\n}'], attempt: ['try {\n', '\n} catch { odd }'], function: undefined },
};

/** Simple statements that call something: what prints is one of them. */
function wrapped(source: Source, how: 'condition' | 'attempt' | 'function'): string | undefined {
  const { language, text } = source;
  const isCall = (node: Node): boolean =>
    /^(?:expression_statement|call_expression|call|macro_invocation|command|print_statement|throw_statement|raise_statement|echo_statement|invocation_expression|expression)$/.test(
      node.type,
    ) &&
    /[(! ]/.test(text.slice(node.startIndex, node.endIndex)) &&
    !/^[^"'(]*[^=!<>"'(]=[^=>]/.test(text.slice(node.startIndex, node.endIndex));
  const edits: Edit[] = [];
  for (const node of statementsOf(source)) {
    const { startIndex: start, endIndex: end } = node;
    if (!isCall(node) || start < (edits.at(-1)?.[1] ?? 0)) continue;
    const indent = indentAt(text, start);
    const inner = text.slice(start, end);
    if (language === 'python') {
      if (text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() !== '' || inner.includes('"""') || inner.includes("'''")) continue;
      const body = inner.replace(/\n/g, '\n    ');
      const head = how === 'attempt' ? 'try' : how === 'condition' ? 'if odd(1)' : 'def inner()';
      const behind = how === 'attempt' ? `\n${indent}except Exception as failed:\n${indent}    odd(failed)` : how === 'function' ? `\n${indent}inner()` : '';
      edits.push([start, end, `${head}:\n${indent}    ${body}${behind}`]);
      continue;
    }
    const [before, behind] = WRAPS[familyOf(language)]?.[how] ?? [];
    if (before === undefined || behind === undefined) continue;
    const close = text.charAt(end) === ';' ? end + 1 : end;
    const at = (part: string): string => part.replace(/\n(?=.)/g, `\n${indent}`);
    edits.push([start, close, `${at(before)}${indent}  ${text.slice(start, close)}${at(behind)}`]);
  }
  return edited(text, edits);
}

/** Round brackets of calls and of parameters. */
function argumentLists({ tree }: Source): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (/argument|parameter/.test(node.type) && node.child(0)?.type === '(' && node.namedChildCount > 0) found.push(node);
    for (const child of node.children) visit(child);
  };
  visit(tree.rootNode);
  return found;
}

function argumentsOnLines(source: Source): string | undefined {
  const { language, text } = source;
  const edits: Edit[] = [];
  for (const list of argumentLists(source)) {
    const indent = indentAt(text, list.startIndex);
    const children = list.children;
    const last = children.at(-1);
    if (last?.type !== ')' || text.slice(list.startIndex, list.endIndex).includes('\n')) continue;
    for (const child of children) {
      if (child.type === '(' || child.type === ',') edits.push([child.endIndex, child.endIndex, `\n${indent}    `]);
      else if (child === last) edits.push([child.startIndex, child.startIndex, `${language === 'go' && children.at(-2)?.type !== ',' ? ',' : ''}\n${indent}`]);
    }
  }
  return edited(
    text,
    edits.sort(([a], [b]) => a - b),
  );
}

/** One line where a line may go on. */
function joined(source: Source): string | undefined {
  const { language, text } = source;
  if (!BRACES.has(language) || language === 'powershell') return undefined;
  const hasLineComments = source.opaque.some(([start]) => text.startsWith('//', start));
  if (hasLineComments) return undefined;
  const all = FREE.has(language);
  return each(source, /[ \t]*\r?\n\s*/g, ({ index, 0: gap }) => {
    if (index + gap.length >= text.length) return undefined;
    const before = text.charAt(index - 1);
    const behind = text.charAt(index + gap.length);
    if (before === '{' || before === ';' || before === '(' || before === ',' || before === '[' || /[.)\]]/.test(behind)) return ' ';
    if (behind === '}') return all ? ' ' : '; ';
    return all ? ' ' : before === '}' && language === 'go' ? '; ' : /[=+|&?:]/.test(before) ? ' ' : '; ';
  });
}

export const LAYOUTS: readonly Layout[] = [
  { name: 'line ends of Windows', of: ({ text }) => (text.includes('\n') ? text.replace(/\r?\n/g, '\r\n') : undefined) },
  { name: 'a byte order mark', of: ({ text }) => `\ufeff${text}` },
  { name: 'tabs', of: (source) => each(source, /^(?: {2}| {4})+/gm, ({ 0: indent }) => '\t'.repeat(indent.length / 2)) },
  { name: 'blanks behind lines', of: (source) => each(source, /(?<!\\)\n/g, () => '  \t\n') },
  { name: 'empty lines', of: (source) => each(source, /(?<!\\)\n/g, () => '\n\n') },
  { name: 'empty lines with blanks', of: (source) => each(source, /(?<!\\)\n/g, () => '\n    \n') },
  { name: 'a comment behind each line', of: (source) => each(source, /(?<!\\)\n/g, () => ` ${lineComment(source.language)}\n`) },
  {
    name: 'a line of comment between lines',
    of: (source) => each(source, /(?<!\\)\n([ \t]*)/g, ({ 1: indent }) => `\n${indent ?? ''}${lineComment(source.language)}\n${indent ?? ''}`),
  },
  {
    name: 'a comment in front of each line',
    of: (source) => {
      const comment = blockComment(source.language);
      return comment === undefined ? undefined : each(source, /\n([ \t]*)/g, ({ 1: indent }) => `\n${indent ?? ''}${comment} `);
    },
  },
  {
    name: 'a comment behind each opening bracket',
    of: (source) => {
      const comment = blockComment(source.language);
      return comment === undefined ? undefined : each(source, /[([{]/g, ({ 0: bracket }) => `${bracket} ${comment} `);
    },
  },
  {
    name: 'a comment in front of each opening round bracket',
    of: (source) => {
      const comment = blockComment(source.language);
      return comment === undefined || !BRACES.has(source.language) ? undefined : each(source, /\w\(/g, ({ 0: before }) => `${before.charAt(0)} ${comment} (`);
    },
  },
  { name: 'a blank in front of each opening round bracket', of: (source) => each(source, /\w\(/g, ({ 0: before }) => `${before.charAt(0)} (`) },
  {
    name: 'a comment and a line end behind each opening round bracket',
    of: (source) => (source.language === 'shellscript' ? undefined : each(source, /\((?!\))/g, () => `( ${lineComment(source.language)}\n    `)),
  },
  { name: 'blanks within brackets', of: (source) => each(source, /\((?=[^\s)])|(?<=[^\s(])\)/g, ({ 0: bracket }) => (bracket === '(' ? '( ' : ' )')) },
  {
    name: 'a comment around each comma',
    of: (source) => {
      const comment = blockComment(source.language);
      return comment === undefined ? undefined : each(source, /,/g, () => ` ${comment} , ${comment}`);
    },
  },
  {
    name: 'a comment around each equals sign',
    of: (source) => {
      const comment = blockComment(source.language);
      return comment === undefined ? undefined : each(source, / (:?=) /g, ({ 1: sign }) => ` ${comment} ${sign ?? '='} ${comment} `);
    },
  },
  {
    name: 'a line end behind each equals sign',
    of: (source) =>
      BRACES.has(source.language) || source.language === 'ruby' ? each(source, / (:?=) /g, ({ 1: sign }) => ` ${sign ?? '='}\n      `) : undefined,
  },
  {
    name: 'no blanks around signs',
    of: (source) => (HASHED.has(source.language) && source.language !== 'python' ? undefined : each(source, / (:?=|[+,?:]) /g, ({ 1: sign }) => sign)),
  },
  { name: 'each argument on a line', of: argumentsOnLines },
  {
    name: 'brackets on a line of their own',
    of: (source) =>
      BRACES.has(source.language) && source.language !== 'go'
        ? each(source, /([\w)>\]])[ \t]*\{(?=[ \t]*\n)/g, ({ 1: before, index }) =>
            STAYS.test(source.text.slice(Math.max(0, index - 12), index + 1)) ? undefined : `${before ?? ''}\n${indentAt(source.text, index)}{`,
          )
        : undefined,
  },
  {
    name: 'brackets of one line on lines of their own',
    of: (source) =>
      BRACES.has(source.language)
        ? each(source, /([\w)>\]])[ \t]*\{[ \t]*(?=[^\s}])/g, ({ 1: before, index }) =>
            STAYS.test(source.text.slice(Math.max(0, index - 12), index + 1)) ? undefined : `${before ?? ''}${source.language === 'go' ? ' {\n' : '\n{\n'}  `,
          )
        : undefined,
  },
  { name: 'one line', of: joined },
  {
    name: 'a line end for each blank',
    of: (source) =>
      FREE.has(source.language) || SCRIPTS.has(source.language)
        ? each(source, /(?<=\S) (?=\S)/g, ({ index }) =>
            SCRIPTS.has(source.language) &&
            (STAYS.test(source.text.slice(Math.max(0, index - 12), index)) || /^\s(?:[[(/`]|\+\+|--)/.test(source.text.slice(index, index + 3)))
              ? undefined
              : '\n      ',
          )
        : undefined,
  },
  {
    name: 'a line end behind each sign',
    of: (source) => (BRACES.has(source.language) ? each(source, / ([+?:|&]{1,2}) (?=\S)/g, ({ 1: sign }) => ` ${sign ?? ''}\n      `) : undefined),
  },
  {
    name: 'a line end in front of each sign',
    of: (source) =>
      BRACES.has(source.language) && source.language !== 'go' && source.language !== 'kotlin' && source.language !== 'scala'
        ? each(source, / ([+?:|&]{1,2}) /g, ({ 1: sign }) => `\n      ${sign ?? ''} `)
        : undefined,
  },
  {
    name: 'a line end in front of each member',
    of: (source) =>
      BRACES.has(source.language) && source.language !== 'powershell'
        ? each(source, /(?<=[\w)\]])(\??\.)(?=[A-Za-z_])/g, ({ 1: dot }) => (source.language === 'go' ? `${dot ?? '.'}\n      ` : `\n      ${dot ?? '.'}`))
        : undefined,
  },
  {
    name: 'a line that goes on by a sign',
    of: (source) => (/^(?:python|ruby|shellscript)$/.test(source.language) ? each(source, /(?<=[^\s\\]) (?=[^\s#])/g, () => ' \\\n      ') : undefined),
  },
  {
    name: 'a line that goes on by a sign behind an equals sign',
    of: (source) => (/^(?:python|ruby)$/.test(source.language) ? each(source, / = /g, () => ' = \\\n      ') : undefined),
  },
  {
    name: 'no semicolons',
    of: (source) =>
      SCRIPTS.has(source.language) || source.language === 'kotlin' || source.language === 'scala' ? each(source, /;(?=[ \t]*(?:\n|$))/g, () => '') : undefined,
  },
  {
    name: 'semicolons',
    of: (source) => (source.language === 'python' || source.language === 'go' ? each(source, /(?<=[\w)\]"'])\n(?=[ \t]*[a-z])/g, () => ';\n') : undefined),
  },
  {
    name: 'literals in front of statements that are hard to tell the end of',
    of: (source) => {
      const odd = ODD[familyOf(source.language)];
      if (odd === undefined) return undefined;
      const edits = statementsOf(source)
        .filter(({ startIndex }) => source.text.slice(source.text.lastIndexOf('\n', startIndex - 1) + 1, startIndex).trim() === '')
        .map(({ startIndex }): Edit => [startIndex, startIndex, `${odd}\n${indentAt(source.text, startIndex)}`]);
      return edited(source.text, edits);
    },
  },
  {
    name: 'literals in front of statements on their line',
    of: (source) => {
      const odd = ODD[familyOf(source.language)];
      return odd === undefined
        ? undefined
        : edited(
            source.text,
            statementsOf(source).map(({ startIndex }): Edit => [startIndex, startIndex, `${odd}${odd.endsWith(';') ? '' : ';'} `]),
          );
    },
  },
  {
    name: 'a pattern with quotes behind a condition',
    of: (source) =>
      SCRIPTS.has(source.language)
        ? edited(
            source.text,
            statementsOf(source).map(({ startIndex }): Edit => [startIndex, startIndex, `if (odd) /["'(]/.test(odd); `]),
          )
        : undefined,
  },
  { name: 'what prints under a condition', of: (source) => wrapped(source, 'condition') },
  { name: 'what prints where failures are caught', of: (source) => wrapped(source, 'attempt') },
  { name: 'what prints in a function of its own', of: (source) => wrapped(source, 'function') },
];

/** A number that a text always has. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash >>> 0;
}

/** With `TACIT_LAYOUTS=all` each text is read in all of them. */
const ALL = process.env.TACIT_LAYOUTS === 'all';
/** Layouts of one text that are read in a usual run. */
const SAMPLED = 3;

/** The layouts in which a text is to be read: all, or some that are always the same for it. */
export function layoutsFor(source: Source): readonly { readonly name: string; readonly text: string }[] {
  const made: { name: string; text: string }[] = [];
  const first = hashOf(source.text) % LAYOUTS.length;
  for (let step = 0; step < LAYOUTS.length && (ALL || made.length < SAMPLED); step++) {
    const { name, of } = LAYOUTS[(first + step * 7) % LAYOUTS.length] as Layout;
    const text = of(source);
    if (text !== undefined && text !== source.text) made.push({ name, text });
  }
  return made;
}

/** Layouts in which a value comes from another function, or where it may not have come: what they show is another thing. */
const OTHER_MEANING = /^what prints /;
/**
 * Languages in which a layout still loses some finding that is read in the usual one: where a grammar reads another thing (Kotlin takes the next line for an
 * operator behind a comment), and where words stand so far apart that a pattern ends. One that is mended is to be taken out.
 */
const LOSES: Readonly<Record<string, string>> = {
  'a blank in front of each opening round bracket': 'csharp go javascript kotlin python ruby rust',
  'a byte order mark': 'ruby',
  'a comment and a line end behind each opening round bracket': 'go java javascript kotlin python rust',
  'a comment around each equals sign': 'rust',
  'a comment behind each line': 'ruby',
  'a comment behind each opening bracket': 'csharp go java javascript kotlin',
  'a comment in front of each line': 'go java kotlin php rust',
  'a comment in front of each opening round bracket': 'csharp go javascript kotlin rust',
  'a line end behind each equals sign': 'kotlin ruby',
  'a line end for each blank': 'csharp java javascript php rust typescript',
  'a line end in front of each member': 'csharp go java javascript',
  'a line end in front of each sign': 'powershell',
  'a line that goes on by a sign': 'python ruby shellscript',
  'a line that goes on by a sign behind an equals sign': 'python ruby',
  'blanks within brackets': 'go java',
  'brackets of one line on lines of their own': 'typescript',
  'brackets on a line of their own': 'csharp java kotlin php rust typescript',
  'each argument on a line': 'go java javascript python',
  'literals in front of statements on their line': 'csharp kotlin ruby',
  'literals in front of statements that are hard to tell the end of': 'csharp java ruby',
  'one line': 'csharp go java kotlin php rust typescript',
};

/** True where what is found in the usual layout is to be found in this one, too. */
export const keepsFindings = (layout: string, language: string): boolean =>
  !OTHER_MEANING.test(layout) && LOSES[layout]?.split(' ').includes(language) !== true;
