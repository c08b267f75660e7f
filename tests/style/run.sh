#!/bin/sh
# Runs the walls: each script here looks at one group of them in the tree that ROOT names.
set -u
here=$(cd "$(dirname "$0")" && pwd)
ROOT=${ROOT:-$(cd "$here/../.." && pwd)}
PYTHON=${PYTHON:-python3}
export ROOT PYTHON
status=0
for group in includes layout manners tree; do
  PYTHONDONTWRITEBYTECODE=1 "$PYTHON" "$here/$group.py" "$ROOT" || status=1
done
# Only a build has symbols to look at.
if [ -n "${BUILD-}" ]; then
  sh "$here/symbols.sh" "$BUILD/libkbc.a" || status=1
fi
sh "$here/scripts.sh" "$ROOT" || status=1
# The self-test runs this script on trees of its own.
if [ -z "${SELF_TEST-}" ]; then
  SELF_TEST=yes sh "$here/self-test.sh" || status=1
fi
exit "$status"
