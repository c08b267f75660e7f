"""Memory that is not there, and limits of the system: a fixed part of what `make fault` tries."""
import os
import shutil
import subprocess
import sys
import time

ROOT, KBC, WORK = os.environ["ROOT"], os.environ["KBC"], os.environ["WORK"]
sys.path.insert(0, os.path.join(ROOT, "tests/fault/memory"))
import fixture
import harness
import limits
import sample


def say(name, runs, problems):
    print(("not ok " if problems or not runs else "ok ") + f"memory-failure: {name}")
    for problem in problems[:10]:
        print("  " + problem)


def unreadable_folder():
    """A path that is too long for the system: nobody can look into that folder, not even root."""
    folder = os.path.join(WORK, "deep")
    for name in ("schema", "kb"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    os.mkdir(os.path.join(folder, ".git"))
    here = os.open(os.path.join(folder, "kb"), os.O_RDONLY)
    for _ in range(18):
        os.mkdir("x" * 250, dir_fd=here)
        below = os.open("x" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    problems = []
    for words in (["check"], ["match", os.devnull], ["explain", "--case", "kb/db/deadlock.md"], ["eval"], ["simulate"],
                  ["build"], ["plan", "--since", "none"], ["init", "-o", "drawn.yaml"]):
        done = subprocess.run([KBC, *words], cwd=folder, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        if done.returncode != 3 or "File name too long" not in said or "case has errors" in said:
            problems.append(f"{words}: status {done.returncode}: {said[-300:]}")
    say("a folder that cannot be opened ends every command with status 3", len(problems) + 1, problems)
    shutil.rmtree(os.path.join(folder, "kb", "x" * 250))
    os.mkfifo(os.path.join(folder, "kb", "pipe.md"))
    done = subprocess.run([KBC, "match", os.devnull], cwd=folder, capture_output=True, text=True, check=False)
    is_right = "1 file or text could not be read as a case" in done.stderr and "has errors" not in done.stderr
    say("a pipe in the corpus is no case with errors, and not passed over", 1, [] if is_right else [done.stderr])


def main():
    unreadable_folder()
    if os.path.basename(os.environ["BUILD"]) not in ("release", "clang") or not harness.build(WORK):
        # A sanitizer's own allocator is in the way of one that fails.
        print("ok memory-failure # SKIP it needs glibc, and a build without sanitizers")
        return
    start = time.time()
    fixture.make(KBC, os.path.join(WORK, "pristine"))
    say("a request that fails ends in one line and status 3, or in the same bytes",
        *sample.run(KBC, WORK))
    say("what cannot be opened is said, never passed over",
        *limits.check(KBC, WORK, sample.LIMITED, sample.LIMITS))
    if "KBC_FAULT_TIME" in os.environ:
        print(f"# {time.time() - start:.1f} s")


main()
