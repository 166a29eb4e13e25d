import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { SERVICE_NAMES } from '../../server/src/checks/credential/rules/services/names';
import { random } from './regexSamples';

const HEX = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Made at run time, so that nothing here looks like a key. */
function made(alphabet: string, length: number, seed: number): string {
  const next = random(seed);
  return Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');
}
const KEY = made(LETTERS, 32, 7);
const DIGITS = made(HEX, 40, 11);
const UUID = [8, 4, 4, 4, 12].map((length, at) => made(HEX, length, at + 3)).join('-');

/** What is found in a text where `§` stands for a key. */
function found(text: string, file: string, key = KEY): string[] {
  const whole = text.replaceAll('§', key);
  return checkCredentials({ uri: `file:///work/${file}`, version: 1, languageId: 'plaintext', text: whole })
    .filter(({ grade }) => grade !== 'placeholder')
    .map(({ span }) => whole.slice(span.start, span.end));
}

const BESIDE: readonly (readonly [string, string, string])[] = [
  ['a constant', 'a.py', 'mixpanel_key = "§"'],
  ['a camel hump', 'A.java', 'String calendlyKey = "§";'],
  ['the name alone', 'a.env', 'ABUSEIPDB=§'],
  ['a nested entry', 'a.json', '{"clearbit": {"key": "§"}}'],
  ['a nested entry over lines', 'a.json', '{"clearbit": {\n  "url": "https://x",\n  "key": "§"\n}}'],
  ['a block', 'a.yml', 'webflow:\n  key: §\n'],
  ['a section', 'a.ini', '[storyblok]\nkey=§'],
  ['the line after its address', 'a.kt', 'const val BASE = "https://api.openweathermap.org/data/2.5/"\nconst val APP_ID = "§"'],
  ['a comment above', 'a.js', '// pipedrive\nconst key = "§";'],
  ['a call', 'a.js', 'mixpanel.init("§");'],
  ['a constructor', 'a.js', 'new RaygunClient("§")'],
  ['an option of a client', 'a.js', 'new MoosendClient({ key: "§" })'],
  ['a member that makes a client', 'a.py', 'client = deepgram.Client("§")'],
  ['a header', 'a.js', 'headers: { "X-Shodan-Key": "§" }'],
  ['a parameter of a URL', 'a.sh', 'curl "https://api.weatherbit.io/v2?key=§"'],
  ['an element', 'a.xml', '<mailgun><key>§</key></mailgun>'],
  ['an attribute', 'a.xml', '<add key="MailgunKey" value="§"/>'],
  ['an attribute of Android', 'a.xml', '<meta-data android:name="io.appsflyer.key" android:value="§" />'],
  ['prose', 'a.md', 'Your Mapquest key is §'],
  ['a hyphen', 'a.yml', 'alpha-vantage-key: §'],
  ['a setter on a module', 'a.rb', 'Clearbit.key = "§"'],
];

const APART: readonly (readonly [string, string, string])[] = [
  ['a word that goes on', 'a.py', 'yelping = "§"'],
  ['a digest', 'package-lock.json', '"node_modules/mixpanel": {\n "version": "1.0.0",\n "integrity": "sha512-§=="'],
  ['a revision', 'a.yml', 'uses: codecov/codecov-action@§'],
  ['an id', 'a.sh', 'MIXPANEL_PROJECT_ID=§'],
  ['a key of a site', 'a.env', 'HCAPTCHA_SITE_KEY=§'],
  ['a service of it', 'a.py', 'MIXPANEL_SERVICE = "§"'],
  ['a number of an application', 'a.json', `{"mixpanelAppId": "${UUID}"}`],
  ['a public key', 'a.js', 'const hcaptcha = { publicKey: "§" }'],
  ['another statement', 'a.js', 'import x from "mixpanel";\n\nconst build = "§";'],
  ['a path', 'a.js', 'fetch("https://cdn.contentful.com/§/a.png")'],
  ['a name of a resource', 'a.py', 'datadog_key = "projects/monitoring/values/current"'],
  ['a name in code with a number inside', 'a.py', 'def test_exceptionGreaterThan64kEncoded(self):'],
  ['a name in code', 'a.py', 'datadog_key = "api_key_for_datadog_site2_and_site3"'],
  ['a checksum of a license', 'a.json', '{"mixpanel": 1, "LICENSE": "§"}'],
];

describe('keys beside the name of a service', () => {
  it('knows each name once', () => {
    const folded = SERVICE_NAMES.map((name) => name.replaceAll('-', ''));
    expect(new Set(folded).size).toBe(folded.length);
    expect(SERVICE_NAMES.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length < 4)).toEqual([]);
  });

  it.each(BESIDE)('%s', (_, file, text) => {
    expect(found(text, file)).toEqual([KEY]);
    expect(found(text, file, DIGITS)).toEqual([DIGITS]);
  });

  it.each(APART)('not %s', (_, file, text) => expect(found(text, file)).toEqual([]));

  it('takes a UUID for a key only where a word says so', () => {
    expect(found('mixpanel_token = "§"', 'a.py', UUID)).toEqual([UUID]);
    expect(found('{"mixpanel": "§"}', 'a.json', UUID)).toEqual([]);
  });

  it('finds a key beside every name', () => {
    const missed = SERVICE_NAMES.filter((name) => found(`${name.replaceAll('-', '_')}_key = "§"`, 'a.py').join() !== KEY);
    expect(missed).toEqual([]);
  });
});
