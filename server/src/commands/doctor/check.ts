import { t } from '../../base/l10n';
import { type EmbeddedStore, isEmbedded } from '../../stores/embedded';
import type { CommandContext } from '../context';
import type { Workbench } from '../workbench';

/** Something that is not as it should be, and what mends it: a command, or a sentence. A note is said and counts for nothing. */
export interface Problem {
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  readonly mend: string;
}

/** What the checks look at. */
export interface Patient {
  readonly context: CommandContext;
  readonly workbench: Workbench;
  readonly offline: boolean;
}

/** Why a check could not look. */
export interface NotLooked {
  readonly because: string;
}

/** One row of the table (`table.ts`). */
export interface Check {
  /** Stable, for programs. */
  readonly id: string;
  /** For people, where nothing is wrong. */
  readonly title: () => string;
  /** Checks that need no project run also where its configuration cannot be read. */
  readonly run:
    { readonly needs: 'machine'; look(context: CommandContext): Promise<Looked> } | { readonly needs: 'project'; look(patient: Patient): Promise<Looked> };
}

export type Looked = readonly Problem[] | NotLooked;

/** The vault files of the project that are there. */
export async function vaultFiles({ workbench }: Patient): Promise<readonly EmbeddedStore[]> {
  const stores: EmbeddedStore[] = [];
  for (const store of workbench.registry.stores) if (isEmbedded(store) && (await store.state()) !== 'absent') stores.push(store);
  return stores;
}

/** git is asked only in a folder that the user trusts (THREATS 20). */
export const notTrusted = (): NotLooked => ({ because: t('git is asked only in a folder that you trust: tacit trust') });
