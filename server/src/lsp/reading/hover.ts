import { dirname, relative } from 'node:path';
import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { EnvironmentVariable, ReferenceTarget, SecretAddress } from '../../base/address';
import { displayText, markdownCode, markdownText } from '../../base/display';
import { TacitError } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import { MASK } from '../../base/secret';
import { overlaps } from '../../base/span';
import type { OpenDocument } from '../../analysis/documents';
import { ruleTitle } from '../../checks/catalogue';
import { describeFailure } from '../../changes/moving/messages';
import type { Reference } from '../../references/referenceSyntax';
import { storeState } from '../../stores/session';
import { answer } from '../session/client/answer';
import type { ManifestPlace, ProjectSession } from '../session/projectSession';
import { toRange } from '../session/client/ranges';
import { adviceFor } from '../session/ruleTexts';
import { titleOf } from '../session/vaults/storeTitle';
import { opened, type ServerContext } from '../session/serverContext';

/** Writes lines for one kind of client. Everything that is not ours passes `code`, and a sentence that may hold such text `text` (THREATS 22). */
interface Writer {
  code(foreign: string): string;
  text(sentence: string): string;
  strong(own: string): string;
}

const markdown: Writer = { code: markdownCode, text: markdownText, strong: (own) => `**${own}**` };
const plain: Writer = { code: displayText, text: (sentence) => sentence, strong: (own) => own };

/** Hover shows names, places and dates, and eight dots for a value. It has no side effect on a store (DESIGN §5). */
export function registerHover(context: ServerContext): void {
  context.connection.onHover((params, token) =>
    answer('textDocument/hover', token, async (signal): Promise<Hover | null> => {
      const found = await opened(context, params.textDocument.uri);
      if (found === undefined) return null;
      const { document, session } = found;
      const offset = document.lines.offsetAt(params.position);
      const at = ({ start, end }: { start: number; end: number }): boolean => start <= offset && offset <= end;
      const writer = context.client.showsMarkdown ? markdown : plain;
      const findings = (await session.findings(document, signal)).filter(({ span }) => at(span));
      const reference = session.facts(document).references.find(({ span }) => at(span));
      const parts = findings.map((finding) => aboutFinding(session, finding, writer));
      if (reference !== undefined) parts.push(await aboutReference(session, document, reference, writer, signal));
      const span = findings[0]?.span ?? reference?.span;
      const lines = parts.filter((part) => part.length > 0).map((part) => part.join(context.client.showsMarkdown ? '  \n' : '\n'));
      if (span === undefined || lines.length === 0) return null;
      const value = lines.join(context.client.showsMarkdown ? '\n\n---\n\n' : '\n\n');
      return { contents: { kind: context.client.showsMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range: toRange(document.lines, span) };
    }),
  );
}

function aboutFinding(session: ProjectSession, finding: Finding, writer: Writer): string[] {
  const lines = [`${writer.strong(ruleTitle(finding.rule))} (${writer.code(finding.rule)})`];
  if (finding.subject !== undefined) lines.push(`${writer.code(finding.subject)} = ${MASK}`);
  if (finding.suppressed !== undefined) {
    const { by, reason, until } = finding.suppressed;
    if (by === 'off') return [...lines, t('Its rule is switched off in tacit.json.')];
    lines.push(until === undefined ? t('Ignored here.') : t('Ignored here until {0}.', writer.code(until)));
    if (reason !== undefined) lines.push(t('Reason: {0}', writer.code(session.masked(reason))));
    return lines;
  }
  return [...lines, adviceFor(finding)];
}

async function aboutReference(
  session: ProjectSession,
  document: OpenDocument,
  { target, span }: Reference,
  writer: Writer,
  signal: AbortSignal,
): Promise<string[]> {
  switch (target.kind) {
    case 'environment':
      return aboutVariable(session, target, writer, signal);
    case 'store': {
      const place = [...(await session.manifest()).values()].flat().find(({ uri, entry }) => uri === document.uri && overlaps(entry.valueSpan, span));
      return aboutPlace(session, target, session.folderOf(document.uri), place, writer, signal);
    }
    case 'named':
      return [t('{0} is looked up by {1} where this runs.', writer.code(target.name), writer.code(target.system))];
  }
}

/** A read of an environment variable: which manifest says where its value is. */
async function aboutVariable(session: ProjectSession, target: EnvironmentVariable, writer: Writer, signal: AbortSignal): Promise<string[]> {
  const places = (await session.manifest()).get(target.name) ?? [];
  const [first] = places;
  if (first === undefined) return [];
  const lines = [`${writer.strong(displayText(target.name))} = ${MASK}`];
  lines.push(...(await aboutPlace(session, first.entry.target, dirname(first.path), first, writer, signal)));
  const others = places.slice(1).map(({ path }) => writer.code(relative(session.root, path)));
  if (others.length > 0) lines.push(t('Also in {0}', others.join(', ')));
  return lines;
}

async function aboutPlace(
  session: ProjectSession,
  target: ReferenceTarget,
  folder: string,
  place: ManifestPlace | undefined,
  writer: Writer,
  signal: AbortSignal,
): Promise<string[]> {
  const lines: string[] = [];
  const resolution = session.registry.resolve(target, folder);
  if (resolution.kind === 'refused') lines.push(writer.text(describeFailure({ code: 'ReferenceRefused', because: resolution.because })));
  else if (resolution.kind === 'unknown-store')
    lines.push(t('This reference names a vault that is not registered for this project, so nothing was looked up.'));
  else if (resolution.kind === 'address') lines.push(...(await aboutAddress(session, resolution.address, writer, signal)));
  if (place !== undefined) lines.push(...aboutEntry(session, place, writer));
  return lines;
}

async function aboutAddress(session: ProjectSession, address: SecretAddress, writer: Writer, signal: AbortSignal): Promise<string[]> {
  const lines = [t('{0} in vault {1}', writer.code(address.path), writer.code(titleOf(address.store)))];
  const store = session.registry.get(address.store);
  if (store === undefined) return lines;
  try {
    const { fields, version, changed } = await store.describe(address.path, signal);
    if (fields.length > 0)
      lines.push(
        t(
          'Fields: {0}',
          fields
            .slice(0, 20)
            .map((field) => writer.code(field))
            .join(', '),
        ),
      );
    const { version: wanted = version } = address;
    if (wanted !== undefined) lines.push(t('Version {0}', writer.code(wanted)));
    if (changed !== undefined) lines.push(t('Changed {0}', writer.code(changed)));
  } catch (thrown) {
    if (!(thrown instanceof TacitError) || thrown.failure.code === 'Cancelled') throw thrown;
    if (thrown.failure.code !== 'NotFound') lines.push(writer.text(describeFailure(thrown.failure)));
    else lines.push((await storeState(store)) === 'absent' ? t('This vault does not exist yet.') : t('The vault does not hold this name.'));
  }
  return lines;
}

/** What the comment above a manifest's entry says. */
function aboutEntry(session: ProjectSession, { entry, path }: ManifestPlace, writer: Writer): string[] {
  const lines = [t('Manifest {0}', writer.code(relative(session.root, path)))];
  if (entry.description !== undefined) lines.push(writer.code(session.masked(entry.description)));
  for (const [name, value] of [...entry.annotations].slice(0, 10)) lines.push(writer.code(session.masked(value === '' ? `@${name}` : `@${name}=${value}`)));
  return lines;
}
