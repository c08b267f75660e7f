"""Prints what kb.c does on a million lines beside its peers, for knowledge bases of four sizes.

    bench_match.py KBC CC FOLDER

Everything is made in FOLDER, once; what depends on kbc is made anew each time. All programs of
a size run in turn on one processor over the same bytes in memory; what counts is the processor's
time in the best of their rounds. In the environment: SIZES ("25 525 10000 100000"), LINES
(1000000), ROUNDS (5), PEERS ("no" for kb.c alone), CPU (the number of the processor).
"""
import hashlib
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

import lines
import table

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [int(n) for n in os.environ.get("SIZES", "25 525 10000 100000").split()]
LINES = int(os.environ.get("LINES", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
CPU = os.environ.get("CPU", str(max(os.sched_getaffinity(0))))
LONGEST = 600                  # seconds of the processor that a peer may take for all it does
MEMORY = 12 << 30              # bytes that it may take
RE2_MEGABYTES = "4096"
PATHS = [("AVX2", []), ("SSE2", ["-DKB_NO_DISPATCH", "-msse2"]), ("plain C", ["-DKB_NO_SIMD"])]


def run(command, folder=None, limit=None):
    """(what it prints, seconds of the processor, bytes of memory, what went wrong)"""
    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, preexec_fn=limits if limit else None)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    problem = None if process.returncode == 0 else f"ends with {process.returncode}"
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        problem = f"not within {limit} s"
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, problem


def must(command, folder=None):
    text, seconds, memory, problem = run(command, folder)
    if problem:
        sys.exit(f"bench: {' '.join(command)}: {problem}\n{text[-2000:]}")
    return text, seconds, memory


def pinned(command):
    return (["taskset", "-c", CPU] if shutil.which("taskset") else []) + command


# ---- What is timed -----------------------------------------------------------------------

def stamp(count):
    """Stands for what the lines are made by."""
    known = hashlib.sha256(f"{count} {LINES}".encode())
    for name in ("words.py", "knowledge.py", "lines.py"):
        with open(os.path.join(HERE, name), "rb") as file:
            known.update(file.read())
    return known.hexdigest()


def prepare(kbc, count, folder):
    """The knowledge base and its lines, if they are not there; answers the seconds of build."""
    path = os.path.join(folder, "bench", "stamp")
    is_made = os.path.exists(path) and open(path, encoding="ascii").read() == stamp(count)
    if not is_made:
        must([sys.executable, os.path.join(HERE, "knowledge.py"), str(count), folder])
    shutil.rmtree(os.path.join(folder, "generated"), ignore_errors=True)
    _, seconds, _ = must([kbc, "build", "--emit", "kb,c"], folder)
    if not is_made:
        for mode in ("plain", "harder"):
            print(f"bench: {count} cases: writing {LINES} {mode} lines", file=sys.stderr)
            must([sys.executable, os.path.join(HERE, "lines.py"), folder, mode, str(LINES)])
        with open(path, "w", encoding="ascii") as file:
            file.write(stamp(count))
    must([sys.executable, os.path.join(HERE, "peers.py"), folder])
    return seconds


def compile_speed(cc, folder, name, flags):
    """Compiles kb.c and the clock around it. Answers program, seconds and bytes for kb.c."""
    generated = os.path.join(folder, "generated")
    made = os.path.join(folder, "bench", "speed-" + name)
    _, seconds, memory = must(cc + ["-O2", "-c", "-o", made + ".o"] + flags +
                              [os.path.join(generated, "kb.c")])
    must(cc + ["-O2", "-o", made, "-I", generated, "-I", HERE] +
         [os.path.join(HERE, "speed.c"), os.path.join(HERE, "input.c"), made + ".o"])
    return made, seconds, memory


def read_report(text):
    """What the programs print: {name: [seconds]}, {(name, kind): (total, right)}, other rows"""
    seconds, kinds, rest = {}, {}, []
    for row in text.splitlines():
        words = row.split()
        if len(words) == 3 and words[1] == "seconds":
            seconds.setdefault(words[0], []).append(float(words[2]))
        elif len(words) == 7 and words[1] == "kind":
            kinds[words[0], int(words[2])] = int(words[4]), int(words[6])
        else:
            rest.append(row)
    return seconds, kinds, rest


class Result:
    """What one program did on one file, or why it did nothing."""

    def __init__(self, name, answer):
        text, _, memory, problem = answer
        self.seconds, self.kinds, self.rest = read_report(text)
        failed = [row for row in self.rest if row.startswith("failed ")]
        self.name, self.memory = name, memory
        self.problem = failed[0][7:] if failed else problem
        if not self.problem and not self.seconds:
            self.problem = "says nothing"

    def best(self, name):
        return None if self.problem else min(self.seconds[name])

    def share(self, name, wanted=lambda kind: True):
        """(right, total) of the kinds of lines that are wanted."""
        rows = [row for (who, kind), row in self.kinds.items() if who == name and wanted(kind)]
        return sum(right for _, right in rows), sum(total for total, _ in rows)


def time_peers(folder, made):
    """Hyperscan with literals and regexes, RE2::Set, grep and ripgrep."""
    stem, results = os.path.join(folder, "bench", "plain"), {}
    for what, rounds in (("literals", ROUNDS), ("regexes", max(1, ROUNDS // 2))):
        rows = os.path.join(folder, "bench", what + ".tsv")
        command = [made["hyperscan"], what, rows, stem, str(rounds)]
        results["hyperscan " + what] = Result(what, run(pinned(command), folder, LONGEST))
    command = [made["re2_set"], os.path.join(folder, "bench", "regexes.tsv"), stem,
               RE2_MEGABYTES, "1"]
    results["re2"] = Result("re2", run(pinned(command), folder, LONGEST))
    texts = os.path.join(folder, "bench", "literals.txt")
    for name, command in (("grep", ["grep", "-c", "-F", "-f", texts, stem + ".log"]),
                          ("ripgrep", ["rg", "-j1", "-c", "-F", "-f", texts, stem + ".log"])):
        results[name] = time_search(name, pinned(["env", "LC_ALL=C"] + command), folder)
    return results


def time_search(name, command, folder):
    """The whole run of a program that says how many lines have one of the literals."""
    rows = []
    for _ in range(2):
        text, seconds, _, problem = run(command, folder, LONGEST)
        if problem:
            return Result(name, (text, seconds, 0, problem))
        rows.append(f"lines seconds {seconds:.6f}\n{text}")
    return Result(name, ("".join(rows), 0, 0, None))


def measure(kbc, cc, folder, count, peers):
    place = os.path.join(folder, str(count))
    size = {"count": count, "build": prepare(kbc, count, place)}
    for name, flags in PATHS:
        program, seconds, memory = compile_speed(cc, place, name.replace(" ", "-"), flags)
        if name == PATHS[0][0]:
            size["compile"], size["memory"] = seconds, memory
            size["tables"] = table.table_bytes(program + ".o", count)
            size["ids"] = run(pinned([program, "--ids", str(ROUNDS)]))[0]
        for mode in ("plain", "harder") if name == PATHS[0][0] else ("plain",):
            stem = os.path.join(place, "bench", mode)
            rounds = ROUNDS if mode == "plain" else 1
            size[name, mode] = Result(name, run(pinned([program, stem, str(rounds)])))
    size["bytes"] = os.path.getsize(os.path.join(place, "bench", "plain.log"))
    size["peers"] = time_peers(place, peers) if peers else {}
    return size


def flags_of(library, otherwise):
    """What pkg-config says."""
    done = subprocess.run(["pkg-config", "--cflags", "--libs", library], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode().split() or otherwise


def compile_peers(cc, folder):
    """The programs of the peers; a sentence and the end of the program if one cannot be made."""
    made, cxx = {}, os.environ.get("CXX", "c++").split()
    common = os.path.join(folder, "input.o")
    must(cc + ["-O2", "-c", "input.c", "-o", common], HERE)
    for name, command in (
            ("hyperscan", cc + ["hyperscan.c", common] + flags_of("libhs", ["-lhs"])),
            ("re2_set", cxx + ["-std=c++17", "re2_set.cc", common] + flags_of("re2", ["-lre2"]))):
        made[name] = os.path.join(folder, name)
        text, _, _, problem = run(command + ["-O2", "-o", made[name]], HERE)
        if problem:
            sys.exit(f"bench: {name} cannot be compiled; tests/bench/README.md says what the "
                     f"peers need, and PEERS=no leaves them out\n{text[-2000:]}")
    for name in ("grep", "rg"):
        if not shutil.which(name):
            sys.exit(f"bench: {name} is missing: tests/bench/README.md says what the peers need")
    return made


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            rows = [row.split(":", 1)[1].strip() for row in file if row.startswith("model name")]
    except OSError:
        rows = []
    return f"{rows[0] if rows else platform.machine()}, {len(rows) or os.cpu_count()} processors"


def main():
    kbc, folder = (os.path.abspath(path) for path in (sys.argv[1], sys.argv[3]))
    cc = sys.argv[2].split()
    os.makedirs(folder, exist_ok=True)
    peers = compile_peers(cc, folder) if os.environ.get("PEERS") != "no" else None
    sizes = []
    for count in SIZES:
        sizes.append(measure(kbc, cc, folder, count, peers))
        print(f"bench: {count} cases done", file=sys.stderr)
    print(f"{processor()}; {LINES} lines, "
          f"time of one processor, best of {ROUNDS} rounds")
    print(table.show(sizes, [name for name, _ in PATHS], lines.KINDS))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main()
