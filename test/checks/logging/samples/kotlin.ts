import type { Samples } from './sample';

export const kotlin: Samples = {
  language: 'kotlin',
  file: 'Main.kt',
  around: (statement) => `package a.b

data class Account(val name: String, val password: String)
class Plain(val name: String, val password: String)
class Quiet(val name: String, val password: String) {
  override fun toString(): String = "Quiet($name)"
}

class Login(private val logger: Logger) {
  fun run(request: HttpServletRequest, user: String, password: String, apiKey: String?, account: Account, plain: Plain, quiet: Quiet): String? {
    ${statement}
    return null
  }
}
`,
  leaks: [
    'println(password)',
    'print("pw: $password")',
    'println("pw: ${password}")',
    'println("""raw $password""")',
    'println("$user/$password!")',
    'Log.d(TAG, "key $apiKey")',
    'Log.e("tag", "key " + apiKey, e)',
    'Timber.d("key %s", apiKey)',
    'Timber.tag("x").i("key $apiKey")',
    'logger.info("login {} {}", user, password)',
    'logger.info { "login $user $password" }',
    'logger.debug("x", apiKey)',
    'log.warn("x ".plus(apiKey))',
    'System.out.println(password)',
    'System.err.printf("%s", password)',
    'MDC.put("pw", password)',
    'throw IllegalStateException("bad $password")',
    'error("bad $password")',
    'check(user.isEmpty()) { "bad $password" }',
    'val x = "pw $password"\n    println(x)',
    'val x = String.format("%s", password)\n    println(x)',
    'val x = "%s".format(password)\n    println(x)',
    'val x = listOf(user, password)\n    println(x)',
    'val x = mapOf("a" to password)\n    println(x)',
    'val x = apiKey ?: "none"\n    println(x)',
    'val x = if (user.isEmpty()) "none" else password\n    println(x)',
    'val x = when (user) { "a" -> password; else -> "" }\n    println(x)',
    'apiKey?.let { println(it) }',
    'password.also { println("pw $it") }',
    'listOf(password).forEach { println(it) }',
    'listOf(password).forEach { p -> println(p) }',
    'for (p in listOf(password)) println(p)',
    'println(account)',
    'println("account: $account")',
    'val a = Account(user, password)\n    println(a)',
    'println(account.password)',
    'println(account.password.trim())',
    'println(request.getHeader("Authorization"))',
    'println(System.getenv("API_KEY"))',
    'if (apiKey != null) println(apiKey)',
    'val (name, secret) = pair\n    println(secret)',
    'val t = createAccessToken(user)\n    println(t)',
    'println(password!!)',
    'println(password as String)',
    'span.setAttribute("pw", password)',
  ],
  clean: [
    'println("password")',
    'println("the password of $user")',
    'println(password.length)',
    'println("${password.length}")',
    'println(password.isEmpty())',
    'println(password == user)',
    'println(apiKey != null)',
    'println("has key: ${apiKey != null}")',
    'println(if (apiKey == null) "none" else "some")',
    'if (apiKey == null) println(apiKey)',
    'if (password.isEmpty()) println("$password")',
    'println(account.name)',
    'println(plain)',
    'println(quiet)',
    'println(password.hashCode())',
    'println(mask(password))',
    'println("${redact(password)}")',
    'println(apiKey?.take(4))',
    'println(password.takeLast(4))',
    'val x = sha256(password)\n    println(x)',
    'println("\\$password")',
    'send(password)',
    'println(secretName + tokenType)',
    'println("$tokenType $passwordLength")',
    'val ok = verify(password)\n    println(ok)',
    'var x = password\n    x = "none"\n    println(x)',
    'for ((name, _) in request.headers) println(name)',
    'println(password is String)',
    'println(password in list)',
    'logger.debug("next", nextPageToken)',
  ],
};
