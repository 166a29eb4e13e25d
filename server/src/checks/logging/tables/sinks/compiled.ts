import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const RUST = ['rust'] as const;
const SWIFT = ['swift'] as const;

/** Rust and Swift. Rust's macros are calls by their name; `write!` prints where its first argument is a standard stream, which the adapter says. */
export const COMPILED_SINKS: readonly SinkRow[] = [
  sink(RUST, 'output', undefined, 'println print eprintln eprint dbg cprintln print_json'),
  sink(RUST, 'output', 'none', 'write writeln', { from: 1 }),
  sink(
    RUST,
    'log',
    undefined,
    'trace debug info warn error log event crit fatal notice instrument info_span debug_span trace_span warn_span error_span span slog_info slog_debug slog_warn slog_error log_info log_debug console_log defmt_info info_time log_error log_warn',
  ),
  sink(RUST, 'error', undefined, 'panic todo unimplemented unreachable anyhow bail eyre format_err err_msg'),
  sink(RUST, 'error', undefined, 'assert debug_assert ensure', { from: 1 }),
  sink(RUST, 'error', undefined, 'context with_context wrap_err wrap_err_with attach_printable'),
  sink(RUST, 'error', undefined, 'assert_eq assert_ne debug_assert_eq debug_assert_ne', { from: 2 }),
  // What an `Option` or `Result` panics with.
  sink(RUST, 'error', undefined, 'expect expect_err log_expect unwrap_or_log expect_or_log', { only: [0] }),
  sink(RUST, 'output', ['stdout', 'stderr', 'out', 'err'], 'write write_all write_fmt write_str'),
  sink(RUST, 'output', undefined, 'to_writer to_writer_pretty into_writer', { stream: 'arguments' }),
  sink(RUST, 'log', ['fs'], 'write', { stream: 'file' }),
  sink(RUST, 'error', ['HttpResponse', 'Unauthorized', 'BadRequest', 'Forbidden', 'InternalServerError', 'build', 'Response'], 'body json', { failure: true }),
  sink(
    RUST,
    'error',
    undefined,
    'ErrorBadRequest ErrorUnauthorized ErrorForbidden ErrorNotFound ErrorConflict ErrorUnprocessableEntity ErrorInternalServerError ErrorServiceUnavailable ErrorBadGateway',
  ),
  sink(RUST, 'telemetry', SPANS, 'record set_attribute set_attributes set_status add_event set_tag set_extra set_data set_user'),
  sink(RUST, 'telemetry', ['sentry'], 'capture_message capture_event add_breadcrumb configure_scope'),

  sink(SWIFT, 'output', 'none', 'print debugPrint dump Swift.print dprintf vprintf printf vfprintf vdprintf perror puts'),
  sink(SWIFT, 'output', 'none', 'fputs fprintf', { only: [0, 1, 2] }),
  sink(SWIFT, 'output', ['Swift'], 'print debugPrint dump'),
  sink(SWIFT, 'output', ['standardError', 'standardOutput', 'stderr', 'stdout', 'out'], 'write print'),
  sink(
    SWIFT,
    'log',
    'none',
    'NSLog NSLogv os_log log logging logfile logFile logIt writeLog printLog debugLog logDebug logError logInfo logWarning logWarn logTrace logVerbose logMessage logEvent DDLogVerbose DDLogDebug DDLogInfo DDLogWarn DDLogError DLog dlog ALog alog logger Log',
  ),
  sink(
    SWIFT,
    'log',
    'logger',
    'debug info notice warning warn error critical fault fatal trace log verbose severe write print event message d i w e v debugMessage',
  ),
  sink(SWIFT, 'log', ['shared'], 'debug info notice warning warn critical fault trace log verbose error'),
  sink(SWIFT, 'error', 'none', 'fatalError preconditionFailure assertionFailure'),
  sink(SWIFT, 'error', 'none', 'precondition assert', { from: 1 }),
  sink(SWIFT, 'error', undefined, 'NSError NSException Abort'),
  sink(SWIFT, 'error', ['NSException'], 'raise'),
  sink(SWIFT, 'error', undefined, /^(?:[A-Z]\w{0,60})?(?:Error|Exception)$/),
  sink(SWIFT, 'error', 'none', 'Response', { failure: true }),
  sink(SWIFT, 'telemetry', SPANS, 'setAttribute setTag setStatus addEvent setExtra setData'),
  sink(
    SWIFT,
    'telemetry',
    TRACKERS,
    'log capture captureMessage setCustomValue setCustomKeysAndValues record logEvent setUserID addBreadcrumb setExtra setTag setUserProperty leaveBreadcrumb',
  ),
];
