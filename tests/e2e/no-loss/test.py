"""What kbc writes takes the place of nothing that it reads, and what it says is what it did."""
import fcntl
import json
import os
import shutil
import subprocess

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
FRONT = "---\nservice: auth-svc\nerror_message: \"x: y failed\"\n---\n"
LOG = ('[ERROR] 2024-03-15T10:00:00.123Z auth-svc/v4.2.1 [a1b2c3d4]: x: y failed. '
       '| Context: {A="1"}')
GOOD = (FRONT + "# Auth - Something\n\n## Incident Summary\n" + LOG + "\n\n## Root Cause\n"
        "The upstream did not answer in time.\n\n## Action Items\n1. Look at the upstream.\n"
        "2. Call its owner.\n")
BAD = GOOD.replace("2. Call", "1. Call")


def kbc(*words, **more):
    return subprocess.run([KBC, *words], capture_output=True, check=False, text=True, **more)


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def tree():
    return {os.path.join(folder, name): read(os.path.join(folder, name))
            for folder, _, names in os.walk(".") for name in names
            if os.path.isfile(os.path.join(folder, name))}


def project(text=GOOD):
    """A schema with its front matter in a second file, a page, a baseline of nothing."""
    schema = read(os.path.join(ROOT, "schema", "case.yaml"))
    write("kbc.yaml", schema.rstrip("\n") + "\nbaseline: known.jsonl\n")
    write("known.jsonl", '{"kbc-baseline":1}\n')
    write("kb/a.md", text)


def refused(words, name, **more):
    """Status 2, one line that names the file, and every file as it was."""
    before = tree()
    said = kbc(*words, **more)
    lines = said.stderr.splitlines()
    if said.returncode != 2 or said.stdout or len(lines) != 1 or name not in lines[0]:
        return f"{words}: {said.returncode} {said.stdout!r} {said.stderr!r}"
    return None if tree() == before else f"{words}: something was written"


def first(problems):
    return next((problem for problem in problems if problem), None)


def check_inputs():
    project(BAD)
    os.symlink("kb/a.md", "link.md")
    os.link("kb/a.md", "hard.txt")
    names = ["kb/a.md", "kb/../kb/a.md", os.path.abspath("kb/a.md"), "link.md", "hard.txt",
             "kbc.yaml", "known.jsonl"]
    return first(refused([*command, "--format", f"sarif={name}"], os.path.basename(name))
                 for name in names for command in (["check"], ["build"], ["check", "--fix"],
                                                   ["check", "kb/a.md"]))


def check_outside():
    write("page.md", GOOD)
    schema = os.path.join(ROOT, "schema", "case.yaml")
    write("new/x", "")
    return first([
        refused(["check", "-q", "--format", "json=page.md", "page.md"], "page.md"),
        refused(["split", "-q", "-o", "out", "--format", "json=page.md", "page.md"], "page.md"),
        refused(["check", "--schema", schema, "--stdin-filename", "new/b.md", "--format",
                 "json=new/b.md", "-"], "new/b.md", input=GOOD)])


def check_wrong_schema():
    """Nobody can tell then what the corpus is, so a page is not touched; a report is written."""
    project()
    write("kbc.yaml", "kbc: 1\nnonsense: 1\n")
    problem = first(refused(["check", "--format", f"json={name}"], name)
                    for name in ("kb/a.md", "kbc.yaml"))
    said = kbc("check", "--format", "json=report.json")
    return problem or (None if said.returncode == 2 and "nonsense" in read("report.json")
                       else f"{said.returncode} {said.stderr}")


def check_references():
    write("kbc.yaml", "kbc: 1\ncorpus: {include: ['*.md']}\nfrontmatter: {schema: {$ref: f.json}}\n"
                      "sections: {list: [{id: steps, title: Steps}]}\n")
    write("f.json", '{"type": "object"}\n')
    write("a.md", "---\na: b\n---\n# T\n\n## Steps\nText.\n")
    return refused(["check", "--format", "json=./f.json"], "f.json")


def check_projects():
    project()
    shutil.copytree("kb", "one/kb")
    shutil.copy("kbc.yaml", "one.yaml")
    write("kbc.yaml", "kbc: 1\nprojects: [{root: one, schema: one.yaml, baseline: b.jsonl}]\n")
    write("b.jsonl", '{"kbc-baseline":1}\n')
    return first(refused(["check", "--format", f"json={name}"], name)
                 for name in ("kbc.yaml", "one.yaml", "b.jsonl", "one/kb/a.md"))


def check_two_formats():
    project()
    os.mkdir("there")
    os.symlink("there", "other")
    write("old.json", "old")
    os.link("old.json", "same.json")
    pairs = [("new.json", os.path.abspath("new.json")), ("there/x", "other/x"),
             ("old.json", "same.json")]
    return first(refused(["check", "--format", f"json={one}", "--format", f"sarif={other}"],
                         os.path.basename(other)) for one, other in pairs)


def blocked_name(folder="kb"):
    """Of a file beside which nothing can be written, not by root either: folders have those names."""
    for number in range(1, 101):
        os.makedirs(f"{folder}/.blocked.md.kbc-{number}", exist_ok=True)
    return f"{folder}/blocked.md"


def check_not_written():
    """What could not be written is not fixed: summary, findings and formats say so."""
    project()
    write(blocked_name(), BAD)
    write("kb/b.md", BAD.replace("# Auth - Something", "# Auth - Other"))
    said = kbc("check", "--fix", "--select", "list-numbering", "--format", "text", "--format", "json=report.json")
    found = [(d["path"], d["rule"]) for d in json.loads(read("report.json"))["diagnostics"]]
    last = said.stderr.splitlines()[-1]
    if said.returncode != 3 or last != "fixed 1, 1 left" or found != [(blocked_name(), "list-numbering")]:
        return f"{said.returncode} {said.stderr} {found}"
    if said.stdout.count("list-numbering") != 1 or "1 warning" not in said.stderr and "1 error" not in said.stderr:
        return said.stdout + said.stderr
    with open("/dev/full", "w", encoding="utf-8") as full:
        said = subprocess.run([KBC, "check", "--fix", "--select", "list-numbering", "-"], input=BAD,
                              stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    good = said.returncode == 3 and "list-numbering" in said.stderr and "fixed 0, 1 left" in said.stderr
    return None if good else f"{said.returncode} {said.stderr}"


def check_not_formatted():
    project()
    write(blocked_name(), BAD)
    write("kb/b.md", BAD.replace("# Auth - Something", "# Auth - Other"))
    said = kbc("fmt")
    if said.returncode != 3 or said.stderr.splitlines()[-1] != "2 of 3 files changed":
        return f"{said.returncode} {said.stderr}"
    with open("/dev/full", "w", encoding="utf-8") as full:
        said = subprocess.run([KBC, "fmt", "-"], input=BAD, stdout=full, stderr=subprocess.PIPE,
                              text=True, check=False)
    good = said.returncode == 3 and said.stderr.splitlines()[-1] == "0 of 1 file changed"
    return None if good else f"{said.returncode} {said.stderr}"


def check_diff():
    """A report beside a diff tells of the files as they are; in one stream they are refused."""
    project(BAD)
    alone = kbc("check", "--format", "json").stdout
    said = kbc("check", "--diff", "--format", "json=report.json")
    if said.returncode != 1 or not said.stdout.startswith("--- ") or read("report.json") != alone:
        return f"{said.returncode} {said.stdout} {said.stderr}"
    if kbc("check", "--diff", "--format", "text").stdout != said.stdout:
        return "text beside a diff"
    return first(refused(["check", "--diff", "--format", name], "--format json=FILE")
                 for name in ("json", "json=-"))


def check_baseline_folder():
    project(BAD)
    problem = refused(["check", "--write-baseline", "--baseline", "nix/deep/known.jsonl"], "nix/deep")
    if problem or os.path.exists("nix"):
        return problem or "folders were made"
    os.mkdir("nix")
    said = kbc("check", "--write-baseline", "--baseline", "nix/known.jsonl")
    if said.returncode != 0 or not os.path.exists("nix/known.jsonl"):
        return said.stderr
    write("kbc.yaml", read("kbc.yaml").replace("baseline: known", "baseline: own/known"))
    said = kbc("check", "--write-baseline")
    return None if said.returncode == 0 and os.path.exists("own/known.jsonl") else said.stderr


def check_leftovers():
    """What nobody holds a lock on goes, beside what is written; all else that looks like it stays."""
    project(BAD)
    write("kb/b.md", GOOD.replace("# Auth - Something", "# Auth - Other"))
    stays = ["kb/.b.md.kbc-1", "kb/a.md.kbc-1", "kb/.a.md.kbc-", "kb/.a.md.kbc-1x", "kb/.a.md.kbc-01",
             "kb/.aa.md.kbc-1"]
    for name in stays:
        write(name, "x")
    for words in (["check", "--fix"], ["fmt"]):
        write("kb/a.md", BAD)
        write("kb/.a.md.kbc-1", "half")
        write("kb/.b.md.kbc-1", "x")
        kbc(*words)
        missing = [name for name in stays if not os.path.exists(name) and words == ["check", "--fix"]]
        if missing or os.path.exists("kb/.a.md.kbc-1") or "1. Call" in read("kb/a.md"):
            return f"{words} {missing} {os.listdir('kb')}"
    write("kb/a.md", BAD)
    os.mkdir("kb/.a.md.kbc-1")
    kbc("check", "--fix")
    return None if os.path.isdir("kb/.a.md.kbc-1") and "##  " not in read("kb/a.md") else "a folder is gone"


def check_writers():
    """What another process is writing stays, and does not keep this one from its work."""
    project(BAD)
    with open("kb/.a.md.kbc-1", "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("half")
        file.flush()
        said = kbc("check", "--fix")
        if read("kb/.a.md.kbc-1") != "half" or "1. Call" in read("kb/a.md"):
            return said.stderr
    write("kb/a.md", BAD)
    kbc("check", "--fix")
    left = [name for name in os.listdir("kb") if ".kbc-" in name]
    return f"left: {left}" if left or "1. Call" in read("kb/a.md") else None


def check_long_names():
    """A name that is as long as a file system takes leaves no room for a longer one beside it."""
    project(BAD)
    name = "kb/" + "\N{HANGUL SYLLABLE GA}" * 84 + ".md"
    os.rename("kb/a.md", name)
    said = kbc("check", "--fix")
    return None if "1. Call" not in read(name) else said.stderr


def check_no_schema():
    """A schema that cannot be one is not passed over for the built-in one."""
    def put(make, words=("check",)):
        project()
        os.remove("kbc.yaml")
        make()
        said = kbc(*words)
        os.remove("kbc.yaml")
        lines = said.stderr.splitlines()
        good = said.returncode == 2 and not said.stdout and len(lines) == 1 and "kbc.yaml is" in lines[0]
        return None if good else f"{said.returncode} {said.stdout!r} {said.stderr!r}"

    problem = first(put(make) for make in (
        lambda: os.symlink("nowhere", "kbc.yaml"), lambda: os.symlink("kbc.yaml", "kbc.yaml"),
        lambda: os.mkfifo("kbc.yaml"), lambda: os.symlink("/dev/null", "kbc.yaml"),
        lambda: write("kbc.yaml", "")))
    if problem:
        return problem
    with open("kbc.yaml", "w", encoding="utf-8") as shell:
        said = subprocess.run([KBC, "check", "--show-config"], stdout=shell, stderr=subprocess.PIPE,
                              text=True, check=False)
    if said.returncode != 2 or read("kbc.yaml") or "kbc.yaml is empty" not in said.stderr:
        return f"{said.returncode} {read('kbc.yaml')} {said.stderr}"
    return None


CHECKS = [
    ("no report takes the place of an input, a schema, a baseline", check_inputs),
    ("nor of a PATH", check_outside),
    ("nor of a page where the schema is wrong", check_wrong_schema),
    ("nor of what a schema refers to", check_references),
    ("nor of anything of a project file", check_projects),
    ("two formats have two files, however these are spelled", check_two_formats),
    ("--fix counts what it could write", check_not_written),
    ("and so does fmt", check_not_formatted),
    ("--diff and reports", check_diff),
    ("--baseline makes no folders, what a schema names does", check_baseline_folder),
    ("a schema that cannot be one is refused", check_no_schema),
    ("what a killed run has left goes", check_leftovers),
    ("what another run is writing stays", check_writers),
    ("the longest name is written, too", check_long_names),
]

for number, (name, check) in enumerate(CHECKS):
    os.mkdir(str(number))
    os.chdir(str(number))
    os.mkdir(".git")
    problem = check()
    print(f"not ok no-loss: {name}\n  {problem}" if problem else f"ok no-loss: {name}", flush=True)
    os.chdir("..")
