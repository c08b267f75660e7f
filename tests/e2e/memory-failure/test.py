"""Memory that is not there, and limits of the system: a fixed part of what `make fault` tries."""
import os
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


def main():
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
