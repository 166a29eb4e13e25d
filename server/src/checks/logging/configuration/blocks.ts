import type { Document } from '../../../base/document';
import { linesOf } from './echo';

/*
 * The scripts in the steps of a pipeline, as texts of the shell that runs them. A script's text is as long as the stretch of the pipeline in which it stands,
 * and each of its units stands where it stands there: what is no script is blanked, and an expression becomes a variable of the same length.
 */

/** A script, and where it begins in the pipeline. */
export interface Block {
  readonly language: 'shellscript' | 'powershell';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where expressions stood that are variables now, and where they ended. */
  readonly expressions: ReadonlyMap<number, number>;
  /** Those of them that are secrets of the pipeline. */
  readonly secrets: ReadonlySet<string>;
}

/** Keys whose value is a script, or a list of commands. */
const KEY = /^([ \t]*)((?:-[ \t]+)*)(run|script|before_script|after_script|commands?|bash|pwsh|powershell|inlineScript)[ \t]*:[ \t]*(.*)$/;
const ITEM = /^([ \t]*)-[ \t]+(.*)$/;
/** A block's head: literal or folded, with its marks. */
const HEAD = /^([|>])[-+\d]{0,3}[ \t]*(?:#.*)?$/;
const POWERSHELL = /\$env:|\benv:[\s\\/*|]|\benv:$|\b(?:Write|Get|Set|New|Out|Invoke|ConvertTo|ConvertFrom)-[A-Z]\w+\b|(?:^|\n)\s*\$\w+\s*=\s/;
const OTHER_SHELL = /^[ \t]*(?:-[ \t]+)?shell[ \t]*:[ \t]*["']?(?:python|node|perl|cmd|cscript|wsl-?python|deno|ruby|Rscript)/;
/** Scripts of one pipeline that are read, at most, and how far the shell of a step is looked for, in lines. */
const MOST_BLOCKS = 200;
const FARTHEST_SHELL = 60;

interface Line {
  readonly text: string;
  readonly start: number;
}

/** The scripts of a pipeline. `macros`: `$(name)` is a variable, as in Azure. */
export function blocksOf({ text }: Pick<Document, 'text'>, macros: boolean): readonly Block[] {
  const lines = [...linesOf(text)];
  const blocks: Block[] = [];
  // Lists of commands of one job are one script.
  let commands: Commands | undefined;
  const finish = (): void => {
    if (commands !== undefined) blocks.push(made(text, commands, macros));
    commands = undefined;
  };
  for (let at = 0; at < lines.length && blocks.length < MOST_BLOCKS; at++) {
    const { text: line, start } = lines[at] as Line;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const key = KEY.exec(line);
    const indent = line.search(/\S/);
    if (commands !== undefined && indent < commands.indent) finish();
    if (key === null) continue;
    const [, spaces = '', dashes = '', name = '', value = ''] = key;
    const column = spaces.length + dashes.length;
    const from = start + line.length - value.length;
    const next = endOfValue(lines, at, column);
    if (value === '' && ITEM.test(lines[at + 1]?.text ?? '')) {
      commands ??= { indent: column, parts: [], language: 'shellscript', start: from, end: from };
      commands.parts.push(...itemsOf(lines, at + 1, next));
      commands.end = endOf(lines, next);
    } else if (value !== '') {
      const parts = valueParts(lines, at, next, value, from);
      if (parts !== undefined && !runsOther(lines, at, column)) {
        const written = text.slice(from, endOf(lines, next));
        const isPowershell = name === 'pwsh' || name === 'powershell' || (name !== 'bash' && POWERSHELL.test(written));
        blocks.push(made(text, { indent: column, parts, language: isPowershell ? 'powershell' : 'shellscript', start: from, end: endOf(lines, next) }, macros));
      }
    }
    at = Math.max(at, next - 1);
  }
  finish();
  return blocks;
}

interface Part {
  readonly start: number;
  readonly end: number;
  /** Line ends within are blanks of one line. */
  readonly folded: boolean;
}

interface Commands {
  readonly indent: number;
  readonly parts: Part[];
  readonly language: Block['language'];
  readonly start: number;
  end: number;
}

const endOf = (lines: readonly Line[], at: number): number => {
  const last = lines[at - 1];
  return last === undefined ? 0 : last.start + last.text.length;
};

/** The first line behind a key's value: it stands no further in than the key. An item of a list may stand as far out as its key. */
function endOfValue(lines: readonly Line[], at: number, column: number): number {
  let end = at + 1;
  for (; end < lines.length; end++) {
    const { text } = lines[end] as Line;
    if (/^\s*$/.test(text)) continue;
    const indent = text.search(/\S/);
    if (indent < column || (indent === column && !/^\s*-\s/.test(text))) break;
    if (indent === column && !ITEM.test(lines[at + 1]?.text ?? '')) break;
  }
  return end;
}

/** A scalar: in the line of its key, or in the lines below. */
function valueParts(lines: readonly Line[], at: number, next: number, value: string, from: number): Part[] | undefined {
  const head = HEAD.exec(value);
  if (head !== null) return next > at + 1 ? [{ start: (lines[at + 1] as Line).start, end: endOf(lines, next), folded: head[1] === '>' }] : undefined;
  if (/^[[{&*!]/.test(value)) return undefined;
  // A plain or quoted scalar may go on in the next lines.
  return [scalar(value, from, endOf(lines, next))];
}

/** The text of a scalar without the quotes around it. */
function scalar(value: string, start: number, end: number): Part {
  const quote = /^["']/.test(value) ? 1 : 0;
  return { start: start + quote, end: quote === 1 && end > start + 1 ? end - 1 : end, folded: true };
}

function itemsOf(lines: readonly Line[], from: number, to: number): Part[] {
  const parts: Part[] = [];
  const indent = (lines[from] as Line).text.search(/\S/);
  for (let at = from; at < to; at++) {
    const { text, start } = lines[at] as Line;
    const item = ITEM.exec(text);
    if (item?.[1]?.length !== indent) continue;
    let next = at + 1;
    while (next < to && (ITEM.exec((lines[next] as Line).text)?.[1]?.length !== indent || /^\s*$/.test((lines[next] as Line).text))) next++;
    const value = item[2] ?? '';
    const at0 = start + text.length - value.length;
    if (/^[\w-]{1,40}:(?:\s|$)/.test(value) || /^[[{&*!]/.test(value)) continue;
    parts.push(...(valueParts(lines, at, next, value, at0) ?? []));
    at = next - 1;
  }
  return parts;
}

/** True where the step says that something else than a shell runs the script. */
function runsOther(lines: readonly Line[], at: number, column: number): boolean {
  const ofStep = (step: number): boolean | undefined => {
    for (let line = at + step, seen = 0; line >= 0 && line < lines.length && seen < FARTHEST_SHELL; line += step, seen++) {
      const { text } = lines[line] as Line;
      if (/^\s*(?:#|$)/.test(text)) continue;
      const indent = text.search(/\S/) + (/^\s*((?:-\s+)+)/.exec(text)?.[1]?.length ?? 0);
      if (indent === column && OTHER_SHELL.test(text)) return true;
      if (indent < column || (step > 0 && /^\s*-\s/.test(text) && indent <= column)) return false;
      if (step < 0 && /^\s*-\s/.test(text) && indent === column) return false;
    }
    return undefined;
  };
  return (
    ofStep(-1) === true ||
    ofStep(1) === true ||
    /github-script|node-?script/.test(
      lines
        .slice(Math.max(0, at - 8), at)
        .map(({ text }) => text)
        .join('\n')
        .split(/\n\s*-\s/)
        .at(-1) ?? '',
    )
  );
}

/**
 * A literal block as it is read, its lines at the beginning of a line (where a here-document must end): the blanks in front of each become empty lines. But for lines that go on in the next.
 */
function unindented(written: string): string {
  const indent = /^[ \t]*/.exec(written)?.[0].length ?? 0;
  if (indent === 0) return written;
  return written.replace(new RegExp(`(?<=([^\\n]?)\\r?\\n)[ \\t]{${String(indent)}}`, 'g'), (blanks, last: string) =>
    /[\\|&,({`]/.test(last) ? blanks : '\n'.repeat(blanks.length),
  );
}

/** An expression of GitHub Actions, and a variable of Azure. */
const EXPRESSION = /\$\{\{([^}\n]{1,300})\}\}/g;
const MACRO = /\$\(([A-Za-z_][\w.]{0,100})\)/g;
const PATH = /^\s*((?:[A-Za-z_][\w-]*\.)*)([A-Za-z_][\w-]*)\s*(?:\|\|\s*['"][^'"]*['"]\s*)?$/;

function made(text: string, { parts, language, start, end }: Commands, macros: boolean): Block {
  const expressions = new Map<number, number>();
  const secrets = new Set<string>();
  let script = '';
  let at = start;
  const blank = (to: number): void => {
    script += text.slice(at, Math.max(at, to)).replace(/[^\n]/g, ' ');
    at = Math.max(at, to);
  };
  // A variable of the shell that is as long.
  const variable = (written: string, name: string | undefined, index: number): string => {
    const made = name === undefined ? 'x' : `$${name.replace(/-/g, '_')}`;
    if (name !== undefined) expressions.set(index, index + written.length);
    return made.padEnd(written.length);
  };
  for (const part of parts) {
    blank(part.start);
    const offset = at;
    const written = text.slice(at, part.end);
    const plain = part.folded ? written.replace(/\r?\n/g, (ending) => ' '.repeat(ending.length)) : unindented(written);
    const known = plain.replace(EXPRESSION, (expression, inner: string, index: number) => {
      const [, on = '', name] = PATH.exec(inner) ?? [];
      if (name !== undefined && /^secrets\./i.test(on)) secrets.add(name.replace(/-/g, '_'));
      return variable(expression, name, offset + index);
    });
    script += macros ? known.replace(MACRO, (macro, name: string, index: number) => variable(macro, name.split('.').at(-1), offset + index)) : known;
    at = Math.max(at, part.end);
  }
  blank(end);
  return { language, start, end, text: script, expressions, secrets };
}
