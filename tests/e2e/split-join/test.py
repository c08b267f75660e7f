"""Bundles into files and back: no byte is lost, and the cases stay the same cases."""
import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundles  # noqa: E402

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
SCHEMA = os.path.abspath("case.yaml")
ROUNDS = int(os.environ.get("SPLIT_ROUNDS", "200"))

# These look at the cases of one file together, so they see something else when each has its own.
OF_FILES = {"error-message-duplicate", "number-sequence", "second-title", "stray-case",
            "timestamp-order", "title-duplicate", "title-range"}

# This one looks into bodies: a blank line between heading and front matter is in none, and in a file of
# its own it stands behind the title.
OF_FILES |= {"trailing-space"}

# The project's schema, with these as warnings, so that a build leaves no case out because of them.
with open(os.path.join(ROOT, "schema", "case.yaml"), encoding="utf-8") as schema, open(SCHEMA, "w", encoding="utf-8") as copy:
    copy.write(re.sub(r"(?m)^rules:( \{\})?$", "rules:\n  number-sequence: warning\n  stray-case: warning\n  title-duplicate: warning",
                      schema.read()))


def kbc(*words):
    return subprocess.run([KBC, *words], capture_output=True, check=False)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def findings(path):
    said = kbc("check", "--schema", SCHEMA, "--format", "json", path)
    return collections.Counter((d["rule"], d["level"], d["message"])
                               for d in json.loads(said.stdout)["diagnostics"] if d["rule"] not in OF_FILES)


def chunks(path):
    """{(case, chunk): hash} of what a build makes of the path."""
    shutil.rmtree("made", ignore_errors=True)
    kbc("build", "--schema", SCHEMA, "--keep-going", "-o", "made", path)
    if not os.path.exists("made/chunks.jsonl"):
        return None
    return {(c["case"], c["id"]): c["hash"]
            for c in map(json.loads, read("made/chunks.jsonl").decode().splitlines())}


def round_trip(data):
    """What is wrong with the way of these bytes into files and back; None, or "refused" if nobody
    can know where the cases of the bundle begin."""
    for name in ("files", "bundle.md", "again.md"):
        shutil.rmtree(name, ignore_errors=True)
        if os.path.isfile(name):
            os.remove(name)
    write("bundle.md", data)
    said = kbc("split", "--schema", SCHEMA, "bundle.md", "-o", "files")
    if said.returncode == 1 and b": error[KBC01" in said.stdout and not os.path.exists("files"):
        return "refused"
    if said.returncode != 0:
        return f"split: {said.returncode} {(said.stdout + said.stderr).decode()}"
    said = kbc("join", "--schema", SCHEMA, "files", "-o", "again.md")
    if said.returncode != 0:
        return f"join: {said.returncode} {(said.stdout + said.stderr).decode()}"
    if read("again.md") != data:
        return "other bytes"
    if b"edited" in said.stderr or b"new" in said.stderr or b"gone" in said.stderr:
        return f"join says what is not so: {said.stderr.decode()}"
    one, many = findings("bundle.md"), findings("files")
    if one != many:
        return f"other findings: {(one - many) + (many - one)}"
    return None


def report(name, problem):
    print(f"{'not ok' if problem else 'ok'} split and join: {name}")
    if problem:
        print("  " + str(problem).replace("\n", "\n  ")[:2000])


def check_random():
    source = random.Random(20260101)
    same = refused = 0
    for number in range(ROUNDS):
        data = bundles.bundle(source)
        problem = round_trip(data)
        if problem == "refused":
            refused += 1
            continue
        if not problem and number % 4 == 0:
            one = chunks("bundle.md")
            problem = None if chunks("files") == one else "other ids or hashes"
            same += len(one or {})
        if problem:
            write(f"bad-{number}.md", data)
            return f"bundle {number}: {problem}\n{data!r}"
    is_enough = ROUNDS < 200 or same > 20 and refused < ROUNDS / 20
    return None if is_enough else f"only {same} chunks were compared, {refused} bundles refused"


def case(number, title="Card Declined"):
    return (f"## {number:02}. Pay - {title}\n---\nservice: pay-api\nerror_message: error {number}\n---\n"
            f"### Incident Summary\n[WARN] 2026-01-01T00:00:{number:02}.000Z pay-api/v1 [{number:08x}]: error {number}\n\n"
            "### Root Cause\nThe issuer refused it.\n\n"
            "### Action Items\n1. Ask the customer.\n2. Ask the issuer.\n")


def check_edits():
    """Edited, new and missing files are what the bundle then has, and each is named."""
    shutil.rmtree("files", ignore_errors=True)
    data = "# Ours\n\n" + "\n---\n\n".join(case(n, t) for n, t in ((1, "One"), (2, "Two"), (3, "Three")))
    write("bundle.md", data.encode())
    kbc("split", "--schema", SCHEMA, "bundle.md", "-o", "files")
    write("files/one.md", read("files/one.md").replace(b"refused", b"did not like").rstrip())
    os.remove("files/two.md")
    write("files/another.md", b"\xef\xbb\xbf---\r\nservice: pay-api\r\nerror_message: error 4\r\n---\r\n\r\n# Four\r\n\r\n"
          b"## Incident Summary\r\n[WARN] 2026-01-01T00:00:04.000Z pay-api/v1 [00000004]: error 4\r\n\r\n"
          b"## Root Cause\r\nNobody knows.\r\n\r\n## Action Items\r\n1. Ask around.\r\n2. Ask again.")
    said = kbc("join", "--schema", SCHEMA, "files", "-o", "-")
    wanted = ("# Ours\n\n" + case(1, "One").replace("refused", "did not like") + "\n---\n\n" + case(3, "Three")
              + "\n---\n\n## Four\r\n---\r\nservice: pay-api\r\nerror_message: error 4\r\n---\r\n\r\n"
              "### Incident Summary\r\n[WARN] 2026-01-01T00:00:04.000Z pay-api/v1 [00000004]: error 4\r\n\r\n"
              "### Root Cause\r\nNobody knows.\r\n\r\n### Action Items\r\n1. Ask around.\r\n2. Ask again.")
    words = said.stderr.decode().splitlines()
    expected = ["files/one.md was edited since the split", "files/two.md is gone or excluded: left out",
                "files/another.md is new: put at the end",
                "1 of 3 titles have no number, which kbc check is going to say"]
    if said.returncode != 0 or words != expected:
        return f"{said.returncode} {words}"
    if said.stdout.decode() != wanted:
        return said.stdout.decode()
    return None


def check_corpus():
    """The project's own cases as a bundle: the same cases, and split again the same ones still."""
    shutil.rmtree("files", ignore_errors=True)
    shutil.rmtree("cases", ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "kb"), "cases")
    os.remove("cases/README.md")
    said = kbc("join", "--schema", SCHEMA, "cases", "-o", "bundle.md", "--force")
    if said.returncode != 0:
        return said.stderr.decode()
    kbc("split", "--schema", SCHEMA, "bundle.md", "-o", "files")
    one, two, three = chunks("cases"), chunks("bundle.md"), chunks("files")
    return None if one and one == two == three else "other ids or hashes"


def check_full_disk():
    """A write that fails leaves what was there, and nothing beside it."""
    shutil.rmtree("files", ignore_errors=True)
    shutil.rmtree("small", ignore_errors=True)
    os.mkdir("small")
    write("bundle.md", (case(1) + "\n" + "<!-- " + "x" * 40000 + " -->\n").encode())
    for words in (["split", "bundle.md", "-o", "small/files"], ["split", "bundle.md", "-o", "small", "--force"],
                  ["join", "whole", "-o", "small/b.md"]):
        if words[0] == "join":
            kbc("split", "--schema", SCHEMA, "bundle.md", "-o", "whole")
        said = subprocess.run(["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", KBC, words[0], "--schema", SCHEMA, *words[1:]],
                              capture_output=True, check=False)
        if said.returncode != 3 or os.listdir("small"):
            return f"{words}: {said.returncode} {os.listdir('small')} {said.stderr.decode()}"
    return None


report("random bundles", check_random())
report("edited, new and missing files", check_edits())
report("the project's cases", check_corpus())
report("a disk that is full", check_full_disk())
