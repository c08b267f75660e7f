"""Runs every storm through every command, and holds each run against 2 seconds of processor and 256 MiB.
usage: measure.py KBC DIR [NAME-PATTERN...]"""
import fnmatch
import os
import resource
import shutil
import sys

import cases
import markdown
import others
import parts
import prose

SECONDS, MEBIBYTES, GIVE_UP = 2.0, 256, 20
FORMATS = ["json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"]
STORES = ["sqlite", "openai-batch", "bedrock"]  # the others write as these do


def run(argv, folder, stdin=None):
    """(status, CPU seconds, MiB at the most) of a program."""
    files = [(os.POSIX_SPAWN_OPEN, 0, stdin or "/dev/null", os.O_RDONLY, 0),
             (os.POSIX_SPAWN_OPEN, 1, os.path.join(folder, ".out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
             (os.POSIX_SPAWN_OPEN, 2, os.path.join(folder, ".err"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
    before = os.getcwd()
    os.chdir(folder)
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=files)
    os.chdir(before)
    resource.prlimit(pid, resource.RLIMIT_CPU, (GIVE_UP, GIVE_UP))
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def source_commands(kbc):
    yield "check", [kbc, "check", "-j1"]
    for name in FORMATS:
        yield name, [kbc, "check", "-j1", "--format", name]
    yield "fmt", [kbc, "fmt", "--diff", "."]
    yield "fix", [kbc, "check", "-j1", "--fix", "--unsafe-fixes", "--diff"]
    yield "build", [kbc, "build", "-j1", "--keep-going", "-o", "out"]
    for store in STORES:
        yield store, [kbc, "build", "-j1", "--keep-going", "-q", "-o", "out", "--emit", store]
    yield "plan", [kbc, "plan", "-j1", "--keep-going", "--since", "none"]
    yield "eval", [kbc, "eval", "-j1"]
    yield "init", [kbc, "init", "-j1", "-o", "-"]
    yield "split", [kbc, "split", "-o", "parts", "kb/storm.md"]
    yield "simulate", [kbc, "simulate", "-j1", "--lines=1000", "-o", "sim.log"]
    yield "match", [kbc, "match", "-j1", "--format=tsv", "kb/storm.md"]


def source_storms():
    made = {}
    for module in (markdown, prose, cases):
        made.update(module.storms())
    return made


def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode("utf-8"))


def measure(name, command, argv, folder, rows):
    """A run that is over the limit is made again: other programs on the machine cost time, too. The best one counts."""
    for attempt in range(3):
        for left in ("out", "parts", "sim.log"):
            path = os.path.join(folder, left)
            shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
        status, seconds, mib = run(argv, folder)
        row = (seconds, mib, status, name, command) if attempt == 0 else min(row, (seconds, mib, status, name, command))
        if row[0] <= SECONDS or seconds > 2 * SECONDS:
            break
    rows.append(row)
    seconds, mib, status = row[:3]
    if is_over(row) or seconds > SECONDS / 2 or mib > MEBIBYTES * 3 / 4:
        print(f"{'OVER' if is_over(row) else '    '} {seconds:7.2f} s {mib:6.0f} MiB  status {status:3}  {name}: {command}", flush=True)


def is_over(row):
    return row[0] > SECONDS or row[1] > MEBIBYTES or row[2] not in (0, 1, 2)


def measure_sources(kbc, work, is_wanted, wanted, rows):
    for name, make in source_storms().items():
        for kind, schema in (("strict", parts.strict()), ("loose", parts.LOOSE)):
            full = f"{name}/{kind}"
            if not is_wanted(full):
                continue
            text = make()
            assert len(text) <= parts.MIB, name
            folder = os.path.join(work, kind)
            write(folder, {"kbc.yaml": schema, "kb/storm.md": text, ".git/HEAD": "ref: refs/heads/main\n"})
            del text
            for command, argv in source_commands(kbc):
                if wanted is None or command in wanted.split(","):
                    measure(full, command, argv, folder, rows)


def measure_others(kbc, work, is_wanted, rows):
    for name, files, commands in others.storms():
        if not is_wanted(name):
            continue
        folder = os.path.join(work, "other")
        write(folder, files | {".git/HEAD": "ref: refs/heads/main\n"})
        for arguments in commands:
            measure(name, " ".join(arguments), [kbc, *arguments], folder, rows)


def main():
    kbc, work, patterns = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:] or ["*"]
    rows, wanted = [], os.environ.get("STORMS_COMMANDS")

    def is_wanted(name):
        return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
    measure_others(kbc, work, is_wanted, rows)
    measure_sources(kbc, work, is_wanted, wanted, rows)
    rows.sort(reverse=True)
    print("the slowest, and those that take most memory:")
    for row in rows[:10] + sorted(rows, key=lambda row: -row[1])[:5]:
        print(f"     {row[0]:7.2f} s {row[1]:6.0f} MiB  status {row[2]:3}  {row[3]}: {row[4]}")
    over = sum(map(is_over, rows))
    print(f"{len(rows)} runs, {over} over {SECONDS:g} s or {MEBIBYTES} MiB")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
