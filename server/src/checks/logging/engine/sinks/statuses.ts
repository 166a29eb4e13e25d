import type { LanguageId } from '../../model/fileModel';

/** Statuses from 400 on (RFC 9110 and the registry of IANA), as one word of small letters. */
const ERRORS: ReadonlySet<string> = new Set(
  (
    'badrequest unauthorized unauthorised unauthenticated paymentrequired forbidden notfound methodnotallowed notacceptable proxyauthenticationrequired requesttimeout conflict gone lengthrequired ' +
    'preconditionfailed payloadtoolarge requestentitytoolarge uritoolong unsupportedmediatype expectationfailed imateapot misdirectedrequest unprocessableentity unprocessablecontent unprocessable ' +
    'locked faileddependency tooearly upgraderequired preconditionrequired toomanyrequests unavailableforlegalreasons internalservererror servererror internalerror notimplemented badgateway ' +
    'serviceunavailable gatewaytimeout insufficientstorage permissiondenied invalidargument failedprecondition'
  ).split(' '),
);

/** How libraries spell one in front: `HTTP_400_BAD_REQUEST`, `SC_UNAUTHORIZED`, `StatusNotFound`, `ErrorUnauthorized`, `NewBadRequest`. */
const BEFORE = /^:?(?:HTTP_?(?:STATUS_?)?|SC_|STATUS_?|Http(?:Response|Status)?|Status|Error)?(?:[45]\d\d_?)?/;

/** True for a word that stands for a status from 400 on: `401`, `BAD_REQUEST`, `StatusUnauthorized`, `:not_found`. */
export function isErrorStatus(word: string): boolean {
  if (word.length > 50) return false;
  if (/^[45]\d\d$/.test(word)) return true;
  return ERRORS.has(word.replace(BEFORE, '').replaceAll('_', '').toLowerCase()) || /^HTTP_[45]\d\d\b/.test(word);
}

const NUMBER = '[45]\\d\\d';
/** A number, or a constant by the last of its names. What is no error is told apart where the file is read whole. */
const VALUE = `(?:${NUMBER}(?!\\d)|:?(?:[A-Za-z_]\\w{0,40}(?:\\.|::)){0,3}[A-Z][A-Za-z_\\d]{3,60})`;
/** A key in front of a status, in the literal of an object. */
const KEY = `(?=["']?\\s{0,4}(?::|=>?)\\s{0,20}${VALUE})`;
/** Behind the last part of what is returned. */
const AT_END = '(?=[ \\t]{0,4},?\\s{0,20}\\)?[ \\t]{0,4}(?:[\\r\\n#;]|$))';

/** What marks an answer that is no call: a status beside what is answered, in a tuple or under a key. Each begins with the word that is searched for. */
const MARKS: Partial<Record<LanguageId, string>> = {
  javascript: `status(?:Code)?${KEY}`,
  python: `status_?[cC]ode${KEY.replace('=>?', '=')}|${NUMBER}(?<=,\\s{0,20}\\d{3})${AT_END}|HTTPStatus(?=\\.[A-Z])|HTTP_[45]\\d\\d_\\w{1,40}`,
  go: `StatusCode${KEY}`,
  rust: `StatusCode(?=::[A-Z])|Status(?=::[A-Z])`,
  csharp: `StatusCode${KEY}`,
  ruby: `statusCode${KEY}|${NUMBER}(?<=\\[\\s{0,20}\\d{3})(?=\\s{0,4},)`,
  php: `statusCode${KEY}`,
};

/** Pattern of the words that mark an answer of a language by its status; undefined where only calls do. */
export const answerMarks = (language: LanguageId): string | undefined => MARKS[language];

/** True for a word that such a pattern may find. */
export const mayMarkAnswer = (word: string, language: LanguageId): boolean =>
  MARKS[language] !== undefined && /^(?:[sS]tatus_?(?:[cC]ode)?|HTTPStatus|HTTP_[45]\d\d_\w{1,40}|[45]\d\d)$/.test(word);
