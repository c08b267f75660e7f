"""The parsers for log shippers, read by the libraries that read them: Onigmo (ruby) for fluent-bit and
grok, the regex library of Rust (ripgrep) for vector. Each field must be what the law of templates says,
on the lines of a knowledge base and on thousands that are nearly such lines."""
import json
import os
import random
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from law import Template, parts_of, time_pattern  # noqa: E402

KBC, ROOT, WORK = os.environ["KBC"], os.environ["ROOT"], os.environ["WORK"]
SEED = int(os.environ.get("KBC_SHIPPERS_SEED", "1"))
ROUNDS = int(os.environ.get("KBC_SHIPPERS_ROUNDS", "1500"))
SEPARATOR = "\x1f"

# What is put into lines: what ends fields, what ends strings, letters and blanks of other scripts.
SPLINTERS = [" | Context: ", " ~", " // ", " -- ", " @", "|", "~", "~~", "]", "[", "{", "}", ">", "<", '"', "'", "=",
             '="', "; ", ", ", ",", ":", "::", ": ", "//", "/", "\\", "$", "${HOME}", "%{DATA}", ".", "0", "9",
             "a", "Z", "x", "é", "가", "오류", "𝒳", "\u00a0", "\u3000", "\u200b", " ", "  ", "\t", "-", "!", "#", ""]

# Lines of tests/e2e/shippers/hostile.yaml that fit, by template.
LINES = {
    "one": ["""01/02/2026 03:04:05,123456 +09:00 <경고> "o'neil's" ${x} %{y} \\d+ /오류/ Web-01 -- it was lost""",
            """01/02/2026 03:04:05,123456 Z <A|B> "x's" ${x} %{y} \\d+ /오류/ web (80) @eu-1 -- gone // <a=b; c=d>>""",
            """31/12/2026 23:59:59,000000 -0030 <it's> "가's" ${x} %{y} \\d+ /오류/ WEB @us- -- 한글 // <>""",
            """01/02/2026 03:04:05,123456 Z <a"b> "x's" ${x} %{y} \\d+ /오류/ web (65535) -- /path/x -- y""",
            """01/02/2026 03:04:05,123456 Z <^.*$> " 's" ${x} %{y} \\d+ /오류/ w-1-2 -- $1 -- \\ // <k= v>"""],
    "two": ["W|0xx|a b", "E|x|a|b c|d", "E|120|~", "W|7|\u00e9 \u00e9"],
    "three": ["""#가나 12:34:56 aab: "k": "v","l": "w" ~late!""", """12:34:56 a: "k": \"\"""",
              """23:59:59 ab: "k": "=" ~a b!""", """00:00:00 aa: "k": ",","l": ":" ~x x!"""],
    "four": ["x~yz~~{}", "-~ab~b~~{k::v::' l:: ::}", "''~_~_~~{a:b::c:d::}"],
}
# These are only read: a case with a line that does not fit has an error.
BROKEN = ["", "W||x", "01/02/2026", "12:34:56 a", "I|120|x", "00:00:00 ab: ", "x~y~~{}", "~yz~~{}",
          """01/02/2026 03:04:05,123456 Z <x-y> "x's" ${x} %{y} \\d+ /오류/ web -- it was // lost""",
          """12:34:56 a: "k": "v"x","l": "w\"""", """{"k" : "v"}""",
          """[ERROR] 2026-01-01T00:00:00.000Z a/v1 [abc]: x | Context: {""",
          """[ERROR] 2026-01-01T00:00:00.000Z a/v1 [abc]: x | Context: {} | Context: {A="1"}""",
          """[ERROR] 2026-01-01T00:00:00.000Z a/v1 [abc]: x | Context: {A ="1", ="2"}"""]


def say(name, problems):
    print(("not ok " if problems else "ok ") + "shippers: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def build(folder, *words):
    return subprocess.run([KBC, "build", "-o", os.path.join(folder, "out"), *words], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def read(folder, name):
    with open(os.path.join(folder, "out", name), encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


# ---- What reads the parsers ----


def onigmo(jobs):
    """[[pattern, [text]]] → for each text its groups or None."""
    done = subprocess.run(["ruby", "-W0", os.path.join(HERE, "onigmo.rb")], input=json.dumps(jobs),
                          capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def rust(pattern, texts):
    """For each text of one line: what its groups are, or None. ripgrep knows no other lines."""
    names = re.findall(r"\(\?P<(\w+)>", pattern)
    path = os.path.join(WORK, "texts")
    write(path, "".join(text + "\n" for text in texts))
    form = SEPARATOR + SEPARATOR.join("${%s}" % name for name in names)
    done = subprocess.run(["rg", "--no-config", "-a", "-n", "-o", "--no-heading", "--color=never",
                           "-r", form, "-e", pattern.replace(r"(?:\n|$)", "$"), path], capture_output=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode()[-2000:])
    answers = [None] * len(texts)
    for line in done.stdout.decode().split("\n")[:-1]:
        number, *values = line.split(SEPARATOR)
        if number:
            answers[int(number.rstrip(":")) - 1] = dict(zip(names, values))
    return answers


class FluentBit:
    """parsers.conf, read as fluent-bit reads a classic configuration."""

    def __init__(self, text):
        self.sections = []
        for line in text.split("\n"):
            if line.startswith("["):
                self.sections.append((line[1:line.index("]")], []))
            elif line.strip() and not line.lstrip().startswith("#"):
                assert line.startswith("    "), line
                key, _, value = line.strip(" \t\r").partition(" ")
                assert value.strip() and "${" not in value, line
                self.sections[-1][1].append((key, value.strip(" \t\r")))

    def parsers(self):
        return [dict(keys) for name, keys in self.sections if name == "PARSER"]

    def rules(self):
        """The patterns of the two rules, from between quotes and slashes."""
        keys = [keys for name, keys in self.sections if name == "MULTILINE_PARSER"]
        assert len(keys) == 1
        rules = [re.fullmatch(r'"(\w+)"\s+"/([^"]*)/"\s+"(\w+)"', value) for key, value in keys[0] if key == "Rule"]
        assert [(rule[1], rule[3]) for rule in rules] == [("start_state", "cont"), ("cont", "cont")]
        return [rule[2] for rule in rules]


class Grok:
    """A file of patterns: NAME PATTERN; %{NAME:field} is a group."""

    def __init__(self, text):
        self.patterns = {}
        for line in text.split("\n"):
            if line and not line.startswith("#"):
                name, pattern = line.split(" ", 1)
                assert re.fullmatch(r"\w+", name) and name not in self.patterns, name
                self.patterns[name] = pattern
        self.matched = re.search(r'"message" => \[([^]]*)\]', text)[1]

    def lines(self):
        return [self.expand(name) for name in re.findall(r'"%\{(\w+)\}"', self.matched)]

    def expand(self, name):
        return re.sub(r"%\{(\w+):(\w+)\}", lambda found: f"(?<{found[2]}>{self.expand(found[1])})",
                      self.patterns[name])


class Vector:
    """The program in VRL: its patterns, and the conditions on fields behind each."""

    def __init__(self, text):
        self.parsers, field = [], None
        for line in text.split("\n"):
            assert line.count("'") in (0, 2) or line.startswith("#"), line
            assert line.startswith("#") or line.count('"') % 2 == 0, line
            quoted = line[line.find("r'") + 2:line.rfind("'")]
            if "parse_regex(" in line:
                self.parsers.append((quoted, []))
            elif "get!(" in line:
                field = re.search(r'\["(\w+)"\]', line)[1]
            elif "contains(" in line:
                behind = re.search(r'text \+ "([^"]*)"', line)[1]
                self.parsers[-1][1].append((field, lambda text, line, end=behind: text + end in line, True, quoted))
            elif "match(text" in line:
                self.parsers[-1][1].append((field, lambda text, line: True, "!match" in line, quoted))

    def read(self, lines):
        """For each parser what it makes of each line."""
        for pattern, conditions in self.parsers:
            answers = rust(pattern, lines)
            for field, is_asked, is_not, condition in conditions:
                hits = [i for i, answer in enumerate(answers)
                        if answer and answer[field] and is_asked(answer[field], lines[i])]
                found = rust(f"(?P<all>{condition})", [answers[i][field] for i in hits])
                for i, hit in zip(hits, found):
                    if (hit is None) != is_not:
                        answers[i] = None
            yield answers


# ---- Lines ----


def mutate(rng, lines):
    line = rng.choice(lines)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        at, n = rng.randint(0, len(line)), rng.choice([0, 0, 1, 1, 2, 5])
        kind = rng.random()
        if kind < 0.6:
            line = line[:at] + rng.choice(SPLINTERS) + line[at + n:]
        elif kind < 0.8:
            other = rng.choice(lines)
            start = rng.randint(0, len(other))
            line = line[:at] + other[start:start + rng.randint(1, 12)] + line[at:]
        else:
            line = line[:at] + line[at + n:]
    return line.replace("\n", "").replace("\r", "")


def compare(what, templates, per_template, lines, loose=False):
    problems = []
    for template, answers in zip(templates, per_template):
        for line, answer in zip(lines, answers):
            expected = template.read(line, loose)
            if answer != expected:
                problems.append(f"{what} {template.name}: {line!r}\n    says    {answer}\n    should  {expected}")
    return problems


def check(name, folder, lines):
    kb = json.loads(read(folder, "kb.json"))
    templates = [Template(entry) for entry in kb["log_templates"]]
    own = [(line["template"], line["text"], line["fields"]) for case in kb["cases"] for line in case["log_lines"]]
    say(f"{name}: the law reads each line of the cases as kbc does",
        [f"{text!r}: {fields}" for template, text, fields in own
         if {key: value for key, value in {t.name: t for t in templates}[template].read(text).items() if value}
         != {key: value for key, value in fields.items() if value}])
    rng = random.Random(SEED)
    lines = lines + [text for _, text, _ in own]
    lines += [mutate(rng, lines) for _ in range(ROUNDS)]
    fits = [sum(template.read(line) is not None for line in lines) for template in templates]
    say(f"{name}: some lines fit each template, and some do not ({fits} of {len(lines)})",
        [] if all(20 < n < len(lines) - 20 for n in fits) else ["too few"])

    conf, grok, vector = (FluentBit(read(folder, "parsers.conf")), Grok(read(folder, "grok.patterns")),
                          Vector(read(folder, "vector.vrl")))
    parsers = [parser["Regex"] for parser in conf.parsers()]
    assert len(parsers) == len(grok.lines()) == len(vector.parsers) == len(templates)
    say(f"{name}: fluent-bit reads what the law reads",
        compare("fluent-bit", templates, onigmo([[pattern, lines] for pattern in parsers]), lines))
    say(f"{name}: grok reads what the law reads",
        compare("grok", templates, onigmo([[pattern, lines] for pattern in grok.lines()]), lines))
    say(f"{name}: vector reads what the law reads",
        compare("vector", templates, vector.read(lines), lines, loose=True))
    trace = "\n\tat com.example.Pay.run(Pay.java:7)\nCaused by: x"
    whole = [line for line in lines if any(template.read(line) is not None for template in templates)]
    say(f"{name}: a record of several lines is read by its first",
        compare("fluent-bit", templates, onigmo([[pattern, [line + trace for line in whole]] for pattern in parsers]),
                whole) + compare("fluent-bit, CRLF", templates,
                                 onigmo([[pattern, [line + "\r" for line in whole]] for pattern in parsers]), whole))
    return conf, templates, [text for _, text, _ in own], whole


def starts(conf, lines):
    """Which lines begin a record; each must be taken by just one of the two rules."""
    start, cont = onigmo([[rule, lines] for rule in conf.rules()])
    return [line for line, hit in zip(lines, start) if hit is not None], \
        [line for line, a, b in zip(lines, start, cont) if (a is None) == (b is None)]


def multiline(name, conf, good, others):
    begun, both = starts(conf, good + others)
    say(f"{name}: each line begins a record or goes on with one", both)
    say(f"{name}: lines of the log begin one, and others do not",
        [f"does not: {line}" for line in good if line not in begun] +
        [f"does: {line}" for line in others if line in begun])


TRACE = ["\tat com.example.Pay.run(Pay.java:7)", "Caused by: java.lang.Error: [ERROR] x", "", "    ... 7 more",
         "  [ERROR] 2026-01-01T00:00:00.000Z"]


def of_project():
    shutil.copytree(os.path.join(ROOT, "kb"), os.path.join(WORK, "project", "kb"))
    shutil.copytree(os.path.join(ROOT, "schema"), os.path.join(WORK, "project", "schema"))
    folder = os.path.join(WORK, "project")
    done = build(folder, "--emit", "default,fluent-bit,vector,grok")
    assert done.returncode == 0, done.stderr
    samples = read(folder, "sample.log").splitlines()
    conf, templates, own, _ = check("kb/", folder, BROKEN + samples)
    say("kb/: every sample line fits", [line for line in samples if templates[0].read(line) is None])
    multiline("kb/", conf, own, TRACE)
    parser = conf.parsers()[0]
    say("kb/: fluent-bit reads the time",
        [] if (parser["Time_Key"], parser["Time_Format"]) == ("timestamp", "%Y-%m-%dT%H:%M:%S.%LZ") else [str(parser)])


def of_hostile():
    folder = os.path.join(WORK, "hostile")
    shutil.copy(os.path.join(HERE, "hostile.yaml"), write(os.path.join(folder, "kbc.yaml"), "") or
                os.path.join(folder, "kbc.yaml"))
    for section, lines in LINES.items():
        for i, line in enumerate(lines):
            write(os.path.join(folder, "kb", f"{section}-{i}.md"),
                  f"# Case {section} {i}\n\n## {section.capitalize()}\n```\n{line}\n```\n")
    done = build(folder, "--emit", "kb,fluent-bit,vector,grok")
    assert done.returncode == 0, done.stdout + done.stderr
    conf, templates, own, whole = check("hostile", folder, BROKEN)
    names = [parser["Name"] for parser in conf.parsers()]
    say("hostile: names of parsers", [] if names == ["kb_main", "kb_a_b", "kb_a_b_2", "kb__x__y"] else [str(names)])
    clock = re.compile(r"(?:#[가-힣a-f]{2,4} )?" + time_pattern(templates[2].fields["clock"]["format"]) + " ")
    begins = [line for line in own if re.match(r"[0-9]{2}/[0-9]{2}/[0-9]{4} |[WE]\||.+?~", line) or clock.match(line)]
    multiline("hostile", conf, begins, TRACE + ["I|120|x"])
    say("hostile: enough lines fit", [] if len(whole) > 100 else [str(len(whole))])
    assert parts_of(r"\[\\") == [("text", "[\\")]


def main():
    missing = [tool for tool in ("ruby", "rg") if not shutil.which(tool)]
    if missing:
        print(f"ok shippers: parsers are read by what reads them # SKIP no {' and no '.join(missing)} here")
        return
    of_project()
    of_hostile()


main()
