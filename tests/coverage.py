"""Says which branches of compiler/ the tests took, as clang counts them.

    coverage.py BUILD KBC                    a table by folder and file, and the sum
    coverage.py BUILD KBC FILE               the branches of one file that no test took

A branch is one outcome of one condition as it stands in the source: `a && b` has four. What
cannot happen in a test is left out by class (below) or by a mark with its reason, and counted.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys

# What ends the program because of a bug of ours or for want of memory. `make fault` makes memory
# fail; nothing can make a bug of ours happen.
DIES = re.compile(r"\b(die|assert)\(")
# `/* never: REASON */` behind a condition: no test can take the side that none took.
MARK = re.compile(r"/\* never: .+")


class Branch:
    """How often a condition at one place was true and false; a case of a switch was chosen."""

    def __init__(self):
        self.true = self.false = 0
        self.is_case = False

    def missed(self):
        """The outcomes that no test had."""
        if self.is_case:
            return [] if self.true else ["never chosen"]
        return [f"never {name}" for name, times in (("true", self.true), ("false", self.false))
                if not times]

    def outcomes(self):
        return 1 if self.is_case else 2


def exported(build, program):
    """What llvm-cov knows, for each program: the unit tests hold what kbc itself left out."""
    data = os.path.join(build, "all.profdata")
    subprocess.run(["llvm-profdata", "merge", "-o", data,
                    *glob.glob(os.path.join(build, "profile", "*.profraw"))], check=True)
    text = subprocess.run(["llvm-cov", "export", program, f"-instr-profile={data}"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return json.loads(text)["data"][0]


def branches_of(export):
    """{file: {place: Branch}}: functions in headers, and macros, are counted where they stand."""
    files = collections.defaultdict(dict)
    for function in export["functions"]:
        for line, column, end_line, end, true, false, file, _, kind in function["branches"]:
            name = os.path.relpath(function["filenames"][file])
            if not name.startswith("compiler/"):
                continue
            branch = files[name].setdefault((line, column, end_line, end), Branch())
            branch.true += true
            branch.false += false
    return files


def lines_of(name):
    with open(name, encoding="utf-8") as file:
        return ["", *file.read().split("\n")]


def left_out(lines, place, missed):
    """Why an outcome counts as nothing that a test could have: "dies", "marked" or None."""
    line, _, end_line, _ = place
    text = "\n".join(lines[line:end_line + 1])
    if MARK.search(text):
        return "marked"
    # `if (wrong)` above or beside `die(…)`.
    if missed == "never true" and DIES.search("\n".join(lines[line:end_line + 2])):
        return "dies"
    return None


def count(files):
    """{file: (taken, all, {class: left out}, [(place, text)])}"""
    table = {}
    for name, branches in files.items():
        lines = lines_of(name)
        taken = everything = 0
        why, missing = collections.Counter(), []
        for place, branch in sorted(branches.items()):
            line, column, end_line, end = place
            if end_line >= len(lines):
                sys.exit(f"{name} has changed since it was built: run  make coverage  again")
            text = lines[line]
            branch.is_case = re.match(r"\s*(case\b.*|default\s*):", text[column - 1:]) is not None
            missed = branch.missed()
            taken += branch.outcomes() - len(missed)
            everything += branch.outcomes()
            for outcome in missed:
                reason = left_out(lines, place, outcome)
                if reason:
                    why[reason] += 1
                    everything -= 1
                else:
                    stretch = text[column - 1:end - 1] if line == end_line else text[column - 1:]
                    missing.append((line, column, f"{outcome}: {stretch}"))
        table[name] = taken, everything, why, missing
    return table


def row(name, taken, everything):
    print(f"  {name:<48}{taken:>6} of{everything:>6}{100 * taken / max(1, everything):>7.1f} %")


def main():
    build, program, *asked = sys.argv[1:]
    table = count(branches_of(exported(build, program)))
    if asked:
        for name in sorted(table):
            if name.startswith(tuple(asked)):
                for line, column, text in table[name][3]:
                    print(f"{name}:{line}:{column}: {text}")
        return
    folders = collections.defaultdict(lambda: [0, 0])
    why = collections.Counter()
    for name, (taken, everything, reasons, _) in sorted(table.items()):
        row(name, taken, everything)
        why += reasons
        for key in (os.path.dirname(name) + "/", "compiler/ (all)"):
            folders[key][0] += taken
            folders[key][1] += everything
    print()
    for name, (taken, everything) in sorted(folders.items()):
        row(name, taken, everything)
    print(f"\n  left out: {why['dies']} that end the program on a bug or without memory, "
          f"{why['marked']} marked in the source with a reason")


if __name__ == "__main__":
    main()
