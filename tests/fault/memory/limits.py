"""Every command under the limits that a system sets: memory, stack, open files, processes.

limits.py KBC FOLDER [COMMAND...]    FOLDER is made
"""
import os
import resource
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fixture
import harness

MIB = 1 << 20
NOBODY = 65534
LIMITS = (
    [("memory", resource.RLIMIT_AS, size * MIB) for size in (6, 8, 10, 12, 14, 16, 20, 24, 32, 48)] +
    [("stack", resource.RLIMIT_STACK, size * 1024) for size in (256, 512, 1024)] +
    [("files", resource.RLIMIT_NOFILE, count) for count in range(3, 12)] +
    [("processes", resource.RLIMIT_NPROC, 1)])


class Limited:
    """Runs a command under one limit in a folder that is put back behind it."""

    def __init__(self, kbc, pristine, folder):
        self.kbc, self.pristine, self.folder = kbc, pristine, folder
        self.before = harness.Tree(pristine).look()
        self.tree = harness.Tree(folder)
        self.reset()

    def reset(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.pristine, self.folder, symlinks=True)

    def run(self, command, kind=None, size=None):
        def limit():
            if kind is not None:
                resource.setrlimit(kind, (size, size))
            if kind == resource.RLIMIT_NPROC and os.geteuid() == 0:
                os.setuid(NOBODY)  # of root nobody counts the processes

        if kind == resource.RLIMIT_NPROC:
            subprocess.run(["chmod", "-R", "a+rwX", self.folder], check=True)
        stdin = os.path.join(self.folder, command.stdin) if command.stdin else os.devnull
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1"}
        with open(stdin, "rb") as file:
            done = subprocess.run([self.kbc, *command.words], cwd=self.folder, env=environment, stdin=file,
                                  capture_output=True, preexec_fn=limit, timeout=harness.TIMEOUT, check=False)
        run = harness.Run(done, (0,) * 7, self.tree.look())
        if run.tree != self.before:
            self.reset()
        return run


def judge(base, run, name):
    """What is wrong, or nothing. The program may be as without the limit, or say why it could not do its work."""
    if run.is_like(base):
        return None
    said = (run.err + run.out).decode(errors="replace")
    if name == "memory" and (run.status == 127 or "error while loading" in said or run.status == -11 and not said):
        return None  # not one line of kbc has run
    reasons = {"memory": ("kbc: out of memory\n", "Cannot allocate memory"), "stack": (),
               "files": ("Too many open files", "error while loading"), "processes": ("Resource temporarily unavailable",)}[name]
    if run.status in (3, 127) and any(reason in said for reason in reasons):
        return None
    return f"status {run.status}, without the limit {base.status}: {said[-300:]!r}"


def check(kbc, folder, names=(), limits=None):
    """(runs, problems), in a folder with a fixture in it."""
    pristine = os.path.join(folder, "pristine")
    limited = Limited(kbc, pristine, os.path.join(folder, "limited"))
    runs, problems = 0, []
    for command in fixture.commands():
        if names and command.name not in names:
            continue
        base = limited.run(command)
        for name, kind, size in limits or LIMITS:
            runs += 1
            problem = judge(base, limited.run(command, kind, size), name)
            if problem:
                problems.append(f"{command.name}, {name} {size}: {problem}")
    return runs, problems


def main():
    kbc, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    fixture.make(kbc, os.path.join(folder, "pristine"))
    runs, problems = check(kbc, folder, sys.argv[3:])
    for problem in problems:
        print("  " + problem)
    print(f"{runs} runs under a limit, {len(problems)} with problems")
    return 1 if problems or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
