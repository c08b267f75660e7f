#!/bin/sh
# Proves that each wall can fail: builds a small tree that is in order, then breaks it in one
# way after the other and expects the wall that stands there, and no other, to say so.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

# A tree that no wall objects to.
fresh() {
  rm -rf "$work/tree"
  mkdir -p "$work/tree/compiler/base" "$work/tree/compiler/read" "$work/tree/compiler/parse"
  cd "$work/tree" || exit 1
  for folder in . base read parse; do echo 'The house.' >"compiler/$folder/README.md"; done
  echo 'all:' >Makefile
  cat >compiler/base/str.h <<'EOT'
/* A view of bytes. */
struct str { const char *p; };
int str_length(struct str s);
EOT
  cat >compiler/base/str.c <<'EOT'
/* A view of bytes. */
#include "base/str.h"

#include <string.h>

/* A goto, an exit() and a printf() in a comment or a "string: goto" are none. */
static const char *const NAMES[] = {"goto", "exit(", "printf("};

int str_length(struct str s) { return s.p == NAMES[0] ? 0 : 1; }
EOT
  cat >compiler/parse/yaml.c <<'EOT'
/* The only file that knows libyaml. */
#include <yaml.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "base/str.h"
EOT
}

# expect WALL: what was just done to the tree makes this wall fail, and only this one.
expect() {
  got=$(SELF_TEST=yes ROOT=$work/tree BUILD='' sh "$here/run.sh" 2>&1 | sed -n 's/^not ok wall //p')
  if [ "$got" = "$1" ]; then
    echo "ok wall can fail: ${1:-(nothing does in a clean tree)}"
  else
    echo "not ok wall can fail: $1"
    echo "  what failed: ${got:-nothing}"
    status=1
  fi
  fresh
}

# lines N TEXT: the text N times.
lines() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) print text }'; }

fresh
expect ''

# ---- includes.py -------------------------------------------------------------------------
echo '#include "parse/yaml.h"' >>compiler/base/str.c
expect 'includes point left'
printf '/* A stage that sees a stage. */\n#include "parse/yaml.h"\n' >compiler/read/read.c
expect 'includes point left'
printf '/* Where is it? */\n#include "str.h"\n' >compiler/base/map.c
expect 'includes point left'
printf '/* A second one. */\n#include <yaml.h>\n' >compiler/parse/front.c
expect 'one file for each library'
printf '/* One hash here, one there. */\n#include <nettle/md5.h>\n' >compiler/parse/front.c
expect 'one file for each library'
printf '/* Threads begin here. */\n#include <pthread.h>\n' >compiler/base/a.c
printf '/* Threads begin there. */\n#include <pthread.h>\n' >compiler/base/b.c
expect 'one file for each library'
printf '/* Drags a library along. */\n#include <cmark.h>\nint x(void);\n' >compiler/base/a.h
expect 'one file for each library'
printf '/* All of base. */\n#ifndef B\n#define B\n#include "base/str.h"\n#include "base/map.h"\n#endif\n' \
  >compiler/base/base.h
expect 'no umbrella header'

# ---- layout.py ---------------------------------------------------------------------------
lines 400 'struct str;' >>compiler/base/str.h
expect 'files of at most 400 lines'
{ echo 'int long_one(int x)'; echo '{'; lines 58 '  x++;'; echo '  return x; }'; } \
  >>compiler/base/str.c
expect 'functions of at most 60 lines'
lines 96 '' | tr '\n' x | sed 's|^|// |' >>compiler/base/str.c
echo >>compiler/base/str.c
expect 'lines of at most 96 columns'
echo 'int bare(void);' >compiler/base/bare.h
expect 'files open with their purpose'
printf '/* str.h */\nint bare(void);\n' >compiler/base/bare.h
expect 'files open with their purpose'

# ---- manners.py --------------------------------------------------------------------------
echo 'void f(void) { goto end; end:; }' >>compiler/base/str.c
expect 'no goto'
echo 'typedef struct str str;' >>compiler/base/str.h
expect 'no typedef of a struct'
printf '#define LIST(X) \\\n  X(one) \\\n  X(two)\n' >>compiler/base/str.c
expect 'X-macro lists stand in headers'
echo 'void *x(void) { return cmark_parser_new(0); }' >>compiler/base/str.c
expect 'cmark asks no allocator of its own'
for speech in 'exit(1)' 'abort()' 'printf("x")' 'fprintf(stderr, "x")' 'puts("x")' '_exit(1)'; do
  echo "void f(void) { $speech; }" >>compiler/base/str.c
  expect 'only a few print or exit'
done

# ---- tree.py -----------------------------------------------------------------------------
mkdir utils && echo x >utils/README.md
expect 'nothing strange at the top'
rm compiler/README.md
expect 'every folder has its manual'
rm compiler/parse/README.md
expect 'every folder has its manual'
printf 'no line end' >Makefile
expect 'text files are tidy'
printf 'carriage return\r\n' >Makefile
expect 'text files are tidy'
printf 'white space \n' >Makefile
expect 'text files are tidy'
printf '\377\n' >Makefile
expect 'text files are tidy'
echo "made in $work/tree" >Makefile
expect 'no machine and no package host is named'
echo "see /""home/somebody/notes" >Makefile
expect 'no machine and no package host is named'
echo "from registry"".packages.org" >Makefile
expect 'no machine and no package host is named'

# ---- symbols.sh --------------------------------------------------------------------------
# archive CODE: a library of that one line, position-independent like ours.
archive() {
  rm -f "$work/x.a"
  echo "$1" >"$work/x.c"
  "${CC:-cc}" -fPIE -c -o "$work/x.o" "$work/x.c" && ar rcs "$work/x.a" "$work/x.o"
}
symbols() {
  archive "$2"
  if sh "$here/symbols.sh" "$work/x.a" >"$work/said"; then got=silent; else got=complains; fi
  if [ "$got" = "$1" ]; then
    echo "ok wall symbols: $1 about: $2"
  else
    echo "not ok wall symbols: not $1 about: $2"
    sed 's/^/  /' "$work/said"
    status=1
  fi
}
if command -v "${CC:-cc}" >/dev/null 2>&1; then
  symbols complains 'int counter;'
  symbols complains 'static int counter = 1; int next(void) { return counter++; }'
  symbols complains 'int next(void) { static int counter; return counter++; }'
  symbols complains '_Thread_local int counter;'
  symbols complains 'const char *name = "a pointer that can be changed";'
  symbols complains 'static _Thread_local void *arena_in_use; void *use(void) { return arena_in_use; }'
  symbols silent 'const char *const names[] = {"a", "b"}; const int n = 2;'
fi

# ---- scripts.sh --------------------------------------------------------------------------
if command -v shellcheck >/dev/null 2>&1; then
  printf '#!/bin/sh\necho %s\n' "\$1" >compiler/bad.sh
  expect 'shellcheck is silent'
fi
if "${PYTHON:-python3}" -m pyflakes --version >/dev/null 2>&1 || command -v pyflakes3 >/dev/null; then
  printf '"""Nothing."""\nimport os\n' >compiler/bad.py
  expect 'pyflakes is silent'
fi

exit "$status"
