import { BUSINESS } from './providers/business';
import { CLOUD } from './providers/cloud';
import { DEVELOPERS } from './providers/developers';
import { INTEGRATIONS } from './providers/integrations';
import { INTELLIGENCE } from './providers/intelligence';
import { MESSAGING } from './providers/messaging';
import { OPERATIONS } from './providers/operations';
import { PASSWORD_HASHES } from './passwordHashes';
import { PAYMENT } from './providers/payment';
import { PLATFORMS } from './providers/platforms';
import type { TokenRule } from './row';
import { SOURCE_HOSTING } from './providers/sourceHosting';

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
