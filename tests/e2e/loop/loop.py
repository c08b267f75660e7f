"""The closed loop: simulates lines of a knowledge base, and asks kb.c and kbc match whose they are.

    loop.py KBC CC FOLDER [CORPORA]

Does so for the project's own cases, for synthetic knowledge bases of LOOP_SIZES ("525 10000
100000") cases, and for the files in CORPORA that tests/e2e/corpora knows to have log lines, in a
copy mended by kbc check --fix. LOOP_LINES (1000000) and LOOP_SEED (1) are read from the environment.
Prints a table, whose speeds are bytes by the processor's time that the whole took (of kb.c, that
matching and printing took), and of each knowledge base the first few lines on which somebody does
not agree with the label."""
import json
import os
import re
import resource
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
CORPORA = {"seed": "simulated_log_cases.md", "corpus": "db_cache_with_log_lines.md"}
SHOWN = 5
FLAGS = ["-std=c11", "-O2"]


class Trouble(Exception):
    """Something could not be done at all."""


class Result:
    """What became of the lines of one knowledge base."""

    def __init__(self, name):
        self.name, self.cases, self.lines, self.of_case = name, 0, 0, 0
        self.wrong = {"kb.c": 0, "kbc match": 0}
        self.shown, self.bytes, self.seconds = [], 0, {}

    def is_good(self):
        return not any(self.wrong.values()) and self.of_case > 0


def run(command, folder, good=(0,)):
    """(standard output, standard error, seconds of the processor)"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode not in good:
        raise Trouble(f"{' '.join(command)} ends with {done.returncode}\n{errors[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, errors, seconds


def by_labels(path):
    """The id of the case of each line, or "-"."""
    with open(path, encoding="utf-8") as file:
        for row in file:
            found = re.search(r'"case":(?:"([^"]*)"|null)', row)
            if not found:
                raise Trouble(f"a label without a case: {row}")
            yield found[1] or "-"


def by_table(text):
    """The same from what kbc match prints as tsv."""
    rows = text.splitlines()
    column = rows[0].split(b"\t").index(b"case")
    for row in rows[1:]:
        yield row.split(b"\t")[column].decode() or "-"


def compare(result, log, labels, answers):
    """Counts, and keeps the first few lines that are wrong."""
    with open(log, "rb") as file:
        lines = file.read().split(b"\n")[:-1]
    counts = {len(lines), len(labels)} | {len(given) for given in answers.values()}
    if len(counts) != 1:
        raise Trouble(f"{len(lines)} lines, {len(labels)} labels, " + ", ".join(
            f"{len(given)} answers of {who}" for who, given in answers.items()))
    result.lines, result.of_case = len(lines), sum(label != "-" for label in labels)
    for who, given in answers.items():
        for i, (label, answer) in enumerate(zip(labels, given)):
            if label == answer:
                continue
            result.wrong[who] += 1
            if len(result.shown) < SHOWN:
                result.shown.append(f"{who} says {answer}, the label {label}, of line {i + 1}: "
                                    f"{lines[i].decode('utf-8', 'replace')}")


def close(kbc, cc, folder, name, lines, seed):
    """The loop in a folder that is a project."""
    result, place = Result(name), os.path.join(folder, "loop")
    os.makedirs(place, exist_ok=True)
    log, labels, program = (os.path.join(place, part) for part in ("log", "labels", "label"))
    out, errors, _ = run([kbc, "build", "--emit", "kb,c"], folder)
    counted = re.search(r"chunks of (\d+) case", out.decode() + errors)
    result.cases = int(counted[1]) if counted else 0
    _, _, result.seconds["kbc simulate"] = run(
        [kbc, "simulate", "--lines", str(lines), "--seed", str(seed), "-o", log, "--force",
         "--labels", labels, "-q"], folder)
    result.bytes = os.path.getsize(log)
    run(cc + FLAGS + ["-I", "generated", "-o", program, os.path.join(HERE, "label.c"),
                      os.path.join("generated", "kb.c")], folder)
    by_c, errors, _ = run([program, log], folder)
    result.seconds["kb.c"] = float(re.search(r"in ([\d.]+) seconds", errors)[1])
    by_kbc, _, result.seconds["kbc match"] = run(
        [kbc, "match", "--kb", os.path.join("generated", "kb.json"), "--format", "tsv", "-q", log],
        folder)
    compare(result, log, list(by_labels(labels)),
            {"kb.c": by_c.decode().splitlines(), "kbc match": list(by_table(by_kbc))})
    return result


# ---- Knowledge bases ---------------------------------------------------------------------

def fresh(folder):
    """An empty folder that is no part of the project around it."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    run(["git", "init", "-q", "--template=", folder], folder)
    return folder


def own(folder):
    fresh(folder)
    for name in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    return folder


def synthetic(folder, count):
    run([sys.executable, os.path.join(ROOT, "tests", "bench", "knowledge.py"), str(count), folder],
        ROOT)
    return folder


def leave_out(kbc, folder):
    """Takes files with errors away, which nothing can be simulated of."""
    out, _, _ = run([kbc, "check", "--format", "json"], folder, (0, 1))
    found = [d for d in json.loads(out)["diagnostics"] if d["level"] == "error"]
    for path in sorted({d["path"] for d in found}):
        os.remove(os.path.join(folder, path))
    for d in found:
        print(f"left out: {d['path']}:{d['line']}: {d['rule']}: {d['message']}")


def mended(kbc, folder, source):
    """The project's schema over a copy of a file of somebody else's, mended as far as kbc does
    that by itself, and without the cases in which errors are left."""
    fresh(folder)
    shutil.copytree(os.path.join(ROOT, "schema"), os.path.join(folder, "schema"))
    bundle = os.path.join(folder, "bundle.md")
    shutil.copy(source, bundle)
    schema = ["--schema", os.path.join("schema", "case.yaml")]
    run([kbc, "check", "--fix", "-q"] + schema + [bundle], folder, (0, 1))
    run([kbc, "split", "-q"] + schema + [bundle, "-o", "kb"], folder)
    leave_out(kbc, folder)
    return folder


def locate(corpora, name):
    for where, folders, names in os.walk(corpora):
        folders.sort()
        if name in names:
            return os.path.abspath(os.path.join(where, name))
    return None


def knowledge_bases(kbc, folder, sizes, corpora):
    """(name, folder) of each; it is written when it is asked for."""
    yield "kb/", own(os.path.join(folder, "own"))
    for count in sizes:
        yield f"{count:,} synthetic cases", synthetic(os.path.join(folder, str(count)), count)
    for name, file in CORPORA.items() if corpora else ():
        source = locate(corpora, file)
        if source:
            yield name, mended(kbc, os.path.join(folder, name), source)
        else:
            print(f"{file} is not in {corpora}", file=sys.stderr)


# ---- The table ---------------------------------------------------------------------------

def right(result, who):
    """Never rounded up to all."""
    if result.wrong[who] == 0:
        return "100 %"
    return f"{int((result.lines - result.wrong[who]) / result.lines * 1e5) / 1e3:.3f} %"


def speed(result, who):
    return f"{result.bytes / max(result.seconds[who], 1e-9) / 1e6:,.0f} MB/s"


def show(results):
    rows = ["| | cases | lines | of a case | right by kb.c | by kbc match | kbc simulate | kb.c "
            "| kbc match |", "|---" * 9 + "|"]
    for result in results:
        rows.append(f"| {result.name} | {result.cases:,} | {result.lines:,} | {result.of_case:,} "
                    f"| {right(result, 'kb.c')} | {right(result, 'kbc match')} "
                    f"| {speed(result, 'kbc simulate')} | {speed(result, 'kb.c')} "
                    f"| {speed(result, 'kbc match')} |")
    return "\n".join(rows)


def main():
    kbc, folder = (os.path.abspath(path) for path in (sys.argv[1], sys.argv[3]))
    cc = sys.argv[2].split()
    corpora = sys.argv[4] if len(sys.argv) > 4 else ""
    sizes = [int(n) for n in os.environ.get("LOOP_SIZES", "525 10000 100000").split()]
    lines, seed = (int(os.environ.get(name, default)) for name, default in
                   (("LOOP_LINES", "1000000"), ("LOOP_SEED", "1")))
    results = []
    try:
        for name, place in knowledge_bases(kbc, folder, sizes, corpora):
            results.append(close(kbc, cc, place, name, lines, seed))
            for text in results[-1].shown:
                print(f"{name}: {text}")
    except Trouble as trouble:
        sys.exit(f"loop: {trouble}")
    print(show(results))
    sys.exit(0 if all(result.is_good() for result in results) else 1)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main()
