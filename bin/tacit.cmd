@echo off
rem As the script `tacit` beside it: puts aside what would steer the Node that runs Tacit, and starts the command line by the editor's Node.
rem Values are read by delayed expansion, which interprets nothing in them; it is off again before the arguments are looked at.
setlocal EnableDelayedExpansion
for %%N in (NODE_OPTIONS NODE_EXTRA_CA_CERTS ELECTRON_RUN_AS_NODE NODE_PATH NODE_DEBUG NODE_DEBUG_NATIVE NODE_V8_COVERAGE NODE_REPL_EXTERNAL_MODULE NODE_TLS_REJECT_UNAUTHORIZED NODE_REDIRECT_WARNINGS) do (
  set "TACIT_ASIDE_%%N="
  if defined %%N (
    set "TACIT_ASIDE_%%N=!%%N!"
    set "%%N="
  )
)
set "TACIT_LAUNCHED=1"
setlocal DisableDelayedExpansion
if not defined TACIT_NODE goto path
if not exist "%TACIT_NODE%" goto path
set "ELECTRON_RUN_AS_NODE=1"
"%TACIT_NODE%" "%~dp0..\dist\cli.js" %*
exit /b %ERRORLEVEL%

:path
node "%~dp0..\dist\cli.js" %*
exit /b %ERRORLEVEL%
