#!/bin/sh
# Runs the official JSON-Schema-Test-Suite where it is: in SUITE, or beside the project's folder.
set -u
name='schema-suite: JSON-Schema-Test-Suite'
cd "$ROOT" || exit 1
suite=${SUITE:-../shared/json-schema-test-suite}
if [ -z "${SUITE:-}" ] && [ ! -d "$suite" ]; then
  echo "ok $name # SKIP no folder $suite here; SUITE=DIR names another one"
  exit 0
fi
if sh tests/e2e/schema-suite/run.sh "$BUILD/schema-suite" "$suite" >"$WORK/log" 2>&1; then
  echo "ok $name"
else
  echo "not ok $name"
fi
sed 's/^/  /' "$WORK/log"
