@echo off
rem Starts the sp4j command, like ./sp4j; not tested on Windows yet.
rem The first run, and a run after a source file has changed, builds it with mvnw.cmd.
rem "sp4j example" shows the examples, "sp4j example NAME" runs one from its source. One that imports another module
rem of sp4j, such as io.sp4j.jackson, needs "mvnw.cmd -pl sp4j-examples -am -Dmaven.test.skip=true package" once.
rem Environment: JAVA_HOME (else java on the PATH), SP4J_JAVA_OPTS (options for the JVM).
setlocal
for %%d in ("%~dp0.") do set "ROOT=%%~fd"
set "STATE=%ROOT%\.sp4j"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION="
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1" ^| findstr /c:" version "') do if not defined VERSION set "VERSION=%%~v"
if not defined VERSION (
  echo sp4j: no Java found: install JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
for /f "delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 (
  echo sp4j: this is Java %VERSION%; sp4j needs 17 or newer 1>&2
  exit /b 1
)

if not exist "%STATE%\built" goto build
powershell -NoProfile -Command "$b = (Get-Item '%STATE%\built').LastWriteTimeUtc; $s = 'pom.xml', 'sp4j-core\pom.xml', 'sp4j-netty\pom.xml', 'sp4j-cli\pom.xml', 'sp4j-core\src\main', 'sp4j-netty\src\main', 'sp4j-cli\src\main' | ForEach-Object { Join-Path '%ROOT%' $_ }; if (@(Get-Item $s) + @(Get-ChildItem -Recurse $s) | Where-Object { $_.LastWriteTimeUtc -gt $b }) { exit 1 }"
if not errorlevel 1 goto run

:build
echo sp4j: building, this takes a moment 1>&2
if not exist "%STATE%" mkdir "%STATE%"
type nul > "%STATE%\started"
pushd "%ROOT%"
call mvnw.cmd -B -pl sp4j-cli -am -Dmaven.test.skip=true package 1>&2
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
  echo sp4j: the build failed 1>&2
  exit /b 1
)
if exist "%STATE%\lib" rmdir /s /q "%STATE%\lib"
mkdir "%STATE%\lib"
copy /y "%ROOT%\sp4j-cli\target\sp4j-cli-*.jar" "%STATE%\lib" >nul
copy /y "%ROOT%\sp4j-cli\target\lib\*.jar" "%STATE%\lib" >nul
move /y "%STATE%\started" "%STATE%\built" >nul

:run
if "%~1"=="example" goto example
"%JAVA%" -Xshare:auto %SP4J_JAVA_OPTS% -cp "%STATE%\lib\*" io.sp4j.cli.Main %*
exit /b %ERRORLEVEL%

:example
if "%~2"=="" (
  type "%ROOT%\sp4j-examples\README.md"
  exit /b 0
)
for %%d in (guide processes seed) do if exist "%ROOT%\sp4j-examples\src\main\java\io\sp4j\examples\%%d\%~2.java" (
  "%JAVA%" %SP4J_JAVA_OPTS% -cp "%STATE%\lib\*;%ROOT%\sp4j-examples\target\lib\*" "%ROOT%\sp4j-examples\src\main\java\io\sp4j\examples\%%d\%~2.java" %3 %4 %5
  exit /b
)
echo sp4j: there is no example %~2; sp4j example shows them 1>&2
exit /b 1
