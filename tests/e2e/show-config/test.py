"""Holds kbc to what it says of its configuration: what --show-config prints, read as a schema, is
the same schema, and finds the same. For every schema of the golden folders that kbc takes."""
import glob
import json
import os
import shutil
import subprocess

ROOT, KBC, WORK = os.environ["ROOT"], os.environ["KBC"], os.environ["WORK"]


def run(folder, *words):
    done = subprocess.run([KBC, *words], cwd=folder, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout


def without_comments(text):
    return "".join(line for line in text.splitlines(True) if not line.startswith("#"))


def findings(folder, schema):
    status, out = run(folder, "check", "--schema", schema, "--format", "json", "-q")
    found = json.loads(out)["diagnostics"] if out else None
    # Places in the schema itself are other ones, so what is found there is not compared.
    return status, [{key: value for key, value in finding.items() if key != "related"}
                     for finding in found or [] if finding["path"] != schema]


def compare(folder, name):
    """What is wrong with what kbc shows of that schema; None if kbc does not take it."""
    status, shown = run(folder, "check", "--schema", name, "--show-config")
    if status == 2:
        return None
    again = os.path.join(folder, "again-" + name)
    with open(again, "w", encoding="utf-8") as file:
        file.write(shown)
    status, twice = run(folder, "check", "--schema", "again-" + name, "--show-config")
    if status:
        return f"what is shown is no schema: status {status}: {twice}"
    if without_comments(twice) != without_comments(shown):
        return "what is shown of what was shown differs"
    if findings(folder, name) != findings(folder, "again-" + name):
        return "the findings differ"
    return ""


def main():
    taken, problems = 0, []
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/*.yaml"))):
        source, name = os.path.split(path)
        folder = os.path.join(WORK, "folder")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        subprocess.run(["git", "init", "-q", "--template=", folder], check=True)
        with open(path, encoding="utf-8", errors="replace") as file:
            if "projects:" in file.read():
                continue
        problem = compare(folder, name)
        if problem is None:
            continue
        taken += 1
        if problem:
            problems.append(f"{os.path.relpath(path, ROOT)}: {problem}")
    print(("not ok " if problems else "ok ") + "show-config: the same schema, and the same findings")
    for problem in problems[:20]:
        print("  " + problem)
    print(("ok " if taken > 60 else "not ok ") + f"show-config: of enough schemas: {taken > 60}")


main()
