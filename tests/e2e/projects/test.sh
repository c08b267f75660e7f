#!/bin/sh
# Two projects of one repository: what a build writes, all of it or nothing, and from where.
set -u
cd "$WORK" || exit 1
result=0
said=$WORK/said

not_ok() {
  printf 'not ok %s: %s\n' "$1" "$2"
  sed 's/^/  /' "$said"
  result=1
}

# expect STATUS NAME COMMAND…: runs it, and prints nothing unless it ends otherwise.
expect() {
  want=$1 name=$2
  shift 2
  "$@" >"$said" 2>&1
  got=$?
  [ "$got" -eq "$want" ] && return 0
  not_ok "$name" "status $got, not $want"
  return 1
}

fresh() {
  rm -rf "$WORK/repository"
  mkdir -p "$WORK/repository/web/kb" "$WORK/repository/data/kb" && cd "$WORK/repository" || exit 1
  git init -q .
  printf 'kbc: 1\nprojects:\n' >kbc.yaml
  printf '  - {root: web, schema: case.yaml}\n' >>kbc.yaml
  printf '  - {root: data, schema: case.yaml, name: data}\n' >>kbc.yaml
  printf 'kbc: 1\nname: web\ncorpus: {include: ["kb/**/*.md"]}\n' >case.yaml
  printf 'frontmatter: {presence: optional}\nsections:\n  additional: false\n' >>case.yaml
  printf '  list:\n    - {id: cause, title: Cause}\n' >>case.yaml
  printf '# Timeout\n\n## Cause\nA slow bank.\n' >web/kb/a.md
  printf '# Timeout\n\n## Cause\nA slow bank.\n' >data/kb/b.md
}

nothing_built() {
  [ ! -e web/generated ] && [ ! -e data/generated ] && [ ! -e generated ] && return 0
  not_ok "$1" "something was written"
  return 1
}

# ids FOLDER: of its cases.
ids() { grep -o '"case":"[^"]*"' "$1/chunks.jsonl"; }

name='each project has an output of its own'
fresh
if expect 0 "$name" "$KBC" build && [ -f web/generated/manifest.json ] &&
  [ -f data/generated/manifest.json ] && [ ! -e generated ]; then
  if [ "$(ids web/generated)" = "$(ids data/generated)" ]; then
    not_ok "$name" "one case of two projects, one id"
  elif ! grep -q '"path":"kb/b.md"' data/generated/chunks.jsonl; then
    not_ok "$name" "paths are not relative to the root"
  else
    echo "ok $name"
  fi
else
  [ $result -eq 0 ] && not_ok "$name" "an output is missing"
fi

name='build --check looks at each'
printf '\nMore.\n' >>data/kb/b.md
if expect 1 "$name" "$KBC" build --check; then
  if grep -q 'web/generated is up to date' "$said" && grep -q 'data/generated is stale' "$said"
  then echo "ok $name"; else not_ok "$name" "says something else"; fi
fi

name='an error in one builds none'
fresh
printf '# Late\n' >data/kb/c.md
expect 1 "$name" "$KBC" build && nothing_built "$name" && echo "ok $name"

name='a foreign folder of one builds none'
for foreign in web data; do
  fresh
  mkdir -p $foreign/generated && echo mine >$foreign/generated/mine.txt
  expect 2 "$name" "$KBC" build || break
  if [ "$(find . -name manifest.json | wc -l)" -ne 0 ]; then
    not_ok "$name" "something was written"
    break
  fi
  # Nothing is left of what was prepared either.
  if [ "$(find . -name '*.kbc-*' | wc -l)" -ne 0 ]; then
    not_ok "$name" "something is left over"
    break
  fi
  [ $foreign = data ] && echo "ok $name"
done

name='findings that cannot be printed build none'
if [ -c /dev/full ]; then
  fresh
  sh -c '"$1" build --format json >/dev/full' - "$KBC" >"$said" 2>&1
  if [ $? -ne 3 ]; then not_ok "$name" "status is not 3"; else
    nothing_built "$name" && echo "ok $name"
  fi
else
  echo "ok $name # SKIP no /dev/full here"
fi

name='--keep-going builds what it can'
fresh
printf '# Late\n' >data/kb/b.md
if expect 1 "$name" "$KBC" build --keep-going; then
  if [ -f web/generated/manifest.json ] && [ ! -e data/generated ]; then echo "ok $name"; else
    not_ok "$name" "built something else"
  fi
fi

name='a root is built as a whole, from wherever'
fresh
mkdir -p web/deep && cd web/deep || exit 1
if expect 0 "$name" "$KBC" build -o ../out ../../data; then
  if grep -q '"partial":true' ../out/manifest.json; then not_ok "$name" "it says partial"
  elif [ ! -f ../out/chunks.jsonl ] || [ -e ../../data/generated ]; then
    not_ok "$name" "it went elsewhere"
  else echo "ok $name"; fi
fi

name='the working folder changes nothing'
fresh
printf '# Late\n' >data/kb/c.md
"$KBC" check --format json >"$WORK/top.json" 2>"$said"
(cd web/kb && "$KBC" check --format json) >"$WORK/deep.json" 2>"$said"
(cd data && "$KBC" check --format json ..) >"$WORK/above.json" 2>"$said"
if cmp -s "$WORK/top.json" "$WORK/deep.json" && cmp -s "$WORK/top.json" "$WORK/above.json" &&
  grep -q section-missing "$WORK/top.json"
then echo "ok $name"; else not_ok "$name" "other findings"; fi

# many N: that many projects, each with a case.
many() {
  rm -rf "$WORK/repository"
  mkdir -p "$WORK/repository" && cd "$WORK/repository" || exit 1
  git init -q .
  printf 'kbc: 1\nname: many\nfrontmatter: {presence: optional}\n' >case.yaml
  printf 'kbc: 1\nprojects:\n' >kbc.yaml
  number=0
  while [ "$number" -lt "$1" ]; do
    printf '  - {root: p%d, schema: case.yaml, name: p%d}\n' $number $number >>kbc.yaml
    mkdir "p$number" && printf '# Timeout\n\n## Cause\nA slow bank.\n' >"p$number/a.md"
    number=$((number + 1))
  done
}

name='two hundred projects are checked'
many 200
if expect 0 "$name" "$KBC" check; then
  if grep -q '200 cases in 200 files: clean' "$said"; then echo "ok $name"; else
    not_ok "$name" "says something else"
  fi
fi

name='more are refused'
many 201
if expect 2 "$name" "$KBC" check; then
  if grep -q 'kbc.yaml:3:3: .*201 projects' "$said"; then echo "ok $name"; else
    not_ok "$name" "says something else"
  fi
fi

exit $result
