"""Lets the requests for memory of one command fail, one after the other, and judges what comes of it."""
import hashlib
import json
import mmap
import os
import shutil
import struct
import subprocess

STACKS = 1 << 18
HEAD = struct.Struct("7Q")
SIZE = HEAD.size + 8 * STACKS
COUNT, ONCE, FROM = 0, 1, 2
OUT_OF_MEMORY = b"kbc: out of memory\n"
TIMEOUT = 60


def build(folder):
    """The library that is preloaded; None where none can be made."""
    here = os.path.dirname(os.path.abspath(__file__))
    library = os.path.join(folder, "failing.so")
    done = subprocess.run([os.environ.get("CC", "cc"), "-std=c11", "-O2", "-shared", "-fPIC", "-o", library,
                           os.path.join(here, "failing.c")], capture_output=True, check=False)
    return library if done.returncode == 0 else None


class Run:
    """What one run came to."""

    def __init__(self, done, head, tree):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        _, _, _, self.requests, self.failures, self.living, self.has_ended = head
        self.tree = tree
        self.streamed = {}

    def is_like(self, other):
        return (self.status, self.out, self.err, self.tree) == (other.status, other.out, other.err, other.tree)


class Tree:
    """Path -> what is there, of all below a folder but git's own files. What has not changed is read once."""

    def __init__(self, folder):
        self.folder, self.known = folder, {}

    def file(self, entry):
        info = entry.stat(follow_symlinks=False)
        mark = (info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
        if self.known.get(entry.path, (None,))[0] != mark:
            with open(entry.path, "rb") as file:
                self.known[entry.path] = mark, hashlib.blake2b(file.read()).digest()
        return self.known[entry.path][1]

    def look(self):
        found, waiting = {}, [self.folder]
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    name = entry.path[len(self.folder) + 1:]
                    if not entry.is_dir(follow_symlinks=False):
                        found[name] = self.file(entry)
                    elif entry.name != ".git":
                        found[name] = "folder"
                        waiting.append(entry.path)
        return found


def is_cut_between_lines(part, whole):
    return whole.startswith(part) and (part == b"" or part.endswith(b"\n"))


def is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class Bench:
    """A folder in which one command runs again and again, put back as it was behind each run."""

    def __init__(self, kbc, library, pristine, folder, command):
        self.kbc, self.pristine, self.folder, self.command = kbc, pristine, folder, command
        self.before = Tree(pristine).look()
        os.makedirs(folder, exist_ok=True)
        self.here = os.path.join(folder, "project")
        self.tree = Tree(self.here)
        self.table_path = os.path.join(folder, "table")
        with open(self.table_path, "wb") as file:
            file.truncate(SIZE)
        self.file = open(self.table_path, "r+b")
        self.table = mmap.mmap(self.file.fileno(), SIZE)
        # MALLOC_PERTURB_: what was freed and what was not written yet is no longer what one hopes for.
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
                            "MALLOC_PERTURB_": "165", "LD_PRELOAD": library, "KBC_FAULT_TABLE": self.table_path}
        self.reset()

    def reset(self):
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.pristine, self.here, symlinks=True)

    def close(self):
        self.table.close()
        self.file.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, mode, number=0, stacks=False):
        self.table[:HEAD.size] = HEAD.pack(mode, number, int(stacks), 0, 0, 0, 0)
        stdin = open(os.path.join(self.here, self.command.stdin), "rb") if self.command.stdin else subprocess.DEVNULL
        try:
            done = subprocess.run([self.kbc, *self.command.words], cwd=self.here, env=self.environment, stdin=stdin,
                                  capture_output=True, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            done = subprocess.CompletedProcess([], "timeout", b"", b"")
        finally:
            if self.command.stdin:
                stdin.close()
        run = Run(done, HEAD.unpack(self.table[:HEAD.size]), self.tree.look())
        for name in self.command.streamed:
            path = os.path.join(self.here, name)
            if os.path.exists(path):
                with open(path, "rb") as file:
                    run.streamed[name] = file.read()
        return run

    def restore(self, run):
        if run.tree != self.before:
            self.reset()

    def count(self):
        """The run in which nothing fails, and for each request a hash of the calls that led to it."""
        run = self.run(COUNT, stacks=True)
        self.restore(run)
        n = min(run.requests, STACKS)
        stacks = struct.unpack(f"{n}Q", self.table[HEAD.size:HEAD.size + 8 * n])
        # Once more without the look at the calls, which leaves memory of its own.
        plain = self.run(COUNT)
        self.restore(plain)
        return plain, stacks

    # ---- Judging ----------------------------------------------------------------------------------------

    def judge(self, base, run):
        """What is wrong with the run, as texts."""
        problems = []
        if run.status == "timeout":
            return ["does not end"]
        if run.status < 0:
            return [f"signal {-run.status}: {run.err[-300:]!r}"]
        if run.is_like(base):
            if self.command.jobs == 1 and run.has_ended and run.living > base.living:
                problems.append(f"{run.living - base.living} pieces of memory are left")
            return problems
        if run.status != 3:
            problems.append(f"status {run.status}, not 3, and no run without failure: {run.out[-200:]!r} {run.err[-300:]!r}")
        return problems + self.judge_said(base, run) + self.judge_tree(base, run)

    def judge_said(self, base, run):
        problems = []
        is_out = run.out in (base.out, b"") or (self.command.streams and is_cut_between_lines(run.out, base.out)) or (
            base.out.startswith(run.out) and is_json(base.out) and not is_json(run.out))
        has_finding = b"Cannot allocate memory" in run.out + run.err or b"not enough memory" in run.err
        if not is_out and not has_finding:
            problems.append(f"half of the output: {run.out[-200:]!r}")
        if has_finding:
            return problems
        head = run.err.removesuffix(OUT_OF_MEMORY)
        is_head = base.err.startswith(head) and (head == b"" or head.endswith(b"\n"))
        if not run.err.endswith(OUT_OF_MEMORY) or not is_head:
            problems.append(f"does not say so in one line: {run.err[-300:]!r}")
        return problems

    def judge_tree(self, base, run):
        problems, after = [], base.tree
        for folder in self.command.whole:
            part = [{path: what for path, what in tree.items() if path == folder or path.startswith(folder + "/")}
                    for tree in (run.tree, self.before, after)]
            if part[0] not in part[1:]:
                problems.append(f"{folder} is neither the old one nor the new one")
        left = sorted(set(run.tree) - set(self.before) - set(after))
        for path, what in run.tree.items():
            is_cut = path in run.streamed and is_cut_between_lines(run.streamed[path], base.streamed[path])
            if path not in left and not is_cut and what not in (self.before.get(path), after.get(path)):
                problems.append(f"{path} is neither as before nor as after")
        problems += [f"{path} is gone" for path in self.before if path in after and path not in run.tree]
        if left:
            problems += self.judge_next(base, left)
        return problems

    def judge_next(self, base, left):
        """What lies there behind a run that failed must not be in the way of the next one, nor outlive it."""
        again = self.run(COUNT)
        if again.status != base.status or again.tree != base.tree:
            more = sorted(set(again.tree) ^ set(base.tree))
            return [f"left {left}, and the next run ends with {again.status}, {again.err[-200:]!r} and {more}"]
        return []

    def fail(self, base, mode, number):
        run = self.run(mode, number)
        problems = self.judge(base, run)
        self.restore(run)
        if self.command.jobs == 1 and run.failures == 0:
            problems.append("nothing failed: the run is not always the same")
        return run, problems
