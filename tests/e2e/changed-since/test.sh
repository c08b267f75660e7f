#!/bin/sh
# --changed-since in real repositories: which lines count, and what is said where git cannot tell.
set -u
cd "$WORK" || exit 1
result=0 bad=0
said=$WORK/said

not_ok() {
  printf 'not ok %s: %s\n' "$1" "$2"
  sed 's/^/  /' "$said"
  result=1 bad=1
  return 1
}

# expect STATUS NAME COMMAND…: runs it, and prints nothing unless it ends otherwise.
expect() {
  want=$1 name=$2
  shift 2
  "$@" >"$said" 2>&1
  got=$?
  [ "$got" -eq "$want" ] || not_ok "$name" "status $got, not $want"
}

# says NAME TEXT: the last command said so. finds NAME PLACE…: it found these, and nothing else.
says() { grep -qF -- "$2" "$said" || not_ok "$1" "it does not say: $2"; }
finds() {
  name=$1
  shift
  found=$(sed -n 's/^\(.*:[0-9]*\):[0-9]*: \(note\|warning\|error\)\[.*/\1/p' "$said" | tr '\n' '|')
  wanted=$(printf '%s|' "$@")
  [ $# -eq 0 ] && wanted=
  [ "$found" = "$wanted" ] || not_ok "$name" "it finds $found and not $wanted"
}

finish() {
  [ $bad -eq 0 ] && echo "ok $name"
  bad=0
}

page() { printf '# %s\n\n## Cause\nTODO\n\n## Actions\n1. Call\n2. Restart the gateway\n' "$1"; }

fresh() {
  rm -rf "$WORK/repository"
  mkdir -p "$WORK/repository/kb" && cd "$WORK/repository" || exit 1
  git init -q -b main .
  printf 'kbc: 1\nname: pages\ncorpus: {include: ["kb/**/*.md"]}\nfrontmatter: {presence: optional}\n' >kbc.yaml
  printf 'sections: {list: [{id: cause, title: Cause}, {id: actions, title: Actions, ' >>kbc.yaml
  printf 'content: {item: {chars: 8..}}}]}\n' >>kbc.yaml
  page 'Gateway timeout' >kb/gateway.md
  page 'Bank timeout' >kb/bank.md
  git add . && git commit -qm one
}

name='nothing has changed, nothing is found'
fresh
expect 0 "$name" "$KBC" check --changed-since HEAD
says "$name" '2 cases in 2 files: clean'
says "$name" '4 more on lines that have not changed'
expect 0 "$name" "$KBC" check --changed-since HEAD kb/bank.md
says "$name" '2 more on lines that have not changed'
expect 1 "$name" "$KBC" check
grep -q 'more on lines' "$said" && not_ok "$name" 'it speaks of changes'
finish

name='lines of commits, of the index, of the working tree and of new files'
fresh
git checkout -qb topic
printf '3. Wait\n' >>kb/gateway.md && git commit -qam two
expect 1 "$name" "$KBC" check --changed-since main
finds "$name" kb/gateway.md:9
printf '3. Wait\n' >>kb/bank.md && git add .
printf '4. Wait\n' >>kb/bank.md
page 'Zone timeout' >kb/zone.md
expect 1 "$name" "$KBC" check --changed-since main
finds "$name" kb/bank.md:9 kb/bank.md:10 kb/gateway.md:9 kb/zone.md:4 kb/zone.md:7
expect 1 "$name" "$KBC" check --changed-since main kb/zone.md
finds "$name" kb/zone.md:4 kb/zone.md:7
expect 1 "$name" "$KBC" check --changed-since HEAD
finds "$name" kb/bank.md:9 kb/bank.md:10 kb/zone.md:4 kb/zone.md:7
cd kb && expect 1 "$name" "$KBC" check --changed-since main
finds "$name" bank.md:9 bank.md:10 gateway.md:9 zone.md:4 zone.md:7
finish

name='what others did on the main branch does not count'
fresh
git checkout -qb topic && printf '3. Wait\n' >>kb/gateway.md && git commit -qam two
git checkout -q main && printf '3. Wait\n' >>kb/bank.md && git commit -qam three
git checkout -q topic
expect 1 "$name" "$KBC" check --changed-since main
finds "$name" kb/gateway.md:9
finish

name='a case that lost a section, though its title has not changed'
fresh
printf '# Gateway timeout\n\n## Cause\nTODO\n' >kb/gateway.md
expect 1 "$name" "$KBC" check --changed-since HEAD
says "$name" 'kb/gateway.md:1:3: error[KBC0452 section-missing]'
finish

name='the place of the other case counts, too'
fresh
page 'Gateway timeout' >kb/a-copy.md
expect 1 "$name" "$KBC" check --changed-since HEAD --select duplicate-identity
finds "$name" kb/gateway.md:1
says "$name" 'kb/a-copy.md:1:3: note: the first one'
finish

name='a file that was moved is not new'
fresh
git mv kb/bank.md kb/slow.md
expect 0 "$name" "$KBC" check --changed-since HEAD
finds "$name"
finish

name='names of any kind, and content that looks like a diff'
fresh
odd=$(printf 'kb/a "b"\t\\ \303\274 \354\236\245 +++ b.md')
page 'Odd timeout' >"$odd" && git add . && git commit -qm two
printf '3. Wait\n\n++ b/kb/bank.md\n@@ -1 +1,9 @@\n' >>"$odd"
expect 1 "$name" "$KBC" check --changed-since HEAD --format json
grep -o '"line":[0-9]*,"column":1,"end_line":[0-9]*,"end_column":[0-9]*,"byte":[0-9]*,"code"' "$said" |
  cut -d, -f1 >found
[ "$(cat found)" = '"line":9' ] || not_ok "$name" "it finds $(cat found)"
finish

name='what is configured about diffs changes nothing'
fresh
printf '3. Wait\n' >>kb/gateway.md
printf '*.md -diff\n' >.git/info/attributes
for setting in diff.noprefix=true diff.mnemonicPrefix=true diff.relative=true color.ui=always \
  diff.external=false core.quotePath=false diff.interHunkContext=99 diff.renames=copies \
  diff.algorithm=histogram core.pager=false diff.context=9; do
  git config "${setting%%=*}" "${setting#*=}"
done
expect 1 "$name" "$KBC" check --changed-since HEAD
finds "$name" kb/gateway.md:9
expect 1 "$name" env GIT_EXTERNAL_DIFF=false GIT_DIFF_OPTS=-U9 "$KBC" check --changed-since HEAD
finds "$name" kb/gateway.md:9
finish

name='a hook of another repository is none of ours'
fresh
printf '3. Wait\n' >>kb/gateway.md
git init -q "$WORK/other"
expect 1 "$name" env GIT_DIR="$WORK/other/.git" GIT_INDEX_FILE="$WORK/other/.git/index" \
  GIT_WORK_TREE="$WORK/other" "$KBC" check --changed-since HEAD
finds "$name" kb/gateway.md:9
printf '#!/bin/sh\nexec "%s" check --changed-since HEAD\n' "$KBC" >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
expect 1 "$name" git commit -qam two
says "$name" 'kb/gateway.md:9:1'
page 'Gateway timeout' >kb/gateway.md && printf '\nNote.\n' >>kb/gateway.md
expect 0 "$name" git commit -qm two kb/gateway.md
finish

name='a worktree, and a folder below'
fresh
git worktree add -q "$WORK/tree" -b topic && cd "$WORK/tree/kb" || exit 1
printf '3. Wait\n' >>gateway.md
expect 1 "$name" "$KBC" check --changed-since main
finds "$name" gateway.md:9
cd "$WORK/repository" && git worktree remove --force "$WORK/tree"
finish

name='a commit that a shallow clone lacks: exit 2, and how to fetch it'
fresh
git commit -q --allow-empty -m two && git commit -q --allow-empty -m three
first=$(git rev-parse HEAD~2)
rm -rf "$WORK/shallow"
git clone -q --depth 1 "file://$WORK/repository" "$WORK/shallow" 2>/dev/null && cd "$WORK/shallow" || exit 1
expect 2 "$name" "$KBC" check --changed-since "$first"
says "$name" 'shallow clone; fetch the rest first:  git fetch --unshallow'
git fetch -q --depth 1 origin "$first" 2>/dev/null
expect 2 "$name" "$KBC" check --changed-since "$first"
says "$name" 'has no commit in common with HEAD in this shallow clone'
git fetch -q --unshallow
expect 0 "$name" "$KBC" check --changed-since "$first"
finish

name='what cannot be asked for: exit 2'
fresh
expect 2 "$name" "$KBC" check --changed-since no-such-branch
says "$name" '"no-such-branch" is no commit; is it spelled right, and fetched?'
expect 2 "$name" "$KBC" check --changed-since=--output=pwned
says "$name" 'a revision does not begin with "-"'
[ -e pwned ] && not_ok "$name" 'git has written a file'
expect 2 "$name" "$KBC" check --changed-since 'HEAD:kb'
expect 2 "$name" "$KBC" check --changed-since 'HEAD..HEAD'
expect 2 "$name" env PATH=/nonexistent "$KBC" check --changed-since HEAD
says "$name" 'there is no git program to ask'
rm -rf .git
expect 2 "$name" "$KBC" check --changed-since HEAD
says "$name" 'no git repository is around this folder'
git init -q . && expect 2 "$name" "$KBC" check --changed-since HEAD
finish

exit $result
