import type { Document } from '../../../base/document';
import type { Candidate, DetectorFamily } from '../candidate';
import { judgeName } from '../values/name';
import { callKeywords, readArguments } from './arguments';
import { readCode } from './code';
import { readConfig } from './config';
import { Constants } from './constants';
import { stringAt, type Line } from './line';
import { readPair, readQuotedName } from './quotedName';
import { Scan, type Named } from './scan';
import { readInText } from './text';
import { readCommand, readScheme, readSql } from './command';

const NAMES = (
  'pass pwd psw secret token apikey api_key api-key api.key cred auth private_key privatekey private-key access_key accesskey access-key account_key accountkey ' +
  'encryption_key encryptionkey encryption-key signing_key signingkey signing-key master_key masterkey shared_key sharedkey storagekey subscription-key ' +
  'subscriptionkey licensekey appkey app-key consumerkey jwt hmac salt kennwort senha contrase wachtwoord losenord haslo heslo parol jelszo sifre salasana ' +
  'adgangskode motdepasse mdp lozinka geslo kodeord dbpw userpw rootpw adminpw bindpw ldappw _pw _key'
).split(' ');
const BEARER = ['bearer ', 'basic '];
const SQL = ['identified by'];
const COMMANDS = ['curl ', 'mysql', 'wget '];
const CALLS = [
  ...callKeywords((name) => NAMES.some((keyword) => name.includes(keyword))),
  '.login(',
  'keystore.load',
  'ks.load',
  'aes.new',
  'db.key',
  'rekey(',
  'r.connect(',
  'b.connect(',
  'pdo(',
];
const KEYWORDS: readonly string[] = [...NAMES, ...BEARER, ...SQL, ...COMMANDS, ...CALLS];
const FIRST_BEARER = NAMES.length;
const FIRST_SQL = FIRST_BEARER + BEARER.length;
const FIRST_COMMAND = FIRST_SQL + SQL.length;
const FIRST_CALL = FIRST_COMMAND + COMMANDS.length;

/** No name is longer on either side of its keyword. */
const LONGEST_NAME = 120;

/** Finds passwords, tokens and keys by the names they are given, in the syntax of the document's language. */
export const passwordFamily: DetectorFamily = {
  id: 'assignment',
  rank: 0,
  keywords: KEYWORDS,
  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const scan = new Scan(document);
    const constants = new Constants(scan);
    let done = -1;
    for (let i = 0; i + 1 < hits.length; i += 2) {
      const keyword = hits[i] ?? 0;
      const end = hits[i + 1] ?? 0;
      const start = end - (KEYWORDS[keyword]?.length ?? 0);
      const line = scan.lines.at(start);
      if (keyword >= FIRST_BEARER && keyword < FIRST_SQL) readScheme(scan, start, end, line);
      else if (keyword === FIRST_SQL) readSql(scan, end, line);
      else if (keyword > FIRST_SQL && keyword < FIRST_CALL) readCommand(scan, start, end, line);
      else if (end > done) done = readName(scan, constants, line, start, end, keyword >= FIRST_CALL);
    }
    return scan.found;
  },
};

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
  let end = Math.max(start, text.charAt(hitEnd - 1) === '(' ? hitEnd - 1 : hitEnd);
  while (end < to && end - hitEnd < LONGEST_NAME && isNamePart(text, end, bareCode, false)) end++;
  while (end > hitEnd && /[-.$]/.test(text.charAt(end - 1))) end--;
  const name = text.slice(start, end);
  if (bareCode && readArguments(scan, constants, name, end)) return end;
  const kind = onlyCall ? undefined : judgeName(name);
  if (kind === undefined) return end;
  const named: Named = { name: name.replace(/^[.:]+/, ''), kind, start, end };
  if (holder) readQuotedName(scan, named, line, holder);
  else if (hitStart >= line.comment) readInText(scan, named, line.end);
  else if (language.family === 'code') readCode(scan, named, line);
  else if (!(language.family === 'yaml' && readPair(scan, named, start - 1, end, line))) readConfig(scan, named, line);
  return end;
}

function isNamePart(text: string, at: number, bareCode: boolean, leftwards: boolean): boolean {
  const code = text.charCodeAt(at);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36) return true;
  if (code === 46) return leftwards || !bareCode;
  if (code === 45) return !bareCode;
  return (
    bareCode &&
    leftwards &&
    ((code === 58 && (text.charCodeAt(at - 1) === 58 || text.charCodeAt(at + 1) === 58)) ||
      (code === 62 && text.charCodeAt(at - 1) === 45) ||
      (code === 45 && text.charCodeAt(at + 1) === 62))
  );
}
