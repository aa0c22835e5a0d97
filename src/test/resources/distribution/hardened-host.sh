# shellcheck shell=bash
# Runs a command as on a hardened host: the root file system is read-only, /tmp is without execution, the user has
# neither root nor a home. unshare --mount starts it, by root.
# usage: hardened-host.sh STAGE NAME=PATH... -- COMMAND...
#   STAGE       an empty folder
#   NAME=PATH   what the command sees as /mnt/NAME: a folder or file of this machine
#   NAME=       a folder that can be written to, and executed from
#   NAME=noexec the same without execution
set -euo pipefail
stage="$1"
shift
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$stage"
while [ "$1" != -- ]; do
  target="$stage/${1%%=*}" path="${1#*=}"
  mkdir -p "$(dirname "$target")"
  if [ -f "$path" ]; then : >"$target"; else mkdir -p "$target"; fi
  case "$path" in
    '') mount -t tmpfs -o mode=1777 tmpfs "$target" ;;
    noexec) mount -t tmpfs -o mode=1777,noexec tmpfs "$target" ;;
    *) mount --bind "$path" "$target" ;;
  esac
  shift
done
shift
printf 'root:x:0:0:root:/root:/bin/sh\nspark:x:185:185:spark:/home/spark:/bin/false\n' >"$stage/passwd"
mount --bind "$stage/passwd" /etc/passwd
mount --move "$stage" /mnt
mount -t tmpfs -o mode=1777,noexec tmpfs /tmp
mount -o remount,bind,ro /
mount -o remount,ro /mnt
cd /
exec env -i PATH="$PATH" SPARK_HOME=/mnt/spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 \
  SPARK_LOCAL_DIRS=/mnt/scratch JAVA_HOME=/mnt/java \
  setpriv --reuid=185 --regid=185 --clear-groups --no-new-privs "$@"
