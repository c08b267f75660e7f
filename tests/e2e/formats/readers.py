"""Reads each format as the program does that it is for, and answers lists of plain tuples."""
import bisect
import json
import os
import re
import unicodedata
import xml.etree.ElementTree as xml
from urllib.parse import unquote_to_bytes

LEVELS = {"error": "error", "warning": "warning", "note": "note", "notice": "note",
          "info": "note", "minor": "warning", "major": "error"}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# ---- The truth: what --format json says, held against the bytes of the files ----------------

HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
                    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U0001fffe\U000e0000-\U000e007f\udc80-\udcff]")
SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def spell(text):
    """What a person is shown of a text from outside; bytes that are no UTF-8 are surrogates."""
    def one(match):
        c = match[0]
        if "\udc80" <= c <= "\udcff":
            return f"\\x{ord(c) - 0xDC00:02x}"
        return SHORT.get(c) or (f"\\x{ord(c):02x}" if ord(c) < 0x80 else f"\\u{{{ord(c):X}}}")
    return re.sub(r"##(vso)?\[", lambda m: m[0][:-1] + "\\x5b", HIDDEN.sub(one, text), flags=re.I)


class Text:
    """The bytes of a file and where its lines begin."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.bom = 3 if self.data.startswith(b"\xEF\xBB\xBF") else 0
        self.lines = self.data.split(b"\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def bytes_before(self, line, byte):
        """What stands in the line before that byte; a byte order mark is no text."""
        return self.data[self.starts[line - 1] + (self.bom if line == 1 else 0):byte]

    def offset(self, position):
        """The byte at which the code point stands."""
        line, column = position
        start = self.starts[line - 1] + (self.bom if line == 1 else 0)
        text = self.data[start:self.starts[line]].decode("utf-8", "surrogateescape")
        return start + len(text[:column - 1].encode("utf-8", "surrogateescape"))


class Truth:
    """One finding of --format json, with its place counted anew from the bytes of the file."""

    def __init__(self, diag, names, text_of):
        self.diag = diag
        self.path = names.get(diag["path"], diag["path"].encode())
        self.level, self.code, self.rule = diag["level"], diag["code"], diag["rule"]
        self.has_place = "line" in diag
        self.start = self.end = (1, 1)
        self.start_bytes = self.end_bytes = None
        if self.has_place:
            self.text = text_of(self.path)
            self.count()

    def count(self):
        byte, diag = self.diag["byte"], self.diag
        line = bisect.bisect_right(self.text.starts, byte, 0, len(self.text.lines))
        before = self.text.bytes_before(line, byte)
        self.start = (line, len(before.decode("utf-8", "surrogateescape")) + 1)
        if line > 1 and self.text.starts[line - 1] == len(self.text.data):
            self.start = (diag["line"], diag["column"])  # the end of a text with a final newline
        self.start_bytes = (self.start[0], byte - self.text.starts[self.start[0] - 1] + 1)
        assert self.start == (diag["line"], diag["column"]), (self.start, diag)
        self.end = (diag["end_line"], diag["end_column"])
        at = self.text.offset(self.end)
        self.end_bytes = (self.end[0], at - self.text.starts[self.end[0] - 1] + 1)

    def last_line(self):
        return self.end[0] - (self.end[1] == 1 and self.end[0] > self.start[0])

    def spelled_path(self):
        return spell(os.fsdecode(self.path))

    def replaced(self, edits):
        """The file with stretches [from, to) of its bytes replaced."""
        data = self.text.data
        for start, end, text in sorted(edits, reverse=True):
            data = data[:start] + text.encode() + data[end:]
        return data

    def fixed(self):
        return self.replaced([(self.text.offset((e["line"], e["column"])),
                               self.text.offset((e["end_line"], e["end_column"])), e["text"])
                              for e in self.diag.get("fixes", [])])


# ---- Formats --------------------------------------------------------------------------------

def sarif_region(region):
    return ((region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]))


def sarif(log):
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        start, end = sarif_region(place["region"])
        yield (unquote_to_bytes(place["artifactLocation"]["uri"]), start, end, result["ruleId"],
               result["level"])


def sarif_edits(result):
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            for item in change["replacements"]:
                start, end = sarif_region(item["deletedRegion"])
                yield start, end, item["insertedContent"]["text"]


def rdjson_range(item):
    return tuple((item[key]["line"], item[key]["column"]) for key in ("start", "end"))


def rdjson(report):
    for item in report["diagnostics"]:
        place = item["location"]
        start, end = rdjson_range(place["range"]) if "range" in place else (None, None)
        yield (place["path"], start, end, item["code"]["value"].split()[0],
               LEVELS[item["severity"].lower()])


def gitlab(report):
    for item in report:
        lines = item["location"]["lines"]
        yield (item["location"]["path"], lines["begin"], lines["end"], item["check_name"],
               LEVELS[item["severity"]])


def checkstyle(path):
    for file in xml.parse(path).getroot():
        for error in file:
            column = error.get("column")
            yield (file.get("name"), int(error.get("line")), column and int(column),
                   error.get("source").removeprefix("kbc."), LEVELS[error.get("severity")])


def junit(path):
    """name → (text of what fails, text of what does not)."""
    return {case.get("name"): (case.findtext("failure"), case.findtext("system-out"))
            for case in xml.parse(path).getroot().iter("testcase")}


# ---- Runners --------------------------------------------------------------------------------

def unescape(text, also=""):
    for c in "\r\n" + also:
        text = text.replace(f"%{ord(c):02X}", c)
    return text.replace("%25", "%")


def github_command(line):
    """How the runner of GitHub takes a line apart; None if it is no command to it."""
    match = re.fullmatch(r"::([a-z-]+)(?: (.*?))?::(.*)", line.strip(), re.S)
    if not match:
        return None
    properties = dict(pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
    return (match[1], {key: unescape(value, ":,") for key, value in properties.items()},
            unescape(match[3]))


def github(text):
    for line in text.split("\n")[:-1]:
        command = github_command(line)
        assert command, f"no command: {line!r}"
        yield command


def is_command(line, in_the_middle):
    """Would a runner of GitHub or Azure carry the line out?"""
    line = line.strip()
    anywhere = re.search(r"##(vso)?\[", line, re.I)
    return line.startswith("::") or bool(anywhere and (in_the_middle or anywhere.start() == 0))


def assert_no_commands(text, in_the_middle):
    for line in re.split("[\n\r\x85\u2028\u2029\v\f]", text):
        assert not is_command(line, in_the_middle), f"a runner would carry this out: {line[:200]!r}"
        for c in line:
            assert unicodedata.category(c) != "Cc" or c == "\t", f"{c!r} in {line[:200]!r}"
