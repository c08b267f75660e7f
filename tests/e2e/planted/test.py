"""Ten mistakes of each kind in a thousand clean files: each is found, where it is, and nothing else.

KBC_PLANTED_SEED chooses other files and other mistakes, KBC_PLANTED_ROUNDS how many of them.
"""
import copy
import json
import os
import pathlib
import random
import re
import shutil
import subprocess

from clean import cases
from mistakes import KINDS, duplicate_case

KBC, ROOT, WORK = (os.environ[name] for name in ("KBC", "ROOT", "WORK"))
SEED = int(os.environ.get("KBC_PLANTED_SEED", "4"))
ROUNDS = int(os.environ.get("KBC_PLANTED_ROUNDS", "1"))
FILES, EACH = 1000, 10


def write(top, case):
    path = pathlib.Path(top, case.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.text().encode())


def lay_out(top, files):
    shutil.rmtree(top, ignore_errors=True)
    os.makedirs(top)
    subprocess.run(["git", "init", "-q", "--template="], cwd=top, check=True)
    shutil.copytree(os.path.join(ROOT, "schema"), os.path.join(top, "schema"))
    # A thousand texts out of one hat are near to each other now and then, and kbc says so.
    schema = pathlib.Path(top, "schema", "case.yaml")
    schema.write_text(schema.read_text().replace("\nrules:\n", "\nrules:\n  near-duplicate: off\n", 1))
    for case in files:
        write(top, case)


def check(top, *options):
    run = subprocess.run([KBC, "check", *options], cwd=top, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return run.returncode, run.stdout.decode()


def plant(chance, files):
    """The files with mistakes, and {path: (kind, finding)}."""
    files, expected = list(files), {}
    places = chance.sample(range(len(files)), EACH * len(KINDS))
    for number, at in enumerate(places):
        kind, make = list(KINDS.items())[number // EACH]
        case = copy.deepcopy(files[at])
        if make is duplicate_case:
            case, path, finding = make(chance, case, number % EACH)
            files.append(case)
        else:
            path, finding = case.path, make(chance, case, number % EACH)
            files[at] = case
        expected[path] = (kind, finding)
    return files, expected


def suggestions(text):
    """{path: [what each finding of the file suggests]}, from the words for people."""
    found, path = {}, None
    for line in text.split("\n"):
        head = re.match(r"(kb/\S+\.md):\d+:\d+: (?:error|warning)\[", line)
        path = head[1] if head else path
        said = re.search(r'did you mean "(.*)"\?$', line)
        if said:
            found.setdefault(path, []).append(said[1])
    return found


def compare(expected, report, suggested):
    """{kind: [what is wrong]}"""
    wrong = {kind: [] for kind in KINDS}
    found = {}
    for diag in report["diagnostics"]:
        found.setdefault(diag["path"], []).append(
            (diag["rule"], (diag["line"], diag["column"], diag["end_line"], diag["end_column"])))
    for path, (kind, finding) in expected.items():
        wanted = [(finding.rule, finding.place)]
        if found.get(path, []) != wanted:
            wrong[kind].append(f"{path}: {found.get(path, [])} for {wanted}")
        wanted = [finding.suggestion] if finding.suggestion else []
        if suggested.get(path, []) != wanted:
            wrong[kind].append(f"{path}: suggests {suggested.get(path, [])} for {wanted}")
    wrong["nowhere else"] = [f"{path}: {found[path]}" for path in sorted(found)
                             if path not in expected]
    return wrong


def say(name, problems, seed):
    print(f"not ok {name} (seed {seed})" if problems else f"ok {name}")
    for problem in problems[:20]:
        print("  " + problem)


def round_of(seed):
    chance = random.Random(seed)
    files = cases(chance, FILES)
    top = os.path.join(WORK, "corpus")
    lay_out(top, files)
    status, out = check(top)
    say(f"{FILES} clean files", out.split("\n") if status != 0 or out else [], seed)
    files, expected = plant(chance, files)
    lay_out(top, files)
    status, out = check(top, "--format", "json")
    wrong = compare(expected, json.loads(out), suggestions(check(top)[1]))
    if status != 1:
        wrong["nowhere else"].append(f"exit status {status}")
    for kind, problems in wrong.items():
        say(f"{EACH} times {kind}" if kind in KINDS else "no second finding", problems, seed)


def main():
    for seed in range(SEED, SEED + ROUNDS):
        round_of(seed)


main()
