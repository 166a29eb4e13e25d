import type { RuleId } from '../base/finding';
import type { Rule } from './rule';

/** What a rule finds, and what to write instead. `…` stands for the value, so that no page holds one (CONTRIBUTING). */
export interface RuleExample {
  /** As Markdown names it behind the fence. */
  readonly language: string;
  readonly found: string;
  readonly instead: string;
  /** The variable that the manifest names, where there is one. */
  readonly variable?: string;
}

/** The examples of rules that are of no one provider. */
export const EXAMPLES: Readonly<Record<RuleId, RuleExample>> = {
  'credential.password': {
    language: 'js',
    found: 'const dbPassword = "…";',
    instead: 'const dbPassword = process.env.DB_PASSWORD;',
    variable: 'DB_PASSWORD',
  },
  'credential.generic-token': {
    language: 'python',
    found: 'api_token = "…"',
    instead: 'api_token = os.environ["API_TOKEN"]',
    variable: 'API_TOKEN',
  },
  'credential.user-name': {
    language: 'js',
    found: 'const login = { username: "…", password: "…" };',
    instead: 'const login = { username: process.env.MAIL_USER, password: process.env.MAIL_PASSWORD };',
    variable: 'MAIL_USER',
  },
  'credential.basic-auth': {
    language: 'js',
    found: 'const ordersAuth = "…"; // user:password in base64',
    instead: 'const ordersAuth = process.env.ORDERS_AUTH;',
    variable: 'ORDERS_AUTH',
  },
  'credential.url-password': {
    language: 'yaml',
    found: 'repository: "https://deploy:…@git.example.com/shop.git"',
    instead: 'repository: "${REPOSITORY_URL:?}"',
    variable: 'REPOSITORY_URL',
  },
  'credential.connection-string': {
    language: 'python',
    found: 'connection = "Server=db.example.com;Database=shop;User Id=shop;Password=…"',
    instead: 'connection = os.environ["SHOP_DATABASE"]',
    variable: 'SHOP_DATABASE',
  },
  'credential.static-fallback': {
    language: 'js',
    found: 'const password = process.env.DB_PASSWORD || "…";',
    instead: 'const password = process.env.DB_PASSWORD;',
    variable: 'DB_PASSWORD',
  },
  'credential.private-key': {
    language: 'js',
    found: 'const signingKey = "…"; // a whole PEM block, from its BEGIN line to its END line',
    instead: 'const signingKey = process.env.SIGNING_KEY;',
    variable: 'SIGNING_KEY',
  },
  'credential.key-store': {
    language: 'sh',
    found: 'git add release.p12',
    instead: "echo '*.p12' >> .gitignore   # the file stays where it is used; its password is in the vault",
  },
  'credential.encoded': {
    language: 'js',
    found: 'const key = atob("…"); // a token in base64 is one that anybody can read',
    instead: 'const key = process.env.API_KEY;',
    variable: 'API_KEY',
  },
  'credential.service-key': {
    language: 'js',
    found: 'const weather = new OpenWeather({ apiKey: "…" });',
    instead: 'const weather = new OpenWeather({ apiKey: process.env.OPENWEATHER_KEY });',
    variable: 'OPENWEATHER_KEY',
  },
  'logging.secret': {
    language: 'js',
    found: 'console.log(`signing in with ${password}`);',
    instead: "console.log(`signing in ${password === undefined ? 'without' : 'with'} a password`);",
  },
  'logging.secret-object': {
    language: 'js',
    found: 'console.log("starting", process.env);',
    instead: 'console.log("starting", process.env.NODE_ENV);',
  },
  'reference.unresolved': {
    language: 'yaml',
    found: 'API_KEY: "ref+sops://secrets.sops.json#/API_KYE"   # the vault has API_KEY',
    instead: 'API_KEY: "ref+sops://secrets.sops.json#/API_KEY"',
  },
};

/** The example of a rule: its own, or that of every key of a provider. */
export function exampleOf(rule: Rule): RuleExample {
  const own = EXAMPLES[rule.id];
  if (own !== undefined) return own;
  const variable = rule.id
    .slice(rule.id.indexOf('.') + 1)
    .replaceAll(/[.-]/g, '_')
    .toUpperCase();
  return { language: 'js', found: `const value = "…"; // ${rule.title}`, instead: `const value = process.env.${variable};`, variable };
}
