"""Times `kbc check` on 10,000 single-case files beside the floor program, and prints the ratio.

    bench.py KBC FLOOR FOLDER [ROUNDS]

The files are copies of the project's cases in FOLDER/kb, each with a trace id, an error message
and a title of its own, so that no rule between cases has anything to say.
"""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

FILES = 10_000
LOG_LINE = re.compile(r"^(\[[A-Z]+\] \S+ \S+ \[)[a-z0-9-]+(\]: )(.*)$", re.M)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word(number):
    """A word for each number: four letters, no two alike."""
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        letters = LETTERS[letter] + letters
    return "k" + letters


def copy(case, number):
    """The text of one case, made different from every other copy."""
    mark = word(number)
    line = re.search(r'^error_message:[ \t]*(.*?)[ \t]*$', case, re.M)
    value = line[1]
    quote = value[0] if value[:1] in ("'", '"') else ""
    message = value[1:-1] if quote else value
    if quote == "'":
        message = message.replace("''", "'")
    elif quote:
        message = json.loads(value)
    case = case[:line.start(1)] + quote + value[len(quote):len(value) - len(quote)] + \
        " " + mark + quote + case[line.end(1):]
    head, body = case[:line.start()], case[line.start():]
    first, _, rest = body.partition("\n")
    rest = LOG_LINE.sub(
        lambda log: f"{log[1]}{number:08x}{log[2]}" + log[3].replace(message, f"{message} {mark}"),
        rest)
    return re.sub(r"^(#+ .*)$", rf"\1 {mark}", head + first + "\n" + rest, count=1, flags=re.M)


def generate(root, folder):
    """Writes the corpus; returns the paths. The same bytes every time."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "schema"))
    # The corpus is a project of its own, not a part of the one around it.
    subprocess.run(["git", "init", "-q", "--template=", folder], check=True)
    shutil.copy(os.path.join(root, "schema", "case.yaml"), os.path.join(folder, "schema"))
    cases = []
    for where, folders, names in os.walk(os.path.join(root, "kb")):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".md") and name != "README.md":
                with open(os.path.join(where, name), encoding="utf-8") as file:
                    cases.append((os.path.relpath(os.path.join(where, name), root)[:-3], file.read()))
    paths = []
    for number in range(FILES):
        name, case = cases[number % len(cases)]
        path = os.path.join(folder, f"{name}-{number // len(cases):03d}.md")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(copy(case, number))
        paths.append(path)
    return paths


def verify(kbc, folder):
    """What is timed must be the whole work on a clean corpus."""
    done = subprocess.run([kbc, "check", "-j1", "--format", "json"], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    report = json.loads(done.stdout)
    if report["summary"]["cases"] != FILES or report["diagnostics"]:
        print(report["summary"])
        for finding in report["diagnostics"][:5]:
            print(f"{finding['path']}:{finding['line']}: {finding['rule']}: {finding['message']}")
        sys.exit(f"bench: the {FILES} files are not {FILES} clean cases")


def timed(command, folder, listed=None):
    """(wall, user + system) in seconds of one run."""
    with open(listed or os.devnull, "rb") as source:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=source, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {command[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime


def main():
    kbc, floor, folder = (os.path.abspath(path) for path in sys.argv[1:4])
    rounds = max(7, int(sys.argv[4]) if len(sys.argv) > 4 else 9)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = generate(root, folder)
    listed = os.path.join(folder, "files.txt")
    with open(listed, "w", encoding="utf-8") as file:
        file.write("".join(os.path.relpath(path, folder) + "\n" for path in paths))
    verify(kbc, folder)

    runs = [("kbc check -j1", [kbc, "check", "-j1"], None), ("floor", [floor], listed)]
    times = {name: [] for name, _, _ in runs}
    for round_number in range(rounds + 1):
        for name, command, source in runs:
            taken = timed(command, folder, source)
            if round_number:               # the first one warms up
                times[name].append(taken)

    print(f"{len(paths)} files, {rounds} rounds in turn, medians in milliseconds")
    print(f"  {'':<16}{'user+sys':>10}{'wall':>10}")
    for name, taken in times.items():
        wall, cpu = (statistics.median(column) * 1000 for column in zip(*taken))
        print(f"  {name:<16}{cpu:>10.0f}{wall:>10.0f}")
    ratios = [[above / below for above, below in zip(*pair)] for pair in zip(*times.values())]
    wall, cpu = (statistics.median(column) for column in zip(*ratios))
    print(f"  {'ratio':<16}{cpu:>10.2f}{wall:>10.2f}")


main()
