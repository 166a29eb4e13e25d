import type { Tree } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Finding, Grade, RuleId } from '../../base/finding';
import type { Span } from '../../base/span';
import { grammarOf } from '../../syntax/languages';
import type { TreeStep } from '../../syntax/trees';
import { Anchors } from '../credential/anchor';
import { Evaluator } from './engine/values/evaluate';
import { Evidence, Names } from './engine/names/evidence';
import { Functions } from './engine/values/functions';
import { LeakFinder } from './engine/sinks/sites';
import { isTest, testsFrom } from './exempt';
import { TREE_LANGUAGES } from './languages/table';
import type { LoggingCandidate } from './model/candidate';
import type { FileModel } from './model/fileModel';
import type { LoggingMemory } from './incremental';
import { TreeModel } from './model/treeModel';

/** Findings of one text, at most. */
const LARGEST_REPORT = 500;

export interface LoggingOptions {
  readonly enabled?: (rule: RuleId) => boolean;
  /** Functions whose result holds no secret, by name, as the configuration says. */
  readonly maskers?: ReadonlySet<string>;
  /** Variables that the project's manifests say are secrets. */
  readonly declared?: ReadonlySet<string>;
  /** Functions that print what they are given, besides those that are known: `trace`, `audit.record`. */
  readonly sinks?: readonly string[];
  /** Spans of values that the credential check found in this text, ascending: no anchor holds one. */
  readonly values?: readonly Span[];
  /** Those of them that are no placeholders: whoever prints one prints a secret. */
  readonly flagged?: readonly Span[];
  /** Where the words begin of the only sinks that are to be looked at; absent: all of them. Not for texts of which an earlier version is known. */
  readonly only?: ReadonlySet<number>;
  /** Told where a text takes more work than any may: what stands behind is not looked at. Not of texts of which an earlier version is known. */
  readonly onSpent?: () => void;
}

/** What is known of an open document's earlier version. */
export interface KnownBefore {
  readonly memory: LoggingMemory;
  /** How the tree came out of the one before; absent where it is new. */
  readonly step?: TreeStep | undefined;
}

/** Where secrets reach a log in a text with its tree, in order of position. Synchronous, no I/O; does not keep the tree. */
export function checkLogging(document: Document, tree: Tree, options: LoggingOptions = {}, known?: KnownBefore): Finding[] {
  const grammar = grammarOf(document);
  const language = grammar === undefined ? undefined : TREE_LANGUAGES[grammar];
  if (language === undefined) return [];
  const leaks = known?.memory.next(document, tree, language, options, known.step) ?? leaksIn(new TreeModel(document.text, tree, language), options);
  return findingsOf(document, leaks, options);
}

/** What a file shows, before anchors are made. */
export function leaksIn(
  model: FileModel,
  { maskers = new Set(), declared = new Set(), sinks = [], flagged = [], only, onSpent }: LoggingOptions,
): readonly LoggingCandidate[] {
  const evidence = new Evidence(model.text);
  const evaluator = new Evaluator(model, { names: new Names(evidence, declared, model.language), evidence, maskers, values: flagged });
  evaluator.functions = new Functions(evaluator);
  const finder = new LeakFinder(model, evaluator, sinks);
  const found = finder.find(only);
  if (finder.isCut) onSpent?.();
  return found;
}

/** Findings with their anchors, of what was found in any way. */
export function findingsOf(document: Document, candidates: readonly LoggingCandidate[], { enabled, values = [] }: LoggingOptions): Finding[] {
  const wanted = candidates.filter(({ rule }) => enabled?.(rule) !== false).slice(0, LARGEST_REPORT);
  if (wanted.length === 0) return [];
  const anchors = new Anchors(document.text, values);
  const test = isTest(document);
  const tests = testsFrom(document);
  return wanted.map((candidate) => {
    const { rule, span, subject, related = [] } = candidate;
    const grade: Grade = test || span.start >= tests ? 'placeholder' : candidate.grade;
    const told = { rule, span, grade, ...(subject === undefined || subject === '' ? {} : { subject }) };
    return { ...told, related, anchor: anchors.of(told) };
  });
}
