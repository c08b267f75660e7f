"""Changes one thing at a time in the files that must not be wrong, and sees whether a test does.

    mutate.py PLAIN SANITIZED              every mutant of every file in targets.txt
    mutate.py PLAIN SANITIZED FILE...      of these files alone

PLAIN and SANITIZED are builds: what lives through the tests of the one meets them in the other,
which sees leaks and bytes read behind the end. SAMPLE=N takes every Nth mutant, JOBS=N works on as
many at a time. A mutant stands in a library of its own that the loader takes before kbc's, so that
nothing is linked again.
"""
import concurrent.futures
import os
import resource
import shlex
import signal
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mutants  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SECONDS = 20


def rows_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and line[0] != "#"]


def targets():
    """[(file, [unit program], [golden folder], [end-to-end test])]"""
    found = []
    for line in rows_of("targets.txt"):
        file, *tests = line.split()
        kinds = {kind: [test[len(kind):] for test in tests if test.startswith(kind)]
                 for kind in ("unit/", "golden/", "e2e/")}
        found.append((file, kinds["unit/"], kinds["golden/"], kinds["e2e/"]))
    return found


def equivalents():
    """{(file, function, line as it stands, line as changed): reason}; * stands for any change."""
    known = {}
    lines = rows_of("equivalent.txt")
    for at in range(0, len(lines), 4):
        place, old, new, reason = (line.strip() for line in lines[at:at + 4])
        file, function = (place.split() + [""])[:2]
        known[file, function, old, new] = reason
    return known


class Bench:
    """A build that mutants are held against, and a folder for what one run leaves behind."""

    def __init__(self, build, place, flags):
        self.build, self.place = build, os.path.join(place, os.path.basename(build))
        os.mkdir(self.place)
        self.cc = os.environ.get("CC", "cc")
        self.flags = shlex.split(flags)
        self.libraries = shlex.split(os.environ["LIBRARIES"])
        self.library = os.path.join(build, "libkbc.so")
        self.kbc = os.path.join(build, "kbc-shared")

    def make(self, *arguments):
        subprocess.run([self.cc, *self.flags, *arguments], check=True)

    def prepare(self, programs):
        """The parts of kbc in a library that others can stand before, and who uses it."""
        archive = os.path.join(self.build, "libkbc.a")
        self.make("-shared", "-o", self.library, "-Wl,--whole-archive", archive,
                  "-Wl,--no-whole-archive", *self.libraries)
        shared = [self.library, f"-Wl,-rpath,{os.path.abspath(self.build)}", *self.libraries]
        self.make("-o", self.kbc, os.path.join(self.build, "obj/main.o"), *shared)
        for program in programs:
            target = os.path.join(self.build, "mutation", program)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            self.make("-w", "-o", target, f"tests/unit/{program}.c", *shared, "-lcmocka")

    def compile(self, text, name):
        """A library of that one file; None where it is no C."""
        source = os.path.join(self.place, f"{name}.c")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        target = os.path.join(self.place, f"{name}.so")
        done = subprocess.run([self.cc, *self.flags, "-w", "-Werror=return-type", "-shared", "-s",
                               "-Wl,--build-id=none", "-o", target, source],
                              stderr=subprocess.DEVNULL, check=False)
        return target if done.returncode == 0 else None

    @staticmethod
    def environment():
        options = "exitcode=99:detect_leaks=1:verify_asan_link_order=0:hard_rss_limit_mb=2000"
        return {**os.environ, "ASAN_OPTIONS": options, "LSAN_OPTIONS": "exitcode=99",
                "UBSAN_OPTIONS": "exitcode=99", "LC_ALL": "C"}

    def passes(self, command, seconds, **more):
        """Does it end well? The first test that fails is enough."""
        def limits():
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 27, 1 << 27))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, preexec_fn=limits, **more)
        timer = threading.Timer(15 * seconds, end_group, [process])
        timer.start()
        try:
            for line in process.stdout:
                if line.startswith(b"not ok "):
                    return False
            return process.wait() == 0
        finally:
            timer.cancel()
            end_group(process)
            process.stdout.close()
            process.wait()

    def unit_passes(self, program, library):
        environment = {**self.environment(), "CMOCKA_MESSAGE_OUTPUT": "TAP"}
        if library:
            environment["LD_PRELOAD"] = library
        return self.passes([os.path.join(self.build, "mutation", program)], SECONDS,
                           env=environment)

    def wrapper(self, name, library):
        """A kbc that runs with the mutant: the shells around it run without."""
        path = os.path.join(self.place, f"{name}.kbc")
        with open(path, "w", encoding="utf-8") as file:
            before = f"LD_PRELOAD='{library}' " if library else ""
            file.write(f"#!/bin/sh\n{before}exec '{os.path.abspath(self.kbc)}' \"$@\"\n")
        os.chmod(path, 0o755)
        return path

    def rest_passes(self, goldens, ends, library, name):
        kbc = self.wrapper(name, library)
        environment = {**self.environment(), "KBC": kbc, "ROOT": ROOT,
                       "PYTHON": sys.executable, "BUILD": os.path.abspath(self.build)}
        folders = [os.path.join("tests/golden", golden) for golden in goldens]
        if folders and not self.passes(["sh", "tests/golden/run.sh", *folders],
                                       4 * SECONDS, env=environment):
            return False
        for end in ends:
            script = os.path.join(ROOT, "tests/e2e", end)
            with tempfile.TemporaryDirectory(dir=self.place) as work:
                command = ["sh", script] if end.endswith(".sh") else [sys.executable, script]
                if not self.passes(command, 4 * SECONDS, cwd=work, env={
                        **environment, "WORK": work}):
                    return False
        return True

    def survives(self, tests, library, name):
        units, goldens, ends = tests
        return all(self.unit_passes(unit, library) for unit in units) and self.rest_passes(
            goldens, ends, library, name)

    def lives(self, text, tests, name):
        """Does no test see what the text became? None if it is no C."""
        library = self.compile(text, name)
        try:
            return library and self.survives(tests, library, name)
        finally:
            for ending in (".c", ".so", ".kbc"):
                path = os.path.join(self.place, name + ending)
                if os.path.exists(path):
                    os.remove(path)

    def machine_code(self, text, name):
        with open(self.compile(text, name), "rb") as built:
            return built.read()


def end_group(process):
    """Ends a program and what it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def judge(benches, file, text, tests, mutant, number):
    """killed, alive, same (the very same machine code) or invalid (no C)."""
    name = f"{os.path.basename(file)[:-2]}-{number}"
    changed = mutants.apply(text, mutant)
    for bench in benches:
        lives = bench.lives(changed, tests, name)
        if not lives:
            return "invalid" if lives is None else "killed"
    same = benches[0].machine_code(changed, name) == benches[0].machine_code(text, name)
    return "same" if same else "alive"


def run_file(benches, file, tests, known):
    with open(file, encoding="utf-8") as source:
        text = source.read()
    if not all(bench.survives(tests, None, "unchanged") for bench in benches):
        sys.exit(f"{file}: its tests fail without any mutant")
    counts = dict.fromkeys(("killed", "alive", "same", "listed", "invalid"), 0)
    step, jobs = (int(os.environ.get(name) or 1) for name in ("SAMPLE", "JOBS"))
    chosen = list(enumerate(mutants.mutants_of(text)))[::step]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        verdicts = pool.map(lambda pair: judge(benches, file, text, tests, pair[1], pair[0]),
                            chosen)
        for (_, mutant), verdict in zip(chosen, verdicts):
            old, new = mutants.name_of(text, mutant)
            if verdict == "alive":
                keys = ((file, mutant.function, old, new), (file, mutant.function, old, "*"))
                if any(key in known for key in keys):
                    verdict = "listed"
                else:
                    print(f"{file}:{mutant.line}: {mutant.function}: alive\n"
                          f"  {old}\n  {new}", flush=True)
            counts[verdict] += 1
    return counts


def row(name, counts):
    judged = counts["killed"] + counts["alive"]
    print(f"  {name:<34}{counts['killed']:>6} of{judged:>5} killed"
          f"{100 * counts['killed'] / max(1, judged):>7.1f} %{counts['same']:>5} same code"
          f"{counts['listed']:>4} listed", flush=True)


def main():
    plain, sanitized, *asked = sys.argv[1:]
    chosen = [target for target in targets() if not asked or target[0] in asked]
    if not chosen:
        sys.exit("no such file in tests/mutation/targets.txt")
    total, table, known = {}, [], equivalents()
    with tempfile.TemporaryDirectory() as place:
        benches = [Bench(plain, place, os.environ["PLAIN_FLAGS"]),
                   Bench(sanitized, place, os.environ["SANITIZED_FLAGS"])]
        for bench in benches:
            bench.prepare(sorted({unit for target in chosen for unit in target[1]}))
        for file, *tests in chosen:
            counts = run_file(benches, file, tests, known)
            table.append((file, counts))
            row(file, counts)
            for verdict, count in counts.items():
                total[verdict] = total.get(verdict, 0) + count
    print()
    for file, counts in table:
        row(file, counts)
    row("all", total)
    sys.exit(100 * total["killed"] < 95 * (total["killed"] + total["alive"]))


if __name__ == "__main__":
    main()
