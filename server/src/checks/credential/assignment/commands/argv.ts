import type { PasswordCommand } from './commands';

/**
 * Items of a list of arguments before the one that counts; what ends a statement ends the list. No item may be read in two ways: of so many each would
 * double the cost of a list in which nothing is found. So `new` and its type end with the word, and what is called has its bracket.
 */
const ITEM = String.raw`[,)\]]|\.args?\(|[[({&]|new\s\w{0,40}(?!\w)|(?:listOf|arrayOf|List\.of)(?=\s{0,4}\()|vec!|[\w.]{1,40}(?=\s{0,4},)|[fbru]?["'][^"'\n]{0,160}["']`;
const ITEMS = String.raw`(?:\s{0,20}(?:${ITEM})){0,40}?\s{0,20}`;
/** Between a flag and its value: a comma, or Rust's next call. */
const NEXT = String.raw`\s{0,4}(?:,|\)\s{0,20}\.arg\()\s{0,20}`;
const VALUE = String.raw`(?:"(?<v>[^"\\\n${'$'}{}]{3,200})"|'(?<w>[^'\\\n${'$'}{}]{3,200})')`;

const words = (names: string): readonly string[] => names.split(',').flatMap((name) => [`"${name}"`, `'${name}'`]);

/** The flag and its value as two arguments. */
const apart = (names: string, flag: string): readonly PasswordCommand[] =>
  words(names).map((word) => ({ word, beyond: true, pattern: new RegExp(String.raw`^${ITEMS}["'](?:${flag})["']${NEXT}${VALUE}`, 'd') }));

/** The flag and its value in one argument. */
const joined = (names: string, flag: string): readonly PasswordCommand[] =>
  words(names).map((word) => ({ word, beyond: true, pattern: new RegExp(String.raw`^${ITEMS}["']${flag}(?<x>[^"'\\\s${'$'}{}]{3,120})["']`, 'd') }));

/**
 * Commands as lists of arguments, by which programs start others, and files of containers: `["curl", "-u", "bob:x"]`, `spawn('sshpass', ['-p', 'x'])`,
 * `Command::new("sshpass").arg("-p").arg("x")`. In a command line the same are read by `commands.ts`.
 */
export const ARGUMENT_LISTS: readonly PasswordCommand[] = [
  ...words('curl,wget').map((word) => ({
    word,
    beyond: true,
    pattern: new RegExp(String.raw`^${ITEMS}["'](?:-u|--user|--proxy-user|-U)["']${NEXT}["'][^\s:"'$]{0,80}:(?<x>[^"'\s${'$'}{}]{3,200})["']`, 'd'),
  })),
  ...words('docker,podman,skopeo,helm,az').map((word) => ({
    word,
    beyond: true,
    pattern: new RegExp(String.raw`^(?=[^;\n]{0,60}["']login["'])${ITEMS}["'](?:-p|--password)["']${NEXT}${VALUE}`, 'd'),
  })),
  ...apart('mongosh,mongodump,mongorestore,cqlsh', '-p|--password'),
  // Its own flags stand before the command that it starts, which has a `-p` too.
  ...words('sshpass').map((word) => ({
    word,
    beyond: true,
    pattern: new RegExp(String.raw`^(?:\s{0,20}(?:[,)\]]|\.args?\(|[[({&]|["']-v["'])){0,6}?\s{0,20}["'](?:-p["']${NEXT}${VALUE})`, 'd'),
  })),
  ...apart('redis-cli', '-a|--pass'),
  ...words('smbclient,rpcclient').map((word) => ({
    word,
    beyond: true,
    pattern: new RegExp(String.raw`^${ITEMS}["'](?:-U|--user)["']${NEXT}["'][^\s%"'$]{1,60}%(?<x>[^"'\s${'$'}{}]{3,120})["']`, 'd'),
  })),
  ...apart('sqlcmd,bcp,ipmitool,mosquitto_pub,mosquitto_sub', '-P'),
  ...apart('ldapsearch,ldapadd,ldapmodify', '-w'),
  ...joined('mysql,mysqldump,mysqladmin,mariadb,7z', '-p'),
];
