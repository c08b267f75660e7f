"""What all storms are made of: texts of just under 1 MiB, and the schemas that they are read with."""
import os

ROOT = os.environ.get("ROOT") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")
MIB = int(os.environ.get("KBC_STORMS_SIZE", 1 << 20))
LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "CRITICAL"]


def fill(make, size=MIB):
    """make(0) + make(1) + ... as long as it fits into `size` bytes."""
    parts, left, i = [], size, 0
    while True:
        part = make(i).encode("utf-8")
        if not part or len(part) > left:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
        i += 1


def log(i=0, message="it failed", service="gate", context=""):
    time = f"2024-{i // 2419200 % 12 + 1:02}-{i // 86400 % 28 + 1:02}T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}.000Z"
    return f"[ERROR] {time} {service}/v1 [t{i:06x}]: {message}" + (f" | Context: {{{context}}}" if context else "")


HEAD = f"---\nservice: gate\nerror_message: it failed\n---\n\n# Gate - It failed\n\n## Incident Summary\n\n{log()}\n\n"
CAUSE = HEAD + "## Root Cause\n\n"
TAIL = "\n\n## Action Items\n\n1. Restart the gate now.\n2. Count the rest of it.\n"


def wrapped(make):
    """The parts of `make` in lines of about 900 bytes and paragraphs of about 14 KiB, which are read whole."""
    state = {"line": 0, "paragraph": 0, "next": 0}

    def line(_):
        text = ""
        while len(text.encode("utf-8")) < 900:
            text += make(state["next"])
            state["next"] += 1
        state["paragraph"] += len(text.encode("utf-8"))
        if state["paragraph"] > 13000:
            state["paragraph"] = 0
            return text + "\n\n"
        return text + "\n"
    return line


def cause(make):
    """A case whose cause is the storm: `make` gives the next part of it."""
    room = MIB - len((CAUSE + TAIL).encode("utf-8"))
    return CAUSE.encode() + fill(make, room) + TAIL.encode()


def words(i, count=6):
    """Words that are drawn, and the same in every run."""
    parts, state = [], (i * 2654435761 + 12345) & 0xFFFFFFFF
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        parts.append("bdfgklmnprstvz"[state >> 8 & 15 if (state >> 8 & 15) < 14 else 0] + "aeiou"[(state >> 12) % 5] + "lnrst"[(state >> 16) % 5]
                     + "bdfgkm"[(state >> 20) % 6] + "aeiou"[(state >> 24) % 5])
    return " ".join(parts)


def case(i, message=None, service="gate", cause_text="", title=None, steps="1. Restart it now.\n2. Count the rest.\n"):
    """A whole case of a bundle."""
    message = message if message is not None else words(i)
    return (f"## {i + 1:02}. Gate - {title if title is not None else message}\n---\nservice: {service}\nerror_message: {message}\n---\n"
            f"### Incident Summary\n{log(i, message, service)}\n### Root Cause\n{cause_text or message + ' again.'}\n"
            f"### Action Items\n{steps}---\n")


def strict():
    """The schema of the project with every rule on."""
    with open(os.path.join(ROOT, "schema/case.yaml"), encoding="utf-8") as file:
        text = file.read()
    return text.replace("\nrules:\n", "\nrules:\n  front-matter-order: warning\n  log-line-ascii: warning\n").replace(
        '"kb/**/*.md"', '"**/*.md"')


LOOSE = """kbc: 1
name: loose
corpus: {include: ["**/*.md"]}
record:
  split: auto
  title: '^(?:(?<number>\\d+)\\. )?(?<title>.*)$'
  identity: [title, path]
frontmatter: {presence: optional}
sections:
  order: any
  additional: true
  list:
    - {id: cause, title: Root Cause, required: false, repeated: true, empty: allow}
    - {id: summary, title: Incident Summary, required: false, repeated: true, empty: allow}
    - {id: actions, title: Action Items, required: false, repeated: true, empty: allow}
logs:
  main:
    template: '\\[{level}\\] {time} {service}/{version} \\[{trace}\\]: {message}[[ | Context: {context}]]'
    fields: {context: {type: map, open: '{', close: '}', pair: '{key}="{value}"', join: ', '}}
rules: {front-matter-order: warning, log-line-ascii: warning}
chunks:
  unit: both
  text: "{title}\\n\\n{summary}\\n\\n{cause}\\n\\n{actions}"
"""
