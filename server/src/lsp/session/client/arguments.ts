import type { Range } from 'vscode-languageserver';
import { fail } from '../../../base/errors';

/** Longest string taken as an argument, in UTF-16 code units: a URI or a path. */
const LONGEST = 8192;

/** Parameters whose fields are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Arguments come from anybody: any extension can call any command, any program can speak LSP (THREATS 8). Each is checked before use; what is
 * wrong is named, never quoted. Each function throws `ArgumentInvalid`.
 */
export function fieldsOf(value: unknown, argument = 'params'): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : fail({ code: 'ArgumentInvalid', argument });
}

export function listOf(value: unknown, length: number, argument = 'arguments'): readonly unknown[] {
  return Array.isArray(value) && value.length === length ? (value as readonly unknown[]) : fail({ code: 'ArgumentInvalid', argument });
}

export function textOf(value: unknown, argument: string): string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST ? value : fail({ code: 'ArgumentInvalid', argument });
}

export function optionalTextOf(value: unknown, argument: string): string | undefined {
  return value === undefined || value === null ? undefined : textOf(value, argument);
}

export function countOf(value: unknown, argument: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 0x7fffffff ? value : fail({ code: 'ArgumentInvalid', argument });
}

export function flagOf(value: unknown, argument: string): boolean {
  return typeof value === 'boolean' ? value : fail({ code: 'ArgumentInvalid', argument });
}

/** At most 10,000 of them. */
export function countsOf(value: unknown, argument: string): readonly number[] {
  return Array.isArray(value) && value.length <= 10_000 ? value.map((each) => countOf(each, argument)) : fail({ code: 'ArgumentInvalid', argument });
}

export function rangeOf(value: unknown, argument: string): Range {
  const position = (at: unknown): { line: number; character: number } => {
    const fields = fieldsOf(at, argument);
    return { line: countOf(fields.line, argument), character: countOf(fields.character, argument) };
  };
  const fields = fieldsOf(value, argument);
  return { start: position(fields.start), end: position(fields.end) };
}
