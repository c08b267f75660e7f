#!/bin/sh
# Runs the unit programs of what calls no library under MemorySanitizer. kb.c runs under it with
# `make portable`.
#
#   msan.sh BUILD
#
# The libraries are not compiled for it, so what they write counts as unwritten: units that read
# what a library wrote would be blamed for it. What is not in the list below is looked at by
# valgrind, which sees the libraries, too.
set -u
cd "$(dirname "$0")/../.." || exit 1
ROOT=$(pwd)
export ROOT MSAN_OPTIONS=exitcode=99:print_stats=0
status=0

programs='
@LIST@
'
for program in $programs; do
  "$1/unit/$program" >"$1/unit/$program.log" 2>&1
  said=$?
  if [ "$said" -eq 0 ] && grep -q 'PASSED' "$1/unit/$program.log"; then
    echo "ok msan $program"
  else
    echo "not ok msan $program: status $said"
    sed 's/^/  /' "$1/unit/$program.log" | tail -n 40
    status=1
  fi
done
exit "$status"
