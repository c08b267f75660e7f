#!/bin/sh
# Holds what reads C without running it against compiler/: each tool has nothing to say.
#
#   lint.sh BUILD [TOOL…]     gcc clang analyzer tidy cppcheck; all of them if none is named
#
# What a tool says and is not so is answered where it says it, by a comment with the reason, or
# has a row in answers.txt (of gcc and clang-tidy) or cppcheck.txt beside this script. A row of
# the former that answers nothing any more is a failure, too.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$1
shift
[ $# -gt 0 ] || set -- gcc clang analyzer tidy cppcheck
here=tests/tools
mkdir -p "$build/lint"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
headers=$(sed -n 's/^LIBRARY_CFLAGS := //p' "$build/flags.mk")
language="-std=c11 -D_POSIX_C_SOURCE=200809L -Icompiler -pthread $headers"
status=0

# The engine's parts are no files of their own: matcher.c includes them.
find compiler -name '*.c' -not -path 'compiler/matcher/engine/*' | LC_ALL=C sort \
  >"$build/lint/files"

# each FILES-AT-A-TIME COMMAND…: what the command says about all files, in their order.
each() {
  at_a_time=$1
  shift
  rm -rf "$build/lint/said"
  mkdir "$build/lint/said"
  # shellcheck disable=SC2016 # for the shell that xargs starts
  xargs -P "$jobs" -n "$at_a_time" sh -c '
    said=$1 words=$2
    shift 2
    $words "$@" >"$said/$(echo "$1" | tr / ,)" 2>&1 || echo "$1: status $?" >>"$said/$(echo "$1" | tr / ,)"' \
    each "$build/lint/said" "$*" <"$build/lint/files"
  (cd "$build/lint/said" && LC_ALL=C cat -- *)
}

# verdict TOOL: its log has no line.
verdict() {
  if [ -s "$build/lint/$1.log" ]; then
    echo "not ok lint $1"
    sed 's/^/  /' "$build/lint/$1.log"
    status=1
  else
    echo "ok lint $1"
  fi
}

# What both compilers are asked for beyond the warnings of each build. Left out: what argues
# with -Wswitch about switches that name every value, and -Wnull-dereference, which takes the
# pointer of an empty text for one that is read.
gcc_warnings='-Wall -Wextra -Wpedantic -Wduplicated-cond -Wduplicated-branches -Wlogical-op
  -Wjump-misses-init -Wdouble-promotion -Wcast-align=strict -Wformat-signedness
  -Wformat-overflow=2 -Wformat-truncation=2 -Walloca -Wtrampolines -Wnested-externs
  -Wunused-const-variable=2 -Wstringop-overflow=4 -Wshift-overflow=2 -Wdate-time -Winit-self
  -Wstrict-overflow=2 -Wmissing-declarations -Wvla -Wshadow -Wconversion -Wcast-qual'

# clang is asked for everything. Not for: the padding of structs; C11 as C11 allows it; switches
# without default that name every value, and the default that some have besides; a macro of the
# C library that names itself; numbers that are compared with whole ones on purpose; calls whose
# enum becomes a number; the names of the system that some files ask for; flags of utf8proc that
# are joined; "i++, j++"; what is set wherever it is read, which clang cannot follow through two
# conditions; code that only another page size runs; a static function that always dies.
clang_warnings='-Weverything -Wno-padded -Wno-declaration-after-statement -Wno-switch-enum
  -Wno-covered-switch-default -Wno-disabled-macro-expansion -Wno-float-equal
  -Wno-bad-function-cast -Wno-reserved-macro-identifier -Wno-unused-macros -Wno-assign-enum
  -Wno-comma -Wno-conditional-uninitialized -Wno-unreachable-code -Wno-missing-noreturn
  -Wno-unsafe-buffer-usage -Wno-switch-default -Wno-pre-c11-compat -Wno-unknown-warning-option'

lint_gcc() {
  # The optimiser sees what the parser does not.
  # shellcheck disable=SC2086 # lists of words
  each 1 gcc $language -O2 $gcc_warnings -c -o /dev/null | grep -E 'warning:|error:|: status '
}

lint_clang() {
  # shellcheck disable=SC2086 # lists of words
  each 8 clang $language -fsyntax-only $clang_warnings | grep -E 'warning:|error:|: status '
}

# unanswered BEGINNING: the warnings without a row in answers.txt, which has a file, a warning,
# and why it is none; and the rows whose warning begins so and did not come.
unanswered() {
  LC_ALL=C sort -u | awk -v answers="$here/answers.txt" -v beginning="$1" '
    BEGIN {
      while ((getline row < answers) > 0) {
        split(row, part, " ")
        if (index(part[2], beginning) == 1 && row !~ /^#/) waits[part[1] " " part[2]] = 1
      }
    }
    {
      file = $1; sub(/:.*/, "", file)
      name = $NF; gsub(/[][]/, "", name)
      key = file " " name
      if (key in waits) met[key] = 1; else print
    }
    END { for (key in waits) if (!(key in met)) print answers ": answers nothing: " key }'
}

lint_analyzer() {
  # shellcheck disable=SC2086 # a list of words
  each 1 gcc $language -O2 -fanalyzer -fdiagnostics-plain-output -c -o /dev/null |
    grep -E 'warning:|error:|: status ' | unanswered -Wanalyzer-
}

lint_tidy() {
  # shellcheck disable=SC2016 # for the shell that xargs starts
  xargs -P "$jobs" -n 4 sh -c '
    words=$1
    shift
    clang-tidy --quiet "$@" -- $words 2>/dev/null' each "$language" <"$build/lint/files" |
    grep -E 'warning:|error:' | sed "s|^$PWD/||" | unanswered clang-analyzer-
}

lint_cppcheck() {
  xargs cppcheck --std=c11 -Icompiler -D_POSIX_C_SOURCE=200809L --quiet -j "$jobs" \
    --enable=warning,performance,portability,style --inline-suppr \
    --suppressions-list="$here/cppcheck.txt" \
    --template='{file}:{line}: {severity}: {message} [{id}]' <"$build/lint/files" 2>&1 |
    LC_ALL=C sort -u
}

for tool; do
  case $tool in
    gcc | clang | cppcheck) program=$tool ;;
    analyzer) program=gcc ;;
    tidy) program=clang-tidy ;;
    *) echo "lint.sh: there is no $tool" >&2; exit 2 ;;
  esac
  if ! command -v "$program" >/dev/null 2>&1; then
    echo "ok lint $tool # SKIP $program is not here: run  make setup-tools"
    continue
  fi
  case $tool in
    gcc) lint_gcc ;;
    clang) lint_clang ;;
    analyzer) lint_analyzer ;;
    tidy) lint_tidy ;;
    cppcheck) lint_cppcheck ;;
  esac >"$build/lint/$tool.log"
  verdict "$tool"
done
exit "$status"
