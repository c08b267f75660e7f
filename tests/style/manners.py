"""The walls inside a C file: words that are not used, and who may print or end the program."""
import re

import wall

# Who may: the end of the program, the printers, the commands.
SPEAKERS = ("compiler/base/die.", "compiler/diag/", "compiler/driver/", "compiler/main.c")
SPEECH = re.compile(
    r"(?<![\w.>])(?:_?_?exit|_Exit|quick_exit|abort|v?printf|puts|putchar|perror)\s*\(|\b(?:stdout|stderr)\b")


def words(pattern, complaint, suffixes=(".c", ".h")):
    for name in wall.c_files(*suffixes):
        source = wall.code(name)
        for match in re.finditer(pattern, source, re.M):
            yield f"{name}:{wall.line_of(source, match.start())}: {complaint}"


def speech():
    for name in wall.c_files(".c"):
        if name.startswith(SPEAKERS):
            continue
        source = wall.code(name)
        for match in SPEECH.finditer(source):
            word = match.group().rstrip("( \t\n")
            yield f"{name}:{wall.line_of(source, match.start())}: {word} is not for this folder"


wall.wall("no goto", words(r"\bgoto\b", "goto"))
wall.wall("no typedef of a struct", words(r"\btypedef\s+(?:struct|union|enum)\b", "typedef"))
# A list takes the macro that it applies to each row: #define RULES(X) X(one) X(two).
wall.wall("X-macro lists stand in headers",
          words(r"^[ \t]*#[ \t]*define[ \t]+\w+\((\w+)\)(?=(?:[^\n]*\\\n)*[^\n]*\b\1[ \t]*\()",
                "a list for an X macro", (".c",)))
# Whatever else of cmark is linked, only these ask the allocator that it brings, which aborts.
wall.wall("cmark asks no allocator of its own",
          words(r"\bcmark_(?:parser_new|node_new|parse_document|parse_file|markdown_to_html|"
                r"get_default_mem_allocator)\b", "cmark's own allocator aborts without memory"))
wall.wall("only a few print or exit", speech())
wall.finish()
