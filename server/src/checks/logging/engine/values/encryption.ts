import { wordsOf } from '../../vocabulary/words';

/*
 * Secrets that a program encrypts and decrypts: what is called an encrypted password is none, and what comes out of it is.
 */

/** Undoes encryption: `decrypt`, `openssl_decrypt`, `DecryptString`, `Unprotect`; not what asks whether it can, or makes what does. */
export const decrypts = (callee: string): boolean =>
  /^(?!(?:can|is|may|should|has|fail(?:ed|s)?(?:_to)?)_)(?:\w{0,30}_)?(?:try_?|aes|rsa|kms)?(?:decrypt|decipher|unprotect|unseal)(?!ion|or|er)\w{0,20}$/i.test(
    callee,
  );
/** …in a text. */
export const DECRYPTS = /decrypt|decipher|unprotect|unseal/i;
export const encrypts = (callee: string): boolean => /^(?:\w{0,30}_)?(?:encrypt|encipher|protect|seal)(?!ion|or|er)\w{0,20}$/i.test(callee);

const NAMES_CIPHER = /enc|crypt|cipher|seal|protected/i;
const SEALED = new Set(['encrypted', 'enc', 'crypted', 'ciphered', 'cipher', 'ciphertext', 'sealed', 'protected', 'crypt']);

/** What a ciphertext is of, by its name: `password` of `encryptedPassword` and `password_enc`. Undefined where the name says of no ciphertext, or of a key. */
export function clearName(name: string): string | undefined {
  if (!NAMES_CIPHER.test(name)) return undefined;
  const words = wordsOf(name);
  const rest = words.filter((word, at) => !SEALED.has(word) && !(word === 'text' && words[at - 1] === 'cipher'));
  // What is called so for short may be the key that encrypts.
  const isKey = /^keys?$/.test(rest.at(-1) ?? '') && !words.includes('encrypted');
  return rest.length === words.length || rest.length === 0 || isKey ? undefined : rest.join('_');
}
