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
for part in 'disk.py ./inject sample' 'streams.py build build-silent plan-next' 'races.py kills 10' \
    'races.py pairs 3' 'races.py readers 10'; do
  # shellcheck disable=SC2086 # a script and its words
  "$PYTHON" "$disk"/$part || echo "not ok disk: $part broke off"
done
