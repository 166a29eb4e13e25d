import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeFolder } from './removeFolder';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (length: number): string => Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** Unguessable values in the shape of real ones, made at run time. */
export interface Planted {
  readonly folder: string;
  readonly stripe: string;
  readonly password: string;
  readonly remove: () => void;
}

/** A folder with the given files, `/` in their names; a git repository, so that it is a project. */
export function plantFolder(name: string, files: Readonly<Record<string, string>>): { readonly folder: string; readonly remove: () => void } {
  const above = mkdtempSync(join(tmpdir(), 'tacit-planted-'));
  const folder = join(above, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  execFileSync('git', ['init', '-q', folder]);
  return { folder, remove: () => removeFolder(above) };
}

/** What passes for a live key of Stripe. */
export const stripeKey = (): string => ['sk', 'live', letters(24)].join('_');

/** What passes for a password. */
export const password = (): string => `${letters(9)}-${letters(8)}7`;

/** A small shop with two planted values, the first in two files, and a password that is logged. */
export function plantWorkspace(): Planted {
  const [key, word] = [stripeKey(), password()];
  const files: Readonly<Record<string, string>> = {
    'package.json': '{ "name": "shop", "private": true, "type": "commonjs" }\n',
    'src/payments.js': `const Stripe = require('stripe');

const stripeKey = '${key}';

async function charge(order) {
  const stripe = new Stripe(stripeKey);
  return stripe.paymentIntents.create({ amount: order.total, currency: 'eur' });
}

module.exports = { charge };
`,
    'src/refunds.js': `const Stripe = require('stripe');

const stripe = new Stripe('${key}');

exports.refund = (charge) => stripe.refunds.create({ charge });
`,
    'src/login.js': `const log = require('./log');

exports.login = (user, password) => {
  log.info(\`\${user.name} signs in with \${password}\`);
  return user.check(password);
};
`,
    'jobs/report.py': `import psycopg

db_password = "${word}"


def connect():
    return psycopg.connect(host="db.internal", user="reports", password=db_password)
`,
  };
  return { ...plantFolder('shop', files), stripe: key, password: word };
}
