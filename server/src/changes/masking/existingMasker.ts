import { isMasker } from '../../checks/logging/tables/names';

/** Names that are looked at, at most. */
const MOST = 100;
const CANDIDATES = /\b(?:([A-Z]\w{0,60})\.)?((?:mask|redact|obfuscate|censor|scrub)\w{0,40}|[a-z]\w{0,20}(?:Masked|Redacted|_masked|_redacted))\b/gi;

/**
 * The project's own masker as this text shows it: a function that is declared in it with one parameter, or that it calls with one argument and
 * imports; by its name a masker. `trusted`: names that the configuration calls maskers, taken if the text declares or imports one. Undefined
 * where there is none.
 */
export function existingMasker(text: string, trusted: readonly string[]): string | undefined {
  const own = trusted.find((name) => /^[A-Za-z_$][\w$]*$/.test(name) && (isDeclared(text, name) || isImported(text, name)));
  if (own !== undefined) return own;
  const seen = new Set<string>();
  for (const [whole, type, name] of text.matchAll(CANDIDATES)) {
    if (name === undefined || seen.has(whole)) continue;
    if (seen.size >= MOST) return undefined;
    seen.add(whole);
    if (!isMasker(name)) continue;
    if (type !== undefined) {
      // A function of a class that the text uses already.
      if (/^[A-Z]/.test(type) && takesOne(text, `${type}\\.${name}`)) return `${type}.${name}`;
      continue;
    }
    if (isDeclared(text, name) || (isImported(text, name) && takesOne(text, `(?<![.\\w])${name}`))) return name;
  }
  return undefined;
}

/** Declared outside of any type, as a function of one parameter. */
function isDeclared(text: string, name: string): boolean {
  const parameter = String.raw`\(\s*[^,()]{1,60}\)`;
  const head = new RegExp(
    String.raw`^(?:export\s+|default\s+|async\s+|pub\s+|private\s+|internal\s+)*(?:(?:function|def|func|fun|fn)\s+${name}\s*(?:<[^>\n]{0,40}>)?\s*${parameter}|(?:const|let|var|val)\s+${name}\s*(?::[^=\n]{0,60})?=\s*(?:async\s+)?(?:${parameter}|[\w$]+)\s*(?::\s*[\w<>| ]{1,30})?\s*=>)`,
    'm',
  );
  return head.test(text);
}

/** Names in braces that lines of code take from elsewhere: JavaScript's imports. */
const BRACED = /\bimport\s{0,20}(?:type\s{1,20})?\{([^{}]{0,2000})\}/g;

/** A line that takes the name from elsewhere. */
const isImported = (text: string, name: string): boolean =>
  new RegExp(
    String.raw`^[ \t]*(?:import\b[^;\n]{0,300}|from\s[^;\n]{1,200}|use\s[^;\n]{1,200}|(?:const|let|var)\s*\{[^}\n]{0,300})(?<![.\w])${name}\b`,
    'm',
  ).test(text) || [...text.matchAll(BRACED)].some(([, names = '']) => new RegExp(String.raw`(?<![\w$])${name}\s*(?:,|$)`).test(names));

const takesOne = (text: string, pattern: string): boolean => new RegExp(String.raw`${pattern}\(\s*[^,()\s][^,()\n]{0,80}\)`).test(text);
