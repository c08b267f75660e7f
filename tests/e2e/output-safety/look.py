"""Runs kbc on pipes and on a terminal, and looks for what may not be in its output."""
import json
import os
import pty
import re
import subprocess
import xml.etree.ElementTree as etree

KBC = os.environ["KBC"]
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
# C0 but tab and line end, DEL, C1, bidi controls, line and paragraph separators, tag characters.
FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "TERM": "xterm"}


def raw(text, has_colour=False):
    """What a terminal may obey in the text; None if there is nothing."""
    if has_colour:
        text = COLOUR.sub(b"", text)
    try:
        found = FORBIDDEN.search(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"no UTF-8: {text[max(0, error.start - 60):error.start + 30]!r}"
    return found and f"{found.group()!r} in {found.string[max(0, found.start() - 60):found.end() + 30]!r}"


def run(words, folder, stdin=b"", environment=None):
    done = subprocess.run([KBC, *words], cwd=folder, input=stdin, capture_output=True, check=False, timeout=300,
                          env={**ENVIRONMENT, **(environment or {})})
    return done.returncode, done.stdout, done.stderr


def run_on_terminal(words, folder, stdin=None, environment=None):
    """Standard output and error on a terminal, as one text; its line ends are made plain again."""
    above, below = pty.openpty()
    with open(stdin or os.devnull, "rb") as file:
        started = subprocess.Popen([KBC, *words], cwd=folder, stdin=file, stdout=below, stderr=below,
                                   env={**ENVIRONMENT, **(environment or {})})
    os.close(below)
    text = bytearray()
    try:
        while piece := os.read(above, 65536):
            text += piece
    except OSError:
        pass  # all who could write have gone
    os.close(above)
    return started.wait(), bytes(text).replace(b"\r\n", b"\n"), b""


def has_crashed(status):
    return f"status {status}" if status not in (0, 1, 2, 3) else None


# ---- What machines read --------------------------------------------------------------------------

def no_twins(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key twice: {keys}")
    return dict(pairs)


def no_constant(word):
    raise ValueError(word)


def load(text):
    return json.loads(text.decode("utf-8", "strict"), object_pairs_hook=no_twins, parse_constant=no_constant)


def check_json(text):
    load(text)


def check_lines(text):
    if text and not text.endswith(b"\n"):
        raise ValueError("the last line is cut")
    for line in text.split(b"\n")[:-1]:
        load(line)


def check_xml(text):
    etree.fromstring(text)


def check_github(text):
    for line in text.decode("utf-8", "strict").split("\n")[:-1]:
        if not re.fullmatch(r"::(error|warning|notice)( [^:]*)?::[^\r]*", line):
            raise ValueError(f"no annotation: {line[:200]!r}")


def check_tsv(text):
    rows = [line.split("\t") for line in text.decode("utf-8", "surrogateescape").split("\n")[:-1]]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("rows of different lengths")


READERS = {"json": check_json, "sarif": check_json, "gitlab": check_json, "rdjson": check_json, "github": check_github,
           "junit": check_xml, "checkstyle": check_xml, "jsonl": check_lines, "ndjson": check_lines, "tsv": check_tsv}


def unreadable(form, text):
    """Why no strict reader takes the text; None if it does."""
    try:
        READERS[form](text)
    except (ValueError, etree.ParseError) as error:
        return f"{form}: {error}"
    return None
