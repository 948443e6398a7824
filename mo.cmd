@echo off
rem MoCluster's one script, for Windows: the verbs of ./mo. It needs the bash that Git for Windows brings.
setlocal
set "BASH_EXE="
for %%G in ("%ProgramFiles%\Git\bin\bash.exe" "%ProgramFiles(x86)%\Git\bin\bash.exe" "%LocalAppData%\Programs\Git\bin\bash.exe") do (
  if exist %%G if not defined BASH_EXE set "BASH_EXE=%%~G"
)
if not defined BASH_EXE (
  echo mo: Git for Windows is needed: its bash runs the script. See https://git-scm.com 1>&2
  exit /b 2
)
"%BASH_EXE%" "%~dp0mo" %*
exit /b %ERRORLEVEL%
