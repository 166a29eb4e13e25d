import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (length: number): string => Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** Unguessable values in the shape of real ones, made at run time. */
export interface Planted {
  readonly folder: string;
  readonly stripe: string;
  readonly password: string;
}

/** A small shop with two planted values, the first in two files. */
export function plantWorkspace(): Planted {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-shop-'));
  const stripe = ['sk', 'live', letters(24)].join('_');
  const password = `${letters(9)}-${letters(8)}7`;
  const files: Readonly<Record<string, string>> = {
    'package.json': '{ "name": "shop", "private": true, "type": "commonjs" }\n',
    'src/payments.js': `const Stripe = require('stripe');

const stripeKey = '${stripe}';

async function charge(order) {
  const stripe = new Stripe(stripeKey);
  return stripe.paymentIntents.create({ amount: order.total, currency: 'eur' });
}

module.exports = { charge };
`,
    'src/refunds.js': `const Stripe = require('stripe');

const stripe = new Stripe('${stripe}');

exports.refund = (charge) => stripe.refunds.create({ charge });
`,
    'jobs/report.py': `import psycopg

db_password = "${password}"


def connect():
    return psycopg.connect(host="db.internal", user="reports", password=db_password)
`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  execFileSync('git', ['init', '-q', folder]);
  return { folder, stripe, password };
}
