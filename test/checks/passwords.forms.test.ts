// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { fill, PASSWORD, reported, TOKEN } from './passwords.support';

const PIN = ['24', '15', '89'].join('');
const filled = (text: string): string => fill(text).replaceAll('№', PIN);
const expected = (text: string): string[] => [...text.matchAll(/[§¤№]/g)].map(([sign]) => (sign === '§' ? PASSWORD : sign === '¤' ? TOKEN : PIN));

/** What stands in each is `§`, a password, `¤`, a token, or `№`, a number; all are reported, and nothing else. */
type Case = readonly [file: string, text: string];
const FORMS: readonly (readonly [string, readonly Case[], readonly Case[]])[] = [
  [
    'commands as lists of arguments',
    [
      ['a.py', `subprocess.run(["curl", "-s", "-u", "elastic:§", url])`],
      ['a.py', `subprocess.run([\n  "curl",\n  "-u",\n  "elastic:§",\n  url])`],
      ['a.py', `check_call(["redis-cli", "-a", "§", "ping"])`],
      ['a.py', `check_output(["mysql", "-u", "root", "-p§", "-e", q])`],
      ['a.go', `cmd := exec.Command("sshpass", "-p", "§", "ssh", host)`],
      ['a.js', `spawn('curl', ['-u', 'elastic:§', url])`],
      ['a.js', `execFile('docker', ['login', '-u', 'bot', '-p', '§', 'reg.example.org'])`],
      ['A.java', `new ProcessBuilder("mysqldump", "-uroot", "-p§", "shop").start();`],
      ['a.kt', `ProcessBuilder(listOf("sshpass", "-p", "§", "ssh")).start()`],
      ['a.rb', `system("sshpass", "-p", "§", "scp", f, t)`],
      ['a.rs', `Command::new("curl").args(["-u", "elastic:§", url]).output()`],
      ['a.rs', `Command::new("sshpass").arg("-p").arg("§").arg("ssh")`],
      ['a.ex', `System.cmd("curl", ["-u", "elastic:§", url])`],
      ['a.pl', `system('mysqldump', '-u', 'root', '-p§', 'shop');`],
      ['d.yml', `command: ["redis-cli", "-a", "§", "ping"]`],
      ['d.yml', `test: ["CMD", "mysqladmin", "ping", "-uroot", "-p§"]`],
    ],
    [
      ['a.py', `subprocess.run(["curl", "-u", f"{user}:{word}", "https://x/a:b12345"])`],
      ['a.py', `subprocess.run(["sshpass", "-e", "ssh", "-p", "22022", host])`],
      ['a.js', `spawn('docker', ['run', '-p', '8080:80', 'nginx'])`],
      ['a.js', `spawn('docker', ['compose', '-p', 'project-7', 'up'])`],
      ['a.py', `check_output(["redis-cli", "-a", os.environ["P"], "ping9"])`],
      ['a.py', `check_output(["mysql", "-p", "shop9"]); run(["mkdir", "-p", "a1b2c3"])`],
    ],
  ],
  [
    'sessions in cookies',
    [
      ['a.py', `s.cookies.set("sessionid", "¤", domain="x")`],
      ['a.py', `driver.add_cookie({"name": "sessionid", "value": "¤"})`],
      ['a.go', `req.AddCookie(&http.Cookie{Name: "session", Value: "¤"})`],
      ['A.java', `driver.manage().addCookie(new Cookie("JSESSIONID", "¤"));`],
      ['A.java', `Jsoup.connect(u).cookie("JSESSIONID", "¤").get();`],
      ['a.cs', `jar.Add(new Cookie("ASP.NET_SessionId", "¤", "/", host));`],
      ['a.js', `await page.setCookie({ name: 'sessionid', value: '¤', domain: 'x' })`],
      ['a.ts', `await context.addCookies([{ name: 'session', value: '¤', url }])`],
      ['a.sh', `curl -b "sessionid=¤" https://example.org`],
      ['a.sh', `curl --cookie 'PHPSESSID=¤' https://example.org`],
    ],
    [
      ['a.py', `s.cookies.set("csrftoken", "¤")`],
      ['a.py', `s.cookies.set("_ga", "GA1.2.1234567890.1601234567")`],
      ['a.js', `res.cookie("session", sessionTokenOfThisUser12)`],
      ['a.js', `document.cookie = "theme=dark-mode-is-best-1; path=/";`],
      ['a.sh', `curl -b cookies.txt https://example.org`],
    ],
  ],
  [
    'numbers that open something',
    [
      ['a.vue', `<script setup>\nconst kioskPin = '№'\n</script>`],
      ['a.ts', `export const ADMIN_PIN = '№';`],
      ['a.kt', `private const val PARENTAL_PIN: String = "№"`],
      ['a.py', `DOOR_PIN = "№"`],
      ['a.py', `session = token.open(user_pin="№")`],
      ['a.json', `{"userPin": "№"}`],
      ['a.cpp', `#define SIM_PIN "№"`],
      ['a.js', `if (enteredPin === '№') open();`],
      ['a.py', `uri = "pkcs11:token=x;object=y?pin-value=№"`],
      ['a.sh', `pkcs11-tool --login --pin № -O`],
    ],
    [
      ['a.ts', `const ledPin = '13142';`],
      ['a.json', `{"city": "Chennai", "pin": "600001"}`],
      ['a.ino', `#define DOOR_PIN 9142`],
      ['a.py', `door_pin = "GPIO1312"`],
      ['a.ts', `const mapPin = 'location1';`],
      ['a.js', `const spin = '123456';`],
    ],
  ],
  [
    'answers to a question for a password',
    [
      ['a.exp', `expect "assword:"\nsend "§\\r"`],
      ['a.exp', `expect {\n  "*assword*" { send "§\\r" }\n}`],
      ['a.tcl', `expect "Password:"\nexp_send "§\\r"`],
      ['a.py', `child.expect("assword:")\nchild.sendline("§")`],
    ],
    [
      ['a.exp', `expect "assword:"\nsend "$password\\r"`],
      ['a.exp', `expect "#"\nsend "show7run\\r"`],
    ],
  ],
];
describe.each(FORMS)('%s', (_topic, found, left) => {
  it.each(found)('%s: %s', (file, text) => {
    expect(reported(filled(text), file)).toEqual(expected(text));
  });
  it.each(left)('not %s: %s', (file, text) => {
    expect(reported(filled(text), file)).toEqual([]);
  });
});
