"""Texts that would like to be something else, and files that have them in every place."""
import os

# What a terminal would obey, a reader would take for a line end, and people would not see.
CONTROLS = ([bytes([n]) for n in [*range(1, 32), 127]] + [chr(n).encode() for n in range(0x80, 0xA0)] +
            [chr(n).encode() for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C,
                                       0x2028, 0x2029, 0xFEFF, 0xE0001, 0xE0041, 0xE007F)])
BROKEN = [bytes([n]) for n in range(0x80, 0x100)] + [b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80"]
ESCAPES = [b"\x1b]0;pwned\x07", b"\x1b[2J\x1b[H", b"\x1b]8;;http://x\x1b\\y", b"\xc2\x9b31m", b"\x1bP$q\x1b\\", b"a\rb", b"\x08" * 4]
MARKUP = [b"::error::x", b"%0A::error::x", b"##[error]x", b"]]>", b"<!--", b"--!>", b"</script>", b"&#27;[2J", b"*/", b"??/", b"%n%s%d",
          b"'; DROP TABLE kb; --", b"$$; DROP TABLE kb; --", b"\\'", b'"', b"\\u001b", b"${x}", b"`x`", b"{{x}}", b"{\"index\":{}}", b"\\"]
PATHS = [b"../../x", b"/x", b"..", b"a/../../x", b"-x", b"~"]
ALL = CONTROLS + BROKEN + ESCAPES + MARKUP + PATHS

CASE = b"""---
service: card
error_message: %(message)s
---
# %(title)s

## Incident Summary

[ERROR] 2026-01-01T00:00:00.000Z card/1 [a1b2c3d4]: %(log)s

## Root Cause

%(cause)s

## Action Items

1. %(item)s once more
2. Wait for the card
"""
GOOD = {b"message": b"declined by the bank", b"title": b"Card - Declined", b"log": b"declined by the bank",
        b"cause": b"The bank is closed.", b"item": b"Ask the bank"}


def case(**texts):
    return CASE % {**GOOD, **{key.encode(): text for key, text in texts.items()}}


def write(path, text):
    os.makedirs(os.path.dirname(path) or b".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)


def cases(folder, texts):
    """Each text in each place of a case, and in the names of keys and sections."""
    folder = os.fsencode(folder)
    for number, text in enumerate(texts):
        inside = b"x" + text + b"y"
        bodies = [case(**{key.decode(): GOOD[key] + b" " + inside}) for key in GOOD]
        bodies += [case().replace(b"service: card", inside + b": card"), case().replace(b"service: card", b"service: " + inside),
                   case().replace(b"Root Cause", b"Root " + inside), case().replace(b"[ERROR]", b"[" + inside + b"]"),
                   case().replace(b"# Card", b"<!-- kbc-ignore " + inside + b" -->\n\n# Card"),
                   case().replace(b"The bank is", b"[a](" + inside + b".md) The ``` bank is")]
        for place, body in enumerate(bodies):
            write(folder + b"/kb/c%d-%d.md" % (number, place), body)


def names(folder, texts):
    """Files and folders with such names; what the system takes for two names is left out."""
    folder, made = os.fsencode(folder), []
    for number, text in enumerate(texts):
        if b"/" in text or b"\0" in text or text == b"..":
            continue
        made += [b"kb/%d%s.md" % (number, text), b"kb/d%d%s/a.md" % (number, text)]
    for name in made:
        write(folder + b"/" + name, case(cause=b"\x1b broken"))
    return made


SCHEMA = b"""kbc: 1
name: %(name)s
corpus: {include: ["kb/**/*.md"]}
frontmatter: {schema: {type: object, properties: {service: {pattern: '%(pattern)s'}, %(key)s: {const: 1}}}}
sections: {additional: true, list: [{id: a, title: "%(section)s"}]}
logs: {main: {template: '%(template)s', fields: {level: {enum: [A, '%(word)s']}}}}
rules: {%(rule)s: warning}
outputs: {c: {prefix: '%(prefix)s'}, pgvector: {table: '%(table)s'}}
%(top)s: 1
"""


def schemas(text):
    """One for each place of the text, and one with all."""
    good = {b"name": b"x", b"pattern": b"a", b"key": b"k", b"section": b"S", b"template": b"\\[{level}\\]", b"word": b"B",
            b"rule": b"public-ip", b"prefix": b"kb", b"table": b"kb", b"top": b"# x"}
    inside = b"x" + text
    return [SCHEMA % {**good, place: inside} for place in good] + [SCHEMA % dict.fromkeys(good, inside), inside, b"kbc: " + text]
