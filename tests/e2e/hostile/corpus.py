"""Reads the corpus of hostile files: what each holds, and what must be said of it (tests/README.md)."""
import re

FRONT = """---
service: pay-api
error_message: Card declined
---"""
TITLE = """
# Payment - Card declined"""
LOG = ("[ERROR] 2026-01-01T00:00:00.000Z pay-api/v1.2.0 [a1b2c3d4]: "
       "Card declined by the issuer on attempt 3")
SUMMARY = f"""
## Incident Summary

{LOG}"""
CAUSE = """
## Root Cause

The issuing bank turns away every third request since noon."""
ACTIONS = """
## Action Items

1. Ask the bank whether it blocks the route.
2. Move the traffic to the second gateway."""
PARTS = {"@front": FRONT, "@title": TITLE, "@log": LOG, "@summary": SUMMARY, "@cause": CAUSE,
         "@actions": ACTIONS, "@rest": CAUSE + "\n" + ACTIONS,
         "@case": "\n".join([TITLE, SUMMARY, CAUSE, ACTIONS]),
         "@good": "\n".join([FRONT, TITLE, SUMMARY, CAUSE, ACTIONS])}
SIGN = re.compile(r"⟦([^⟦⟧]*)⟧")
HEAD = re.compile(r"=== (?P<name>\S+) \| (?P<kind>fine|error|survived)"
                  r"(?: (?P<line>\d+):(?P<column>\d+) (?P<rule>\S+))?"
                  r"(?: \+ (?P<beside>[a-z0-9, -]+))?(?: \| (?P<says>.+))?")


class Entry:
    """One hostile file: its name, its bytes, and the finding that belongs to it."""

    def __init__(self, head, lines, where):
        found = HEAD.fullmatch(head)
        if not found or (found["kind"] == "error") != bool(found["says"]):
            raise SystemExit(f"{where}: no head of an entry: {head}")
        self.where, self.name, self.kind = where, found["name"], found["kind"]
        self.rule, self.says = found["rule"], found["says"]
        self.place = (int(found["line"]), int(found["column"])) if found["line"] else None
        self.beside = sorted((found["beside"] or "").replace(",", " ").split())
        self.data = content(lines)


def sign(inside):
    """⟦FF FE⟧ bytes, ⟦U+202E⟧ a code point, ⟦cr⟧ and ⟦no-newline⟧, ⟦WHAT * COUNT⟧ repeated."""
    what, star, count = inside.rpartition(" * ")
    if star:
        return sign_or_text(what) * int(count)
    return sign_or_text(inside)


def sign_or_text(what):
    if re.fullmatch(r"[0-9A-F]{2}( [0-9A-F]{2})*", what):
        return bytes.fromhex(what)
    if re.fullmatch(r"U\+[0-9A-F]{4,6}( U\+[0-9A-F]{4,6})*", what):
        return "".join(chr(int(one[2:], 16)) for one in what.split()).encode()
    named = {"cr": b"\r", "lf": b"\n", "tab": b"\t"}
    return named.get(what, what.replace("↵", "\n").encode())


def content(lines):
    """The bytes of a file. ⟦utf-16-le⟧ and the like as the first line change all of it."""
    whole = lines[0][1:-1] if lines and re.fullmatch(r"⟦(utf-\S+|crlf|bom)⟧", lines[0]) else ""
    text = "".join(PARTS.get(line, line) + "\n" for line in (lines[1:] if whole else lines))
    if text.endswith("⟦no-newline⟧\n"):
        text = text[:-len("⟦no-newline⟧\n")]
    data = b"".join(sign(part) if at % 2 else part.encode()
                    for at, part in enumerate(SIGN.split(text)))
    if whole == "crlf":
        return data.replace(b"\n", b"\r\n")
    if whole == "bom":
        return b"\xEF\xBB\xBF" + data
    return data.decode().encode(whole) if whole else data


def each(block):
    """An entry whose second line is "@each A | B" stands for one file a word; "@@" is the word."""
    head, lines, where = block
    if not lines or not lines[0].startswith("@each "):
        return [Entry(head, lines, where)]
    entries = []
    for at, word in enumerate(lines[0][len("@each "):].split(" | "), 1):
        name, bar, rest = head.partition(" | ")
        filled = [line.replace("@@", word) for line in lines[1:]]
        entries.append(Entry(f"{name}-{at}{bar}{rest.replace('@@', word)}", filled, where))
    return entries


def read(path):
    blocks = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
        if line.startswith("=== "):
            blocks.append((line, [], f"{path.name}:{number}"))
        elif blocks:
            blocks[-1][1].append(line)
    return [entry for block in blocks for entry in each(block)]
