import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import { decodeLiteral, type Dialect } from '../literal';
import type { DataFormat } from '../languages';
import type { Place } from '../place';
import { asRead } from '../resolvedFiles';
import { findDotenvScalar } from './dotenv';
import { findJsonScalar } from './json';
import { findPropertiesScalar } from './properties';
import { findTomlScalar } from './toml';
import { findYamlScalar } from './yaml';

/** A scalar of a data file that holds a span. */
export interface Scalar {
  /** With its quotes. */
  readonly whole: Span;
  /** Without them. */
  readonly content: Span;
  readonly quoting: 'none' | 'single' | 'double' | 'block';
  /** How a stretch of the content is read; a function where its place matters. */
  readonly dialect: Dialect | ((value: Span) => string | undefined);
  readonly path: readonly string[];
  readonly role: 'value' | 'key' | 'comment';
  readonly flow?: boolean;
  /** The value moves as a whole. */
  readonly indivisible?: boolean;
}

export type ScalarFinder = (document: Document, value: Span) => Scalar | undefined;

const FINDERS: Readonly<Record<DataFormat, ScalarFinder>> = {
  yaml: findYamlScalar,
  json: findJsonScalar,
  toml: findTomlScalar,
  properties: findPropertiesScalar,
  dotenv: findDotenvScalar,
};

/** Larger texts are not looked into, in UTF-16 code units. The YAML parser takes up to 7 µs a unit, and everybody waits meanwhile. */
const LARGEST: Readonly<Record<DataFormat, number>> = { yaml: 192 * 1024, json: 1024 * 1024, toml: 1024 * 1024, properties: 1024 * 1024, dotenv: 1024 * 1024 };

/** The place of a span in a data file; undefined where it lies in no scalar or the text could not be parsed. Never throws. */
export function findDataPlace(document: Document, format: DataFormat, asked: Span): Place | undefined {
  if (document.text.length > LARGEST[format]) return undefined;
  let scalar: Scalar | undefined;
  try {
    scalar = FINDERS[format](document, asked);
  } catch {
    return undefined;
  }
  if (scalar === undefined) return undefined;
  const { whole, content, quoting, path } = scalar;
  const text = document.text;
  const start = scalar.indivisible === true ? content.start : Math.max(asked.start, content.start);
  const value = { start, end: scalar.indivisible === true ? content.end : Math.max(start, Math.min(asked.end, content.end)) };
  const written = typeof scalar.dialect === 'function' ? scalar.dialect(value) : decodeLiteral(scalar.dialect, text.slice(value.start, value.end));
  const decoded = written === undefined ? undefined : asRead(document, written);
  return {
    document,
    whole,
    value,
    ...(decoded === undefined ? { decoded: '', undecodable: true as const } : { decoded }),
    context: scalar.role === 'key' ? 'object-key' : scalar.role === 'comment' ? 'comment' : 'scalar',
    quoting,
    path,
    open: text.slice(whole.start, content.start),
    close: text.slice(content.end, whole.end),
    ...(scalar.flow === true ? { flow: true } : {}),
  };
}
