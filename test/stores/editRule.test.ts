import { describe, expect, it } from 'vitest';
import { matchRule } from '../../server/src/stores/sops/creationRules';
import { editRule, isIntended, type RecipientEdit } from '../../server/src/stores/sops/sharing/editRule';

const A = 'age1aaaaaaaa';
const B = 'age1bbbbbbbb';
const C = 'age1cccccccc';

async function edit(text: string, change: RecipientEdit): Promise<string | undefined> {
  return editRule(text, await matchRule('.sops.yaml', text, 'secrets.sops.json'), change);
}

/** What stands before, the edit, and what stands after: nothing but the recipients changes. */
const CASES: readonly (readonly [string, string, RecipientEdit, string | undefined])[] = [
  ['a plain list', `creation_rules:\n  # ours\n  - age: ${A}\n`, { add: B }, `creation_rules:\n  # ours\n  - age: ${A},${B}\n`],
  ['with spaces', `creation_rules:\n  - age: ${A}, ${B} # team\n`, { remove: A }, `creation_rules:\n  - age: ${B} # team\n`],
  [
    'in quotes',
    `creation_rules:\n  - age: "${A}"\n    mac_only_encrypted: false\n`,
    { add: B },
    `creation_rules:\n  - age: "${A},${B}"\n    mac_only_encrypted: false\n`,
  ],
  ['in single quotes', `creation_rules:\n  - {age: '${A},${B}'}\n`, { remove: B }, `creation_rules:\n  - {age: '${A}'}\n`],
  [
    'folded, as in the manual of sops',
    `creation_rules:\n  - path_regex: .*\n    age: >-\n      ${A},\n      ${B}\n  - age: ${C}\n`,
    { remove: A },
    `creation_rules:\n  - path_regex: .*\n    age: ${B}\n  - age: ${C}\n`,
  ],
  [
    'a sequence with comments',
    `creation_rules:\n  - age:\n      - ${A} # Ann\n      - ${B} # Bob\nstores: {}\n`,
    { add: C },
    `creation_rules:\n  - age:\n      - ${A} # Ann\n      - ${B} # Bob\n      - ${C}\nstores: {}\n`,
  ],
  [
    'out of a sequence, with its comment',
    `creation_rules:\n  - age:\n      - ${A} # Ann\n      - ${B} # Bob\n`,
    { remove: A },
    `creation_rules:\n  - age:\n      - ${B} # Bob\n`,
  ],
  ['a sequence that ends with the file', `creation_rules:\n  - age:\n      - ${A}`, { add: B }, `creation_rules:\n  - age:\n      - ${A}\n      - ${B}\n`],
  ['a sequence on one line', `creation_rules:\n  - age: [${A}, "${B}"]\n`, { add: C }, `creation_rules:\n  - age: [${A}, ${B}, ${C}]\n`],
  ['one that is named already', `creation_rules:\n  - age: ${A},${B}\n`, { add: B }, `creation_rules:\n  - age: ${A},${B}\n`],
  [
    'the first rule that matches',
    `creation_rules:\n  - path_regex: other\n    age: ${A}\n  - age: ${A}\n`,
    { add: B },
    `creation_rules:\n  - path_regex: other\n    age: ${A}\n  - age: ${A},${B}\n`,
  ],
  ['the last recipient', `creation_rules:\n  - age: ${A}\n`, { remove: A }, undefined],
  ['no age at all', `creation_rules:\n  - path_regex: .*\n`, { add: A }, undefined],
  ['no rule that matches', `creation_rules:\n  - path_regex: other\n    age: ${A}\n`, { add: B }, undefined],
];

describe('the rule of .sops.yaml', () => {
  it.each(CASES)('is edited in place: %s', async (_title, before, change, after) => {
    expect(await edit(before, change)).toBe(after);
  });
});

const ruleOf = (text: string): ReturnType<typeof matchRule> => matchRule('.sops.yaml', text, 'secrets.sops.json');

it.each(CASES)('an edit is what was meant: %s', async (_title, before, change, after) => {
  if (after !== undefined) expect(isIntended(await ruleOf(before), await ruleOf(after), change)).toBe(true);
});

it.each([
  ['another recipient', `creation_rules:\n  - age: ${A},${C}\n`],
  ['nobody more', `creation_rules:\n  - age: ${A}\n`],
  ['another setting', `creation_rules:\n  - age: ${A},${B}\n    mac_only_encrypted: true\n`],
  ['another rule', `creation_rules:\n  - age: ${A},${B}\n  - age: ${C}\n`],
  ['a rule that does not match', `creation_rules:\n  - age: ${A},${B}\n    path_regex: other\n`],
])('an edit is not what was meant where it makes %s', async (_title, after) => {
  const before = `creation_rules:\n  - age: ${A}\n`;
  expect(isIntended(await ruleOf(before), await ruleOf(after), { add: B })).toBe(false);
});
