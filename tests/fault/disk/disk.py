"""Disturbs runs of kbc at every system call, and looks at what is there afterwards.

  disk.py INJECTOR sample             what `make test` has time for
  disk.py INJECTOR all [SCENE...]     every scene, every call, every error; every kill
  disk.py INJECTOR one SCENE N DEED   one run, left as it is

After a disturbed run what is there is what was there before, or what an undisturbed run makes: files whole, and
of a build all of them. The status is 0 exactly if the work was done. The next run, which nothing disturbs,
ends as if nothing had been, and leaves nothing behind."""
import collections
import errno
import os
import re
import shutil
import subprocess
import sys
import time

import scenes

INJECT = os.path.abspath(sys.argv[1])
KBC = os.environ["KBC"]
WORK = os.environ["WORK"]

OPEN = "EACCES EIO EMFILE ENOENT"
CHANGE = "EACCES EDQUOT EIO ENOENT ENOSPC EROFS"
ERRORS = {
    "open": OPEN, "openat": OPEN, "read": "EIO", "pread": "EIO", "write": "EDQUOT EIO ENOSPC",
    "pwrite": "EDQUOT EIO ENOSPC", "writev": "EIO ENOSPC", "fsync": "EDQUOT EIO ENOSPC",
    "fdatasync": "EDQUOT EIO ENOSPC", "syncfs": "EIO ENOSPC", "rename": CHANGE, "renameat": CHANGE,
    "renameat2": CHANGE + " EINVAL ENOSYS", "link": CHANGE + " EPERM", "linkat": CHANGE + " EMLINK EPERM",
    "unlink": CHANGE, "unlinkat": CHANGE, "mkdir": CHANGE, "mkdirat": CHANGE, "rmdir": CHANGE,
    "ftruncate": "EIO ENOSPC", "fchmod": "EIO EPERM EROFS", "fchown": "EIO EPERM EROFS",
    "utimensat": "EACCES EIO EROFS", "flock": "EIO ENOLCK", "fcntl": "EIO", "getdents": "EIO",
    "stat": "EACCES EIO ENOENT", "lstat": "EACCES EIO ENOENT", "fstat": "EIO", "fstatat": "EACCES EIO ENOENT",
    "statx": "EACCES EIO ENOENT", "access": "EACCES EIO ENOENT", "faccessat": "EACCES EIO ENOENT",
    "faccessat2": "EACCES EIO ENOENT", "readlink": "EACCES EIO ENOENT", "readlinkat": "EACCES EIO ENOENT",
    "getcwd": "EACCES ENOENT", "lseek": "EIO", "mmap": "EACCES ENODEV ENOMEM"}
# What a signal may interrupt; what may give less than was asked for.
INTERRUPTED = "open openat read pread write pwrite fsync fdatasync flock".split()
SHORT = "read pread write pwrite".split()
# Calls of the removal: where they fail, something stays until the next run. Who may not lock leaves the file.
REMOVING = ("unlink", "rmdir", "openat", "getdents", "fstat", "flock")
LOOKING = ("open", "openat", "stat", "lstat", "fstatat", "statx", "access", "faccessat", "faccessat2",
           "readlink", "readlinkat")
LEFTOVER = re.compile(r"(^|/)\.?[^/]*\.kbc-[^/]*")


class Call:
    def __init__(self, line):
        number, self.name, sign, self.about = line.split(" ", 3)
        self.number, self.changes = int(number), sign == "+"

    def is_mere_output(self):
        return self.name == "write" and not self.about.startswith("/")


def folders(top):
    return {os.path.relpath(where, top) for where, _, _ in os.walk(top)}


def tree(folder):
    """{path: bytes} of the files below, {path/: None} of empty folders that kbc should have taken away."""
    found = {}
    for where, below, names in os.walk(folder):
        path = os.path.relpath(where, folder)
        path = "" if path == "." else path + "/"
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                found[path + name] = file.read()
        if path and not names and not below and LEFTOVER.search(path):
            found[path] = None
    return found


def without_leftovers(files):
    return {name: data for name, data in files.items() if not LEFTOVER.search(name)}


def run(scene, folder, *options):
    threads = [] if scene.words[0] in ("explain", "new", "breaking") else ["-j1"]
    words = [KBC, scene.words[0], *threads, *scene.words[1:]]
    return subprocess.run([INJECT, *scene.also, *options, "--", *words], cwd=os.path.join(folder, scene.where),
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)


class Stage:
    """One scene, ready for any number of runs."""

    def __init__(self, scene):
        self.scene = scene
        self.base = os.path.join(WORK, scene.name)
        self.first, self.work = os.path.join(self.base, "first"), os.path.join(self.base, "work")
        shutil.rmtree(self.base, ignore_errors=True)
        os.makedirs(self.first)
        here = os.getcwd()
        os.chdir(self.first)
        scene.prepare()
        os.chdir(here)
        self.before = tree(self.first)
        self.reset()
        listed = os.path.join(self.base, "list")
        self.clean = run(scene, self.work, "--list", listed)
        self.after = tree(self.work)
        with open(listed, encoding="utf-8", errors="replace") as file:
            self.calls = [Call(line.rstrip("\n")) for line in file]
        self.clean_again = run(scene, self.work)
        self.after_again = tree(self.work)

    def reset(self):
        """Most disturbed runs change nothing, so most of the time there is nothing to bring back."""
        if not os.path.exists(self.work) or tree(self.work) != self.before or \
                folders(self.work) != folders(self.first):
            shutil.rmtree(self.work, ignore_errors=True)
            shutil.copytree(self.first, self.work, symlinks=True)

    def is_whole(self, files):
        """"old" or "new", "part" for a mixture of whole files where that may be, or None."""
        if files == self.before:
            return "old"
        if files == self.after:
            return "new"
        if self.scene.is_one:
            return None
        for name in set(files) | set(self.before) | set(self.after):
            if files.get(name) not in (self.before.get(name), self.after.get(name)):
                return None
        return "part"

    def marked_incomplete(self, files):
        """Replaced file by file and cut off: the manifest says so, and each file is old or new."""
        name = "out/manifest.json"
        if b'"state":"incomplete"' not in (files.get(name) or b""):
            return False
        return all(data in (self.before.get(path), self.after.get(path))
                   for path, data in files.items() if path != name)

    def next_run(self):
        """What is wrong with the run after the disturbed one."""
        there = tree(self.work)
        if there in (self.before, self.after):
            return None  # the run of which it is known what it does
        files = without_leftovers(there)
        done = run(self.scene, self.work)
        wanted, status = (self.after, self.clean.returncode)
        if files == self.after and files != self.before:
            wanted, status = self.after_again, self.clean_again.returncode
        found = tree(self.work)
        if found != wanted:
            names = sorted(name for name in set(found) | set(wanted) if found.get(name, 0) != wanted.get(name, 0))
            return f"the next run leaves {names}, status {done.returncode}: {text_of(done)}"
        if done.returncode != status:
            return f"the next run ends with {done.returncode}: {text_of(done)}"
        return None


def text_of(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace")[-400:].strip().replace("\n", " | ")


def deeds(call):
    """(what, the injector's options, is it to pass unseen?)"""
    for name in ERRORS.get(call.name, "").split():
        yield name, ("--fail", str(getattr(errno, name))), False
    if call.name == "openat" and call.changes:
        for name in ("EDQUOT", "ENOSPC", "EROFS"):
            yield name, ("--fail", str(getattr(errno, name))), False
    if call.name == "close":
        for name in ("EDQUOT", "EIO", "ENOSPC"):
            yield name, ("--fail-after", str(getattr(errno, name))), False
        yield "EINTR", ("--fail-after", str(errno.EINTR)), True
    if call.name in INTERRUPTED:
        yield "EINTR", ("--fail", str(errno.EINTR)), True
    if call.name in SHORT:
        yield "one byte", ("--short", "1"), True
        yield "half", ("--short", "0"), True


def judge_failed(stage, call, what, done):
    problems = []
    if what == "ENOENT" and call.name in LOOKING and not call.changes:
        # It is not there: kbc does what it does without it.
        return [] if done.returncode in range(4) else [f"status {done.returncode}"]
    files = tree(stage.work)
    whole = stage.is_whole(without_leftovers(files))
    if whole is None and not (stage.scene.may_be_marked and stage.marked_incomplete(without_leftovers(files))):
        problems.append("neither the old nor the new")
    # What cannot be removed stays, and the next run takes it away.
    if files != without_leftovers(files) and not call.name.startswith(REMOVING):
        problems.append(f"left behind: {sorted(set(files) - set(without_leftovers(files)))}")
    if done.returncode == stage.clean.returncode:
        if without_leftovers(files) != stage.after:
            problems.append(f"status {done.returncode}, but the work was not done")
        if done.stdout != stage.clean.stdout:
            problems.append(f"status {done.returncode}, but the output is another")
        return problems
    if done.returncode != 3:
        problems.append(f"status {done.returncode}")
    elif whole == "new" and stage.before != stage.after and not call.is_mere_output():
        problems.append("status 3, but the work was done")
    reason = os.strerror(getattr(errno, what)) if what.startswith("E") else ""
    if reason not in (done.stdout + done.stderr).decode("utf-8", "replace") and not call.is_mere_output():
        problems.append("it does not say why")
    return problems


def judge_unseen(stage, done):
    if (done.returncode, done.stdout, done.stderr) != (stage.clean.returncode, stage.clean.stdout,
                                                       stage.clean.stderr):
        return [f"it is seen: status {done.returncode}"]
    return [] if tree(stage.work) == stage.after else ["the files differ"]


class Tally:
    def __init__(self):
        self.runs, self.points, self.problems = 0, 0, []
        self.by_name = collections.Counter()

    def add(self, stage, call, what, problems, done):
        self.runs += 1
        self.by_name[what] += 1
        for problem in problems:
            about = call.about.replace(stage.work, "")
            self.problems.append(f"{stage.scene.name} {call.number} {call.name} {about} {what}: {problem}: "
                                 f"{text_of(done)}")


def fail_calls(stage, tally, wanted=None):
    for call in stage.calls:
        tally.points += 1
        for what, options, is_unseen in deeds(call):
            if wanted and what not in wanted:
                continue
            stage.reset()
            done = run(stage.scene, stage.work, "--at", str(call.number), *options)
            problems = judge_unseen(stage, done) if is_unseen else judge_failed(stage, call, what, done)
            if not problems or not is_unseen:
                later = stage.next_run()
                problems += [later] if later else []
            tally.add(stage, call, what, problems, done)


def kill_calls(stage, tally):
    for call in stage.calls:
        if not call.changes and call.name != "flock":
            continue
        for what in ("--kill-before", "--kill-after"):
            stage.reset()
            done = run(stage.scene, stage.work, "--at", str(call.number), what)
            files = without_leftovers(tree(stage.work))
            tally.points += what == "--kill-before"
            problems = [] if done.returncode == 137 else [f"status {done.returncode}"]
            if stage.is_whole(files) is None and not (stage.scene.may_be_marked and stage.marked_incomplete(files)):
                problems.append("neither the old nor the new")
            later = stage.next_run()
            tally.add(stage, call, what, problems + ([later] if later else []), done)


def report(name, tally, started):
    print(f"{'not ok' if tally.problems else 'ok'} disk: {name}: {tally.points} calls, {tally.runs} runs, "
          f"{len(tally.problems)} wrong, {time.time() - started:.0f} s")
    for problem in tally.problems[:int(os.environ.get("KBC_FAULT_SHOWN", "20"))]:
        print("  " + problem)
    sys.stdout.flush()


def run_all(names):
    for scene in scenes.SCENES:
        if names and scene.name not in names:
            continue
        started, tally = time.time(), Tally()
        stage = Stage(scene)
        fail_calls(stage, tally)
        report(scene.name + ", each call fails", tally, started)
        started, tally = time.time(), Tally()
        kill_calls(stage, tally)
        report(scene.name + ", killed at each change", tally, started)
        shutil.rmtree(stage.base)


def main():
    if sys.argv[2] == "all":
        run_all(sys.argv[3:])


if __name__ == "__main__":
    main()
