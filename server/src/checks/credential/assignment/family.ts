import type { Document } from '../../../base/document';
import type { Candidate, DetectorFamily, Trace, UnitAt } from '../candidate';
import { endOfCall, readArguments } from './reading/arguments';
import { calledIn, callKeywords, CREDENTIAL_CALLS } from './calls/table';
import { readCode, readContent } from './reading/code';
import { readConfig } from './reading/config';
import { readCollection } from './reading/containers';
import { Constants } from './text/constants';
import { stringAt, type Line } from './text/line';
import { readIndexed, readPair, readQuotedName } from './reading/quotedName';
import { Scan, type Named } from './scan';
import { isSetting, type NamePart, sieveHits } from './sieving/sieve';
import { ACCOUNT_SECTIONS, readMembers, readSection } from './reading/members';
import { readOtherScript, WORDS_IN_OTHER_SCRIPTS } from './reading/otherScripts';
import { readInText } from './reading/text';
import { readUnderConstant } from './reading/compared';
import { readSignIn, readSpokenKey, SIGN_IN_WORDS, SPOKEN_KEYS } from './reading/spoken';
import { PASSWORD_COMMANDS } from './commands/commands';
import { ACCOUNT_MAPS, KEY_BLOCKS, readAccountMap, readCookies, readKeyBlock } from './reading/blocks';
import { DEFAULTS, readDefaultOfField, readInHereDocument, readTuple } from './reading/fields';
import { readColumn, readRow } from './reading/tables';
import { readSecretManifest } from './reading/secretManifest';
import { holdsPasswords, holdsTokens, nameInConstant, nameInField } from '../values/name';
import { readCommand, readInsert, readScheme, readSql } from './commands/command';

const NAMES = (
  'pass pwd psw secret token apikey api_key api-key api.key cred auth private_key privatekey private-key access_key accesskey access-key account_key accountkey ' +
  'encryption_key encryptionkey encryption-key signing_key signingkey signing-key master_key masterkey shared_key sharedkey storagekey subscription-key ' +
  'subscriptionkey licensekey appkey app-key consumerkey jwt hmac salt kennwort senha contrase wachtwoord losenord haslo heslo parol jelszo sifre salasana ' +
  'decryptionkey validationkey cipherkey aeskey deskey sessionkey serverkey cryptkey adminkey hostkey sshkey functionkey storagekey pepper aes.key cipher.key rijndael.key des.key alg.key algorithm.key provider.key hmac.key secretorkey adgangskode motdepasse mdp lozinka geslo kodeord cle_api cle_secr cle_priv cle_acc cle_chif cleapi clesecr geheim segreto segredo hemlighet snmp_community snmp-community clef clave chave chiave klucz jeton cryptokey encryptkey decryptkey signkey deploykey webhookkey securitykey writekey rsakey applicationkey instrumentationkey -key dbpw userpw rootpw adminpw bindpw ldappw authtok _psk stapsk appsk psk= psk: psk" psk[ app.keys exports.keys config.keys crypto.key crypt.key secret.key auth.key jwt.key signing.key encryption.key sonar.login sonar_login user.info signer.key crypter.key erlang_cookie release_cookie erlangcookie matkhau mat_khau katasandi kata_sandi palavra senord ifre jelsz pw> _pw _key pw= pw: pw" pw\' pw['
)
  .split(' ')
  .concat('pw =', 'psk =', 'pin =', 'pin=', 'pin:', 'pin"', "pin'", '_pin "');
/** What stands around a word that is no name of a value. */
interface Place {
  readonly scan: Scan;
  readonly constants: Constants;
  readonly start: number;
  readonly end: number;
  readonly line: Line;
}
/** Words that say where a credential stands without naming it. */
const READERS: readonly { readonly words: readonly string[]; readonly read: (place: Place, word: number) => void }[] = [
  { words: ['bearer ', 'basic '], read: ({ scan, start, end, line }) => readScheme(scan, start, end, line) },
  { words: ['identified by'], read: ({ scan, end, line }) => readSql(scan, end, line) },
  {
    words: PASSWORD_COMMANDS.map(({ word }) => word),
    read: ({ scan, start, end, line }, word) => {
      const command = PASSWORD_COMMANDS[word];
      if (command) readCommand(scan, command, start, end, line);
    },
  },
  {
    words: ['kind: secret', '"kind":"secret"', '"kind": "secret"'],
    read: ({ scan, constants, end, line }) => {
      // What is read stands further away than `reach`: an edit anywhere may change it.
      constants.resolved = true;
      readSecretManifest(scan, end, line);
    },
  },
  { words: ['insert into'], read: ({ scan, end }) => readInsert(scan, end) },
  { words: KEY_BLOCKS, read: ({ scan, start, end }, word) => readKeyBlock(scan, end - 1, start, KEY_BLOCKS[word] ?? '') },
  { words: ACCOUNT_MAPS, read: ({ scan, start }) => readAccountMap(scan, start) },
  { words: DEFAULTS, read: ({ scan, start, end, line }) => readDefaultOfField(scan, start, end, line) },
  { words: WORDS_IN_OTHER_SCRIPTS, read: ({ scan, constants, start, line }, word) => readOtherScript(scan, constants, start, line, word) },
  { words: ACCOUNT_SECTIONS, read: ({ scan, line }) => readSection(scan, line) },
  { words: SIGN_IN_WORDS, read: ({ scan, start, end, line }) => readSignIn(scan, start, end, line) },
  { words: SPOKEN_KEYS, read: ({ scan, start, end, line }) => readSpokenKey(scan, start, end, line) },
  { words: ['cookie'], read: ({ scan, end }) => readCookies(scan, end) },
];
const READER_WORDS = READERS.flatMap(({ words }) => words);
const READER_OF = READERS.flatMap(({ words, read }) => words.map((_, number) => ({ read, number })));
const SOME_NAME = new RegExp(NAMES.map((name) => name.replace(/[.[]/, '\\$&')).join('|'));
const CALLS = callKeywords((word) => SOME_NAME.test(word));
const KEYWORDS: readonly string[] = [...NAMES, ...READER_WORDS, ...CALLS];
const CALLED = CALLS.map(calledIn);
const FIRST_READER = NAMES.length;
const FIRST_CALL = FIRST_READER + READER_WORDS.length;
const FIRST_BLOCK = KEYWORDS.indexOf(KEY_BLOCKS[0] ?? '');
const COOKIE = KEYWORDS.indexOf('cookie');

/** The sign behind a short name is looked for with it, and is no part of it. */
const lengthOfName = (word: string): number => (word.startsWith('pw') ? 2 : /^(?:psk|pin)/.test(word) ? 3 : word === '_pin "' ? 4 : word.length);

/** Where in a hit of a keyword its name stands; undefined for the words that are no part of a name. */
const NAMED = KEYWORDS.map((word, keyword): NamePart | undefined => {
  if (keyword < FIRST_READER) return { from: -word.length, end: lengthOfName(word) - word.length, onlyCall: false };
  const called = CALLED[keyword - FIRST_CALL];
  return called === undefined ? undefined : { from: called.from - word.length, end: called.end - word.length, onlyCall: true };
});

/** Where what a hit says begins and ends, from the end of its keyword on: the name, what is called, or the word itself. One hit of a keyword is one of many. */
const BEGINS = Int16Array.from(KEYWORDS, (word, keyword) => NAMED[keyword]?.from ?? -word.length);
const ENDS = Int16Array.from(KEYWORDS, (_, keyword) => NAMED[keyword]?.end ?? 0);

/** Names read on one line, at most; a line of data has more, a line of a person never. */
const MOST_ON_LINE = 2000;
/** Candidates in one text, at most: five times what is ever reported of it. */
const MOST_IN_TEXT = 10_000;
/** No name is longer on either side of its keyword. */
const LONGEST_NAME = 120;
/** No value is looked for further behind the line of its name: 4096 units to where a literal begins, and the literal itself (`readValue`, `readLiteral`). */
const REACH = 6_000;

/** Finds passwords, tokens and keys by the names they are given, in the syntax of the document's language. */
export const passwordFamily: DetectorFamily = {
  id: 'assignment',
  rank: 0,
  keywords: KEYWORDS,
  /** The whole name of a call counts only where a bracket or a blank follows; most words that hold it go on. */
  confirm: (keyword: number, at: UnitAt, end: number): boolean =>
    keyword < FIRST_BLOCK ||
    (keyword < FIRST_BLOCK + KEY_BLOCKS.length
      ? opensBlock(at, end)
      : keyword === COOKIE
        ? isGiven(at, end)
        : keyword < FIRST_CALL || !CREDENTIAL_CALLS.has(KEYWORDS[keyword] ?? '') || FOLLOWS_NAME.has(at(end))),
  reach: REACH,
  sieve: (bytes, hits, document) => sieveHits(bytes, hits, document, NAMED),
  detect(document: Document, hits: Int32Array, trace?: Trace): readonly Candidate[] {
    const scan = new Scan(document);
    const constants = new Constants(scan);
    let done = -1;
    let lineStart = -1;
    let readOnLine = 0;
    for (let i = 0; i + 1 < hits.length && scan.found.length < MOST_IN_TEXT; i += 2) {
      const keyword = hits[i] ?? 0;
      const hitEnd = hits[i + 1] ?? 0;
      const start = hitEnd + (BEGINS[keyword] ?? 0);
      const end = hitEnd + (ENDS[keyword] ?? 0);
      if ((keyword < FIRST_READER || keyword >= FIRST_CALL) && (end <= done || !mayName(scan, start, end))) continue;
      const line = scan.lines.at(start);
      if (line.start !== lineStart) readOnLine = 0;
      lineStart = line.start;
      if (++readOnLine > MOST_ON_LINE) continue;
      const reader = READER_OF[keyword - FIRST_READER];
      if (reader) reader.read({ scan, constants, start, end, line }, reader.number);
      else done = readName(scan, constants, line, start, end, keyword >= FIRST_CALL);
    }
    if (trace !== undefined)
      Object.assign(trace, { names: constants.asked, resolved: constants.resolved || scan.found.length >= MOST_IN_TEXT, ...scan.budget });
    return scan.found;
  },
};

/** True where a bracket or the end of the line follows, but for blanks and signs: the word names a block. */
function opensBlock(at: UnitAt, end: number): boolean {
  for (let offset = end; offset < end + 6; offset++) {
    const unit = at(offset);
    if (unit === 123 || unit === 91 || unit === 10 || unit === 13 || unit === 97) return true;
    if (unit !== 32 && unit !== 58 && unit !== 61 && unit !== 62) return false;
  }
  return false;
}

/** True where a sign follows by which something is given: `Cookie:`, `cookies =`, `"Cookie",`, `cookie(`, `Cookie{`, `cookies.set(`. */
function isGiven(at: UnitAt, end: number): boolean {
  for (let offset = end; offset < end + 6; offset++) {
    const unit = at(offset);
    if (unit === 58 || unit === 61 || unit === 44 || unit === 40 || unit === 123 || unit === 46) return true;
    if (unit !== 32 && (unit | 32) !== 115 && unit !== 34 && unit !== 39 && unit !== 93) return false;
  }
  return false;
}

/** `(`, blank, tab, `.` of a member, `<`, `:` and `[` of type arguments, `{` of C++. */
const FOLLOWS_NAME = new Set([40, 32, 9, 46, 60, 58, 91, 123]);
const IDENTIFIER = /[\w$\u00c0-\u024f]{0,120}/y;
const DASHED = /[\w$.\u00c0-\u024f-]{0,120}/y;

/** Whether the word around a hit can name a credential or a call that takes one: decided before its line is looked at, since most words cannot. */
function mayName(scan: Scan, start: number, end: number): boolean {
  const { text } = scan;
  let from = start;
  while (from > 0 && start - from < LONGEST_NAME && isNamePart(text, from - 1, false, true)) from--;
  IDENTIFIER.lastIndex = end;
  IDENTIFIER.test(text);
  const narrow = text.slice(from, IDENTIFIER.lastIndex);
  const next = text.charAt(IDENTIFIER.lastIndex);
  if (next === '(' || scan.kindOf(narrow) !== undefined || holdsPasswords(narrow) || holdsTokens(narrow)) return true;
  if (/[,\]:]/.test(next) && scan.kindOf(nameInConstant(narrow) ?? '') !== undefined) return true;
  if (/[\s<[{]/.test(next)) return CREDENTIAL_CALLS.has((/\w*$/.exec(narrow)?.[0] ?? '').toLowerCase());
  if (/^[?!]{0,2}\./.test(text.slice(IDENTIFIER.lastIndex, IDENTIFIER.lastIndex + 3)) && nameInField(narrow) !== undefined) return true;
  if (!/[-.:]/.test(next)) return false;
  if (next === ':' && isSetting(text.slice(IDENTIFIER.lastIndex, IDENTIFIER.lastIndex + 100))) return true;
  if (endOfCall(text, end) !== undefined) return true;
  DASHED.lastIndex = end;
  DASHED.test(text);
  return scan.kindOf(text.slice(from, DASHED.lastIndex).replace(/[-.$]+$/, '')) !== undefined;
}

/** Widens a hit to its name and reads what the name is given. Returns where the name ends. */
function readName(scan: Scan, constants: Constants, line: Line, hitStart: number, hitEnd: number, onlyCall: boolean): number {
  const { text, language } = scan;
  const holder = stringAt(line, hitStart);
  const inCode = language.family === 'code' || language.family === 'toml' || language.family === 'hcl';
  const bareCode = inCode && !holder && hitStart < line.comment;
  const from = holder ? holder.start : line.start;
  const to = holder ? holder.end : line.end;
  let start = hitStart;
  while (start > from && hitStart - start < LONGEST_NAME && isNamePart(text, start - 1, bareCode, true)) start--;
  let end = Math.max(start, hitEnd);
  while (end < to && end - hitEnd < LONGEST_NAME && isNamePart(text, end, bareCode, false)) end++;
  while (end > hitEnd && /[-.$]/.test(text.charAt(end - 1))) end--;
  const setting = holder && text.charAt(end) === ':' && isSetting(text.slice(end, holder.end + 1));
  if (setting) end = holder.end;
  const name = setting ? text.slice(start, end).replace(/:/g, '.').toLowerCase() : text.slice(start, end);
  if (bareCode || (inCode && holder?.quote === '`' && isFilledIn(text, holder.start, start))) {
    const called = endOfCall(text, end) ?? end;
    if (readArguments(scan, constants, text.slice(start, called), start, called)) return end;
  }
  const kind = onlyCall ? undefined : scan.kindOf(name);
  if (!onlyCall && holdsTokens(name) && readCollection(scan, name, kind, end, line, holder)) return end;
  if (kind === undefined) {
    // What else stands in the name is read by itself.
    if (onlyCall) return hitEnd;
    if (holdsPasswords(name)) readMembers(scan, start, end, line, holder);
    else if (bareCode) {
      const kept = nameInConstant(name);
      const of = kept === undefined ? undefined : scan.kindOf(kept);
      if (kept === undefined || of === undefined || of === 'weak' || !readUnderConstant(scan, { name: kept, kind: of, start, end }, line))
        readFormField(scan, line, name, start, end);
    }
    return end;
  }
  const named: Named = { name: name.replace(/^[.:]+/, ''), kind, start, end };
  if (!holder && language.family !== 'code' && readColumn(scan, constants, named, line)) return end;
  if (language.family === 'prose' && readRow(scan, named, line)) return end;
  if (holder) readQuotedName(scan, named, line, holder);
  else if (hitStart >= line.comment) readInText(scan, named, line.end);
  else if (language.family === 'code' && isIndex(scan, named)) readIndexed(scan, named, end + 1, line);
  else if (language.family === 'code') {
    if (!readTuple(scan, named) && !readInHereDocument(scan, named, line)) readCode(scan, named, line);
  } else if (!(language.family === 'yaml' && readPair(scan, named, start - 1, end, line))) readConfig(scan, named, line);
  return end;
}

/** Among what a template is filled with, which is code: `Basic ${btoa("bob:x")}`. `from`: where the template begins. */
function isFilledIn(text: string, from: number, at: number): boolean {
  const before = text.slice(Math.max(from, at - 200), at);
  const opened = before.lastIndexOf('${');
  return opened >= 0 && !before.slice(opened).includes('}');
}

/** `x[:password]` of Ruby, `$x{password}` and `$x->{password}` of Perl. */
function isIndex({ text, language }: Scan, { start, end }: Named): boolean {
  if (text.startsWith('[:', start - 2)) return text.charAt(end) === ']';
  return text.charAt(end) === '}' && text.charAt(start - 1) === '{' && language.quotes.includes('q') && /[\w>}\]]/.test(text.charAt(start - 2));
}

/** `passwordField.getText()`: the name is of what holds a credential, and says nothing of other values. */
function readFormField(scan: Scan, line: Line, name: string, start: number, end: number): void {
  const inside = /^[?!]{0,2}\./.test(scan.text.slice(end, end + 3)) ? nameInField(name) : undefined;
  const kind = inside === undefined ? undefined : scan.kindOf(inside);
  if (kind !== undefined && kind !== 'weak') readContent(scan, { name, kind, start, end }, line);
}

function isNamePart(text: string, at: number, bareCode: boolean, leftwards: boolean): boolean {
  const code = text.charCodeAt(at);
  // Latin letters with marks.
  if (code >= 0xc0 && code <= 0x24f) return code !== 0xd7 && code !== 0xf7;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36) return true;
  if (code === 46) return leftwards || !bareCode;
  if (code === 45) return !bareCode || (leftwards && text.charCodeAt(at + 1) === 62);
  return (
    bareCode &&
    leftwards &&
    ((code === 58 && (text.charCodeAt(at - 1) === 58 || text.charCodeAt(at + 1) === 58)) || (code === 62 && text.charCodeAt(at - 1) === 45))
  );
}
