"""Every file of the corpus of hostile files gets the verdict that stands beside it, at once."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import unicodedata

import corpus

KBC = os.environ["KBC"]
HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["ROOT"])
# What is about two files that look alike: here they all do.
CROSS = ("error-message-duplicate,trace-id-duplicate,duplicate-identity,title-duplicate,"
         "corpus-value-duplicate,near-duplicate,pattern-ambiguous,pattern-inside,pattern-short,"
         "case-unreachable,error-message-in-log,log-version-order,log-context-missing,log-key-style,log-key-mixed,"
         "log-value-type,log-value-sign")
# Keys that the project's own schema has no use for, of every type.
KEYS = """
      text: {type: string}
      texts: {type: array, items: {type: string}}
      number: {type: number}
      whole: {type: integer}
      switch: {type: boolean}
      nothing: {type: "null"}
      map: {type: object, additionalProperties: {type: string}}
      any: {}
"""

problems = []


def complain(entry, what):
    problems.append(f"{entry.where} {entry.name}: {what}")


def write_schema(path):
    text = (ROOT / "schema/case.yaml").read_text(encoding="utf-8")
    anchor = "error_message: {type: string, minLength: 4, maxLength: 120}\n"
    assert text.count(anchor) == 1
    path.write_text(text.replace(anchor, anchor + KEYS.lstrip("\n")), encoding="utf-8")


def run(names, *words):
    return subprocess.run([KBC, "check", "-j2", "--schema", "schema.yaml", "--ignore", CROSS,
                           *words, *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, timeout=60)


def judge(entry, findings):
    errors = [one for one in findings if one["level"] == "error"]
    others = sorted(one["rule"] for one in findings if one["level"] != "error")
    shown = "".join(f"\n    {one['line']}:{one['column']} {one['rule']}: {said(one)}"
                    for one in findings)
    if others != entry.beside:
        complain(entry, f"beside errors {others}, not {entry.beside}{shown}")
    if len(errors) != (entry.kind == "error"):
        complain(entry, f"{len(errors)} errors{shown}")
    elif errors:
        got = errors[0]
        if entry.rule != got["rule"] or entry.place != (got["line"], got["column"]):
            complain(entry, f"not {entry.place} {entry.rule}{shown}")
        if entry.says not in said(got):
            complain(entry, f"does not say {entry.says!r}{shown}")


def said(finding):
    return " / ".join(finding[part] for part in ("message", "label", "help") if part in finding)


def is_plain(data):
    """What a terminal can be given: UTF-8, no control character, nothing that hides or turns."""
    text = data.decode("utf-8")
    return not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e"
                         "\u2066-\u2069\ufeff\U000e0000-\U000e007f]", text)


def cells(text):
    """How wide a terminal shows it."""
    return sum(0 if unicodedata.combining(c) or c in "\u200d\ufe0f" else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def check_carets(name, lines):
    """The carets stand right below what is wrong: here an escape, shown as such."""
    for at, line in enumerate(lines):
        if line.startswith(f"{name}:") and "U+0007" in line:
            text, carets = lines[at + 1], lines[at + 2]
            if cells(text[:text.index("\\x07")]) != carets.index("^"):
                problems.append(f"{name}: carets stand at another place:\n{text}\n{carets}")
            return
    problems.append(f"{name}: nothing is said of its U+0007")


def check_text(names):
    done = run(names, "--color", "always")
    lines = re.sub(rb"\x1b\[[0-9;]*m", b"", done.stdout + done.stderr).split(b"\n")
    for line in lines:
        if not is_plain(line):
            problems.append(f"not fit for a terminal: {line[:200]!r}")
    shown = [line.decode(errors="replace") for line in lines]
    for name in names:
        if name.startswith("column-"):
            check_carets(name, shown)


def check_storms(names):
    began = time.monotonic()
    done = run(names, "--max-findings", "20")
    took = time.monotonic() - began
    if done.returncode not in (0, 1) or took > 30:
        problems.append(f"storms: status {done.returncode} after {took:.1f} s\n"
                        + done.stderr.decode(errors="replace")[-3000:])


def main():
    entries = [entry for path in sorted(HERE.glob("*.txt")) for entry in corpus.read(path)]
    files = {f"{entry.name}.md": entry for entry in entries}
    assert len(files) == len(entries), "two entries have one name"
    write_schema(pathlib.Path("schema.yaml"))
    for name, entry in files.items():
        assert len(entry.data) <= 64 * 1024 or entry.rule == "line-too-long" \
            or entry.name.startswith("line-"), f"{name} has {len(entry.data)} bytes"
        pathlib.Path(name).write_bytes(entry.data)
    judged = [name for name, entry in files.items() if entry.kind != "survived"]
    done = run(judged, "--format", "json")
    if done.returncode != 1:
        print(done.stderr.decode(errors="replace")[-3000:])
        print(f"not ok hostile: status {done.returncode}")
        sys.exit(1)
    found = {name: [] for name in judged}
    for finding in json.loads(done.stdout)["diagnostics"]:
        found[finding["path"]].append(finding)
    for name in judged:
        judge(files[name], found[name])
    check_text(judged)
    check_storms([name for name in files if name not in found])
    print("\n".join(problems))
    kinds = [sum(entry.kind == kind for entry in entries) for kind in ("fine", "error", "survived")]
    print("  {} files: {} fine, {} with one error, {} survived".format(len(entries), *kinds))
    print(f"{'not ok' if problems else 'ok'} hostile")


main()
