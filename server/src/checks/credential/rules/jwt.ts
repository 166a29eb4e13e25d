import type { Document } from '../../../base/document';
import type { Grade } from '../../../base/finding';
import type { Rule } from '../../rule';
import type { Candidate, DetectorFamily, UnitAt } from '../candidate';
import { subjectAt } from './beside';
import { decodeJson } from './checksums';

export const JWT = 'credential.json-web-token';

export const JWT_RULES: readonly Rule[] = [
  {
    id: JWT,
    title: 'JSON Web Token',
    description: 'A signed or encrypted token (RFC 7519). Whoever holds it is taken for its subject until it expires, and many do not expire.',
    grade: 'real',
    rotate: 'Revoke the session or the key that signed it; a token without an expiry needs a new signing key.',
  },
];

/** Longest token looked at: 16 KiB, more than any header may be. */
const LONGEST = 16_384;
const TOKEN = /eyJ[\w-]{7,8192}\.[\w-]{4,16384}(?:\.[\w-]{0,4096})?(?:\.[\w-]{1,8192}\.[\w-]{1,256})?/y;

class JwtFamily implements DetectorFamily {
  readonly id = 'jwt';
  readonly rank = 2;
  readonly keywords = ['eyj'];

  confirm(_keyword: number, at: UnitAt, end: number): boolean {
    if (at(end - 3) !== 101 || at(end - 2) !== 121 || at(end - 1) !== 74) return false;
    const before = at(end - 4);
    return !((before >= 48 && before <= 57) || (before >= 65 && before <= 90) || (before >= 97 && before <= 122) || before === 95 || before === 46);
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const { text } = document;
    const found: Candidate[] = [];
    let done = 0;
    for (let index = 1; index < hits.length; index += 2) {
      const start = (hits[index] as number) - 3;
      if (start < done) continue;
      // The token's own characters, walked once: the next hit is looked at only behind them.
      let end = start;
      while (end < text.length && end - start < LONGEST && isTokenUnit(text.charCodeAt(end))) end++;
      done = end;
      TOKEN.lastIndex = 0;
      const match = TOKEN.exec(text.slice(start, end));
      if (match === null) continue;
      const grade = gradeOf(match[0]);
      const subject = subjectAt(text, start);
      if (grade !== undefined) found.push({ rule: JWT, span: { start, end: start + match[0].length }, grade, ...(subject === undefined ? {} : { subject }) });
    }
    return found;
  }
}

const isTokenUnit = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95 || unit === 45 || unit === 46;

function gradeOf(token: string): Grade | undefined {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = decodeJson(head);
  if (typeof header?.alg !== 'string') return undefined;
  // Without a signature it must at least have claims: two words with a dot between them are too little.
  if (!token.includes('.', head.length + 1) && decodeJson(body) === undefined) return undefined;
  return header.alg.toLowerCase() === 'none' || signature === '' || decodeJson(body) === undefined ? 'likely' : 'real';
}

export const jwtFamily: DetectorFamily = new JwtFamily();
