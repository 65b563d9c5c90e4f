@echo off
rem DPO Workbench from its sources: builds when they changed, finds a JDK of at least version 25, starts the program.
setlocal EnableExtensions
set "root=%~dp0"
set "lib=%root%app\target\distribution\lib"
set "stamp=%root%app\target\dpo.stamp"
set "log=%root%app\target\dpo-build.log"

rem A JDK tells its version in the file "release".
set "jdk="
for %%J in ("%JAVA_HOME%") do call :consider %%J
for /d %%J in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%USERPROFILE%\.jdks\*") do call :consider %%J
if not defined jdk (
  echo dpo: no JDK of version 25 or newer was found. Install one, such as Temurin 25 from https://adoptium.net, and where it still is not found, set JAVA_HOME to its folder. 1>&2
  exit /b 2
)
set "JAVA_HOME=%jdk%"

call :changed
if not errorlevel 1 goto start
echo dpo: building... 1>&2
if not exist "%root%app\target" mkdir "%root%app\target"
rem Taken before the build: what is edited meanwhile is newer.
type nul > "%stamp%.new"
pushd "%root%"
call mvnw.cmd -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl app -am package > "%log%" 2>&1
set "code=%errorlevel%"
popd
if not "%code%"=="0" (
  type "%log%" 1>&2
  echo dpo: the build failed; what it said is above and in %log%. 1>&2
  exit /b %code%
)
move /y "%stamp%.new" "%stamp%" > nul

:start
if "%~1"=="" (
  "%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -cp "%lib%\*" org.dpoworkbench.app.Launcher
) else (
  "%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx1g -cp "%lib%\*" org.dpoworkbench.app.Launcher %*
)
exit /b %errorlevel%

rem Takes the folder where it is a JDK that is new enough and none was found before.
:consider
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=^=.^" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if %%~V geq 25 set "jdk=%~1"
exit /b 0

rem Error level 1 where a source is newer than the last build.
:changed
if not exist "%stamp%" exit /b 1
powershell -NoProfile -Command "$t=(Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; Set-Location -LiteralPath $env:root; $n=Get-ChildItem pom.xml,*\pom.xml,.mvn,app\src\main,engine\src\main,ui-resources\src\main -Recurse -ErrorAction SilentlyContinue | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; if ($n) { exit 1 }"
exit /b %errorlevel%
