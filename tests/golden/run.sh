#!/bin/sh
# Runs kbc over every folder here that holds an expected.* file, and compares. tests/README.md
# says what the files mean.
#
#   KBC=path run.sh [FOLDER…]                    "ok" or "not ok" and a diff for each folder
#   GOLDEN_UPDATE=1 KBC=path run.sh [FOLDER…]    writes what kbc says instead
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)

# ---- One folder --------------------------------------------------------------------------
# In $work/N lie the copy that kbc runs in and, beside it, what it wrote.

# in_copy THREADS NAME COMMAND [ARGUMENT…]: runs kbc in a fresh copy; leaves NAME.out, NAME.err
# and NAME.status beside it.
in_copy() {
  threads=$1 name=$2
  shift 2
  rm -rf "$place/copy"
  cp -R "$place/start" "$place/copy"
  input=/dev/null
  [ -f "$folder/stdin" ] && input=$folder/stdin
  if [ -n "$threads" ]; then
    command=$1
    shift
    set -- "$command" "-j$threads" "$@"
  fi
  # shellcheck disable=SC2086 # $limit is a list of words
  (cd "$place/copy" && exec $limit "$KBC" "$@") \
    <"$input" >"$place/$name.out" 2>"$place/$name.err"
  echo $? >"$place/$name.status"
}

# What follows the command: the line in `args`, or the schema and every Markdown file in the
# folder, or no PATH at all where the folder is a project.
arguments() {
  if [ -f "$folder/args" ]; then
    cat "$folder/args"
    return
  fi
  [ -f "$folder/schema.yaml" ] && printf '%s ' --schema schema.yaml
  [ -e "$folder/kbc.yaml" ] || [ -d "$folder/kb" ] || (cd "$folder" && printf '%s ' *.md)
}

complain() {
  problems=yes
  printf '%s\n' "$*" >>"$place/why"
}

# compare EXPECTED GOT: writes nothing where the run itself went wrong.
compare() {
  cmp -s "$1" "$2" && return
  if [ -n "${GOLDEN_UPDATE-}" ] && [ -f "$2" ] && [ -z "$problems" ]; then
    cp "$2" "$1"
    echo "wrote ${1#"$here/"}" >>"$place/why"
    return
  fi
  complain "$(diff -u -L "${1#"$here/"}" -L 'what kbc says' "$1" "$2" 2>&1 | head -n 60)"
}

# check_status NAME: the same for every run of a folder.
check_status() {
  got=$(cat "$place/$1.status")
  case $got in
    0 | 1 | 2 | 3) ;;
    *)
      complain "$1: exit status $got"
      complain "$(tail -n 40 "$place/$1.err")"
      return ;;
  esac
  if [ -n "${GOLDEN_UPDATE-}" ] && [ -z "$updated_status" ]; then
    updated_status=yes
    [ "$got" = "$want" ] && return
    if [ "$got" = 0 ]; then rm -f "$folder/status"; else echo "$got" >"$folder/status"; fi
    echo "wrote ${folder#"$here/"}/status: $got" >>"$place/why"
    want=$got
  fi
  [ "$got" = "$want" ] && return
  complain "$1: exit status $got, not $want"
  complain "$(tail -n 20 "$place/$1.err")"
}

# same_bytes NAME: what one thread wrote, eight write too.
same_bytes() {
  for part in out err status; do
    cmp -s "$place/$1-j1.$part" "$place/$1-j8.$part" && continue
    complain "$1: -j1 and -j8 differ"
    complain "$(diff -u -L -j1 -L -j8 "$place/$1-j1.$part" "$place/$1-j8.$part" | head -n 20)"
  done
}

# run_format FORMAT ARGUMENT…
run_format() {
  format=$1
  shift
  for threads in 1 8; do
    in_copy "$threads" "$format-j$threads" check --color never --format "$format" "$@"
  done
  same_bytes "$format"
  check_status "$format-j1"
}

run_build() {
  for threads in 1 8; do
    in_copy "$threads" "build-j$threads" build -o out "$@"
    mkdir -p "$place/copy/out"
    mv "$place/copy/out" "$place/tree-j$threads"
  done
  same_bytes build
  diff -r "$place/tree-j1" "$place/tree-j8" >"$place/differs" 2>&1 || {
    complain "build: -j1 and -j8 write different bytes"
    complain "$(head -n 20 "$place/differs")"
  }
  check_status build-j1
}

run_folder() {
  place=$work/$1 folder=$2 problems='' updated_status='' built=''
  mkdir "$place"
  : >"$place/why"
  cp -R "$folder" "$place/start"
  rm -f "$place"/start/expected.* "$place/start/status"
  # An empty repository: configuration is never looked for above it, paths start at it.
  cp -R "$work/repository" "$place/start/.git"
  want=0
  [ -f "$folder/status" ] && want=$(cat "$folder/status")
  arguments=$(arguments)
  for expected in "$folder"/expected.*; do
    suffix=${expected##*/expected.}
    # shellcheck disable=SC2046,SC2086,SC2294 # a shell's words: quotes in `args` count
    case $suffix in
      out)
        eval "in_copy '' out $arguments"
        cat "$place/out.out" "$place/out.err" >"$place/all"
        check_status out
        compare "$expected" "$place/all" ;;
      diag)
        eval "run_format text $arguments"
        cat "$place/text-j1.out" "$place/text-j1.err" >"$place/all"
        compare "$expected" "$place/all" ;;
      *.*)
        [ -n "$built" ] || eval "run_build $arguments"
        built=yes
        compare "$expected" "$place/tree-j1/$(printf %s "$suffix" | tr , /)" ;;
      *)
        eval "run_format $suffix $arguments"
        compare "$expected" "$place/$suffix-j1.out" ;;
    esac
  done
  if [ -n "$problems" ]; then echo "not ok ${folder#"$here/"}"; else echo "ok ${folder#"$here/"}"; fi
  sed 's/^/  /' "$place/why"
  rm -rf "$place"
}

if [ "${1-}" = --folders ]; then
  shift
  while [ $# -ge 2 ]; do
    run_folder "$1" "$2" >"$work/$1.log" 2>&1
    shift 2
  done
  exit 0
fi

# ---- All of them, as many at a time as there are processors -------------------------------

[ -x "${KBC-}" ] || { echo "golden/run.sh: KBC must be the path of a kbc" >&2; exit 2; }
KBC=$(cd "$(dirname "$KBC")" && pwd)/$(basename "$KBC")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
HOME=$work TZ=UTC NO_COLOR=1
# A kbc that hangs has failed.
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout -k 5 60'
export work KBC HOME TZ NO_COLOR limit
mkdir "$work/repository"
git init -q --template= "$work/start" 2>/dev/null && cp -R "$work/start/.git/." "$work/repository"

if [ $# -gt 0 ]; then
  for folder; do (cd "$folder" && pwd); done
else
  find "$here" -name 'expected.*' -exec dirname {} + | sort -u
fi >"$work/list"

number=0
while read -r folder; do
  number=$((number + 1))
  printf '%06d\n%s\n' "$number" "$folder"
done <"$work/list" >"$work/jobs"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
xargs -P "$jobs" -n 16 sh "$here/run.sh" --folders <"$work/jobs"

while read -r name && read -r folder; do
  if ! grep -E '^(not )?ok ' "$work/$name.log" >/dev/null 2>&1; then
    echo "not ok ${folder#"$here/"}: no result"
  fi
  cat "$work/$name.log" 2>&1
done <"$work/jobs" >"$work/all"
cat "$work/all"
good=$(grep -c '^ok ' "$work/all")
bad=$(grep -c '^not ok ' "$work/all")
echo "golden folders: $good ok, $bad not ok"
[ "$bad" -eq 0 ] && [ "$good" -eq "$number" ]
