"""Times the whole `kbc build` beside what people use in its place, on one processor.

    bench_build.py KBC FOLDER

10,000 cases of about 1,800 bytes, a file each (knowledge.py). Beside kbc: LangChain's text splitter
for Markdown with its documents as JSON lines, which is a part of the job; and a script for Node
that does what `--emit chunks` is for (front matter, sections, log line, ids, hashes, JSON lines)
but checks nothing, compares no two cases and asks no rule, once with regular expressions for the
sections, which is not Markdown, and once with a parser of it, as kbc does. Their packages come from npm, in the
versions of ingest/package.json; where npm cannot be reached they are left out, and a line says so.
CASES, ROUNDS and CPU are read from the environment.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

import knowledge

CASES, ROUNDS = int(os.environ.get("CASES", "10000")), int(os.environ.get("ROUNDS", "5"))
CPU = int(os.environ.get("CPU", str(min(os.sched_getaffinity(0)))))


def install(here, tools):
    """Is there a Node with the packages?"""
    os.makedirs(tools, exist_ok=True)
    for name in os.listdir(here):
        shutil.copy(os.path.join(here, name), tools)
    if os.path.isdir(os.path.join(tools, "node_modules", "mdast-util-from-markdown")):
        return True
    try:
        subprocess.run(["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit",
                        "--no-fund", "--fetch-retries=1"], cwd=tools, capture_output=True,
                       timeout=300, check=True)
    except (OSError, subprocess.SubprocessError) as reason:
        print(f"without Node's programs: npm cannot bring them ({type(reason).__name__})")
        return False
    return True


def timed(command, folder, made):
    """(wall, user + system) in seconds, and the peak in MB, of one run that makes everything anew."""
    shutil.rmtree(made, ignore_errors=True)
    if os.path.exists(made):
        os.remove(made)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench-build: {command[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    kbc, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ingest")
    tools, corpus = os.path.join(folder, "tools"), os.path.join(folder, "corpus")
    os.makedirs(folder, exist_ok=True)
    knowledge.generate(CASES, corpus, True)
    size = sum(os.path.getsize(os.path.join(where, name))
               for where, _, names in os.walk(os.path.join(corpus, "kb")) for name in names)
    made = os.path.join(folder, "made")
    runs = [("kbc build", [kbc, "build", "-q", "-j1", "-o", made]),
            ("kbc build --emit chunks", [kbc, "build", "-q", "-j1", "--emit", "chunks", "-o", made])]
    if install(here, tools):
        plain = ["node", os.path.join(tools, "plain.mjs"), "kb", made]
        runs += [("node, regular expressions", plain),
                 ("node, a Markdown parser", plain + ["parser"]),
                 ("LangChain.js, splitting", ["node", os.path.join(tools, "langchain.mjs"), "kb", made])]
    os.sched_setaffinity(0, {CPU})
    times = {name: [] for name, _ in runs}
    for turn in range(ROUNDS + 1):
        for name, command in runs:
            taken = timed(command, corpus, made)
            if turn:  # the first one warms up
                times[name].append(taken)
    print(f"{CASES} cases, {size / 1e6:.1f} MB, one processor; medians of {ROUNDS} rounds in turn")
    print(f"  {'':<26}{'wall ms':>9}{'cpu ms':>9}{'cases/s':>9}{'MB/s':>7}{'peak MB':>9}")
    for name, taken in times.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*taken))
        print(f"  {name:<26}{wall * 1000:>9.0f}{cpu * 1000:>9.0f}{CASES / cpu:>9.0f}"
              f"{size / 1e6 / cpu:>7.1f}{peak:>9.0f}")
    print("cases/s and MB/s are of the processor's time")


main()
