import type { Rule } from './rule';
import { exampleOf } from './ruleExample';

const LEVEL: Readonly<Record<Rule['grade'], string>> = {
  real: 'error, where the value is unmistakable; warning, where it is only likely; hint for a placeholder',
  likely: 'warning; hint for a placeholder',
  placeholder: 'hint',
};

const move = (rule: Rule): string =>
  `1. **Move it.** In the editor: the quick fix **Move to vault…**. In a terminal: \`tacit fix\`. The value goes into the vault, and the code keeps a reference that works at run time (\`tacit run -- COMMAND\`).
2. **Rotate it** if it was ever committed, logged or shared: moving a value does not take it out of the history. ${rule.rotate ?? 'Revoke it where it was issued, and make a new one.'}`;

const keepOut = (rule: Rule): string =>
  `1. **Keep it out of the log.** In the editor: the quick fix **Mask … in the log**, or those that log only whether there is a value, or take it out. In a terminal: \`tacit fix\`. Where neither is offered, take it out by hand.
2. **Rotate it.** ${rule.rotate ?? 'Revoke it where it was issued, and make a new one.'}`;

const takeOut = (rule: Rule): string =>
  `1. **Take the file out of the repository** (\`git rm --cached FILE\`, and a line in \`.gitignore\`), and bring it to where it is used by a secret mount. Its password belongs into the vault.
2. **Make its keys anew** if it was ever committed or shared: taking a file away does not take it out of the history. ${rule.rotate ?? ''}`;

const correct = `Create the secret in the vault (\`tacit secret set NAME\`), or correct the reference. \`tacit run\` starts nothing before it resolves; \`tacit env check\` shows what does.`;

function example(rule: Rule): string {
  const { language, found, instead, variable } = exampleOf(rule);
  const manifest =
    variable === undefined ? '' : `\n\nand in \`tacit.env.yaml\`:\n\n\`\`\`yaml\n${variable}: "ref+sops://secrets.sops.json#/${variable}"\n\`\`\``;
  const value = found.includes('…') ? ', where \`…\` is the value' : '';
  return `Reported${value}:\n\n\`\`\`${language}\n${found}\n\`\`\`\n\nInstead:\n\n\`\`\`${language}\n${instead}\n\`\`\`${manifest}`;
}

const whatToDo = (rule: Rule): string => {
  if (rule.wholeFile === true) return takeOut(rule);
  return rule.id.startsWith('logging.') ? keepOut(rule) : rule.id.startsWith('reference.') ? correct : move(rule);
};

/** How it is silenced where it stands in no text. */
const INTO_CONFIG = 'write an entry into `tacit.json`, by rule, path and fingerprint (`tacit scan --format json` tells it), with a reason';

/** What a viewer of reports shows of a rule, in Markdown and as plain text: what to do, and an example. English, as the page. */
export function ruleHelp(rule: Rule): { readonly text: string; readonly markdown: string } {
  const markdown = `${rule.description}\n\n${whatToDo(rule)}\n\n${example(rule)}\n\nIf it is not a secret, ${rule.wholeFile === true ? INTO_CONFIG : `say so where it stands: \`tacit-ignore ${rule.id} until=2027-06-30 because …\``}`;
  return {
    text: markdown
      .replaceAll(/^```.*\n?/gm, '')
      .replaceAll('**', '')
      .replaceAll('`', '')
      .trimEnd(),
    markdown,
  };
}

const inText = (rule: Rule): string => `Say so where it stands, with a reason and a date on which somebody looks again:

\`\`\`
tacit-ignore ${rule.id} until=2027-06-30 because it is a public sample
\`\`\`

In a file that takes no comment, such as JSON, the quick fix **Ignore ${rule.id} here…** writes an entry into \`tacit.json\` instead, by rule, path and fingerprint.`;

/** The page docs/rules/<id>.md, in Markdown: English, like the rest of the documentation, and made of the catalogue's own words. */
export function rulePage(rule: Rule): string {
  const provider = rule.provider === undefined ? '' : `\nIssued by: ${rule.provider}\n`;
  return `# ${rule.title}

\`${rule.id}\`
${provider}
${rule.description}

Reported as: ${LEVEL[rule.grade]}.

## What to do

${whatToDo(rule)}

## Example

${example(rule)}

## If it is not a secret

${rule.wholeFile === true ? `W${INTO_CONFIG.slice(1)}.` : inText(rule)}
For the whole project, in \`tacit.json\`: \`{ "version": 1, "rules": { "${rule.id}": "off" } }\`
`;
}
