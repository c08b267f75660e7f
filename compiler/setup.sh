#!/bin/sh
# Installs what building and testing need and this machine lacks; says nothing more if nothing is.
#
#   setup.sh            look, and install what is missing
#   setup.sh --check    look only: list what is missing, exit 1 if anything is
#   setup.sh --build          install what the program alone needs, without its tests
#   setup.sh --check-build    look only for that, and say how to get it
#   setup.sh --tools          install what only the long targets need, and not `make test`
#   setup.sh --check-tools    look only for that
#   setup.sh --python   print the Python that the tests run on
set -u

# What is needed, how to see that it is there, and the packages that bring it. "-": the system
# brings it by itself or has no package of it; the probe after the installation tells.
table='
need               apt                         dnf                         pacman             apk                         brew
compiler           gcc,libc6-dev               gcc                         gcc                gcc,musl-dev                -
pkg-config         pkg-config                  pkgconf-pkg-config          pkgconf            pkgconf                     pkgconf
git                git                         git                         git                git                         git
libcmark>=0.30     libcmark-dev                cmark-devel                 cmark              cmark-dev                   cmark
yaml-0.1           libyaml-dev                 libyaml-devel               libyaml            yaml-dev                    libyaml
libcjson           libcjson-dev                cjson-devel                 cjson              cjson-dev                   cjson
libpcre2-8         libpcre2-dev                pcre2-devel                 pcre2              pcre2-dev                   pcre2
libutf8proc        libutf8proc-dev             utf8proc-devel              libutf8proc        utf8proc-dev                utf8proc
nettle             nettle-dev                  nettle-devel                nettle             nettle-dev                  nettle
zlib               zlib1g-dev                  zlib-devel                  zlib               zlib-dev                    zlib
libzstd            libzstd-dev                 libzstd-devel               zstd               zstd-dev                    zstd
sqlite3            libsqlite3-dev              sqlite-devel                sqlite             sqlite-dev,sqlite-static    sqlite
cmocka             libcmocka-dev               libcmocka-devel             cmocka             cmocka-dev                  cmocka
sanitizers         libc6-dev                   libasan,libubsan            -                  -                           -
clang              clang                       clang                       clang              clang                       llvm
g++                g++                         gcc-c++                     gcc                g++                         -
jsonschema         python3,python3-jsonschema  python3,python3-jsonschema  python-jsonschema  python3,py3-jsonschema      -
pre-commit         pre-commit                  pre-commit                  pre-commit         pre-commit                  pre-commit
mandoc             mandoc                      mandoc                      mandoc             mandoc                      mandoc
zsh                zsh                         zsh                         zsh                zsh                         zsh
fish               fish                        fish                        fish               fish                        fish
xmllint            libxml2-utils               libxml2                     libxml2            libxml2-utils               -
ruby               ruby                        ruby                        ruby               ruby                        ruby
rg                 ripgrep                     ripgrep                     ripgrep            ripgrep                     ripgrep
npm                nodejs,npm                  nodejs,npm                  nodejs,npm         nodejs,npm                  node
zstd               zstd                        zstd                        zstd               zstd                        zstd
sqlite3-shell      sqlite3                     sqlite                      sqlite             sqlite                      sqlite
postgresql         postgresql                  postgresql-server           postgresql         postgresql                  postgresql
s390x-gcc          gcc-s390x-linux-gnu,libc6-dev-s390x-cross  -                -                  -                           -
qemu-s390x         qemu-user                   -                           -                  -                           -
parallel           parallel                    parallel                    parallel           parallel                    parallel
diff               diffutils                   diffutils                   diffutils          diffutils                   diffutils
xargs              findutils                   findutils                   findutils          findutils                   findutils
awk                mawk                        gawk                        gawk               gawk                        gawk
'

# The same for what lints, checks memory, makes the system fail and measures coverage.
tools='
need               apt                         dnf                         pacman             apk                         brew
shellcheck         shellcheck                  ShellCheck                  shellcheck         shellcheck                  shellcheck
pyflakes           pyflakes3                   python3-pyflakes            python-pyflakes    py3-pyflakes                -
cppcheck           cppcheck                    cppcheck                    cppcheck           cppcheck                    cppcheck
clang-tidy         clang-tidy                  clang-tools-extra           clang              clang-extra-tools           llvm
clang-runtime      libclang-rt-dev             compiler-rt                 compiler-rt        compiler-rt                 -
llvm-profdata      llvm                        llvm                        llvm               llvm                        llvm
valgrind           valgrind                    valgrind                    valgrind           valgrind                    -
strace             strace                      strace                      strace             strace                      -
afl-fuzz           afl++                       american-fuzzy-lop          afl++              -                           afl++
faketime           faketime                    libfaketime                 libfaketime        libfaketime                 libfaketime
disorderfs         disorderfs                  disorderfs                  -                  -                           -
localedef          locales                     glibc-locale-source         glibc              -                           -
i686-gcc           gcc-i686-linux-gnu,libc6-dev-i386-cross  -              -                  -                           -
'
case ${1-} in --tools | --check-tools) table=$tools ;; esac

say() { printf '%s\n' "$*"; }

# The first Python, at least 3.9, that has the module; nothing if none has.
python() {
  for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import sys, jsonschema; sys.exit(sys.version_info < (3, 9))' \
      >/dev/null 2>&1 && command -v "$candidate" && return
  done
  return 1
}

# links COMPILER SANITIZERS
links() {
  probe=$(mktemp -d) || return 1
  echo 'int main(void) { return 0; }' > "$probe/probe.c"
  "$1" "-fsanitize=$2" -o "$probe/probe" "$probe/probe.c" >/dev/null 2>&1
  answer=$?
  rm -rf "$probe"
  return "$answer"
}

has() {
  case $1 in
    compiler) command -v "${CC:-cc}" && echo 'int main(void){return 0;}' |
        "${CC:-cc}" -x c -o /dev/null - ;;
    sanitizers) links "${CC:-cc}" address,undefined ;;
    jsonschema) python ;;
    pkg-config | git | clang | g++ | xmllint | ruby | rg | npm | pre-commit | mandoc | zsh | fish | zstd | parallel)
      command -v "$1" ;;
    sqlite3-shell) command -v sqlite3 ;;
    postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
    s390x-gcc) command -v s390x-linux-gnu-gcc ;;
    i686-gcc) command -v i686-linux-gnu-gcc ;;
    pyflakes) "$(python)" -m pyflakes --version || command -v pyflakes3 ;;
    clang-runtime) links clang memory ;;
    localedef) command -v localedef && ls /usr/share/i18n/locales/tr_TR ;;
    shellcheck | cppcheck | clang-tidy | llvm-profdata | valgrind | strace | afl-fuzz | faketime | disorderfs)
      command -v "$1" ;;
    diff | xargs | awk | qemu-s390x) command -v "$1" ;;
    *) pkg-config --exists "$(say "$1" | sed 's/>=/ >= /')" ;;
  esac >/dev/null 2>&1
}

# The first word of each row that is not there. From cmocka on the rows are for tests.
missing() {
  say "$table" | while read -r need _; do
    case $need in '' | need) continue ;; esac
    case $need:${1-} in cmocka:--check-build | cmocka:--build) break ;; esac
    has "$need" || say "$need"
  done
}

manager() {
  for candidate in apt-get dnf pacman apk brew; do
    command -v "$candidate" >/dev/null 2>&1 && say "$candidate" && return
  done
  return 1
}

# The packages of one manager for the needs given, each once.
packages() {
  column=${1%-get}
  shift
  say "$table" | awk -v column="$column" -v needs="$*" '
    BEGIN { n = split(needs, list, " "); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }
    $1 == "need" { for (i = 2; i <= NF; i++) if ($i == column) at = i; next }
    wanted[$1] && $at != "-" {
      n = split($at, list, ",")
      for (i = 1; i <= n; i++) if (!seen[list[i]]++) printf "%s ", list[i]
    }'
}

install_command() {
  case $1 in
    apt-get) say env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ;;
    dnf) say dnf install -y --setopt=install_weak_deps=False ;;
    pacman) say pacman -Sy --noconfirm --needed ;;
    apk) say apk add ;;
    brew) say brew install ;;
  esac
}

case ${1-} in
  --python)
    python || { say "no Python >= 3.9 with the module jsonschema here: run  make setup" >&2; exit 1; }
    exit 0 ;;
  --check | --check-build | --build | --check-tools | --tools | '') ;;
  *) say "setup.sh: unknown argument $1" >&2; exit 2 ;;
esac

needs=$(missing "${1-}" | tr '\n' ' ')
needs=${needs% }
if [ -z "$needs" ]; then
  say "setup: all that is needed is here"
  exit 0
fi
say "setup: missing: $needs"
case ${1-} in --check | --check-tools) exit 1 ;; esac

if ! manager=$(manager); then
  [ "${1-}" = --check-build ] && exit 1
  say "setup: none of apt-get, dnf, pacman, apk and brew is here. Install by hand what is missing." >&2
  exit 1
fi
# shellcheck disable=SC2086 # a list of words
names=$(packages "$manager" $needs)
names=${names% }
if [ -z "$names" ]; then
  say "setup: $manager has no package of these: what needs them will say so"
  exit 0
fi
command="$(install_command "$manager") $names"
if [ "${1-}" = --check-build ]; then
  say "setup: this brings it:  $command"
  exit 1
fi
update=
[ "$manager" = apt-get ] && update='apt-get update -q'

as_root=
if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "setup: neither root nor sudo here. Run this as root, then come back:" >&2
    say "  ${update:+$update && }$command" >&2
    exit 1
  fi
  as_root=sudo
fi

say "setup: installing: $names"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for step in "$update" "$command"; do
  [ -n "$step" ] || continue
  say "  ${as_root:+$as_root }$step"
  # shellcheck disable=SC2086 # both are lists of words
  if ! $as_root $step >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    say "setup: that failed. The whole command:  ${as_root:+$as_root }$step" >&2
    exit 1
  fi
done

left=$(missing "${1-}" | tr '\n' ' ')
left=${left% }
# shellcheck disable=SC2086 # a list of words
if [ -n "$left" ] && [ -n "$(packages "$manager" $left)" ]; then
  say "setup: installed, and still missing: $left" >&2
  exit 1
fi
say "setup: ${left:+without $left, of which $manager has no package, }all that is needed is here now"
