import { passwordFamily } from './assignment/family';
import type { DetectorFamily } from './candidate';
import { connectionFamily } from './rules/connection';
import { EncodedFamily } from './rules/encoded';
import { jwtFamily } from './rules/jwt';
import { privateKeyFamily } from './rules/privateKey';
import { serviceFamily } from './rules/services/family';
import { tokenFamily } from './rules/tokenFamily';

const PLAIN: readonly DetectorFamily[] = [privateKeyFamily, tokenFamily, connectionFamily, jwtFamily, serviceFamily, passwordFamily];

/** Every family of detectors, all behind the one prefilter. */
export const FAMILIES: readonly DetectorFamily[] = [...PLAIN, new EncodedFamily(() => PLAIN)];
