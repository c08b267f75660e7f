"""Compares what kbc finds in corpora that are not part of the project with verdicts kept here.

    corpora.py KBC FOLDER           "ok" or "not ok" for each run, and what is new or gone
    corpora.py KBC FOLDER --list    every finding as a row of verdicts, "?" where no one has
                                    judged it yet
    corpora.py KBC FOLDER --counts  for each rule and run, how many are true and false

FOLDER is searched for the files by name. verdicts/*.tsv have a row for each finding that somebody
has read: run, file, rule, line, verdict (true: the text is wrong; false: kbc is), a note in our
own words. Rules that are off by default are asked for, too. No text of the files is kept here.
"""
import collections
import json
import os
import re
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
    for name in sorted(os.listdir(os.path.join(HERE, "verdicts"))):
        with open(os.path.join(HERE, "verdicts", name), encoding="utf-8") as file:
            for number, row in enumerate(file, 1):
                if row.startswith("#") or not row.strip():
                    continue
                cells = row.rstrip("\n").split("\t")
                if len(cells) != 6 or cells[4] not in ("true", "false"):
                    sys.exit(f"{name}:{number}: a row has run, file, rule, line, true or false, "
                             "and a note")
                verdicts[tuple(cells[:3]) + (int(cells[3]),)] = tuple(cells[4:])
    return verdicts


def rules_off(kbc):
    """The rules that are off by default."""
    rows = subprocess.run([kbc, "explain"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [row.split()[2] for row in rows.splitlines() if re.match(r"  KBC\d+ +off ", row)]


def print_counts(verdicts):
    """rule, run, true and false findings."""
    counts = collections.Counter((key[2], key[0], verdict[0]) for key, verdict in verdicts.items())
    for rule, run in sorted({key[:2] for key in counts}):
        print(f"{rule}\t{run}\t{counts[rule, run, 'true']}\t{counts[rule, run, 'false']}")


def findings(kbc, run, places, options):
    """What kbc reports, and the number of cases that it counts."""
    done = subprocess.run(
        [kbc, "check", "--format", "json", "--schema", os.path.join(ROOT, run.schema)] +
        options + [places[name] for name in run.files],
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
    if "--counts" in sys.argv:
        print_counts(verdicts)
        return
    off = rules_off(kbc)
    missed = 0
    for run in RUNS:
        if not all(name in places for name in run.files):
            print(f"ok {run.name} # SKIP not all of its files are there")
            continue
        found, cases = findings(kbc, run, places, [])
        if off:
            found += findings(kbc, run, places, ["--select", ",".join(off)])[0]
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
