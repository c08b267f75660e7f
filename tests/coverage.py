"""Prints how many lines of each file in compiler/ the tests reached.

    coverage.py BUILD
"""
import json
import os
import subprocess
import sys


def lines_of(data):
    """{file: {line: times}} as gcov counts them in one object."""
    done = subprocess.run(["gcov", "--json-format", "--stdout", data], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    counted = {}
    for text in done.stdout.splitlines():
        for file in json.loads(text)["files"]:
            name = os.path.relpath(file["file"])
            if name.startswith("compiler/"):
                lines = counted.setdefault(name, {})
                for line in file["lines"]:
                    number = line["line_number"]
                    lines[number] = lines.get(number, 0) + line["count"]
    return counted


def main():
    total = {}
    for folder, _, names in os.walk(os.path.join(sys.argv[1], "obj")):
        for name in names:
            if name.endswith(".gcno"):
                for file, lines in lines_of(os.path.join(folder, name)).items():
                    known = total.setdefault(file, {})
                    for number, count in lines.items():
                        known[number] = known.get(number, 0) + count
    reached = everything = 0
    for file, lines in sorted(total.items()):
        hit = sum(1 for count in lines.values() if count)
        reached, everything = reached + hit, everything + len(lines)
        print(f"  {file:<44}{hit:>5} of {len(lines):>4}{100 * hit / max(1, len(lines)):>7.1f} %")
    print(f"  {'compiler/':<44}{reached:>5} of {everything:>4}"
          f"{100 * reached / max(1, everything):>7.1f} %")


main()
