"""Disturbs runs of kbc at every system call, and looks at what is there afterwards.

  disk.py INJECTOR sample             what `make test` has time for
  disk.py INJECTOR all [SCENE...]     every scene, every call, every error; every kill

After a disturbed run what is there is what was there before, or what an undisturbed run makes: files whole, and
of a build all of them. The status is 0 exactly if the work was done. The next run, which nothing disturbs,
ends as if nothing had been, and leaves nothing behind."""
import collections
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import scenes

INJECT = os.path.abspath(sys.argv[1])
# Leaks are looked for with ptrace, which nobody can do who is traced.
os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
KBC = os.environ["KBC"]
WORK = os.environ["WORK"]

OPEN = "EACCES EIO EMFILE ENOENT"
CHANGE = "EACCES EDQUOT EIO ENOENT ENOSPC EROFS"
REMOVE = "EACCES EIO EROFS"  # one that is not there is as good as removed
ERRORS = {
    "open": OPEN, "openat": OPEN, "read": "EIO", "pread": "EIO", "write": "EDQUOT EIO ENOSPC",
    "pwrite": "EDQUOT EIO ENOSPC", "writev": "EIO ENOSPC", "fsync": "EDQUOT EIO ENOSPC",
    "fdatasync": "EDQUOT EIO ENOSPC", "syncfs": "EIO ENOSPC", "rename": CHANGE, "renameat": CHANGE,
    "renameat2": CHANGE + " EINVAL ENOSYS", "link": CHANGE + " EPERM", "linkat": CHANGE + " EMLINK EPERM",
    "unlink": REMOVE, "unlinkat": REMOVE, "mkdir": CHANGE, "mkdirat": CHANGE, "rmdir": CHANGE,
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


# Scene, call, a part of what it is about, error.
REPLAYS = (
    ("build", "fstatat", "/kbc.yaml", "EIO"),  # the built-in schema was taken for it
    ("build", "openat", "/.git/info/exclude", "EACCES"),  # ignored files were built
    ("build", "openat", "/.git/index", "EIO"),  # tracked files were left out
    ("build", "openat", ".out.kbc-", "EACCES"),  # a folder was left behind
    ("build", "fsync", "", "EIO"),  # the folder above could not be synced, status 0
    ("build", "openat", "kb", "EINTR"),  # a signal was an error
    ("build-vectors", "pread", "/vectors.jsonl", "EIO"),  # built without a vector, status 0
    ("build-vectors", "fstatat", "/vectors.jsonl", "EIO"),  # another reason was given
    ("build-shard", "read", "/kbc.yaml", "EIO"),  # stamped with another schema, status 0
    ("build-merge", "read", "/shard", "EIO"),  # "no shard", status 2
    ("build-check-good", "openat", "kb.json", "EMFILE"),  # "out of date"
    ("build-projects", "readlink", "/one", "EIO"),  # "leads through a link"
    ("match", "read", "/kb/", "EIO"),  # lines without a case, status 0
    ("match", "openat", "app.log", "EINTR"),
    ("init", "read", "/kb/", "EIO"),  # a schema of the other files, status 0
    ("check-baseline", "read", "/kb/", "EIO"),  # a baseline without that file
    ("check-baseline", "fstatat", ".kbc-1", "EIO"),  # a file was left behind
    ("check-formats", "write", ".kbc-1", "ENOSPC"),
    ("plan", "openat", "loaded.json", "EIO"),  # "no JSON object", status 2
    ("breaking", "fstatat", "loaded.json", "EIO"),  # "no room", status 2
    ("simulate", "write", "/.sim.l", "EDQUOT"),  # half a log was left
    ("eval-emit", "write", "/.queries", "EIO"),
)


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

    def of_work(self, files):
        """Without the reports, which tell of a run that failed, too; but each of them is whole."""
        for name in self.scene.reports:
            if name in files and files[name] != self.before.get(name):
                json.loads(files[name])
        return {name: data for name, data in files.items() if name not in self.scene.reports}

    def is_whole(self, files):
        """"old" or "new", "part" for a mixture of whole files where that may be, or None."""
        files, before, after = (self.of_work(some) for some in (files, self.before, self.after))
        if files == before:
            return "old"
        if files == after:
            return "new"
        if self.scene.is_one:
            return None
        for name in set(files) | set(before) | set(after):
            if files.get(name) not in (before.get(name), after.get(name)):
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
        if self.scene.may_refuse and done.returncode == 2 and found == files:
            return None
        if found != wanted:
            names = sorted(name for name in set(found) | set(wanted) if found.get(name, 0) != wanted.get(name, 0))
            return f"the next run leaves {names}, status {done.returncode}: {text_of(done)}"
        if done.returncode != status and not (self.scene.may_refuse and done.returncode == 2):
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


def is_missing(call, what):
    """It is not there: kbc does what it does without it, and the next run says little about this one."""
    return what == "ENOENT" and call.name in LOOKING and not call.changes


def judge_failed(stage, call, what, done):
    problems = []
    if is_missing(call, what):
        return [] if done.returncode in range(4) else [f"status {done.returncode}"]
    files = tree(stage.work)
    whole = stage.is_whole(without_leftovers(files))
    if whole is None and not (stage.scene.may_be_marked and stage.marked_incomplete(without_leftovers(files))):
        problems.append("neither the old nor the new")
    # What cannot be removed stays, and the next run takes it away.
    if files != without_leftovers(files) and not call.name.startswith(REMOVING):
        problems.append(f"left behind: {sorted(set(files) - set(without_leftovers(files)))}")
    if done.returncode == stage.clean.returncode:
        if stage.of_work(without_leftovers(files)) != stage.of_work(stage.after):
            problems.append(f"status {done.returncode}, but the work was not done")
        if done.stdout != stage.clean.stdout:
            problems.append(f"status {done.returncode}, but the output is another")
        return problems
    if done.returncode not in (3, *stage.scene.statuses):
        problems.append(f"status {done.returncode}")
    elif whole == "new" and stage.before != stage.after and stage.scene.statuses == () and not call.is_mere_output():
        problems.append("status 3, but the work was done")
    reason = os.strerror(getattr(errno, what)) if what.startswith("E") else ""
    # Where it cannot be seen whether there is a schema, the reader of the schema has the last word.
    if call.name == "fstatat" and call.about.endswith(("/kbc.yaml", "/schema/case.yaml")):
        reason = ""
    said = done.stdout + done.stderr + b"".join(files.get(name) or b"" for name in stage.scene.reports)
    if stage.scene.statuses != () and done.returncode != 3:
        reason = ""
    if reason not in said.decode("utf-8", "replace") and not call.is_mere_output():
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
        self.by_name, self.kinds = collections.Counter(), collections.Counter()

    def add(self, stage, call, what, problems, done):
        self.runs += 1
        self.by_name[what] += 1
        for problem in problems:
            kind = call.name + problem.split(":")[0]
            self.kinds[kind] += 1
            if self.kinds[kind] > 2:
                self.problems.append("")
                continue
            about = call.about.replace(stage.work, "")
            self.problems.append(f"{stage.scene.name} {call.number} {call.name} {about} {what}: {problem}: "
                                 f"{text_of(done)}")


def fail_calls(stage, tally, wanted=None, is_meant=lambda call: True):
    for call in filter(is_meant, stage.calls):
        tally.points += 1
        for what, options, is_unseen in deeds(call):
            if wanted and what not in wanted:
                continue
            stage.reset()
            done = run(stage.scene, stage.work, "--at", str(call.number), *options)
            problems = judge_unseen(stage, done) if is_unseen else judge_failed(stage, call, what, done)
            if not problems and not is_missing(call, what):
                later = stage.next_run()
                problems += [later] if later else []
            tally.add(stage, call, what, problems, done)


def end_calls(stage, tally):
    """SIGTERM as kill does, and the two signals that are errors of a call to kbc and not its end."""
    for call in stage.calls:
        if not call.changes and call.name != "flock":
            continue
        tally.points += 1
        for number in (signal.SIGTERM, signal.SIGXFSZ, signal.SIGPIPE):
            stage.reset()
            done = run(stage.scene, stage.work, "--at", str(call.number), "--signal", str(int(number)))
            if number == signal.SIGTERM:
                files = without_leftovers(tree(stage.work))
                # kbc match ends by itself, and counts what it has seen.
                ends = (128 + number, stage.clean.returncode)
                problems = [] if done.returncode in ends else [f"status {done.returncode}"]
                if stage.is_whole(files) is None and not (stage.scene.may_be_marked and
                                                          stage.marked_incomplete(files)):
                    problems.append("neither the old nor the new")
                later = stage.next_run()
                problems += [later] if later else []
            else:
                problems = judge_unseen(stage, done)
            tally.add(stage, call, number.name, problems, done)


def kill_calls(stage, tally, ways=("--kill-before", "--kill-after")):
    for call in stage.calls:
        if not call.changes and call.name != "flock":
            continue
        for what in ways:
            stage.reset()
            done = run(stage.scene, stage.work, "--at", str(call.number), what)
            files = without_leftovers(tree(stage.work))
            tally.points += what == ways[0]
            problems = [] if done.returncode == 137 else [f"status {done.returncode}"]
            if stage.is_whole(files) is None and not (stage.scene.may_be_marked and stage.marked_incomplete(files)):
                problems.append("neither the old nor the new")
            later = stage.next_run()
            tally.add(stage, call, what, problems + ([later] if later else []), done)


def report(name, tally, started):
    print(f"{'not ok' if tally.problems else 'ok'} disk: {name}: {tally.points} calls, {tally.runs} runs, "
          f"{len(tally.problems)} wrong, {time.time() - started:.0f} s")
    for problem in [some for some in tally.problems if some][:int(os.environ.get("KBC_FAULT_SHOWN", "20"))]:
        print("  " + problem)
    sys.stdout.flush()


def is_deaf():
    """Why nothing can be disturbed here, or None."""
    done = subprocess.run([INJECT, "--", "true"], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stderr.strip() or f"status {done.returncode}"


def run_sample():
    """A full disk at each call of a build, and a kill before and after each that changes anything."""
    scene = next(scene for scene in scenes.SCENES if scene.name == "build-changed")
    started, tally = time.time(), Tally()
    stage = Stage(scene)
    # A build with sanitizers takes ten times as long: every fourth call of it.
    slow = "asan" in KBC
    stage.calls = stage.calls[::4] if slow else stage.calls
    fail_calls(stage, tally, ("ENOSPC",))
    report("a full disk at each call", tally, started)
    started, tally = time.time(), Tally()
    kill_calls(stage, tally, ("--kill-after",))
    report("killed at each change", tally, started)
    shutil.rmtree(stage.base)
    if not slow:
        run_replays()


def run_replays():
    """What went wrong once."""
    started, tally = time.time(), Tally()
    for name in dict.fromkeys(row[0] for row in REPLAYS):
        stage = Stage(next(scene for scene in scenes.SCENES if scene.name == name))
        for _, of_call, about, what in [row for row in REPLAYS if row[0] == name]:
            def is_meant(call, of_call=of_call, about=about):
                return call.name == of_call and about in call.about
            assert any(map(is_meant, stage.calls)), (name, of_call, about)
            fail_calls(stage, tally, (what,), is_meant)
        if name == "build":
            stage.calls = [call for call in stage.calls if call.name == "mkdirat" or "kb.json" in call.about]
            kill_calls(stage, tally, ("--kill-after",))
        shutil.rmtree(stage.base)
    report("what went wrong once", tally, started)


def run_all(names):
    parts = ((fail_calls, "each call fails"), (kill_calls, "killed at each change"), (end_calls, "a signal at each change"))
    runs, points, wrong, names_of_deeds = 0, 0, 0, collections.Counter()
    for scene in scenes.SCENES:
        if names and scene.name not in names:
            continue
        stage = Stage(scene)
        for disturb, title in parts:
            started, tally = time.time(), Tally()
            disturb(stage, tally)
            report(f"{scene.name}, {title}", tally, started)
            runs, points, wrong = runs + tally.runs, points + tally.points, wrong + len(tally.problems)
            names_of_deeds += tally.by_name
        shutil.rmtree(stage.base)
    print(f"{points} calls disturbed in {runs} runs, {wrong} wrong: " +
          ", ".join(f"{name} {count}" for name, count in sorted(names_of_deeds.items())))


def main():
    why = is_deaf()
    if why:
        print(f"ok disk: system calls that fail # SKIP {why}")
    elif sys.argv[2] == "all":
        run_all(sys.argv[3:])
    else:
        run_sample()


if __name__ == "__main__":
    main()
