"""What the walls share: the files of a tree, C code without its comments, and how to complain."""
import os
import re
import subprocess
import sys

MISSED = 0


def root():
    return os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".")


def files():
    """Every file that is or could be committed, relative to the root."""
    top = root()
    if os.path.exists(os.path.join(top, ".git")):
        listed = subprocess.run(
            ["git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            stdout=subprocess.PIPE, check=True).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    else:
        names = []
        for folder, folders, here in os.walk(top):
            folders[:] = [f for f in folders if not (folder == top and f == "build")]
            names += [os.path.relpath(os.path.join(folder, name), top) for name in here]
    return sorted(name for name in set(names) if os.path.isfile(os.path.join(top, name)))


def c_files(*suffixes):
    return [name for name in files()
            if name.startswith("compiler/") and name.endswith(suffixes or (".c", ".h"))]


def read(name):
    with open(os.path.join(root(), name), "rb") as file:
        return file.read()


def text(name):
    return read(name).decode("utf-8", "replace")


TOKEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)


def blank(match):
    """Spaces of the same length, so that positions and line ends stay."""
    return re.sub(r"[^\n]", " ", match.group())


def code(name, strings=False):
    """The C code with comments blanked, and the contents of literals too unless asked for."""
    def cover(match):
        token = match.group()
        if token[0] == "/":
            return blank(match)
        return token if strings else token[0] + " " * (len(token) - 2) + token[-1]
    return TOKEN.sub(cover, text(name))


def directives(source):
    """Preprocessor lines blanked, continued ones whole."""
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, source, flags=re.M)


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def wall(name, findings):
    """One test: holds if nothing was found."""
    global MISSED
    findings = list(findings)
    print(("not ok " if findings else "ok ") + "wall " + name)
    for finding in findings:
        print("  " + finding)
    MISSED += bool(findings)


def finish():
    sys.exit(1 if MISSED else 0)
