import type { Code } from '../../model/code';
import type { CallExpression } from '../../model/expression';
import { SECRET_COMMANDS, SHOWS_NONE } from '../../tables/secretCommands';

/*
 * Secrets that a program is given by somebody or something else, whatever the variable is called: what a person types at a prompt that asks for one, and
 * what a command prints that gives one (`vault kv get`, run as a process). The call's own text tells, and the text in front of it.
 */

/** What runs a command, and what gives its output. */
const RUNS =
  /^(?:exec(?:File|Sync|FileSync|Async|a|aCommand|SyncOutput)?|spawn(?:Sync)?|\$|sh|bash|cmd|check_output|check_call|getoutput|getstatusoutput|popen|Popen|run|run_command|system|shell_exec|passthru|proc_open|Output|CombinedOutput|output|capture2e?|capture3|capture|qx|!!|lines|lineStream|execute|readAllBytes|Process)$/;
/** How much of a call is read, and what of it is only punctuation of the language. */
const LONGEST = 500;
const PUNCTUATION = /["'`,[\]()]|\.args?\b|\b(?:exec\.)?Command(?:Context)?\b|::new\b|\bctx\b/g;

/** True for a call that gives what a command prints that gives a secret: `check_output(["vault", "kv", "get", …])`. */
export function givesCommandsSecret({ callee, span }: CallExpression, layout: Code): boolean {
  if (!RUNS.test(callee)) return false;
  const written = layout.of(span, LONGEST).replace(PUNCTUATION, ' ');
  return SECRET_COMMANDS.test(written) && !SHOWS_NONE.test(written);
}

/** The secrets of a notebook's host: Databricks, Synapse and Fabric, Colab, Kaggle. */
const HOST =
  /^(?:dbutils\.secrets\.get(?:Bytes)?|(?:mssparkutils|notebookutils)\.credentials\.getSecret\w{0,20}|userdata\.get|UserSecretsClient\(\)\.get_secret)\(/;
export const namesHost = (word: string): boolean => /^(?:dbutils|mssparkutils|notebookutils|userdata|UserSecretsClient)$/.test(word);
export const givesHostsSecret = ({ callee, span }: CallExpression, layout: Code): boolean => /^get/.test(callee) && HOST.test(layout.of(span, 120));

/** What asks a person. */
const ASKS =
  /^(?:input|raw_input|prompt|prompts|question|ask|askHidden|questionAsync|readline|readLine|readln|read_line|nextLine|ReadLine|ReadString|gets|ReadKey|Read-Host|interact|interact_on|Prompt|keyIn|password|secret|getline|fgets|unsafe_ask|mask)$/;
/** Says that what is typed is not to be seen. */
const HIDDEN =
  /\bhide_input\s?=\s?True|\bhideEchoBack\s?:\s?true|\bpassword\s?=\s?True|\.Secret\(|\bsetHidden\(|\bPassword::new\(|\bPassword::with_theme|-MaskInput\b|\b(?:questionary|inquirer)\.[pP]assword\b|\btype\s?:\s?["'](?:password|invisible)["']|\becho\s?[:=]\s?(?:false|False)|\bnoecho\b|\.mask\(|\bisPassword\s?[:=]/;
/** What a prompt asks for, as the last literal in front of what reads the answer, or in it. */
const LITERAL = /(["'`])((?:(?!\1)[^\\\n]){2,80})\1/g;
const LONGEST_CALL = 400;
/** Text in front of a call in which the prompt is looked for, in UTF-16 code units and lines. */
export const BEFORE = 260;
const MOST_LINES = 4;
/** What shows a text to a person. */
const SHOWS = /(?:\b(?:print\w{0,2}|puts|echo|[wW]rite\w{0,6}|printf|Print\w{0,2}|Fprint\w{0,2}|stdout\S{0,12}|Write-Host|say)\b|<<)[^\n]{0,120}$/;

/** True for a call whose answer is what somebody types who is asked for a secret. `judge`: of the name that a text gives it. */
export function asksForSecret(call: CallExpression, layout: Code, isSecret: (name: string) => boolean): boolean {
  if (!ASKS.test(call.callee)) return false;
  const { start, end } = call.span;
  const written = layout.of({ start, end }, LONGEST_CALL);
  if (HIDDEN.test(written)) return true;
  // Who asks in the call itself says what for there.
  const own = literalsIn(written);
  if (own.length > 0) return own.some((literal) => namesSecret(literal, isSecret));
  return ANSWERS.test(call.callee) && isAskedBefore(layout.before(start, BEFORE), isSecret);
}

/** Reads an answer to what was asked before. */
const ANSWERS = /^(?:input|raw_input|readline|readLine|readln|nextLine|ReadLine|ReadString|gets|fgets)$/;

const literalsIn = (written: string): readonly string[] => [...written.matchAll(LITERAL)].map(([, , literal = '']) => literal);

/** True where the last line with a prompt in front of a place asks for a secret. */
function isAskedBefore(before: string, isSecret: (name: string) => boolean): boolean {
  for (const line of before.split('\n').slice(0, -1).slice(-MOST_LINES).reverse()) {
    const literal = literalsIn(line).at(-1);
    if (literal === undefined) continue;
    return SHOWS.test(line.slice(0, line.lastIndexOf(literal))) && namesSecret(literal, isSecret);
  }
  return false;
}

/** True for a question whose last words before its end name a secret: `Enter your API key: `, `Password?`, `New password (twice)`. */
function namesSecret(literal: string, isSecret: (name: string) => boolean): boolean {
  const words = (/^[^?:(.,;\n]*/.exec(literal.replace(/\\n|\\t/g, ' ').trim())?.[0] ?? '').split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '');
  return words.slice(-3).some((_, at, last) => isSecret(last.slice(at).join('_')));
}

/** Constructors of what a cloud is asked with, whose answer holds a secret: `client.send(new GetSecretValueCommand(…))`. */
const COMMANDS =
  /^(?:GetSecretValue|BatchGetSecretValue|AssumeRole\w{0,20}|GetSessionToken|GetFederationToken|CreateAccessKey|GetAuthorizationToken|GetRandomPassword|GenerateDataKey|Decrypt)Command$/;
const DECRYPTED = /^GetParameters?(?:ByPath)?Command$/;

/** The name of such a constructor among the arguments of a call. */
export function cloudCommand({ arguments: given }: CallExpression, layout: Code): string | undefined {
  const made = given.find(
    ({ value }) => value.kind === 'call' && value.constructs === true && (COMMANDS.test(value.callee) || DECRYPTED.test(value.callee)),
  )?.value;
  if (made?.kind !== 'call') return undefined;
  return COMMANDS.test(made.callee) || /\bWithDecryption\s?:\s?true/.test(layout.of(made.span, LONGEST)) ? made.callee.replace(/Command$/, '') : undefined;
}

const SEPARATOR = '(?:["\'`,\\s[\\]()]|\\.args?){1,9}';
/** Words of one of these commands in a text: what runs a command may give a secret. For the look at the words of a text. */
export const NAMES_COMMAND = new RegExp(
  `\\b(?:vault${SEPARATOR}(?:kv|read|operator)|secretsmanager|get-login-password|get-parameters?|print-(?:access|identity)-token|versions${SEPARATOR}access|get-access-token|keyvault|expose-token|gh${SEPARATOR}auth|op${SEPARATOR}(?:read|item)|pass${SEPARATOR}(?:show|-c)|find-(?:generic|internet)-password|kubectl${SEPARATOR}(?:get|create)|sops${SEPARATOR}-?-?d|age${SEPARATOR}--?d|secret-tool|bw${SEPARATOR}get|keyring${SEPARATOR}get|systemd-ask-password)`,
);
/** …and a literal in which somebody is asked for one, or what hides the answer. */
export const NAMES_PROMPT = new RegExp(
  `["'\`][^"'\`\\n]{0,60}(?:pass(?:w|phrase|code)|secret|token|key\\b|\\bpin\\b|credential|contrase|senha|kennwort)[^"'\`\\n]{0,60}["'\`]|${HIDDEN.source}`,
  'i',
);
export const runsCommand = (callee: string): boolean => RUNS.test(callee);
export const asksPerson = (callee: string): boolean => ASKS.test(callee);
export const isCloudCommand = (callee: string): boolean => COMMANDS.test(callee) || DECRYPTED.test(callee);
