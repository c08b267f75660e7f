"""How fast kbc simulate writes a log with its labels, beside a generator in Python.

usage: bench_simulate.py KBC     (make bench-simulate)

Both write to /dev/null, each on one core; what counts is the time of the processor. Bytes are those
of the log alone, so the labels are kbc's burden. The best of five runs."""
import os
import platform
import re
import resource
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RUNS, LINES, PEER_LINES = 5, 20_000_000, 200_000


def seconds(words):
    """Of the processor, for a call that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def best(words):
    return min(seconds(words) for _ in range(RUNS))


def count_bytes(words):
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as child:
        count = 0
        while block := child.stdout.read(1 << 20):
            count += len(block)
    return count


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"model name\s*: (.*)", file.read())
        return found[1] if found else platform.machine()
    except OSError:
        return platform.machine()


def main():
    kbc = os.path.abspath(sys.argv[1])
    peer = [sys.executable, os.path.join(HERE, "generator.py"), str(PEER_LINES)]
    peer_bytes = count_bytes(peer + ["/dev/stdout"])
    peer_speed = peer_bytes / best(peer + ["/dev/null"])
    print(f"{processor()}, {RUNS} runs, the best of each\n")
    print(f"{'':34}{'bytes a line':>13}{'MB/s':>9}{'against Python':>16}")
    print(f"{'Python, its file kept open':34}{peer_bytes / PEER_LINES:13.0f}"
          f"{peer_speed / 1e6:9.1f}{1:16.1f}")
    for name, mix in (("kbc simulate, with labels", []),
                      ("kbc simulate, cases only, labels", ["--mix", "case=1"])):
        call = [kbc, "simulate", "--lines", str(LINES), *mix]
        size = count_bytes(call)
        speed = size / best(call + ["-o", "/dev/null", "--labels", "/dev/null"])
        print(f"{name:34}{size / LINES:13.0f}{speed / 1e6:9.1f}{speed / peer_speed:16.1f}")


main()
