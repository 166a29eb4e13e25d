import type { GrammarName } from '../../../syntax/languages';
import type { FileModel } from '../model/fileModel';
import type { TreeLanguage } from '../model/treeLanguage';
import { csharp } from './csharp/csharp';
import { go } from './go';
import { java } from './java';
import { javascript } from './javascript/javascript';
import { kotlin } from './kotlin/kotlin';
import { php } from './php/php';
import { powershell } from './powershell';
import { python } from './python/python';
import { ruby } from './ruby/ruby';
import { rust } from './rust/rust';
import { scala } from './scala/scala';
import { shell } from './shell/shell';
import { SwiftModel } from './swift/model';

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
  scala,
};

/** By VS Code's language id: languages whose grammar nobody ships ready to load, and who reads them from the text alone. */
export const LINE_MODELS: Readonly<Record<string, (text: string) => FileModel>> = {
  swift: (text) => new SwiftModel(text),
};
