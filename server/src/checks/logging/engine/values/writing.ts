/*
 * What an expression says by how it is written, without following anything: which name a call reads by, what a function gives by its name, whether a
 * member is an enumerator.
 */
import type { Code } from '../../model/code';
import type { Argument, CallExpression, Expression, MemberExpression, TextExpression } from '../../model/expression';
import { whatIs } from '../../tables/names';
import { receiverName } from '../patterns';
import type { Verdict } from './verdict';

/** A function of any name whose first argument is a format (`g.f("no %s", x)`, `fmt("{}", x)`). */
export function isFormat({ arguments: [first, ...rest] }: CallExpression): boolean {
  return rest.length > 0 && first?.value.kind === 'text' && first.value.parts.length === 0 && /%[-+#\d.]*[sdvqxrj@]|\{[\w:.]{0,20}\}/.test(first.value.text);
}

/** A text into which something is put. */
export const isSentence = (value: Expression): boolean =>
  (value.kind === 'text' && value.parts.length > 0) ||
  (value.kind === 'join' && value.parts.some(({ kind }) => kind === 'text')) ||
  (value.kind === 'call' && (isFormat(value) || (value.callee === 'format' && value.arguments.some(({ value: inner }) => isSentence(inner)))));

/** Words of an answer that tells of a failure, or the number of its status. */
const FAILURE =
  /\b[45]\d\d\b|error|fail|invalid|bad_?request|unauthori[sz]ed|forbidden|denied|wrong|incorrect|not_?found|conflict|problem|unprocessable|expired|reject|abort|halt|exception|throw|mismatch/i;
export const tellsFailure = (text: string): boolean => FAILURE.test(text);

/** The sentences in what is answered, in maps and lists too. */
export const failures = (printed: readonly Argument[], depth = 0): readonly Argument[] =>
  printed.flatMap(({ value }): readonly Argument[] => {
    if (isSentence(value)) return [{ value }];
    if (value.kind === 'wrap') return failures([{ value: value.inner }], depth);
    if (depth > 2) return [];
    if (value.kind === 'collection') return failures(value.entries, depth + 1);
    return value.kind === 'call' &&
      value.constructs !== true &&
      /^(?:H|json_encode|dumps|stringify|Map|of|mapOf|listOf|to|jsonify|obj|arr|toJson|->)$/.test(value.callee)
      ? failures(value.arguments, depth + 1)
      : [];
  });

/** A literal that could be a secret: no word, no sentence, no name. */
export const isOpaque = ({ text, parts }: TextExpression): boolean =>
  parts.length === 0 && /^[^\s<>{}]{8,200}$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text);

/** A call that is told to leave secrets out: `self.url(privacy=True)`, `to_dict(redact: true)`. */
export const isToldToMask = ({ arguments: given }: CallExpression, layout: Code): boolean =>
  given.some(
    ({ name, value: { span } }) =>
      name !== undefined &&
      /^(?:privacy|mask(?:ed)?|redact(?:ed)?|hide_(?!input)\w{1,30}|safe|saniti[sz]ed?|obfuscated?|scrub(?:bed)?)$/i.test(name) &&
      /^true$/i.test(layout.of(span)),
  );

/** A call that is told to leave secrets in: `url.render_as_string(hide_password=False)`, `dump(show_secrets=True)`. */
export const isToldToUnmask = ({ arguments: given }: CallExpression, layout: Code): boolean =>
  given.some(({ name, value: { span } }) => {
    const [, verb = ''] =
      /^(hide|mask|redact|censor|obfuscate|show|reveal|include|unmask|expose|with)_?(?:passwords?|secrets?|credentials?|tokens?|sensitive)$/i.exec(
        name ?? '',
      ) ?? [];
    return verb !== '' && (/^(?:hide|mask|redact|censor|obfuscate)$/i.test(verb) ? /^false$/i : /^true$/i).test(layout.of(span));
  });

/** Of a text that is taken apart at a sign, the parts that are known to be none: the first word of `Bearer x`, the user before `:`, the host behind `@`. */
export function isHarmlessPart({ callee, arguments: [sign] }: CallExpression, part: string): boolean {
  if (!/^r?split$|^partition$|^explode$/i.test(callee)) return false;
  return part === '0' ? literalOf(sign?.value) !== '@' : literalOf(sign?.value) === '@';
}

/** Parts of an address under their own names, whatever text they were cut out of. */
const PLAIN_PARTS = /^(?:db_?name|database|host(?:_?name)?|port|addr(?:ess)?|user(?:_?name)?|scheme|proto(?:col)?|net(?:work)?|driver)$/i;

/** True for a part of a connection's address that is not the secret one. */
export const isPlainPartOf = (name: string, { shown }: Verdict): boolean =>
  PLAIN_PARTS.test(name) && shown.every(({ subject }) => /(?:dsn|connection_?string|conn_?str(?:ing)?|ur[il])$/i.test(subject));

export const isPairs = (value: Expression): boolean =>
  value.kind === 'call'
    ? /^(?:items|entries|iteritems|each|iter|enumerate|getAll|entrySet)$/.test(value.callee)
    : value.kind === 'name' || value.kind === 'member';

/** Members that are the value itself in another form. */
export const carriesValue = (name: string): boolean =>
  /^(?:value|raw|text|string|str|plain|plaintext|clear|cleartext|data|bytes|content|contents|val|inner|debugDescription|description|rawValue|payload|utf8|stringValue|stdout|StandardOutput|args|argv|commandLine|cmdline|spawnargs|\d+)$/i.test(
    name,
  );

/** The name that a call reads by: the first literal, of sections and paths (`config.get("db", "password")`, `dig(:a, :b)`) the last. */
export function keyOf({ callee, arguments: given }: CallExpression, on: string | undefined): string | undefined {
  const keys = given.map(({ value }) => literalOf(value));
  const isPath = callee === 'dig' || (keys.length === 2 && /^_?(?:cfg|config|conf|parser|cp|ini|section|configparser)$/i.test(on ?? ''));
  return isPath ? keys.findLast((key) => key !== undefined) : keys[0];
}

/** The names of what a call takes out of an object, where it writes them: `only('email', 'password')`, `permit(:password)`, `pick(user, ['token'])`. */
export const chosenBy = ({ callee, receiver, arguments: given }: CallExpression): readonly string[] =>
  /^(?:only|permit|values_at|pick|safe_only|validate)$/.test(callee) && (receiver !== undefined || callee === 'pick')
    ? given
        .flatMap(({ value }) => [
          ...(literalOf(value) === undefined ? [] : [literalOf(value) ?? '']),
          ...(value.kind === 'collection' ? value.entries.flatMap(({ key, value: entry }) => key ?? literalOf(entry) ?? []) : []),
        ])
        .map((name) => name.replace(/^:/, ''))
    : [];

/** Bytes that are made to be written to: `[0u8; 32]`, `vec![0; 32]`, `new byte[32]`, `make([]byte, 32)`, `ByteArray(32)`, `bytearray(32)`. */
export const BUFFER = /^(?:vec!\s?)?\[0(?:_?u8)?;|^new\s+byte\s?\[|^make\(\[\]byte,|^ByteArray\(|^bytearray\(\d|^stackalloc\s+byte/;

/** What asks a server. */
export const ANSWERS = /^(?:get|post|put|patch|delete|head|options|request|send|fetch|execute|Get|Post|Do|urlopen|GetAsync|PostAsync|SendAsync)$/;

export const HEADER_NAMES = /getHeaderNames|headerNames|HeaderNames|header_names/;

/** `api.key` says more than `key`. */
export const lastTwo = (key: string): string => key.split(/[.:/]/).slice(-2).join('_');

export const isCookieJar = (name: string): boolean => /cookies?(?:jar|store)?$/i.test(name) && !/set_?cookies?$/i.test(name);
/** What a browser sends, or is told to keep. */
export const isCookieHeader = (name: string): boolean => /^(?:set-?)?cookie$/i.test(name);
/** Names of cookies that let somebody in. */
export const NAMES_SESSION = /sess|auth|token|jwt|sid$|login|remember|sso|identity/i;

export const literalOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'text' && expression.parts.length === 0 && expression.text.length <= 80 ? expression.text.replace(/^["'`]+|["'`]+$/g, '') : undefined;

/** `secretName`, `tokenType`: says of itself that it is no secret, wherever it comes from. */
export const saysOther = (name: string): boolean =>
  /(?:[a-z](?:Names?|Types|Kinds)|_(?:names?|types|kinds))$/.test(name) ||
  /(?:[a-z](?:File|Path|Dir|Folder|Filename)|_(?:file|path|dir|folder|filename))$/.test(name) ||
  (/(?:[a-z]Id|_id)$/.test(name) && whatIs(name) === 'plain') ||
  (/(?:name|id|path|file|type|kind|count|length|size|index|arn|ref|version|endpoint)s?$/i.test(name) && whatIs(name) === 'described') ||
  namesSetting(name);

/** A constant that holds what a setting, an attribute or a column is called: `AUTH_SECRET_CONF`, `PASSWORD_PROPERTY`. */
export const namesSetting = (name: string): boolean =>
  /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*_(?:CONF|PROPERTY|PROP|PARAM|PARAMETER|ATTR|ATTRIBUTE|OPTION|OPT|FIELD|SETTING|VAR|ENV|NAME|LABEL|COLUMN)$/.test(name) &&
  whatIs(name) === 'described';

/** Types each of whose constants is called as what it stands for: an option, a kind, a key of a configuration. */
const OF_NAMES =
  /(?:^|[a-z])(?:Options?|Methods?|Types?|Kinds?|Modes?|Schemes?|Fields?|Keys|(?:Config(?:uration)?|Settings?|Property|Env|Pref(?:erence)?|Option|Param)Key|Names?|Param(?:eter)?s?|Attributes?|Columns?|Property|Events?|Actions?|State|Status|Flags?|Category|Reasons?|(?:Error|Status)Codes?|Permissions?|Scopes?|Strategy|Tags?|Labels?|Operations?)$/;
/** …and those in whose languages they are written as other members are: `AuthMethod.Token`. */
const OF_KINDS = /[a-z](?:Types?|Kind|Method|Mode|Scheme|Flags|Reason|(?:Error|Status)Code|Category|Scope|Permission|Strategy)$/;

/** A constant of a class by its spelling, `Reason.STALE_TOKEN`: a name, not a value. */
export function isEnumerator({ name, object }: MemberExpression): boolean {
  if (
    /const(?:ant)?s?(?:_1)?$|^(?:environment_vars|env_?var_?names)$|error_?messages?(?:_1)?$|^(?:common|labels?|annotations?|keys|names|headers?names?)$/i.test(
      receiverName(object) ?? '',
    )
  )
    return /^[A-Z]/.test(name);
  const type = object.kind === 'name' || object.kind === 'member' ? object.name : '';
  if (
    /^[A-Z]/.test(type) &&
    (/^[A-Z][A-Z\d_]+$/.test(name) ? OF_NAMES : /^[A-Z][a-z]+(?:[A-Z][a-z]+)*$/.test(name) ? OF_KINDS : undefined)?.test(type) === true
  )
    return true;
  if (!/^[A-Z][A-Z\d]*_[A-Z\d_]*$/.test(name)) return false;
  if (/^(?:PROPERTY|PROP|PARAM|HEADER|ATTR|ATTRIBUTE|FIELD|OPTION)_/.test(name)) return true;
  const on = receiverName(object) ?? '';
  return /^[A-Z]\w*[a-z]\w*$/.test(on) && !/config|settings|env|secret|credential/i.test(on);
}

/** Objects whose every method gives a hash or a masked form. */
export const HASHERS = /(?:password_?(?:encoder|hasher|manager)|bcrypt|argon2?|scrypt|redactor|masker|sanitizer|obfuscator|hasher|encryptor)$/i;

/** Functions that write all fields of what they are given, whatever its type's text form is. */
export const isJson = (callee: string): boolean =>
  /json|serial|^(?:dumps?|asdict|as_dict|stringify|vars|marshal(?:indent)?|to_?dict|model_dump|write_?value_?as_?\w{1,8}|encode_?to_?string)$/i.test(callee);

/** Functions that write what they are given as a text, in a format that their name says: `wp_json_encode`, `toPrettyJson`, `yaml_dump`, `encodeJson`. */
export const isSerializer = (callee: string): boolean =>
  /(?:^|_|(?<=[a-z]))(?:json|yaml|xml|toml|bson)_?(?:encode|dumps?|stringify|strings?|str|pretty\w*|print|format|safe|serialize|text|generate)$|^(?:to|as|dump|encode|stringify|serialize|marshal|pretty|format|print|render|write|compact|safe)_?\w{0,12}_?(?:json|yaml|xml|toml|bson)(?:_?(?:str|string|text|pretty|safe|b))?$|^(?:pretty_generate|generate|dump|stringify_keys|jsonable_encoder|to_query|to_param|to_form_urlencoded|toPrettyString|prettyPrint|asJsonString|encodeToString|writeValueAsBytes|httpBuildQuery)$/i.test(
    callee,
  );

/** The header that a constant stands for, by how everybody spells such a constant: `AUTHORIZATION`, `API_KEY_HEADER`, `HeaderNames.Authorization`. */
export const headerNamed = (constant: string): string | undefined =>
  /^[A-Z]/.test(constant) ? constant.replace(/^(?:HTTP_)?HEADER_(?:NAME_)?|_HEADER(?:_NAME)?$|Header(?:Name)?$/g, '') : undefined;

/** What a call opens that hides its value: `secret.reveal()`, `apiKey.getValue()`. */
export const opens = ({ callee, receiver, arguments: given }: CallExpression): Expression | undefined =>
  given.length === 0 && /^(?:get_?)?(?:value|raw|plain(?:_?text)?|clear(?:_?text)?|reveal|expose|unwrap|unmask|open)$/i.test(callee) ? receiver : undefined;

/** The name of an input whose text is read: `passwordField.getText()`, `txtPassword.Text`, `document.getElementById("password").value`. */
export function widgetOf({ callee, receiver }: CallExpression): string | undefined {
  return receiver !== undefined && /^(?:getText|text|val|value|getValue|getPassword|inputValue|Text)$/.test(callee) ? inputName(receiver) : undefined;
}

export function inputName(input: Expression): string | undefined {
  const name = input.kind === 'name' || input.kind === 'member' ? input.name : undefined;
  if (name !== undefined) {
    const bare = name.replace(
      /^(?:txt|edt|tb|tf|et|input|inp|edit)_?(?=[A-Z_])|_?(?:text_?field|text_?box|edit_?text|input_?field|field|input|box|edit|widget|ctrl|el(?:em(?:ent)?)?|ref)$/gi,
      '',
    );
    return bare === name || bare === '' ? undefined : bare;
  }
  if (input.kind === 'index') return inputName(input.object);
  if (
    input.kind !== 'call' ||
    !/^(?:getElementById|querySelector|\$|jQuery|findViewById|getElementsByName|locator|find_element|get_by_label)$/.test(input.callee)
  )
    return undefined;
  const given = input.arguments[0]?.value;
  const literal = literalOf(given) ?? (given?.kind === 'member' ? given.name : undefined);
  return literal === undefined ? undefined : /[\w-]+(?=["'\]]*$)/.exec(literal)?.[0];
}

const GIVES =
  /^(?:get|fetch|read|load|generate|gen|create|make|new|obtain|retrieve|issue|build|sign|find|lookup|ask|prompt|decrypt|acquire|extract|parse|decode|input)_?([A-Z_]\w*|(?<=_)[a-z]\w*)$/;
/** First words of functions that are nouns: `password()`, `accessToken()`, `current_user_token()`. */
const NOUN =
  /^(?:current|access|auth|api|session|client|user|db|admin|raw|plain|default|bearer|refresh|id|private|secret|master|root|app|oauth|jwt|signing|encryption|password|passwd|passphrase|passcode|token|credential|cookie)s?(?=[A-Z_]|$)/;

/** What a function gives by its name: `getPassword` a `Password`, `password` itself; `checkPassword`, `hasToken`, `deleteSecret` nothing. */
export function givenBy(callee: string): string | undefined {
  const name = callee.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()).replace(/(?<=[a-z])Async$/, '');
  return GIVES.exec(name)?.[1] ?? (NOUN.test(name) ? name : undefined);
}

/** True for a function that says of what it gives that everybody may see it: `getPublicCredentials`. */
export const givesPublic = (callee: string): boolean => whatIs(givenBy(callee) ?? '') === 'public';

/** `load` parses a text where a format's name stands before it, and fetches something by what it is given elsewhere. */
export const isLoader = (callee: string, on: string | undefined): boolean =>
  /^load$/i.test(callee) && !/json|ya?ml|toml|pickle|marshal|plist|xml|ini/i.test(on ?? '');

/** True for a literal that is put where a secret would be: `***`, `[redacted]`. */
export const standsForSecret = (literal: string | undefined): boolean =>
  literal !== undefined && /^\W*(?:\*{3,}|x{4,}|\W+(?:redacted|masked|hidden|secret|removed)\W+)\W*$/i.test(literal);

/** `id.write(out)`: an object writes itself to a stream, nothing is put into it. */
export const writesItselfTo = (callee: string, given: Expression | undefined): boolean =>
  /^write/i.test(callee) && given?.kind === 'name' && /^(?:out|output|writer|stream|os|dos|oos|w|dest)$|(?:Out|Output|Stream|Writer)$/.test(given.name);

/** What Go calls that which went wrong: `err`, `errClose`, `readErr`. */
export const namesOutcome = (name: string): boolean => /^(?:err\w{0,12}|\w{1,40}Err)$/.test(name);
/** What other languages call it, and what tells of it, beside the value. */
export const OUTCOME = /^(?:err|error|errors|err(?:or)?_?(?:msg|message)|exc?|exception|failure|msg|message|reason|status)$/i;
/** Makes one of a text. */
export const makesError = (callee: string): boolean => /^(?:Errorf|New|Wrapf?|WithMessagef?|Newf)$/.test(callee);
