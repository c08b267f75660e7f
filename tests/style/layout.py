"""The walls that are measures: how long a file, a function, a line is, and how a file opens."""
import re

import wall

FILE, FUNCTION, LINE = 400, 60, 96


def long_files():
    for name in wall.c_files():
        lines = wall.text(name).count("\n")
        if lines > FILE:
            yield f"{name}:{lines}: {lines} lines, {FILE} are the limit"


def long_lines():
    for name in wall.c_files():
        for number, line in enumerate(wall.text(name).split("\n"), 1):
            if len(line) > LINE:
                yield f"{name}:{number}: {len(line)} columns, {LINE} are the limit"


def functions(source):
    """(first line, last line, name) of each function, counted from where its type stands."""
    source = wall.directives(source)
    depth, start, opened, head = 0, None, None, 0
    for match in re.finditer(r"[{};]", source):
        if match.group() == "{":
            if depth == 0:
                signature = source[head:match.start()]
                opened = re.search(r"(\w+)\s*\([^{}]*\)\s*(?:__attribute__\s*\(.*\)\s*)?$", signature,
                                   re.S)
                start = head + len(signature) - len(signature.lstrip())
            depth += 1
        elif match.group() == "}":
            depth -= 1
            if depth == 0:
                if opened:
                    yield wall.line_of(source, start), wall.line_of(source, match.start()), opened[1]
                head = match.end()
        elif depth == 0:
            head = match.end()


def long_functions():
    for name in wall.c_files():
        for first, last, function in functions(wall.code(name)):
            if last - first + 1 > FUNCTION:
                yield (f"{name}:{first}: {function} has {last - first + 1} lines, "
                       f"{FUNCTION} are the limit")


def openings():
    for name in wall.c_files():
        opening = re.match(r"/\*(.*?)\*/|//[ \t]*(\S[^\n]*)", wall.text(name), re.S)
        words = (opening[1] or opening[2] or "") if opening else ""
        if not opening:
            yield f"{name}:1: opens without a comment that says what it is for"
        elif len(words.split()) < 3 or not re.search(r"[.!?:](\s|$)", words):
            yield f"{name}:1: its opening comment is no sentence"


wall.wall(f"files of at most {FILE} lines", long_files())
wall.wall(f"functions of at most {FUNCTION} lines", long_functions())
wall.wall(f"lines of at most {LINE} columns", long_lines())
wall.wall("files open with their purpose", openings())
wall.finish()
