#!/bin/sh
# Runs the official JSON-Schema-Test-Suite:  run.sh PROGRAM SUITE-DIR
#
# PROGRAM is suite.c, built; SUITE-DIR has draft2020-12/ and remotes/, as in
# https://github.com/json-schema-org/JSON-Schema-Test-Suite (there draft2020-12/ is in tests/).
set -u

program=$1
suite=${2:-}
list=$(dirname "$0")/left-out.txt

tests=$suite/draft2020-12
[ -d "$tests" ] || tests=$suite/tests/draft2020-12
if [ -z "$suite" ] || [ ! -d "$tests" ]; then
  echo "schema-suite: say where the JSON-Schema-Test-Suite is:  make schema-suite SUITE=DIR" >&2
  exit 2
fi
exec "$program" "$suite" "$list" "$tests"/*.json
