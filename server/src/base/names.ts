/** Names of variables that Tacit makes or accepts (THREATS 16). */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Exact names, upper case, that steer a loader, shell, proxy, TLS, git, ssh or package manager. */
const STEERING_NAMES: ReadonlySet<string> = new Set(
  `PATH PATHEXT HOME USER LOGNAME SHELL TERM PWD OLDPWD IFS ENV BASH_ENV BASHOPTS SHELLOPTS CDPATH GLOBIGNORE PS4 PROMPT_COMMAND ZDOTDIR FPATH COMSPEC
  TMPDIR TMP TEMP SYSTEMROOT WINDIR APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES USERPROFILE HOMEDRIVE HOMEPATH PSMODULEPATH
  NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE ELECTRON_RUN_AS_NODE NODE_ENV_FILE
  PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONUSERBASE PYTHONWARNINGS PYTHONBREAKPOINT PYTHONEXECUTABLE PYTHONPLATLIBDIR PYTHONPYCACHEPREFIX
  PERL5LIB PERL5OPT PERL5DB PERLLIB RUBYOPT RUBYLIB RUBYSHELL GEM_HOME GEM_PATH BUNDLE_GEMFILE PHPRC PHP_INI_SCAN_DIR LUA_PATH LUA_CPATH LUA_INIT
  JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS JAVA_HOME CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS SBT_OPTS CATALINA_OPTS SPRING_APPLICATION_JSON
  GOFLAGS GOPATH GOROOT GOPROXY GOPRIVATE GONOSUMDB GONOSUMCHECK GOSUMDB GOINSECURE GOTOOLCHAIN CGO_CFLAGS CGO_LDFLAGS CC CXX LD AR CFLAGS CXXFLAGS LDFLAGS
  RUSTC RUSTC_WRAPPER RUSTFLAGS RUSTDOCFLAGS CARGO_HOME RUSTUP_HOME RUSTUP_TOOLCHAIN MAKEFLAGS MFLAGS
  DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS DOTNET_ROOT COMPLUS_PROFILER CORECLR_PROFILER CORECLR_PROFILER_PATH COR_PROFILER COR_PROFILER_PATH
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE AWS_CA_BUNDLE OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES
  SSH_AUTH_SOCK SSH_ASKPASS SSH_ASKPASS_REQUIRE SUDO_ASKPASS GPG_TTY GNUPGHOME PAGER MANPAGER EDITOR VISUAL BROWSER LESSOPEN LESSCLOSE
  DOCKER_HOST DOCKER_CONFIG KUBECONFIG AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_PROFILE AWS_ENDPOINT_URL BOTO_CONFIG CLOUDSDK_CONFIG
  VAULT_ADDR VAULT_NAMESPACE VAULT_CACERT VAULT_CAPATH VAULT_SKIP_VERIFY VAULT_AGENT_ADDR BAO_ADDR BAO_NAMESPACE BAO_CACERT BAO_SKIP_VERIFY
  LOCPATH NLSPATH GCONV_PATH HOSTALIASES LOCALDOMAIN RES_OPTIONS GETCONF_DIR MALLOC_CHECK_ TZDIR TERMINFO TERMCAP XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR XDG_CONFIG_DIRS XDG_DATA_DIRS`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** Families of such names, by prefix, upper case. */
const STEERING_PREFIXES: readonly string[] = [
  'LD_',
  'DYLD_',
  'GIT_',
  'NPM_CONFIG_',
  'YARN_',
  'PNPM_',
  'COREPACK_',
  'PIP_',
  'UV_',
  'POETRY_',
  'HOMEBREW_',
  'VSCODE_',
  'ELECTRON_',
  'BASH_FUNC_',
  'TACIT_',
  'SOPS_',
  'AGE_',
];

/** npm's registry tokens are read through variables that projects name freely, but these are set by people on purpose and hold a secret. */
const ALLOWED: ReadonlySet<string> = new Set([
  'NPM_CONFIG__AUTHTOKEN',
  'UV_PUBLISH_TOKEN',
  'UV_PUBLISH_PASSWORD',
  'GIT_TOKEN',
  'GIT_PASSWORD',
  'YARN_NPM_AUTH_TOKEN',
]);

/**
 * True where a variable of this name would steer a loader, shell, proxy, TLS, git, ssh or package manager. `run` refuses
 * such a name and no fix emits it. Compared without regard to case: Windows' environment has none, and proxies are read in lower case.
 */
export function steersPrograms(name: string): boolean {
  const upper = name.toUpperCase();
  if (ALLOWED.has(upper)) return false;
  return STEERING_NAMES.has(upper) || STEERING_PREFIXES.some((prefix) => upper.startsWith(prefix));
}

/**
 * Variables that hold the keys of the resolver itself; `run` takes them out of the child's environment (THREATS 17). `TACIT_NODE` is no key: it says
 * where the editor's Node is, so that `tacit` is found in a shell that `tacit run` started.
 */
export function isResolverKey(name: string): boolean {
  const upper = name.toUpperCase();
  return (
    upper.startsWith('SOPS_AGE_KEY') ||
    (upper.startsWith('TACIT_') && upper !== 'TACIT_NODE') ||
    upper.startsWith('OP_') ||
    ['VAULT_TOKEN', 'BAO_TOKEN', 'BW_SESSION'].includes(upper)
  );
}

/** A name that `run` would hand to a child and a fix may emit. */
export const isUsableVariable = (name: string): boolean => VARIABLE_NAME.test(name) && !steersPrograms(name);

/** Turns any identifier (`stripeKey`, `spring.datasource.password`, `db-password`) into upper snake case, or '' where nothing is left. */
export function toUpperSnake(identifier: string): string {
  const words = identifier
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  const safe = /^[0-9]/.test(words) ? `_${words}` : words;
  return safe.slice(0, 64);
}
