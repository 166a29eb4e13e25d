import type { SinkRow } from './rows';
import { COMPILED_SINKS } from './sinks/compiled';
import { DOTNET_SINKS } from './sinks/dotnet';
import { GO_SINKS } from './sinks/go';
import { JAVASCRIPT_SINKS } from './sinks/javascript';
import { JVM_SINKS } from './sinks/jvm';
import { PYTHON_SINKS } from './sinks/python';
import { SCRIPT_SINKS } from './sinks/scripts';

/** Calls that print, of every language. A language's rows stand in the file of its family. */
export const SINKS: readonly SinkRow[] = [...JAVASCRIPT_SINKS, ...PYTHON_SINKS, ...JVM_SINKS, ...GO_SINKS, ...DOTNET_SINKS, ...SCRIPT_SINKS, ...COMPILED_SINKS];
