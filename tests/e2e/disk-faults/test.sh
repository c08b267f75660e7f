#!/bin/sh
# What `make test` has time for of tests/fault/disk: a full disk and a kill at each call of one build,
# standard files that are closed or full, builds that meet. make fault-disk runs all of it.
set -u
disk=$ROOT/tests/fault/disk
if ! $CC -O1 -o inject "$disk/inject.c" 2>compiled; then
  echo "not ok disk: the injector cannot be compiled"
  cat compiled
  exit 1
fi
"$PYTHON" "$disk/disk.py" ./inject sample
"$PYTHON" "$disk/streams.py" build build-silent plan-next
"$PYTHON" "$disk/races.py" kills 10
"$PYTHON" "$disk/races.py" pairs 3
"$PYTHON" "$disk/races.py" readers 10
