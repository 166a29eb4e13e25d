import { rmSync } from 'node:fs';

/** Removes a folder in which a program that was just ended may still write something: tries again for some seconds. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 12, retryDelay: 100 });
}
