import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../server/src/base/system/programs';
import { folderWith } from './support';

const program = '#!/bin/sh\nexit 0\n';

describe('helper programs come from outside of the workspace (THREATS 21)', () => {
  const workspace = folderWith({ helper: program, 'bin/helper': program });
  const system = folderWith({ helper: program, 'plain/other': program, 'folder/helper/x': '' });
  for (const path of [join(workspace, 'helper'), join(workspace, 'bin/helper'), join(system, 'helper')]) chmodSync(path, 0o755);
  mkdirSync(join(system, 'links'));
  symlinkSync(join(workspace, 'helper'), join(system, 'links/helper'));
  symlinkSync(workspace, join(system, 'way'));

  it.each([
    ['the system', [system], join(system, 'helper')],
    ['the system after the workspace', [workspace, join(workspace, 'bin'), system], join(system, 'helper')],
    ['the system after empty and relative entries', ['', '.', 'bin', system], join(system, 'helper')],
    ['nothing in the workspace', [workspace], undefined],
    ['no link into the workspace', [join(system, 'links')], undefined],
    ['no folder that is a link into the workspace', [join(system, 'way')], undefined],
    ['no folder of that name', [join(system, 'folder')], undefined],
    ['nothing', [], undefined],
  ])('%s', async (_name, path, found) => {
    expect(await findProgram('helper', [workspace], { PATH: path.join(delimiter) })).toBe(found);
  });

  it('a file that cannot be executed is none', async () => {
    expect(await findProgram('other', [workspace], { PATH: join(system, 'plain') })).toBeUndefined();
  });
});
