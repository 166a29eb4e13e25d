// Texts that are written to make a scanner slow, 1 MB and 2 MB each, by CPU time: the worst ones, or with BENCH_ALL=1 every one.
import { createRequire } from 'node:module';
import { row } from './table.mjs';

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export async function measure({ bundle }) {
  const file = await bundle('hostile', `export * from './server/src/checks/credential/check'; export * from './test/support/hostileTexts';`);
  const { checkCredentials, HOSTILE_TEXTS } = createRequire(import.meta.url)(file);
  const cost = (text, languageId) => {
    const from = cpu();
    checkCredentials({ uri: 'file:///hostile', version: 0, languageId, text });
    return cpu() - from;
  };
  const measured = HOSTILE_TEXTS.map(({ family, name, languageId, make }) => {
    const [one, two] = [make(1_000_000), make(2_000_000)];
    const least = (text) => Math.min(...[0, 1, 2].map(() => cost(text, languageId)));
    return { what: `hostile ${family}: ${name}`, one: least(one), two: least(two) };
  });
  measured.sort((a, b) => b.one - a.one);
  const worst = process.env.BENCH_ALL === '1' ? measured : measured.slice(0, 8);
  const ratios = measured.filter(({ one }) => one > 20).map(({ one, two }) => two / one);
  return [
    ...worst.map(({ what, one }) => row(`${what}, 1 MB`, one, 'ms', 250)),
    row(`hostile, largest growth as the size doubles (${measured.length} texts)`, Math.max(...ratios), 'times', 3),
  ];
}
