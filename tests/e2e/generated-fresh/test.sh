#!/bin/sh
# generated/ is what kbc makes of kb/ today, and so are the findings: none.
set -u
cd "$ROOT" || exit 1

if said=$("$KBC" check 2>&1); then
  echo "ok kb/ is clean"
else
  printf 'not ok kb/ is clean\n%s\n' "$said"
fi

before=$(find generated -type f -exec cksum {} + 2>/dev/null | sort)
if said=$("$KBC" build --check 2>&1); then
  echo "ok generated/ is fresh"
else
  printf 'not ok generated/ is fresh: run  make kb  and commit it\n%s\n' "$said"
fi
if [ "$before" = "$(find generated -type f -exec cksum {} + 2>/dev/null | sort)" ]; then
  echo "ok build --check writes nothing"
else
  echo "not ok build --check writes nothing"
fi
