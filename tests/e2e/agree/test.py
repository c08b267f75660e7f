"""The three ways to match say the same: kb.c on each of its paths, kbc's own matcher, and the
reference. Lines and patterns are random, but the same with each run.

Finds KBC, CC, BUILD, WORK and ROOT in its environment; see tests/README.md. AGREE_ROUNDS (1)
says how many pairs of knowledge bases there are, one for the quick way and one for the slow,
AGREE_LINES (20000) how many lines each of the two has, and AGREE_SEED (1) which they are."""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import base  # noqa: E402
import paths  # noqa: E402
import rules  # noqa: E402
import twin  # noqa: E402
import wild  # noqa: E402

KBC = os.environ["KBC"]
OWN = os.path.join(os.environ["BUILD"], "agree")    # the reference beside kbc's own matcher
ROUNDS = int(os.environ.get("AGREE_ROUNDS", "1"))
LINES = int(os.environ.get("AGREE_LINES", "20000"))
SEED = int(os.environ.get("AGREE_SEED", "1"))
CASES, WILD = 120, 150
MANY = 50000                # lines, from which on what is slow has a tenth of them
SOURCES = ["agree.c", "lines.c", "rules.c", "reference.c", "asked_kb.c"]


def report(name, problems):
    print(("not ok" if problems else "ok") + f" agree: {name}", flush=True)
    for problem in problems[:12]:
        print(f"  {problem}", flush=True)


def run(command, folder=None):
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def contest(name, command, seed, lines):
    """Lines that nearly all belong to a case, or nearly none, try nothing."""
    status, out = run(command + [str(lines), str(seed)])
    said = re.search(r"(\d+) lines, (\d+) of a case, (\d+) messages, 0 disagreements\n\Z", out)
    problems = out.splitlines() if status != 0 or not said else []
    if said and not 0.2 < int(said[2]) / int(said[1]) < 0.9:
        problems.append(f"these lines try nothing: {said[0]}")
    report(f"{name}, seed {seed}" + (f": {said[1]} lines" if said else ""), problems)


def is_quick(folder):
    """The last number of kb.c's tables says whether all log templates are simple."""
    with open(os.path.join(folder, "generated", "kb.c"), encoding="utf-8") as file:
        tables = re.search(r" kb_tables = \{(.*?)\};", file.read(), re.S)[1]
    return re.findall(r"(\d+)u,", tables)[-1] == "1"


def build(folder, seed, is_simple):
    base.write(folder, seed, CASES, is_simple)
    status, out = run([KBC, "build", "--emit", "kb,c"], folder)
    if status != 0:
        report("a knowledge base", [f"kbc build ends with {status}"] + out.splitlines())
        return None
    if is_quick(folder) != is_simple:
        report("a knowledge base", [f"simple: {is_simple}, read in the quick way: {not is_simple}"])
        return None
    made = os.path.join(folder, "rules.txt")
    rules.write(os.path.join(folder, "generated", "kb.json"), made)
    return made


def compiled(path, folder):
    """The reference beside kb.c; None after a report."""
    program = os.path.join(folder, "agree-" + re.sub(r"\W+", "-", path.name))
    flags = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-g", "-I", os.path.join(folder, "generated")]
    status, out = run(path.compiler + flags + path.flags + ["-o", program] +
                      [os.path.join(HERE, name) for name in SOURCES] +
                      [os.path.join(folder, "generated", "kb.c")])
    if status != 0:
        report(f"kb.c compiles, {path.name}", out.splitlines())
    return program if status == 0 else None


def round_of(folder, seed, is_simple):
    made = build(folder, seed, is_simple)
    if made is None:
        return
    way, drawn, half = "quick" if is_simple else "slow", os.path.join(folder, "wild.txt"), LINES // 2
    contest(f"kbc's own matcher, the {way} way", [OWN, made], seed, half)
    wild.write(made, drawn, seed, WILD)
    contest(f"kbc's own matcher, the {way} way, patterns at random", [OWN, drawn], seed, half)
    if twin.program():
        report(f"kb.c of the {way} way is what the plain kbc writes", twin.differences(folder, "kb,c"))
    for path in [] if twin.program() else paths.here():
        if path.missing:
            print(f"ok agree: kb.c, {path.name} # SKIP {path.missing}")
            continue
        program = compiled(path, folder)
        if program:
            lines = half // 10 if path.is_slow and LINES > MANY else half
            contest(f"kb.c, {path.name}, the {way} way", path.runner + [program, made], seed, lines)
    shutil.rmtree(folder)


def main():
    for seed in range(SEED, SEED + ROUNDS):
        for is_simple in (True, False):
            round_of(os.path.join(os.getcwd(), str(seed)), seed, is_simple)


main()
