// Charges a card. The key was pasted here "just for now".
const stripeKey = '@@STRIPE@@';

function chargeClient() {
  return { key: stripeKey, version: '2026-01-01' };
}

module.exports = { chargeClient };
