"""What `kbc check` prints, read back by programs that are not ours and by readers made here."""
import collections
import gzip
import json
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hostile  # noqa: E402
import readers  # noqa: E402
import tools  # noqa: E402
from line_hash import line_hashes  # noqa: E402

KBC, ROOT, WORK = os.environ["KBC"], os.environ["ROOT"], os.environ["WORK"]
# Another build prints the same bytes: it is enough that programs of others read them once.
IS_RELEASE = os.path.basename(os.environ["BUILD"]) == "release"
HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.path.join(ROOT, "build", "format-readers")
FORMATS = ("json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle")
SECTION = "\n## Nope {}\n\ntext\n"


def check(folder, *words, status=1):
    got = subprocess.run([KBC, "check", *words], cwd=folder, stdin=subprocess.DEVNULL,
                         capture_output=True, check=False, timeout=600)
    assert status in (got.returncode, None), (got.returncode, got.stderr[-2000:])
    return got.stdout.decode(), got.stderr.decode()


class Run:
    """All formats of one run over a folder that is a repository."""

    def __init__(self, name, write, *words, status=1):
        self.name, self.folder = name, os.path.join(WORK, name)
        os.makedirs(os.path.join(self.folder, ".git"))
        self.paths = write(self.folder)
        self.out = {form: os.path.join(WORK, f"{name}.{form}") for form in FORMATS}
        forms = [f"--format={form}={path}" for form, path in self.out.items()]
        self.text, self.said = check(self.folder, "--format=text", *forms, *words, status=status)
        names = {os.fsencode(path).decode("utf-8", "replace"): os.fsencode(path)
                 for path in self.paths}
        self.json = readers.load(self.out["json"])
        self.texts = {}
        self.truth = [readers.Truth(diag, names, self.text_of)
                      for diag in self.json["diagnostics"]]
        self.sarif = readers.load(self.out["sarif"])

    def text_of(self, path):
        if path not in self.texts:
            self.texts[path] = readers.Text(os.path.join(os.fsencode(self.folder), path))
        return self.texts[path]

    def raw(self, form):
        with open(self.out[form], encoding="utf-8", newline="") as file:
            return file.read()


def copy_of(kind):
    """A knowledge base of the golden tests, as people write them."""
    def write(folder):
        source = os.path.join(ROOT, "tests", "golden", "kinds", kind)
        subprocess.run(["cp", "-R", source + "/.", folder], check=True)
        return check(folder, "--show-files", status=0)[0].splitlines()
    return write


def many_sections(count, heading):
    """`count` findings in files of less than 1 MiB."""
    def write(folder):
        paths, left = [], count
        while left > 0:
            paths.append(f"f{len(paths):03}.md")
            with open(os.path.join(folder, paths[-1]), "w", encoding="utf-8") as file:
                file.write(hostile.CLEAN.replace("card", f"card{len(paths)}")
                           .replace("a1b2c3d4", f"{len(paths):08x}"))
                size = 0
                while left > 0 and size < 800_000 and file.tell() < 900_000:
                    size += file.write(SECTION.format(heading(left)))
                    left -= 1
        return paths
    return write


def same(got, expected):
    got, expected = collections.Counter(got), collections.Counter(expected)
    assert got == expected, f"too many: {list((got - expected).items())[:3]}; " \
                            f"missing: {list((expected - got).items())[:3]}"


# ---- One format each --------------------------------------------------------------------------

def sarif_is_right(run):
    assert run.sarif["runs"][0]["columnKind"] == "unicodeCodePoints"
    same(readers.sarif(run.sarif),
         [(t.path, t.start, t.end, t.code, t.level) for t in run.truth])
    rules = run.sarif["runs"][0]["tool"]["driver"]["rules"]
    for rule in rules:
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"],
                     rule["help"]["text"], rule["help"]["markdown"]):
            assert 0 < len(text) <= 1024, (rule["id"], len(text))
    for result in run.sarif["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "](" not in result["message"]["text"]
        readers.assert_no_commands(result["message"]["text"].replace("\n", " "), True)


def sarif_is_valid(run):
    schema = os.path.join(tools.module(TOOLS, tools.MODULES[0]), "sarif-2.1.0.json")
    wrong = tools.ajv(TOOLS, schema, run.out["sarif"])
    assert not wrong, wrong


def sarif_pleases_the_multitool(run):
    tools.has_multitool(TOOLS)
    wrong = tools.validate_sarif(TOOLS, run.out["sarif"])
    assert not wrong, "\n".join(wrong[:10])


def sarif_hashes(run):
    """Ours, those of the readers here, those of the multitool."""
    hashes = {path: line_hashes(text.data) for path, text in run.texts.items()}
    checked = 0
    for result in run.sarif["runs"][0]["results"]:
        path, start = next(readers.sarif({"runs": [{"results": [result]}]}))[:2]
        if path in hashes:
            mine = result["partialFingerprints"]["primaryLocationLineHash"]
            assert mine == hashes[path][start[0] - 1], (path, start, mine)
            checked += 1
    assert checked > 0


def sarif_hashes_of_the_multitool(run):
    tools.has_multitool(TOOLS)
    log = json.loads(run.raw("sarif"))
    mine = [result.pop("partialFingerprints", {}).get("primaryLocationLineHash")
            for result in log["runs"][0]["results"]]
    root = "file://" + os.path.realpath(run.folder) + "/"
    log["runs"][0]["originalUriBaseIds"]["SRCROOT"]["uri"] = root
    path = run.out["sarif"] + ".bare"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(log, file)
    theirs = tools.hashes_by_multitool(TOOLS, path)
    assert any(theirs) and len(mine) == len(theirs)
    assert all(a == b for a, b in zip(mine, theirs) if b), "other hashes than the multitool"


def hashes_are_the_known_ones():
    """Pairs that GitHub's own tests hold, so that the reader here is right, too."""
    repeated = line_hashes(b"Lorem ipsum dolor sit amet.\n" * 10)
    assert line_hashes(b"") == ["c129715d7a2bc9a3:1"]
    assert line_hashes(b" a\nb\n  \t\tc\n d")[2] == "180aee12dab6264:1"
    assert repeated[4] == "a7f2ff13bc495cf2:5" and repeated[6] == "a7f2ff1481e87703:1"
    assert line_hashes(b" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n")[3] \
        == "e20e36e16fcb0cc8:1"


def rdjson_is_right(run):
    report = readers.load(run.out["rdjson"])
    same(readers.rdjson(report),
         [(t.diag["path"], t.start_bytes, t.end_bytes, t.code, t.level) for t in run.truth])
    wrong = tools.validate_rdjson(TOOLS, run.out["rdjson"])
    assert not wrong, wrong


def fixes_are_the_same(run):
    """What a fix makes of the file, told by json, sarif and rdjson."""
    suggestions = readers.load(run.out["rdjson"])["diagnostics"]
    results = {}
    for result in run.sarif["runs"][0]["results"]:
        key = next(readers.sarif({"runs": [{"results": [result]}]}))[:4]
        results[key] = list(readers.sarif_edits(result))
    fixed = 0
    for truth, item in zip(run.truth, suggestions):
        edits = results[(truth.path, truth.start, truth.end, truth.code)]
        assert bool(edits) == ("fixes" in truth.diag) == ("suggestions" in item)
        if not edits:
            continue
        by_sarif = truth.replaced([(truth.text.offset(a), truth.text.offset(b), text)
                                   for a, b, text in edits])
        by_rdjson = truth.replaced([
            tuple(truth.text.starts[line - 1] + column - 1 for line, column
                  in readers.rdjson_range(one["range"])) + (one["text"],)
            for one in item["suggestions"]])
        assert by_sarif == by_rdjson == truth.fixed()
        assert by_sarif != truth.text.data
        fixed += 1
    assert fixed > 0 or run.name != "hostile", "no fix to compare"


def github_is_right(run):
    commands = list(readers.github(run.raw("github")))
    expected = []
    for t in run.truth:
        place = {"file": t.spelled_path()}
        if t.has_place:
            place.update(line=str(t.start[0]), endLine=str(t.last_line()))
            if t.start[0] == t.end[0]:
                place.update(col=str(t.start[1]), endColumn=str(t.end[1]))
        place["title"] = f"{t.code} {t.rule}"
        expected.append((t.level, tuple(sorted(place.items()))))
    same([(readers.LEVELS[name], tuple(sorted(properties.items())))
          for name, properties, _ in commands if properties["title"] != "kbc"], expected)
    for level in ("error", "warning", "notice"):
        ours = [(properties, text) for name, properties, text in commands if name == level]
        if len(ours) > 10:
            assert ours[9][0]["title"] == "kbc" and f"{len(ours) - 1} " in ours[9][1]
        assert sum(properties["title"] == "kbc" for properties, _ in ours) == (len(ours) > 10)
    for _, _, text in commands:
        for line in text.split("\n"):
            readers.assert_no_commands("x " + line, True)


def gitlab_is_right(run):
    report = readers.load(run.out["gitlab"])
    same(readers.gitlab(report),
         [(t.diag["path"], t.start[0], t.last_line(), t.rule, t.level) for t in run.truth])
    prints = [item["fingerprint"] for item in report]
    assert len(set(prints)) == len(prints), "two fingerprints are equal"
    wrong = tools.ajv(TOOLS, os.path.join(HERE, "code-quality.schema.json"), run.out["gitlab"])
    assert not wrong, wrong


def junit_is_right(run):
    wrong = tools.xmllint(os.path.join(HERE, "junit.xsd"), run.out["junit"])
    assert not wrong, wrong
    cases = readers.junit(run.out["junit"])
    same(list(cases), {readers.spell(os.fsdecode(path)) for path in run.paths} |
         {t.spelled_path() for t in run.truth})
    for name, (failure, other) in cases.items():
        own = [t for t in run.truth if t.spelled_path() == name]
        for text, wanted in ((failure, [t for t in own if t.level == "error"]),
                             (other, [t for t in own if t.level != "error"])):
            assert (text or "").count("[KBC") >= len(wanted), name
            assert bool(text) == bool(wanted), name
            for t in wanted:
                assert f"[{t.code} {t.rule}]: {readers.spell(t.diag['message'])}" in text


def checkstyle_is_right(run):
    wrong = tools.xmllint(os.path.join(HERE, "checkstyle.xsd"), run.out["checkstyle"])
    assert not wrong, wrong
    same(readers.checkstyle(run.out["checkstyle"]),
         [(t.spelled_path(), t.start[0], t.start[1] if t.has_place else None, t.rule, t.level) for t in run.truth])


def nothing_is_a_command(run):
    readers.assert_no_commands(run.text, True)
    readers.assert_no_commands(run.said, True)
    readers.assert_no_commands(check(run.folder, "--show-files", ".", status=None)[0], True)
    for form in set(FORMATS) - {"github"}:
        readers.assert_no_commands(run.raw(form), False)


# ---- What all of them must do -----------------------------------------------------------------

def moved_lines_keep_fingerprints(run):
    """Blank lines and other text above: the same findings to GitLab and GitHub."""
    def write(folder):
        hostile.write(folder)
        for path in run.paths:
            full = os.path.join(os.fsencode(folder), path)
            with open(full, "rb") as file:
                data = file.read()
            with open(full, "wb") as file:
                file.write(data.replace(b"\n---\n#", b"\n# moved\n# again\n---\n\n#", 1))
        return run.paths
    moved = Run("moved", write, ".")
    prints = [{item["fingerprint"] for item in readers.load(one.out["gitlab"])}
              for one in (run, moved)]
    assert prints[0] == prints[1], "GitLab takes a moved line for a new finding"
    assert [t.start for t in run.truth] != [t.start for t in moved.truth]


def warnings_fail_on_request(run):
    assert '<testcase name="warned.md" classname="kbc" time="0">' in run.raw("junit")
    assert readers.junit(run.out["junit"])["warned.md"][0] is None
    path = os.path.join(WORK, "denied.junit")
    check(run.folder, "--deny-warnings", f"--format=junit={path}", ".")
    assert "error-message-in-log" in readers.junit(path)["warned.md"][0]
    assert readers.junit(path)["clean.md"] == (None, None)


def standard_output_takes_each(run):
    for form in FORMATS:
        assert check(run.folder, "-q", "--format", form, ".")[0] == run.raw(form), form


def sarif_is_cut_by_number():
    run = Run("many", many_sections(25_100, lambda n: n), ".")
    results = run.sarif["runs"][0]["results"]
    left = len(run.truth) - 25_000
    assert len(results) == 25_000 and left > 0
    note = run.sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]
    assert note["text"].startswith(f"{left} of {len(run.truth)} findings are left out")
    assert f"sarif: {left} of {len(run.truth)} findings left out" in run.said
    levels = collections.Counter(result["level"] for result in results)
    errors = sum(t.level == "error" for t in run.truth)
    assert levels["error"] == min(errors, 25_000)
    same(list(readers.gitlab(readers.load(run.out["gitlab"]))),
         [(t.diag["path"], t.start[0], t.last_line(), t.rule, t.level) for t in run.truth])


def sarif_is_cut_by_size():
    seed = random.Random(7)
    letters = [chr(c) for c in range(0xAC00, 0xD7A4)]
    write = many_sections(1_800, lambda n: "".join(seed.choices(letters, k=4000)))
    folder = os.path.join(WORK, "large")
    os.makedirs(os.path.join(folder, ".git"))
    write(folder)
    out, said = check(folder, "--format=sarif", ".")
    size = len(gzip.compress(out.encode(), 6))
    assert 6_000_000 < size <= 10_000_000, size
    assert "findings left out" in said
    assert json.loads(out)["runs"][0]["results"]


# ---- Running them -----------------------------------------------------------------------------

def report(name, function, *arguments):
    try:
        function(*arguments)
    except tools.Missing as missing:
        print(f"ok formats: {name} # SKIP {missing}")
    except Exception as error:  # pylint: disable=broad-except
        print(f"not ok formats: {name}")
        print(f"  # {type(error).__name__}: {error}"[:3000].replace("\n", "\n  # "))
    else:
        print(f"ok formats: {name}")


PLAIN = [sarif_is_right, sarif_hashes, fixes_are_the_same, github_is_right, nothing_is_a_command]
WITH_TOOLS = [sarif_is_valid, sarif_pleases_the_multitool, sarif_hashes_of_the_multitool,
              rdjson_is_right, gitlab_is_right]
WITH_XMLLINT = [junit_is_right, checkstyle_is_right]


def main():
    missing = None
    try:
        if IS_RELEASE:
            tools.install(TOOLS)
    except tools.Missing as error:
        missing = error

    def needs_tools(function):
        def wrapped(*arguments):
            if missing:
                raise missing
            function(*arguments)
        return wrapped

    runs = {"hostile": Run("hostile", hostile.write, ".")}
    for name in ("alerts",):
        runs[name] = Run(name, copy_of(name))
    for name, run in runs.items():
        for function in PLAIN + WITH_XMLLINT:
            report(f"{name}: {function.__name__.replace('_', ' ')}", function, run)
        for function in WITH_TOOLS if IS_RELEASE else []:
            report(f"{name}: {function.__name__.replace('_', ' ')}", needs_tools(function), run)
    for function in (moved_lines_keep_fingerprints, warnings_fail_on_request,
                     standard_output_takes_each):
        report(function.__name__.replace("_", " "), function, runs["hostile"])
    for function in (hashes_are_the_known_ones, sarif_is_cut_by_number, sarif_is_cut_by_size):
        report(function.__name__.replace("_", " "), function)


main()
