#!/bin/sh
# Runs the golden folders under valgrind: no read or jump that depends on what nobody wrote, no
# access beside what was allocated, no leak, no descriptor left open.
#
#   valgrind.sh KBC WORK [FOLDER…]     "ok" or "not ok" for each folder, as golden/run.sh says it
#
# Without a FOLDER, every EVERY-th golden folder (1: all of them).
set -u
here=$(cd "$(dirname "$0")" && pwd)
golden=$here/../golden
if ! command -v valgrind >/dev/null 2>&1; then
  echo "ok valgrind # SKIP valgrind is not here: run  make setup-tools"
  exit 0
fi
kbc=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
rm -rf "$2"
mkdir -p "$2/logs"
work=$(cd "$2" && pwd)
shift 2

# Stands for kbc. What is still reachable at the end belongs to the libraries: what kbc keeps
# for its whole life it need not give back. Its own exit status stays, and 99 is none of it.
cat >"$work/kbc" <<EOT
#!/bin/sh
exec valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \\
  --show-leak-kinds=definite,indirect,possible --track-fds=yes --child-silent-after-fork=yes \\
  --suppressions="$here/valgrind.supp" --log-file="$work/logs/%p" "$kbc" "\$@"
EOT
chmod +x "$work/kbc"

# Every folder takes seconds here, so the limit of a minute that golden/run.sh sets is kept.
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" >"$work/folders"
else
  find "$golden" -name 'expected.*' -exec dirname {} + | LC_ALL=C sort -u |
    awk -v every="${EVERY:-1}" 'NR % every == 0' >"$work/folders"
fi
KBC=$work/kbc xargs sh "$golden/run.sh" <"$work/folders" >"$work/all"
status=$?
grep -v '^golden folders' "$work/all"

# What is inherited is the caller's.
problems=$(cd "$work/logs" && awk '
  /Open (file descriptor|AF_[A-Z0-9]+ socket) / { open = $0; next }
  /<inherited from parent>/ { open = ""; next }
  open != "" { print FILENAME ": " open; open = "" }
  /FILE DESCRIPTORS:|^==[0-9]+== *$/ { next }
  { print FILENAME ": " $0 }
  END { if (open != "") print FILENAME ": " open }' ./* | sed 's/==[0-9]*==//' | head -n 200)
runs=$(find "$work/logs" -type f | wc -l)
if [ -z "$problems" ] && [ "$runs" -gt 0 ]; then
  echo "ok valgrind has nothing to say about $((runs)) runs of kbc"
else
  echo "not ok valgrind"
  printf '%s\n' "$problems" | sed 's/^/  /'
  status=1
fi
exit "$status"
