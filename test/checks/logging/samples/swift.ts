import type { Samples } from './sample';

export const swift: Samples = {
  language: 'swift',
  file: 'Login.swift',
  around: (statement) => `import Foundation

struct Account { let name: String; let password: String }
struct Quiet: CustomStringConvertible {
  let name: String
  let password: String
  var description: String { name }
}

final class Login {
  private let logger: Logger?
  private var secret: String = ""

  func run(_ request: URLRequest, user: String, password: String, apiKey: String?, account: Account, quiet: Quiet) -> String? {
    ${statement}
    return nil
  }
}
`,
  leaks: [
    'print(password)',
    'print("pw \\(password)")',
    'print("pw", user, password)',
    'print("pw " + password)',
    'debugPrint(password)',
    'dump(password)',
    'NSLog("pw %@", password)',
    'NSLog("pw \\(password)")',
    'os_log("pw %@", password)',
    'logger?.debug("OAuth2", msg: "pw \\(password)")',
    'self.logger?.info("pw \\(password)")',
    'Logger.shared.error("key \\(apiKey ?? "none")")',
    'logger.info("pw \\(password, privacy: .public)")',
    'fatalError("bad \\(password)")',
    'precondition(!user.isEmpty, "bad \\(password)")',
    'let x = "pw \\(password)"\n    print(x)',
    'let x = String(format: "%@", password)\n    print(x)',
    'let x = [user, password]\n    print(x)',
    'let x = ["a": password]\n    print(x)',
    'var x = "pw "\n    x += password\n    print(x)',
    'var x = "pw "\n    x.append(password)\n    print(x)',
    'let x = apiKey ?? "none"\n    print(x)',
    'let x = user.isEmpty ? "none" : password\n    print(x)',
    'if let key = apiKey { print(key) }',
    'guard let k = apiKey else { return nil }\n    print(k)',
    'for x in [password] { print(x) }',
    'print(account.password)',
    'print(account)',
    'let x = Account(name: user, password: password)\n    print(x)',
    'secret = password\n    print(secret)',
    'self.secret = password\n    print(self.secret)',
    'print(password.trimmingCharacters(in: .whitespaces))',
    'print(password as Any)',
    'print("""\n      pw \\(password)\n      """)',
    'DispatchQueue.main.async { print(password) }',
    'if apiKey != nil { print(apiKey!) }',
  ],
  clean: [
    'print("password")',
    'print("password of \\(user)")',
    'print(password.count)',
    'print("\\(password.count)")',
    'print(password.isEmpty)',
    'print(password == user)',
    'print(apiKey != nil)',
    'print("[\\(nil != apiKey)]")',
    'print(apiKey == nil ? "none" : "some")',
    'if apiKey == nil { print(apiKey) }',
    'if password.isEmpty { print(password) }',
    'print(account.name)',
    'print(quiet)',
    'print(mask(password))',
    'print(password.prefix(4))',
    'logger.info("pw \\(password, privacy: .private)")',
    'let x = hash(password)\n    print(x)',
    'send(password)',
    '// print(password)',
    'print("\\\\(password)")',
    'let ok = verify(password)\n    print(ok)',
    'print(tokenType, secretName)',
    'var x = password\n    x = "none"\n    print(x)',
    'print(nextPageToken)',
    'func print(_ password: String) {}',
  ],
};
