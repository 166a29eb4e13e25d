/** Longest stretch of a name that is looked at, in UTF-16 code units: what a value is stands at the end of its name. */
const LONGEST = 120;

/** Words that names run together with others: `dbpassword`, `accesstoken`, `sessionid`. Longest first, so that `passphrase` is not read as `pass`. */
const HEADS =
  'connectionstring passphrase passwords passwort password passcode passwd credentials credential cookies cookie secrets secret tokens token apikeys apikey privkey privatekey secretkey accesskey'.split(
    ' ',
  );

/** Words that only look as if one of `HEADS` stood in them. */
const WHOLE = new Set(
  (
    'tokenizer tokenizers tokenize tokenized tokenizes tokenise tokenised tokeniser tokenization tokenisation tokenizing detokenize detokenizer untokenize ' +
    'secretary secretaries secretariat secretion secretly passwordless tokenless cookieless cookiejar cookiecutter betoken fortune'
  ).split(' '),
);

/** What may stand in front of a head that is run together with it. Others are kept as they are: `betoken` is no token. */
const LEADS = new Set(
  (
    'access auth bearer refresh id api app user client session admin root db my new old login x g j o oauth jwt csrf xsrf bot web sso ' +
    'db sql pg mysql smtp mail email ftp ssh ldap redis mongo proxy wifi wlan http basic github gitlab slack aws azure gcp master shared encrypted hashed ' +
    'get set has is no reset forgot change next page sync push device fcm apns security service account private secret public signed super key keystore truststore ' +
    'store bind sys system machine host cluster node agent nick dom site master personal temp tmp default plain raw your the enc dec clear hash next prev last'
  ).split(' '),
);
/** What may stand behind a head that is run together with it. */
const FOLLOWS = new Set(
  (
    'id ids name names type types value values hash hashes key keys file files path url uri str string text field fields length len count size expiry expires ' +
    'header headers data info manager provider store service factory client handler policy reset confirm confirmation new old hint prompt label jar jars map list ' +
    'response request result error valid status endpoint salt digest'
  ).split(' '),
);

/** Two words that are one idea, and the one word that the tables know it by. */
const JOINED: Readonly<Record<string, string>> = {
  'pass word': 'password',
  'pass words': 'passwords',
  'pass wd': 'passwd',
  'pass phrase': 'passphrase',
  'pass code': 'passcode',
  'pass port': 'passport',
  'o auth': 'oauth',
  'j wt': 'jwt',
  'time stamp': 'timestamp',
  'file name': 'filename',
  'user name': 'username',
  'plain text': 'plaintext',
  'clear text': 'cleartext',
  'thumb print': 'thumbprint',
  'finger print': 'fingerprint',
  'end point': 'endpoint',
  'look up': 'lookup',
  'time out': 'timeout',
  'json web': 'jwt',
  'git hub': 'github',
  'git lab': 'gitlab',
  'web hook': 'webhook',
  'one time': 'onetime',
  'pre signed': 'presigned',
  'mot passe': 'motdepasse',
};

/** Run-together forms that are two words to the tables. */
const PARTED: Readonly<Record<string, readonly string[]>> = {
  apikey: ['api', 'key'],
  apikeys: ['api', 'keys'],
  secretkey: ['secret', 'key'],
  accesskey: ['access', 'key'],
  privatekey: ['private', 'key'],
  privkey: ['private', 'key'],
  pubkey: ['public', 'key'],
  publickey: ['public', 'key'],
  authkey: ['auth', 'key'],
  sshkey: ['ssh', 'key'],
  masterkey: ['master', 'key'],
  signingkey: ['signing', 'key'],
  encryptionkey: ['encryption', 'key'],
  accountkey: ['account', 'key'],
  sharedkey: ['shared', 'key'],
  sessionkey: ['session', 'key'],
  hostkey: ['host', 'key'],
  licensekey: ['license', 'key'],
  sessionid: ['session', 'id'],
  sessid: ['session', 'id'],
  phpsessid: ['php', 'session', 'id'],
  jsessionid: ['j', 'session', 'id'],
  connectionstring: ['connection', 'string'],
  connstring: ['connection', 'string'],
  connstr: ['connection', 'string'],
  authcode: ['auth', 'code'],
  otpcode: ['otp', 'code'],
  pincode: ['pin', 'code'],
  authheader: ['auth', 'header'],
  userpass: ['user', 'pass'],
  dbpass: ['db', 'pass'],
  rootpass: ['root', 'pass'],
  keypass: ['key', 'pass'],
  adminpass: ['admin', 'pass'],
  userpwd: ['user', 'pwd'],
  dbpwd: ['db', 'pwd'],
  keypair: ['key', 'pair'],
  keystore: ['key', 'store'],
  keyring: ['key', 'ring'],
  databaseurl: ['database', 'url'],
  clientsecret: ['client', 'secret'],
};

function parts(word: string): readonly string[] {
  const known = Object.hasOwn(PARTED, word) ? PARTED[word] : undefined;
  if (known !== undefined) return known;
  if (word.length < 7 || WHOLE.has(word)) return [word];
  for (const head of HEADS) {
    const at = word.indexOf(head);
    if (at === -1 || word.length === head.length) continue;
    const before = word.slice(0, at);
    const after = word.slice(at + head.length);
    if ((before !== '' && !LEADS.has(before)) || (after !== '' && !FOLLOWS.has(after))) continue;
    const middle = Object.hasOwn(PARTED, head) ? (PARTED[head] ?? [head]) : [head];
    return [...(before === '' ? [] : [before]), ...middle, ...(after === '' ? [] : [after])];
  }
  return [word];
}

/** Letters without their accents, where the script has them as decoration. */
export const withoutAccents = (text: string): string =>
  /^[\x00-\x7f]*$/.test(text)
    ? text
    : text
        .replaceAll('ß', 'ss')
        .replace(/[łŁ]/g, 'l')
        .replace(/[øØ]/g, 'o')
        .replaceAll('ı', 'i')
        .normalize('NFC')
        .replace(/[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1eff]+/g, (letters) => letters.normalize('NFD').replace(/\p{M}+/gu, ''));

/**
 * The lower-case words of a name, split at separators, camel humps and digits, run-together names parted and parted words joined:
 * `dbPassword2` → db password, `APIKey` → api key, `pass_word` → password. Accents are dropped; other scripts stay as they are.
 */
export function wordsOf(name: string): readonly string[] {
  const found =
    withoutAccents(name.slice(-LONGEST))
      .replaceAll('OAuth', 'Oauth')
      .match(/\p{Lu}{2,}(?=\p{Lu}\p{Ll})|\p{Lu}{2,}s(?![\p{Ll}])|\p{Lu}{2,}(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|[\p{Lo}\p{Lm}]+/gu) ?? [];
  const words: string[] = [];
  for (const each of found) {
    const word = each.toLowerCase();
    const last = words.at(-1);
    const joined = last === undefined ? undefined : JOINED[`${last} ${word}`];
    if (joined !== undefined && Object.hasOwn(JOINED, `${last ?? ''} ${word}`)) words.splice(-1, 1, joined);
    else words.push(...parts(word));
  }
  return words;
}

/** The part of a dotted, arrowed, slashed or scoped name that says what its value is. */
export function lastSegment(name: string): string {
  const at = Math.max(name.lastIndexOf('.'), name.lastIndexOf('>'), name.lastIndexOf(':'), name.lastIndexOf('/'));
  return at >= 0 && at < name.length - 1 ? name.slice(at + 1) : name;
}
