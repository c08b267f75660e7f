#!/bin/sh
# The hooks, run by pre-commit when somebody commits.
set -u
if ! command -v pre-commit >/dev/null 2>&1; then
  echo "ok pre-commit # SKIP pre-commit is not here"
  exit 0
fi
case ${BUILD##*/} in
  release) ;;
  *) echo "ok pre-commit # SKIP the plain build is enough"; exit 0 ;;
esac
# The hook that builds takes its time for building, and how fast its kbc is asks nobody.
export CFLAGS='-O0 -U_FORTIFY_SOURCE'
export PRE_COMMIT_HOME="$WORK/pre-commit" XDG_CACHE_HOME="$WORK/cache"
mkdir bin && ln -s "$KBC" bin/kbc
PATH=$WORK/bin:$PATH
status=0

# tell NAME passes|fails STATUS [PATTERN]: the commit in `log` must end so, and say that.
tell() {
  ended=fails
  [ "$3" -ne 0 ] || ended=passes
  if [ "$2" = $ended ] && grep -q -e "${4-}" log; then
    echo "ok pre-commit: $1"
    return
  fi
  echo "not ok pre-commit: $1"
  echo "  it $ended, and should have said: ${4-}"
  tail -n 30 log | sed 's/^/  /'
  status=1
}

# The project as pre-commit clones it: what is there, committed or not.
(cd "$ROOT" && { git ls-files -co --exclude-standard 2>/dev/null || find compiler schema .pre-commit-hooks.yaml Makefile -type f; }) >files
mkdir project && (cd "$ROOT" && tar cf - -T "$WORK/files" 2>/dev/null) | (cd project && tar xf -)
(cd project && git init -q && git add -A -f && git commit -qm project) || exit 1
revision=$(git -C project rev-parse HEAD)

# start FOLDER HOOK...: a repository with cases, all committed, and these hooks.
start() {
  rm -rf "$1" && mkdir -p "$1/schema" && cp "$ROOT/schema/case.yaml" "$1/schema" &&
    cp -R "$ROOT/kb" "$1" && cd "$1" && git init -q || exit 1
  shift
  {
    echo "repos:"
    echo "  - repo: $WORK/project"
    echo "    rev: $revision"
    echo "    hooks:"
    for hook in "$@"; do echo "      - id: $hook"; done
  } >.pre-commit-config.yaml
  printf '# Notes\n\nNothing to check here.\n' >NOTES.md
  echo 'services: {}' >compose.yaml
  git add -A && git commit -qm start && pre-commit install >/dev/null || exit 1
  cd "$WORK" || exit 1
}

# commit FOLDER: everything that has changed.
commit() {
  git -C "$1" add -A && (cd "$1" && git commit -qm change) >log 2>&1
}

# broken and whole: one case, with and without a mistake.
case_of() {
  printf -- '---\nservice: pay-api\nerror_message: %s\n---\n# Pay - Certificate\n\n' "$1"
  printf '## Incident Summary\n[ERROR] 2026-01-01T00:00:00.000Z pay-api/v1 [%s]: ' "$2"
  printf 'x509: certificate has expired\n\n## Root Cause\nNobody renewed the certificate.\n\n'
  printf '## Action Items\n1. Renew the certificate.\n2. Watch the date of the next one.\n'
}
whole='"x509: certificate has expired"'

start work kbc
case_of 'x509: certificate has expired' c0ffee01 >work/kb/certificate.md
commit work
tell 'a bad case stops the commit and says what to write' fails $? 'help: write  error_message: "x509'
case_of "$whole" c0ffee01 >work/kb/certificate.md
commit work
tell 'mended, it is committed' passes $?
case_of "$whole" c0ffee02 >work/kb/again.md
commit work
tell 'a case is compared with those that were not named' fails $? 'duplicate-identity'
rm work/kb/again.md
echo more >>work/NOTES.md
echo '# more' >>work/compose.yaml
commit work
tell 'files that are no cases pass' passes $?
sed 's/minLength: 4/minLength: 40/' work/schema/case.yaml >schema.new && cp schema.new work/schema/case.yaml
commit work
tell 'a schema that is changed is held against all cases' fails $? 'value-length'
git -C work checkout -q HEAD -- .
i=0
while [ $i -lt 400 ]; do
  case_of "\"x509: certificate has expired $i\"" "$(printf '%08x' $i)" |
    sed "s/has expired\$/has expired $i/; s/^# .*/# Pay - Certificate $i/" >"work/kb/many-$i.md"
  i=$((i + 1))
done
commit work
tell 'four hundred files at once' passes $?

start mend kbc-fix kbc
case_of 'x509: certificate has expired' c0ffee01 >mend/kb/certificate.md
commit mend
tell 'kbc-fix mends, and the commit waits for it' fails $? 'files were modified by this hook'
commit mend
tell 'what kbc-fix has mended is committed' passes $?
grep -q '^error_message: "x509: certificate has expired"$' mend/kb/certificate.md
tell 'it was mended as the message says' passes $?

start all kbc-all kbc-build-fresh
(cd all && "$KBC" build -q)
commit all
tell 'kbc-all and kbc-build-fresh pass what is fresh' passes $?
printf '\nAnd more.\n' >>all/NOTES.md
sed 's/^1\. /1. First, /' "all/$(cd all && git ls-files 'kb/*.md' | grep -v README | head -n 1)" >case.new
cp case.new "all/$(cd all && git ls-files 'kb/*.md' | grep -v README | head -n 1)"
commit all
tell 'kbc-build-fresh stops what is stale' fails $? 'kbc build --check'

# Two hooks at the same time make one program.
(cd project && sh compiler/hook.sh --version >"$WORK/one" 2>&1) &
(cd project && sh compiler/hook.sh --version >"$WORK/two" 2>&1) &
wait
cat one two >log
[ "$(grep -c '^kbc [0-9]' log)" -eq 2 ] && [ "$(find cache -name kbc -type f | wc -l)" -eq 1 ]
tell 'kbc-src is built once, under a lock' passes $?
start source kbc-src
case_of 'x509: certificate has expired' c0ffee01 >source/kb/certificate.md
commit source
tell 'kbc-src stops a bad case' fails $? 'yaml-plain-colon'
mkdir none
(cd project && PKG_CONFIG_LIBDIR=$WORK/none XDG_CACHE_HOME=$WORK/other sh compiler/hook.sh check) >log 2>&1
[ $? -eq 3 ] && [ -z "$(find other -name kbc -type f)" ]
tell 'without a library it says what brings it, and installs nothing' passes $? '^kbc: cannot be built before that is installed'
exit $status
