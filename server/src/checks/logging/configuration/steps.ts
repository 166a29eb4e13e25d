import type { Document } from '../../../base/document';
import type { Span } from '../../../base/span';
import { needsGrammar, parseNow } from '../../../syntax/grammars';
import { grammarOf } from '../../../syntax/languages';
import { leaksIn } from '../check';
import { TREE_LANGUAGES } from '../languages/table';
import type { LoggingCandidate } from '../model/candidate';
import { TreeModel } from '../model/treeModel';
import { type Block, blocksOf } from './blocks';
import { isSecretVariable } from './echo';
import { checkPipeline, secretsOf } from './pipeline';

const VARIABLE = /\$\{?(?:env:)?([A-Za-z_]\w{0,100})/gi;
/** What a script must hold somewhere to print anything. */
const PRINTS =
  /\b(?:echo|printf|print|cat|env|printenv|export|set|declare|throw|Get-ChildItem|gci|dir|ls|gi|Format-\w+|Write-\w+|Out-\w+|Add-Content|jq|tee|head|tail|vault|aws|gcloud|az|gh|kubectl|log\w*)\b/i;

const documentOf = ({ language, text }: Block): Document => ({
  uri: `untitled:step.${language === 'powershell' ? 'ps1' : 'sh'}`,
  version: 0,
  languageId: language,
  text,
});

/** Documents whose grammars the scripts of a pipeline are read with, one for each grammar. */
export function languagesOf(pipeline: Document, macros: boolean): readonly Document[] {
  const wanted = new Map(blocksOf(pipeline, macros).flatMap((block) => (PRINTS.test(block.text) ? [[block.language, documentOf(block)] as const] : [])));
  return [...wanted.values()];
}

/** A pipeline, its scripts read by their trees where the grammars are there, the rest by its lines. */
export function checkSteps(pipeline: Document, macros: boolean): readonly LoggingCandidate[] {
  const { text } = pipeline;
  const covered: Span[] = [];
  const { secrets, declared } = secretsOf(text);
  const lists = declared || secrets.size > 0;
  const found: LoggingCandidate[] = [];
  for (const block of blocksOf(pipeline, macros)) {
    const leaks = PRINTS.test(block.text) ? leaksOf(block, secrets) : [];
    if (leaks === undefined) continue;
    covered.push(block);
    found.push(...leaks.filter(({ subject }) => lists || subject !== 'environment'));
  }
  return [...checkPipeline(text, macros, covered), ...found].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What a script shows; undefined where it cannot be read. */
function leaksOf(block: Block, secrets: ReadonlySet<string>): readonly LoggingCandidate[] | undefined {
  const document = documentOf(block);
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  const tree = language === undefined || needsGrammar(document) ? undefined : parseNow(document);
  if (language === undefined || tree === undefined) return undefined;
  const named = [...block.text.matchAll(VARIABLE)].flatMap(([, name = '']) => (isSecretVariable(name) ? [name] : []));
  try {
    const leaks = leaksIn(new TreeModel(block.text, tree, language), { declared: new Set([...secrets, ...block.secrets, ...named]) });
    return leaks.flatMap((leak) => (leak.grade === 'placeholder' ? [] : [inPipeline(leak, block)]));
  } finally {
    tree.delete();
  }
}

function inPipeline({ span, related = [], ...leak }: LoggingCandidate, { start, expressions }: Block): LoggingCandidate {
  const moved = (each: Span): Span => ({ start: each.start + start, end: expressions.get(each.start + start) ?? each.end + start });
  return { ...leak, span: moved(span), related: related.map(moved) };
}
