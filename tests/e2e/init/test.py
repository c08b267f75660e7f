"""kbc init over knowledge bases of several kinds: what a check finds with its schema is what was
planted, and nothing else.

Finds KBC, WORK and ROOT in its environment; see tests/README.md."""
import json
import os
import random
import re
import shutil
import subprocess

KBC = os.environ["KBC"]
WORK = os.environ.get("WORK", os.getcwd())
ROOT = os.environ.get("ROOT", os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.dirname(os.path.abspath(__file__))))))

WORDS = """disk queue pod node lag cert lease quota cache index shard replica token route budget
  batch login cart order refund ledger stream topic broker volume socket thread heap""".split()


def report(name, problems):
    print(("not ok" if problems else "ok") + f" init: {name}")
    for problem in problems[:10]:
        print(f"  {problem}")


def kbc(folder, *arguments):
    done = subprocess.run([KBC, *arguments], cwd=folder, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lay_out(name, files):
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, ".git"))
    for path, text in files.items():
        os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    return folder


def sentence(dice, n):
    return " ".join(dice.choice(WORDS) for _ in range(n)).capitalize() + "."


def found_in(folder):
    """The exit status of a check, and its findings as (path, line, rule)."""
    status, out, errors = kbc(folder, "check", "--format", "json")
    if status > 1:
        return status, [], errors + out
    found = json.loads(out)["diagnostics"]
    return status, [(each["path"], each.get("line", 0), each["rule"]) for each in found], ""


def expect_outliers(name, files, outliers, wanted, line_of=None):
    """`outliers`: path (or "path:case" where line_of maps a line to a case) → what is planted.
    `wanted`: what the schema must hold."""
    folder = lay_out(name, files)
    status, out, errors = kbc(folder, "init")
    problems = []
    if status != 0:
        report(name, [f"init ends with {status}", errors])
        return
    with open(os.path.join(folder, "kbc.yaml"), encoding="utf-8") as file:
        schema = file.read()
    problems += [f"the schema lacks: {text}" for text in wanted if text not in schema]
    status, found, said = found_in(folder)
    if status > 1:
        report(name, problems + [f"check ends with {status}", said])
        return
    where = {}
    for path, line, rule in found:
        place = line_of(path, line) if line_of else path
        where.setdefault(place, set()).add(rule)
    for place in sorted(set(where) - set(outliers)):
        problems.append(f"{place} is no outlier, but: {sorted(where[place])}")
    for place in sorted(set(outliers) - set(where)):
        problems.append(f"{place} was not found: {outliers[place]}")
    total = re.search(r"^(\d+) (files|cases): (?:all clean|(\d+) clean, (\d+) with (\d+) finding)",
                      errors, re.M)
    if not total:
        problems.append(f"no summary in {errors!r}")
    elif total[3] and (int(total[4]), int(total[5])) != (len(where), len(found)):
        problems.append(f"{total[0]!r}, but {len(where)} with {len(found)}")
    elif total[3] and int(total[3]) + int(total[4]) != int(total[1]):
        problems.append(f"{total[0]!r} does not add up")
    if "next:  kbc check" not in errors:
        problems.append("the next command is not named")
    report(name, problems)


# ---- Alert runbooks: one a file, front matter, a title that is the file's name -------------

def runbook(dice, title):
    front = {"severity": dice.choice(["page", "ticket", "info"]), "team": dice.choice(WORDS[:4]),
             "service": f"{dice.choice(WORDS)}-{dice.choice(WORDS)}-api",
             "reviewed": f"2026-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"}
    if dice.random() < 0.4:
        front["runbook_url"] = f"https://wiki.example.org/{title}"
    sections = [("Meaning", sentence(dice, 9)), ("Impact", sentence(dice, 6)),
                ("Diagnosis", f"```sh\nshow {title}\n```\n\n{sentence(dice, 5)}"),
                ("Mitigation", f"1. {sentence(dice, 4)}\n2. {sentence(dice, 5)}")]
    if dice.random() < 0.3:
        sections.append(("See also", f"- {sentence(dice, 3)}"))
    return front, sections


def runbook_text(title, front, sections):
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    body = "".join(f"## {name}\n\n{text}\n\n" for name, text in sections)
    return f"---\n{lines}---\n# {title}\n\n{body}"


def test_runbooks():
    dice = random.Random(1)
    files, outliers = {"README.md": "# Runbooks\n\nOne file for each alert.\n"}, {}

    def spoil(number, front, sections):
        kind = number % 8
        if kind == 0:
            del front["severity"]
            return "a key is missing"
        if kind == 1:
            front["severity"] = f"urgent{number}"
            return "a value of its own"
        if kind == 2:
            sections[0:2] = sections[1::-1]
            return "another order"
        if kind == 3:
            del sections[1]
            return "a section is missing"
        if kind == 4:
            sections[1] = ("Imapct", sections[1][1])
            return "a section is misspelt"
        if kind == 5:
            front["reviewd"] = front.pop("reviewed")
            return "a key is misspelt"
        if kind == 6:
            sections[3] = ("Mitigation", "Nobody knows.")
            return "no steps"
        sections.insert(2, ("Notes of mine", "Nothing."))
        return "a section of its own"

    for number in range(300):
        title = "".join(word.capitalize() for word in dice.sample(WORDS, 2)) + f"{number}"
        path = f"runbooks/{dice.choice(['db', 'net', 'app'])}/{title}.md"
        front, sections = runbook(dice, title)
        if number % 33 == 5:
            outliers[path] = spoil(len(outliers), front, sections)
        files[path] = runbook_text(title, front, sections)
    expect_outliers("alert runbooks", files, outliers, [
        "split: file", "exclude: ['**/README.md']", "enum: [", "- severity ", "title: Mitigation",
        "title_equals: file_stem", "numbering: sequential", "pattern: '^\\d{4}-\\d{2}-\\d{2}$'",
        "required: false", "additional: false", "order: strict"])


# ---- Decision records: no front matter, numbered titles -------------------------------------

def test_decisions():
    dice = random.Random(2)
    files, outliers = {}, {}
    for number in range(1, 121):
        topic = sentence(dice, 4)[:-1]
        sections = [("Status", dice.choice(["Accepted", "Superseded"])),
                    ("Context", sentence(dice, 20)), ("Decision", sentence(dice, 12)),
                    ("Consequences", f"- {sentence(dice, 5)}\n- {sentence(dice, 5)}")]
        head = f"# ADR-{number:04d}: {topic} {number}"
        path = f"adr/{number:04d}.md"
        if number == 30:
            head, outliers[path] = f"# Decision about {topic}", "no number"
        if number == 60:
            del sections[2]
            outliers[path] = "no decision"
        if number == 90:
            sections.reverse()
            outliers[path] = "another order"
        files[path] = head + "\n\n" + "".join(f"## {n}\n\n{t}\n\n" for n, t in sections)
    files["adr/index.md"] = "# Decisions\n\n- all of them\n"
    # The one behind the title without a number breaks the row of numbers, too.
    outliers["adr/0031.md"] = "its number follows none"
    expect_outliers("decision records", files, outliers, [
        "presence: forbidden", r"title: '^ADR-(?<number>\d{4,}): (?<title>.+)$'",
        "title: Consequences", "exclude: ['**/index.md']"])


# ---- Postmortems: Hangul headings with decorations, log lines among prose ------------------

def test_postmortems():
    dice = random.Random(3)
    files, outliers = {}, {}
    for number in range(100):
        mark = dice.choice(["", "🔥 ", ""])
        level = dice.choice(["ERROR", "WARN"])
        service = f"{dice.choice(WORDS)}-worker"
        what = sentence(dice, 5)[:-1]
        log = (f"2026-02-{number % 28 + 1:02d} 08:{number % 60:02d}:11,{number:03d} {level} "
               f"[{service}] pid={4000 + number} - {what} after {number} tries")
        front = f"service: {service}\nerror: {what}\nminutes: {dice.randint(3, 400)}\ntags: [{dice.choice(WORDS)}, late]\n"
        path = f"{number:03d}-{service}.md"
        if number == 11:
            log, outliers[path] = log.replace(" - ", " "), "a broken log line"
        if number == 12:
            front, outliers[path] = front.replace("minutes: ", "minutes: about "), "no number"
        if number == 13:
            log, outliers[path] = log.replace(f"[{service}]", "[someone-else]"), "not its service"
        files[path] = (f"---\n{front}---\n# {what} ({number})\n\n## {mark}증상 (Symptoms):\n\n"
                       f"```\n{log}\n```\n\n## 원인\n\n{sentence(dice, 15)}\n\n"
                       f"## 재발 방지\n\n- {sentence(dice, 6)}\n")
    expect_outliers("postmortems", files, outliers, [
        "type: integer", "type: array", "items: {type: string", "equals: frontmatter.service",
        "contains: frontmatter.error", "format: '%Y-%m-%d %H:%M:%S,%3f'", "pid={pid}",
        "log: main"])


# ---- Bundles --------------------------------------------------------------------------------

def test_bundles():
    dice = random.Random(4)
    files, outliers, starts = {}, {}, {}
    for name in ("db.md", "net.md"):
        text, starts[name] = f"# Cases of {name}\n\nFrom the old wiki.\n\n", []
        for number in range(1, 61):
            category = dice.choice(["Lock", "Disk", "Pool"])
            sections = [("Symptom", sentence(dice, 8)), ("Cause", sentence(dice, 8)),
                        ("Steps", f"1. {sentence(dice, 4)}\n2. {sentence(dice, 4)}")]
            keys = [f"component: {dice.choice(['primary', 'replica', 'proxy'])}\n",
                    f"error: {sentence(dice, 4)[:-1]}\n"]
            if name == "net.md" and number == 20:
                del sections[1]
                outliers[f"{name}:20"] = "no cause"
            if name == "db.md" and number == 40:
                del keys[0]
                outliers[f"{name}:40"] = "no component"
            starts[name].append(text.count("\n") + 1)
            text += (f"## {number:02d}. {category} - {sentence(dice, 3)[:-1]} {name} {number}\n---\n"
                     + "".join(keys) + "---\n"
                     + "".join(f"### {n}\n{t}\n\n" for n, t in sections) + "---\n\n")
        files[name] = text

    def case_of(path, line):
        return f"{path}:{sum(start <= line for start in starts[path])}"
    expect_outliers("bundles", files, outliers, [
        "split: auto", "level: 2", "number: {sequence: file}", "enum: [",
        r"title: '^(?<number>\d{2,})\. (?<category>.+?) - (?<title>.+)$'"], case_of)


def test_headings():
    dice = random.Random(5)
    starts, text, outliers = [], "# Alerts\n\nWhat to do.\n\n", {}
    for number in range(1, 81):
        starts.append(text.count("\n") + 1)
        text += f"## {sentence(dice, 2)[:-1]} {number}\n\n### Meaning\n\n{sentence(dice, 6)}\n\n"
        if number == 50:
            outliers["alerts.md:50"] = "no action"
        else:
            text += f"### Action\n\n{sentence(dice, 6)}\n\n"

    def case_of(path, line):
        return f"{path}:{sum(start <= line for start in starts)}"
    expect_outliers("headings without front matter", {"alerts.md": text}, outliers,
                    ["split: heading", "level: 2", "title: Action"], case_of)


# ---- The project's own cases ----------------------------------------------------------------

def test_own():
    folder = lay_out("own", {})
    shutil.copytree(os.path.join(ROOT, "kb"), os.path.join(folder, "kb"))
    problems = []
    status, _, errors = kbc(folder, "init", "kb")
    if status != 0 or "25 files: all clean" not in errors:
        problems.append(f"init: {status} {errors}")
    with open(os.path.join(folder, "kbc.yaml"), encoding="utf-8") as file:
        schema = file.read()
    for text in (r"template: '\[{level}\] {timestamp} {service}/{version} \[{id}\]: {message} "
                 "| Context: {context}'", "equals: frontmatter.service",
                 "contains: frontmatter.error_message", "include: ['kb/**/*.md']"):
        if text not in schema:
            problems.append(f"the schema lacks: {text}")
    status, out, errors = kbc(folder, "check")
    if status != 0 or "clean" not in errors:
        problems.append(f"check: {status} {out} {errors}")
    report("the project's own cases", problems)


# ---- The file -------------------------------------------------------------------------------

def test_file():
    files = {f"kb/{n}.md": f"# Case {n}\n\n## Cause\n\nText {n}.\n" for n in "abc"}
    folder = lay_out("file", files)
    problems = []

    def expect(status, text, *arguments):
        got, out, errors = kbc(folder, *arguments)
        if got != status or text not in out + errors:
            problems.append(f"{arguments}: {got}, {out}{errors}")

    expect(0, "3 files: all clean", "init")
    os.utime(os.path.join(folder, "kbc.yaml"), (0, 0))
    expect(2, "--force", "init")
    if os.stat(os.path.join(folder, "kbc.yaml")).st_mtime != 0:
        problems.append("the schema was overwritten")
    expect(0, "kbc.yaml written", "init", "--force")
    if os.stat(os.path.join(folder, "kbc.yaml")).st_mtime == 0:
        problems.append("--force did not overwrite the schema")
    expect(2, "does not exist", "init", "-o", "schema/case.yaml")
    os.mkdir(os.path.join(folder, "schema"))
    os.remove(os.path.join(folder, "kbc.yaml"))
    expect(0, "next:  kbc check", "init", "-o", "schema/case.yaml", "kb")
    expect(0, "3 cases in 3 files: clean", "check")
    expect(2, "schema/case.yaml is the schema here", "init")
    expect(0, "next:  kbc check --schema mine.yaml", "init", "-o", "mine.yaml", "kb")
    expect(0, "3 cases in 3 files: clean", "check", "--schema", "mine.yaml")
    expect(2, "is not below", "init", "-o", "schema/case.yaml", "--force", "..")
    expect(2, "does not exist", "init", "--force", "nowhere")
    expect(2, "standard input", "init", "--force", "-")
    left = [name for name in os.listdir(folder) if ".kbc-" in name]
    if left:
        problems.append(f"left behind: {left}")
    report("where it writes", problems)


def test_same_bytes():
    dice = random.Random(6)
    files = {}
    for number in range(60):
        front, sections = runbook(dice, f"Alert{number}")
        dice.shuffle(sections)
        files[f"{number}.md"] = runbook_text(f"Alert{number}", front, sections)
    folder = lay_out("same", files)
    texts = {kbc(folder, "init", "-o", "-", f"-j{n}")[1] for n in (1, 2, 8, 8)}
    report("the same bytes on any number of threads",
           [] if len(texts) == 1 and "kbc: 1" in texts.pop() else ["they differ"])


# ---- Hostile text: whatever is in the files, the schema loads -------------------------------

PIECES = ["{{", "}}", "{x}", "[a]", "]]", ": ", " #", "# ", "'", '"', "\\", "|", ">", "- ", "%",
          "@", "`", "&a", "*b", "!c", "?", ",", "~", "null", "yes", "0x1", "1e3", "가나", "🔥",
          "e\u0301", "\u00a0", "\u2028", "\u0085", "\t", "=", "<b>", "$(", "\\d+(", "a", "B", "7"]


def hostile(dice, most):
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, most))).strip() or "x"


def test_hostile():
    problems = []
    for seed in range(60):
        dice = random.Random(seed)
        names = [hostile(dice, 6) for _ in range(4)]
        keys = [json.dumps(hostile(dice, 4), ensure_ascii=False) for _ in range(3)]
        values = [json.dumps(hostile(dice, 5), ensure_ascii=False) for _ in range(3)]
        files = {}
        for number in range(dice.choice([1, 3, 12])):
            front = "".join(f"{key}: {dice.choice(values)}\n" for key in dict.fromkeys(keys))
            line = f"[ERROR] 2026-01-01T00:00:0{number % 10}Z {names[0]}: {hostile(dice, 8)}"
            body = "".join(f"## {name}\n\n{line}\n\n{hostile(dice, 9)}\n\n" for name in names)
            files[f"k{number}.md"] = f"---\n{front}---\n# {hostile(dice, 5)}\n\n{body}"
        folder = lay_out("hostile", files)
        status, _, errors = kbc(folder, "init")
        if status == 0:
            status, _, said = found_in(folder)
            errors += said
        if status > 1:
            problems.append(f"seed {seed}: {status} {errors}")
    report("hostile text", problems)


test_runbooks()
test_decisions()
test_postmortems()
test_bundles()
test_headings()
test_own()
test_file()
test_same_bytes()
test_hostile()
