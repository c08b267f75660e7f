"""Times `kbc check` on 10,000 single-case files beside the floor program and two other linters.

    bench.py KBC FLOOR FOLDER [ROUNDS]

The files are copies of the project's cases in FOLDER/kb, each with a trace id, an error message
and a title of its own, so that no rule between cases has anything to say. kbc runs with all its
rules, those that are off by default, too. The other linters come from npm, in the versions of
package.json; where npm cannot be reached, they are left out and a line says so. They run with
the rules that find something in these files turned off, so that nobody prints anything.
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
STARTS = 201
MOMENT = 3                  # seconds
SLOW, SLOW_ROUNDS = 15, 2   # who takes so many seconds in so many rounds takes no part in more
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


def rules_off(kbc):
    """The rules that are off by default."""
    rows = subprocess.run([kbc, "explain"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [row.split()[2] for row in rows.splitlines() if re.match(r"  KBC\d+ +off ", row)]


def write_schema(kbc, root, folder):
    """The project's own schema with every rule on. What is off by default becomes a note."""
    with open(os.path.join(root, "schema", "case.yaml"), encoding="utf-8") as file:
        schema = file.read()
    on = "".join(f"  {rule}: note\n" for rule in rules_off(kbc) if f"\n  {rule}:" not in schema)
    schema = re.sub(r"^rules: *\{\}$", "rules:", schema, count=1, flags=re.M)
    schema = re.sub(r"^rules:$", lambda _: "rules:\n" + on.rstrip("\n"), schema, count=1, flags=re.M)
    if not on:
        schema = re.sub(r"^rules:\n(?! )", "rules: {}\n", schema, flags=re.M)
    with open(os.path.join(folder, "schema", "case.yaml"), "w", encoding="utf-8") as file:
        file.write(schema)


def generate(kbc, root, folder):
    """Writes the corpus; returns the paths. The same bytes every time."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "schema"))
    # The corpus is a project of its own, not a part of the one around it.
    subprocess.run(["git", "init", "-q", "--template=", folder], check=True)
    write_schema(kbc, root, folder)
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
    """What is timed must be the whole work on a corpus in which nothing is wrong by default."""
    done = subprocess.run([kbc, "check", "-j1", "--format", "json"], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    report = json.loads(done.stdout)
    findings = [d for d in report["diagnostics"] if d["level"] != "note"]
    if report["summary"]["cases"] != FILES or findings:
        print(report["summary"])
        for finding in findings[:5]:
            print(f"{finding['path']}:{finding['line']}: {finding['rule']}: {finding['message']}")
        sys.exit(f"bench: the {FILES} files are not {FILES} clean cases")
    notes = len(report["diagnostics"])
    return f"{notes} notes of rules that are off by default" if notes else "nothing found"


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


# ---- The other linters ------------------------------------------------------------------------

def install(here, tools):
    """The programs of package.json, once; nothing if they cannot be had."""
    shutil.copy(os.path.join(here, "package.json"), tools)
    done = os.path.join(tools, "node_modules", ".bin", "rumdl")
    if not os.path.exists(done):
        try:
            subprocess.run(["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit",
                            "--no-fund", "--fetch-retries=1"], cwd=tools, capture_output=True,
                           timeout=300, check=True)
        except (OSError, subprocess.SubprocessError) as reason:
            print(f"without the other linters: npm cannot bring them ({type(reason).__name__})")
            return None
    return os.path.join(tools, "node_modules", ".bin")


def silence(folder, programs):
    """Turns off what finds something here, in the one configuration that both of them read."""
    config = os.path.join(folder, ".markdownlint.json")
    off = set()
    for _ in range(5):
        with open(config, "w", encoding="ascii") as file:
            json.dump({rule: False for rule in sorted(off)}, file)
        found = set()
        for command in ([os.path.join(programs, "rumdl"), "check", "--no-cache", "kb"],
                        [os.path.join(programs, "markdownlint-cli2"), "kb/**/*.md"]):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            found.update(re.findall(r"\bMD\d{3}\b", done.stdout + done.stderr))
        if found <= off:
            return sorted(off)
        off |= found
    sys.exit("bench: the other linters cannot be silenced")


def other_runs(here, root, folder):
    """Rows like those of kbc; rumdl with and without its cache."""
    tools = os.path.join(root, "build", "bench-tools")
    os.makedirs(tools, exist_ok=True)
    programs = install(here, tools)
    if not programs:
        return []
    off = silence(folder, programs)
    print("the other linters run without " + ", ".join(off))
    rumdl = [os.path.join(programs, "rumdl"), "check"]
    return [("rumdl, warm cache", rumdl + ["kb"], None),
            ("rumdl, no cache", rumdl + ["--no-cache", "kb"], None),
            ("markdownlint-cli2", [os.path.join(programs, "markdownlint-cli2"), "kb/**/*.md"], None)]


# ---- The table --------------------------------------------------------------------------------

def measure(runs, folder, rounds):
    """{name: [(wall, cpu), …]}, the runs in turn, so that a slow minute is slow for all.

    One run of the same program goes before each measured one, where it takes no more than a
    moment: on a virtual machine, memory that the program before gave back is fetched from the
    host again, and whoever comes next would pay for it."""
    times = {name: [] for name, _, _ in runs}
    for round_number in range(rounds + 1):
        for name, command, source in runs:
            if round_number > SLOW_ROUNDS and sum(wall for wall, _ in times[name]) > SLOW:
                continue
            taken = timed(command, folder, source)
            if round_number and taken[0] < MOMENT:
                taken = timed(command, folder, source)
            if round_number:               # the first one warms up
                times[name].append(taken)
    return times


def show(times, base):
    print(f"  {'':<22}{'wall':>9}{'user+sys':>10}{'wall/floor':>12}{'cpu/floor':>11}")
    for name, taken in times.items():
        wall, cpu = (statistics.median(column) * 1000 for column in zip(*taken))
        ratios = [[above / below for above, below in zip(mine, floor)]
                  for mine, floor in zip(taken, times[base])]
        wall_ratio, cpu_ratio = (statistics.median(column) for column in zip(*ratios))
        print(f"  {name:<22}{wall:>9.0f}{cpu:>10.0f}{wall_ratio:>12.2f}{cpu_ratio:>11.2f}")


def show_start(kbc, root, folder, case):
    """One case in a repository of its own, two hundred times: nothing but the start of a run."""
    shutil.rmtree(folder, ignore_errors=True)
    for where, source in (("schema/case.yaml", os.path.join(root, "schema", "case.yaml")),
                          ("kb/case.md", case)):
        os.makedirs(os.path.dirname(os.path.join(folder, where)))
        shutil.copy(source, os.path.join(folder, where))
    subprocess.run(["git", "init", "-q", "--template=", folder], check=True)
    for call in (["check"], ["check", "kb/case.md"], ["--version"]):
        taken = sorted(timed([kbc] + call, folder)[0] * 1000 for _ in range(STARTS))
        print(f"one case, kbc {' '.join(call)}: median {statistics.median(taken):.1f} ms, the "
              f"process included (fastest {taken[0]:.1f}, slowest {taken[-1]:.1f})")


def main():
    kbc, floor, folder = (os.path.abspath(path) for path in sys.argv[1:4])
    rounds = max(7, int(sys.argv[4]) if len(sys.argv) > 4 else 9)
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(here))
    paths = generate(kbc, root, folder)
    listed = os.path.join(folder, "files.txt")
    with open(listed, "w", encoding="utf-8") as file:
        file.write("".join(os.path.relpath(path, folder) + "\n" for path in paths))
    print(f"{len(paths)} files; kbc with all rules: {verify(kbc, folder)}")

    base = "floor"
    runs = [(base, [floor], listed),
            ("kbc check -j1", [kbc, "check", "-j1"], None),
            ("kbc check -j2", [kbc, "check", "-j2"], None)]
    runs += other_runs(here, root, folder)
    print(f"medians of {rounds} rounds in turn, in milliseconds; ratios of pairs")
    show(measure(runs, folder, rounds), base)
    show_start(kbc, root, folder + "-start", paths[0])


main()
