"""Commands whose standard files are closed, full or have no reader, and folders that do not take a build.

  streams.py [COMMAND...]     of the table below; none means all, and the folders, too"""
import os
import resource
import shutil
import signal
import subprocess
import sys

import scenes

KBC, WORK = os.environ["KBC"], os.environ["WORK"]
COMMANDS = {  # name: how it begins, the call, does it print to standard output?
    "build": (scenes.warned, ["build", "-o", "out"], True),
    "build-silent": (scenes.changed(), ["build", "-o", "out"], False),
    "build-report": (scenes.warned, ["build", "-o", "out", "--format", "json=found.json"], False),
    "check": (scenes.with_findings, ["check"], True),
    "check-fix": (scenes.mendable, ["check", "--fix"], False),
    "fmt": (scenes.unformatted, ["fmt"], False),
    "fmt-diff": (scenes.unformatted, ["fmt", "--diff"], True),
    "explain": (scenes.fresh, ["explain"], True),
    "help": (scenes.fresh, ["--help"], True),
    "man": (scenes.fresh, ["man"], True),
    "new": (scenes.fresh, ["new"], True),
    "init": (scenes.cases_alone, ["init", "-o", "-"], True),
    "join": (scenes.parts_of_bundle, ["join", "parts", "-o", "-"], True),
    "plan": (scenes.loaded, ["plan", "--since", "loaded.json"], True),
    "plan-next": (scenes.loaded, ["plan", "--since", "loaded.json", "--next", "next.json"], True),
    "breaking": (scenes.loaded, ["breaking", "--against", "loaded.json"], True),
    "simulate": (scenes.fresh, ["simulate", "--lines", "5000"], True),
    "match": (scenes.logs, ["match", "app.log"], True),
    "eval": (scenes.fresh, ["eval"], True),
    "queries": (scenes.fresh, ["eval", "--emit-queries", "-"], True),
}
# Whoever reads a stream may stop reading: no failure.
STREAMS = ("simulate", "match", "queries")


def tree(folder):
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def stage(prepare):
    folder = os.path.join(WORK, "streams")
    os.chdir(WORK)
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    os.chdir(folder)
    prepare()
    return folder


def default_pipe():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def ignored_pipe():
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def closing(*numbers):
    """Behind what subprocess does to them, so the program begins without them."""
    def close():
        for number in numbers:
            os.close(number)
    return close


def run(words, out=subprocess.PIPE, err=subprocess.PIPE, before=None):
    return subprocess.run([KBC, *words], stdin=subprocess.DEVNULL, stdout=out, stderr=err, preexec_fn=before,
                          check=False, timeout=60)


def into_full(words):
    with open("/dev/full", "wb") as full:
        return run(words, out=full)


def into_broken_pipe(words, before):
    end, start = os.pipe()
    os.close(end)
    try:
        return run(words, out=start, before=before)
    finally:
        os.close(start)


def both_full(words):
    with open("/dev/full", "wb") as full:
        return run(words, out=full, err=full)


WAYS = {  # name: the run, does standard output go wrong?
    "stdout is full": (into_full, True),
    "stdout is closed": (lambda words: run(words, before=closing(1)), True),
    "stdout has no reader": (lambda words: into_broken_pipe(words, default_pipe), True),
    "stdout has no reader, and SIGPIPE is ignored": (lambda words: into_broken_pipe(words, ignored_pipe), True),
    "all are closed": (lambda words: run(words, before=closing(0, 1, 2)), True),
    "all are full": (both_full, True),
    "stderr is closed": (lambda words: run(words, before=closing(2)), False),
    "stdin is closed": (lambda words: run(words, before=closing(0)), False),
}


def hold(name, prepare, words, prints, way):
    """[problem] of one command in one of those ways."""
    disturb, is_stdout = WAYS[way]
    folder = stage(prepare)
    before = tree(folder)
    clean = run(words)
    after = tree(folder)
    assert bool(clean.stdout) == prints, (name, clean)
    folder = stage(prepare)
    done = disturb(words)
    found = tree(folder)
    goes_wrong = is_stdout and prints and not (name in STREAMS and "reader" in way)
    if goes_wrong:
        problems = [] if done.returncode == 3 else [f"status {done.returncode}, and not 3"]
        if done.stderr and b"standard output cannot be written" not in done.stderr:
            problems.append(f"it says {done.stderr[-200:]}")
        return problems + ([] if found == before else ["something was written all the same"])
    problems = [] if done.returncode == clean.returncode else [f"status {done.returncode}, and not {clean.returncode}"]
    return problems + ([] if found == after else ["the files are others"])


def report(name, problems):
    print(("not ok " if problems else "ok ") + "disk: " + name)
    for problem in problems:
        print("  " + problem)
    sys.stdout.flush()


# ---- Folders -----------------------------------------------------------------------------------

def nobody():
    """Root may write everywhere."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def give(folder, mode=0o777):
    for where, folders, names in os.walk(folder):
        for name in folders + names:
            os.chmod(os.path.join(where, name), mode)
    os.chmod(folder, mode)


def build(*words, before=None):
    return run(["build", "-q", "-o", "out", *words], before=before)


def read_only():
    folder = stage(scenes.changed())
    give(folder)
    old = tree("out")
    os.chmod("out", 0o555)
    os.chmod(".", 0o555)
    done = build(before=nobody)
    os.chmod(".", 0o777)
    problems = [] if done.returncode == 3 and b"Permission denied" in done.stdout else [f"{done}"]
    return problems + ([] if tree("out") == old and sorted(os.listdir(".")) == sorted(before_names()) else ["changed"])


def before_names():
    return [".git", ".gitignore", "kb", "kbc.yaml", "out"]


def parent_read_only():
    """What stands in another's folder is replaced file by file, inside."""
    folder = stage(scenes.changed())
    give(folder)
    os.chmod(".", 0o555)
    done = build(before=nobody)
    os.chmod(".", 0o777)
    again = build("--check")
    return [] if (done.returncode, again.returncode) == (0, 0) and b"output-not-replaced" in done.stderr else \
        [f"{done} {again}"]


def is_file():
    stage(scenes.fresh)
    scenes.write("out", "mine\n")
    done = build()
    with open("out", encoding="utf-8") as file:
        return [] if done.returncode == 2 and file.read() == "mine\n" else [f"{done}"]


def is_link():
    """The folder behind it is replaced, and the link stays."""
    stage(scenes.changed())
    os.mkdir("far")
    os.rename("out", "far/real")
    os.symlink("far/real", "out")
    done = build()
    good = done.returncode == 0 and os.path.islink("out") and build("--check").returncode == 0 and \
        os.listdir("far") == ["real"]
    return [] if good else [f"{done} {os.listdir('far')}"]


def link_to_nothing():
    stage(scenes.fresh)
    os.symlink("nowhere", "out")
    done = build()
    return [] if done.returncode == 2 and os.path.islink("out") and not os.path.exists("nowhere") else [f"{done}"]


def mounted():
    """A file system of its own cannot be exchanged for a folder: file by file, and no more."""
    stage(scenes.changed())
    words = ["unshare", "--mount", "sh", "-c",
             "mkdir mount && mount -t tmpfs none mount && cp -p out/* mount && rm -r out && mv mount out 2>/dev/null; "
             "\"$0\" build -q -o mount && \"$0\" build -q -o mount --check && ls -A mount | wc -l && ls -A", KBC]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if "unshare failed" in done.stderr or "permission denied" in done.stderr.lower() or "mount:" in done.stderr:
        return None
    good = done.returncode == 0 and "output-not-replaced" in done.stderr and ".mount.kbc" not in done.stdout
    return [] if good else [f"{done}"]


def limited():
    """RLIMIT_FSIZE: the signal for it is no reason to die."""
    stage(scenes.changed())
    old = tree(".")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    done = build(before=limit)
    good = done.returncode == 3 and b"File too large" in done.stdout and tree(".") == old
    return [] if good else [f"{done}"]


def few_files():
    stage(scenes.changed())
    old, problems, worked = tree("."), [], 0
    for most in range(3, 20):
        def limit(most=most):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        done = build(before=limit)
        worked += done.returncode == 0
        if done.returncode not in (0, 3, 127) or (done.returncode != 0 and tree(".") != old):
            problems.append(f"{most}: {done}")
    return problems + ([] if worked else ["no number of files is enough"])


FOLDERS = {
    "a folder that is read-only": read_only, "in a folder that is read-only": parent_read_only,
    "a file in its place": is_file, "a link to a folder": is_link, "a link to nothing": link_to_nothing,
    "another file system": mounted, "no file may be larger than 4 KiB": limited, "few files may be open": few_files,
}


def main():
    chosen = sys.argv[1:] or list(COMMANDS)
    for way in WAYS:
        problems = []
        for name in chosen:
            problems += [f"{name}: {problem}" for problem in hold(name, *COMMANDS[name], way)]
        report(f"{way}: {len(chosen)} commands", problems)
    if sys.argv[1:]:
        return
    for name, look in FOLDERS.items():
        problems = look()
        if problems is None:
            print(f"ok disk: {name} # SKIP nothing can be mounted here")
        else:
            report(name, problems)
    os.chdir(WORK)
    shutil.rmtree(os.path.join(WORK, "streams"), ignore_errors=True)


main()
