import type { PasswordCommand } from './commands';

/** A word up to the next blank; what was taken out of a configuration before it was shown stands in angle brackets, and a key of SSH that begins so is public. */
const WORD = String.raw`(?:"(?<v>[^"\n]{3,200})"|(?!AAAA[BC])(?<x>[^\s"'<>;{}()]{3,200}))`;
/** The type of a password of Cisco's devices: 0 is plain, 7 can be turned back, 5, 8 and 9 are hashes. */
const TYPE = String.raw`(?:\d\s{1,2})?`;
const END = String.raw`[ \t]{0,8};?[ \t]{0,8}(?:\r?$|![^\n]{0,80}$)`;
const AT_START = /(?:^|\n)[ \t]{0,40}(?:set[ \t][^\n"']{0,120})?$/;

const after = (words: string, pattern: string, more: Partial<PasswordCommand> = {}): readonly PasswordCommand[] =>
  words.split(',').map((word) => ({ word, pattern: new RegExp(`^${pattern}`, 'dim'), configuration: true, ...more }));

/** Lines of configurations of devices and daemons that give a credential by its position. */
export const DIRECTIVES: readonly PasswordCommand[] = [
  // routers, switches and firewalls
  ...after('enable secret,enable password,ip ftp password', String.raw`\s{1,2}(?:level\s\d{1,2}\s)?${TYPE}${WORD}${END}`, { after: AT_START }),
  ...after('snmp-server community', String.raw`\s{1,2}${TYPE}${WORD}(?=\s{1,2}(?:RO|RW|view|ipv6|\d)|${END})`, { after: AT_START }),
  ...after('tacacs-server,radius-server', String.raw`\s[^\n"']{0,100}?\b(?:key|secret)\s{1,2}${TYPE}${WORD}${END}`),
  ...after('isakmp key', String.raw`\s{1,2}(?:[06]\s)?${WORD}(?=\s{1,2}(?:address|hostname)\b)`),
  ...after('key-string', String.raw`\s{1,2}${TYPE}${WORD}${END}`),
  ...after(
    'message-digest-key,authentication-key',
    String.raw`\s{1,2}(?:\d{1,6}\s{1,2})?(?:(?:md5|sha\d?|hmac-\S{1,12}|aes\S{0,12}|type\s\S{1,10}\svalue)\s{1,2})?${TYPE}${WORD}${END}`,
  ),
  ...after('pre-shared-key', String.raw`\s{1,2}(?:ascii-text|hexadecimal|local|remote|address\s\S{3,40}\s(?:\S{3,40}\s)?key)\s{1,2}${TYPE}${WORD}${END}`),
  ...after('wpa-psk,psk set-key', String.raw`\s{1,2}(?:ascii|hex)\s{1,2}${TYPE}${WORD}${END}`),
  ...after('neighbor ', String.raw`\s[\w.:-]{1,60}\s{1,2}password\s{1,2}${TYPE}${WORD}${END}`),
  ...after('chap password,chap secret', String.raw`\s{1,2}${TYPE}${WORD}${END}`, { after: /(?:^|\n)[ \t]{0,40}(?:ppp|set)[^\n"']{0,80}$/i }),
  ...after('encrypted-password,plain-text-password-value', String.raw`\s{1,2}${WORD}${END}`),
  ...after('snmp community', String.raw`\s{1,2}${WORD}(?=\s{1,2}(?:authorization|clients|view)|${END})`, { after: AT_START }),
  ...after('createuser ', String.raw`\s{1,2}(?:-e\s\S{1,80}\s{1,2})?\S{1,60}\s{1,2}(?:MD5|SHA(?:-?\d{1,3})?)\s{1,2}${WORD}(?=\s|$)`, { after: AT_START }),
  ...after(
    'createuser ',
    String.raw`\s{1,2}(?:-e\s\S{1,80}\s{1,2})?\S{1,60}\s{1,2}(?:MD5|SHA(?:-?\d{1,3})?)\s{1,2}\S{3,120}\s{1,2}(?:DES|AES\d{0,3})\s{1,2}${WORD}${END}`,
    { after: AT_START },
  ),
  ...after('rocommunity,rwcommunity', String.raw`6?\s{1,2}(?!(?:public|private)\b)${WORD}(?=\s|$)`, { after: AT_START }),
  ...after('wpa-psk,wpa-passphrase,set authkey,set authpass', String.raw`\s{1,2}(?!(?:ascii|hex)\b)${WORD}${END}`, { after: AT_START }),
  // virtual private networks, mail and telephones
  ...after(': psk,: eap,: xauth,: ntlm', String.raw`\s{1,4}(?:"(?<v>[^"\n]{3,200})"|0s(?<w>[A-Za-z0-9+/]{8,200}={0,2})|0x(?<x>[0-9a-f]{16,200}))${END}`),
  ...after(': rsa,: ecdsa,: pkcs12,: p12', String.raw`\s{1,4}\S{1,120}\s{1,4}"(?<v>[^"\n]{3,200})"${END}`),
  ...[']:587', ']:465', ']:25', ']:submission'].map((word) => ({ word, pattern: /^[ \t]{1,8}[^\s:"']{1,100}:(?<x>[^\s"']{3,200})[ \t]{0,4}\r?$/dm })),
  { word: 'register =>', pattern: /^[ \t]{0,4}[^\s:@/]{1,60}:(?<x>[^\s:@/]{3,80})(?::[^\s:@/]{1,60})?@/d },
  ...after('sentinel auth-pass', String.raw`\s{1,2}\S{1,60}\s{1,2}${WORD}${END}`, { after: AT_START }),
  ...after('sqlconnectinfo', String.raw`\s{1,2}\S{1,120}\s{1,2}\S{1,60}\s{1,2}${WORD}${END}`, { after: AT_START }),
  { word: 'client_send', pattern: /^\s{0,4}=\s{0,4}:\s{0,4}[^\s:]{1,60}\s{0,4}:\s{0,4}(?<x>[^\s:"'$]{3,120})[ \t]{0,4}\r?$/dm }, // Exim
  { word: '$user', pattern: /^\d{1,2}\$\s{0,2}=\s{0,2}(?<x>[^\s$/=][^\s$]{3,120})[ \t]{0,4}\r?$/dm, after: AT_START }, // Nagios
  {
    word: 'secrets for authentication',
    pattern:
      /\n[ \t]{0,8}(?:"[^"\n]{1,60}"|[^\s"#]{1,60})[ \t]{1,20}(?:"[^"\n]{0,60}"|[^\s"]{1,60})[ \t]{1,20}(?:"(?<v>[^"\n]{3,100})"|(?<x>[^\s"#]{3,100}))(?=[ \t]|\r?\n|$)/dg,
    beyond: true,
    configuration: true,
  }, // chap-secrets, pap-secrets
  { word: ',role_', pattern: /(?:^|\n)[ \t]{0,8}[\w.@-]{1,40}[ \t]{0,4}=[ \t]{0,4}(?:\{noop\})?(?<x>[^\s,={}]{3,80})$/d, before: true, configuration: true }, // Spring
  // installers
  ...after('rootpw', String.raw`\s{1,4}(?:--(?:plaintext|allow-ssh|lock|iscrypted)\s{1,4}){0,3}(?!-)${WORD}${END}`, { after: /(?:^|\n)[ \t]{0,20}$/ }),
  // servers of applications
  { word: 'clear-text="', pattern: /^(?<x>[^"\n${}]{3,200})"/d, after: /<credential-reference[^<>]{0,120}$/ },
  { word: 'remember-me key="', pattern: /^(?<x>[^"\n${}]{3,200})"/d },
];
