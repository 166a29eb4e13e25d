import type { Span } from '../../../base/span';
import type { LoggingCandidate } from '../model/candidate';
import { echoes, fetched, givenSecret, isSecretVariable, leadsAway, leak, linesOf, listings, mounted } from './echo';
import { scripted } from './script';

/** The name in `NAME: ${{ secrets.X }}` and `NAME: ${{ fromJSON(secrets.X).y }}`, which is a variable that holds a secret. */
const GIVEN = /^\s*(?:-\s+)?["']?([A-Za-z_][\w-]{0,100})["']?\s*:/;
const DERIVED = /\bfromJSON\s*\(\s*(?:secrets\.[\w-]+|secrets\[[^\]]+\]|env\.[\w-]+)\s*\)\s*(?:\.|\[)/i;
const WHOLE = /\btoJSON\s*\(\s*secrets\s*\)/i;
const EXPRESSION = /\$\{\{([^}]{1,300})\}\}/g;
const PRINTS =
  /(?:^|[\s;&|({`"'])(?:echo|printf|Write-(?:Host|Output)|console\.(?:log|info|warn|error|debug)|core\.(?:info|notice|warning|error|debug|setFailed)|print)\b/;

const USED = /\$[({A-Za-z_]/;
const EACH_USED = /\$\{?([A-Z][A-Z\d_]{2,100})\b|\$\(([A-Za-z_][\w-]{0,100})\)/g;

/** A program in another language on the command line. */
const INLINE = /\b(?:node|deno|bun|python[\d.]*|ruby|php|perl)\s(?:[^|;&]{0,40}\s)?-[cepr]\b/;

/** The variables of a pipeline that hold a secret, and whether it declares or uses any that is one by its name. */
export function secretsOf(text: string): { readonly secrets: Set<string>; readonly declared: boolean } {
  const secrets = new Set<string>();
  let declared = false;
  for (const { text: line } of linesOf(text)) {
    // Variables that a project is given in its settings are only used.
    declared ||= USED.test(line) && [...line.matchAll(EACH_USED)].some(([, name = '', macro = name]) => isSecretVariable(macro));
    const given = GIVEN.exec(line);
    if (given?.[1] === undefined) continue;
    if (holdsSecret(line, given[0].length)) secrets.add(given[1]);
    else if (/^[A-Z][A-Z\d_]*$/.test(given[1]) && isSecretVariable(given[1])) declared = true;
  }
  return { secrets, declared };
}

/**
 * Steps of GitHub Actions, GitLab CI and their like. The runner masks a secret that is printed as it was stored; what is made of it (a field of
 * a JSON secret, all secrets as one text, an encoded form, a trace of the shell) it does not know. `macros`: `$(name)` is a variable, as in Azure.
 * `covered`: scripts that are read by their trees (`steps.ts`).
 */
export function checkPipeline(text: string, macros = false, covered: readonly Span[] = []): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  const { secrets, declared } = secretsOf(text);

  const isSecret = (name: string): boolean => secrets.has(name);
  const written = new Set<string>();
  let traced: number | undefined;
  let step = -1;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*#/.test(line)) continue;
    const indent = line.search(/\S/);
    if (/^\s*-\s/.test(line) && (step === -1 || indent <= step)) {
      step = indent;
      traced = undefined;
    }
    if (covered.some((each) => each.start < start + line.length && each.end > start)) {
      found.push(...printed(line, start, true), ...(INLINE.test(line) ? scripted(line, start, secrets) : []));
    } else {
      found.push(
        ...printed(line, start),
        ...echoes(line, start, isSecret, { macros, written }),
        ...scripted(line, start, secrets),
        ...fetched(line, start),
        ...mounted(line, start, written),
      );
      const given = givenSecret(line, isSecret);
      if (given !== undefined) secrets.add(given);
      if (declared || secrets.size > 0) found.push(...listings(line, start));
    }
    const trace = /\bset\s+-\w*x\w*\b|\bset\s+-o\s+xtrace\b|\bbash\s+-\w*x\w*\b/.exec(line);
    if (trace !== null && !/^\s*(?:name|description)\s*:/.test(line)) traced = start + trace.index;
    if (/\bset\s+\+\w*x/.test(line)) traced = undefined;
    if (traced === undefined) continue;
    const used = tracedSecret(line, secrets);
    if (used === undefined) continue;
    found.push({ ...leak(start + used.start, start + used.end, used.name), related: [{ start: traced, end: traced + 6 }] });
    traced = undefined;
  }
  return found;
}

/** Whether an expression with `secrets` begins in a line behind `from`, before a comment does. */
function holdsSecret(line: string, from: number): boolean {
  const comment = line.indexOf('#', from);
  for (const match of line.matchAll(EXPRESSION))
    if (match.index >= from && (comment === -1 || match.index < comment) && /\bsecrets\b/.test(match[1] ?? '')) return true;
  return false;
}

/** Secrets by expression that reach the log: printed (unless the script `isRead` by its tree), all at once, or a part that is not masked. */
function printed(line: string, offset: number, isRead = false): LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  for (const match of line.matchAll(EXPRESSION)) {
    const inner = match[1] ?? '';
    const start = offset + match.index;
    const end = start + match[0].length;
    if (!/\bsecrets\b/.test(inner) && !DERIVED.test(inner)) continue;
    if (WHOLE.test(inner)) found.push(leak(start, end, 'secrets', 'logging.secret-object'));
    else if (DERIVED.test(inner)) found.push(leak(start, end, /secrets\.([\w-]+)/.exec(inner)?.[1] ?? 'secrets'));
    else if (
      !isRead &&
      PRINTS.test(line.slice(0, match.index)) &&
      !/::add-mask::/.test(line) &&
      !isTest(inner) &&
      !leadsAway(line, match.index + match[0].length)
    )
      found.push(leak(start, end, /secrets\.([\w-]+)/.exec(inner)?.[1] ?? 'secrets'));
  }
  return found;
}

/** `secrets.X != ''` is a truth value, `secrets.X && 'yes' || 'no'` says which. */
const isTest = (expression: string): boolean =>
  /&&\s*'[^']*'\s*\|\|\s*'[^']*'\s*$/.test(expression) || (/[!=]=|&&|\|\||^\s*!/.test(expression) && !/\|\|\s*['"]?\w*['"]?\s*$/.test(expression));

/** A secret in a command that the shell's trace writes out. */
function tracedSecret(line: string, secrets: ReadonlySet<string>): { readonly start: number; readonly end: number; readonly name: string } | undefined {
  const direct = /\$\{\{\s*secrets\.([\w-]+)\s*\}\}/.exec(line);
  if (direct !== null && !/^\s*["']?[\w-]+["']?\s*:\s/.test(line)) return { start: direct.index, end: direct.index + direct[0].length, name: direct[1] ?? '' };
  for (const match of line.matchAll(/\$\{?([A-Za-z_]\w{0,100})\}?/g)) {
    if (secrets.has(match[1] ?? '')) return { start: match.index, end: match.index + match[0].length, name: match[1] ?? '' };
  }
  return undefined;
}
