import { wordsOf } from '../vocabulary/words';

/** Names of loggers that no word in them gives away. */
const KNOWN =
  /^(?:l|lg|timber|slog|klog|glog|zlog|zap|sugar|sugared|winston|pino|bunyan|log4js|loglevel|npmlog|consola|signale|loguru|structlog|logbook|logrus|zerolog|tracing|napier|kermit|ktor|serilog|nlog|log4net|monolog|syslog|oslog|os_log|nslog|syslogger|swiftybeaver|cocoalumberjack|rollbar|bugsnag|raven|airbrake|honeybadger|journal|journald|console|reporter|ulog|dlog|flogger|hclog|log15|apex|lager|seelog|spdlog|eventlog|auditlog|telemetryclient|tracer|trace|syslogs)$/i;

/** True where a variable, field or class of this name is a logger: `log`, `_LOGGER`, `auditLog`, `Timber`, `klog`, `myLoggerInstance`. */
export function isLoggerName(name: string): boolean {
  if (name.length > 80) return false;
  if (KNOWN.test(name)) return true;
  if (/^(?:[_$\w]*?[_a-z$])?(?:LOG|Log|log|LOGGER|Logger|logger|logging|Logging|LOGGING)s?(?:[_$]+|Instance|Factory|For\w+|\d+)?$/.test(name))
    // `catalog`, `dialog`, `backlog` and `blog` end alike.
    return !/(?:cata|dia|ana|back|^b|web|pro|epi|mono|homo)log(?:s|ue)?$/i.test(name) || /[_$]log$/i.test(name);
  if (/^(?:[A-Z0-9]+_)*(?:LOG|LOGGER)$/.test(name)) return true;
  return /^[a-z]{0,12}(?:logger|logging)$/i.test(name);
}

/** Verbs of printing, in the forms that the libraries know: `printf`, `dprint`, `debugf`, `vlog`. */
const PRINTS =
  /^(?!blog)(?:[a-z]?(?:log|logf|logln|logger|logging)|(?!sprint)[a-z]{0,2}print(?:f|ln|s)?|debugf?|dbg|tracef?|warn(?:f|ing)?|verbose|echo|dump|puts)$/;
/** …and those that are nouns as often: they count in front (`infoMessage`, `say`): a `userInfo` is a thing. */
const PRINTS_FIRST = /^(?:info|infof|notice|fatal|fatalf|say|err|error|errorf)$/;
/** Behind `log` these make it an act at a door. */
const DOOR = /^(?:in|out|on|off)$/;

/** True where a function of this name is there to print what it is given: `logRequest`, `debug_print`, `writeLog`; not `login`, `logOut`, `catalogItem`. */
export function isLogFunctionName(name: string): boolean {
  if (isLoggerName(name)) return true;
  const words = wordsOf(name);
  return words.some((word, at) => (PRINTS.test(word) && !(word === 'log' && DOOR.test(words[at + 1] ?? ''))) || (at === 0 && PRINTS_FIRST.test(word)));
}
