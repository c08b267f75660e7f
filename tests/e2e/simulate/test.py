"""kbc simulate: every line is what its label says, and the same call gives the same bytes.

Finds KBC, WORK and ROOT in its environment; see tests/README.md."""
import json
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from knowledge import KNOWLEDGE  # noqa: E402
from reference import Reference  # noqa: E402

KBC, WORK = os.environ["KBC"], os.environ["WORK"]
ROOT = os.environ.get("ROOT", os.path.dirname(os.path.dirname(os.path.dirname(HERE))))
LINES = 6000


def report(name, problems):
    problems = list(problems)
    print(("not ok" if problems else "ok") + f" simulate: {name}")
    for problem in problems[:10]:
        print(f"  {problem}"[:400])


def run(*words, **options):
    return subprocess.run([KBC, *words], capture_output=True, check=False, **options)


def simulate(*words):
    """(lines, labels, what was said)"""
    done = run("simulate", "--labels", "log.labels", "-o", "log", "--force", *words)
    if done.returncode != 0:
        return [], [], done.stderr.decode()
    with open("log", "rb") as file:
        text = file.read()
    with open("log.labels", encoding="utf-8") as file:
        labels = [json.loads(line) for line in file]
    return text.split(b"\n")[:-1], labels, done.stderr.decode()


def lay_out(name):
    folder = os.path.join(WORK, name)
    os.makedirs(os.path.join(folder, ".git"))
    os.chdir(folder)
    for path, text in KNOWLEDGE[name]["files"].items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def own():
    folder = os.path.join(WORK, "own")
    os.makedirs(os.path.join(folder, ".git"))
    for part in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, part), os.path.join(folder, part))
    os.chdir(folder)


# ---- Is each line what its label says? -----------------------------------------------------

def places(lines, labels):
    byte = 0
    for number, (line, label) in enumerate(zip(lines, labels), 1):
        if (label["line"], label["byte"]) != (number, byte):
            yield f"line {number} begins at {byte}, and not as in {label}"
        byte += len(line) + 1
    if len(lines) != LINES or len(labels) != LINES:
        yield f"{len(lines)} lines and {len(labels)} labels, not {LINES}"


def owners(lines, labels, form, reference):
    """form: a regular expression with the groups service and message."""
    ending = re.compile(form.pattern + rb"$", re.S)
    for line, label in zip(lines, labels):
        found = ending.search(line)
        groups = found.groupdict() if found else {}
        service = groups.get("service") or groups.get("other")
        case = reference.case_of(service and service.decode(), found["message"]) if found else None
        if case != label["case"]:
            yield f"{case} and not {label['case']}: {line!r}"
        if label["case"] and not form.fullmatch(line):
            yield f"does not fit the template: {line!r}"
        if (label["case"] is None) != (label["kind"] in ("info", "near", "trace")):
            yield f"{label}"


def counts(labels):
    result = {}
    for label in labels:
        result[label["kind"]] = result.get(label["kind"], 0) + 1
    return result


def all_cases(labels, kb):
    seen = {label["case"] for label in labels}
    for case in kb["cases"]:
        if case["log_lines"] and case["id"] not in seen:
            yield f"no line of {case['title']}"


def times_go_on(lines, form):
    before = b""
    for line in lines:
        found = form.fullmatch(line)
        now = found.groupdict().get("time", b"") if found else before
        if now < before:
            yield f"{now} behind {before}"
        before = now


def values_of(lines, pattern):
    for line in lines:
        yield from re.findall(pattern, line)


def addresses(lines):
    for address in values_of(lines, rb"\b\d{1,3}(?:\.\d{1,3}){3}\b"):
        if not address.startswith((b"192.0.2.", b"198.51.100.", b"203.0.113.")) or \
                int(address.rpartition(b".")[2]) > 254:
            yield f"{address} is none for documentation"
    for address in values_of(lines, rb"\bpeer ([0-9a-f:]+)"):
        if not address.startswith(b"2001:db8:"):
            yield f"{address} is none for documentation"


def check_knowledge(name, form):
    done = run("build", "--emit", "kb")
    with open("generated/kb.json", encoding="utf-8") as file:
        kb = json.load(file)
    shutil.rmtree("generated")
    lines, labels, said = simulate("--lines", str(LINES), "--seed", name, "--traces")
    report(f"{name}: is built and simulated", [] if lines and not said else
           [said, done.stderr.decode()])
    report(f"{name}: lines, offsets, labels", places(lines, labels))
    report(f"{name}: each line belongs to the case of its label",
           owners(lines, labels, form, Reference(kb)))
    report(f"{name}: every case has lines", all_cases(labels, kb))
    report(f"{name}: times go on", times_go_on(lines, form))
    report(f"{name}: addresses are for documentation", addresses(lines))
    wanted = {"info", "near", "case", "burst", "trace"} - KNOWLEDGE.get(name, {}).get("lacks", set())
    report(f"{name}: every kind of line", wanted - counts(labels).keys())
    return lines, labels


# ---- The project's own ---------------------------------------------------------------------

OWN = re.compile(rb"\[(?P<level>[A-Z]+)\] (?P<time>[0-9T:.-]+Z) (?P<service>[a-z0-9-]+)/v[0-9.]+ "
                 rb"\[(?P<id>[0-9a-f]{8})\]: (?P<message>.+?)(?: \| Context: \{.*\})?")


def chains(lines, labels):
    """The steps of each incident follow in order, under one id that no other line has."""
    with open("kb/incidents/payment-chain.yaml", encoding="utf-8") as file:
        steps = re.findall(r"case: ([^,}]+)", file.read())
    seen, ids = {}, {}
    for line, label in zip(lines, labels):
        found = OWN.fullmatch(line)
        if label["kind"] == "incident":
            key = (label["incident"], label["instance"])
            seen.setdefault(key, []).append(label["path"])
            if ids.setdefault(found["id"], key) != key:
                yield f"{line!r} has the id of {ids[found['id']]}"
    payment = [paths for (name, _), paths in seen.items() if name == "payment-chain"]
    if not payment:
        yield "there was no payment-chain"
    for paths in payment:
        order = [steps.index(path) for path in paths]
        if order != sorted(order) or order[0] != 0:
            yield f"steps {order}"
    if len({key for key in ids.values()}) != len(ids):
        yield "an incident has several ids"


def said_twice(lines):
    """The item of the message is the one of the context."""
    pairs = set(values_of(lines, rb"ItemID (\S+)\. .*ItemID=\"([^\"]+)\""))
    yield from (f"{left} and {right}" for left, right in pairs if left != right)
    if len(pairs) < 5:
        yield f"only {pairs}"


def shares(labels):
    found, wanted = counts(labels), {"info": 74, "case": 20, "incident": 5, "burst": 1}
    found["info"] += found.pop("near")
    total = sum(found.values())
    for kind, share in wanted.items():
        if abs(found[kind] * 100 / total - share) > 1.5:
            yield f"{found[kind]} lines of {total} are {kind}"


def bursts(lines, labels):
    """Many equal lines: only times and ids differ."""
    groups, before = [], None
    for line, label in zip(lines, labels):
        if label["kind"] == "burst":
            text = re.sub(rb"\S+Z | \[[0-9a-f]{8}\]", b"", line)
            if before != "burst":
                groups.append(set())
            groups[-1].add(text)
        before = label["kind"]
    return [f"a burst has several texts: {group}" for group in groups if len(group) > 1] or \
        ([] if groups else ["there was none"])


def takes_them(lines, labels):
    """Each line in its case's own file, in the place of the case's own: kbc check takes it."""
    own = {}
    for line, label in zip(lines, labels):
        if label["case"]:
            own.setdefault(label["path"], []).append(line)
    for number in range(20):
        for path, ways in own.items():
            with open(os.path.join(ROOT, path), "rb") as file:
                text = file.read()
            with open(path, "wb") as file:
                file.write(re.sub(rb"(?m)^\[[A-Z]+\] .*$",
                                  lambda _, line=ways[number % len(ways)]: line, text, count=1))
        done = run("check", "--select", "KBC05,log-service", "--format", "json")
        yield from (f"{found['path']}: {found['message']}"
                    for found in json.loads(done.stdout)["diagnostics"])
    for path in own:
        shutil.copy(os.path.join(ROOT, path), path)


def same_bytes():
    first = run("simulate", "--lines", "5000", "--seed", "s").stdout
    for other in (["--seed", "s", "-j", "1"], ["--seed", "s", "-j", "8"]):
        if run("simulate", "--lines", "5000", *other).stdout != first:
            yield f"other bytes with {other}"
    if run("simulate", "--lines", "5000", "--seed", "t").stdout == first:
        yield "another seed gives the same bytes"
    if not run("simulate", "--lines", "9000", "--seed", "s", "--mix", "case=1").stdout:
        yield "nothing"


def chosen():
    _, labels, _ = simulate("--lines", "3000", "--only", "kb/db/*", "--weight", "kb/db/redis-oom.md=9",
                            "--mix", "case=1")
    paths = [label["path"] for label in labels]
    if not paths or any(not path.startswith("kb/db/") for path in paths):
        yield f"{set(paths)}"
    share = paths.count("kb/db/redis-oom.md") / len(paths)
    if not 0.70 < share < 0.80:  # 9 of 12
        yield f"a share of {share}"


def span():
    lines, _, _ = simulate("--from", "2026-03-15T10:00:00+09:00", "--to", "2026-03-15T11:00:00+09:00",
                           "--rate", "5/s")
    if len(lines) != 18000:
        yield f"{len(lines)} lines"
    times = [OWN.fullmatch(line)["time"] for line in lines]
    if not (times[0] >= b"2026-03-15T01:00:00.000Z" and times[-1] < b"2026-03-15T02:00:00.000Z" and
            times[-1] > b"2026-03-15T01:59:59"):
        yield f"from {times[0]} to {times[-1]}"


# ---- The outside world ---------------------------------------------------------------------

def reader_goes():
    done = subprocess.run(f"'{KBC}' simulate --lines 3000000 2>err | head -n 1 >/dev/null; "
                          "cat err", shell=True, capture_output=True, check=False)
    if done.stdout:
        yield done.stdout.decode()


def disk_full():
    if not os.path.exists("/dev/full"):
        return
    for words in (["-o", "/dev/full"], ["--labels", "/dev/full", "-o", "/dev/null"]):
        done = run("simulate", "--lines", "5", *words)
        if done.returncode != 3 or b"cannot be written" not in done.stderr:
            yield f"{words} ends with {done.returncode}: {done.stderr.decode()}"


def at_a_rate():
    start = time.monotonic()
    done = run("simulate", "--rate", "100/s", "--lines", "60")
    passed = time.monotonic() - start
    if done.stdout.count(b"\n") != 60 or passed < 0.5:
        yield f"{done.stdout.count(bytes(10))} lines in {passed} s"


def without_end():
    with subprocess.Popen([KBC, "simulate", "--follow", "--rate", "200/s"],
                          stdout=subprocess.PIPE) as child:
        lines = [child.stdout.readline() for _ in range(20)]
        child.terminate()
        child.stdout.close()
    year = time.strftime("%Y-%m-%d", time.gmtime()).encode()
    other = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 3600)).encode()
    if not all(year in line or other in line for line in lines):
        yield f"not of today: {lines[0]!r}"


own()
LOG, LABELS = check_knowledge("own", OWN)
report("own: incidents are chains", chains(LOG, LABELS))
report("own: bursts are many equal lines", bursts(LOG, LABELS))
report("own: what is said twice is one thing", said_twice([line for line, label in zip(LOG, LABELS) if label["case"]]))
report("own: kbc check takes the lines", takes_them(LOG, LABELS))
report("own: shares", shares(simulate("--lines", "40000")[1]))
report("own: the same call, the same bytes", same_bytes())
report("own: --only and --weight", chosen())
report("own: --from and --to", span())
report("a reader that goes is no trouble", reader_goes())
report("a full disk ends with status 3", disk_full())
report("--rate", at_a_rate())
report("--follow", without_end())
for NAME, ABOUT in KNOWLEDGE.items():
    lay_out(NAME)
    check_knowledge(NAME, re.compile(ABOUT["form"]))
