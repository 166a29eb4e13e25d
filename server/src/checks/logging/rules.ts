import type { Rule } from '../rule';

/** The catalogue's rows of this check. */
export const LOGGING_RULES: readonly Rule[] = [
  {
    id: 'logging.secret',
    title: 'Secret in a log',
    description:
      'An expression that is printed shows a secret: a password, a token, a key. Whoever reads the log, the terminal, the error tracker or the build output can use it, and logs are kept, copied and searched.',
    grade: 'likely',
    rotate: 'If it was ever printed outside your own machine: remove it from the logs, revoke it where it was issued, and make a new one.',
  },
  {
    id: 'logging.secret-object',
    title: 'Object with a secret in a log',
    description:
      'A whole object is printed that holds a secret: request headers, a body, a configuration, an object with a password or token among its fields. The finding names the field.',
    grade: 'likely',
    rotate: 'If it was ever printed outside your own machine: remove it from the logs, revoke what it held where it was issued, and make new ones.',
  },
];
