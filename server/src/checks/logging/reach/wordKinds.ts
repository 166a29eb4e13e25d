import { asksPerson, isCloudCommand, namesHost, runsCommand } from '../engine/values/asked';
import { clearName } from '../engine/values/encryption';
import { givesForm, holdsForm } from '../engine/values/forms';
import { givesArguments } from '../engine/values/given';
import { exportsKey } from '../engine/values/keyMaterial';
import type { LanguageId } from '../model/fileModel';
import { judgeName, mayNameSecret } from '../tables/names';

/** What surrounds the name of an input: `txtPassword`, `tokenField`, `pin_input`. */
const INPUT =
  /^(?:txt|edt|tb|tf|et|input|inp|edit)_?(?=[A-Z_])|_?(?:text_?field|text_?box|edit_?text|input_?field|field|input|box|edit|widget|ctrl|el(?:em(?:ent)?)?|ref)$/gi;
/** A verb before a noun, whose function gives it or is given it: `getPassword`, `set_token`, `UsePin`. */
const VERB =
  /^(?:get|fetch|read|load|generate|gen|create|make|new|obtain|retrieve|issue|build|sign|find|lookup|ask|prompt|decrypt|acquire|extract|parse|decode|input|set|with|use|login|authenticate|put|add|append)(?:_|(?=[A-Z]))/i;
/** Secrets by more than their own words: an input that shows dots, a jar of cookies. */
const CERTAIN =
  /password_?char|securetextentry|password_?field|password_?box|secure_?field|cookies?(?:jar|store)?$|^connectionstrings?$|^(?:hide|mask|redact|censor|obfuscate|show|reveal|include|unmask|expose|with)_?(?:password|secret|credential|token)s?$/i;
/** Gives all options of a command line, where it is called: `parse_args(…)`, `opts()`. */
const ALL = /^(?:parse_(?:known_|intermixed_)?args|opts)$/;
const HEADERS = /headers?$|^HTTPHeaderFields$/i;

export const NOTHING = 0;
/** May be a secret, which the file decides. */
export const NAMED = 1;
/** Is one, or holds one, for all that can be said here. */
export const SURE = 2;
/** A key, which is a secret where there is cryptography. */
export const KEY = 3;
/** Headers, which hold one where the text authorises requests. */
export const HEADER = 4;
/** All options of a command, where click declares them. */
export const OPTIONS = 5;
/** A parameter of a cloud, which is a secret where it is decrypted. */
export const PARAMETER = 6;
/** All options of a command line, where it is called. */
export const COMMAND = 7;
/** Gives the text or bytes of a key, where the text makes one or names its type. */
export const EXPORT = 8;

/** Runs a command, where the text has one that gives a secret. */
export const RUN = 9;
/** Asks a person, where the text asks for a secret. */
export const ASK = 10;
/** Gives what was typed into a form, where the text has one. */
export const FORM = 11;
/** All arguments of a function, where the text names a secret. */
export const ARGUMENTS = 12;
/** A ciphertext, by whose name it is of a secret, where the text decrypts. */
export const SEALED = 13;

/** What kind of word it is, whatever the text; `named`: its name may be that of a secret. */
export function kindOf(word: string, language: LanguageId, named: boolean): number {
  if (CERTAIN.test(word) || isCloudCommand(word) || namesHost(word)) return SURE;
  if (givesArguments(word, language)) return ARGUMENTS;
  if (ALL.test(word)) return COMMAND;
  if (word === 'kwargs' || word === 'params') return OPTIONS;
  if (named) return NAMED;
  const clear = clearName(word);
  if (clear !== undefined && judgeName(clear) !== undefined) return SEALED;
  if (HEADERS.test(word)) return HEADER;
  if (exportsKey(word)) return EXPORT;
  if (/key$/i.test(word)) return KEY;
  if (runsCommand(word)) return RUN;
  if (asksPerson(word)) return ASK;
  if (holdsForm(word) || givesForm(word)) return FORM;
  return word === 'Parameter' || word === 'parameter' ? PARAMETER : NOTHING;
}

/** What a word may name that is a secret in some text: itself, what is left without a verb, an input's name. */
export function namesIn(word: string): readonly string[] {
  if (word.length > 120 || !mayNameSecret(word)) return [];
  const bare = word.replace(/(?<=[a-z])Async$/, '');
  const all = new Set([word, bare, bare.replace(VERB, ''), word.replace(INPUT, '')]);
  return [...all].filter((part) => judgeName(part) !== undefined);
}
