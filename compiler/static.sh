#!/bin/sh
# Prints the flags that link every library of kbc into it, and makes the archives that the system
# does not bring.
#
#   static.sh FOLDER
#
# FOLDER takes those archives. Debian has cJSON as a shared library only: its archive is made of
# the source package of the very same system, which apt fetches; CJSON_SOURCE=FILE names another
# cJSON.c instead.
set -eu
folder=$1
mkdir -p "$folder"
say() { printf 'static: %s\n' "$*" >&2; }

archive_of() { "${CC:-cc}" -print-file-name="lib$1.a"; }
has_archive() { case $(archive_of "$1") in */*) return 0 ;; *) return 1 ;; esac }

# The source package, by lists of packages that are ours alone: nothing of the system changes.
fetch_cjson() {
  command -v apt-get >/dev/null 2>&1 ||
    { say "no archive of cJSON here, and no apt: name its source, CJSON_SOURCE=FILE"; exit 1; }
  apt=$(mktemp -d)
  mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/source"
  for list in /etc/apt/sources.list.d/*.sources; do
    [ -e "$list" ] && grep -q '^Suites:' "$list" && grep -qi debian "$list" &&
      sed 's/^Types:.*/Types: deb-src/' "$list" >"$apt/parts/$(basename "$list")"
  done
  [ -e /etc/apt/sources.list ] &&
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$apt/parts/old.list"
  set -- -q -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt/parts" \
    -o "Dir::State::Lists=$apt/lists" -o APT::Sandbox::User=root
  say "fetching the source of cJSON"
  (cd "$apt/source" && apt-get "$@" update && apt-get "$@" source --download-only cjson) \
    >"$folder/fetch.log" 2>&1 || { tail -n 5 "$folder/fetch.log" >&2; exit 1; }
  for tar in "$apt"/source/*.orig.tar.*; do
    (cd "$apt/source" && tar xf "$tar")
  done
  cp "$apt"/source/*/cJSON.c "$apt"/source/*/cJSON.h "$folder"
  rm -rf "$apt"
}

if ! has_archive cjson && [ ! -e "$folder/libcjson.a" ]; then
  if [ -n "${CJSON_SOURCE-}" ]; then
    cp "$CJSON_SOURCE" "$(dirname "$CJSON_SOURCE")/cJSON.h" "$folder"
  else
    fetch_cjson
  fi
  (cd "$folder" && "${CC:-cc}" -O2 -fPIE -c -o cJSON.o cJSON.c && ar rcs libcjson.a cJSON.o)
fi
for library in cmark yaml pcre2-8 utf8proc nettle z zstd sqlite3; do
  has_archive "$library" || { say "no archive of $library here"; exit 1; }
done
flags=-static
echo 'int main(void) { return 0; }' >"$folder/probe.c"
if "${CC:-cc}" -fPIE -static-pie -o "$folder/probe" "$folder/probe.c" 2>/dev/null; then
  flags=-static-pie
fi
rm -f "$folder/probe" "$folder/probe.c"
echo "$flags -L$folder -lcmark -lyaml -lcjson -lpcre2-8 -lutf8proc -lnettle -lz -lzstd -lsqlite3 -lm"
