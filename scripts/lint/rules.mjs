// Lint rules of this project's own: what no published rule can know.
import { dirname, relative, resolve, sep } from 'node:path';

/** The name by which a member is reached, where the text says it: `a.b`, `a['b']`, a template without holes. */
const memberName = (key, computed) =>
  computed ? (key.type === 'TemplateLiteral' && key.expressions.length === 0 ? key.quasis[0].value.cooked : key.value) : (key.name ?? key.value);

/** The editor's tree has a method of that name too; it belongs to the client, which sees no Secret. */
const isTreeView = (node, filename) => /[/\\]client[/\\]/.test(filename) && node.type === 'MemberExpression' && node.property.name === 'treeView';

/** THREATS 34: `.reveal(` only in the files that eslint.config.mjs lists; taken out of the object or asked for by `Reflect` counts too. */
const noReveal = {
  meta: { type: 'problem', schema: [], messages: { reveal: 'A value leaves its Secret only in the files listed in eslint.config.mjs (THREATS 34).' } },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'reveal' });
    return {
      MemberExpression(node) {
        if (memberName(node.property, node.computed) === 'reveal' && !isTreeView(node.object, context.filename)) report(node.property);
      },
      'ObjectPattern > Property'(node) {
        if (memberName(node.key, node.computed) === 'reveal') report(node.key);
      },
      'CallExpression[callee.object.name="Reflect"] > Literal[value="reveal"]': report,
    };
  },
};

/**
 * DESIGN §2: who may import whom. Options: `allowed`, folder → folders it may import, and `root`, the folder they lie in. Checked for static and
 * dynamic imports, re-exports and type imports. (The published plugins for this pull in platform packages that `npm ci` cannot lock.)
 */
const boundaries = {
  meta: { type: 'problem', schema: [{ type: 'object' }], messages: { edge: 'DESIGN §2: {{from}} may import {{allowed}}, not {{to}}.' } },
  create(context) {
    const { allowed, root } = context.options[0];
    const folderOf = (path) => relative(root, path).split(sep);
    const [from] = folderOf(context.filename);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const [first, ...rest] = folderOf(resolve(dirname(context.filename), source));
      // `..` leads out of the root; a file directly in the root is a composition root.
      const to = first === '..' ? 'outside' : rest.length === 0 ? 'roots' : first;
      if (to !== from && !(allowed[from] ?? []).includes(to))
        context.report({ node, messageId: 'edge', data: { from, to, allowed: (allowed[from] ?? []).join(', ') || 'nothing of ours' } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

/** DESIGN §2: of the server, the client sees protocol/ alone. */
const clientBoundary = {
  meta: { type: 'problem', schema: [], messages: { edge: 'DESIGN §2: of the server, the client sees protocol/ alone.' } },
  create(context) {
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source === 'string' && source.startsWith('.') && /[/\\]server[/\\](?!src[/\\]protocol[/\\])/.test(resolve(dirname(context.filename), source)))
        context.report({ node, messageId: 'edge' });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

/** Two words with a blank between them: a sentence that somebody will read. */
const SENTENCE = /\p{L}{2,},? \p{L}{2,}/u;
const isTextCall = (node) => {
  const callee = node?.type === 'CallExpression' ? node.callee : undefined;
  return (
    callee !== undefined && ((callee.type === 'Identifier' && callee.name === 't') || (callee.type === 'MemberExpression' && callee.property.name === 't'))
  );
};

/** Every text that a person reads goes through `l10n.t`: a literal of several words outside such a call is reported. */
const localisedText = {
  meta: { type: 'problem', schema: [], messages: { text: 'Texts that people read go through l10n.t (base/l10n, or vscode.l10n in the client).' } },
  create(context) {
    const check = (node, text) => {
      if (!SENTENCE.test(text)) return;
      for (let at = node.parent; at; at = at.parent) {
        if (isTextCall(at) || at.type === 'ImportDeclaration' || at.type === 'TSLiteralType' || at.type === 'TSEnumMember') return;
        if (at.type === 'NewExpression' && at.callee.name === 'RegExp') return;
        if (/Statement$|Declaration$|Function/.test(at.type)) break;
      }
      context.report({ node, messageId: 'text' });
    };
    return {
      Literal(node) {
        if (typeof node.value === 'string') check(node, node.value);
      },
      TemplateLiteral(node) {
        check(node, node.quasis.map((part) => part.value.cooked ?? '').join(' x '));
      },
    };
  },
};

export const tacitRules = { rules: { 'no-reveal': noReveal, 'localised-text': localisedText, boundaries, 'client-boundary': clientBoundary } };
