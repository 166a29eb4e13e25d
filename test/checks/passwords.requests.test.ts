// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reported } from './passwords.support';

/** Words and a number, as a person makes a token: put together here. */
const WORDS = ['marble', 'walnut', 'copper', '58'].join('-');
const filled = (text: string): string => text.replaceAll('§', WORDS);

describe('what a request must hold', () => {
  it.each([
    ['Go, query', 'a.go', `if r.URL.Query().Get("token") != "§" {`],
    ['Go, header', 'a.go', `if r.Header.Get("X-Auth-Token") != "§" {`],
    ['Express, query', 'a.js', `if (req.query.token !== '§') return;`],
    ['Express, header', 'a.js', `if (req.headers['x-api-key'] !== '§') return;`],
    ['Express, get', 'a.js', `if (req.get('X-Api-Key') !== '§') return;`],
    ['Flask', 'a.py', `if request.args.get("token") != "§":\n    abort(403)`],
    ['Django', 'a.py', `if request.GET["token"] != "§": return f()`],
    ['PHP', 'a.php', `if ($_GET['token'] !== '§') die();`],
    ['Rails', 'a.rb', `head 403 unless params[:token] == '§'`],
    ['servlets', 'A.java', `if (!"§".equals(request.getHeader("X-Api-Key"))) return;`],
    ['ASP.NET', 'a.cs', `if (Request.Headers["X-Api-Key"] != "§") return;`],
    ['OpenResty', 'a.lua', `if ngx.var.arg_token ~= "§" then`],
    ['Workers', 'a.js', `if (request.headers.get('X-Auth-Key') !== '§') return;`],
    ['nginx', 'site.conf', `if ($http_x_api_key != "§") { return 403; }`],
  ])('%s', (_class, file, text) => {
    expect(reported(filled(text), file)).toEqual([WORDS]);
  });

  it.each([
    ['no request', 'a.js', `if (parser.get('token') === '§') x();`],
    ['nothing', 'a.go', `if r.URL.Query().Get("token") != "undefined" {`],
    ['a kind', 'a.js', `if (req.query.token_type === 'bearer-token-2') x();`],
    ['a constant', 'a.js', `if (req.query.token === 'REFRESH_TOKEN_2') x();`],
    ['words alone', 'a.py', `if request.form.get("token") == "refresh_token":`],
    ['what a test expects', 'a.js', `expect(req.query.token !== '§').toBe(true)`],
  ])('not %s', (_class, file, text) => {
    expect(reported(filled(text), file)).toEqual([]);
  });
});

describe('names of operations beside their digests', () => {
  const digest = createHash('sha256').update('an operation').digest('hex');
  it.each([
    ['a.ts', `export const documents = {\n  GetToken: '§',\n  ResetPassword: '§',\n  ListApiKeys: '§',\n};`],
    ['a.json', `{"createAccessToken": "§", "DeleteSecret": "§"}`],
    ['a.yml', `UpdatePassword: §`],
    ['a.py', `SELECTORS = {"get_token": "§"}`],
    ['a.php', `$hashes = ['RevokeToken' => '§'];`],
  ])('%s: %s', (file, text) => {
    expect(reported(text.replaceAll('§', digest), file)).toEqual([]);
  });
  it.each([
    ['a.py', `def get_api_key():\n    return "§"`.replace('():\n    return', '(): return')],
    ['a.ts', `const refreshToken = '§';`],
    ['a.js', `client.setAccessToken('§');`],
  ])('%s: what they give is none: %s', (file, text) => {
    expect(reported(text.replaceAll('§', digest), file)).toEqual([digest]);
  });
});
