#!/bin/sh
# Two branches change two cases; what the merge leaves in generated/ is mended by `kbc build` alone.
set -u
name='a merge conflict in generated/'
fail() {
  printf 'not ok %s: %s\n' "$name" "$1"
  [ -n "${2-}" ] && printf '%s\n' "$2"
  exit 1
}
cd "$WORK" || exit 1
cp -R "$ROOT/kb" "$ROOT/schema" "$ROOT/.gitattributes" . || exit 1

commit() { git add -A && git commit -q -m "$1"; }
build() { "$KBC" build >../said 2>&1 || fail "$1" "$(cat ../said)"; }
# change N: appends a word to the title of the Nth case, and builds.
change() {
  file=$(find kb -name '*.md' ! -name README.md | sort | sed -n "$1p")
  awk '/^#+ / && !done { $0 = $0 " Again"; done = 1 } { print }' "$file" >../changed
  cp ../changed "$file"
  build "build after a change"
}

git init -q -b main .
build "first build"
commit base
git checkout -q -b other && change 1 && commit other
git checkout -q main && change 2 && commit ours
git merge -q other >../said 2>&1 && fail "git saw no conflict"
git status --porcelain | grep -q '^UU kb/' && fail "the cases themselves conflict"
git status --porcelain | grep -q '^UU generated/' || fail "no conflict in generated/"

build "kbc build refuses what the merge left"
mkdir twin && cp -R kb schema twin && cd twin || exit 1
build "build of the merged cases"
difference=$(diff -r generated "$WORK/generated") || fail "differs from a fresh build" "$difference"
cd .. && rm -rf twin
"$KBC" build --check >../said 2>&1 || fail "stale after the build" "$(cat ../said)"
commit merged || fail "commit"
echo "ok $name"
