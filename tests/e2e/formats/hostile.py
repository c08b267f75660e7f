"""A knowledge base whose names and texts try to break whatever prints them."""
import os

CLEAN = """---
service: pay-api
error_message: card declined
---
# Card Declined

## Incident Summary
[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined

## Root Cause
The issuer refused the card.

## Action Items
1. Ask for another card.
2. Look at the issuer's status page.
"""

# Quotes, ends of CDATA, comments and commands, what escapes in one format and not in another.
NASTY = ('"q" \'a\' <b> & ]]> -- --> %0A %25 ::error file=x::y ##[error]z ##vso[task.complete]w '
         "[link](http://example.org) {0} \\n \\u0041 $(id) `id` \U0001F600 \uAC00\u0301 \u00e9 \uFFFE\uFFFF\U0001FFFE")

# Names that can stand in a file system. What is no UTF-8 stands as a byte.
NAMES = [
    b"::error::name.md", b"::set-output name=x::.md", b" ::warning::blank.md", b"a%0Ab.md",
    b"comma,colon:semi;.md", b"quote\"'<&>]]>.md", b"esc\x1b[31m.md", b"line\nbreak::error::.md",
    b"##[error]x.md", b"##vso[task]x.md", "\uD55C\uAE00 \U0001F600.md".encode(),
    "rtl\u202Etxt.md".encode(), b"byte\xff\xc3.md", b"deep/er/#frag?query.md", b"-dash.md",
    "\u3000::error::wide.md".encode(), "sep\u2028::error::.md".encode(),
]


def small(number, heading="Nope", newline="\n"):
    """A case with a finding in front matter that has a fix, and one about a section."""
    lines = ["---", f"service: svc-{number}",
             f"error_message: x509: \U0001F600 certificate {number} has expired", "---",
             f"# Case {number}", "", f"## {heading}", "", "text", ""]
    return newline.join(lines).encode()


def files():
    yield b"clean.md", CLEAN.encode()
    yield b"warned.md", (CLEAN.replace("pay-api", "ship-api")
                         .replace("error_message: card declined", "error_message: parcel lost")
                         .replace("Card Declined", "Parcel").replace("a1b2c3d4", "b1b2c3d4")
                         .encode())
    yield b"twice.md", CLEAN.replace("a1b2c3d4", "c1b2c3d4").encode()
    yield b"bom-crlf.md", b"\xEF\xBB\xBF" + small(100, "Nope \uAC00 \U0001F600", "\r\n")
    yield b"nasty.md", small(101, NASTY)
    yield b"long.md", small(102, "\uAC00\U0001F600 " * 4000)
    yield b"control.md", small(103).replace(b"text", b"a\x1b[31mb\x00 \xE2\x80\xAEc \xE2\x80\xA8::error::d\r e")
    yield b"command.md", small(104).replace(b"text", b"  ::error::x\n\n##[error]y\n\n##vso[a]z")
    yield b"broken.md", small(105).replace(b"text", b"\xF0\x9F\x98\x80 \xff\xfe")
    yield b"empty.md", b""
    yield b"one-line.md", b"# No case here"
    for i, name in enumerate(NAMES):
        yield name, small(i)


def write(folder):
    """Answers the paths, in the order of their bytes."""
    paths = []
    for path, data in files():
        full = os.path.join(os.fsencode(folder), path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(data)
        paths.append(path)
    return sorted(paths)
