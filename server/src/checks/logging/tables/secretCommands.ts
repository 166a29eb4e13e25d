/** Commands that give a secret. */
export const SECRET_COMMANDS =
  /\b(?:vault\s+(?:kv\s+get|read|operator\s+init)\b|aws\s+secretsmanager\s+get-secret-value\b|aws\s+ecr\s+get-login-password\b|aws\s+ssm\s+get-parameters?\b[^\n|)]{0,200}--with-decryption|gcloud\s+(?:auth\s+(?:application-default\s+)?print-(?:access|identity)-token|secrets\s+versions\s+access)\b|az\s+(?:account\s+get-access-token|keyvault\s+secret\s+show|acr\s+login\s+--expose-token)\b|gh\s+auth\s+token\b|op\s+(?:read|item\s+get)\b|pass\s+(?:show|-c)\b|security\s+find-(?:generic|internet)-password\b|kubectl\s+(?:get\s+secrets?\b[^\n|)]{0,200}-o|create\s+token\b)|sops\s+(?:-d|--decrypt|decrypt)\b|age\s+(?:-d|--decrypt)\b|secret-tool\s+lookup\b|bw\s+get\s+password\b|keyring\s+get\b|systemd-ask-password\b)/;
/** Files that hold a secret, by where they lie. */
export const SECRET_FILES =
  /(?:^|\/)(?:run\/secrets\/[\w.-]+|secrets\/kubernetes\.io\/serviceaccount\/token|\.ssh\/id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|\.my\.cnf|\.aws\/credentials|\.git-credentials|\.vault-token|\.docker\/config\.json|etc\/shadow|\.(?:npmrc|pypirc|vault_pass|vaultpass)|\.kube\/config|proc\/(?:self|\d{1,7}|\$\$|\$\{?\w{1,30}\}?)\/environ|\.env(?:\.(?!example|sample|template|dist|schema|defaults?)[\w-]{1,20})?|[\w.-]{0,40}private[\w.-]{0,12}\.(?:key|pem))["']?$/;
/** The same anywhere in a text. */
export const SECRET_FILE_ANYWHERE = new RegExp(SECRET_FILES.source.replace('(?:^|\\/)', '(?:^|[\\s/"\'=<])').replace(/\["'\]\?\$$/, '(?![\\w.-])'), 'm');
/** Lists all variables with their values: without a name behind it. */
export const LISTS_ENVIRONMENT = /\b(?:(?:print)?env|(?:export|declare|typeset)(?:\s+-[pxg]+)?|set)[ \t]*(?:$|[|;>&)`#\r\\])/m;
/** Options by which such a command tells of a secret without showing it. */
export const SHOWS_NONE = /-o[= ]?["']?(?:name|wide)\b|jsonpath=["']?\{\.(?:metadata|type)/;
