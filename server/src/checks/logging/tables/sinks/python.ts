import type { SinkRow } from '../rows';
import { sink, SPANS, TRACKERS } from './row';

const PYTHON = ['python'] as const;

/** Python: logging, loguru, structlog, logbook, absl, click, rich, Django's commands. */
export const PYTHON_SINKS: readonly SinkRow[] = [
  sink(PYTHON, 'output', 'none', 'print pprint pp print_exception ic secho cprint tqdm_write xbmc_log'),
  sink(
    PYTHON,
    'output',
    ['pprint', 'builtins', 'six', 'rich', 'console', '_console', 'Console', 'err_console', 'term', 'terminal', 'typer', 'click', 'tqdm', 'IPython'],
    'print pprint pp log print_json echo secho write rule',
  ),
  sink(PYTHON, 'output', ['stdout', 'stderr', '__stdout__', '__stderr__'], 'write writelines print'),
  sink(
    PYTHON,
    'log',
    'logger',
    'debug info warning warn error critical fatal exception log trace success notice verbose msg bind contextualize vlog vvlog opt write',
  ),
  sink(
    PYTHON,
    'log',
    ['self', 'cls', 'app', 'current_app', 'ctx', 'xbmc', 'module', 'utils', 'util', 'hookenv', 'ansible', 'display', 'ui', 'io'],
    'log vvv vvvv display log_message debug_log log_debug print',
  ),
  sink(
    PYTHON,
    'log',
    undefined,
    'log_debug log_info log_warning log_warn log_error log_exception log_message log_msg log_method log_event log_to_file write_log debug_log debug_print dprint vprint log_line log_request log_response',
  ),
  sink(PYTHON, 'log', ['contextvars', 'structlog'], 'bind_contextvars bound_contextvars bind'),
  sink(PYTHON, 'log', 'none', 'log debug trace bind_contextvars bound_contextvars'),
  sink(PYTHON, 'error', undefined, /^(?:[A-Z]\w{0,60})?(?:Error|Exception|Warning|Failure|Failed|SystemExit|KeyboardInterrupt)$/),
  sink(PYTHON, 'error', ['warnings'], 'warn warn_explicit', { only: [0] }),
  // The condition itself is not shown, only what stands behind it.
  sink(PYTHON, 'error', 'none', 'assert', { from: 1 }),
  sink(PYTHON, 'error', 'none', 'exit', { from: 0 }),
  sink(PYTHON, 'error', ['sys', 'pytest', 'unittest'], 'exit fail'),
  sink(PYTHON, 'output', ['json', 'yaml', 'toml', 'simplejson', 'ujson', 'rapidjson', 'tomli_w', 'plistlib', 'pickle'], 'dump safe_dump safe_dump_all', {
    stream: 'arguments',
  }),
  sink(PYTHON, 'log', undefined, 'write_text', { stream: 'file' }),
  sink(
    PYTHON,
    'error',
    undefined,
    'JSONResponse JsonResponse HttpResponse PlainTextResponse HTMLResponse Response ORJSONResponse UJSONResponse jsonify make_response json_response',
    {
      failure: true,
    },
  ),
  sink(PYTHON, 'response', 'none', 'HTTPException abort HttpResponseBadRequest HttpResponseForbidden HttpResponseServerError'),
  sink(
    PYTHON,
    'telemetry',
    SPANS,
    'set_attribute set_attributes set_status add_event set_tag set_tags set_extra set_context set_user set_data log_kv record_exception',
  ),
  sink(
    PYTHON,
    'telemetry',
    TRACKERS,
    'capture_message capture_exception capture_event add_breadcrumb set_extra set_tag set_context set_user add_custom_attribute add_custom_attributes add_custom_parameter report_message notify leave_breadcrumb track_trace track_event log_event',
  ),
];
