#!/bin/sh
# The wall around shell scripts: shellcheck has nothing to say, where it is installed.
set -u
cd "$1" || exit 1
name='wall shellcheck is silent'
if ! command -v shellcheck >/dev/null 2>&1; then
  echo "ok $name # SKIP shellcheck is not installed"
  exit 0
fi
scripts=$(find . -path ./build -prune -o -path ./.git -prune -o -path './tests/golden/*/*' -prune \
  -o -name '*.sh' -print -o -path './.ci/run' -print | sort)
# shellcheck disable=SC2086 # a list of paths, none with a space
if [ -z "$scripts" ] || found=$(shellcheck -f gcc $scripts 2>&1); then
  echo "ok $name"
  exit 0
fi
echo "not ok $name"
printf '%s\n' "$found" | sed 's/^/  /'
exit 1
