#!/bin/sh
# Runs kbc as a hook that comes with its source: builds it once, keeps it in a cache, passes the
# words of the call on.
#
#   hook.sh COMMAND [OPTION...] [PATH...]
#
# It never installs anything: where a library is missing it says how to get it, and ends with 3.
# Several hooks may start at once; one of them builds, the others wait for it.
set -u

source=$(cd "$(dirname "$0")/.." && pwd) || exit 3
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/kbc
say() { printf 'kbc: %s\n' "$*" >&2; }

# One folder for each state of the source and each compiler: what is committed has a name in
# git, what is not is named by its bytes.
state() {
  {
    if git -C "$source" rev-parse 'HEAD^{tree}' 2>/dev/null; then
      git -C "$source" diff HEAD -- compiler schema Makefile
    else
      find "$source/compiler" "$source/schema" "$source/Makefile" -type f -exec cksum {} + | sort
    fi
    "${CC:-cc}" --version 2>&1
  } | cksum | tr ' ' -
}

# In a folder of its own and never in the source, which several repositories may share. Two that
# build at once, after a lock was taken for dead, only waste time.
build() {
  if ! missing=$(sh "$source/compiler/setup.sh" --check-build); then
    printf '%s\n' "$missing" >&2
    say "cannot be built before that is installed"
    return 1
  fi
  for old in "$folder"/source.*; do
    kill -0 "${old##*.}" 2>/dev/null || rm -rf "$old"
  done
  here=$folder/source.$$
  mkdir "$here" || return 1
  (cd "$source" && tar cf - compiler schema Makefile) | (cd "$here" && tar xf -)
  if make -C "$here" -j"$(nproc 2>/dev/null || echo 2)" kbc >"$folder/log" 2>&1 && mv "$here/build/kbc" "$folder/kbc"; then
    rm -rf "$here"
    return 0
  fi
  tail -n 20 "$folder/log" >&2
  say "could not be built; all that was said stands in $folder/log"
  rm -rf "$here"
  return 1
}

# A folder is made by one process only. Whoever finds it waits, and takes it from a dead one.
lock() {
  until mkdir "$folder/lock" 2>/dev/null; do
    [ -x "$folder/kbc" ] && return 1
    owner=$(cat "$folder/lock/pid" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$folder/lock"; fi
    sleep 0.2
  done
  echo $$ >"$folder/lock/pid"
}

folder=$cache/$(state)
if [ ! -x "$folder/kbc" ]; then
  mkdir -p "$folder" || exit 3
  if lock; then
    trap 'rm -rf "$folder/lock" "$folder/source.$$"' EXIT
    trap 'exit 3' HUP INT TERM
    [ -x "$folder/kbc" ] || build || exit 3
    rm -rf "$folder/lock"
    trap - EXIT HUP INT TERM
  fi
fi
exec "$folder/kbc" "$@"
