// The texts that are measured. Tokens are made at run time: nothing here looks like one.
import { randomBytes } from 'node:crypto';

const token = () => `sk${'_live_'}${randomBytes(12).toString('hex')}`;

/** 5,000 lines of TypeScript with a token in every 500th; every `every`th line speaks of passwords, and as many of keys and secrets. */
export function typescript(every, length = 5000) {
  const lines = [];
  for (let line = 0; line < length; line++) {
    if (line % 500 === 250) lines.push(`const stripeKey${line} = "${token()}";`);
    else if (line % every === 0) lines.push(`  const passwordField${line} = form.get("password-${line}") ?? options.token;`);
    else if (line % every === every - 2) lines.push(`  // What the key of entry ${line} means is decided by the secret's owner.`);
    else lines.push(`  await handle${line}(request, { id: ${line}, name: "entry ${line}", active: ${String(line % 2 === 0)} });`);
  }
  return lines.join('\n');
}

export const documentOf = (text, version = 0, languageId = 'typescript') => ({ uri: `file:///bench/large.${languageId}`, version, languageId, text });
