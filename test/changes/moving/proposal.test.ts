import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { isUsableVariable } from '../../../server/src/base/names';
import type { Place } from '../../../server/src/references/referenceSyntax';
import { enclosingNames, proposePath, proposeVariable } from '../../../server/src/changes/moving/proposal';
import { expectCostBelow } from '../../support/cost';

const VALUE = 'Zx9-unguessable-q1';

function propose(text: string, more: { subject?: string; rule?: string; file?: string; path?: string[]; taken?: string[]; others?: string[] } = {}): string {
  const at = text.indexOf(VALUE);
  const document = { uri: 'file:///p/x', version: 0, languageId: 'x', text };
  const finding = (start: number, length: number, subject?: string): Finding => ({
    rule: more.rule ?? 'credential.password',
    span: { start, end: start + length },
    related: [],
    grade: 'likely',
    ...(subject === undefined ? {} : { subject }),
    anchor: { context: '', occurrence: 0 },
  });
  const own = finding(at, VALUE.length, more.subject);
  const others = (more.others ?? []).map((other) => finding(text.indexOf(other), other.length));
  const place: Place | undefined =
    more.path === undefined ? undefined : { document, whole: own.span, value: own.span, decoded: VALUE, context: 'scalar', path: more.path };
  const file = `/work/shop/${more.file ?? 'src/index.ts'}`;
  return proposeVariable({ document, finding: own, place, findings: [own, ...others], file, root: '/work/shop' }, new Set(more.taken ?? []));
}

describe('the proposed variable', () => {
  it.each<[string, string, Parameters<typeof propose>[1], string]>([
    ['a telling name stands for itself', `const stripeKey = "${VALUE}"`, { subject: 'stripeKey', rule: 'credential.stripe-secret-key' }, 'STRIPE_KEY'],
    ['a generic name takes the provider', `const key = "${VALUE}"`, { subject: 'key', rule: 'credential.stripe-secret-key' }, 'STRIPE_SECRET_KEY'],
    ['no name takes the provider', `f("${VALUE}")`, { rule: 'credential.github-token' }, 'GITHUB_TOKEN'],
    ['a generic name takes the object around it', `const smtp = {\n  password: "${VALUE}",\n}`, { subject: 'password' }, 'SMTP_PASSWORD'],
    ['on one line too', `db: { host: "h", password: "${VALUE}" }`, { subject: 'password' }, 'DB_PASSWORD'],
    ['the class around it', `class Mailer:\n    def __init__(self):\n        self.password = "${VALUE}"`, { subject: 'self.password' }, 'MAILER_PASSWORD'],
    ['a generic name takes the file', `password = "${VALUE}"`, { subject: 'password', file: 'src/billing.py' }, 'BILLING_PASSWORD'],
    ['a file that says nothing: the folder', `password = "${VALUE}"`, { subject: 'password', file: 'src/orders/index.ts' }, 'ORDERS_PASSWORD'],
    ['at last the project', `password = "${VALUE}"`, { subject: 'password', file: 'src/main.py' }, 'SHOP_PASSWORD'],
    ['data: the keys above', `x: "${VALUE}"`, { subject: 'password', path: ['mail', 'password'], file: 'config.yaml' }, 'MAIL_PASSWORD'],
    [
      'data: structural keys are passed over',
      `x: "${VALUE}"`,
      { subject: 'password', path: ['services', 'redis', 'environment', 'password'], file: 'c.yaml' },
      'REDIS_PASSWORD',
    ],
    ['Spring', `x=${VALUE}`, { subject: 'spring.datasource.password', path: ['spring', 'datasource', 'password'] }, 'SPRING_DATASOURCE_PASSWORD'],
    ['THREATS 16: path is not PATH', `const path = "${VALUE}"`, { subject: 'path', rule: 'credential.stripe-secret-key' }, 'STRIPE_SECRET_KEY'],
    ['THREATS 16: nodeOptions', `const nodeOptions = "${VALUE}"`, { subject: 'nodeOptions', file: 'src/jobs.ts' }, 'JOBS_NODE_OPTIONS'],
    ['THREATS 16: gitSshCommand', `const gitSshCommand = "${VALUE}"`, { subject: 'gitSshCommand', file: 'src/jobs.ts' }, 'JOBS_GIT_SSH_COMMAND'],
    ['THREATS 16: LD_PRELOAD', `LD_PRELOAD = "${VALUE}"`, { subject: 'LD_PRELOAD', file: 'src/jobs.ts' }, 'JOBS_LD_PRELOAD'],
    ['taken: joined with what is around', `const smtp = {\n  apiPass: "${VALUE}",\n}`, { subject: 'apiPass', taken: ['API_PASS'] }, 'SMTP_API_PASS'],
    [
      'all taken: numbered',
      `const dbPass = "${VALUE}"`,
      { subject: 'dbPass', taken: ['DB_PASS', 'SHOP_DB_PASS', 'SHOP_PASSWORD', 'APP_PASSWORD', 'APP_SECRET'] },
      'DB_PASS_2',
    ],
    ['a subject in another script', `const пароль = "${VALUE}"`, { subject: 'пароль', file: 'src/orders.ts' }, 'ORDERS_PASSWORD'],
    [
      'a name that is itself a finding is not used',
      `{ "tok-9f8e7d6c5b4a": { password: "${VALUE}" } }`,
      { subject: 'tok-9f8e7d6c5b4a.password', others: ['tok-9f8e7d6c5b4a'], file: 'a/orders.json' },
      'ORDERS_PASSWORD',
    ],
    ['a call that takes it', `DriverManager.getConnection(u, "root", "${VALUE}")`, { subject: 'getconnection' }, 'CONNECTION_PASSWORD'],
    ['a setter says its kind alone', `ds.setPassword("${VALUE}")`, { subject: 'setpassword', file: 'src/Billing.java' }, 'BILLING_PASSWORD'],
    ['a command that takes it', `curl -u bob:${VALUE} http://h`, { subject: 'curl', file: 'src/sync.sh' }, 'CURL_PASSWORD'],
    ['one letter says nothing', `const k = "${VALUE}"`, { subject: 'k', file: 'src/orders.ts' }, 'ORDERS_PASSWORD'],
  ])('%s', (_title, text, more, expected) => {
    expect(propose(text, more)).toBe(expected);
  });

  const link = 'credential.connection-string';
  it.each<[string, string, Parameters<typeof propose>[1], string]>([
    ['the variable before a URL', `const databaseUrl = "mysql://root:${VALUE}@db/x"`, { subject: 'databaseUrl' }, 'DATABASE_PASSWORD'],
    ['a settings name', `DATABASE_URL = "postgres://u:${VALUE}@h/d"`, { subject: 'DATABASE_URL' }, 'DATABASE_PASSWORD'],
    ['a longer one', `CELERY_BROKER_URL = "amqp://u:${VALUE}@h//"`, { subject: 'CELERY_BROKER_URL' }, 'CELERY_BROKER_PASSWORD'],
    ['a connection string', `const shopConnectionString = "Server=db;Password=${VALUE};"`, { subject: 'shopConnectionString' }, 'SHOP_PASSWORD'],
    ['a name that says nothing takes the scheme', `const connection = "postgresql://shop:${VALUE}@db/shop"`, { subject: 'connection' }, 'POSTGRES_PASSWORD'],
    ['and so does none', `connect("amqp://worker:${VALUE}@mq")`, {}, 'AMQP_PASSWORD'],
    ['redis with TLS', `const uri = "rediss://:${VALUE}@cache:6379"`, { subject: 'uri' }, 'REDIS_PASSWORD'],
    ['mongodb+srv', `const url = "mongodb+srv://app:${VALUE}@c0/x"`, { subject: 'url' }, 'MONGODB_PASSWORD'],
    ['a driver after a plus', `dsn = "mysql+pymysql://u:${VALUE}@h/d"`, { subject: 'dsn' }, 'MYSQL_PASSWORD'],
    ['jdbc, as a parameter', `open("jdbc:postgresql://db/shop?user=shop&password=${VALUE}")`, {}, 'POSTGRES_PASSWORD'],
    ['jdbc, in a list', `open("jdbc:sqlserver://db:1433;user=sa;password=${VALUE};")`, {}, 'SQLSERVER_PASSWORD'],
    ['jdbc of Oracle', `open("jdbc:oracle:thin:scott/${VALUE}@//db:1521/x")`, {}, 'ORACLE_PASSWORD'],
    ['the object around it', `const cfg = { cache: { url: "redis://:${VALUE}@h" } }`, { subject: 'url' }, 'CACHE_PASSWORD'],
    ['the class around it', `class Orders {\n  String url = "jdbc:mysql://u:${VALUE}@h/d";\n}`, { subject: 'url' }, 'ORDERS_PASSWORD'],
    ['data: the keys above', `url: jdbc:mysql://db/x?password=${VALUE}`, { subject: 'url', path: ['spring', 'datasource', 'url'] }, 'DATASOURCE_PASSWORD'],
    ['https says nothing: the file', `f("https://u:${VALUE}@nexus.invalid/")`, { rule: 'credential.url-password', file: 'a/nexus.js' }, 'NEXUS_PASSWORD'],
    [
      'taken: the next owner',
      `const connection = "postgres://s:${VALUE}@db"`,
      { subject: 'connection', taken: ['POSTGRES_PASSWORD'], file: 'database.js' },
      'DATABASE_PASSWORD',
    ],
    ['a scheme in another literal does not count', `f("redis://h", "u:${VALUE}")`, { file: 'a/nexus.js' }, 'NEXUS_PASSWORD'],
    ['the whole is named as a whole', `const databaseUrl = "${VALUE}"`, { subject: 'databaseUrl', rule: 'credential.password' }, 'DATABASE_URL'],
    ['an account key by its provider', `"AccountKey=${VALUE}"`, { subject: 'AccountKey', rule: 'credential.azure-storage-key' }, 'AZURE_STORAGE_KEY'],
  ])('inside a connection string: %s', (_title, text, more, expected) => {
    expect(propose(text, { rule: link, ...more })).toBe(expected);
  });

  it('is usable whatever the subject', () => {
    for (const subject of ['', '9', '--', 'a'.repeat(300), '\u202e', 'PATH', 'ld_library_path', 'https_proxy', '${x}', '`', 'ünïcode-schlüssel', '9lives'])
      expect(isUsableVariable(propose(`x = "${VALUE}"`, { subject })), subject).toBe(true);
  });
});

it.each([
  ['{name}', 'A_KEY', true, 'A_KEY'],
  ['{environment}/{name}', 'A_KEY', true, 'A_KEY'],
  ['team/{name}', 'A_KEY', true, 'TEAM_A_KEY'],
  ['secret/data/{environment}/{name}', 'A_KEY', false, 'secret/data/A_KEY'],
  ['../../{name}', 'A_KEY', false, 'A_KEY'],
  ['a b$(x)/{name}', 'A_KEY', false, 'a-b-x/A_KEY'],
  ['', 'A_KEY', true, 'A_KEY'],
])('the path by template %s', (template, variable, embedded, expected) => {
  expect(proposePath(template, variable, embedded)).toBe(expected);
});

it('looks at a bounded stretch above a finding', () => {
  const text = `const far = {\n${'  x: 1,\n'.repeat(100_000)}  password: "`;
  expectCostBelow(50, () => enclosingNames(text, text.length));
});
