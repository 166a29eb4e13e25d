import type { Samples } from './sample';

export const shell: Samples = {
  language: 'shellscript',
  file: 'deploy.sh',
  around: (statement) => `#!/bin/bash
PASSWORD="$1"
main() {
  ${statement}
}
get_password() {
  local password="$2"
  echo "$password"
}
main "$(get_password)"
`,
  leaks: [
    'echo $PASSWORD',
    'echo "pw $PASSWORD"',
    'echo "pw ${PASSWORD}"',
    'echo "pw ${PASSWORD:-none}"',
    'echo -n "a"$PASSWORD"b"',
    'echo "$PASSWORD" >&2',
    'echo "$PASSWORD" 1>&2',
    'echo "$PASSWORD" 2>/dev/null',
    'echo "$PASSWORD" > /dev/stderr',
    'echo "$PASSWORD" | tee out.log',
    'printf "%s\\n" "$PASSWORD"',
    'logger -t x "pw $PASSWORD"',
    'log_info "pw $PASSWORD"',
    '[[ "$DEBUG" == 1 ]] && echo "$PASSWORD"',
    'if [ -n "$PASSWORD" ]; then echo "$PASSWORD"; fi',
    'case "$1" in a) echo "$PASSWORD" ;; esac',
    'x="pw $PASSWORD"; echo "$x"',
    'x="pw "; x+="$PASSWORD"; echo "$x"',
    'x=(a "$PASSWORD"); echo "${x[@]}"',
    'x=$(echo "$PASSWORD" | base64); echo "$x"',
    'x=$(vault kv get -field=value secret/app); echo "$x"',
    'x=$(gcloud auth print-access-token); echo "$x"',
    'x=$(curl -s u | jq -r .access_token); echo "$x"',
    'read -s x; echo "$x"',
    'for x in "$PASSWORD"; do echo "$x"; done',
    'cat <<EOF\npw $PASSWORD\nEOF',
    'export API_KEY=$(pass show x); echo "$API_KEY"',
    'local x=$PASSWORD; echo "$x"',
    '( echo "$PASSWORD" ) >&2',
    'echo "$(echo "$PASSWORD")"',
  ],
  clean: [
    'echo "password"',
    "echo '$PASSWORD'",
    'echo "password of $USER"',
    'echo "${#PASSWORD}"',
    'echo "${PASSWORD:+set}"',
    'echo "${PASSWORD:0:4}..."',
    'echo "${PASSWORD//?/*}"',
    'echo "$PASSWORD" > file',
    'echo "$PASSWORD" >> "$FILE"',
    'echo "$PASSWORD" | docker login --password-stdin',
    'echo "$PASSWORD" | sha256sum',
    'printf "%s" "$PASSWORD" | chpasswd',
    'x=$(echo "$PASSWORD" | sha256sum); echo "$x"',
    'x=$(echo "$PASSWORD")',
    'cat <<EOF > file\npw $PASSWORD\nEOF',
    "cat <<'EOF'\npw $PASSWORD\nEOF",
    '{ echo "$PASSWORD"; } > file',
    'curl -H "Authorization: Bearer $PASSWORD" https://x',
    '[ -z "$PASSWORD" ] && echo "none $PASSWORD"',
    'if [ -z "$PASSWORD" ]; then echo "none: $PASSWORD"; fi',
    'if [ "$PASSWORD" = "" ]; then echo "none: $PASSWORD"; fi',
    'PASSWORD=none; echo "$PASSWORD"',
    'echo "$PASSWORD_FILE $SECRET_NAME $TOKEN_TYPE"',
    'echo "$PWD"',
    'PGPASSWORD="$PASSWORD" psql',
    'x=$(mask "$PASSWORD"); echo "$x"',
    'echo "${PASSWORD_FILE}"',
  ],
};
