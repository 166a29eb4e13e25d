import { isCredentialWord } from './name';

/**
 * Words of what a program tells people about a password: what it must be, what is wrong with it, what to do. A phrase that somebody keeps by heart may
 * have one of them; it is left out all the same, since messages stand under the same names.
 */
const TELLS =
  /^(?:access|ansible|fetched|from|injected|keychain|keyring|kubernetes|managed|ops|rotated|taken|team|terraform|vault|agree|allowed|and\/or|ask|blank|cannot|cant|characters?|choose|chosen|code|confirm\w*|contains?|current|default|defined?|description|did|differs?|digits?|docs|does|doesnt|email|empty|enough|enter(?:ed)?|equal|error|exactly|exceeds?|expir\w+|failed|field|file|fit|found|generated|given|guide|hint|hover|identical|include[sd]?|incorrect|input|instead|invalid|label|least|leave|length|letters?|login|match\w*|max\w*|message|min\w*|missing|must|need(?:s|ed)?|none|not|only|optional|page|phrases?|please|provide[dr]?|redacted|remember|repeat|required?|reset|same|sentence|short|should|show|specified|specify|stored?|strength|strong|supplied|symbols?|title|too|try|twice|type[ds]?|unknown|unset|use[drs]?|using|valid|value|weak|wiki|words?|write|wrong|yet|your)$/i;
/** Three words or more with one blank between them, or words and a number, and no sign of a sentence. */
const PHRASE = /^(?=.{12,64}$)[A-Z]?[a-z']{1,14}(?: (?:[A-Z]?[a-z']{1,14}|\d{1,4})){2,7}!?$/;

/** A phrase as people take one for a password: a few words and blanks. Whether it is one, only the place can say: messages are made of the same. */
export function isSpokenPhrase(value: string): boolean {
  if (!PHRASE.test(value)) return false;
  const words = value.replace('!', '').split(' ');
  return words.some((word) => word.length >= 4) && !words.some((word) => TELLS.test(word) || isCredentialWord(word.toLowerCase()) || /n't$/i.test(word));
}
