import { expect, it } from 'vitest';
import { holdsScripts, scriptsOf } from '../../server/src/syntax/scripts';
import { expectCostBelow } from '../support/cost';

const componentOf = (name: string, text: string) => ({ uri: `file:///p/${name}`, version: 1, languageId: name.slice(name.indexOf('.') + 1), text });

it.each([
  ['A.vue', '<template>\n  <p>{{ log(x) }}</p>\n</template>\n<script setup lang="ts">\nconst x = 1;\n</script>\n', 'const x = 1;'],
  ['A.svelte', '<script>let y = 2;</script>\n<p on:click={() => log(y)}>x</p>\n', 'let y = 2;'],
  ['A.vue', '<script>let a;</script>\n<script setup>let b;</script>', 'let a; let b;'],
  ['A.vue', '<template>no script</template>', ''],
  ['A.vue', '<script>never closed', ''],
])('of %s: %j', (name, text, script) => {
  const component = componentOf(name, text);
  const made = scriptsOf(component);
  expect(holdsScripts(component)).toBe(true);
  expect(made.text).toHaveLength(text.length);
  expect(made.text.split('\n')).toHaveLength(text.split('\n').length);
  expect(
    made.text
      .trim()
      .split(/\s{2,}/)
      .join(' '),
  ).toBe(script);
  for (const part of script.split(' ').filter(Boolean)) expect(text.startsWith(part, made.text.indexOf(part))).toBe(true);
});

it.each(['<script>', '<script ', '<script></script', '</script>'])('is not slow where %s is repeated and nothing is closed', (piece) => {
  const text = piece.repeat(60_000);
  expectCostBelow(2000, () => {
    expect(scriptsOf(componentOf('A.vue', text)).text).toHaveLength(text.length);
  });
});

it('leaves other documents as they are', () => {
  const document = componentOf('a.js', 'const html = "<script>x</script>";');
  expect(scriptsOf({ ...document, languageId: 'javascript' })).toMatchObject({ text: document.text, languageId: 'javascript' });
});
