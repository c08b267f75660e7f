#!/bin/sh
# Runs the tests and adds up what they say. `make test` and `make golden` call it.
#
#   run.sh                       build every profile, run every kind of test
#   run.sh 'KIND…' BUILD KBC     these kinds, for the build in that directory
#
# A kind is a script whose output has a line "ok NAME" or "not ok NAME" for each test, the
# reason behind the latter; "ok NAME # SKIP why" is a test that could not run here.
set -u
cd "$(dirname "$0")/.." || exit 1
ROOT=$(pwd)
: "${MAKE:=make}" "${CC:=cc}"
export ROOT CC

LC_ALL=C TZ=UTC NO_COLOR=1
# A sanitizer's exit status must not pass for one of kbc's.
ASAN_OPTIONS=exitcode=99:detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
LSAN_OPTIONS=exitcode=99
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
TSAN_OPTIONS=exitcode=99
export LC_ALL TZ NO_COLOR ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS
unset KBC_COLOR CLICOLOR_FORCE FORCE_COLOR 2>/dev/null

PYTHON=$(sh compiler/setup.sh --python) || exit 1
export PYTHON

passed=0 failed=0 skipped=0

# tally KIND PROFILE LOG STATUS: counts a log's lines, shows what failed, prints one line.
tally() {
  skip=$(grep -c '^ok .*# SKIP' "$3")
  good=$(($(grep -c '^ok ' "$3") - skip))
  bad=$(grep -c '^not ok ' "$3")
  if [ "$bad" -eq 0 ] && [ "$4" -ne 0 ]; then
    echo "not ok $1 ended with status $4" >>"$3"
    bad=1
  fi
  [ "$bad" -gt 0 ] && grep -v '^ok ' "$3"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skip))
  printf '  %-8s %-12s %5d ok' "$1" "$2" "$good"
  [ "$bad" -gt 0 ] && printf ', %d not ok' "$bad"
  [ "$skip" -gt 0 ] && printf ', %d skipped' "$skip"
  printf '\n'
  sed -n 's/^ok \(.*\) # SKIP /  skipped  \1: /p' "$3"
}

# run_kind KIND BUILD KBC
run_kind() {
  mkdir -p "$2/test"
  log=$2/test/$1.log
  case $1 in
    spec) set -- "$1" "$2" "$3" "$PYTHON" tests/spec/run.py ;;
    *) set -- "$1" "$2" "$3" sh "tests/$1/run.sh" ;;
  esac
  kind=$1 BUILD=$ROOT/$2 KBC=$ROOT/$3
  export BUILD KBC
  profile=$(basename "$2")
  shift 3
  "$@" >"$log" 2>&1
  tally "$kind" "$profile" "$log" $?
}

# build NAME ARGUMENT…: one make, itself a test.
build() {
  name=$1
  shift
  log=build/$name.log
  if "$MAKE" "$@" >"$log" 2>&1; then
    echo "ok build $name" >>"$log"
    answer=0
  else
    echo "not ok build $name" >>"$log"
    answer=1
  fi
  tally build "$name" "$log" "$answer"
  return "$answer"
}

if [ $# -eq 3 ]; then
  for kind in $1; do run_kind "$kind" "$2" "$3"; done
else
  mkdir -p build
  # Whatever the caller's make was told, these are the profiles.
  build release CC=cc SAN= COVERAGE= test-programs && run_release=yes
  build clang CC=clang SAN= COVERAGE= WERROR=1 kbc
  if sh compiler/setup.sh --check | grep -q sanitizers; then
    skipped=$((skipped + 1))
    echo "  no sanitizers here: their half of the tests is left out"
  else
    build asan-ubsan CC=cc SAN=asan,ubsan COVERAGE= test-programs && run_sanitized=yes
  fi
  run_kind style build/release build/kbc
  if [ -n "${run_release-}" ]; then
    for kind in unit golden spec e2e; do run_kind "$kind" build/release build/kbc; done
  fi
  if [ -n "${run_sanitized-}" ]; then
    for kind in unit golden spec e2e; do
      run_kind "$kind" build/asan-ubsan build/asan-ubsan/kbc
    done
  fi
fi

echo
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
