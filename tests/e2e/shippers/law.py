"""The law of log templates, slow and obvious: what every parser that kbc writes has to agree with."""
import functools
import re

TIME_PARTS = {"Y": "[0-9]{4}", "z": "(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])", "%": "%"}


# What ECMA-262 takes for white space.
WHITE = "\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


@functools.lru_cache(None)
def ecma(pattern):
    """A pattern of a schema for Python; \\s may stand in classes only."""
    return re.compile(pattern.replace("[^]", r"[\0-\U0010ffff]").replace(r"\s", WHITE), re.ASCII)


def parts_of(text):
    """The template as a list of ("text", literal), ("field", name), ("open",), ("close",)."""
    parts, literal, at = [], "", 0

    def flush():
        nonlocal literal
        if literal:
            parts.append(("text", literal))
        literal = ""

    while at < len(text):
        if text[at] == "\\":
            literal += text[at + 1]
            at += 2
        elif text[at] == "{":
            end = text.index("}", at)
            flush()
            parts.append(("field", text[at + 1:end]))
            at = end + 1
        elif text.startswith(("[[", "]]"), at):
            flush()
            parts.append(("open",) if text[at] == "[" else ("close",))
            at += 2
        else:
            literal += text[at]
            at += 1
    flush()
    return parts


def time_pattern(form):
    pattern, at = "", 0
    while at < len(form):
        if form[at] != "%":
            pattern += re.escape(form[at])
            at += 1
        elif form[at + 1].isdigit():
            pattern += "[0-9]{%s}" % form[at + 1]
            at += 3
        else:
            pattern += TIME_PARTS.get(form[at + 1], "[0-9]{2}")
            at += 2
    return pattern


def without(literal, times):
    """Text without the literal in it; of a long one Rust cannot say so, and any text will do."""
    return f"(?:.){times}" if len(literal) > 2 else f"(?:(?!{re.escape(literal)}).){times}"


def map_fits_loosely(text, form):
    """As vector looks at it: a key may have blanks at its ends."""
    end = form["behind_value"] or form["join"]
    pair = (re.escape(form["before_key"]) + without(form["between"], "+") + re.escape(form["between"]) +
            without(end, "*") + re.escape(form["behind_value"]))
    return re.fullmatch(f'{re.escape(form["open"])}(?:{pair}(?:{re.escape(form["join"])}{pair})*)?'
                        f'{re.escape(form["close"])}', text) is not None


def map_fits(text, form):
    if not text.startswith(form["open"]) or not text.endswith(form["close"]) or \
            len(text) < len(form["open"]) + len(form["close"]):
        return False
    body = text[len(form["open"]):len(text) - len(form["close"])]
    at = 0
    while at < len(body):
        if not body.startswith(form["before_key"], at):
            return False
        at += len(form["before_key"])
        end = body.find(form["between"], at)
        key = body[at:end]
        if end < 0 or not key or key.strip(" \t") != key:
            return False
        at = end + len(form["between"])
        mark = form["behind_value"] or form["join"]
        end = body.find(mark, at)
        if end < 0 and form["behind_value"]:
            return False
        at = (len(body) if end < 0 else end) + len(form["behind_value"])
        if at == len(body):
            return True
        if not body.startswith(form["join"], at) or at + len(form["join"]) == len(body):
            return False
        at += len(form["join"])
    return True


class Template:
    def __init__(self, entry):
        self.name = entry["name"]
        self.parts = parts_of(entry["template"])
        self.fields = {field["name"]: field for field in entry["fields"]}

    def behind(self, index):
        """What may end the field at `index`: [(literal, index of the part)], and whether the line may."""
        ends, at = [], index + 1
        while at < len(self.parts):
            part = self.parts[at]
            if part[0] == "text":
                return ends + [(part[1], at)], False
            if part[0] == "open":
                ends.append((self.parts[at + 1][1], at))
                at = self.parts.index(("close",), at)
            at += 1
        return ends, True

    def end_of(self, line, at, index):
        """Where the field that begins at `at` ends, and the part that goes on there."""
        field = self.fields[self.parts[index][1]]
        ends, may_end = self.behind(index)
        if field["type"] == "timestamp":
            got = re.compile(time_pattern(field["format"])).match(line, at)
            if not got:
                return None
            for literal, part in ends:
                if line.startswith(literal, got.end()):
                    return got.end(), part
            return (got.end(), len(self.parts)) if may_end and got.end() == len(line) else None
        found = [(line.find(literal, at), part) for literal, part in ends]
        found = [(place, part) for place, part in found if place >= 0]
        return min(found, default=(len(line), len(self.parts)) if may_end else None)

    def fits(self, name, text, is_loose):
        field = self.fields[name]
        if field["type"] == "timestamp":
            return re.fullmatch(time_pattern(field["format"]), text) is not None
        if field["type"] == "enum":
            return text in field["values"]
        if field["type"] == "map":
            return map_fits_loosely(text, field["pair"]) if is_loose else map_fits(text, field["pair"])
        return text != "" and ecma(field.get("pattern", ".+")).fullmatch(text) is not None

    def read(self, line, is_loose=False):
        """{field: text}, "" for what is absent; None if the line does not fit."""
        values = dict.fromkeys(self.fields, "")
        at, index = 0, 0
        while index < len(self.parts):
            part = self.parts[index]
            if part[0] == "text":
                if not line.startswith(part[1], at):
                    return None
                at += len(part[1])
            elif part[0] == "open" and not line.startswith(self.parts[index + 1][1], at):
                index = self.parts.index(("close",), index)
            elif part[0] == "field":
                end = self.end_of(line, at, index)
                if end is None or not self.fits(part[1], line[at:end[0]], is_loose):
                    return None
                values[part[1]] = line[at:end[0]]
                at = end[0]
            index += 1
        return values if at == len(line) else None
