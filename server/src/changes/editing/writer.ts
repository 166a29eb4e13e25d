import { emitReference } from '../../references/table';
import { findPlace } from '../../syntax/place';
import type { ChangeContext, ReferenceWriter } from './ports';
import { wireRequirement } from '../wiring/wire';

/** The real ones. Code needs the grammars that a composition root configured; without them a place is `unknown` and nothing moves. */
const builtIn: ReferenceWriter = {
  place: (document, at) => findPlace(document, at),
  emit: emitReference,
  wire: (requirement, document) => Promise.resolve(wireRequirement(requirement, document.text)),
};

/** How literals become references: what the context brings (tests), else the real one. */
export const writerOf = (context: ChangeContext): ReferenceWriter => context.references ?? builtIn;
