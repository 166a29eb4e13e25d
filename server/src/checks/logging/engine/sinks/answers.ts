import type { Argument, CallExpression, CollectionExpression, Expression } from '../../model/expression';
import { receiverName } from '../patterns';
import { isErrorStatus } from './statuses';

/** Parts of an answer that are looked into, one in the other, at most. */
const DEEPEST = 4;
/** Names of a status where it stands under one. */
const STATUS_KEY = /^(?:status|status_?code|code|http_?status)$/i;
/** …and of what is answered beside it. */
const BODY_KEY = /^(?:json_?)?(?:body|content|data|message|msg|error|errors|detail|details|text|json|html|reason|description|entity|payload)$/i;
/** Calls that set the status of the answer on which they stand. */
const SETS_STATUS = /^(?:status|code|with_?status|with_?status_?code|send_?status|set_?status(?:_?code)?|build|abort_with_status)$/i;
/** Calls that write what they are given, and functions that make an answer of it. */
const WRITES =
  /^(?:H|Map|M|json|Json|JSON|json_encode|dumps?|stringify|generate|of|mapOf|listOf|to|jsonify|obj|arr|toJson|to_json|->|entry|Ok|Err|Some|from|into|init|serialize|Serialize|Marshal|encode|HtmlString|Html|Text)$/;
/** Of a step that goes on with the answer: it is sent to whoever asked for it. */
const GOES_ON = /mfa|otp|two_?factor|2fa|challenge|csrf|xsrf|nonce|captcha|continu|temp|state|next|verif|refresh/i;
/** What went wrong, in words. */
const TELLS = /(?:errors?|messages?|issues)$/i;
/** What holds messages under the names of fields. */
const MESSAGES = /err|valid|message|msg|issue|hint|rule|label|help/i;

/** Whether an expression is a status: an error's, another one, or none that is known. */
function statusOf(value: Expression, text: string): 'error' | 'other' | undefined {
  switch (value.kind) {
    case 'constant': {
      const written = text.slice(value.span.start, Math.min(value.span.end, value.span.start + 60));
      if (/^[1-5]\d\d$/.test(written)) return isErrorStatus(written) ? 'error' : 'other';
      return /^:[a-z_]+$/.test(written) ? (isErrorStatus(written) ? 'error' : 'other') : undefined;
    }
    case 'name':
    case 'member':
      return isErrorStatus(value.name)
        ? 'error'
        : /^(?:HTTP_2\d\d|(?:Status)?(?:OK|Ok|Created|Accepted|NoContent)$|CREATED$|NO_CONTENT$|ACCEPTED$)/.test(value.name)
          ? 'other'
          : undefined;
    case 'text':
      return value.parts.length === 0 && /^["']?:?(?:[45]\d\d|[a-z_]+)["']?$/.test(value.text) && isErrorStatus(value.text.replace(/["']/g, ''))
        ? 'error'
        : undefined;
    case 'wrap':
      return statusOf(value.inner, text);
    case 'call':
      // `int(HTTPStatus.NOT_FOUND)`, `HttpStatusCode.valueOf(401)`, `StatusCode::from_u16(401)`
      return value.arguments.length === 1 && value.receiver === undefined ? statusOf((value.arguments[0] as Argument).value, text) : undefined;
    default:
      return undefined;
  }
}

/** The status among the arguments of a call: by itself, by a keyword, among options. */
function statusAmong(given: readonly Argument[], text: string): 'error' | 'other' | undefined {
  let found: 'error' | 'other' | undefined;
  for (const { name, value } of given) {
    if (name !== undefined && !STATUS_KEY.test(name)) continue;
    const options = value.kind === 'collection' ? value.entries.find(({ key }) => key !== undefined && STATUS_KEY.test(key))?.value : undefined;
    const status = statusOf(options ?? value, text);
    if (status === 'other') return status;
    found ??= status;
  }
  return found;
}

/** The status with which a call answers a request, as the call itself says: `res.status(401).json(x)`, `c.json(x, 401)`, `BadRequest(x)`. */
export function answerStatus(call: CallExpression, text: string): 'error' | 'other' | undefined {
  const own = statusAmong(call.arguments, text);
  if (own !== undefined) return own;
  for (let on = call.receiver, step = 0; on !== undefined && step < 8; step++) {
    if (on.kind === 'wrap') on = on.inner;
    else if (on.kind === 'call') {
      if (isErrorStatus(on.callee)) return 'error';
      if (/^ok$/i.test(on.callee)) return 'other';
      const set = SETS_STATUS.test(on.callee) ? statusAmong(on.arguments, text) : undefined;
      if (set !== undefined) return set;
      on = on.receiver;
    } else break;
  }
  return isErrorStatus(call.callee.replace(/(?:Object)?Result$|^HttpResponse(?=[A-Z])/, '')) || call.callee === 'Problem' ? 'error' : undefined;
}

/** The statuses that a framework's own call sets before the body is written: `res.writeHead(401)`, `w.WriteHeader(http.StatusForbidden)`, `res.statusCode = 500`. */
const BEFORE =
  /(?:\.(?:writeHead|WriteHeader|status|code|setStatus|sendStatus)\(\s?|\.(?:statusCode|StatusCode|status)\s?=\s?|http_response_code\(\s?)(?:\w{1,30}\.){0,2}(\w{1,40})(?:,\s?\{[^{}\n]{0,100}\})?\s?\)?\s?;?[ \t]{0,20}(?:\/\/[^\n]{0,80})?\r?\n(?:[^{}\n]{0,200}\n)?[^{}\n]{0,200}$/;
/** How far before a call its status is looked for, in UTF-16 code units. */
export const FARTHEST_STATUS = 400;

/** True where the statements right before a place say that an error is answered. `text`: what stands before it, `FARTHEST_STATUS` units at most. */
export const followsErrorStatus = (text: string): boolean => isErrorStatus(BEFORE.exec(text)?.[1] ?? '');

/**
 * The values that an answer carries, out of maps, lists and calls that write them; not what is handed on for the next step, and no messages under the names
 * of fields.
 */
export const answered = (given: readonly Argument[], depth = 0): readonly Argument[] =>
  given.flatMap(({ value, name }): readonly Argument[] => {
    if (name !== undefined && (GOES_ON.test(name) || /^headers?$/i.test(name))) return [];
    switch (value.kind) {
      case 'wrap':
        return answered([{ value: value.inner }], depth);
      case 'collection':
        return depth >= DEEPEST
          ? []
          : answered(
              value.entries.map(({ key, value: entry }) => ({ value: entry, ...(key === undefined ? {} : { name: key }) })),
              depth + 1,
            );
      case 'call':
        if (value.constructs !== true && WRITES.test(value.callee)) {
          const on = value.receiver !== undefined && value.arguments.length === 0 ? [{ value: value.receiver }] : [];
          return depth >= DEEPEST ? [] : answered([...on, ...value.arguments], depth + 1);
        }
        return [{ value }];
      case 'name':
        return GOES_ON.test(value.name) || TELLS.test(value.name) ? [] : [{ value }];
      case 'member':
        return GOES_ON.test(value.name) || TELLS.test(value.name) || MESSAGES.test(receiverName(value.object) ?? '') ? [] : [{ value }];
      case 'index':
        return MESSAGES.test(receiverName(value.object) ?? '') ? [] : [{ value }];
      case 'constant':
      case 'test':
      case 'function':
        return [];
      default:
        return [{ value }];
    }
  });

/** Functions that make an answer of a status and what is given beside it. */
const ANSWERS = /(?:^custom|err(?:or)?|respon[ds]e?\w{0,12}|reply|status|json|answer|fail\w{0,8}|reject\w{0,8}|problem|result|^dict)$/i;
/** What a call answers beside the status of an error that is given to it: `Custom(Status::Unauthorized, x)`, `dict(statusCode=500, body=x)`. */
export const answeredIn = (call: CallExpression, at: number, text: string): readonly Argument[] | undefined =>
  ANSWERS.test(call.callee) && answerStatus(call, text) === 'error'
    ? call.arguments.filter(({ value: { span } }) => at < span.start || at >= span.end)
    : undefined;

/** What is answered beside the status of an error in a literal: `{ statusCode: 401, body }`, `(StatusCode::BAD_REQUEST, body)`, `return body, 401`. */
export function answeredBeside({ entries }: CollectionExpression, at: number, text: string): readonly Argument[] | undefined {
  const own = entries.findIndex(
    ({ key, value: { span } }) => (span.start <= at && at < span.end) || (key !== undefined && STATUS_KEY.test(key) && at < span.start && span.start - at < 60),
  );
  const mark = entries[own];
  if (mark === undefined || statusOf(mark.value, text) !== 'error') return undefined;
  if (mark.key === undefined) return entries.flatMap(({ key, value }, index) => (index === own || key !== undefined ? [] : [{ value }]));
  if (!STATUS_KEY.test(mark.key)) return undefined;
  return entries.flatMap(({ key, value }) => (key !== undefined && BODY_KEY.test(key) ? [{ value, name: key }] : []));
}
