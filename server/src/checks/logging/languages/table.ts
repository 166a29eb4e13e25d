import type { GrammarName } from '../../../syntax/languages';
import type { TreeLanguage } from '../model/treeLanguage';
import { csharp } from './csharp';
import { go } from './go';
import { java } from './java';
import { javascript } from './javascript';
import { kotlin } from './kotlin';
import { php } from './php';
import { powershell } from './powershell';
import { python } from './python';
import { ruby } from './ruby';
import { rust } from './rust';
import { shell } from './shell';

/** Which adapter reads the trees of which grammar. Adding a language adds a row. */
export const TREE_LANGUAGES: Readonly<Partial<Record<GrammarName, TreeLanguage>>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python,
  java,
  go,
  csharp,
  kotlin,
  php,
  ruby,
  rust,
  bash: shell,
  powershell,
};
