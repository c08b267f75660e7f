#!/bin/sh
# The program without shared libraries, in a folder that holds nothing but it and a case.
set -u
name='static: the program runs in an empty root'
case ${BUILD##*/} in
  release) ;;
  *) echo "ok $name # SKIP the sanitizers need shared libraries"; exit 0 ;;
esac
if ! flags=$(sh "$ROOT/compiler/static.sh" "$WORK/lib" 2>log); then
  echo "ok $name # SKIP $(tail -n 1 log)"
  exit 0
fi
mkdir root
# shellcheck disable=SC2086 # a list of flags
if ! "$CC" -pthread -o root/kbc "$BUILD/obj/main.o" "$BUILD/libkbc.a" $flags 2>log; then
  echo "not ok $name"
  sed 's/^/  /' log
  exit 1
fi
cp "$(find "$ROOT/kb" -name '*.md' ! -name README.md | sort | head -n 1)" root/case.md
# Whoever is not root gets a root of his own, if the kernel lets him.
for way in chroot 'unshare -r chroot'; do
  # shellcheck disable=SC2086 # a command with its words
  $way root /kbc --version >/dev/null 2>&1 || continue
  # shellcheck disable=SC2086
  $way root /kbc check case.md >out 2>err
  status=$?
  if [ "$status" -eq 0 ] && grep -q '^1 case in 1 file: clean$' err; then
    echo "ok $name"
    exit 0
  fi
  echo "not ok $name"
  echo "  exit status $status"
  sed 's/^/  /' out err
  exit 1
done
if root/kbc --version >/dev/null 2>&1; then
  echo "ok $name # SKIP chroot is not allowed here"
  exit 0
fi
echo "not ok $name"
root/kbc --version 2>&1 | sed 's/^/  /'
exit 1
