/** The one way a text reaches a person: English in the source, translated where a bundle was given. */
export { t, config as configureTexts } from '@vscode/l10n';
