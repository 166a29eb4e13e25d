import { rmSync } from 'node:fs';
import { packageExtension, stageExtension } from './editor';

/** Builds and packs the extension once for all files of the tests in editors; each takes a copy (`stageExtension`). */
export default function setup(): () => void {
  const staged = stageExtension();
  packageExtension(staged);
  process.env.TACIT_TEST_STAGED = staged;
  return () => rmSync(staged, { recursive: true, force: true });
}
