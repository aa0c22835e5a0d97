# shellcheck shell=bash
# Shared by the scripts in bin/: finds JDK 17+ and Maven, installs them by apt where that is possible,
# and gathers the class path and the Spark folder of the built project. Source it, do not run it.

KINDLING_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
BUILD="$KINDLING_ROOT/.build"
mkdir -p "$BUILD"

say() { printf '%s\n' "$*" >&2; }

# fail STATUS MESSAGE
fail() {
  local status="$1"
  shift
  say "$(basename "$0"): $*"
  exit "$status"
}

# The major version of the JDK in folder $1, or nothing: 17 for 17.0.15, 8 for 1.8.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p'
}

is_jdk() {
  local version
  version="$(jdk_version "$1")"
  [ -n "$version" ] && [ "$version" -ge 17 ]
}

# Sets JAVA_HOME: the caller's own, the javac on the path, then those where systems keep them.
find_jdk() {
  local folder javac
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  javac="$(command -v javac || true)"
  if [ -n "$javac" ]; then
    folder="$(cd "$(dirname "$(readlink -f "$javac")")/.." && pwd)"
    if is_jdk "$folder"; then
      export JAVA_HOME="$folder"
      return 0
    fi
  fi
  for folder in /usr/lib/jvm/*17* /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk "$folder"; then
      export JAVA_HOME="$folder"
      return 0
    fi
  done
  return 1
}

find_maven() { command -v mvn >/dev/null 2>&1; }

jdk_package() {
  if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then
    printf 'openjdk-17-jdk-headless'
  else
    printf 'default-jdk-headless'
  fi
}

# apt_install PACKAGE...; fails where this is no Debian or there is no right to install.
apt_install() {
  local root=()
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true >/dev/null 2>&1 || return 1
    root=(sudo -n)
  fi
  say "Installing $* (apt) ..."
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >"$BUILD/apt.log" 2>&1 || {
    tail -n 20 "$BUILD/apt.log" >&2
    return 1
  }
}

apt_update() {
  local root=()
  command -v apt-get >/dev/null 2>&1 || return 0
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true >/dev/null 2>&1 || return 0
    root=(sudo -n)
  fi
  "${root[@]}" apt-get update -qq >"$BUILD/apt.log" 2>&1 || true
}

# Makes JAVA_HOME and mvn available or ends with the one command to run.
require_tools() {
  local missing=()
  if find_jdk && find_maven; then
    return 0
  fi
  apt_update
  find_jdk || missing+=("$(jdk_package)")
  find_maven || missing+=(maven)
  if apt_install "${missing[@]}" && find_jdk && find_maven; then
    return 0
  fi
  if command -v apt-get >/dev/null 2>&1; then
    fail 3 "JDK 17 or newer and Maven are needed. Run: sudo apt-get install -y ${missing[*]}"
  fi
  fail 3 "JDK 17 or newer and Maven are needed. Install both by your system's package manager," \
    "for instance: brew install openjdk@17 maven"
}

# maven LOG ARGUMENT...: the output goes to the file alone (and to the function watch, if the caller
# has one). A run that failed to download is repeated once, since registries have bad moments.
maven() {
  local log="$1" status=0
  shift
  run_maven "$log" "$@" || status=$?
  if [ "$status" -ne 0 ] && grep -qE "$DOWNLOAD_FAILED" "$log"; then
    say "A download failed; trying once more in ten seconds ..."
    sleep 10
    status=0
    # -U, or Maven remembers the failure instead of asking again.
    run_maven "$log" -U "$@" || status=$?
  fi
  return "$status"
}

DOWNLOAD_FAILED='Could not transfer artifact|Connection (reset|refused|timed out)|[Cc]onnect timed out|Read timed out|Remote host terminated|Unknown host'

run_maven() {
  local log="$1"
  shift
  if declare -F watch >/dev/null; then
    (cd "$KINDLING_ROOT" && mvn -Dstyle.color=never "$@") 2>&1 | tee "$log" | watch
    return "${PIPESTATUS[0]}"
  fi
  (cd "$KINDLING_ROOT" && mvn -Dstyle.color=never "$@") >"$log" 2>&1
}

# launch CLASS_PATH_NAME HEAP CLASS ARGUMENT...: replaces this script by the program.
launch() {
  local name="$1" heap="$2" main="$3"
  shift 3
  exec "$JAVA_HOME/bin/java" "@$KINDLING_ROOT/etc/spark.jvmargs" "-Xmx$heap" \
    -Djava.awt.headless=true \
    "-Dlog4j2.configurationFile=$KINDLING_ROOT/etc/log4j2-test.properties" \
    "-Dspark.executor.extraJavaOptions=-Dlog4j2.configurationFile=$KINDLING_ROOT/etc/log4j2-test.properties" \
    -Dspark.ui.enabled=false \
    -cp "$(cat "$BUILD/$name.classpath")" "$main" "$@"
}

# prepare_spark_home NAME: sets SPARK_HOME to the folder that lets Spark start executors (a local-cluster) without a
# distribution of Spark: jars/ with links to the class path .build/NAME.classpath, and RELEASE.
prepare_spark_home() {
  local home="$BUILD/spark-home" list="$BUILD/$1.classpath" jar
  [ "$1" = quickstart ] || home="$home-$1"
  if [ ! -f "$home/RELEASE" ] || [ "$list" -nt "$home/RELEASE" ]; then
    rm -rf "$home"
    mkdir -p "$home/jars"
    tr ':' '\n' <"$list" | while IFS= read -r jar; do
      ln -sf "$jar" "$home/jars/$(basename "$jar")"
    done
    printf 'Spark from the jars of the build\n' >"$home/RELEASE"
  fi
  # Spark leaves the folders of its executors behind; those of yesterday are of no use to anybody.
  if [ -d "$home/work" ]; then
    find "$home/work" -mindepth 1 -maxdepth 1 -mtime +0 -exec rm -rf {} +
  fi
  export SPARK_HOME="$home" SPARK_SCALA_VERSION=2.13
}
