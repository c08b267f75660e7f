#!/bin/sh
# A baseline over the life of a knowledge base: written, moved under, outdated, merged, shared.
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

# says NAME TEXT: the last command said so.
says() { grep -qF -- "$2" "$said" || not_ok "$1" "it does not say: $2"; }

# finish: the end of a test.
finish() {
  [ $bad -eq 0 ] && echo "ok $name"
  bad=0
}

page() {
  printf '# %s\n\n## Cause\n%s\n\n## Actions\n1. Call\n2. Restart the gateway\n' "$1" "$2"
}

fresh() {
  rm -rf "$WORK/repository"
  mkdir -p "$WORK/repository/kb" && cd "$WORK/repository" || exit 1
  git init -q .
  printf 'kbc: 1\nname: pages\ncorpus: {include: ["kb/**/*.md"]}\nfrontmatter: {presence: optional}\n' >kbc.yaml
  printf 'sections: {list: [{id: cause, title: Cause}, {id: actions, title: Actions, ' >>kbc.yaml
  printf 'content: {item: {chars: 8..}}}]}\nbaseline: known.jsonl\n' >>kbc.yaml
  page 'Gateway timeout' TODO >kb/gateway.md
  page 'Bank timeout' TODO >kb/bank.md
}

name='what is written is known, and nothing else'
fresh
expect 0 "$name" "$KBC" check --write-baseline
says "$name" 'baseline known.jsonl: 4 new, 0 gone, 0 kept'
expect 0 "$name" "$KBC" check
says "$name" '2 cases in 2 files: clean; the baseline has 4'
[ "$(head -n 1 known.jsonl)" = '{"kbc-baseline":1}' ] || not_ok "$name" 'no head'
expect 1 "$name" "$KBC" check --no-baseline
finish

name='lines that move, and texts that change elsewhere, change nothing'
page 'Gateway timeout' 'The bank is slow.

It often is.

TODO' >kb/gateway.md
expect 0 "$name" "$KBC" check
says "$name" 'clean; the baseline has 4'
cp known.jsonl before.jsonl
expect 0 "$name" "$KBC" check --write-baseline
cmp -s known.jsonl before.jsonl || not_ok "$name" 'the file has changed'
finish

name='a case that is renamed, and a file that moves, keep their entries'
fresh
expect 0 "$name" "$KBC" check --write-baseline
page 'Payment gateway timeout' TODO >kb/gateway.md
mkdir kb/banks && mv kb/bank.md kb/banks/slow.md
expect 0 "$name" "$KBC" check
says "$name" 'clean; the baseline has 4'
expect 0 "$name" "$KBC" check --write-baseline
says "$name" '0 new, 0 gone, 4 kept'
grep -q '"path":"kb/banks/slow.md"' known.jsonl || not_ok "$name" 'the path is the old one'
finish

name='a second mistake of one kind on an equal line is new'
fresh
printf '3. Call\n3. Call\n' >>kb/bank.md
expect 0 "$name" "$KBC" check --write-baseline
says "$name" '6 new, 0 gone, 0 kept'
expect 0 "$name" "$KBC" check
printf '3. Call\n' >>kb/bank.md
expect 1 "$name" "$KBC" check
says "$name" '2 cases in 2 files: 1 error; the baseline has 6'
says "$name" 'kb/bank.md:11:1: error[KBC0464'
finish

name='a mended finding is gone, and gone from the file by writing it'
fresh
expect 0 "$name" "$KBC" check --write-baseline
page 'Gateway timeout' 'The bank is slow.' >kb/gateway.md
rm kb/bank.md
expect 0 "$name" "$KBC" check
[ "$(grep -c baseline-gone "$said")" -eq 3 ] || not_ok "$name" 'not three entries are gone'
expect 0 "$name" "$KBC" check --write-baseline
says "$name" '0 new, 3 gone, 1 kept'
expect 0 "$name" "$KBC" check
says "$name" 'clean; the baseline has 1'
finish

name='with one file named, entries of others are neither gone nor lost'
fresh
expect 0 "$name" "$KBC" check --write-baseline
page 'Gateway timeout' 'The bank is slow.' >kb/gateway.md
page 'Bank timeout' 'The bank is slow.' >kb/bank.md
expect 0 "$name" "$KBC" check kb/bank.md
[ "$(grep -c baseline-gone "$said")" -eq 1 ] || not_ok "$name" 'not one entry is gone'
printf '3. Wait\n' >>kb/bank.md
printf '3. Wait\n' >>kb/gateway.md
expect 0 "$name" "$KBC" check --write-baseline kb/bank.md
says "$name" '1 new, 1 gone, 3 kept'
expect 1 "$name" "$KBC" check
says "$name" 'kb/gateway.md:9:1: error'
finish

name='two branches that both wrote it merge line by line'
fresh
expect 0 "$name" "$KBC" check --write-baseline
git add . && git commit -qm one
git checkout -qb other
page 'Alarm timeout' TODO >kb/alarm.md
expect 0 "$name" "$KBC" check --write-baseline
git add . && git commit -qm two
git checkout -q -
page 'Zone timeout' TODO >kb/zone.md
expect 0 "$name" "$KBC" check --write-baseline
git add . && git commit -qm three
expect 0 "$name" git merge -q -m four other
expect 0 "$name" "$KBC" check
says "$name" '4 cases in 4 files: clean; the baseline has 8'
finish

name='it is the same from every folder, and by its option'
fresh
expect 0 "$name" "$KBC" check --write-baseline
cd kb || exit 1
expect 0 "$name" "$KBC" check
says "$name" 'clean; the baseline has 4'
expect 0 "$name" "$KBC" check --baseline ../known.jsonl
expect 2 "$name" "$KBC" check --baseline known.jsonl
expect 0 "$name" "$KBC" check --quiet --baseline own.jsonl --write-baseline
says "$name" 'baseline own.jsonl: 4 new'
cmp -s own.jsonl ../known.jsonl || not_ok "$name" 'the two differ'
cd .. || exit 1
finish

name='what cannot be written leaves the old one'
fresh
expect 0 "$name" "$KBC" check --write-baseline
cp known.jsonl before.jsonl
printf 'not json\n' >>known.jsonl
expect 2 "$name" "$KBC" check --write-baseline
says "$name" 'known.jsonl:6:1: error[KBC1240 baseline-unusable]'
mkdir shut && cp before.jsonl shut/known.jsonl && printf '3. Wait\n' >>kb/bank.md && chmod 500 shut
if [ "$(id -u)" -ne 0 ]; then
  expect 3 "$name" "$KBC" check --baseline shut/known.jsonl --write-baseline
  cmp -s shut/known.jsonl before.jsonl || not_ok "$name" 'the old one has changed'
fi
chmod 700 shut
finish

name='more than a baseline may hold is refused, and every finding is shown'
fresh
awk 'BEGIN { print "# Long\n\n## Cause\nThe bank.\n\n## Actions"
  for (i = 1; i <= 12000; i++) print i ". x" i }' >kb/long.md
"$KBC" check --write-baseline >"$said" 2>&1
[ $? -eq 3 ] || not_ok "$name" 'status is not 3'
[ -e known.jsonl ] && not_ok "$name" 'it was written'
[ "$(grep -c '^kb/long.md.*error' "$said")" -gt 7000 ] || not_ok "$name" 'findings are missing'
grep -v '^ \|^kb/long' "$said" >"$said.short" && mv "$said.short" "$said"
said_room=$(sed -n 's/.*known.jsonl was not written: of 12004 findings \([0-9]*\) fit into 1 MiB.*/\1/p' "$said")
[ "${said_room:-0}" -gt 5000 ] || not_ok "$name" 'it does not say how many fit'
finish

name='as many as it says are written, and can be read'
awk -v n=$((${said_room:-5} - 4)) 'BEGIN { print "# Long\n\n## Cause\nThe bank.\n\n## Actions"
  for (i = 1; i <= n; i++) print i ". x" i }' >kb/long.md
expect 0 "$name" "$KBC" check --write-baseline
expect 0 "$name" "$KBC" check
{ cat known.jsonl; sed 1d known.jsonl; } >twice && mv twice known.jsonl
expect 2 "$name" "$KBC" check
says "$name" 'known.jsonl" has more than 1 MiB'
grep -q 'split it' "$said" && not_ok "$name" 'it gives advice for cases'
finish

name='errors of the schema and unreadable files are never taken into it'
fresh
printf '# Bytes \377\n' >kb/bytes.md
"$KBC" check --write-baseline >"$said" 2>&1
grep -q 'kb/gone\|schema-' known.jsonl && not_ok "$name" 'it has one of them'
ln -s nowhere kb/link.md
expect 1 "$name" "$KBC" check --write-baseline
says "$name" 'file-refused'
grep -q 'file-refused' known.jsonl && not_ok "$name" 'it has one of them'
finish

name='projects have their own, or share one'
fresh
mkdir -p web/kb data/kb
mv kb/gateway.md web/kb/a.md && mv kb/bank.md data/kb/a.md && mv kbc.yaml case.yaml && rmdir kb
printf 'kbc: 1\nprojects:\n  - {root: web, schema: case.yaml}\n' >kbc.yaml
printf '  - {root: data, schema: case.yaml, name: data, baseline: old/data.jsonl}\n' >>kbc.yaml
expect 0 "$name" "$KBC" check --write-baseline
for file in web/known.jsonl old/data.jsonl; do
  [ -f "$file" ] || not_ok "$name" "$file is missing"
done
expect 0 "$name" "$KBC" check
says "$name" 'clean; the baseline has 4'
expect 0 "$name" "$KBC" check --baseline all.jsonl --write-baseline
says "$name" 'baseline all.jsonl: 4 new'
expect 0 "$name" "$KBC" check --baseline all.jsonl
expect 0 "$name" "$KBC" check --baseline all.jsonl web
says "$name" '1 case in 1 file: clean; the baseline has 2'
finish

exit $result
