#!/bin/sh
# Runs every tests/e2e/*/test.sh and test.py: the binary in real surroundings.
#
# A test finds KBC, CC, PYTHON, BUILD and ROOT in its environment and an empty folder of its own
# as WORK, where it starts. It prints "ok NAME" or "not ok NAME", or "ok NAME # SKIP why".
#
# With LANES=2 every second test runs beside the others; LANE is which of them a run takes.
set -u
cd "$ROOT" || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
if [ "${LANES:-1}" = 2 ] && [ -z "${LANE-}" ]; then
  LANE=1 sh tests/e2e/run.sh >"$scratch/beside" 2>&1 &
  beside=$!
  LANE=0 sh tests/e2e/run.sh
  status=$?
  wait "$beside" || status=$?
  cat "$scratch/beside"
  exit "$status"
fi
# Commits made by a test are nobody's.
HOME=$scratch/home GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org
GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org
PYTHONDONTWRITEBYTECODE=1
export HOME GIT_CONFIG_NOSYSTEM PYTHONDONTWRITEBYTECODE
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
mkdir "$HOME"

# shellcheck disable=SC2086 # a pattern: TESTS='store*' runs those alone
for test in tests/e2e/${TESTS:-*}/test.sh tests/e2e/${TESTS:-*}/test.py; do
  [ -e "$test" ] || continue
  at=$((${at:-0} + 1))
  [ -z "${LANE-}" ] || [ "$((at % 2))" -eq "$LANE" ] || continue
  name=$(basename "$(dirname "$test")")
  WORK=$scratch/$name
  export WORK
  mkdir -p "$WORK"
  case $test in
    *.sh) (cd "$WORK" && exec sh "$ROOT/$test") ;;
    *) (cd "$WORK" && exec "$PYTHON" "$ROOT/$test") ;;
  esac >"$scratch/log" 2>&1 </dev/null
  status=$?
  cat "$scratch/log"
  if ! grep -Eq '^(not )?ok ' "$scratch/log"; then
    echo "not ok $name: said neither ok nor not ok (status $status)"
  elif [ "$status" -ne 0 ] && ! grep -q '^not ok ' "$scratch/log"; then
    echo "not ok $name: exit status $status"
  fi
done
