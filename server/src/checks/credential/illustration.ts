import type { Document } from '../../base/document';
import type { Grade } from '../../base/finding';
import type { Span } from '../../base/span';
import type { Candidate } from './candidate';
import { isSamples, isTest, isTranslation } from './assignment/text/language';
import { isDisabledSetting } from './disabled';
import { lineStartNear } from './nearLine';
import { remarkAt } from './remarks';
import { PASSWORD_HASHES } from './rules/passwordHashes';
import { holdsRuns } from './values/counted';
import { isInvented } from './values/invented';
import { isPublished } from './values/published';

/**
 * What a place in a text is for, as far as it says how a value there is meant. In a test and in documentation most values are made up; a person who
 * wrote a real one there still must hear of it.
 */
export type Purpose = 'samples' | 'test' | 'documentation' | 'example' | 'pipeline' | 'comment';

/** Trees and files of tests beyond those that `isTest` knows, which also decides about words. */
const TESTS =
  /\/(?:e2e|integration|mocks?|__mocks__|mirage|molecule|cypress|conformance|bench(?:es|marks?|marking)?|cassettes|stubs?|__snapshots__|\.?snapshots|test[-_]?(?:setup|utils?|support|helpers?|resources|suites?|certs|keys|files|cases|harness|fixtures?)|(?:\w{0,20}[-_])?fixtures?|__fixtures__|(?:unit|integration|integ|functional|acceptance|system|smoke|regression)[-_]?tests?|[\w.]{1,60}\.(?:\w{1,20}\.?)?Tests?|\w{1,30}[-_]tests?)\/|\/(?:conftest|(?:functional_|unit_)?tests)\.\w{1,4}$|\/benchmark[-_][\w.-]{1,60}$|\/(?:test|dummy|fake)[\w-]{0,30}\.(?:pem|key|p8|pk8|ppk|der)$|\/testing\.go$|\/test_\w{1,60}\.(?:rb|sh)$|_tests?\.(?:cc|cpp|cxx|c|h|hpp|rs|txt|kt|swift|sh|php)$|\/mock[\w-]{1,40}\.go$|\/cypress\.\w{2,4}$/i;
const DOCUMENTATION =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|textile|pod|rdoc)$|\/(?:docs?|documentation|docs?_src)\/|\/(?:README|CHANGELOG|CHANGES|HISTORY|NEWS|UPGRADING|METADATA|PKG-INFO|MANUAL)[^/]{0,20}$|\/man\/man\d\//i;
const EXAMPLES =
  /\/(?:examples?|samples?|demos?|tutorials?|playground|snippets?|cookbook|[\w.-]{0,20}code-samples)\/|[._-](?:example|sample|demo|template|tmpl)s?(?:[._-]\w{1,20})?(?:\.\w{1,10})?$/i;
const PIPELINES =
  /\/\.(?:github|circleci|buildkite|woodpecker|semaphore|teamcity)\/|\/bitbucket-pipelines\.ya?ml$|\/\.(?:gitlab-ci|travis|drone|cirrus|appveyor)[\w.-]{0,20}$|\/(?:azure-pipelines|appveyor)[\w.-]{0,20}$/i;
/** The beginning of a line that is a comment, whatever the language; a directive of C is none. */
const COMMENT = /^\s{0,200}(?:\/\/|\/\*|\*(?![/\w:])|#(?!define|if|include|pragma|else|elif|import|\[)|--\s|;|<!--|>>>|\.\.\s|rem\s)/i;
const LOOK_BACK = 400;
/** How far back a comment over several lines may have begun. */
const BLOCK = 4_000;
/** Where the tests of a file in Rust begin. */
const TEST_MODULE = /#\[cfg\((?:(?:all|any)\([^()\]\n]{0,80}?)?\btest\b|^[ \t]*#\[(?:\w{1,20}::)?test\b/m;
/** What frameworks write for a hashed password, and the beginning of a signed token. */
const MADE = /^(?:pbkdf2|scrypt|argon2\w{0,2}|bcrypt)[:$]|(?:^|\.)eyJ[\w-]{6}/;

/** Variables of services that pipelines start, and what stands on the lines that speak to one of them. */
const SERVICE =
  /(?:^|_)(?:(?:postgres|mysql|mariadb|mongo|redis|rabbitmq|oracle|mssql|database|elastic|minio|keycloak)\w{0,24}|(?:pg|sa|db|ldap|tests?|ci)(?:_\w{1,20})?_?)(?:password|passwd|pwd|pass|secret|key|token)$/i;
const LOCAL = /localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\btests?\b|@(?:postgres|db|mysql|mariadb|mongo|redis|rabbitmq)\b/i;

/** Lines that one assertion takes at most, as far as it is followed. */
const ASSERTED = 4;
const ASSERTION =
  /^\s{0,60}(?:await\s)?(?:(?:t|self|this|chai|Assert|assert|require)\.)?(?:assert|expect\w{0,12}\s{0,2}[(.]|should|ASSERT_|EXPECT_|XCTAssert|verify\w{0,12}\()/i;
/** Units of a command over several lines before what stands in it. */
const COMMAND = 800;
/** Up to a variable of a container that a command starts. */
const STARTED = /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s[^;&|]*(?:-e|--env)[ =]\s{0,4}["']?\w{1,60}=["']?$/;
/** Units below which nothing that a test hands over as a key or a token is one. */
const SHORTEST_TOKEN = 7;
/** Lines of the same list that are looked at on each side. */
const NEIGHBOURS = 8;
/** Units on each side of a password in which its user is named. */
const NEAR = 240;
const USER_BEFORE = /(?:user|user_?name|user_?id|login|account|uid)["'`)\]]{0,3}\s{0,4}(?::=|=>|[:=(,])\s{0,4}b?["'`]?$/i;

const USER_GIVEN = /(?:user|user_?name|user_?id|login|account|uid)["'`)\]]{0,3}\s{0,4}(?::=|=>|[:=(,])\s{0,4}b?["'`]/gi;
/** Signs by which a password differs from the user's name of which it was made, at most. */
const MOST_OTHERS = 2;
/** What is read and mixed into a hash: nobody signs in with it. */
const SALT = /salt$/i;
const LOOPBACK = /["'`\s:/@=]\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b|\[::1\]/;
/** A prompt for a password that is set, not the one that is known. */
const ASKS_AGAIN = /^[^\n]{0,40}\b(?:new|retype|re-?enter|repeat|confirm|verify)\b[^\n:"'=]{0,30}pass(?:word|phrase):\s$/i;

/** Purposes of a whole file, by where it lies and what it is called. */
export function purposeOf(uri: string): Purpose | undefined {
  const path = uri.replace(/%2[fF]/g, '/');
  if (isSamples(path)) return 'samples';
  if (isTest(path) || TESTS.test(path)) return 'test';
  if (DOCUMENTATION.test(path)) return 'documentation';
  if (PIPELINES.test(path)) return 'pipeline';
  return EXAMPLES.test(path) ? 'example' : undefined;
}

/** Keys, hashes and signed tokens that whoever writes a test makes for it, by the dozen. */
const HASHES: ReadonlySet<string> = new Set(PASSWORD_HASHES.map(({ id }) => id));
const MADE_FOR_TESTS: ReadonlySet<string> = new Set([
  ...'private-key json-web-token bip32-private-key ethereum-account-key age-secret-key'.split(' ').map((name) => `credential.${name}`),
  ...HASHES,
]);
const ADDRESSES: ReadonlySet<string> = new Set(['credential.connection-string', 'credential.url-password']);
/** Bytes one by one, or one byte so many times: in a test, the input of a cipher. */
const BYTES = /^[&[{(\s]{0,4}(?:0x[0-9a-f]{1,2}|\d{1,3}|'[^'\n]{1,4}')(?:u8)?\s{0,4}[,;]/i;
/** The address of a picture that shows a state, or of a file that whoever has its address may read; up to where its token begins. */
const OPEN_ADDRESS =
  /\/\/[^\s"'<>]{0,200}(?:badge|shield|\.svg\?)[^\s"'<>]{0,60}[?&;][\w-]{0,12}(?:token|key)=$|\/\/[^\s"'<>]{1,240}\?alt=media&(?:amp;)?token=$/i;
/** The path of an address up to a part of it, and its end where it is that of a picture. */
const IN_ADDRESS = /:\/\/[^\s"'<>?@]{4,190}\/$/;
const PICTURE = /^(?:\/[\w.%-]{0,80}){0,3}\.(?:png|jpe?g|gif|svg|webp|avif|ico)(?![\w.])/i;
/** What says right before a value that it shows how one looks: the hint of a field. */
const SHOWN = /(?:\be\.\s?g\.|\bfor (?:example|instance)|\bz\.\s?B\.|\bp\. ?ex\.)[,:]?\s{1,2}$/i;
/** Digests of files. */
const CHECKSUMS = /\/[\w.-]{0,40}(?:checksums?|(?:sha\d{1,3}|md5)sums?)[^/]{0,20}$/i;
/** Rules whose value a person chose, or may have. */
const CHOSEN: ReadonlySet<string> = new Set(
  'password generic-token basic-auth connection-string url-password http-authorization static-fallback user-name service-key'
    .split(' ')
    .map((name) => `credential.${name}`),
);

/** Grades what stands in tests, documentation, examples, pipelines and comments: see docs/grades.md. */
export class Illustrations {
  readonly #text: string;
  readonly #path: string;
  readonly #purpose: Purpose | undefined;
  /** In Rust tests stand at the end of the file that they test. */
  readonly #tests: number;
  #quotes: number[] | undefined;

  constructor({ text, uri }: Document) {
    this.#text = text;
    this.#path = uri.toLowerCase();
    this.#purpose = purposeOf(uri);
    this.#tests = uri.endsWith('.rs') ? (TEST_MODULE.exec(text)?.index ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  /** The grade of a candidate, where it stands. */
  gradeOf({ rule: own, holds: rule = own, span, grade, subject }: Candidate, rank: number): Grade {
    if (grade === 'placeholder') return grade;
    const beginning = this.#text.slice(span.start, Math.min(span.end, span.start + 200));
    if (isPublished(beginning) || SHOWN.test(this.#text.slice(Math.max(0, span.start - 20), span.start))) return 'placeholder';
    const purpose = this.#purposeAt(span.start);
    if (this.#isOpen(rule, span)) return 'placeholder';
    const remark = remarkAt(this.#text, span.start, span.end, purpose === 'comment');
    if (remark === 'denied' || (remark === 'standard' && CHOSEN.has(rule)) || (remark === 'shown' && purpose !== undefined)) return 'placeholder';
    if (purpose === undefined) return CHOSEN.has(rule) && (this.#isOfContainer(span) || this.#isLocalDefault(span)) ? 'placeholder' : grade;
    if (purpose === 'samples' || (purpose !== 'pipeline' && CHOSEN.has(rule) && holdsRuns(beginning))) return 'placeholder';
    const shown = purpose === 'test' || purpose === 'documentation';
    if (MADE_FOR_TESTS.has(rule)) return shown || (purpose !== 'pipeline' && HASHES.has(rule)) ? 'placeholder' : grade;
    if (!CHOSEN.has(rule)) return purpose === 'test' && grade === 'likely' && rank > 3 ? 'placeholder' : grade;
    const value = this.#text.slice(span.start, span.end);
    if (purpose === 'test' && (BYTES.test(value) || /[^\x00-\x7f]/.test(value) || (rule === 'credential.generic-token' && value.length < SHORTEST_TOKEN)))
      return 'placeholder';
    if (purpose === 'test' && this.#isExpected(span.start)) return 'placeholder';
    if (
      shown &&
      ((purpose === 'test' && SALT.test(subject ?? '') && /["'`]/.test(this.#text.charAt(span.start - 1))) ||
        this.#isAsked(span.start) ||
        this.#isLikeUser(value, span.start))
    )
      return 'placeholder';
    // A pipeline runs: what stands in it is for a service that lives as long as it does, or it is real.
    if (purpose === 'pipeline' && !this.#isOfService(subject ?? '', span.start)) return grade;
    if (purpose === 'comment' && isDisabledSetting(this.#text, span.start, span.end)) return grade;
    return (shown && MADE.test(value)) || isInvented(value) || this.#isOfPath(value) || this.#isOfUser(value, span) ? 'placeholder' : grade;
  }

  /** In the address of what everybody may see, in a list of checksums, or among translations, where an address shows its form. */
  #isOpen(rule: string, { start, end }: Span): boolean {
    if (OPEN_ADDRESS.test(this.#text.slice(Math.max(0, start - 300), start))) return true;
    if (IN_ADDRESS.test(this.#text.slice(Math.max(0, start - 200), start)) && PICTURE.test(this.#text.slice(end, end + 160))) return true;
    if (ADDRESSES.has(rule) && isTranslation(this.#path)) return true;
    return CHECKSUMS.test(this.#path) && /^[0-9a-f]{32,128}$/i.test(this.#text.slice(start, end));
  }

  #purposeAt(place: number): Purpose | undefined {
    if (place > this.#tests && this.#purpose !== 'samples') return 'test';
    if (this.#purpose !== undefined) return this.#purpose;
    const start = lineStartNear(this.#text, place, LOOK_BACK);
    if (COMMENT.test(this.#text.slice(start, place))) return 'comment';
    return this.#isInBlock(start) ? 'comment' : undefined;
  }

  /** Of a database, a queue or another container that a pipeline starts for its tests: by its name, its line, or the lines of the same list. */
  #isOfService(name: string, place: number): boolean {
    if (SERVICE.test(name)) return true;
    let start = lineStartNear(this.#text, place, LOOK_BACK);
    const line = /^.{0,400}/.exec(this.#text.slice(start, place + LOOK_BACK))?.[0] ?? '';
    if (LOCAL.test(line)) return true;
    const indent = /^ *(?=[\w.-]+:)/.exec(line)?.[0];
    if (indent === undefined || indent === '') return false;
    let end = start + line.length + 1;
    for (let lines = 0; lines < NEIGHBOURS; lines++) {
      const before = this.#text.slice(lineStartNear(this.#text, start - 1, LOOK_BACK), Math.max(0, start - 1));
      const behind = /^.{0,400}/.exec(this.#text.slice(end, end + LOOK_BACK))?.[0] ?? '';
      if ([before, behind].some((near) => near.startsWith(indent) && /[\w#]/.test(near.charAt(indent.length)) && LOCAL.test(near))) return true;
      start -= before.length + 1;
      end += behind.length + 1;
    }
    return false;
  }

  /** In what a test asserts, which the program under test has made or was given elsewhere. */
  #isExpected(place: number): boolean {
    let start = lineStartNear(this.#text, place, LOOK_BACK);
    for (let lines = 0; lines < ASSERTED; lines++) {
      if (ASSERTION.test(this.#text.slice(start, Math.min(place, start + 120)))) return true;
      if (!/[(,]\s{0,4}$/.test(this.#text.slice(Math.max(0, start - 8), Math.max(0, start - 1)))) return false;
      start = lineStartNear(this.#text, start - 1, LOOK_BACK);
    }
    return false;
  }

  /** A word, or the user's name once more, in the environment of a container that the command starts. */
  #isOfContainer(span: Span): boolean {
    const before = this.#text.slice(Math.max(0, span.start - COMMAND), span.start);
    if (!/docker|podman|nerdctl/.test(before)) return false;
    const line = /(?:[^\n]*\\\r?\n){0,12}[^\n]*$/.exec(before)?.[0] ?? '';
    if (!STARTED.test(line)) return false;
    const value = this.#text.slice(span.start, span.end);
    return isInvented(value) || this.#isOfUser(value, span);
  }

  /** The user's name once more, for what runs on the same machine: how a server is delivered for trying out. */
  #isLocalDefault(span: Span): boolean {
    const value = this.#text.slice(span.start, span.end);
    if (!/^[a-z]{3,12}$/.test(value)) return false;
    const around = this.#text.slice(Math.max(0, span.start - NEAR), span.end + NEAR);
    return LOOPBACK.test(around) && this.#isOfUser(value, span);
  }

  /** Typed at a prompt for a new password, as a manual or a test shows it. */
  #isAsked(place: number): boolean {
    return ASKS_AGAIN.test(this.#text.slice(lineStartNear(this.#text, place, LOOK_BACK), place));
  }

  /** The name of the user beside it but for a sign or two: one was made of the other. */
  #isLikeUser(value: string, start: number): boolean {
    if (value.length < 8 || value.length > 64) return false;
    const near = this.#text.slice(Math.max(0, start - NEAR), start);
    for (const { index, 0: opener } of near.matchAll(USER_GIVEN)) {
      const user = near.slice(index + opener.length, index + opener.length + value.length);
      let others = 0;
      for (let at = 0; at < value.length && others <= MOST_OTHERS; at++) if (user[at] !== value[at]) others++;
      if (others <= MOST_OTHERS) return true;
    }
    return false;
  }

  /** The same as the name of the user that it stands beside: `login("kafka", "kafka")`. */
  #isOfUser(raw: string, { start, end }: Span): boolean {
    // With a number behind it, and its first letter as it may be.
    const word = /^([A-Za-z]{4,24})(?:[^A-Za-z]{1,5})$/.exec(raw)?.[1]?.toLowerCase();
    const value = word ?? raw;
    if (value.length < 3 || value.length > 40 || (value.length < 4 && !/^[a-z]+$/i.test(value))) return false;
    const from = Math.max(0, start - NEAR);
    const around = this.#text.slice(from, end + NEAR);
    const near = word === undefined ? around : around.toLowerCase();
    const before = this.#text.slice(Math.max(0, start - value.length - 20), start);
    if (/^["'`]\s{0,4},\s{0,4}b?["'`]$/.test(before.slice(before.lastIndexOf(value) + value.length)) && before.includes(value)) return true;
    for (let at = near.indexOf(value); at >= 0; at = near.indexOf(value, at + value.length))
      if (from + at !== start && USER_BEFORE.test(near.slice(Math.max(0, at - 60), at)) && !/^\w/.test(near.slice(at + value.length))) return true;
    return false;
  }

  /** True where a line stands inside a comment or a documentation string that began on a line before. */
  #isInBlock(lineStart: number): boolean {
    const before = this.#text.slice(Math.max(0, lineStart - BLOCK), lineStart);
    if (/\.pyi?$/.test(this.#path)) return this.#isInString(lineStart);
    const opened = before.lastIndexOf('/*');
    return opened >= 0 && before.indexOf('*/', opened) < 0 && /(?:^|\n)[ \t]{0,80}$/.test(before.slice(Math.max(0, opened - 90), opened));
  }

  /** True where an odd number of triple quotes stands before: in Python, a documentation string or another text over several lines. */
  #isInString(lineStart: number): boolean {
    if (this.#quotes === undefined) {
      this.#quotes = [];
      for (const { index } of this.#text.matchAll(/"""|'''/g)) this.#quotes.push(index);
    }
    let [low, high] = [0, this.#quotes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#quotes[middle] ?? 0) < lineStart) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }

  /** Named after what it opens: the password `traefik` in traefik's own tree. */
  #isOfPath(value: string): boolean {
    return value.length >= 4 && /^[A-Za-z][\w-]{3,30}$/.test(value) && this.#path.includes(value.toLowerCase());
  }
}
