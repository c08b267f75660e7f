#!/bin/sh
# What a build takes of memory grows with its input by at most 4 bytes a byte. A sanitizer's own
# memory is not kbc's.
case $BUILD in
  *asan* | *tsan* | *ubsan*) echo "ok memory of a build # SKIP a sanitizer takes memory, too"; exit 0 ;;
esac
for kind in long short; do
  "$PYTHON" "$ROOT/tests/bench/scale.py" "$KBC" "$WORK/scale" 5000 "$kind"
done
