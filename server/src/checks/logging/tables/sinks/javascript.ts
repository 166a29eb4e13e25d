import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const JS = ['javascript'] as const;

/** JavaScript and TypeScript. */
export const JAVASCRIPT_SINKS: readonly SinkRow[] = [
  sink(JS, 'log', ['console'], 'log info warn error debug trace dir dirxml table group groupCollapsed'),
  sink(JS, 'log', ['console'], 'assert timeLog', { from: 1 }),
  // winston, pino, bunyan, log4js, loglevel, npmlog, signale, consola, and whatever reads as a logger.
  sink(
    JS,
    'log',
    'logger',
    'log info warn warning error debug trace fatal verbose silly http notice crit critical alert emerg emergency success fail failure start ready complete pending note write child bindings setBindings withFields withContext withMetadata addContext addMeta silent panic',
  ),
  sink(
    JS,
    'log',
    [
      'this',
      'self',
      'that',
      'adapter',
      'helper',
      'helpers',
      'util',
      'utils',
      'Utils',
      'lg',
      'app',
      'server',
      'context',
      'ctx',
      'platform',
      'node',
      'RED',
      'api',
      'cy',
      'spinner',
      'ora',
      'vscode',
    ],
    'log logger',
  ),
  // `options.logger(…)`, and functions that are loggers by their own name.
  sink(
    JS,
    'log',
    undefined,
    'logger _logger logDebug logInfo logWarn logWarning logError logTrace logVerbose logMessage debugLog consoleLog writeLog writeToLog logToConsole',
  ),
  sink(JS, 'log', 'none', 'log debug print dbg trace verbose winston_log'),
  sink(JS, 'output', ['stdout', 'stderr'], 'write writeSync end'),
  sink(JS, 'log', undefined, 'appendFileSync appendFile writeFileSync writeFile outputFile', { stream: 'file' }),
  // The condition itself is not shown, only what stands behind it.
  sink(JS, 'error', 'none', 'assert invariant ok', { from: 1 }),
  sink(JS, 'error', ['assert'], 'ok equal strictEqual fail deepEqual', { from: 1 }),
  sink(JS, 'log', ['core'], 'debug info notice warning error setFailed setOutput'),
  sink(JS, 'error', undefined, /^(?:[A-Z]\w{0,60})?(?:Error|Exception)$/),
  sink(JS, 'error', undefined, 'createError httpError'),
  sink(JS, 'error', /^(?:res|response|reply|resp|ctx|context|c|h|NextResponse|Response|event)$/, 'send json jsonp end text html body throw', {
    failure: true,
    search: '(?:send|json|jsonp|end|text|html|body|throw)(?=\\s?\\()',
  }),
  sink(JS, 'error', 'none', 'Response', { failure: true, search: 'Response(?=\\s?\\()' }),
  sink(
    JS,
    'telemetry',
    SPANS,
    'setAttribute setAttributes setStatus addEvent setTag setTags setExtra setExtras setContext setUser log recordException setData',
  ),
  sink(
    JS,
    'telemetry',
    TRACKERS,
    'captureMessage captureException captureEvent addBreadcrumb setExtra setExtras setTag setTags setContext setUser leaveBreadcrumb notify trackTrace trackEvent trackException trackDependency track identify logEvent noticeError addCustomAttribute addCustomAttributes recordCustomEvent',
  ),
  // What turns while somebody waits: ora, nanospinner.
  sink(JS, 'output', ['spinner', 'ora', 'createSpinner'], 'succeed fail warn info start success error stopAndPersist'),
  sink(JS, 'output', 'none', 'ora createSpinner'),
];
