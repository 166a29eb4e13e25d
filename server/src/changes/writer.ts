import type { ChangeContext, ReferenceWriter } from './ports';
import { fail } from '../base/errors';

/** How literals become references: the given one, else the real one. */
export const writerOf = (context: ChangeContext): ReferenceWriter => context.references ?? fail({ code: 'Internal', at: 'writer' });
