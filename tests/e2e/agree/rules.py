"""Writes what kb.json says of lines as the rows that rules.c reads.

    rules.py KB_JSON OUT
"""
import json
import re
import sys


def spell(text):
    return "-" if text is None else text.encode().hex()


def parts_of(template):
    """A log template as a list of ("literal", text), ("field", name), ("open",), ("close",)."""
    parts = []
    for token in re.finditer(r"\\(.)|\[\[|\]\]|\{(\w+)\}|(.)", template, re.S):
        literal = token.group(1) or token.group(3)
        if token.group(2):
            parts.append(("field", token.group(2)))
        elif literal is None:
            parts.append(("open",) if token.group() == "[[" else ("close",))
        elif parts and parts[-1][0] == "literal":
            parts[-1] = ("literal", parts[-1][1] + literal)
        else:
            parts.append(("literal", literal))
    return parts


def first(places):
    return min(places, default="-")


def message_field(fields):
    """The one that contains a value of the front matter, else "message", else the last text."""
    contains = [i for i, field in enumerate(fields) if field.get("contains")]
    named = [i for i, field in enumerate(fields) if field["name"] == "message"]
    texts = [i for i, field in enumerate(fields) if field["type"] == "text"]
    return (contains[:1] or named or texts[-1:] or ["-"])[0]


def form_rows(template):
    fields = template["fields"]
    names = [field["name"] for field in fields]
    yield f"form {first(i for i, field in enumerate(fields) if field.get('equals'))} " \
          f"{message_field(fields)}"
    for part in parts_of(template["template"]):
        if part[0] == "field":
            yield f"part field {names.index(part[1])}"
        else:
            yield " ".join(["part", part[0]] + [spell(text) for text in part[1:]])
    for field in fields:
        kind = {"enum": "enum", "timestamp": "time"}.get(field["type"], "text")
        texts = [field["name"], field.get("format", ""), field.get("equals", "")]
        yield " ".join(["field", kind] + [spell(text) for text in texts + field.get("values", [])])


def case_rows(number, case, keys):
    for pattern in case["patterns"]:
        yield (f"pattern {number} {pattern['priority']} {spell(pattern['service'])} "
               f"{spell(pattern['words'])}")
    for key in keys:
        if isinstance(case["front_matter"].get(key), str):
            yield f"value {number} {spell(key)} {spell(case['front_matter'][key])}"


def sample_row(line, service, message):
    """The line cut at its service and its message."""
    text, who, what = line["text"], line["fields"].get(service, ""), line["fields"].get(message, "")
    at = text.index(who)
    start = text.index(what, at + len(who))
    return " ".join(["sample"] + [spell(part) for part in (
        text[:at], who, text[at + len(who):start], what, text[start + len(what):])])


def rows(kb):
    yield f"cases {len(kb['cases'])}"
    cut, keys = {}, set()
    for template in kb["log_templates"]:
        yield from form_rows(template)
        fields = template["fields"]
        keys |= {field["equals"] for field in fields if field.get("equals")}
        router = next((field["name"] for field in fields if field.get("equals")), "")
        cut[template["name"]] = (router, fields[message_field(fields)]["name"])
    for number, case in enumerate(kb["cases"]):
        yield from case_rows(number, case, sorted(keys))
        for line in case["log_lines"]:
            yield sample_row(line, *cut[line["template"]])


def write(kb_json, out):
    with open(kb_json, encoding="utf-8") as file:
        kb = json.load(file)
    with open(out, "w", encoding="ascii") as file:
        file.writelines(row + "\n" for row in rows(kb))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(sys.argv[1], sys.argv[2])
