# shellcheck shell=bash
# The Python of the tests and of the wheel: a virtual environment in .build/python. Source it after env.sh.

PYTHON_HOME="$BUILD/python"
PYTHON_REQUIREMENTS="$KINDLING_ROOT/ml-api/src/test/python/requirements.txt"

# find_python: prints a Python of 3.10 or newer.
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11 python3.10; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# prepare_python: makes the environment when it is not there or its requirements changed.
prepare_python() {
  local python
  if [ -x "$PYTHON_HOME/bin/python" ] && cmp -s "$PYTHON_REQUIREMENTS" "$PYTHON_HOME/requirements.txt"; then
    return 0
  fi
  python="$(find_python)" || {
    apt_update
    apt_install python3 python3-venv && python="$(find_python)"
  } || {
    say "Python 3.10 or newer is needed. On Debian and Ubuntu: sudo apt-get install -y python3 python3-venv"
    return 1
  }
  say "Making $PYTHON_HOME with PySpark (a minute or two) ..."
  "$python" -m venv "$PYTHON_HOME" >"$BUILD/python.log" 2>&1 || {
    apt_update
    apt_install python3-venv && "$python" -m venv --clear "$PYTHON_HOME" >>"$BUILD/python.log" 2>&1
  } || {
    say "No virtual environment could be made; see $BUILD/python.log"
    return 1
  }
  "$PYTHON_HOME/bin/python" -m pip install --disable-pip-version-check -q -r "$PYTHON_REQUIREMENTS" >>"$BUILD/python.log" 2>&1 || {
    say "The packages of $PYTHON_REQUIREMENTS could not be installed; see $BUILD/python.log"
    return 1
  }
  cp "$PYTHON_REQUIREMENTS" "$PYTHON_HOME/requirements.txt"
}
