"""The worst of the storms, an eighth of their size: kbc survives them and says what is true. How long they take, at
their full size, and how much memory, `make storms` asserts."""
import json
import os
import re
import subprocess
import sys

os.environ["KBC_STORMS_SIZE"] = str(1 << 17)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import markdown  # noqa: E402
import parts  # noqa: E402
import prose  # noqa: E402
from measure import write  # noqa: E402

KBC, WORK, ROOT = os.environ["KBC"], os.environ["WORK"], os.environ["ROOT"]


def say(name, problems):
    print(("not ok " if problems else "ok ") + "storms: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def run(folder, *arguments, data=b""):
    done = subprocess.run([KBC, *arguments], cwd=folder, input=data, capture_output=True, timeout=300)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def check(name, text, count, schema=None):
    """The number of cases is right, and there is an end with status 0 or 1; answers what was printed."""
    folder = os.path.join(WORK, name)
    write(folder, {"kbc.yaml": schema or parts.strict(), "kb/storm.md": text, ".git/HEAD": "ref: refs/heads/main\n"})
    status, out, err = run(folder, "check")
    found = re.search(r"(\d+) cases? in 1 file: ", err)
    problems = [] if status in (0, 1) else [f"status {status}", err[-300:]]
    if not found or int(found.group(1)) != count:
        problems.append(f"{count} cases, and kbc says: {err[-300:]}")
    return out.decode("utf-8", "replace"), err, problems


def storm_secrets():
    """Each secret is a finding, and stands nowhere, though all of them begin alike and share their lines."""
    text = prose.storms()["text-passwords"]()
    out, _, problems = check("text-passwords", text, 1)
    shown = re.findall(r"hunter\d+", out)
    if shown:
        problems.append(f"{len(shown)} secrets are printed, the first is {shown[0]}")
    if out.count("********") < 1000:
        problems.append("hardly a secret was found")
    say("thousands of secrets in long lines are found, and none is printed", problems)


def storm_findings():
    text = cases.storms()["case-tiny"]()
    count = text.count(b"\n")
    out, err, problems = check("case-tiny", text, count)
    shown = len(re.findall(r"^kb/storm\.md:\d+:\d+: (?:error|warning)\[", out, re.M))
    more = re.search(r"(\d+) more findings", err)
    total = re.search(r": (\d+) errors?(?:, (\d+) warnings?)?(?:, (\d+) notes?)?", err)
    if shown != 10000 or not more:
        problems.append(f"{shown} findings are shown, and then: {err}")
    elif int(more.group(1)) + shown != sum(int(n or 0) for n in total.groups()):
        problems.append(f"{shown} shown and {more.group(1)} more, but in all: {total.group(0)}")
    say("of more findings than anybody reads, text shows 10,000 and counts the rest", problems)
    folder = os.path.join(WORK, "case-tiny")
    status, out, _ = run(folder, "check", "--format=json", "-q")
    found = json.loads(out)
    say("formats for programs have all of them", [] if len(found["diagnostics"]) == sum(
        found["summary"][k] for k in ("errors", "warnings", "notes")) > 10000 else [f"status {status}", str(found["summary"])])


def storm_rest():
    for name, count in (("case-yaml-anchors", None), ("case-same-message", None), ("case-unknown-keys", None)):
        text = cases.storms()[name]()
        out, _, problems = check(name, text, len(re.findall(rb"^## ", text, re.M)))
        if name == "case-same-message" and "pattern-ambiguous" not in out:
            problems.append("nobody says that the messages are the same")
        say(f"{name}: each case is there", problems)
    for name in ("md-nested-mixed", "md-brackets-images", "md-references", "md-nested-items-blank"):
        text = markdown.storms()[name]()
        _, _, problems = check(name, text, 1)
        say(f"{name}: the case is there", problems)


def query_lines():
    """Lines of any number, one of more than 1 MiB, and thousands of wrong ones."""
    folder = os.path.join(WORK, "eval")
    write(folder, {"kbc.yaml": parts.LOOSE, "kb/a.md": "# Alpha\n\n## Root Cause\n\nIt is so.\n", ".git/HEAD": "x\n"})
    good = [b'{"query":"it is so ' + str(i).encode() + b'","case":"Alpha"}' + b" " * 100000 for i in range(30)]
    status, out, err = run(folder, "eval", "--queries=-", data=b"\n".join(good) + b"\n")
    say("many long queries from a pipe", [] if status == 0 else [f"status {status}", err])
    exact = b'{"query":"x","case":"Alpha"}'
    exact += b" " * ((1 << 20) - len(exact))
    status, out, err = run(folder, "eval", "--queries=-", data=good[0] + b"\n" + exact + b"\n")
    say("a line of 1 MiB is read", [] if status == 0 else [f"status {status}", err])
    status, out, err = run(folder, "eval", "--queries=-", data=good[0] + b"\n" + exact + b" \n{}\n")
    said = out.decode() + err
    say("a line of one byte more is refused, by its number",
        [] if status == 2 and "<stdin>:2:1: " in said and "more than 1 MiB" in said and "<stdin>:3" not in said else [f"status {status}", said])
    status, out, err = run(folder, "eval", "--queries=-", data=b'{"query": 1}\n' * 5000)
    said = out.decode() + err
    say("of thousands of wrong lines a thousand are named",
        [] if status == 2 and "<stdin>:1000:" in said and "1000 lines before this one are wrong" in said and "<stdin>:1002:" not in said
        else [f"status {status}", said[-500:]])
    write(folder, {"kbc.yaml": parts.LOOSE, "kb/a.md": "# Alpha\n\n## Root Cause\n\nIt is so.\n", ".git/HEAD": "x\n", "v.jsonl": b'{"id":"a","vector":['
                   + b"1," * (1 << 19) + b"1]}\n"})
    status, out, err = run(folder, "build", "-o", "out", "--emit=pgvector", "--vectors=v.jsonl")
    said = out.decode() + err
    say("so is a line of vectors", [] if status != 0 and "line 1: this line has more than 1 MiB" in said else [f"status {status}", said])


storm_secrets()
storm_findings()
storm_rest()
query_lines()
