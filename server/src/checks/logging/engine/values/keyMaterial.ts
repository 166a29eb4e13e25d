import type { Expression } from '../../model/expression';

/*
 * Keys that a program makes or holds as objects of a library: their names most often say no more than `key`, so that what makes them, their type
 * and what is done with them tell.
 */

/** Types whose text or bytes are a secret key. */
const KEY_TYPES = /^(?:SecretKey|SecretKeySpec|PrivateKey|RSAPrivateKey|RSAPrivateCrtKey|ECPrivateKey|EdECPrivateKey|SigningKey|SymmetricKey)$/;
const KEY_TYPE = /(?:Secret|Private|PrivateCrt|Signing|Symmetric)Key/;
/** What makes or loads a secret key. */
const MAKES_KEY =
  /\bgenerate(?:Secret|Key|_key)\s?\(|\bKey\.generate\(|PKey::(?:RSA|EC|DSA)\.(?:new\(\s?\d|generate)|\b(?:RSA|ECC|DSA)\.generate\(|generate_private_key\(|PrivateKey\.(?:generate|from_private_bytes)\(|Signing?Key(?:::|\.)(?:generate|random|new)\(|SecretKey(?:::|\.)(?:generate|random|new)\(|SymmetricKey\(size|\bcreate(?:Secret|Private)Key\(|\bgenerateKeySync\(/;
/** What gives a key's text or bytes. */
const EXPORTS_KEY =
  /^(?:getEncoded|encoded|to_?pem|to_?der|private_to_pem|private_to_der|export|export_?key|to_bytes|toBytes|to_pkcs8_pem|to_pkcs1_pem|save_pkcs1|rawRepresentation|pemRepresentation|private_bytes|as_bytes|asBytes|secret_bytes|withUnsafeBytes)$/;
/** Values of chance. */
const CHANCE =
  /\b(?:secrets\.(?:token_\w+|choice)|os\.urandom|randomBytes|random_bytes|getRandomValues|SecureRandom|RandomNumberGenerator|openssl_random_pseudo_bytes|Random\.secure|SystemRandom|get_random_bytes)\b/;

export const isKeyType = (type: string | undefined): boolean => type !== undefined && KEY_TYPES.test(type);
export const makesKey = (text: string): boolean => MAKES_KEY.test(text) && !/public/i.test(text);
/** False for a text in which no object can be a secret key. */
export const mayHoldKeys = (text: string): boolean => KEY_TYPE.test(text) || MAKES_KEY.test(text);
export const exportsKey = (callee: string): boolean => EXPORTS_KEY.test(callee);
export const isOfChance = (text: string): boolean => CHANCE.test(text);

/** Calls that give anything of chance: what it is for its variable says, not the call's name (`secrets.token_hex(8)` is most often an id). */
export const givesChance = (callee: string): boolean => /^token_(?:hex|urlsafe|bytes)$/.test(callee);

/** Types that a value is put into so that it is not printed. */
const WRAPPER = /^(?:Secret(?:Str|Bytes|String|Box|Vec)|Sensitive(?:String)?|Redacted)$/;
/** Others that show nothing of a secret when they are printed. */
const HIDING = /^(?:SecureString|PSCredential|CancellationToken\w*|bool|boolean|Boolean)$/;
/** True for a call that puts a value into one of the first: `SecretString::from(x)`, `SecretStr(x)`. */
export const makesHiding = (callee: string, receiver: Expression | undefined): boolean =>
  WRAPPER.test(receiver?.kind === 'name' && /^(?:from|new|of|init)$/.test(callee) ? receiver.name : callee.replace(/::(?:from|new)$/, ''));
/** Types of what counts tokens. */
const NUMBERS = /^(?:usize|isize|[iu](?:16|32|64|128)|u?int(?:16|32|64)?|Int|Int(?:32|64)|Long|Integer|float(?:32|64)?|Double|double|Float)$/;

/** Types of where a secret lies and of how long it lives. */
const PLACES =
  /^(?:Path|PathBuf|Utf8Path(?:Buf)?|PosixPath|FilePath|File|FileInfo|DirectoryInfo|FileSystemInfo|Pathname|SplFileInfo|Duration|TimeDelta|timedelta|TimeSpan|TimeInterval|Instant)$/;

/** True for a declared type that shows nothing of a secret of this name. */
export const typeHides = (type: string | undefined, name: string): boolean =>
  type !== undefined && (PLACES.test(type) || WRAPPER.test(type) || HIDING.test(type) || (/tokens?$/i.test(name) && NUMBERS.test(type)));
