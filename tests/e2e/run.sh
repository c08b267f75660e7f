#!/bin/sh
# Runs every tests/e2e/*/test.sh and test.py: the binary in real surroundings.
#
#   run.sh               all of them, or those that TESTS='store*' names
#   run.sh --one TEST    one of them: what a lane takes next from the queue
#
# A test finds KBC, CC, PYTHON, BUILD and ROOT in its environment and an empty folder of its own
# as WORK, where it starts. It prints "ok NAME" or "not ok NAME", or "ok NAME # SKIP why".
#
# LANES tests run beside each other (1 if it is not set); what a test said stands together.
# With TIMES=1 each is followed by the seconds that passed and those that it computed.
set -u
cd "$ROOT" || exit 1

# run_one TEST: what it said, and what must be said of a test that said nothing.
run_one() {
  name=$(basename "$(dirname "$1")")
  WORK=$scratch/$name.$(basename "$1")
  export WORK
  mkdir -p "$WORK"
  case $1 in
    *.sh) (cd "$WORK" && exec sh "$ROOT/$1") ;;
    *) (cd "$WORK" && exec "$PYTHON" "$ROOT/$1") ;;
  esac >"$WORK.log" 2>&1 </dev/null
  status=$?
  if ! grep -Eq '^(not )?ok ' "$WORK.log"; then
    echo "not ok $name: said neither ok nor not ok (status $status)" >>"$WORK.log"
  elif [ "$status" -ne 0 ] && ! grep -q '^not ok ' "$WORK.log"; then
    echo "not ok $name: exit status $status" >>"$WORK.log"
  fi
  rm -rf "$WORK"
}

# seconds BEGIN: what has passed since, and what was computed, from the shell's own clock.
seconds() {
  times >"$scratch/$name.times"
  awk -v passed=$(($(date +%s) - $1)) -v name="$name" '
    NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += t[1] * 60 + t[2] } }
    END { printf "time %4d s, %6.1f s of it computing: %s\n", passed, sum, name }' \
    "$scratch/$name.times"
}

if [ "${1-}" = --one ]; then
  begin=$(date +%s)
  run_one "$2"
  [ -z "${TIMES-}" ] || seconds "$begin" >>"$WORK.log"
  # One write: what two lanes say does not mix.
  all=$(cat "$WORK.log")
  printf '%s\n' "$all"
  exit 0
fi

scratch=$(mktemp -d) || exit 1
chmod 711 "$scratch" # some tests run kbc as a user who may do little
trap 'rm -rf "$scratch"' EXIT
# Commits made by a test are nobody's.
HOME=$scratch/home GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org
GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org
PYTHONDONTWRITEBYTECODE=1
export scratch HOME GIT_CONFIG_NOSYSTEM PYTHONDONTWRITEBYTECODE
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
mkdir "$HOME"

# The longest ones first, so that none is left over for one lane at the end.
first='pre-commit c-tables agree matcher store-postgres stores shippers loop store-consumers tokens'
# shellcheck disable=SC2012,SC2086 # a pattern: TESTS='store*' runs those alone
ls tests/e2e/${TESTS:-*}/test.sh tests/e2e/${TESTS:-*}/test.py 2>/dev/null |
  awk -v first="$first" '
    { split($0, part, "/"); if (index(" " first " ", " " part[3] " ")) print; else rest[++n] = $0 }
    END { for (i = 1; i <= n; i++) print rest[i] }' >"$scratch/list"
xargs -P "${LANES:-1}" -n 1 sh tests/e2e/run.sh --one <"$scratch/list"
