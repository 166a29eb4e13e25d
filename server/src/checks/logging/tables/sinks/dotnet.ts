import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const NET = ['csharp'] as const;

/** C#: Microsoft.Extensions.Logging, Serilog, NLog, log4net, System.Diagnostics, Unity, Spectre.Console. */
export const DOTNET_SINKS: readonly SinkRow[] = [
  sink(
    NET,
    'log',
    undefined,
    'BeginScope LogTrace LogDebug LogInformation LogWarning LogError LogCritical LogInfo LogVerbose LogMessage LogException LogFatal WriteLog WriteToLog',
  ),
  sink(
    NET,
    'log',
    'logger',
    'Log Trace Debug Info Information Warn Warning Error Fatal Verbose Critical Write WriteLine WriteEntry DebugFormat InfoFormat WarnFormat ErrorFormat FatalFormat TraceFormat BeginScope ForContext Notice Exception Message Append ' +
      'ConditionalDebug ConditionalTrace LogFormat Debugf Infof',
  ),
  sink(
    NET,
    'log',
    [
      'LogContext',
      'MappedDiagnosticsContext',
      'MappedDiagnosticsLogicalContext',
      'ScopeContext',
      'ThreadContext',
      'LogicalThreadContext',
      'GlobalDiagnosticsContext',
    ],
    'PushProperty Set SetScoped PushNestedState',
  ),
  sink(
    NET,
    'output',
    ['Console', 'Out', 'Error', 'AnsiConsole', 'StdOut', 'StdErr', 'console', 'ColorConsole', 'ConsoleEx'],
    'Write WriteLine WriteAsync WriteLineAsync Markup MarkupLine MarkupInterpolated MarkupLineInterpolated WriteError WriteWarning',
  ),
  sink(
    NET,
    'log',
    [
      'Debug',
      'Trace',
      'Debugger',
      'EventLog',
      'TestContext',
      'output',
      '_output',
      'testOutputHelper',
      '_testOutputHelper',
      'outputHelper',
      'TraceSource',
      'traceSource',
      'UnityEngine',
    ],
    'Write WriteLine WriteIf WriteLineIf Print Fail TraceInformation TraceWarning TraceError TraceEvent Log LogFormat LogWarning LogError LogException WriteEntry LogAssertion LogWarningFormat LogErrorFormat Indent',
  ),
  sink(NET, 'error', ['Debug', 'Trace', 'Assert'], 'Assert Fail IsTrue IsNotNull', { from: 1 }),
  sink(NET, 'error', undefined, /^(?:[A-Z]\w{0,60})?Exception$/),
  sink(NET, 'response', ['this', 'Results', 'TypedResults', 'Controller'], 'BadRequest Problem StatusCode Unauthorized NotFound Conflict UnprocessableEntity'),
  sink(
    NET,
    'error',
    'none',
    'BadRequest Problem StatusCode Unauthorized NotFound Conflict UnprocessableEntity BadRequestObjectResult UnauthorizedObjectResult ObjectResult NotFoundObjectResult',
    { failure: true },
  ),
  sink(NET, 'error', 'none', 'JsonResult ContentResult', { failure: true }),
  sink(NET, 'error', ['Request', 'Results', 'TypedResults'], 'Json Text Content CreateResponse CreateErrorResponse', { failure: true }),
  sink(NET, 'error', 'none', 'Content', { failure: true }),
  sink(NET, 'output', undefined, 'Serialize SerializeAsync WriteTo', { stream: 'arguments', search: '(?:Serialize|SerializeAsync|WriteTo)(?=\\s?[(<])' }),
  sink(NET, 'log', ['File'], 'AppendAllText AppendAllTextAsync WriteAllText WriteAllTextAsync AppendAllLines AppendAllLinesAsync', { stream: 'file' }),
  // Unity's, of every behaviour.
  sink(NET, 'log', 'none', 'print'),
  sink(NET, 'log', 'logger', 'WithProperty WithProperties SetProperty PushScopeProperty PushScopeProperties ForErrorEvent'),
  sink(NET, 'telemetry', ['Current'], 'SetTag AddTag AddEvent SetBaggage SetCustomProperty'),
  sink(NET, 'telemetry', SPANS, 'SetTag AddTag SetStatus AddEvent SetAttribute SetCustomProperty AddBaggage SetExtra SetBaggage RecordException'),
  sink(
    NET,
    'telemetry',
    TRACKERS,
    'TrackTrace TrackEvent TrackException TrackDependency TrackRequest CaptureMessage CaptureException AddBreadcrumb SetExtra SetTag NoticeError Notify Log LogEvent',
  ),
];
