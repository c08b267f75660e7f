"""make fault: every request for memory of every command fails in turn, once and from then on.

memory.py KBC FOLDER [COMMAND...]    FOLDER is made; KBC_FAULT_STRIDE=N tries each Nth request only, besides
                                     the first and the last one of those with the same calls behind them
"""
import multiprocessing
import os
import shutil
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fixture
import harness


def numbers(stacks, stride, known):
    """Of the requests that the same calls led to the first and the last one, and each stride-th of all. `known`:
    stacks that another command has shown already; None tries them in each command."""
    chosen = set(range(1, len(stacks) + 1, stride)) if stride else set()
    first, last = {}, {}
    for number, stack in enumerate(stacks, 1):
        first.setdefault(stack, number)
        last[stack] = number
    for stack, number in first.items():
        if known is None or stack not in known:
            chosen |= {number, last[stack]}
            if known is not None:
                known.add(stack)
    return sorted(chosen)


def try_command(bench, chosen, base):
    """(runs, those that went on as if nothing had been, problems)"""
    runs = fallbacks = 0
    problems = {}
    for number in chosen:
        run, found = bench.fail(base, harness.ONCE, number)
        runs += 1
        fallbacks += run.is_like(base)
        for text in found:
            problems.setdefault(f"once: {text}", []).append(number)
        # Where nothing was asked for behind it, "from then on" is the same run.
        if run.requests > number or bench.command.jobs > 1:
            runs += 1
            _, found = bench.fail(base, harness.FROM, number)
            for text in found:
                problems.setdefault(f"from then on: {text}", []).append(number)
    return runs, fallbacks, problems


def work(job):
    kbc, library, pristine, folder, command, stride = job
    bench = harness.Bench(kbc, library, pristine, folder, command)
    try:
        base, stacks = bench.count()
        chosen = numbers(stacks, stride, None)
        return command.name, base, len(set(stacks)), try_command(bench, chosen, base)
    finally:
        bench.close()


def main():
    kbc, folder, names = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    library = harness.build(folder)
    if not library:
        print("no library can be made that lets memory fail: glibc and a C compiler are needed")
        return 1
    pristine = os.path.join(folder, "pristine")
    fixture.make(kbc, pristine)
    stride = int(os.environ.get("KBC_FAULT_STRIDE", "1"))
    jobs = [(kbc, library, pristine, os.path.join(folder, command.name), command, stride)
            for command in fixture.commands() if not names or command.name in names]
    total, failed, start = [0, 0, 0], 0, time.time()
    print(f"{'command':22} {'status':>6} {'requests':>8} {'places':>6} {'runs':>6} {'went on':>7}  problems")
    with multiprocessing.Pool(int(os.environ.get("KBC_FAULT_JOBS", "2"))) as pool:
        for name, base, places, (runs, fallbacks, problems) in pool.imap(work, jobs, chunksize=1):
            print(f"{name:22} {base.status:6} {base.requests:8} {places:6} {runs:6} {fallbacks:7}  {len(problems)}",
                  flush=True)
            for problem, where in list(problems.items())[:8]:
                print(f"  {problem} ({len(where)}: requests {', '.join(map(str, where[:5]))})")
            total = [total[0] + base.requests, total[1] + runs, total[2] + fallbacks]
            failed += bool(problems)
    print(f"{len(jobs)} commands, {total[0]} requests, {total[1]} runs with a failure, of which {total[2]} went on with "
          f"the same bytes; {failed} commands with problems; {time.time() - start:.0f} s")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
