"""A program that knows an older kb.h, and a newer build of the knowledge base as a shared object.

The newer one has more cases, a function more, and a struct kb_match that has grown at its end."""
import os
import re
import shutil

import corpus
from compilers import compile_with, run

HERE = os.path.dirname(os.path.abspath(__file__))
CC = os.environ.get("CC", "cc").split()


def newer_corpus():
    """The first case of the older one stands between two others."""
    files = corpus.small("kb")
    for name, service in (("0", "api"), ("b", "db")):
        files[f"kb/{name}.md"] = files["kb/a.md"].replace("web", service).replace(
            "it broke", "it fell over").replace("Case of kb", f"Case of {service}")
    return files


def grow(folder):
    """Makes kb.h and kb.c what a later kbc may write; answers what could not be changed."""
    problems = []

    def change(name, pattern, text):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            old = file.read()
        new, count = re.subn(pattern, text, old, count=1)
        if count != 1:
            problems.append(f"{name} has no {pattern}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)

    change("kb.h", r"(  struct kb_pair fields\[KB_FIELDS\];[^\n]*\n)", r"\1  size_t more[8];\n")
    change("kb.h", r"(size_t kb_case_count\(void\);\n)", r"\1int kb_is_newer(void);\n")
    change("kb.c", r"(\nsize_t kb_case_count\(void\) \{\n)",
           r"\nint kb_is_newer(void) {\n  return 1;\n}\n\1")
    change("kb.c", r"(static void kb_take_over\([^{]*\{\n)", r"\1  match->more[0] = 7;\n")
    return problems


def exported(path):
    """The names that a shared object shows."""
    _, out, _ = run(["nm", "-D", "--defined-only", path])
    return {line.split()[-1] for line in out.decode().splitlines()}


def declared(header):
    """The functions of kb.h that are not written out there."""
    with open(header, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    inline = set(re.findall(r"static inline \w+ (\w+)\(", text))
    return set(re.findall(r"^[a-z][\w *]*?\b(kb_\w+)\(", text, re.M)) - inline


def expected(case, cases):
    fields = "3 fields, 0 bytes behind it\n"
    lines = "".join(f"{name}: {case} 09:09:{second} web: it broke of 3 fields\n"
                    for name, second in (("block", "09"), ("tail", "11")))
    return (f"line: 1 {case} service web message it broke, {fields}"
            f"message: 1 {case} service web message it broke, 0 fields, 0 bytes behind it\n"
            f"any: 1 {case} service  message it broke, 0 fields, 0 bytes behind it\n"
            f"nothing: 0  service  message , 0 fields, 0 bytes behind it\n{lines}"
            f"67 of 67 bytes\n{cases} cases, the id leads to it\n"
            f"liar: 1 {case} service web message it broke, 3 fields, 8 bytes behind it\n")


def shared(folder, place):
    source = os.path.join(folder, "kb.c")
    return compile_with(CC + ["-std=c99", "-O1", "-fPIC", "-shared", "-Wl,-soname,libkb.so",
                              "-I", folder], folder, [source], place)


def check(folder, build):
    """`build` writes files and builds them."""
    problems, kb = build(os.path.join(folder, "old"), corpus.small("kb"))
    more, _ = build(os.path.join(folder, "new"), newer_corpus())
    if problems + more:
        return problems + more
    old, new = (os.path.join(folder, name, "generated") for name in ("old", "new"))
    problems = grow(new)
    places = {}
    for name, source in (("old", old), ("new", new)):
        os.makedirs(os.path.join(folder, name, "lib"))
        places[name] = os.path.join(folder, name, "lib", "libkb.so")
        problems += shared(source, places[name])
    if problems:
        return problems
    if shutil.which("nm"):
        for name, source in (("old", old), ("new", new)):
            odd = exported(places[name]) ^ declared(os.path.join(source, "kb.h"))
            problems += [f"the {name} object and kb.h differ in {', '.join(sorted(odd))}"] if odd else []
        if "kb_is_newer" not in exported(places["new"]):
            problems.append("the newer object is not newer")
    return problems + check_programs(folder, old, places, kb["cases"][0]["id"])


def check_programs(folder, old, places, case):
    problems = []
    source = os.path.join(HERE, "older.c")
    linked, loaded = (os.path.join(folder, name) for name in ("linked", "loaded"))
    flags = CC + ["-std=c99", "-Wall", "-Wextra", "-I", old]
    problems += compile_with(flags, folder, [source, places["old"]], linked)
    problems += compile_with(flags + ["-DLOADED"], folder, [source, "-ldl"], loaded)
    if problems:
        return problems
    for name, cases in (("old", 1), ("new", 3)):
        library = os.path.dirname(places[name])
        for how, command in (("linked", ["env", "LD_LIBRARY_PATH=" + library, linked]),
                             ("loaded", [loaded, places[name]])):
            status, out, errors = run(command)
            if status != 0 or out.decode() != expected(case, cases):
                problems.append(f"{how} with the {name} build, status {status}: "
                                f"{out.decode()}{errors}")
    return problems
