import { join } from 'node:path';
import { currentPlatform } from '../../base/system/platform';
import { analyse } from '../../analysis/analyse';
import { approvePair } from '../../project/trust/approvals';
import { openProject } from '../../project/open';
import { findRoot } from '../../project/roots';
import { createRegistry } from '../../stores/createRegistry';
import type { Engine } from './engine';

/** The parts that a server really stands on. */
export function realEngine(): Engine {
  return {
    findRoot,
    openProject,
    createRegistry: ({ root, trusted, config: { embeddedStore, suggestedStores } }) =>
      createRegistry({ root, trusted, embeddedStore, suggested: suggestedStores }),
    analyse,
    approve: ({ root, manifestPath }, variable, reference) => approvePair(root, manifestPath, variable, reference),
    stateFiles: ['trust.json', 'vaults.json'].map((name) => join(currentPlatform().stateFolder, name)),
  };
}
