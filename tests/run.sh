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

# begin_half BUILD KBC: all kinds for one build, beside those for another, since each test keeps
# one processor busy at most. end_half BUILD shows what they said, once they have ended.
begin_half() {
  mkdir -p "$1/test"
  sh tests/run.sh 'unit golden spec e2e' "$1" "$2" >"$1/test/half.log" 2>&1 </dev/null &
}

end_half() {
  sed '/^$/d; /^[0-9]* passed, /d' "$1/test/half.log"
  sums=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$1/test/half.log")
  left=$(sed -n 's/.* failed, \([0-9]*\) skipped$/\1/p' "$1/test/half.log")
  passed=$((passed + ${sums% *} + 0)) failed=$((failed + ${sums#* } + 0))
  skipped=$((skipped + ${left:-0}))
  case $sums in *' '*) ;; *) echo "not ok $1 ended without a sum"; failed=$((failed + 1)) ;; esac
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
  # Of the end-to-end tests some wait, so two lanes for each half keep both processors busy.
  export LANES=2
  [ -n "${run_release-}" ] && begin_half build/release build/kbc
  # What both write alike is compiled and run by the plain half alone: see tests/e2e/twin.py.
  [ -n "${run_release-}" ] && export PLAIN_KBC="$ROOT/build/kbc"
  [ -n "${run_sanitized-}" ] && begin_half build/asan-ubsan build/asan-ubsan/kbc
  wait
  [ -n "${run_release-}" ] && end_half build/release
  [ -n "${run_sanitized-}" ] && end_half build/asan-ubsan
fi

echo
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
