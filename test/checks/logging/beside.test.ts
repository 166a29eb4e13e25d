import { describe, expect, it } from 'vitest';
import { testsFrom } from '../../../server/src/checks/logging/exempt';
import { printedIn, type PrintedRow } from '../logging.support';

/*
 * What comes with a secret, or is called as it is, and shows nothing of it: what went wrong, the case of an enumeration, the place where it lies, the
 * word for it; and beside each its neighbour, which does.
 */

/** What went wrong when a secret was asked for. */
const OUTCOMES: readonly PrintedRow[] = [
  ['rust', 'fn f() { match prompt_password("x") { Ok(p) => println!("{}", p), Err(e) => eprintln!("{}", e) } }', ['p']],
  ['rust', 'fn f(token: Result<String, E>) { if let Err(err) = &token { warn!("{:?}", err); } }', []],
  ['rust', 'fn f() { match read_password() { Err(Failed::At(why)) => println!("{}", why), Ok(found) => println!("{}", found) } }', ['found']],
  [
    'rust',
    'fn f() { match parse(text) { Err(Unknown(token)) => bail!("unknown {}", token), Err(Leaked(password)) => println!("{}", password) } }',
    ['token', 'password'],
  ],
  ['scala', 'class A { def f() = fetchAccessToken() match { case Failure(e) => logger.error(s"no $e"); case Success(t) => logger.info(s"got $t") } }', ['t']],
  ['scala', 'class A { def f() = readPassword() match { case Left(why) => println(why); case Right(found) => println(found) } }', ['found']],
  ['python', 'def f(self):\n    client, error = self.get_access_token()\n    log.error(error)\n', []],
  ['python', 'def f():\n    ok, msg, user = login(password)\n    log.error(msg)\n', []],
  ['python', 'def f():\n    name, key = read_credentials()\n    log.error(key)\n    error = "bad " + access_token\n    log.error(error)\n', ['key', 'error']],
  ['javascript', 'getAccessToken().then((t) => console.log(t), (why) => console.error(why));', ['t']],
  ['javascript', 'readPasswords().forEach((each, at) => { console.log(at); console.log(each); });', ['each']],
  ['java', 'class A { void f() { getAccessToken().whenComplete((t, why) -> { LOG.error("{}", why); LOG.info("{}", t); }); } }', ['t']],
];

/** The case of an enumeration is its own name. */
const CASES: readonly PrintedRow[] = [
  ['rust', 'fn f() { println!("{}", Field::Password); println!("{}", Creds::PASSWORD); }', ['Creds::PASSWORD']],
  ['typescript', 'enum Field { Password = 1 }\nconsole.log(Field.Password, Options.Password);', ['Options.Password']],
  ['csharp', 'enum Field { Password }\nclass A { void F() { Console.WriteLine(Field.Password); Console.WriteLine(Options.Password); } }', ['Options.Password']],
  ['java', 'enum Field { Password }\nclass A { void f() { LOG.info("{} {}", Field.Password, user.password); } }', ['user.password']],
];

/** By its type, or by its name and what it is given: where a secret lies, and how long it lives. */
const PLACES: readonly PrintedRow[] = [
  [
    'rust',
    'struct Args { private_key: PathBuf, password: String }\nfn f() { let args = Args::parse(); info!("{:?} {:?}", args.private_key, args.password); }',
    ['args.password'],
  ],
  ['python', 'def f(private_key: Path, access_token: str):\n    print(private_key, access_token)\n', ['access_token']],
  [
    'java',
    'class A { void f(File privateKey, Duration accessToken, String password) { LOG.info("{} {} {}", privateKey, accessToken, password); } }',
    ['password'],
  ],
  ['csharp', 'class A { void F(FileInfo privateKey, string password) { Console.WriteLine(privateKey); Console.WriteLine(password); } }', ['password']],
  ['kotlin', 'fun f(privateKey: Path, password: String) { println(privateKey)\n println(password) }', ['password']],
  ['ruby', 'def f(name)\n  path = @private_key || place(name)\n  puts "nothing at #{path}"\nend\n', []],
  ['ruby', 'paths = { a: Store[:private_key], b: Store[:other] }\npaths.each_pair { |label, path| puts "removed #{path}" }\n', []],
  ['ruby', 'def f(token)\n  path = "/login?token=#{access_token}"\n  puts "asks #{path}"\nend\n', ['path']],
  ['ruby', 'def f(request)\n  request.basic_auth(user, password)\n  puts request.uri\n  puts request.password\nend\n', ['request.password']],
];

/** Of all that the environment, a request or a table of words has, one part by its name. */
const PARTS: readonly PrintedRow[] = [
  ['php', '<?php $given = $_SERVER["argv"]; foreach ($given as $one) { print "unknown " . $one; } print_r($_POST["password"]);', ['$_POST["password"]']],
  ['php', '<?php echo $lang["pass"]; echo $this->lang["user_password"]; echo $user["password"];', ['$user["password"]']],
  ['php', '<?php foreach ($trusted_proxy_headers as $header) { error_log("found $header"); } $ok = $_SERVER["HTTP_AUTHORIZATION"]; error_log($ok);', ['$ok']],
  ['ruby', 'def decrypt(data, key)\n  raise E, "no value for #{key}"\nend\ndef f(key)\n  encrypt(data, key)\n  puts key, password\nend\n', ['key', 'password']],
];

describe('what stands beside a secret', () => {
  for (const [name, rows] of Object.entries({ OUTCOMES, CASES, PLACES, PARTS }))
    it.each(rows)(`${name.toLowerCase()}, %s: %s`, async (language, text, printed) => expect(await printedIn(language, text)).toEqual(printed));
});

it('knows the tests of a Rust file that others may see', () => {
  const text = 'fn f() {}\n#[cfg(test)]\npub(crate) mod tests {\n}\n';
  expect(testsFrom({ text, languageId: 'rust' })).toBe(text.indexOf('#[cfg'));
});
