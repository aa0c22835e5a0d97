# shellcheck shell=bash
# PySpark's own distributions of Spark, for the tests that start spark-shell, pyspark and spark-submit.
# Source it after env.sh.

# The version of the pom, an older one that is supported, and the newest that was tried.
pinned_spark() { sed -n 's:.*<spark.version>\(.*\)</spark.version>.*:\1:p' "$KINDLING_ROOT/pom.xml"; }
export OTHER_SPARKS='4.0.1 4.3.0'

# prepare_pyspark VERSION: .build/pyspark-VERSION is a virtual environment with that PySpark; where it
# cannot be had, tests that need it say so and are skipped.
prepare_pyspark() {
  local folder="$BUILD/pyspark-$1" log="$BUILD/pyspark-$1.log"
  [ ! -f "$folder/ready" ] || return 0
  say "Installing PySpark $1 into $folder (450 MB) ..."
  rm -rf "$folder"
  if python3 -m venv "$folder" >"$log" 2>&1 &&
    "$folder/bin/pip" install --quiet --no-cache-dir "pyspark==$1" numpy >>"$log" 2>&1; then
    : >"$folder/ready"
  else
    say "PySpark $1 could not be installed (see $log); the tests that need it will be skipped"
    rm -rf "$folder"
  fi
}
