// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
const dashes = '-'.repeat(5);
const tokenStarts = [`ghp_`, 'AKIA', `sk_live_`, 'SG.', 'xoxb-', 'glpat-', `npm_`].join(' ');

/** A text that somebody wrote to make a scanner slow: how it grows, and in which language it is read. */
export interface HostileText {
  readonly name: string;
  /** The family of detectors that it is made for. */
  readonly family: 'assignment' | 'call' | 'command' | 'token' | 'connection' | 'jwt' | 'private-key' | 'anchor';
  readonly languageId: string;
  readonly make: (size: number) => string;
}

const repeated = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const nested = (open: string, close: string) => (size: number) => {
  const depth = Math.floor(size / (open.length + close.length));
  return open.repeat(depth) + close.repeat(depth);
};
const row = (family: HostileText['family'], name: string, languageId: string, make: HostileText['make']): HostileText => ({ family, name, languageId, make });

/** Repeated keywords, near matches, quotes and brackets that nobody closes, deep nesting: for each family of detectors. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  row('assignment', 'key=', 'properties', repeated('key=')),
  row('assignment', 'names alone', 'typescript', repeated('secret ')),
  row('assignment', 'names on lines', 'typescript', repeated('secret\n')),
  row('assignment', 'quotes without end', 'typescript', repeated('password="')),
  row('assignment', 'quotes without end on lines', 'python', repeated('password="\n')),
  row('assignment', 'quotes of all kinds', 'typescript', repeated('"\'`')),
  row('assignment', 'three quotes without end', 'python', repeated('password = """\n')),
  row('assignment', 'concatenations', 'java', repeated('password = "a" +\n')),
  row('assignment', 'one concatenation', 'java', (size) => `password = ${repeated('"a" + ')(size)}`),
  row('assignment', 'fallbacks', 'javascript', repeated('token = a || b ?? ')),
  row('assignment', 'escapes', 'json', repeated('\\"password\\": \\"a')),
  row('assignment', 'blank lines', 'yaml', repeated(`password:${'\n'.repeat(60)}`)),
  row('assignment', 'blanks', 'yaml', repeated(`password:${' '.repeat(60)}`)),
  row('assignment', 'names of parts', 'yaml', repeated('api-key-secret-token.password_')),
  row('assignment', 'one long name', 'typescript', (size) => repeated('password')(size)),
  row('assignment', 'short values', 'properties', repeated('password=Kq7\n')),
  row('assignment', 'entries', 'json', repeated('{"password":')),
  row('assignment', 'named pairs', 'yaml', repeated('name: password, ')),
  row('assignment', 'elements', 'xml', repeated('<password>')),
  row('assignment', 'nested elements', 'xml', nested('<password>', '</password>')),
  row('assignment', 'nested maps', 'json', nested('{"password":', '}')),
  row('assignment', 'defaults', 'shellscript', repeated('${PASSWORD:-')),
  row('assignment', 'nested defaults', 'shellscript', nested('${PASSWORD:-', '}')),
  row('assignment', 'comparisons', 'typescript', repeated('password === ')),
  row('assignment', 'types', 'typescript', repeated('password: Map<string, ')),
  row('assignment', 'documents of secrets', 'yaml', repeated('---\nkind: Secret\ndata:\n')),
  row('assignment', 'one document of secrets', 'yaml', (size) => `kind: Secret\ndata:\n${repeated('  password: QQ==\n')(size)}`),
  row('assignment', 'kinds of one document', 'yaml', repeated('kind: Secret\n')),
  row('call', 'calls without end', 'javascript', repeated('jwt.sign(')),
  row('call', 'nested calls', 'javascript', nested('jwt.sign(a, ', ')')),
  row('call', 'calls with names', 'javascript', repeated('jwt.sign(a, b);\n')),
  row('call', 'calls and constants', 'javascript', repeated('b = "x"; jwt.sign(a, b);\n')),
  row('call', 'chains', 'java', repeated('encoder().encode(')),
  row('call', 'setters', 'java', repeated('x.setPassword(')),
  row('command', 'commands', 'shellscript', repeated('curl -u a:')),
  row('command', 'schemes', 'plaintext', repeated('Bearer a ')),
  row('command', 'SQL', 'sql', repeated("identified by '")),
  row('token', 'provider names', 'plaintext', repeated('asana twilio github ')),
  row('token', 'provider names and operators', 'plaintext', repeated('asana: "a1" ')),
  row('token', 'provider names and near values', 'plaintext', repeated(`asana_token = ${'a1B2c3D4e5'.repeat(3)} `)),
  row('token', 'starts', 'plaintext', repeated(tokenStarts)),
  row('token', 'one unit short', 'plaintext', repeated(`npm_${'a1B2c3D4e5'.repeat(3)}fffff `)),
  row('token', 'parts', 'plaintext', repeated('T3BlbkFJ:AA-us1.atlasv1. ')),
  row('token', 'signatures', 'plaintext', repeated('?sv=2020-01-01&sig=')),
  row('connection', 'URLs', 'plaintext', repeated('a://b:c@d ')),
  row('connection', 'URLs without end', 'plaintext', repeated('a://b:')),
  row('connection', 'one line', 'plaintext', repeated('server=x;password=')),
  row('jwt', 'starts', 'plaintext', repeated('eyJ.eyJ')),
  row('jwt', 'no end', 'plaintext', repeated('eyJhbGciOiJIUzI1NiJ9')),
  row('private-key', 'no end', 'plaintext', repeated(`${dashes}BEGIN PRIVATE KEY${dashes}\n`)),
  row('private-key', 'PuTTY', 'plaintext', repeated('PuTTY-User-Key-File-2: x\nPrivate-Lines: 9\n')),
  row('anchor', 'findings on one line', 'json', repeated(`"password":"Kq7zV3xYw","`)),
  row('anchor', 'findings on lines', 'properties', repeated(`password=Kq7zV3xYw\n`)),
];
