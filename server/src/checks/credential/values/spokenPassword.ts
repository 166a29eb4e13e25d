import { isCredentialWord } from './name';
import { letterRuns } from './randomness';

/** Words of which names of fields, messages, styles and settings are made, where somebody speaks of a password. */
const SPEAKS_OF =
  /^(?:user|users|login|logon|sign|account|accounts|admin|field|fields|form|forms|input|box|label|text|hint|title|message|messages|msg|error|errors|invalid|wrong|missing|required|optional|reset|change|changed|forgot|forgotten|lost|new|old|current|confirm|confirmation|repeat|again|enter|show|hide|toggle|strength|policy|rule|rules|min|max|length|security|secure|settings?|config|configuration|service|services|provider|manager|handler|encoder|hash|hasher|hashed|encrypted|plain|store|storage|vault|ref|env|var|default|type|kind|name|value|values|data|string|page|view|screen|modal|dialog|button|btn|icon|lock|link|url|path|route|api|http|https|header|group|control|content|container|component|element|class|system|properties|property|section|column|table|row|item|list|option|options|translate|translation|locale|dns|aes|rsa|sha|md|des|gcm|cbc|sh|ssh|tls|ssl|oauth|oidc|saml|ldap|sso|mfa|otp|totp|pin|fido|webauthn|code|expired|expires|expiry|valid|match|matches|mismatch|weak|strong|medium)$/i;
/** Separators that people put between the words of a password, and only one sort of them. */
const WORDS = /^(?=.{10,48}$)[A-Za-z0-9]{1,14}(?:([-_.+])[A-Za-z0-9]{1,14})(?:\1[A-Za-z0-9]{1,14}){0,4}[!#$%*?]{0,2}$/;

/** Two to four words as an account's password: `BlueHorse`, `blue-horse`, `Rex-and-Bella`. What a field or a message is called has other words. */
export function isWordsOfPassword(value: string): boolean {
  if (!/^(?=.{8,32}$)[A-Za-z]{3,14}(?:[-_]?[A-Za-z]{2,14}){1,3}$/.test(value) || /^[A-Z_]+$/.test(value)) return false;
  const words = letterRuns(value);
  return words.length >= 2 && words.length <= 4 && !words.some((word) => SPEAKS_OF.test(word) || isCredentialWord(word.toLowerCase()));
}

/**
 * Words between separators as people put them together for a password: with a number, or each with a capital, and none of them of those by which a
 * field, a message or a setting is called. Two words alone are also what a view or a class is called: `certain` says whether the place takes nothing but a
 * password.
 */
export function isSpokenPassword(value: string, certain: () => boolean): boolean {
  const separator = WORDS.exec(value)?.[1];
  if (separator === undefined) return false;
  const parts = value.replace(/[!#$%*?]+$/, '').split(separator);
  const words = parts.flatMap(letterRuns);
  if (words.length < 2 || !words.some((word) => word.length >= 4) || words.some((word) => SPEAKS_OF.test(word) || isCredentialWord(word.toLowerCase())))
    return false;
  if (parts.some((part) => /^[A-Za-z]{2,14}\d{1,4}$|^\d{1,4}$|^[A-Z]\d{1,3}$/.test(part))) return !/^\d/.test(value) && !/^v?\d/.test(parts[0] ?? '');
  return parts.every((part) => /^[A-Z][a-z]{2,}/.test(part)) && (parts.length > 2 || certain());
}
