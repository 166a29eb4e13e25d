import { describe, expect, it } from 'vitest';
import type { Document } from '../../../server/src/base/document';
import { checkConfiguration, configurationOf } from '../../../server/src/checks/logging/configuration/check';
import { languageOf } from '../../../server/src/syntax/languages';
import { expectCostBelow } from '../../support/cost';

const documentOf = (path: string, text: string): Document => ({ uri: `file:///work/${path}`, version: 1, languageId: languageOf(path), text });
const found = (path: string, text: string): string[] => checkConfiguration(documentOf(path, text)).map(({ span }) => text.slice(span.start, span.end));

const workflow = (step: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${step}
`;
const run = (line: string): string => workflow(`      - run: ${line}\n        env:\n          DEPLOY: \${{ secrets.DEPLOY }}`);
const block = (...lines: readonly string[]): string =>
  workflow(`      - env:\n          DEPLOY: \${{ secrets.DEPLOY }}\n        run: |\n${lines.map((line) => `          ${line}`).join('\n')}`);
const play = (task: string): string =>
  `- hosts: all\n  tasks:\n    - name: first\n      ansible.builtin.ping:\n${task}\n    - name: last\n      ansible.builtin.ping:\n`;

describe.each([
  ['.github/workflows/ci.yml', run('echo ${{ secrets.TOKEN }}')],
  ['.github/workflows/ci.yml', run('echo "x ${{ secrets.TOKEN }}"')],
  ['.github/workflows/ci.yml', run('echo $DEPLOY')],
  ['.github/workflows/ci.yml', run('echo "${DEPLOY}" >&2')],
  ['.github/workflows/ci.yml', run("echo '${{ toJSON(secrets) }}'")],
  ['.github/workflows/ci.yml', run('deploy --key ${{ fromJSON(secrets.ACCOUNT).key }}')],
  ['.github/workflows/ci.yml', block('set -x', 'deploy --key "$DEPLOY"')],
  ['.github/workflows/ci.yml', block('set -euxo pipefail', 'deploy --key ${{ secrets.TOKEN }}')],
  ['.github/workflows/ci.yml', block('echo "$API_TOKEN"')],
  ['.github/workflows/ci.yml', block('printf "%s" "$DEPLOY"')],
  ['.github/workflows/ci.yml', run('echo "$DEPLOY" | rev')],
  ['.github/workflows/ci.yml', run('echo ${{ secrets.TOKEN }} | base64 -w0')],
  ['.github/workflows/ci.yml', run('echo "x $DEPLOY" >> "$GITHUB_STEP_SUMMARY"')],
  ['.github/workflows/ci.yml', block('core.info(`x ${process.env.GH_TOKEN}`)')],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - echo $DB_PASSWORD\n'],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - vault kv get secret/app\n'],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - login && kubectl get secret app -o yaml\n'],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - cat .env\n'],
  ['.github/workflows/ci.yml', run('cat /run/secrets/key')],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "key $API_KEY"\n'],
  ['deploy/site.yml', play('    - name: show\n      debug:\n        msg: "pw {{ db_password }}"')],
  ['deploy/site.yml', play('    - name: show\n      ansible.builtin.debug:\n        var: db_password')],
  ['deploy/site.yml', play('    - name: users\n      user:\n        name: x\n        password: "{{ item.password }}"\n      loop: "{{ users }}"')],
  ['deploy/site.yml', play("    - name: show\n      debug: msg=\"{{ lookup('hashi_vault', 'secret=a:b') }}\"")],
  ['Dockerfile', 'FROM a\nARG NPM_TOKEN\nRUN env\n'],
  ['Dockerfile', 'FROM a\nARG NPM_TOKEN\nRUN make && env | sort\n'],
  ['Dockerfile', 'FROM a\nRUN echo $NPM_TOKEN\n'],
  ['Dockerfile', 'FROM a\nARG NPM_TOKEN\nRUN set -e && \\\n  echo "token ${NPM_TOKEN}"\n'],
  ['Dockerfile', 'FROM a\nRUN --mount=type=secret,id=key cat /run/secrets/key\n'],
  ['deploy/site.yml', play('    - name: show\n      debug:\n        var: join_token.stdout')],
  ['deploy/site.yml', play('    - name: show\n      shell: echo "{{ admin_password }}"')],
  ['main.tf', 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "echo password is ${random_password.db.result}"\n  }\n}\n'],
  [
    'main.tf',
    'resource "null_resource" "a" {\n  provisioner "remote-exec" {\n    inline = [\n      "echo admin password is ${var.admin_password}",\n    ]\n  }\n}\n',
  ],
  ['Dockerfile', 'FROM a\nCMD ["sh", "-c", "echo starting with $DB_PASSWORD; node server.js"]\n'],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  sh 'echo token $ERP'\n}\n"],
  ['Jenkinsfile', 'environment { NEXUS = credentials(\'nexus\') }\nsteps { echo "x ${NEXUS_PSW}" }\n'],
  ['ci/deploy.jenkinsfile', 'script { println("x " + env.API_TOKEN) }\n'],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  sh 'printenv'\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  script { println \"x ${ERP}\" }\n}\n"],
  ['Jenkinsfile', 'script {\n  def found = readJSON text: x\n  echo "x ${found.data.data.password}"\n}\n'],
  ['Jenkinsfile', 'script { error "x ${found?.password} failed" }\n'],
  ['azure-pipelines.yml', 'steps:\n  - script: echo "sql $(sqlPassword)"\n'],
  ['azure-pipelines.yml', 'steps:\n  - pwsh: Write-Host "x $env:API_TOKEN"\n    env: { API_TOKEN: $(token) }\n'],
  ['azure-pipelines.yml', 'steps:\n  - bash: deploy\n    env: { SQL_PASSWORD: $(sqlPassword) }\n  - script: set\n'],
  ['.gitlab-ci.yml', 'deploy:\n  script:\n    - \'echo "token $DEPLOY_TOKEN"\'\n'],
  ['.gitlab-ci.yml', 'deploy:\n  before_script:\n    - export\n  script:\n    - deploy --token "$DEPLOY_TOKEN"\n'],
  ['docker-compose.yml', 'services:\n  web:\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD}\n    command: sh -c \'echo "x $$DB_PASSWORD"; exec web\'\n'],
  ['compose.debug.yaml', 'services:\n  web:\n    entrypoint: ["sh", "-c", "cat /run/secrets/token"]\n'],
  ['deploy/site.yml', play('    - name: show\n      debug:\n        var: token_result.stdout')],
  ['main.tf', 'output "db_password" {\n  value = random_password.db.result\n}\n'],
  ['main.tf', 'output "api_key" {\n  value = nonsensitive(aws_api_gateway_api_key.main.value)\n}\n'],
  ['main.tf', 'output "db" {\n  value = data.azurerm_key_vault_secret.db.value\n}\n'],
  ['main.tf', 'output "db" {\n  value = data.google_secret_manager_secret_version.db.secret_data\n}\n'],
  ['main.tf', 'output "maps" {\n  value = google_apikeys_key.maps.key_string\n}\n'],
  ['main.tf', 'output "x" {\n  value = aws_db_instance.main.password\n}\n'],
  ['main.tf', 'output "key" {\n  description = "x"\n  value       = tls_private_key.ssh.private_key_pem\n}\n'],
  ['main.tf', 'output "token" {\n  value = var.api_token\n  sensitive = false\n}\n'],
  // Arguments behind the module's name, results of what reads a secret, a token of any kind.
  ['deploy/site.yml', play('    - debug: var=db_password')],
  ['deploy/site.yml', play('    - ansible.builtin.debug: { var: db_password }')],
  ['deploy/site.yml', play('    - debug: var=login.json.access_token')],
  ['deploy/site.yml', play('    - debug:\n        var: shop_token.stdout')],
  ['deploy/site.yml', play('    - command: vault kv get -field=x secret/db\n      register: out\n    - debug:\n        var: out.stdout')],
  [
    'deploy/site.yml',
    play('    - slurp:\n        src: /etc/app/token\n      register: kept\n      no_log: true\n    - debug:\n        msg: "{{ kept.content | b64decode }}"'),
  ],
  // What a step's script reads of the environment, under its own name or another.
  ['.github/workflows/ci.yml', block('import os', 'print("x", os.environ["API_TOKEN"])')],
  ['.gitlab-ci.yml', `a:\n  script:\n    - python -c "import os; print(os.environ['API_KEY'])"\n`],
  ['.github/workflows/ci.yml', block('const t = process.env.DEPLOY', 'console.log(`x ${t}`)')],
  ['.github/workflows/ci.yml', block('t = os.getenv("DEPLOY")', 'print(f"x {t}")')],
  ['.github/workflows/ci.yml', block('SENT="Bearer $DEPLOY"', 'echo "$SENT"')],
  ['.gitlab-ci.yml', 'a:\n  script:\n    - RESULT=$(aws secretsmanager get-secret-value --secret-id x)\n    - echo "$RESULT"\n'],
  ['azure-pipelines.yml', 'steps:\n  - pwsh: |\n      Write-Host "x $token"\n'],
  // Files into which a secret was written.
  ['Dockerfile', 'FROM a\nRUN echo "a=$NPM_TOKEN" > conf/app.ini\nRUN cat conf/app.ini\n'],
  ['.gitlab-ci.yml', 'a:\n  script:\n    - echo "$API_KEY" >> app.env\n    - cat app.env\n'],
  ['.github/workflows/ci.yml', run('cat ~/.npmrc')],
  ['main.tf', 'output "db" {\n  value = {\n    user     = "app"\n    password = random_password.db.result\n  }\n}\n'],
  ['main.tf', 'output "hosts" {\n  value = [\n    aws_instance.a.id,\n    random_password.db.result,\n  ]\n}\n'],
  // Groovy's own names.
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  script { println(ERP) }\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  def sent = ERP\n  println 'x ' + sent.reverse()\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  def sent = \"Bearer ${ERP}\"\n  echo sent\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  bat 'echo %ERP%'\n}\n"],
  ['Jenkinsfile', 'script {\n  def found = sh(script: "vault kv get secret/a", returnStdout: true)\n  echo found\n}\n'],
  ['Jenkinsfile', "script {\n  def props = readProperties file: 'a'\n  echo \"x ${props['db.password']}\"\n}\n"],
])('%s: %s', (path, text) => {
  it('is found', () => expect(found(path, text)).toHaveLength(1));
});

describe.each([
  [
    'Jenkinsfile',
    "environment { NEXUS = credentials('nexus') }\nsteps {\n  echo \"user ${NEXUS_USR} ${BUILD_NUMBER}\"\n  sh 'deploy --token $NEXUS_PSW'\n  sh 'printenv PATH'\n}\n",
  ],
  ['Jenkinsfile', "// echo $API_TOKEN\necho env.API_TOKEN ? 'set' : 'missing'\n"],
  ['Jenkinsfile', 'println "x ${found.data.version} ${password.length()}"\nprintln \'x ${found.password}\'\nsh "echo ${found.password} > key"\n'],
  ['azure-pipelines.yml', 'steps:\n  - script: echo "user $(sqlUser)"\n  - script: deploy --password "$(sqlPassword)"\n  - script: set -e\n'],
  ['azure-pipelines.yml', `steps:\n  - pwsh: Write-Host "x $([string]::IsNullOrEmpty($env:API_TOKEN))"\n`],
  ['.gitlab-ci.yml', 'deploy:\n  script:\n    - export API_TOKEN="$TOKEN"\n    - echo "$(get_password)" | deploy\n'],
  ['docker-compose.yml', 'services:\n  web:\n    environment:\n      MESSAGE: "echo $$DB_PASSWORD"\n    command: web --password-file /run/secrets/token\n'],
  ['.github/workflows/ci.yml', run('echo "done"')],
  ['.github/workflows/ci.yml', run('echo "::add-mask::$DEPLOY"')],
  ['.github/workflows/ci.yml', run("echo \"has a token: ${{ secrets.TOKEN && 'yes' || 'no' }}\"")],
  ['.github/workflows/ci.yml', run('echo ${{ secrets.TOKEN }} > key')],
  ['.github/workflows/ci.yml', run('echo ${{ secrets.TOKEN }} | docker login -u x --password-stdin')],
  ['.github/workflows/ci.yml', run('echo "$DEPLOY" >> ~/.netrc')],
  ['.github/workflows/ci.yml', run('echo "$DEPLOY" | base64 -d > key')],
  ['.github/workflows/ci.yml', run('echo "$DEPLOY" | base64 -d | docker login --password-stdin')],
  ['.github/workflows/ci.yml', run('echo "done" >> "$GITHUB_STEP_SUMMARY"')],
  ['.github/workflows/ci.yml', block('core.info(process.env.GH_TOKEN ? "set" : "missing", process.env.GH_TOKEN.length)')],
  ['Dockerfile', 'FROM a\nARG NPM_TOKEN\nRUN env NODE_ENV=x npm ci\n'],
  ['Dockerfile', 'FROM a\nARG GIT_SHA\nRUN env\n'],
  ['.github/workflows/ci.yml', run("echo ${{ secrets.TOKEN != '' }}")],
  ['.github/workflows/ci.yml', run('echo "${#DEPLOY} ${DEPLOY:+set}"')],
  ['.github/workflows/ci.yml', run('deploy --key ${{ secrets.TOKEN }}')],
  ['.github/workflows/ci.yml', block('set -x', 'make')],
  ['.github/workflows/ci.yml', block('set -x', 'make', 'set +x', 'deploy --key "$DEPLOY"')],
  ['.github/workflows/ci.yml', block('set -ex; make') + '      - run: deploy "$DEPLOY"\n'],
  ['.github/workflows/ci.yml', run('echo ${{ github.sha }} $GITHUB_OUTPUT')],
  ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "$CI_COMMIT_SHA"\n    # echo $DB_PASSWORD\n'],
  [
    '.gitlab-ci.yml',
    'build:\n  script:\n    - vault kv get -field=x secret/app > x\n    - PASSWORD=$(vault kv get secret/app)\n    - kubectl get secrets -o name\n',
  ],
  [
    '.gitlab-ci.yml',
    'build:\n  script:\n    - echo "x $DB_PASSWORD" &> /dev/null\n    - cat .env.example\n    - cat .env.defaults\n    - kubectl get secret x -o yaml &> /dev/null\n    - kubectl get secret x -o jsonpath={.metadata.name}\n    - aws ecr get-login-password --region x \\\n      | docker login --password-stdin r\n    - cat .env | deploy --secrets\n    - echo "run vault kv get secret/app"\n',
  ],
  ['.gitlab-ci.yml', "build:\n  script:\n    - echo '$DB_PASSWORD'\n    - echo $SECRET_NAME $TOKEN_TYPE\n"],
  ['deploy/site.yml', play('    - name: show\n      debug:\n        msg: "pw {{ db_password }}"\n      no_log: true')],
  ['deploy/site.yml', play('    - name: the password is {{ db_password_file }}\n      debug:\n        msg: "password changed for {{ user }}"')],
  ['deploy/site.yml', play('    - name: show\n      debug:\n        msg: "{{ db_password | hash(\'sha256\') }}"')],
  ['deploy/site.yml', play('    - name: one\n      user:\n        name: x\n        password: "{{ db_password }}"')],
  ['deploy/site.yml', play('    - name: users\n      user:\n        password: "{{ item.password }}"\n      loop: "{{ users }}"\n      no_log: yes')],
  ['values.yaml', 'db:\n  password: "{{ item.password }}"\n  message: echo $PASSWORD\n'],
  ['Dockerfile', 'FROM a\nARG NPM_TOKEN\nRUN echo "//r/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci\n'],
  ['Dockerfile', 'FROM a\nRUN --mount=type=secret,id=key KEY="$(cat /run/secrets/key)" make\n'],
  ['Dockerfile', 'FROM a\nENV X=1\nCMD echo hello\n'],
  ['main.tf', 'output "api_key" {\n  value = aws_api_gateway_api_key.main.id\n}\n'],
  ['main.tf', 'output "vault" {\n  value = azurerm_key_vault_secret.db.versionless_id\n}\n'],
  ['main.tf', 'output "db_password" {\n  value     = random_password.db.result\n  sensitive = true\n}\n'],
  ['deploy/site.yml', play('    - name: keep\n      shell: echo "{{ admin_password }}" | passwd --stdin app')],
  ['deploy/site.yml', play('    - name: keep\n      shell: echo "{{ admin_password }}" > /etc/app/password')],
  ['deploy/site.yml', play('    - name: use\n      shell: login --password "{{ admin_password }}"')],
  [
    'main.tf',
    'resource "null_resource" "a" {\n  provisioner "remote-exec" {\n    inline = [\n      "echo region ${var.region}",\n      "test -n \'${var.admin_password}\'",\n    ]\n  }\n}\n',
  ],
  ['main.tf', 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "echo created ${aws_instance.web.id}"\n  }\n}\n'],
  ['main.tf', 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "echo ${var.api_token} | login --stdin"\n  }\n}\n'],
  ['main.tf', 'output "secret_arn" {\n  value = aws_secretsmanager_secret.x.arn\n}\n'],
  ['main.tf', 'output "app_secret" {\n  value = google_secret_manager_secret.x\n}\n'],
  ['main.tf', 'output "db_password_secret_id" {\n  value = aws_secretsmanager_secret.x.id\n}\n'],
  ['main.tf', 'output "public_key" {\n  value = tls_private_key.ssh.public_key_openssh\n}\n'],
  ['main.tf', 'variable "db_password" {\n  type = string\n}\n'],
  ['main.tf', 'output "db" {\n  value = {\n    user = "app"\n    password = random_password.db.result\n  }\n  sensitive = true\n}\n'],
  ['main.tf', 'output "db" {\n  description = "x"\n  value = {\n    user = "app"\n    secret_arn = aws_secretsmanager_secret.x.arn\n  }\n}\n'],
  ['deploy/site.yml', play('    - debug: var=db_password\n      no_log: true')],
  ['deploy/site.yml', play('    - debug: var=next_token\n    - debug: msg="{{ db_password | ternary(1, 2) }} {{ api_token[:4] }}"')],
  ['deploy/site.yml', play('    - command: vault kv get -field=x secret/db\n      register: out\n    - debug:\n        var: out.rc')],
  ['deploy/site.yml', play('    - command: cat /etc/app/hosts\n      register: out\n    - debug:\n        var: out.stdout')],
  ['.github/workflows/ci.yml', block("core.info('x ' + Boolean(process.env.API_KEY) + typeof process.env.API_KEY + !process.env.API_KEY)")],
  ['.github/workflows/ci.yml', block('print(len(os.environ["API_TOKEN"]), "API_TOKEN" in os.environ, os.environ["GITHUB_REF"])')],
  ['.github/workflows/ci.yml', block('const token = process.env.DEPLOY', "console.log('the token is', token.length, 'the token', token ? 1 : 2)")],
  ['.github/workflows/ci.yml', block('SENT="$GITHUB_SHA"', 'echo "$SENT"')],
  ['Dockerfile', 'FROM a\nRUN echo "a=$GIT_SHA" > conf/app.ini\nRUN cat conf/app.ini\n'],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  script { println ERP.length() + ' ERP ' + (ERP ? 'set' : 'no') }\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  sh '''\n    echo ERP token\n  '''\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  def x = sh(script: \"echo $ERP\", returnStdout: true)\n}\n"],
  ['Jenkinsfile', "withCredentials([string(credentialsId: 'x', variable: 'ERP')]) {\n  echo \"${ERP.take(3)} ${ERP != null}\"\n}\n"],
])('%s: %s', (path, text) => {
  it('is silent', () => expect(found(path, text)).toEqual([]));
});

describe('which configuration a document is', () => {
  it.each([
    ['.github/workflows/ci.yml', 'pipeline'],
    ['action.yml', 'pipeline'],
    ['.gitlab-ci.yml', 'pipeline'],
    ['azure-pipelines.yml', 'pipeline'],
    ['roles/x/tasks/main.yml', 'ansible'],
    ['Dockerfile', 'dockerfile'],
    ['build.tf', 'terraform'],
    ['main.py', undefined],
    ['package.json', undefined],
  ])('%s: %s', (path, kind) => expect(configurationOf(documentOf(path, ''))).toBe(kind));

  it('stays linear in hostile text', () => {
    for (const path of ['.github/workflows/a.yml', 'a.yml', 'Dockerfile', 'a.tf', 'Jenkinsfile']) {
      for (const unit of [
        '${{ secrets.',
        'output "a" {',
        '- name: x\n',
        'RUN echo $A_TOKEN \\\n',
        ' set -x',
        '{{ password ',
        '$(',
        'x = a.b',
        'println "${token',
      ])
        expectCostBelow(1_500, () => checkConfiguration(documentOf(path, unit.repeat(40_000))), `${path}: ${unit}`);
    }
  });

  // Each took minutes, where a blank could be a line's end, or two repetitions could share what is between them.
  it.each([
    ['a.yml', 'empty lines', `token:${'\n'.repeat(100_000)}`],
    ['a.yml', 'blanks', `token:\n${' '.repeat(100_000)}`],
    ['a.yml', 'empty lines of a workflow', `token:\njobs:\n${'\n'.repeat(100_000)}`],
    ['a.yml', 'an expression of blanks', `- name: x\n  debug:\n${`    msg: "{{${' '.repeat(3900)}\n`.repeat(25)}`],
    ['.github/workflows/a.yml', 'expressions without end', `A: ${`${'${{ secrets '.repeat(330)}\nA: `.repeat(25)}`],
    ['.github/workflows/a.yml', 'values of blanks', `A: ${`${' '.repeat(3900)}\nA: `.repeat(25)}`],
    ['Dockerfile', 'redirections of blanks', `RUN echo ${'$A_TOKEN '.repeat(20)}2>${' '.repeat(3700)}\n`.repeat(25)],
    ['Dockerfile', 'appended blanks', `RUN echo ${'$A_TOKEN '.repeat(20)}>${' '.repeat(3700)}\n`.repeat(25)],
    ['a.tf', 'empty lines', `output "a_token" {${'\n'.repeat(3980)}`.repeat(25)],
    ['a.tf', 'members', `output "a" {\nvalue = ${'a.aaa.'.repeat(640)}(\n}\n`.repeat(25)],
  ])('%s: takes no longer for %s than for other text', (path, _what, text) => {
    expectCostBelow(1_500, () => checkConfiguration(documentOf(path, text)));
  });
});
