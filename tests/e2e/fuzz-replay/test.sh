#!/bin/sh
# Runs every fuzz target on its seeds and on whatever it once failed at, without a fuzzer.
set -u
FUZZ_TMP=$WORK
export FUZZ_TMP

for folder in "$ROOT"/tests/fuzz/seeds/*/; do
  target=$(basename "$folder")
  set -- "$folder"*
  for found in "$ROOT/tests/fuzz/found/$target/"*; do
    [ -f "$found" ] && set -- "$@" "$found"
  done
  if "$BUILD/fuzz/replay" "$target" "$@" </dev/null >"$WORK/said" 2>&1; then
    echo "ok fuzz-replay $target: $# inputs"
  else
    tail -n 40 "$WORK/said"
    echo "not ok fuzz-replay $target"
  fi
done
