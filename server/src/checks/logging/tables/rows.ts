import type { LanguageId } from '../model/fileModel';

/** What is called where: of a sink or a source. Names are compared exactly unless they are regular expressions (anchored, bounded). */
export interface CallPattern {
  readonly languages: readonly LanguageId[];
  /** Names of functions, methods, macros or commands: the last name of the callee. */
  readonly callee: readonly string[] | RegExp;
  /**
   * What the call stands on: the last name before the callee (`console` of `console.log`, `logger` of `this.logger.child({}).info`: calls on the
   * way are passed). 'logger': any name that reads as a logger (`tables/loggers.ts`). 'none': a free function. Absent: anything or nothing.
   */
  readonly on?: readonly string[] | RegExp | 'logger' | 'none';
}

/** Calls whose arguments somebody may read who should not. */
export interface SinkRow extends CallPattern {
  /**
   * `log` logging libraries and debug output; `output` standard streams of a program (a command may print on purpose); `error` exceptions,
   * panics and assertions; `telemetry` traces, metrics and error trackers; `response` text sent to whoever asked.
   */
  readonly channel: 'log' | 'output' | 'error' | 'telemetry' | 'response';
  /** Which arguments are printed: all (default), from a position on, or only these positions; keyword arguments by `names` (default: all). */
  readonly from?: number;
  readonly only?: readonly number[];
  readonly names?: readonly string[];
  /** Arguments from this position on are key, value, key, value (slog, klog). */
  readonly pairs?: number;
  /**
   * Prints only where an argument is a standard stream (`json.dump(x, sys.stdout)`): `arguments` all the others, `receiver` what the call stands on
   * (`props.list(System.out)`). `file`: only where one of them, or the receiver, is a file that is a log by its name
   * (`fs.appendFileSync("debug.log", x)`); then all the others.
   */
  readonly stream?: 'arguments' | 'receiver' | 'file';
  /** An answer to a request: what it carries may be what was asked for, but not where its status is that of an error, nor in a sentence that tells of a failure. */
  readonly failure?: true;
  /** How the file is searched for the name where that alone is a frequent word. */
  readonly search?: string;
}

/** Calls and members that give a secret, whatever the variable's name. */
export interface SourceRow extends CallPattern {
  /** `value` a secret itself; `object` something that holds one (request headers, a body, a configuration), `logging.secret-object`. */
  readonly gives: 'value' | 'object';
  /** Only where the first argument is a literal whose name is judged a secret: `getenv("DB_PASSWORD")`, `config.get("token")`. */
  readonly keyed?: true;
  /** The declared type of what the call stands on, by its last name: where names alone say too little (`HttpSession` for `session.getId()`). */
  readonly onType?: readonly string[];
  /** Only where the file reads a secret of it: most bodies and parameters of requests hold none. */
  readonly read?: true;
  /** Only without arguments: `System.getenv()` gives all variables. */
  readonly bare?: true;
  /** `callee` is a member that is read, not called: `req.headers`. */
  readonly member?: true;
}

/**
 * What a name says. `secret`: whoever reads its value can use it (password, apiKey, access_token, clientSecret). `weak`: a secret only where the
 * file deals with credentials (token, key, code, pin, auth, session, cookie, cred, sid …): the engine looks for evidence. undefined: neither
 * (tokenType, password_length, secretName, next_token, hashedPassword, maskedKey, passwordFile …).
 */
export type NameVerdict = 'secret' | 'weak' | undefined;
