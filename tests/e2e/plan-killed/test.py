"""The recipe that feeds a store, killed at every moment, with the cases changed before it runs again.

What the store holds in the end is what a fresh load of the cases gives: nothing lost, nothing twice,
nothing left over."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from load import load, open_store

KBC, WORK, ROOT = (os.environ[name] for name in ("KBC", "WORK", "ROOT"))
HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(WORK, "top")
BIN = os.path.join(WORK, "bin")
LOADED = os.path.join(WORK, "loaded")  # TOP with its first state in the store
NEVER = "0"


def write(name, text):
    path = pathlib.Path(TOP, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def case(number, text="", error="failed"):
    return (f"---\nservice: svc-{number}\nerror: {error} {number}\n---\n# Case {number}\n\n## Cause\n\n"
            f"The cause of case {number} is known. {text}\n")


SCHEMA = """\
kbc: 1
name: killed
corpus: {include: ["kb/*.md"]}
record: {identity: [frontmatter.service, frontmatter.error]}
frontmatter: {schema: {type: object, properties: {service: {type: string}, error: {type: string}}}}
sections: {list: [{id: cause, title: Cause}]}
rules: {near-duplicate: off}
chunks: {metadata: [service, error]}
"""


def first_state():
    shutil.rmtree(TOP, ignore_errors=True)
    write("kbc.yaml", SCHEMA)
    for number in range(6):
        write(f"kb/{number}.md", case(number))
    subprocess.run(["git", "init", "-q", "--template="], cwd=TOP, check=True)


def second_state():
    """A text changed, a case moved, one with another identity, one gone, one new."""
    write("kb/0.md", case(0, "It was found again."))
    os.rename(os.path.join(TOP, "kb/1.md"), os.path.join(TOP, "kb/moved.md"))
    write("kb/2.md", case(2, error="broke"))
    os.remove(os.path.join(TOP, "kb/3.md"))
    write("kb/6.md", case(6))


def third_state():
    """What the second state brought is gone again, before its plan was loaded."""
    os.remove(os.path.join(TOP, "kb/6.md"))
    write("kb/2.md", case(2, error="burst"))
    write("kb/7.md", case(7))


def feed(kill_at):
    pathlib.Path(TOP, "moments").unlink(missing_ok=True)
    run = subprocess.run(["sh", os.path.join(HERE, "feed.sh")], cwd=TOP, stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                         env=dict(os.environ, PATH=f"{BIN}:{os.environ['PATH']}", KILL_AT=kill_at))
    return run.returncode


def rows(path):
    store = open_store(path)
    found = sorted(store.execute("SELECT * FROM chunks"))
    store.close()
    return found


def fresh_rows():
    fresh, plan = os.path.join(WORK, "fresh.db"), os.path.join(WORK, "fresh.jsonl")
    pathlib.Path(fresh).unlink(missing_ok=True)
    with open(plan, "wb") as out:
        subprocess.run([KBC, "plan", "-q", "--since", "none"], cwd=TOP, stdout=out, check=True)
    load(fresh, plan)
    return rows(fresh)


def make_commands():
    os.makedirs(BIN)
    for name in ("kbc", "load", "mv", "rm"):
        os.environ["REAL_" + name.upper()] = shutil.which(name) or ""
        path = pathlib.Path(BIN, name)
        call = f'"{sys.executable}" -S "{HERE}/load.py"' if name == "load" else f'sh "{HERE}/step.sh"'
        path.write_text(f'#!/bin/sh\nSTEP={name} exec {call} "$@"\n', encoding="utf-8")
        path.chmod(0o755)


def survives(moment, changes):
    """Killed there while the second state is loaded, then run to its end on what is there by then."""
    shutil.rmtree(TOP)
    shutil.copytree(LOADED, TOP)
    second_state()
    killed = feed(str(moment))
    if killed == 0:
        return None
    if killed != -signal.SIGKILL:
        return f"the script ended with {killed}"
    if changes:
        third_state()
    if feed(NEVER) != 0:
        return "the next run failed"
    if rows(os.path.join(TOP, "store.db")) != fresh_rows():
        return "the store is not what a fresh load gives"
    if set(os.listdir(TOP)) & {"plan.jsonl", "plan.tmp", "next.json"}:
        return "something is left over"
    return ""


def run(name, changes, every):
    moment, faults = 1, []
    while (fault := survives(moment, changes)) is not None:
        if fault:
            faults.append(f"  killed at moment {moment}: {fault}")
        moment += every
    if moment < 15:
        faults.append(f"  only {moment} moments were found")
    print(f"{'not ok' if faults else 'ok'} plan-killed/{name}", *faults[:5], sep="\n")


def main():
    make_commands()
    first_state()
    if feed(NEVER) != 0:
        print("not ok plan-killed/first\n  the first load failed")
        return
    shutil.copytree(TOP, LOADED)
    run("the-next-run-finishes", False, 3)
    run("the-cases-changed-meanwhile", True, 1)


main()
