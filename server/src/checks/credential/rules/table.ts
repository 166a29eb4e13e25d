import { BUSINESS } from './business';
import { CLOUD } from './cloud';
import { DEVELOPERS } from './developers';
import { INTEGRATIONS } from './integrations';
import { INTELLIGENCE } from './intelligence';
import { MESSAGING } from './messaging';
import { OPERATIONS } from './operations';
import { PASSWORD_HASHES } from './passwordHashes';
import { PAYMENT } from './payment';
import { PLATFORMS } from './platforms';
import type { TokenRule } from './row';
import { SOURCE_HOSTING } from './sourceHosting';

/** Every provider token Tacit knows. A new one is a row in the file of its theme; samples and near misses are generated from the row. */
export const TOKEN_RULES: readonly TokenRule[] = [
  ...SOURCE_HOSTING,
  ...CLOUD,
  ...INTELLIGENCE,
  ...MESSAGING,
  ...PAYMENT,
  ...OPERATIONS,
  ...BUSINESS,
  ...PLATFORMS,
  ...DEVELOPERS,
  ...INTEGRATIONS,
  ...PASSWORD_HASHES,
];
