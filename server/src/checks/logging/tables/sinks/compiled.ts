import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const RUST = ['rust'] as const;
const SWIFT = ['swift'] as const;

/** Rust and Swift. Rust's macros are calls by their name; `write!` prints where its first argument is a standard stream, which the adapter says. */
export const COMPILED_SINKS: readonly SinkRow[] = [
  sink(RUST, 'output', undefined, 'println print eprintln eprint dbg cprintln print_json'),
  sink(RUST, 'output', undefined, 'write writeln', { from: 1 }),
  sink(
    RUST,
    'log',
    undefined,
    'trace debug info warn error log event crit fatal notice instrument info_span debug_span trace_span warn_span error_span span slog_info slog_debug slog_warn slog_error log_info log_debug console_log defmt_info info_time log_error log_warn',
  ),
  sink(RUST, 'error', undefined, 'panic todo unimplemented unreachable anyhow bail eyre format_err err_msg'),
  sink(RUST, 'error', undefined, 'assert debug_assert ensure', { from: 1 }),
  sink(RUST, 'error', undefined, 'context with_context wrap_err wrap_err_with attach_printable'),
  sink(RUST, 'error', undefined, 'assert_eq assert_ne debug_assert_eq', { from: 2 }),
  sink(RUST, 'telemetry', SPANS, 'record set_attribute set_attributes add_event set_tag set_extra set_data set_user'),
  sink(RUST, 'telemetry', ['sentry'], 'capture_message capture_event add_breadcrumb configure_scope'),

  sink(SWIFT, 'output', 'none', 'print debugPrint dump Swift.print'),
  sink(
    SWIFT,
    'log',
    'none',
    'NSLog os_log log debugLog logDebug logError logInfo logMessage DDLogVerbose DDLogDebug DDLogInfo DDLogWarn DDLogError DLog dlog logger',
  ),
  sink(SWIFT, 'log', 'logger', 'debug info notice warning warn error critical fault trace log verbose severe write print event message d i w e v'),
  sink(SWIFT, 'log', ['shared'], 'debug info notice warning warn critical fault trace log verbose error'),
  sink(SWIFT, 'error', 'none', 'fatalError preconditionFailure assertionFailure'),
  sink(SWIFT, 'error', 'none', 'precondition assert', { from: 1 }),
  sink(SWIFT, 'error', undefined, 'NSError'),
  sink(SWIFT, 'telemetry', SPANS, 'setAttribute setTag addEvent setExtra setData'),
  sink(
    SWIFT,
    'telemetry',
    TRACKERS,
    'log capture captureMessage setCustomValue setCustomKeysAndValues record logEvent setUserID addBreadcrumb setExtra setTag setUserProperty leaveBreadcrumb',
  ),
];
