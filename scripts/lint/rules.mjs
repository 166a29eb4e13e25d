// Lint rules of this project's own: what no published rule can know.

/** THREATS 34: `.reveal(` only in the files that eslint.config.mjs lists. */
const noReveal = {
  meta: { type: 'problem', schema: [], messages: { reveal: 'A value leaves its Secret only in the files listed in eslint.config.mjs (THREATS 34).' } },
  create: (context) => ({
    MemberExpression(node) {
      const name = node.computed ? node.property.value : node.property.name;
      if (name === 'reveal' && !(node.object.type === 'MemberExpression' && node.object.property.name === 'treeView'))
        context.report({ node: node.property, messageId: 'reveal' });
    },
  }),
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

export const tacitRules = { rules: { 'no-reveal': noReveal, 'localised-text': localisedText } };
