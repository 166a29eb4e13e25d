import { judgeName } from '../tables/names';

/** How much of a file is read for evidence, in UTF-16 code units. */
const READ = 400_000;

const CREDENTIALS =
  /oauth|bearer|authoriz|authentic|log_?in\b|sign_?in\b|password|passwd|credential|api_?key|access_?token|refresh_?token|id_?token|auth_?token|session_?token|client_?secret|\bjwt\b|\bcsrf|secret/i;
const LANGUAGE =
  /tokeni[sz]|\blexer|\blex\(|parser\b|syntax_?error|TokenType|TokenKind|token_?stream|next_?token|\bAST\b|grammar|max_?tokens|n_?tokens|num_?tokens|token_?count|vocab/i;

/** What names mean in one file. */
export class Names {
  readonly #text: string;
  readonly #declared: ReadonlySet<string>;
  readonly #known = new Map<string, 'secret' | 'weak' | undefined>();
  #credentials: boolean | undefined;
  #language: boolean | undefined;

  /** `declared`: variables of which the project says that they are secrets. */
  constructor(text: string, declared: ReadonlySet<string>) {
    this.#text = text.length > READ ? text.slice(0, READ) : text;
    this.#declared = declared;
  }

  /** `secret`: reported as likely; `weak`: no more than a hint; undefined: no secret by its name here. */
  judge(name: string): 'secret' | 'weak' | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    const verdict = this.#declared.has(name) ? 'secret' : this.#inContext(name);
    this.#known.set(name, verdict);
    return verdict;
  }

  #inContext(name: string): 'secret' | 'weak' | undefined {
    const verdict = judgeName(name);
    if (verdict !== 'weak') return verdict;
    this.#credentials ??= CREDENTIALS.test(this.#text);
    if (!this.#credentials) return undefined;
    this.#language ??= LANGUAGE.test(this.#text);
    if (/token/i.test(name)) return this.#language ? undefined : 'secret';
    if (/cookie|jwt|cred/i.test(name)) return 'secret';
    return 'weak';
  }
}
