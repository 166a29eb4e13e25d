import { LOG_MASK, type Helper, type MaskLanguage } from './maskLanguage';
import type { Printed } from './printed';

const call = (expression: string, masker: string): string => `${masker}(${expression})`;
/** `$name` becomes `${…}`; what stands in braces already stays in them. */
const inBraces = ({ form }: Printed, replacement: string): string => (form === 'bare' ? `\${${replacement}}` : replacement);
/** As an operand: `a ?? b` and the like need parentheses, a name, member or call does not. */
const operand = (expression: string): string => (/^[\w.$[\]'"?!>:@()-]*$/.test(expression) && !/[-?:>]{2}/.test(expression) ? expression : `(${expression})`);

const javascriptHelper: Helper = {
  name: 'maskSecret',
  place: 'end',
  indent: '  ',
  lines: (languageId) => {
    const typed = languageId.startsWith('typescript');
    return [
      typed ? 'function maskSecret(value: unknown): string {' : 'function maskSecret(value) {',
      `\treturn value == null ? String(value) : '${LOG_MASK}';`,
      '}',
    ];
  },
};

const javascript: MaskLanguage = {
  mask: call,
  helper: javascriptHelper,
  presence: (expression) => `Boolean(${expression})`,
  literal: `'${LOG_MASK}'`,
  dropsArguments: true,
};

const python: MaskLanguage = {
  mask: call,
  helper: {
    name: 'mask_secret',
    place: 'imports',
    indent: '    ',
    lines: () => ['def mask_secret(value):', `\treturn "None" if value is None else "${LOG_MASK}"`],
  },
  presence: (expression) => `bool(${expression})`,
  literal: `"${LOG_MASK}"`,
  dropsArguments: true,
};

const java: MaskLanguage = {
  mask: call,
  helper: {
    name: 'maskSecret',
    place: 'type',
    indent: '    ',
    lines: () => ['private static String maskSecret(Object value) {', `\treturn value == null ? "null" : "${LOG_MASK}";`, '}'],
  },
  presence: (expression) => `(${expression} != null)`,
  literal: `"${LOG_MASK}"`,
};

const go: MaskLanguage = {
  mask: call,
  helper: {
    name: 'maskSecret',
    place: 'end',
    indent: '\t',
    lines: () => ['func maskSecret(value interface{}) string {', '\tif value == nil || value == "" {', '\t\treturn ""', '\t}', `\treturn "${LOG_MASK}"`, '}'],
    sharedByFolder: /^func maskSecret\(/m,
  },
  literal: `"${LOG_MASK}"`,
};

const kotlin: MaskLanguage = {
  mask: call,
  helper: {
    name: 'maskSecret',
    place: 'end',
    indent: '    ',
    lines: () => [`private fun maskSecret(value: Any?): String = if (value == null) "null" else "${LOG_MASK}"`],
  },
  presence: (expression) => `(${operand(expression)} != null)`,
  inText: inBraces,
  literal: `"${LOG_MASK}"`,
};

const scala: MaskLanguage = {
  mask: call,
  helper: {
    name: 'maskSecret',
    place: 'type',
    indent: '  ',
    lines: () => [`private def maskSecret(value: Any): String = if (value == null) "null" else "${LOG_MASK}"`],
  },
  presence: (expression) => `(${operand(expression)} != null)`,
  inText: inBraces,
  literal: `"${LOG_MASK}"`,
};

const csharp: MaskLanguage = {
  mask: call,
  helper: {
    name: 'MaskSecret',
    place: 'type',
    indent: '    ',
    lines: () => [`private static string MaskSecret<T>(T value) => value == null ? "null" : "${LOG_MASK}";`],
  },
  presence: (expression) => `(${operand(expression)} != null)`,
  literal: `"${LOG_MASK}"`,
};

const ruby: MaskLanguage = {
  mask: call,
  helper: {
    name: 'mask_secret',
    place: 'imports',
    indent: '  ',
    lines: () => ['def mask_secret(value)', `\tvalue.nil? ? 'nil' : '${LOG_MASK}'`, 'end'],
  },
  presence: (expression) => `!${operand(expression)}.nil?`,
  literal: `'${LOG_MASK}'`,
};

/** A function of PHP belongs to all files that are loaded together and may be declared only once, so the mask is written in place. */
const php: MaskLanguage = {
  mask: (expression) => `(empty(${expression}) ? '' : '${LOG_MASK}')`,
  presence: (expression) => `!empty(${expression})`,
  // Nothing but a variable can be put into a text, and an expression takes the text apart: its place says that something was there.
  inText: () => LOG_MASK,
  literal: `'${LOG_MASK}'`,
};

const rust: MaskLanguage = {
  mask: (expression, masker) => `${masker}(${expression.startsWith('&') ? expression : `&${operand(expression)}`})`,
  helper: {
    name: 'mask_secret',
    place: 'end',
    indent: '    ',
    lines: () => ["fn mask_secret<T: ?Sized>(_value: &T) -> &'static str {", `\t"${LOG_MASK}"`, '}'],
  },
  inText: (printed, replacement) => (printed.form === 'capture' ? LOG_MASK : replacement),
  literal: `"${LOG_MASK}"`,
};

/** `${NAME}` and its like with what it expands to instead where it is set. */
function setOnly(expression: string): string | undefined {
  const name = /^\$?\{?([A-Za-z_]\w{0,99}|\d)(?::?[-=?][^{}]{0,200})?\}?$/.exec(expression)?.[1];
  return name === undefined ? undefined : `\${${name}:+${LOG_MASK}}`;
}

/** The stars must not meet the shell's pattern matching: outside of quotes they get some. */
const shell: MaskLanguage = {
  mask: (expression) => `"${setOnly(expression) ?? LOG_MASK}"`,
  inText: ({ expression }) => setOnly(expression) ?? LOG_MASK,
  literal: `'${LOG_MASK}'`,
};

const powershell: MaskLanguage = {
  mask: (expression) => `$(if (${expression}) { '${LOG_MASK}' })`,
  presence: (expression) => `$([bool](${expression}))`,
  literal: `'${LOG_MASK}'`,
};

/** By VS Code's language identifier. */
export const MASK_LANGUAGES: Readonly<Record<string, MaskLanguage>> = {
  javascript,
  javascriptreact: javascript,
  typescript: javascript,
  typescriptreact: javascript,
  python,
  java,
  go,
  kotlin,
  scala,
  csharp,
  ruby,
  php,
  rust,
  shellscript: shell,
  powershell,
};
