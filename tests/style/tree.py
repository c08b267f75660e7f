"""The walls around the tree: what lies where, and how every text file is written."""
import re

import wall

TOP = {"compiler", "schema", "kb", "generated", "tests", "Makefile", "README.md", "LICENSE",
       "CHANGELOG.md", "CONTRIBUTING.md"}

# generated/ holds what kbc writes; the folders below hold input of any kind, broken text too.
UNRULY = re.compile(r"generated/|tests/golden/.*/|tests/fuzz/.*/|tests/.*/(fixtures|cases)/")
# White space at the end of a line is what some examples are about.
SPEC = re.compile(r"tests/spec/.*\.md$")


def texts():
    for name in wall.files():
        data = wall.read(name)
        if b"\0" not in data:
            yield name, data


def strangers():
    for entry in sorted({name.split("/")[0] for name in wall.files()}):
        if entry not in TOP and not entry.startswith("."):
            yield f"{entry}:1: not one of the top-level entries"


def manuals():
    """In each top-level folder but the generated one, and in each room of the house."""
    names = set(wall.files())
    folders = {name.split("/")[0] for name in names if "/" in name}
    folders |= {"/".join(name.split("/")[:2]) for name in names
                if name.startswith("compiler/") and name.count("/") > 1}
    for folder in sorted(folders):
        if folder.startswith(".") or folder == "generated":
            continue
        if folder + "/README.md" not in names:
            yield f"{folder}/README.md:1: missing: every folder has its manual"


def hygiene():
    for name, data in texts():
        if UNRULY.match(name):
            continue
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            yield f"{name}:{line}: not UTF-8"
        if data and not data.endswith(b"\n"):
            yield f"{name}:{data.count(bytes([10])) + 1}: no line end at the end"
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.endswith(b"\r"):
                yield f"{name}:{number}: a carriage return at the end"
            elif line.endswith((b" ", b"\t")) and not SPEC.match(name):
                yield f"{name}:{number}: white space at the end"


# Folders that a text may well name, for they are on every machine.
COMMON = {"", "bin", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "root", "run", "sbin",
          "srv", "sys", "tmp", "usr", "var", "Users", "Volumes", "private", "builds", "github"}


def machine_paths():
    top = wall.root()
    first = top.split("/")[1]
    places = [re.escape(top) + r"\b", r"/(?:home|Users)/[\w.-]+/", r"/(?:root)/"]
    if first not in COMMON:
        places.append("/" + re.escape(first) + "/")
    return re.compile(r"(?<![\w.~-])(?:" + "|".join(places) + ")")


HOSTS = re.compile(r"\b(?:registry|deb|mirrors?|proxy|repo|packages|archive|index|files)"
                   r"\.(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev)\b|\bpypi\.org\b")
DOCUMENTATION = re.compile(r"\.example\.(?:com|org|net)$")


def places():
    pattern = machine_paths()
    for name, data in texts():
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            match = pattern.search(line)
            if match:
                yield f"{name}:{number}: {match.group()} is a path of one machine"
            for host in HOSTS.findall(line):
                if not DOCUMENTATION.search(host):
                    yield f"{name}:{number}: {host} is a host of packages"


wall.wall("nothing strange at the top", strangers())
wall.wall("every folder has its manual", manuals())
wall.wall("text files are tidy", hygiene())
wall.wall("no machine and no package host is named", places())
wall.finish()
