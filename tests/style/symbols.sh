#!/bin/sh
# The wall against state: no object of the library holds data that can be written to.
#
#   symbols.sh LIBRARY
#
# The section tells, not the letter of nm: a constant table of pointers lies in .data.rel.ro,
# which the loader fills in and then locks, and nm calls it "d" like a variable. One variable is
# let through, a thread's own: cmark's calls for memory are handed no context.
set -u
name='wall no writable globals'
[ -f "$1" ] || { echo "not ok $name"; echo "  $1 is not there"; exit 1; }
found=$(objdump -t "$1" | awk '
  /:     file format / { object = $1; sub(/:$/, "", object) }
  {
    at = 0
    for (i = 2; i <= NF; i++)
      if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $i !~ /^\.data\.rel\.ro/) { at = i; break }
    if (!at || $NF == $at) next                    # the section itself
    if ($NF ~ /^(__|\.L|_?DW\.ref)/) next          # what compiler and sanitizer add
    if (object ~ /^markdown_memory\.o/ && $NF == "arena_in_use" && $at == ".tbss") next
    print "  " object ": " $NF " lies in " $at
  }')
if [ -n "$found" ]; then
  echo "not ok $name"
  echo "$found"
  exit 1
fi
echo "ok $name"
