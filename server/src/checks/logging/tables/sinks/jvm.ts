import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const JVM = ['java', 'kotlin', 'scala'] as const;

/** Java, Kotlin and Scala: slf4j, log4j, java.util.logging, JBoss, flogger, Android, Timber, kotlin-logging, ZIO, Spark. */
export const JVM_SINKS: readonly SinkRow[] = [
  sink(
    JVM,
    'log',
    'logger',
    'trace debug info warn warning error fatal severe config fine finer finest log logp logrb entering exiting throwing tracef debugf infof warnf errorf fatalf tracev debugv infov warnv errorv fatalv logf logv printf ' +
      'addArgument addKeyValue setMessage vlog verbose audit notice always catching traceEntry traceExit v d i w e wtf a event json xml formattedLog',
  ),
  // Android's Log, Timber, Napier, Kermit: one letter a level.
  sink(
    JVM,
    'log',
    ['Log', 'Timber', 'Slog', 'Rlog', 'ALog', 'Napier', 'Kermit', 'Logger', 'L', 'LogUtil', 'LogUtils', 'Logcat', 'XLog', 'KLog', 'Ln'],
    'v d i w e wtf println',
  ),
  sink(JVM, 'output', ['out', 'err', 'stdout', 'stderr', 'Console', 'console'], 'print println printf format append write writer'),
  sink(['kotlin', 'scala'], 'output', 'none', 'print println printf pprint'),
  sink(['kotlin'], 'error', 'none', 'error TODO'),
  sink(['kotlin'], 'error', 'none', 'check require requireNotNull checkNotNull assert', { from: 1 }),
  sink(['scala'], 'error', 'none', 'assert require assume', { from: 1 }),
  sink(['scala'], 'error', ['sys', 'IO', 'ZIO', 'Future', 'Failure'], 'error fail raiseError'),
  sink(['scala'], 'log', undefined, 'logInfo logDebug logWarning logError logTrace logFatal'),
  sink(['scala', 'kotlin', 'java'], 'log', 'none', 'log logger debug logDebug logInfo logError logWarn logd loge logi logw logv logcat'),
  sink(JVM, 'log', ['MDC', 'NDC', 'ThreadContext', 'CloseableThreadContext', 'MappedDiagnosticContext'], 'put putCloseable push putAll'),
  sink(JVM, 'log', 'none', 'kv keyValue entries'),
  sink(JVM, 'error', 'none', 'assert', { from: 1 }),
  sink(JVM, 'log', ['StructuredArguments', 'Markers'], 'kv keyValue value v entries fields append'),
  sink(JVM, 'error', undefined, /^(?:[A-Z]\w{0,60})?(?:Exception|Error)$/),
  sink(
    ['java'],
    'error',
    ['Preconditions', 'Assert', 'Validate', 'Assertions', 'Objects'],
    'checkArgument checkState checkNotNull notNull isTrue hasText requireNonNull fail',
    { from: 1 },
  ),
  sink(JVM, 'response', ['response', 'resp', 'res', 'httpResponse', 'httpServletResponse', 'servletResponse'], 'sendError'),
  sink(JVM, 'output', undefined, 'list store storeToXML', {
    stream: 'receiver',
    search: '(?:list|store|storeToXML)(?=\\s?\\((?:new\\s)?\\w{0,40}\\(?System\\.)',
  }),
  sink(JVM, 'output', undefined, 'writeValue toJson marshal encodeToStream writeTo dump transform', {
    stream: 'arguments',
    search: '(?:writeValue|toJson|marshal|encodeToStream|writeTo|dump|transform)(?=\\s?\\()',
  }),
  sink(JVM, 'log', undefined, 'writeString appendText writeText writeStringToFile writeLines', { stream: 'file' }),
  sink(JVM, 'log', ['Files'], 'write', { stream: 'file' }),
  sink(JVM, 'error', undefined, 'body entity respond respondText bodyValue syncBody withBody result end', {
    failure: true,
    search: '(?:body|entity|respond|respondText|bodyValue|syncBody|withBody|result|end)(?=\\s?\\(\\s?[^)\\s])',
  }),
  sink(JVM, 'error', 'none', 'ResponseEntity', { failure: true }),
  sink(['scala'], 'error', 'none', 'complete HttpResponse', { failure: true }),
  sink(['scala'], 'error', 'none', 'BadRequest Unauthorized Forbidden NotFound InternalServerError Conflict UnprocessableEntity', { failure: true }),
  sink(JVM, 'telemetry', SPANS, 'setAttribute setAllAttributes setStatus addEvent setTag tag log setExtra setData recordException annotate'),
  sink(
    JVM,
    'telemetry',
    TRACKERS,
    'captureMessage captureException captureEvent addBreadcrumb setExtra setTag setCustomKey log logEvent recordException addAttribute noticeError track trackTrace trackEvent',
  ),
];
