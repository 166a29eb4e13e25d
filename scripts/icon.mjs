#!/usr/bin/env node
// Draws media/icon.png: a lock whose face is the mask. Run by hand when the drawing changes; the result is committed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { root } from './steps.mjs';

const SIZE = 256;
/** Samples per pixel edge: edges come out smooth. */
const FINE = 4;
const BACK = [31, 37, 68];
const LOCK = [246, 247, 251];
const DOT = [88, 101, 242];

/** Distance from a point to a rectangle with round corners; negative inside. */
const box = (x, y, left, top, right, bottom, radius) => {
  const dx = Math.max(left + radius - x, 0, x - (right - radius));
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
  return Math.hypot(dx, dy) - radius;
};

function colourAt(x, y) {
  if (box(x, y, 4, 4, 252, 252, 52) > 0) return undefined;
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 2; row++) if (Math.hypot(x - (80 + column * 32), y - (146 + row * 32)) < 10) return DOT;
  }
  if (box(x, y, 48, 112, 208, 212, 20) <= 0) return LOCK;
  const shackle = y < 116 ? Math.abs(y < 92 ? Math.hypot(x - 128, y - 92) - 40 : Math.abs(x - 128) - 40) : Infinity;
  return shackle < 10 ? LOCK : BACK;
}

const rows = Buffer.alloc(SIZE * (SIZE * 4 + 1));
for (let y = 0; y < SIZE; y++) {
  for (let x = 0; x < SIZE; x++) {
    const sum = [0, 0, 0, 0];
    for (let sample = 0; sample < FINE * FINE; sample++) {
      const colour = colourAt(x + ((sample % FINE) + 0.5) / FINE, y + (Math.floor(sample / FINE) + 0.5) / FINE);
      if (colour === undefined) continue;
      colour.forEach((channel, index) => (sum[index] += channel));
      sum[3]++;
    }
    const at = y * (SIZE * 4 + 1) + 1 + x * 4;
    for (let index = 0; index < 3; index++) rows[at + index] = sum[3] === 0 ? 0 : Math.round(sum[index] / sum[3]);
    rows[at + 3] = Math.round((sum[3] * 255) / (FINE * FINE));
  }
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
const picture = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
writeFileSync(join(root, 'media', 'icon.png'), Buffer.concat([signature, ...picture]));
