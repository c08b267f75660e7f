"""The walls between the folders of compiler/: who may include whom, and who a library."""
import re

import wall

# An include points left; the stages of one column do not see each other.
COLUMN = {"base": 0, "diag": 1, "model": 2, "matcher": 3, "read": 4, "parse": 4, "check": 4,
          "link": 4, "lint": 4, "emit": 4, "driver": 5, "main.c": 6}

# Headers of C, POSIX and the compilers. Any other in <> belongs to a library, and pthread.h counts as one.
SYSTEM = set("""assert ctype errno fcntl float getopt inttypes iso646 langinfo limits locale math
  poll setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn
  string strings termios time unistd wchar wctype dirent glob fnmatch emmintrin immintrin
  arm_neon""".split())
SYSTEM_FOLDERS = ("sys/", "sanitizer/", "linux/")

# Headers of one library that come together.
SAME_LIBRARY = {"nettle/": "nettle/*.h"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def folder(name):
    parts = name.split("/")
    return parts[1] if len(parts) > 1 else ""


def includes():
    for name in wall.c_files():
        source = wall.code(name, strings=True)
        for match in INCLUDE.finditer(source):
            yield name, wall.line_of(source, match.start()), match[1] == "<", match[2]


def direction():
    for name, line, angled, header in includes():
        if angled or header == "version.h":
            continue
        here, there = folder(name), header.split("/")[0]
        if "/" not in header:
            yield f'{name}:{line}: "{header}" is not written as "folder/file.h"'
        elif here not in COLUMN or there not in COLUMN:
            if here != there:
                yield f"{name}:{line}: {here} includes {there}: not a folder of the plan"
        elif here != there and COLUMN[there] >= COLUMN[here]:
            yield f"{name}:{line}: {here} must not include {there}"


def libraries():
    users = {}
    for name, line, angled, header in includes():
        if not angled or header.startswith(SYSTEM_FOLDERS) or header[:-2] in SYSTEM:
            continue
        library = next((SAME_LIBRARY[start] for start in SAME_LIBRARY
                        if header.startswith(start)), header)
        if name.endswith(".h"):
            yield f"{name}:{line}: a header must not include <{header}>"
        else:
            users.setdefault(library, {}).setdefault(name, line)
    for library, names in sorted(users.items()):
        for name, line in sorted(names.items())[1:]:
            yield f"{name}:{line}: <{library}> is for {min(names)} alone"


def umbrellas():
    for name in wall.c_files(".h"):
        source = wall.code(name, strings=True)
        if len(INCLUDE.findall(source)) < 2:
            continue
        defines = re.findall(r"^[ \t]*#[ \t]*define[ \t]+\w+[ \t(]+\S", source, re.M)
        if not wall.directives(source).strip() and not defines:
            yield f"{name}:1: includes others and declares nothing itself"


wall.wall("includes point left", direction())
wall.wall("one file for each library", libraries())
wall.wall("no umbrella header", umbrellas())
wall.finish()
