#!/bin/sh
# Runs unit tests, golden folders and end-to-end tests with a kbc under ThreadSanitizer.
#
#   tsan.sh BUILD KBC
#
# TESTS='store*' chooses end-to-end tests, as for `make e2e`. Without it those are left out that
# compile other programs with flags of their own, count memory or time, or run without threads.
set -u
cd "$(dirname "$0")/../.." || exit 1

# ThreadSanitizer of older compilers finds no room for its shadow where the system spreads
# addresses over many bits.
no_spread=
setarch -R true 2>/dev/null && no_spread='setarch -R'

threaded='baseline breaking changed-since eval fix fmt formats init merge-conflict outputs plan
  projects reachable shards simulate split-join stores watch witness'
status=0
$no_spread sh tests/run.sh 'unit golden' "$1" "$2" || status=1
for test in ${TESTS:-$threaded}; do
  TESTS=$test $no_spread sh tests/run.sh e2e "$1" "$2" || status=1
done
exit "$status"
