import { around, BASE64, HEX, starting, type TokenRule } from './row';

const CRYPT = '[0-9A-Za-z./]';
const about = (scheme: string): string =>
  `A password hashed by ${scheme}. Whoever reads it can try guesses against it without limit, and short or common passwords fall; the same password elsewhere falls with it.`;

/** A word in either case. */
const eitherCase = (word: string): string => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
/** What a program calls the hash of a password. */
const HASH_NAMES = ['password', 'passwd', 'pass', 'pwd']
  .flatMap((word) => ['_', '-', ''].map((sign) => `${word}${sign}hash`))
  .concat(
    ...['password_', 'password'].map((word) => ['digest', 'sha', 'md5'].map((scheme) => `${word}${scheme}`)),
    ...['_', '-', ''].map((sign) => `hashed${sign}password`),
  );
/** Digests in hexadecimal digits and in base64, with a salt or without; those of ASP.NET say at their beginning how they were made. */
const DIGESTS = [128, 96, 64, 40, 32]
  .map((digits) => `${HEX}{${digits}}`)
  .concat(
    `AQAAAA${BASE64}{50,110}={0,2}`,
    [27, 43, 59].map((units) => `${BASE64}{${units}}=`),
    `${BASE64}{86}==`,
    `${BASE64}{90,91}={0,2}`,
    `${BASE64}{48}`,
  )
  .join('|');

/** Password hashes in the formats of crypt(3), LDAP and web frameworks: not the password, but all that guessing needs. Compose writes each `$` twice. */
export const PASSWORD_HASHES: readonly TokenRule[] = [
  starting('bcrypt-hash', 'bcrypt', 'password hash', ['$2a$', '$2b$', '$2x$', '$2y$'], `\\$2[abxy]\\$\\$?\\d\\d\\$\\$?${CRYPT}{53}`, {
    grade: 'likely',
    constant: 7,
    description: about('bcrypt'),
  }),
  starting('sha-crypt-hash', 'SHA-crypt', 'password hash', ['$5$', '$6$'], `\\$[56]\\$\\$?(?:rounds=\\d{1,9}\\$\\$?)?${CRYPT}{1,16}\\$\\$?${CRYPT}{43,86}`, {
    grade: 'likely',
    constant: 3,
    description: about('SHA-256 or SHA-512 crypt'),
  }),
  starting('md5-crypt-hash', 'MD5-crypt', 'password hash', ['$1$', '$apr1$'], `\\$(?:1|apr1)\\$\\$?${CRYPT}{1,8}\\$\\$?${CRYPT}{22}`, {
    grade: 'likely',
    constant: 3,
    description: about('MD5 crypt, which is weak'),
  }),
  starting(
    'argon2-hash',
    'Argon2',
    'password hash',
    ['$argon2'],
    `\\$argon2(?:id|i|d)\\$v=\\d{1,3}\\$m=\\d{1,8},t=\\d{1,4},p=\\d{1,3}\\$${BASE64}{8,64}\\$${BASE64}{16,100}`,
    {
      grade: 'likely',
      constant: 12,
      description: about('Argon2'),
    },
  ),
  starting('yescrypt-hash', 'yescrypt', 'password hash', ['$y$'], `\\$y\\$${CRYPT}{1,8}\\$${CRYPT}{10,40}\\$${CRYPT}{43}`, {
    grade: 'likely',
    constant: 3,
    description: about('yescrypt'),
  }),
  around(
    'ldap-hash',
    'LDAP',
    'password hash',
    ['{ssha', '{smd5}', '{pbkdf2', '{sha}'],
    `\\{(?:SSHA(?:256|384|512)?|ssha(?:256|384|512)?|SMD5|SHA)\\}(?<v>${BASE64}{27,120}={0,2})`,
    1,
    140,
    {
      grade: 'likely',
      description: about('a salted scheme of LDAP'),
    },
  ),
  starting(
    'django-hash',
    'Django',
    'password hash',
    ['pbkdf2_sha256$', 'pbkdf2_sha1$'],
    `pbkdf2_sha(?:1|256)\\$\\d{1,8}\\$[0-9A-Za-z]{8,40}\\$${BASE64}{27,44}={0,2}`,
    {
      grade: 'likely',
      constant: 14,
      description: about('PBKDF2'),
    },
  ),
  around(
    'password-hash',
    'Unsalted or own',
    'password hash',
    HASH_NAMES,
    `(?:${eitherCase('pass')}(?:${eitherCase('word')}|${eitherCase('wd')})?|${eitherCase('pwd')}|${eitherCase('hashed')}[_-]?${eitherCase('password')})[_-]?(?:${eitherCase('hash')}|${eitherCase('digest')}|${eitherCase('sha')}\\d{0,3}|${eitherCase('md')}5)?(?:["'\\]]|\\\\"){0,3}\\s{0,3}(?:=>|:=|[:=>])\\s{0,3}["']?(?<v>${DIGESTS})(?![+/=])`,
    24,
    190,
    { grade: 'likely', entropy: 3, description: about('a program in a way of its own') },
  ),
];
