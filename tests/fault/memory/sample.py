"""The part of `make fault` that every run of the tests has time for: some seconds, always the same requests.

Of each command those requests are tried that no earlier one has made from the same place: all where the C library
asks for itself (a folder, a path, a process to start), of the others each one in so many.
"""
import os
import resource
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fixture
import harness

# One in so many of the places that only this command has; 0: the command is only there to know its places. So of git
# and of what unpacks, which have few, all are tried.
SHARE = {"check": 0, "check-bad": 8, "init": 16, "build": 10, "fix": 16, "eval": 50, "eval-emit": 1,
         "simulate-files": 8, "check-format-file": 6, "show-files": 0, "check-changed": 1, "match": 0,
         "match-gzip": 1, "match-zstd": 1}
LIMITS = [("files", resource.RLIMIT_NOFILE, count) for count in (3, 4, 6)]
LIMITED = ("check", "match", "check-changed", "simulate-files", "build-check")


def choose(stacks, share, known):
    last = {}
    for number, stack in enumerate(stacks, 1):
        last[stack] = number
    fresh = [stack for stack in last if stack not in known]
    known.update(fresh)
    if not share:
        return []
    of_library = [stack for stack in fresh if stack & 1]
    return sorted(last[stack] for stack in set(of_library + fresh[::share]))


def run(kbc, folder):
    """(runs, problems), in a folder with a fixture in it."""
    library = harness.build(folder)
    pristine = os.path.join(folder, "pristine")
    by_name = {command.name: command for command in fixture.commands()}
    known, runs, problems = set(), 0, []
    for name, share in SHARE.items():
        bench = harness.Bench(kbc, library, pristine, os.path.join(folder, name), by_name[name])
        base, stacks = bench.count()
        for number in choose(stacks, share, known):
            for mode in (harness.ONCE, harness.FROM):
                run_of, found = bench.fail(base, mode, number)
                problems += [f"{name}, request {number}, mode {mode}: {text}" for text in found]
                runs += 1
                if run_of.requests <= number:
                    break
        bench.close()
    return runs, problems
