// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { candidates, fill, PASSWORD, reported, TOKEN } from './passwords.support';

/** [language, place, file, text]: each `§` and `¤` must be reported, exactly, and nothing else. */
const PLACES: readonly (readonly [string, string, string, string])[] = [
  ['perl', 'q with braces', 'a.pl', `my $password = q{§};`],
  ['perl', 'qq with a sign', 'a.pm', `our $API_KEY = qq|¤|;`],
  ['perl', 'words', 'a.pl', `my ($user, $password) = qw(root §);`],
  ['perl', 'constant', 'a.pl', `use constant DB_PASSWORD => q(§);`],
  ['perl', 'element', 'a.pl', `$ENV{PGPASSWORD} = '§';`],
  ['perl', 'element by reference, if not set', 'a.pl', `$self->{password} ||= '§';`],
  ['perl', 'element, defined or', 'a.pl', `my $p = $opt->{password} // '§';`],
  ['perl', 'element compared', 'a.pl', `if ($form{password} eq '§') { ok() }`],
  ['perl', 'argument', 'a.pl', `my $dbh = DBI->connect("dbi:mysql:shop", 'shop', q{§}) or die;`],
  ['perl', 'names and values by turns', 'a.pl', `$c->connect('user', 'bob', 'password', '§');`],
  ['lua', 'long brackets', 'a.lua', `local password = [[§]]`],
  ['lua', 'long brackets of a level', 'a.lua', `local secret = [==[¤]==]`],
  ['lua', 'argument', 'a.lua', `db:connect("x", "u", [[§]])`],
  ['ruby', '%q', 'a.rb', `password = %q{§}`],
  ['ruby', '% alone', 'a.rb', `DB_PASSWORD = %(§)`],
  ['ruby', 'words', 'a.rb', `user, password = %w[admin §]`],
  ['ruby', 'symbol of a setting', 'deploy.rb', `set :password, '§'`],
  ['ruby', 'symbol of a field', 'a.rb', `fill_in :password, with: "§"`],
  ['ruby', 'value of a test', 'a.rb', `let(:password) { "§" }`],
  ['ruby', 'block of a factory', 'a.rb', `    password { "§" }`],
  ['ruby', 'file of Fastlane', 'Fastfile', `  password: "§",`],
  ['elixir', 'sigil', 'a.ex', `password = ~s(§)`],
  ['elixir', 'cookie of a release', 'mix.exs', `releases: [app: [include_executables_for: [:unix], cookie: "¤"]]`],
  ['elixir', 'cookie of a node', 'vm.args', `-setcookie ¤`],
  ['cpp', 'raw string', 'a.cpp', `const char* password = R"(§)";`],
  ['cpp', 'raw string with a mark', 'a.cc', `std::string token = R"x(¤)x";`],
  ['swift', 'raw string', 'a.swift', `let password = #"§"#`],
  ['ocaml', 'quoted string', 'a.ml', `let password = {|§|}`],
  ['ocaml', 'with a type', 'a.ml', `let db_password : string = "§"`],
  ['r', 'raw string', 'a.R', `password <- r"(§)"`],
  ['tcl', 'braces', 'a.tcl', `set password {§}`],
  ['tcl', 'bare', 'a.tcl', `set token ¤`],
  ['php', 'here document of a line', 'a.php', `$password = <<<'EOT'\n§\nEOT;`],
  ['ruby', 'here document of a line', 'a.rb', `password = <<~PW\n  §\nPW\n`],
  ['matlab', 'names and values by turns', 'a.m', `opts = weboptions('Username','bob','Password','§');`],
  ['spanish', 'name with a mark', 'a.py', `contraseña = "§"`],
  ['swedish', 'name with a mark', 'a.yml', `lösenord: §`],
  ['turkish', 'name with a mark', 'a.js', `const şifre = "§";`],
  ['french', 'name of words', 'a.yml', `mot_de_passe: §`],
  ['spanish', 'clave', 'a.php', `$clave = '§';`],
  ['docker', 'cookie of nodes', 'docker-compose.yml', `      RABBITMQ_ERLANG_COOKIE: '¤'`],
  ['markdown', 'row of a table', 'a.md', `| Variable | Value | |\n| --- | --- | --- |\n| \`ADMIN_PASSWORD\` | \`§\` | first sign-in |`],
];

/** A password with a dollar in it where that is no variable: `€` stands for it. */
const WITH_DOLLAR = ['Kw7', 'rub$', 'Qx2', 'pz'].join('');
const DOLLARS: readonly (readonly [string, string])[] = [
  ['a.sh', `DB_PASSWORD='€'`],
  ['a.sh', `curl -u 'bob:€' https://x.corp/y`],
  ['a.sh', `mysql -u root -p'€' db`],
  ['a.sh', `sshpass -p '€' ssh host`],
  ['.env', `DB_PASSWORD='€'`],
  ['a.sh', `export DB_PASSWORD="Kw7rub\\$Qx2pz"`],
  ['a.sh', `DB_PASSWORD='Kw7rubQx2pz$'`],
  ['a.py', `password = "Kw7rubQx2pz$"`],
  ['.env', `DB_PASSWORD=Kw7rubQx2pz$`],
];
/** And where it is one, or the end of a pattern. */
const VARIABLES: readonly (readonly [string, string])[] = [
  ['a.sh', `DB_PASSWORD="pre$SUFFIX"`],
  ['a.sh', `mysql -u root -p"$ROOT_PW" db`],
  ['a.sh', `curl -u "bob:$PW" https://x.corp/y`],
  ['a.js', `const secret = "^[a-z0-9]+token$";`],
  ['a.py', `token_pattern = "(access|id)token2$"`],
];

/** [command]: the `§` must be reported. */
const COMMANDS: readonly string[] = [
  `mysql -u root -e "create database x; use x" -p§`,
  `mysql -h 'a;b' -u root -p'§' shop`,
  `curl -d 'a=1;b=2' -u bob:§ https://x.org`,
  `ldapsearch -x -D 'cn=admin;dc=x' -w § -b dc=x`,
  `echo '§' | docker login -u bob --password-stdin`,
  `printf '%s' '§' | kinit bob`,
  `useradd -m bob; openssl passwd -6 §`,
  `net rpc join -U admin%§`,
  `plink -ssh -pw § root@h ls`,
  `kadmin.local -q "addprinc -pw § bob"`,
  `db2 connect to shop user bob using §`,
  `expdp system/§@orcl schemas=hr`,
  `wpa_passphrase home §`,
  `snmpwalk -v3 -u bob -A § h`,
  `http -a bob:§ https://x.org`,
  `composer config http-basic.repo.example.org bob §`,
];

describe('credentials in strings that begin with no quote, and under names with marks', () => {
  it.each(PLACES)('%s: %s', (_language, _place, file, text) => {
    const expected = [...text.matchAll(/[§¤]/g)].map(([sign]) => (sign === '§' ? PASSWORD : TOKEN));
    expect(reported(fill(text), file)).toEqual(expected);
  });
});

describe('credentials in commands', () => {
  it.each(COMMANDS)('%s', (command) => {
    expect(reported(fill(command), 'a.sh')).toEqual([PASSWORD]);
  });
});

/** [what it is, file, text]: no credential. */
const NEAR_MISSES: readonly (readonly [string, string, string])[] = [
  ['words to show', 'a.pl', `my $title = q{Forgot your password?};`],
  ['names of fields', 'a.pl', `my @words = qw(password token secret key);`],
  ['names of fields', 'a.rb', `words = %w[password token secret]`],
  ['a rest', 'a.py', `password = length % (§)`],
  ['a list of lists', 'a.js', `const token = [[§]]`],
  ['a call', 'a.js', `const token = q(¤)`],
  ['a shift', 'a.cpp', `os << token << §;`],
  ['what is asked for', 'deploy.rb', `set :password, ask('Password: ')`],
  ['a label', 'a.rb', `label :password, "¤"`],
  ['a validation', 'a.rb', `validates :password, length: { minimum: 8 }`],
  ['a text of several lines', 'a.php', `$secret = <<<EOT\n¤\n¤\nEOT;`],
  ['keywords', 'a.php', `$palabras_clave = '¤';`],
  ['a limit in a table', 'a.md', `| \`password\` | at least 12 signs |`],
  ['a type in a table', 'a.md', `| \`token\` | string | |`],
];

describe('what only looks like a string of another notation', () => {
  it.each(NEAR_MISSES)('%s: %s %s', (_what, file, text) => {
    expect(reported(fill(text), file)).toEqual([]);
  });
});

it('goes through a text of opened strings in linear time', () => {
  const text = `$password = q{`.repeat(20_000);
  const started = process.cpuUsage();
  candidates(text, 'a.pl');
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(3000);
});

describe('a dollar', () => {
  it.each(DOLLARS)('is found where it is one, in %s: %s', (file, text) => {
    const filled = text.replaceAll('€', WITH_DOLLAR);
    expect(reported(filled, file)).toHaveLength(1);
  });

  it.each(VARIABLES)('is no part of a password where it is none, in %s: %s', (file, text) => {
    expect(reported(text, file)).toEqual([]);
  });
});
