"""Times kb_by_id and kb_by_message of a generated kb.c, and gperf on the same ids where it finishes.

    lookup.py KBC FOLDER [CASES…]

For each number of cases it writes a knowledge base into FOLDER, builds and compiles it, and says what
that took. `apart` is the time of a look-up where several can overlap, `waiting` where each begins when
the one before has ended. Keys come in random order. Without gperf a line says so.
"""
import os
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [25, 1000, 10_000, 100_000]
A_FILE = 1000
PATIENCE = 60  # seconds that gperf may take
CC = os.environ.get("CC", "cc").split()
WORDS = ("pool", "token", "cart", "lease", "quota", "shard", "batch", "ledger", "cache", "route")
SCHEMA = r"""kbc: 1
name: look-up
corpus: {include: ["kb/*.md"]}
record: {split: heading, level: 2, identity: [title]}
frontmatter: {presence: required}
sections: {list: [{id: cause, title: Cause}]}
logs:
  main:
    template: '{time} {service}: {message}'
    fields:
      time: {type: timestamp, format: '%H:%M:%S'}
      service: {equals: frontmatter.service}
      message: {contains: frontmatter.error_message}
"""


def message(number):
    words = []
    for _ in range(6):
        number, word = divmod(number, len(WORDS))
        words.append(WORDS[word])
    return "cannot " + " ".join(words)


def case(number):
    return (f"## Case {number}\n---\nservice: service-{number % 60}\n"
            f"error_message: {message(number)}\n---\n\n### Cause\n"
            f"Nobody knows why {message(number)} comes up in service {number % 60}.\n\n")


def write(folder, count):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "kb"))
    os.makedirs(os.path.join(folder, ".git"))
    with open(os.path.join(folder, "kbc.yaml"), "w", encoding="utf-8") as file:
        file.write(SCHEMA)
    for first in range(0, count, A_FILE):
        with open(os.path.join(folder, "kb", f"{first:07}.md"), "w", encoding="utf-8") as file:
            file.write("".join(case(i) for i in range(first, min(first + A_FILE, count))))


def timed(command, folder):
    """Seconds of processor time, and the most memory that any of them took so far, in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"lookup: {' '.join(command)} ends with {done.returncode}\n"
                 f"{(done.stdout + done.stderr)[:2000]}")
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, after.ru_maxrss / 1024


def ids(folder):
    with open(os.path.join(folder, "generated", "kb.c"), encoding="utf-8") as file:
        rows = file.read().split(" kb_ids[] = {\n", 1)[1].split("\n};", 1)[0]
    return [row.split('"')[1] for row in rows.split("\n") if '""' not in row]


def gperf(folder):
    """The source of gperf's table, or why there is none."""
    if not shutil.which("gperf"):
        return None, "gperf is not here"
    with open(os.path.join(folder, "ids.gperf"), "w", encoding="ascii") as file:
        file.write("%{\n#include <stddef.h>\n#include <string.h>\n%}\n%%\n" +
                   "\n".join(ids(folder)) + "\n%%\n")
    start = time.monotonic()
    try:
        done = subprocess.run(["gperf", "-L", "ANSI-C", "-C", "-c", "ids.gperf"], cwd=folder,
                              capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None, f"gperf has not finished after {PATIENCE} s"
    if done.returncode != 0:
        return None, done.stderr.decode().strip()
    place = os.path.join(folder, "gperf.c")
    with open(place, "wb") as file:
        file.write(done.stdout.replace(b"\n__inline\n", b"\n").replace(b"\ninline\n", b"\n"))
    return place, f"gperf took {time.monotonic() - start:.1f} s"


def measure(kbc, folder, count):
    write(folder, count)
    built, _ = timed([kbc, "build", "--emit", "c"], folder)
    compiled, memory = timed(CC + ["-O2", "-c", "generated/kb.c", "-o", "kb.o"], folder)
    place, word = gperf(folder)
    print(f"{count} cases: kbc build {built:.1f} s, {' '.join(CC)} -O2 -c kb.c {compiled:.1f} s "
          f"(no process over {memory:.0f} MiB); {word}", flush=True)
    sources = [os.path.join(HERE, "lookup.c"), "kb.o"] + ([place] if place else [])
    timed(CC + ["-O2", "-w", "-Igenerated"] + (["-DWITH_GPERF"] if place else []) + sources +
          ["-o", "lookup"], folder)
    subprocess.run([os.path.join(folder, "lookup")], check=True)


def main():
    kbc, folder = (os.path.abspath(path) for path in sys.argv[1:3])
    print(f"{'keys':>7}  {'':32} {'apart':>10}  {'waiting':>10}")
    for count in [int(size) for size in sys.argv[3:]] or SIZES:
        measure(kbc, os.path.join(folder, str(count)), count)


main()
