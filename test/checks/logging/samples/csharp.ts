import type { Samples } from './sample';

export const csharp: Samples = {
  language: 'csharp',
  file: 'Login.cs',
  around: (statement) => `using System;
namespace App;

public record Account(string Name, string Password);
public class Plain { public string Name { get; set; } public string Password { get; set; } }
public class Talks { public string Password { get; set; } public override string ToString() => $"T({Password})"; }
public class Quiet { public string Name { get; set; } public string Password { get; set; } public override string ToString() => Name; }

public class Login {
  private readonly ILogger<Login> _logger;
  private string _secret;
  public string Run(HttpRequest request, string user, string password, string apiKey, Account account, Plain plain, Quiet quiet, Talks talks) {
    ${statement}
    return null;
  }
}
`,
  leaks: [
    'Console.WriteLine(password);',
    'Console.WriteLine("pw {0}", password);',
    'Console.WriteLine($"pw {password}");',
    'Console.WriteLine($@"pw {password}");',
    'Console.WriteLine($"pw {password,10:N}");',
    'Console.Error.WriteLine("pw " + password);',
    'Console.Out.Write(password);',
    '_logger.LogInformation("pw {Password}", password);',
    '_logger.LogError(ex, "pw {Password}", password);',
    '_logger.LogDebug($"key {apiKey}");',
    'Log.Information("key {Key}", apiKey);',
    'Log.ForContext("x", 1).Debug("key {Key}", apiKey);',
    'logger.InfoFormat("key {0}", apiKey);',
    'Debug.WriteLine(password);',
    'Trace.TraceInformation("pw " + password);',
    'Debug.Log("key " + apiKey);',
    'using (_logger.BeginScope(new { apiKey })) { }',
    'using (LogContext.PushProperty("k", apiKey)) { }',
    'throw new InvalidOperationException($"bad {password}");',
    'throw new ArgumentException("bad " + password);',
    'var x = "pw " + password;\n    Console.WriteLine(x);',
    'string x = string.Format("{0}", password);\n    Console.WriteLine(x);',
    'var x = string.Concat(user, password);\n    Console.WriteLine(x);',
    'var x = new { token = password };\n    Console.WriteLine(x);',
    'var x = new Dictionary<string, string> { ["a"] = password };\n    Console.WriteLine(JsonSerializer.Serialize(x));',
    'var x = apiKey ?? "none";\n    Console.WriteLine(x);',
    'var x = user == null ? "none" : password;\n    Console.WriteLine(x);',
    'var x = user switch { null => "none", _ => password };\n    Console.WriteLine(x);',
    'Console.WriteLine(account);',
    'Console.WriteLine($"{account}");',
    'Console.WriteLine(talks);',
    'Console.WriteLine(account.Password);',
    'Console.WriteLine(account?.Password);',
    'Console.WriteLine(account?.Password?.Trim());',
    'Console.WriteLine((string)password);',
    'Console.WriteLine(password!);',
    'Console.WriteLine(request.Headers["Authorization"]);',
    'Console.WriteLine(Environment.GetEnvironmentVariable("DB_PASSWORD"));',
    'foreach (var h in request.Headers) Console.WriteLine(h);',
    'if (apiKey is string k) Console.WriteLine(k);',
    'this._secret = password;\n    Console.WriteLine(this._secret);',
    'var sb = new StringBuilder();\n    sb.Append(password);\n    Console.WriteLine(sb.ToString());',
    'activity.SetTag("k", apiKey);',
    'void Show(string m) { Console.WriteLine(m); }\n    Show(password);',
  ],
  clean: [
    'Console.WriteLine("password");',
    'Console.WriteLine($"password of {user}");',
    'Console.WriteLine(password.Length);',
    'Console.WriteLine($"{password.Length}");',
    'Console.WriteLine(password?.Length);',
    'Console.WriteLine(password == user);',
    'Console.WriteLine(apiKey != null);',
    'Console.WriteLine(string.IsNullOrEmpty(apiKey));',
    'Console.WriteLine(apiKey is null);',
    'Console.WriteLine(apiKey == null ? "none" : "some");',
    'if (apiKey == null) Console.WriteLine(apiKey);',
    'if (string.IsNullOrEmpty(apiKey)) Console.WriteLine(apiKey);',
    'Console.WriteLine(nameof(password));',
    'Console.WriteLine(typeof(Account));',
    'Console.WriteLine(account.Name);',
    'Console.WriteLine(plain);',
    'Console.WriteLine(quiet);',
    'Console.WriteLine(Mask(password));',
    'Console.WriteLine(password.GetHashCode());',
    'Console.WriteLine(password.Substring(0, 4));',
    'Console.WriteLine(apiKey[..4]);',
    'Console.WriteLine(apiKey[^4..]);',
    'var x = Hash(password);\n    Console.WriteLine(x);',
    'client.Send(password);',
    'File.WriteAllText(path, password);',
    '_logger.LogInformation("{TokenType} {SecretName}", tokenType, secretName);',
    'var ok = Verify(password);\n    Console.WriteLine(ok);',
    'var x = password;\n    x = "none";\n    Console.WriteLine(x);',
    '_logger.LogInformation("cancelled", cancellationToken);',
    'foreach (var (name, _) in request.Headers) Console.WriteLine(name);',
  ],
};
