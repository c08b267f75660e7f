"""kbc eval on kb/, on a knowledge base in which a case is planted behind others, on hostile queries, and with a
store that is not kbc: SQLite as Python brings it, or a list of answers that is made to be wrong in known ways.
With CORPORA=DIR also on the files there, after kbc check --fix."""
import json
import os
import random
import shutil
import sqlite3
import subprocess

import jsonschema

KBC, ROOT, WORK = os.environ["KBC"], os.environ["ROOT"], os.environ["WORK"]
PLANTED = os.path.join(ROOT, "tests/golden/driver/eval")
with open(os.path.join(ROOT, "schema/eval.schema.json"), encoding="utf-8") as file:
    VALIDATOR = jsonschema.Draft202012Validator(json.load(file))


def say(name, problems):
    print(("not ok " if problems else "ok ") + "eval: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def kbc(folder, *args, stdin=None):
    return subprocess.run([KBC, "eval", *args], cwd=folder, input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)


def report(folder, *args):
    """The figures by kind, and the whole report, which is as its schema says."""
    done = kbc(folder, "--format", "json", *args)
    document = json.loads(done.stdout)
    VALIDATOR.validate(document)
    return {kind["kind"]: kind for kind in document["kinds"]}, document


def write(name, text):
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    return path


def lines(objects):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def own_kb():
    done = kbc(ROOT, "--min-recall", "own-line@1=1,error-message@1=1,title@1=1")
    say("every case of kb/ is in the first place", [done.stdout + done.stderr] if done.returncode else [])


def planted():
    _, document = report(PLANTED)
    problems = []
    if [(gone["kind"], gone["cases"][0]["path"]) for gone in document["not_found"]] != \
            [("error-message", "kb/hidden.md")]:
        problems.append(json.dumps(document["not_found"], ensure_ascii=False))
    elif document["not_found"][0]["hidden_by"]["path"] != "kb/full.md":
        problems.append("another case hides it")
    for gate, status in (("error-message@1=0.88", 0), ("error-message@1=0.9", 1), ("error-message@7=1", 0),
                         ("user@1=0", 2), ("error-mesage@1=0", 2)):
        done = kbc(PLANTED, "--min-recall", gate)
        if done.returncode != status:
            problems.append(f"{gate}: status {done.returncode}, not {status}: {done.stderr}")
    say("the case behind six others is named, with the one in front", problems)


def syllables():
    """A word of two syllables inside a longer one, and before particles."""
    queries = [{"query": query, "case": "kb/pay.md"}
               for query in ("결제", "시스템", "대기열", "대기열을", "회신은", "승인이", "카드사")]
    figures, _ = report(PLANTED, "--queries", write("syllables.jsonl", lines(queries)))
    found = figures["user"]["found_at_1"]
    say("Korean words are found inside others", [] if found == len(queries) else [f"{found} of {len(queries)}"])


def deterministic():
    problems = []
    runs = {kbc(PLANTED, "--format", form, *jobs).stdout for form in ("json",) for jobs in ((), ("-j1",), ("-j8",))}
    if len(runs) != 1:
        problems.append("runs differ")
    emitted = kbc(PLANTED, "-q", "--emit-queries", "-").stdout
    copy = os.path.join(WORK, "elsewhere")
    shutil.copytree(PLANTED, copy)
    if kbc(copy, "-q", "--emit-queries", "-").stdout != emitted:
        problems.append("the queries depend on the folder")
    say("the same bytes every time", problems)


def hostile():
    """Lines that random changes have made of good ones: a mistake is reported, or the query is asked."""
    rng = random.Random(6)
    good = ['{"query":"write failed \\"x\\" NEAR(a*) ^b c:d","case":"kb/pay.md"}',
            '{"query_id":"q","kind":"on-call","query":"\\u00e9\\ud83d\\ude00","cases":["kb/pay.md","Clock drifts"]}']
    problems = []
    for _ in range(150):
        line = list(rng.choice(good))
        for _ in range(rng.randint(0, 4)):
            line[rng.randrange(len(line))] = rng.choice(['"', "{", "]", ",", "\\", "\x00", "\udcff", "\u202e", "9", ""])
        done = kbc(PLANTED, "-q", "--queries", write("hostile.jsonl", "".join(line) + "\n"))
        is_told = done.returncode == 2 and ("hostile.jsonl:1:" in done.stderr or "has no query" in done.stderr)
        if done.returncode != 0 and not is_told:
            problems.append(f"status {done.returncode}: {''.join(line)!r}: {done.stderr}")
    long = '{"query":"' + "a" * (1 << 20) + '","case":"kb/pay.md"}\n'
    done = kbc(PLANTED, "--queries", "-", stdin=long)
    if done.returncode != 2 or "more than 1 MiB" not in done.stderr:
        problems.append("a line of more than 1 MiB: " + done.stderr[:200])
    say("no query file breaks it", problems)


def a_store():
    """Answers that are wrong in known ways give the figures that one counts by hand."""
    asked = [json.loads(row) for row in kbc(PLANTED, "-q", "--emit-queries", "-").stdout.splitlines()]
    cases = sorted({query["case"] for query in asked})
    answers, places = [], {}
    for number, query in enumerate(asked):
        others = [case for case in cases if case != query["case"]]
        place = number % 8
        if place == 7:
            continue
        ids = others[:place] + [query["case"]] * 2
        if place == 3:
            ids[0] = "stale"
        places.setdefault(query["kind"], []).append(place + 1)
        answers.append({"query_id": query["query_id"], "ids": ids})
    answers.append({"query_id": "title/none", "ids": []})
    figures, document = report(PLANTED, "--results", write("answers.jsonl", lines(answers)))
    problems = []
    for kind, found in places.items():
        total = sum(query["kind"] == kind for query in asked)
        wanted = (total, total - len(found), found.count(1), sum(place <= 5 for place in found),
                  int(sum(1 / place for place in found) / total * 10000 + 1e-6) / 10000)
        got = tuple(figures[kind][key] for key in ("asked", "unanswered", "found_at_1", "found_at_5", "mrr"))
        if got != wanted:
            problems.append(f"{kind}: {got}, not {wanted}")
    if document["unknown_ids"] != ["stale"] or document["unknown_queries"] != ["title/none"]:
        problems.append("strange ids are not named")
    twice = write("twice.jsonl", lines(answers[:1] * 2))
    if kbc(PLANTED, "--results", twice).returncode != 2:
        problems.append("two answers to one query pass")
    say("the answers of a store are measured the same way", problems)


def agrees_with_itself():
    """What the index finds, handed back as the answers of a store, has the figures of the index."""
    figures, document = report(PLANTED)
    hidden = {gone["query_id"]: gone for gone in document["not_found"]}
    asked = [json.loads(row) for row in kbc(PLANTED, "-q", "--emit-queries", "-").stdout.splitlines()]
    answers = []
    for query in asked:
        gone = hidden.get(query["query_id"])
        front = [gone["hidden_by"]["case"]] + [f"other-{n}" for n in range(gone["place"] - 2)] if gone else []
        answers.append({"query_id": query["query_id"], "ids": front + [query["case"]]})
    again, _ = report(PLANTED, "--results", write("same.jsonl", lines(answers)))
    keys = ("asked", "recall_at_1", "recall_at_5", "mrr")
    problems = [f"{kind}: {again[kind]}" for kind in figures
                if any(figures[kind][key] != again[kind][key] for key in keys)]
    say("queries go out and answers come back", problems)


def real_store():
    """A store that is not kbc, loaded with chunks.jsonl; then one of its chunks is lost, and one is stale."""
    name = "SQLite as Python brings it finds the cases of kb/"
    chunks = os.path.join(WORK, "built", "chunks.jsonl")
    subprocess.run([KBC, "build", "-q", "-o", os.path.dirname(chunks)], cwd=ROOT, check=True)
    with open(chunks, encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    store = sqlite3.connect(":memory:")
    try:
        store.execute("CREATE VIRTUAL TABLE chunks USING fts5 (id UNINDEXED, text)")
    except sqlite3.OperationalError:
        print(f"ok eval: {name} # SKIP its SQLite has no full-text search")
        return
    store.executemany("INSERT INTO chunks VALUES (?, ?)",
                      [(row["id"], row["text"]) for row in rows[1:]] + [("stale", rows[0]["text"])])
    answers = []
    for query in map(json.loads, kbc(ROOT, "-q", "--emit-queries", "-").stdout.splitlines()):
        words = " OR ".join('"' + word.replace('"', "") + '"' for word in query["query"].split())
        found = store.execute("SELECT id FROM chunks WHERE chunks MATCH ? ORDER BY rank LIMIT 10", (words,))
        answers.append({"query_id": query["query_id"], "ids": [row[0] for row in found]})
    figures, document = report(ROOT, "--results", write("store.jsonl", lines(answers)))
    problems = [f"{kind}: {row['recall_at_5']}" for kind, row in figures.items()
                if not 0.9 <= row["recall_at_5"] < 1]
    lost = {gone["cases"][0]["case"] for gone in document["not_found"]}
    if lost != {rows[0]["case"]} or document["unknown_ids"] != ["stale"]:
        problems.append(f"{lost} are not found, strange are {document['unknown_ids']}")
    say(name + ", but for the lost one", problems)


def coverage():
    """A case with an error is in no chunk; it is asked for all the same, and counts."""
    folder = os.path.join(WORK, "broken")
    shutil.copytree(PLANTED, folder)
    with open(os.path.join(folder, "kb/pay.md"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, "kb/pay.md"), "w", encoding="utf-8") as file:
        file.write(text.replace("# Cause", "# Reason"))
    figures, document = report(folder)
    problems = []
    if document["coverage"] != {"cases": 9, "indexed": 8, "chunks": 8}:
        problems.append(str(document["coverage"]))
    if figures["title"]["found_at_5"] != 8 or figures["title"]["asked"] != 9:
        problems.append(str(figures["title"]))
    if "1 of 9 cases has errors and is in no chunk" not in kbc(folder).stderr:
        problems.append("nobody is told")
    say("a case that no build has is not found", problems)


# The last number: cases without an error that no --fix mends.
CORPORA = [("seed", "simulated_log_cases.md", "schema/case.yaml", 25),
           ("log-lines", "db_cache_with_log_lines.md", "schema/case.yaml", 99),
           ("prose", "db_cache_prose_only.md", "tests/e2e/corpora/prose.yaml", 100)]


def corpora(folder):
    places = {name: os.path.join(where, name) for where, _, names in os.walk(folder) for name in names}
    for label, name, schema, whole in CORPORA:
        if name not in places:
            continue
        copy = os.path.join(WORK, name)
        shutil.copy(places[name], copy)
        options = ["--schema", os.path.join(ROOT, schema), copy]
        subprocess.run([KBC, "check", "--fix", "--exit-zero", *options], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        figures, document = report(WORK, *options)
        problems = [f"{kind['kind']}: {kind['recall_at_1']}, {kind['recall_at_5']}" for kind in figures.values()
                    if kind["asked"] and (kind["recall_at_1"] < 0.9 or kind["recall_at_5"] < 0.97)]
        if document["coverage"]["indexed"] != whole:
            problems.append(str(document["coverage"]))
        say(f"cases of the corpus {label} are found", problems)


own_kb()
planted()
syllables()
deterministic()
hostile()
a_store()
agrees_with_itself()
real_store()
coverage()
if os.environ.get("CORPORA"):
    corpora(os.environ["CORPORA"])
