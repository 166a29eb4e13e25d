import type { Samples } from './sample';

export const scala: Samples = {
  language: 'scala',
  file: 'Login.scala',
  around: (statement) => `package login

case class Account(user: String, password: String)
class Quiet(val user: String, val password: String)

class Login(apiKey: String, name: String) extends LazyLogging {
  def run(password: String, user: String, account: Account, quiet: Quiet, maybe: Option[String]): Unit = {
    ${statement}
  }
}
`,
  leaks: [
    'logger.info(s"for $user: $password")',
    'logger.info("for {}: {}", user, password)',
    'logger.debug(f"$password%s")',
    'logger info password',
    'println(password)',
    'println("x" + password.trim)',
    'System.err.println(account.password)',
    'println(account)',
    'println(Map("user" -> user, "token" -> apiKey))',
    'println(if (user.isEmpty) "none" else password)',
    'val shown = s"Bearer $apiKey"; println(shown)',
    'val (a, b) = (user, password); println(b)',
    'Some(password) match { case Some(p) => println(p); case None => println(user) }',
    'for (p <- List(password)) println(p)',
    'Option(password).foreach(p => println(p))',
    'println(sys.env("DB_PASSWORD"))',
    'require(user.nonEmpty, s"none for $password")',
    'throw new IllegalStateException(s"bad $password")',
  ],
  clean: [
    'logger.info(s"password of $user")',
    'println(quiet)',
    'println(account.user)',
    'println(password.length); println(password.isEmpty); println(password == user)',
    'println(mask(password)); println(password.take(3) + "***")',
    'if (password.isEmpty) println("none " + password)',
    'val (a, b) = (user, password); println(a)',
    'println(s"$tokenType $secretName $nextPageToken")',
    'println(name)',
  ],
};
