"""The three ways to match say the same: kb.c on each of its paths, kbc's own matcher, and the
reference. Lines and patterns are random, but the same with each run.

Finds KBC, CC, BUILD, WORK and ROOT in its environment; see tests/README.md. AGREE_ROUNDS (1)
says how many knowledge bases there are, AGREE_LINES (20000) how many lines each has, and
AGREE_SEED (1) which they are."""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import base  # noqa: E402
import paths  # noqa: E402
import rules  # noqa: E402
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


def contest(name, command, seed, lines=LINES):
    """Lines that nearly all belong to a case, or nearly none, try nothing."""
    status, out = run(command + [str(lines), str(seed)])
    said = re.search(r"(\d+) lines, (\d+) of a case, (\d+) messages, 0 disagreements\n\Z", out)
    problems = out.splitlines() if status != 0 or not said else []
    if said and not 0.2 < int(said[2]) / int(said[1]) < 0.9:
        problems.append(f"these lines try nothing: {said[0]}")
    report(f"{name}, seed {seed}" + (f": {said[1]} lines" if said else ""), problems)


def build(folder, seed):
    base.write(folder, seed, CASES)
    status, out = run([KBC, "build", "--emit", "kb,c"], folder)
    if status != 0:
        report("a knowledge base", [f"kbc build ends with {status}"] + out.splitlines())
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


def round_of(folder, seed):
    made = build(folder, seed)
    if made is None:
        return
    contest("kbc's own matcher", [OWN, made], seed)
    wild.write(made, os.path.join(folder, "wild.txt"), seed, WILD)
    contest("kbc's own matcher, patterns at random", [OWN, os.path.join(folder, "wild.txt")], seed)
    for path in paths.here():
        if path.missing:
            print(f"ok agree: kb.c, {path.name} # SKIP {path.missing}")
            continue
        program = compiled(path, folder)
        if program:
            lines = LINES // 10 if path.is_slow and LINES > MANY else LINES
            contest(f"kb.c, {path.name}", path.runner + [program, made], seed, lines)
    shutil.rmtree(folder)


def main():
    for seed in range(SEED, SEED + ROUNDS):
        round_of(os.path.join(os.getcwd(), str(seed)), seed)


main()
