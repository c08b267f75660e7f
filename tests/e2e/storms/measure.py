"""Runs every storm through every command, and holds each run against 2 seconds of processor and 256 MiB.
usage: measure.py KBC DIR [NAME-PATTERN...]"""
import fnmatch
import os
import resource
import shutil
import sys
import time

import cases
import markdown
import parts
import prose

SECONDS, MEBIBYTES, GIVE_UP = 2.0, 256, 60
FORMATS = ["json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"]
STORES = "default,fluent-bit,vector,grok,milvus,opensearch,elasticsearch,qdrant,azure,vertex,bedrock,openai-batch,langchain,llamaindex,haystack,pgvector,sqlite"


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
    yield "build", [kbc, "build", "-j1", "--keep-going", "-o", "out", "--emit", STORES]
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
    for left in ("out", "parts"):
        shutil.rmtree(os.path.join(folder, left), ignore_errors=True)
    status, seconds, mib = run(argv, folder)
    rows.append((seconds, mib, status, name, command))
    bad = seconds > SECONDS or mib > MEBIBYTES or status not in (0, 1, 2)
    if bad or seconds > SECONDS / 2 or mib > MEBIBYTES / 2:
        print(f"{'OVER' if bad else '    '} {seconds:7.2f} s {mib:6.0f} MiB  status {status:3}  {name} {command}", flush=True)


def main():
    kbc, work, patterns = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:] or ["*"]
    rows = []
    wanted = os.environ.get("STORMS_COMMANDS")
    for name, make in source_storms().items():
        for kind, schema in (("strict", parts.strict()), ("loose", parts.LOOSE)):
            full = f"{name}/{kind}"
            if not any(fnmatch.fnmatch(full, p) for p in patterns):
                continue
            text = make()
            assert len(text) <= parts.MIB, name
            folder = os.path.join(work, kind)
            write(folder, {"kbc.yaml": schema, "kb/storm.md": text, ".git/HEAD": "ref: refs/heads/main\n"})
            del text
            for command, argv in source_commands(kbc):
                if wanted is None or command in wanted.split(","):
                    measure(full, command, argv, folder, rows)
    rows.sort(reverse=True)
    over = [row for row in rows if row[0] > SECONDS or row[1] > MEBIBYTES or row[2] not in (0, 1, 2)]
    print(f"{len(rows)} runs, {len(over)} over {SECONDS:g} s or {MEBIBYTES} MiB")
    return 1 if over else 0


if __name__ == "__main__":
    began = time.time()
    sys.exit(main())
