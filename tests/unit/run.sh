#!/bin/sh
# Runs the cmocka program of every tests/unit/<folder>/test_*.c, built in $BUILD/unit.
set -u
cd "$ROOT" || exit 1
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

# A test that hangs has failed: nothing here takes more than seconds.
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout -k 5 120'

for source in tests/unit/*/test_*.c; do
  [ -e "$source" ] || continue
  name=${source#tests/}
  name=${name%.c}
  # shellcheck disable=SC2086 # a list of words
  CMOCKA_MESSAGE_OUTPUT=TAP $limit "$BUILD/$name" >"$output" 2>&1
  status=$?
  # cmocka calls a test that was left out "not ok"; it is neither. A program that dies, leaks
  # or ends before its plan says so has failed even if each of its tests had passed. What a
  # program without a failure says besides is of no interest.
  awk -v name="$name" -v status="$status" '
    /^1\.\.[0-9]+$/ { split($0, plan, "\\.\\."); planned = plan[2]; next }
    /^# (not )?ok - / { next }
    /^ok [0-9]+/ { sub(/^ok [0-9]+ (- )?/, ""); print "ok " name " " $0; ran++; next }
    /^not ok [0-9]+ # SKIP/ { sub(/^not ok [0-9]+ # SKIP */, "")
                              print "ok " name " " $0 " # SKIP"; ran++; next }
    /^not ok [0-9]+/ { sub(/^not ok [0-9]+ (- )?/, ""); print "not ok " name " " $0
                       ran++; bad++; next }
    { rest = rest "  " $0 "\n" }
    END {
      if (!bad && status != 0) print "not ok " name ": exit status " status
      else if (ran + 0 != planned + 0 || ran + 0 == 0)
        print "not ok " name ": " ran + 0 " of " planned + 0 " tests ran"
      else if (!bad) exit
      printf "%s", rest
    }' "$output"
done
