import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/editor';

it('serves the editor to the holder of a token alone, and leaves nothing behind (THREATS 35)', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tacit-serve-'));
  const file = join(home, 'a.js');
  writeFileSync(file, 'const a = 1;\n');
  const script = `import(${JSON.stringify(join(root, 'scripts/serveEditor.mjs'))}).then(({ serveEditor }) => serveEditor({ folder: ${JSON.stringify(home)}, home: ${JSON.stringify(home)}, open: ${JSON.stringify(file)}, desktop: undefined }))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  try {
    const address = await new Promise<string>((done, failed) => {
      let text = '';
      const take = (chunk: Buffer): void => {
        text += chunk.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(text)?.[0];
        if (found !== undefined) done(found);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('exit', () => failed(new Error(text.slice(-2000))));
    });
    const { origin, searchParams } = new URL(address);
    expect(searchParams.get('tkn')).toMatch(/^[0-9a-f]{48}$/);
    const status = async (query: string): Promise<number> => (await fetch(`${origin}/${query}`, { redirect: 'manual' })).status;
    expect(await status('')).toBe(403);
    expect(await status('?tkn=wrong')).toBe(403);
    expect(await status(new URL(address).search)).toBeLessThan(400);
    expect(statSync(join(home, 'editor')).mode & 0o777).toBe(0o700);
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    await expect
      .poll(
        () =>
          fetch(origin).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 10_000 },
      )
      .toBe('gone');
  } finally {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  }
});
