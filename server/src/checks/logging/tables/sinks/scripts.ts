import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const RUBY = ['ruby'] as const;
const PHP = ['php'] as const;
const SHELL = ['shell'] as const;
const POWERSHELL = ['powershell'] as const;

/** Both spellings of PowerShell's names that people use; the adapter gives every other one as the first. */
const cmdlets = (names: string): string => `${names} ${names.toLowerCase()}`;

/** Ruby, PHP, shell and PowerShell. */
export const SCRIPT_SINKS: readonly SinkRow[] = [
  sink(
    RUBY,
    'output',
    'none',
    'puts p pp print printf putc warn ap jj awesome_print say notice debug log info error_message log_debug log_info log_error ohai opoo odebug',
  ),
  sink(
    RUBY,
    'output',
    [
      '$stdout',
      '$stderr',
      'stdout',
      'stderr',
      'STDOUT',
      'STDERR',
      'Kernel',
      'ui',
      'shell',
      'out',
      'err',
      'output',
      'UI',
      'Formatter',
      'io',
      'Pry',
      'cli',
      'highline',
      '$terminal',
      'HighLine',
      'prompt',
    ],
    'puts print printf write << p pp say error warn info message important success user_error verbose log notify detail',
  ),
  sink(
    RUBY,
    'log',
    'logger',
    'debug info warn error fatal unknown add log tagged verbose notice trace write puts level debug! crit alert emerg err warning << progname',
  ),
  sink(RUBY, 'log', ['SemanticLogger', 'Datadog', 'Sidekiq', 'Delayed'], 'debug info warn error fatal trace'),
  sink(RUBY, 'log', ['Puppet', 'Chef', 'Vagrant', 'Jekyll'], 'debug info notice warning err warn error log'),
  sink(RUBY, 'error', 'none', 'raise fail abort exit'),
  sink(RUBY, 'error', 'none', 'render halt error! render_error json_error head', { failure: true }),
  sink(RUBY, 'output', ['YAML', 'JSON', 'PP', 'Psych', 'Oj'], 'dump pp safe_dump', { stream: 'arguments' }),
  sink(RUBY, 'log', ['File', 'IO', 'Pathname'], 'write binwrite', { stream: 'file' }),
  sink(RUBY, 'error', undefined, 'new_error'),
  sink(RUBY, 'telemetry', SPANS, 'set_attribute add_attributes set_tag add_event set_tags set_extras set_data set_context record_exception'),
  sink(
    RUBY,
    'telemetry',
    TRACKERS,
    'capture_message capture_exception set_extras set_extra set_tags set_user set_context add_breadcrumb notify error info warning debug critical log context leave_breadcrumb add_custom_attributes notice_error track',
  ),

  sink(PHP, 'output', 'none', 'echo print printf vprintf print_r var_dump var_export dump dd ray die exit debug_print d kint s pr debug phpinfo'),
  sink(PHP, 'log', 'none', 'error_log trigger_error user_error', { only: [0] }),
  sink(PHP, 'log', 'none', 'syslog watchdog dol_syslog write_log log_message logger log_error debug_log wc_get_logger logMessage _log logit'),
  sink(PHP, 'output', 'none', 'fwrite fputs fprintf vfprintf file_put_contents fputcsv', { from: 1 }),
  sink(PHP, 'log', ['Yii', 'Craft', 'Kohana', 'Log', 'Debugbar', 'Debugger', 'Tracy'], 'info debug warning error trace log dump barDump critical notice'),
  sink(PHP, 'log', 'none', 'info'),
  sink(
    PHP,
    'log',
    'logger',
    'emergency alert critical error warning notice info debug log addInfo addError addDebug addWarning addNotice addCritical addAlert addEmergency err warn crit emerg trace write withContext shareContext pushProcessor fatal logInfo logError logDebug add logException',
  ),
  sink(PHP, 'log', undefined, 'writeLog addLog logMessage logDebug logInfo logError'),
  sink(
    PHP,
    'output',
    [
      'output',
      'io',
      'stdErr',
      'stdout',
      'stderr',
      'this',
      'WP_CLI',
      'Console',
      'command',
      'style',
      'symfonyStyle',
      'cli',
      'climate',
      'stdOut',
      'errorOutput',
      'getErrorOutput',
      'ui',
    ],
    'writeln write text success note caution warning title section comment line info error warn log out err debug alert question',
  ),
  sink(PHP, 'error', undefined, /^(?:[A-Z]\w{0,60})?(?:Exception|Error)$/),
  sink(PHP, 'error', 'none', 'abort abort_if abort_unless JsonResponse Response response wp_die wp_send_json_error WP_Error', { failure: true }),
  sink(PHP, 'error', ['response', 'Response', 'this'], 'json make setContent withJson', { failure: true }),
  sink(PHP, 'telemetry', SPANS, 'setAttribute setAttributes setStatus addEvent setTag setTags setExtra setExtras setContext setData setUser'),
  sink(PHP, 'telemetry', undefined, 'captureMessage captureException addBreadcrumb newrelic_add_custom_parameter newrelic_notice_error notifyException'),

  sink(
    SHELL,
    'output',
    'none',
    'echo printf print cat logger log log_info log_debug log_error log_warn log_warning log_message log_msg info warn warning error debug die fail fatal msg message notice say err verbose abort success einfo ewarn eerror echo_info echo_error print_info bail panic usage notify wall tee print_message log::info bashio::log.info bashio::log.debug bashio::log.warning bashio::log.error',
  ),
  // What these print is no word of theirs; the adapter says what it is.
  sink(
    SHELL,
    'output',
    'none',
    'curl wget http https env printenv export declare typeset set head tail tac jq yq base64 base32 xxd hexdump od rev tr fold nl column vault aws gcloud az gh op security kubectl sops secret-tool bw keyring',
  ),

  sink(
    POWERSHELL,
    'output',
    'none',
    cmdlets(
      'Write-Host Write-Output Write-Verbose Write-Debug Write-Warning Write-Error Write-Information Out-Host Out-Default Out-String Write-Log Write-LogMessage Write-Message Write-PSFMessage Write-PSFHostColor Write-Color Write-ColorOutput Write-Progress Write-EventLog Write-Status Write-Info Write-Success Write-Trace Add-Log Write-LogEntry Write-DebugLog Stop-Function Stop-PSFFunction Write-ToLog Log-Message Write-CMLogEntry Write-LogInfo Write-LogError Write-Diagnostic Format-List Format-Table',
    ),
  ),
  sink(POWERSHELL, 'log', 'none', cmdlets('Out-File Add-Content Set-Content Tee-Object'), { stream: 'file' }),
  sink(POWERSHELL, 'log', ['File'], 'AppendAllText WriteAllText AppendAllLines', { stream: 'file' }),
  sink(POWERSHELL, 'output', 'none', 'echo write throw'),
  // These print the environment; the adapter says what they are asked for.
  sink(POWERSHELL, 'output', 'none', `${cmdlets('Get-ChildItem Get-Item')} gci dir ls gi`),
  sink(
    POWERSHELL,
    'output',
    ['Console', 'UI', 'Out', 'Error', 'Debug', 'Trace', 'System.Console'],
    'WriteLine Write WriteDebugLine WriteVerboseLine WriteWarningLine WriteErrorLine',
  ),
  sink(
    POWERSHELL,
    'log',
    ['PSCmdlet', 'logger', 'log', 'Log', 'Logger', 'Module'],
    'WriteVerbose WriteDebug WriteWarning WriteObject WriteInformation Info Debug Error Warn Log FailJson',
  ),
];
