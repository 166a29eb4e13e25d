import { expect, it } from 'vitest';
import { NameFilter } from '../../client/src/storeTree/nameFilter';
import { expectCostBelow } from '../support/cost';

const named = (...labels: readonly string[]): { label: string; description: string }[] => labels.map((label) => ({ label, description: 'Team' }));

it.each([
  ['', ['pay/stripe', 'mail/smtp#PASSWORD', 'repay'], 0],
  ['stripe', ['pay/stripe'], 0],
  ['PAY', ['pay/stripe', 'repay'], 0],
  ['smtp pass', ['mail/smtp#PASSWORD'], 0],
  ['password', ['mail/smtp#PASSWORD'], 0],
  ['team repay', ['repay'], 0],
  ['nothing', [], 0],
])('%j finds %j', (query, labels, more) => {
  const found = new NameFilter(named('pay/stripe', 'mail/smtp#PASSWORD', 'repay')).find(query);
  expect([found.shown.map(({ label }) => label), found.more]).toEqual([labels, more]);
});

it('puts first what begins so, and says how many there are beside those that it gives', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `x${index}-key`);
  const found = new NameFilter(named(...many, 'app/key')).find('key');
  expect([found.shown[0]?.label, found.shown.length, found.more]).toEqual(['app/key', 200, 9801]);
});

it('filters 10,000 names faster than a person types', () => {
  const filter = new NameFilter(named(...Array.from({ length: 10_000 }, (_, index) => `team-${index % 40}/service-${index}`)));
  // Ten keys; 50 ms is the bar for one.
  expectCostBelow(500, () => {
    for (let length = 1; length <= 10; length++) filter.find('service-97'.slice(0, length));
  });
});
