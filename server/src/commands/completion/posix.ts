import { type Entry, flagsOf, takesValue, wordsOf } from './entries';

/** A text as one word that bash and zsh take as it is: between single quotes a backslash is one. */
const posix = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Which words before the cursor lead to a command; branches of a `case` of bash and zsh. */
const steps = (entries: readonly Entry[]): string =>
  entries
    .filter(({ path }) => path !== '')
    .map(({ path }) => `      ${posix(path)}) at=${posix(path)} ;;`)
    .join('\n');

/** What may be the value of the option before the cursor: its choices, or nothing, which leaves it to the shell's own completion. */
const values = (entries: readonly Entry[]): string =>
  entries
    .flatMap(({ path, options }) =>
      options.filter(takesValue).map((option) => {
        const patterns = flagsOf(option).map((flag) => posix(`${path} ${flag}`));
        return `    ${patterns.join('|')}) choices=(${(option.argChoices ?? []).map(posix).join(' ')}); found=value ;;`;
      }),
    )
    .join('\n');

const words = (entries: readonly Entry[]): string =>
  entries
    .map((entry) => `    ${posix(entry.path)}) choices=(${wordsOf(entry).map(posix).join(' ')})${entry.takesSecret ? '; found=secret' : ''} ;;`)
    .join('\n');

/** Commands whose command line is somebody else's from the first word that is no option on. */
const passing = (entries: readonly Entry[]): string =>
  entries
    .filter(({ passes }) => passes)
    .map(({ path }) => posix(path))
    .join('|');

/**
 * The part that bash and zsh share: which command it is (`at`; zsh ties `path` to PATH), and what may stand at the cursor (`choices`, `found`).
 * `line` holds the words before the cursor, without `tacit`.
 */
const shared = (entries: readonly Entry[]): string => `_tacit_find() {
  local at='' word previous=''
  for word in "\${line[@]}"; do
    previous=$word
    [[ $word == -- ]] && return 1
    [[ $word == -* ]] && continue
    case "$at" in
      ${passing(entries)}) return 1 ;;
    esac
    case "\${at:+$at }$word" in
${steps(entries)}
    esac
  done
  found=word
  case "$at" in
${words(entries)}
  esac
  case "$at $previous" in
${values(entries)}
  esac
}`;

/** Completes in bash. Nothing of what is offered is expanded: `compgen -W` would run what stands in a name. */
export const bash = (entries: readonly Entry[]): string => `# bash completion for tacit. To use it:  source <(tacit completion bash)
${shared(entries)}
_tacit() {
  COMPREPLY=()
  local current=\${COMP_WORDS[COMP_CWORD]} found='' word choices=() line=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
  if _tacit_find; then
    for word in "\${choices[@]}"; do
      [[ $word == "$current"* && ( $word != -* || $current == -* || $found != secret ) ]] && COMPREPLY+=("$word")
    done
    if [[ $found == secret && $current != -* ]]; then
      while IFS= read -r word; do
        [[ $word == *[!A-Za-z0-9._/@-]* || $word != "$current"* ]] || COMPREPLY+=("$word")
      done < <(command tacit secret list 2>/dev/null </dev/null)
      return
    fi
  fi
  [[ \${#COMPREPLY[@]} -gt 0 ]] || compopt -o bashdefault -o default 2>/dev/null
}
complete -F _tacit tacit
`;

/** Completes in zsh; also as a file `_tacit` on its fpath. */
export const zsh = (entries: readonly Entry[]): string => `#compdef tacit
# zsh completion for tacit. To use it:  source <(tacit completion zsh)
${shared(entries)}
_tacit() {
  emulate -L zsh
  local current=\${words[CURRENT]} found='' word
  local -a line choices
  line=("\${(@)words[2,CURRENT-1]}")
  if ! _tacit_find; then
    _default
    return
  fi
  if [[ $found == secret && $current != -* ]]; then
    choices=()
    while IFS= read -r word; do
      [[ $word == *[^A-Za-z0-9._/@-]* ]] || choices+=("$word")
    done < <(command tacit secret list 2>/dev/null </dev/null)
  fi
  (( \${#choices} )) && compadd -a -- choices
  [[ $found == secret || $current == -* ]] || _default
}
if [[ \${funcstack[1]-} == _tacit ]]; then _tacit "$@"; else compdef _tacit tacit; fi
`;
