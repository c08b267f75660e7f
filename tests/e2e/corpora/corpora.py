"""Compares what kbc finds in corpora that are not part of the project with verdicts kept here.

    corpora.py KBC FOLDER           "ok" or "not ok" for each run, and what is new or gone
    corpora.py KBC FOLDER --list    every finding as a row for verdicts.tsv, "?" where no one has
                                    judged it yet

FOLDER is searched for the files by name. verdicts.tsv has a row for each finding that somebody
has read: run, file, rule, line, verdict (true: the text is wrong; false: kbc is), a note in our
own words. No text of the files is kept here.
"""
import collections
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))

# A run: its name, the files, the schema, how many cases there are.
Run = collections.namedtuple("Run", "name files schema cases")
RUNS = [
    Run("seed", ["simulated_log_cases.md"], "schema/case.yaml", 25),
    Run("log-lines", ["db_cache_with_log_lines.md"], "schema/case.yaml", 100),
    Run("prose", ["db_cache_prose_only.md"], "tests/e2e/corpora/prose.yaml", 100),
    Run("both", ["db_cache_with_log_lines.md", "db_cache_prose_only.md"],
        "tests/e2e/corpora/log-optional.yaml", 200),
]


def locate(folder):
    """{name: path} of the files that the runs want, wherever they lie in the folder."""
    wanted = {name for run in RUNS for name in run.files}
    places = {}
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in wanted.intersection(names):
            places.setdefault(name, os.path.abspath(os.path.join(where, name)))
    if not places:
        sys.exit(f"corpora: none of {', '.join(sorted(wanted))} is in '{folder}': "
                 "say  make corpora CORPORA=DIR")
    return places


def read_verdicts():
    """{(run, file, rule, line): (verdict, note)}"""
    verdicts = {}
    with open(os.path.join(HERE, "verdicts.tsv"), encoding="utf-8") as file:
        for number, row in enumerate(file, 1):
            if row.startswith("#") or not row.strip():
                continue
            cells = row.rstrip("\n").split("\t")
            if len(cells) != 6 or cells[4] not in ("true", "false"):
                sys.exit(f"verdicts.tsv:{number}: a row has run, file, rule, line, true or false, "
                         "and a note")
            verdicts[tuple(cells[:3]) + (int(cells[3]),)] = tuple(cells[4:])
    return verdicts


def findings(kbc, run, places):
    """What kbc reports, and the number of cases that it counts."""
    done = subprocess.run(
        [kbc, "check", "--format", "json", "--schema", os.path.join(ROOT, run.schema)] +
        [places[name] for name in run.files],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        sys.exit(f"corpora: {run.name}: kbc ended with {done.returncode}\n" +
                 done.stderr.decode("utf-8", "replace"))
    found = [(run.name, os.path.basename(d["path"]), d["rule"], d["line"])
             for d in report["diagnostics"]]
    return found, report["summary"]["cases"]


def main():
    kbc, places, verdicts = os.path.abspath(sys.argv[1]), locate(sys.argv[2]), read_verdicts()
    listing = "--list" in sys.argv
    missed = 0
    for run in RUNS:
        if not all(name in places for name in run.files):
            print(f"ok {run.name} # SKIP not all of its files are there")
            continue
        found, cases = findings(kbc, run, places)
        if listing:
            for key in found:
                print("\t".join(map(str, key)) + "\t" + "\t".join(verdicts.get(key, ("?", ""))))
            continue
        known = [key for key in verdicts if key[0] == run.name]
        complaints = [f"new: {key[1]}:{key[3]}: {key[2]}"
                      for key in found if key not in verdicts]
        complaints += [f"gone: {key[1]}:{key[3]}: {key[2]}" for key in known if key not in found]
        if cases != run.cases:
            complaints.append(f"{cases} cases, not {run.cases}")
        wrong = sum(1 for key in known if verdicts[key][0] == "false")
        print(("not ok " if complaints else "ok ") +
              f"{run.name}: {cases} cases, {len(found)} findings, {wrong} of them known as wrong")
        for complaint in complaints:
            print("  " + complaint)
        missed += bool(complaints)
    sys.exit(1 if missed else 0)


main()
