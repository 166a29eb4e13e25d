/**
 * What one language's adapter is held to. `leaks`: each prints a secret, once. `clean`: each looks alike and prints none. `around` puts a statement
 * into a whole file that parses.
 */
export interface Samples {
  readonly language: string;
  readonly file: string;
  readonly around: (statement: string) => string;
  readonly leaks: readonly string[];
  readonly clean: readonly string[];
}
