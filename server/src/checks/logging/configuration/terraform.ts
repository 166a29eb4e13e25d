import type { LoggingCandidate } from '../model/candidate';
import { judgeName } from '../tables/names';
import { leadsAway, leak } from './echo';

const OUTPUT = /^[ \t]*output[ \t]+"([\w-]{1,120})"[ \t]*\{/gm;
/** A command of a provisioner, or one of its `inline` list: what it prints stands in the log of `terraform apply`. */
const COMMAND = /^[ \t]*(?:command[ \t]*=[ \t]*"[^\n]{0,400}?\b|"(?:sudo )?)(?:echo|printf)[ \t][^\n]{0,600}/gm;
const INSERTED = /\$\{([^}\n]{1,200})\}/g;
const VALUE = /^([ \t]*value[ \t]*=[ \t]*)(.+)$/m;
/** One entry of a map or list that begins on a line of its own. */
const ENTRY = /^([ \t]{0,80}(?:["(]?([A-Za-z_][\w-]{0,80})[")]?[ \t]{0,40}[=:][ \t]{0,40})?)(?=[^ \t\n])(.{1,1000})$/gm;
/** Arguments of the output itself that say nothing of its value. */
const NOT_SHOWN = /^(?:description|depends_on|sensitive|ephemeral|condition|error_message)$/;
/** Longest block that is looked at, in UTF-16 code units. */
const LONGEST = 4_000;
/** Longest value of an output that is read. */
const LONGEST_VALUE = 1_000;
/** The output is said to be a secret, or not kept. A blank before it is no line's end, behind which a search would go on from each line. */
const SAID = /^[ \t]*(?:sensitive|ephemeral)[ \t]*=[ \t]*true\b/m;
/** Attributes of resources that hold a secret under a plain name. */
const GIVEN =
  /\b(?:random_password|random_bytes)\.[\w-]+(?:\[[^\]]*\])?\.(?:result|bcrypt_hash|hex|base64)\b|\btls_private_key\.[\w-]+(?:\[[^\]]*\])?\.private_key_\w+|\baws_iam_access_key\.[\w-]+(?:\[[^\]]*\])?\.(?:secret|ses_smtp_password_v4)\b|\b(?:data\.)?aws_secretsmanager_secret_version\.[\w-]+\.secret_string\b|\b(?:data\.)?google_secret_manager_secret_version\w{0,10}\.[\w-]+\.secret_data\b|\b(?:(?:data\.)?azurerm_key_vault_secret|aws_api_gateway_api_key)\.[\w-]+(?:\[[^\]]*\])?\.value\b|\bgoogle_apikeys_key\.[\w-]+\.key_string\b|\bkube_config_raw\b/;
const MEMBER = /\b(?:var|local|module|data|resource|[a-z][a-z\d_]*)\.[\w.[\]"'*-]*?([a-z][\w]{2,80})(?![\w.[(])/g;
/** What is not shown of a value: its name, whether it is there. */
const HIDDEN = /\bnonsensitive\b/;

/** Outputs whose value is a secret and that do not say `sensitive = true`: `terraform apply` prints them, and so does the log of the pipeline. */
export function checkTerraform(text: string): readonly LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  for (const match of text.matchAll(OUTPUT)) {
    const open = match.index + match[0].length - 1;
    const body = block(text, open);
    if (SAID.test(body)) continue;
    const value = VALUE.exec(body);
    if (value?.[1] === undefined || value[2] === undefined) continue;
    found.push(...shown(value[2], open + value.index + value[1].length, match[1] ?? ''));
    // A map or list over several lines.
    if (!/[{[(]\s*$/.test(value[2])) continue;
    for (const line of body.slice(value.index + value[0].length).matchAll(ENTRY))
      if (!NOT_SHOWN.test(line[2] ?? ''))
        found.push(...shown(line[3] ?? '', open + value.index + value[0].length + line.index + (line[1] ?? '').length, line[2] ?? ''));
  }
  return [...found, ...printed(text)];
}

/** The secret that an expression of an output shows under a name. */
function shown(written: string, start: number, name: string): LoggingCandidate[] {
  const expression = written
    .slice(0, LONGEST_VALUE)
    .replace(/\s(?:#|\/\/).*$/, '')
    .trimEnd();
  const subject = secretIn(expression, name);
  return subject === undefined ? [] : [leak(start, start + expression.length, subject)];
}

/** Secrets that a provisioner's command prints. */
function printed(text: string): LoggingCandidate[] {
  const found: LoggingCandidate[] = [];
  for (const { 0: line, index } of text.matchAll(COMMAND)) {
    const from = line.search(/\b(?:echo|printf)[ \t]/);
    for (const inserted of line.matchAll(INSERTED)) {
      const end = inserted.index + inserted[0].length;
      const subject = inserted.index < from ? undefined : secretIn(inserted[1] ?? '', '');
      if (subject !== undefined && !leadsAway(line, end)) found.push(leak(index + inserted.index, index + end, subject));
    }
  }
  return found;
}

/** The part of an output's value that is a secret. */
function secretIn(expression: string, output: string): string | undefined {
  if (/^"[^"$]*"$|^(?:true|false|\d+|null)$/.test(expression) || /^(?:length|sha\d+|md5|bcrypt|can|try\(false)\b/.test(expression)) return undefined;
  // What keeps a secret shows its name and where it lies; its versions hold the value.
  if (/^(?:google_secret_manager_secret|aws_secretsmanager_secret|azurerm_key_vault)\.[\w-]+$/.test(expression)) return undefined;
  const given = GIVEN.exec(expression)?.[0];
  if (given !== undefined) return given.slice(given.lastIndexOf('.') + 1);
  for (const match of expression.matchAll(MEMBER)) {
    const name = match[1] ?? '';
    if (judgeName(name) === 'secret') return name;
  }
  // The output's own name counts where the value's says nothing against it (`.arn`, `.id`, `.name`).
  return judgeName(output) === 'secret' &&
    !HIDDEN.test(expression) &&
    !/\.(?:arn|id|name|url|uri|path|key_id|version|secret_id|endpoint)$/.test(expression.trim())
    ? output
    : undefined;
}

/** From an opening brace to the one that closes it; what stands in strings is not told apart, as outputs hold few braces there. */
function block(text: string, open: number): string {
  let depth = 0;
  const end = Math.min(text.length, open + LONGEST);
  for (let at = open; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 123) depth++;
    else if (unit === 125 && --depth === 0) return text.slice(open, at + 1);
  }
  return text.slice(open, end);
}
