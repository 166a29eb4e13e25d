import { type Entry, takesValue } from './entries';

/** A text as one word that fish takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`'\''`)}'`;

/** Completes in fish, which has one line for each word; whether it fits is asked by the path of commands before the cursor. */
export const fish = (entries: readonly Entry[]): string => {
  const lines = entries.flatMap((entry) => {
    const at = `-n ${quoted(`__tacit_at "${entry.path}"`)}`;
    const children = entries.filter(({ path }) => path !== '' && path.split(' ').slice(0, -1).join(' ') === entry.path);
    return [
      ...children.map(({ path, description }) => `complete -c tacit -f ${at} -a ${quoted(path.split(' ').at(-1) ?? '')} -d ${quoted(description)}`),
      ...entry.options.map((option) => {
        const names = [option.long === undefined ? '' : ` -l ${option.long.slice(2)}`, option.short === undefined ? '' : ` -s ${option.short.slice(1)}`].join(
          '',
        );
        const value = !takesValue(option) ? '' : option.argChoices === undefined ? ' -r' : ` -x -a ${quoted(option.argChoices.join(' '))}`;
        return `complete -c tacit ${at}${names}${value} -d ${quoted(option.description)}`;
      }),
      ...(entry.takesSecret ? [`complete -c tacit -f ${at} -a '(__tacit_names)'`] : []),
    ];
  });
  return `# fish completion for tacit. To use it:  tacit completion fish > ~/.config/fish/completions/tacit.fish
function __tacit_at
  set -l at
  set -l line (commandline -opc)
  set -e line[1]
  for word in $line
    if test "$word" = --; return 1; end
    if string match -q -- '-*' $word; continue; end
    if contains -- "$at" ${entries
      .filter(({ passes }) => passes)
      .map(({ path }) => quoted(path))
      .join(' ')}; return 1; end
    set -l next (string trim -- "$at $word")
    if contains -- $next ${entries
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join(' ')}; set at $next; end
  end
  test "$at" = "$argv[1]"
end
function __tacit_names
  command tacit secret list 2>/dev/null </dev/null | string match -r '^[A-Za-z0-9._/@-]+$'
end
${lines.join('\n')}
`;
};
