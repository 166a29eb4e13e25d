import type { Rule } from '../../rule';

/** The rules of this family, for checks/catalogue. */
export const PASSWORD_RULES: readonly Rule[] = [
  {
    id: 'credential.password',
    title: 'Password',
    description:
      'A password stands in the text as a literal: a constant, an entry of a configuration, an argument, a flag or a comparison. Whoever reads the text, or any copy of its history, can sign in with it.',
    grade: 'real',
    rotate: 'Change the password where the account is managed, then keep the new one in a vault.',
  },
  {
    id: 'credential.generic-token',
    title: 'Token, key or secret of no known issuer',
    description:
      'A name says that its value is a token, key or secret, and the value looks made by a generator. Whoever holds it acts as the program it was issued to.',
    grade: 'real',
  },
  {
    id: 'credential.static-fallback',
    title: 'Credential as a default',
    description:
      'The value comes from the environment or a configuration, but where that is not set the program goes on with a credential that stands in the text. A deployment that forgets the variable then runs with a credential that everybody knows.',
    grade: 'real',
    rotate: 'Remove the default so that the program stops when the variable is missing, and change the credential if it was ever accepted anywhere.',
  },
  {
    id: 'credential.basic-auth',
    title: 'User and password of HTTP Basic authentication',
    description: 'A base64 text that decodes to a user and a password. Base64 hides nothing: whoever reads it has both.',
    grade: 'real',
    rotate: 'Change the password of that user, then keep the new one in a vault.',
  },
  {
    id: 'credential.user-name',
    title: 'User name of a hard-coded sign-in',
    description:
      'A call signs in with a user and a password that both stand in the text, each on a line of its own. The name alone opens nothing, but it is half of what signs in, and it has to go where the password goes.',
    grade: 'likely',
    rotate: 'Change the password of this user, and read both from where the program is deployed.',
  },
];
