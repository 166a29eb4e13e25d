import type { Document } from '../../base/document';
import type { Grade } from '../../base/finding';
import type { Candidate } from './candidate';
import { isSamples, isTest } from './assignment/language';
import { lineStartNear } from './nearLine';
import { PASSWORD_HASHES } from './rules/passwordHashes';
import { isInvented } from './values/invented';

/**
 * What a place in a text is for, as far as it says how a value there is meant. In a test and in documentation most values are made up; a person who
 * wrote a real one there still must hear of it.
 */
export type Purpose = 'samples' | 'test' | 'documentation' | 'example' | 'pipeline' | 'comment';

/** Trees and files of tests beyond those that `isTest` knows, which also decides about words. */
const TESTS =
  /\/(?:e2e|integration|mocks?|__mocks__|cypress|conformance|test[-_]?(?:setup|utils?|support|helpers?|resources|suites?|certs|keys|files|cases|harness)|(?:unit|integration|functional|acceptance|system|smoke|regression)[-_]?tests?|[\w.]{1,60}\.(?:\w{1,20}\.?)?Tests?)\/|\/(?:conftest|(?:functional_|unit_)?tests)\.\w{1,4}$|\/mock[\w-]{1,40}\.go$|\/cypress\.\w{2,4}$/i;
const DOCUMENTATION =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|textile|pod|rdoc)$|\/(?:docs?|documentation|docs?_src)\/|\/(?:README|CHANGELOG|CHANGES|HISTORY|NEWS|UPGRADING)[^/]{0,20}$/i;
const EXAMPLES =
  /\/(?:examples?|samples?|demos?|tutorials?|playground|snippets?|cookbook|[\w.-]{0,20}code-samples)\/|[._-](?:example|sample|demo|template|tmpl)s?(?:[._-]\w{1,20})?(?:\.\w{1,10})?$/i;
const PIPELINES =
  /\/\.(?:github|circleci|buildkite|woodpecker)\/|\/\.(?:gitlab-ci|travis|drone|cirrus|appveyor)[\w.-]{0,20}$|\/(?:azure-pipelines|appveyor)[\w.-]{0,20}$/i;
/** The beginning of a line that is a comment, whatever the language; a directive of C is none. */
const COMMENT = /^\s{0,200}(?:\/\/|\/\*|\*(?![/\w])|#(?!define|if|include|pragma|else|elif|import|\[)|--\s|;|<!--|>>>|\.\.\s|rem\s)/i;
const LOOK_BACK = 400;

/** Purposes of a whole file, by where it lies and what it is called. */
function purposeOf(uri: string): Purpose | undefined {
  const path = uri.replace(/%2[fF]/g, '/');
  if (isSamples(path)) return 'samples';
  if (isTest(path) || TESTS.test(path)) return 'test';
  if (DOCUMENTATION.test(path)) return 'documentation';
  if (PIPELINES.test(path)) return 'pipeline';
  return EXAMPLES.test(path) ? 'example' : undefined;
}

/** Keys, hashes and signed tokens that whoever writes a test makes for it, by the dozen. */
const MADE_FOR_TESTS: ReadonlySet<string> = new Set(['credential.private-key', 'credential.json-web-token', ...PASSWORD_HASHES.map(({ id }) => id)]);
/** Rules whose value a person chose, or may have. */
const CHOSEN: ReadonlySet<string> = new Set(
  'password generic-token basic-auth connection-string url-password http-authorization static-fallback user-name'
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

  constructor({ text, uri }: Document) {
    this.#text = text;
    this.#path = uri.toLowerCase();
    this.#purpose = purposeOf(uri);
    this.#tests = uri.endsWith('.rs') ? (/#\[cfg\((?:all\()?test\b/.exec(text)?.index ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  /** The grade of a candidate, where it stands. */
  gradeOf({ rule, span, grade }: Candidate, rank: number): Grade {
    if (grade === 'placeholder') return grade;
    const purpose = this.#purposeAt(span.start);
    if (purpose === undefined) return grade;
    if (purpose === 'samples') return 'placeholder';
    const shown = purpose === 'test' || purpose === 'documentation';
    if (MADE_FOR_TESTS.has(rule)) return shown ? 'placeholder' : grade;
    if (!CHOSEN.has(rule)) return purpose === 'test' && grade === 'likely' && rank > 3 ? 'placeholder' : grade;
    const value = this.#text.slice(span.start, span.end);
    return isInvented(value) || this.#isOfPath(value) ? 'placeholder' : grade;
  }

  #purposeAt(place: number): Purpose | undefined {
    if (place > this.#tests && this.#purpose !== 'samples') return 'test';
    if (this.#purpose !== undefined) return this.#purpose;
    const start = lineStartNear(this.#text, place, LOOK_BACK);
    return COMMENT.test(this.#text.slice(start, place)) ? 'comment' : undefined;
  }

  /** Named after what it opens: the password `traefik` in traefik's own tree. */
  #isOfPath(value: string): boolean {
    return value.length >= 4 && /^[A-Za-z][\w-]{3,30}$/.test(value) && this.#path.includes(value.toLowerCase());
  }
}
