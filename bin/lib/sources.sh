# shellcheck shell=bash
# Shared by the scripts in bin/ that build: whether a source has changed since. Source it after env.sh.

# Names too, not only times: a deleted file changes nothing else.
list_sources() {
  find "$KINDLING_ROOT/pom.xml" "$KINDLING_ROOT/.mvn" "$KINDLING_ROOT"/{tensor-core,native-mkl,layers,distributed,ml-api,src/bench} \
    \( -name target -o -path '*/src/test' \) -prune -o -type f -print | LC_ALL=C sort
}

# is_current STAMP: nothing has changed since end_stamp.
is_current() {
  [ -f "$1" ] && list_sources | cmp -s - "$1" || return 1
  [ -z "$(list_sources | while IFS= read -r file; do [ "$file" -nt "$1" ] && printf '%s\n' "$file"; done)" ]
}

# begin_stamp STAMP: the stamp is as old as the start; what changes while building is built next time.
begin_stamp() {
  rm -f "$1"
  list_sources >"$1.new"
}

# end_stamp STAMP: what begin_stamp saw has been built.
end_stamp() {
  mv "$1.new" "$1"
}
