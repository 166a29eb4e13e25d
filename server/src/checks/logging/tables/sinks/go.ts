import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const GO = ['go'] as const;

/** Levels as functions of log, klog, glog, logrus, zap, hclog, log15, beego. */
const LEVELS = 'Print Debug Trace Info Notice Warn Warning Error Fatal Panic Exit DPanic Critical Alert Emergency Crit Log Output Verbose Informational';
const FORMS = ['', 'f', 'ln', 'w', 'S', 'Depth', 'Context', 'Ctx', 'Fn', 'SDepth', 'ContextS'];

/** Go. `fmt.Fprint…` prints where its first argument is a standard stream, which the adapter says. */
export const GO_SINKS: readonly SinkRow[] = [
  sink(
    GO,
    'log',
    'logger',
    LEVELS.split(' ')
      .flatMap((level) => FORMS.map((form) => level + form))
      .join(' ') +
      ' LogAttrs With WithField WithFields WithValues WithContext Msg Msgf Send Str Strs Stringer Interface Any Bytes Hex RawJSON Dict Fields AnErr Err Logf Logln Tracef Named Println V',
  ),
  sink(GO, 'log', ['zap', 'slog', 'zapcore'], 'Any String Stringp Stringer Strings ByteString ByteStrings Binary Reflect Object Inline Group Error NamedError'),
  // beego logs by its package, as do a few other frameworks and tools.
  sink(
    GO,
    'log',
    ['beego', 'logs', 'gologger', 'output', 'core', 'util', 'utils', 'common', 'runtime', 'framework', 'e2e', 'logf', 'base', 'g', 'glogger', 'trace', 'ctx'],
    'Alert Critical Debug Debugf Emergency Info Infof Informational Notice Trace Tracef Warn Warnf Warning Warningf Logf LogInfo LogError LogDebug Display Verbosef Printf Println',
  ),
  sink(GO, 'log', ['beego', 'logs', 'logger', 'log'], 'Error Errorf Print Printf Println Fatal Fatalf Panic Panicf Crit'),
  sink(GO, 'log', ['ctx', 'c', 'r', 'span'], 'LogKV LogFields Logger'),
  sink(GO, 'log', ['t', 'b', 'tb', 'f', 'GinkgoWriter', 'testing', 's'], 'Log Logf Error Errorf Fatal Fatalf Skip Skipf Printf Println'),
  sink(
    GO,
    'output',
    ['fmt', 'color', 'pp', 'pretty', 'term', 'terminal', 'pterm', 'tm', 'termenv', 'console', 'ui', 'cmd', 'spew', 'litter', 'repr'],
    'Print Printf Println Dump Say Warn Failed PrintErr PrintErrf PrintErrln Output Info Error Red Green Yellow Blue Cyan',
  ),
  sink(GO, 'output', ['fmt', 'color', 'spew'], 'Fprint Fprintf Fprintln Fdump', { from: 1 }),
  sink(GO, 'output', ['os', 'Stdout', 'Stderr', 'stdout'], 'WriteString Write Print Printf Println'),
  sink(GO, 'output', ['Stdout', 'stdout'], 'Encode EncodeElement Execute'),
  sink(GO, 'output', ['io', 'pem', 'printer', 'yaml', 'toml'], 'WriteString Copy Encode Fprint', { stream: 'arguments' }),
  sink(GO, 'output', undefined, 'Execute ExecuteTemplate', { stream: 'arguments' }),
  sink(GO, 'log', ['os', 'ioutil'], 'WriteFile', { stream: 'file' }),
  sink(GO, 'output', 'none', 'print println'),
  sink(GO, 'error', 'none', 'panic'),
  sink(
    GO,
    'error',
    ['fmt', 'errors', 'xerrors', 'errs', 'oops', 'trace', 'eris', 'errorx', 'juju', 'multierror', 'diag', 'merry', 'emperror'],
    'Errorf New Wrap Wrapf WithMessage WithMessagef Newf BadParameter NotFound AccessDenied WithStack Annotatef Annotate FromErr',
  ),
  sink(GO, 'response', ['http', 'status', 'echo', 'fiber', 'web'], 'Error Errorf NewHTTPError NewError', { from: 1 }),
  sink(GO, 'error', ['c', 'ctx', 'context', 'render', 'gctx'], 'JSON IndentedJSON PureJSON String SendString AbortWithStatusJSON HTML XML Send SendStatus', {
    failure: true,
  }),
  sink(GO, 'telemetry', SPANS, 'SetAttributes SetAttribute SetStatus SetTag AddEvent LogKV LogFields Annotate AddAttributes RecordError SetData'),
  sink(
    GO,
    'telemetry',
    TRACKERS,
    'CaptureMessage CaptureException AddBreadcrumb SetExtra SetExtras SetTag SetTags SetContext SetUser Notify AddAttribute NoticeError',
  ),
];
