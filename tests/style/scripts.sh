#!/bin/sh
# The walls around scripts: shellcheck and pyflakes have nothing to say, where they are installed.
set -u
cd "$1" || exit 1
status=0

# listed PATTERN: the files of that name, but for what tests take as input.
listed() {
  find . -path ./build -prune -o -path ./.git -prune -o -path './tests/golden/*/*' -prune \
    -o -name "$1" -print | sort
}

# wall NAME PROGRAM FOUND
wall() {
  if [ -z "$2" ]; then
    echo "ok wall $1 is silent # SKIP $1 is not installed"
  elif [ -z "$3" ]; then
    echo "ok wall $1 is silent"
  else
    echo "not ok wall $1 is silent"
    printf '%s\n' "$3" | sed 's/^/  /'
    status=1
  fi
}

scripts=$(listed '*.sh')
[ -e .ci/run ] && scripts="$scripts .ci/run"
program=$(command -v shellcheck) found=
# shellcheck disable=SC2086 # a list of paths, none with a space
[ -z "$program" ] || [ -z "$scripts" ] || found=$(shellcheck -f gcc $scripts 2>&1)
wall shellcheck "$program" "$found"

scripts=$(listed '*.py') program=$(command -v pyflakes3) found=
"${PYTHON:-python3}" -m pyflakes --version >/dev/null 2>&1 &&
  program="${PYTHON:-python3} -m pyflakes"
# shellcheck disable=SC2086 # lists of words
[ -z "$program" ] || [ -z "$scripts" ] || found=$($program $scripts 2>&1)
wall pyflakes "$program" "$found"
exit "$status"
