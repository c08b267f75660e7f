"""What kbc plan says of each thing that happens to a knowledge base, and which manifests it refuses."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import traceback

KBC, WORK, ROOT = (os.environ[name] for name in ("KBC", "WORK", "ROOT"))
HERE = pathlib.Path(__file__).parent
TOP = pathlib.Path(WORK, "top")

SCHEMA = """\
kbc: 1
name: plan
corpus: {include: ["kb/**/*.md"]}
record:
  title: '^(?:(?<number>\\d{2})\\. )?(?<title>.+)$'
  identity: [frontmatter.service, frontmatter.error, title]
frontmatter:
  schema:
    type: object
    required: [service, error]
    properties: {service: {type: string}, error: {type: string}, owner: {type: string}}
sections: {list: [{id: cause, title: Cause}]}
rules: {near-duplicate: off, title-duplicate: off}
chunks: {text: "{title}\\n{error}\\n\\n{cause}", metadata: [service, owner], tokens: ..80}
"""

LONG = " ".join(f"Sentence {i} of the cause says what was seen on node {i}." for i in range(6))


def case(number, cause=None, error=None, title=None, owner="web"):
    return (f"---\nservice: svc\nerror: {error or f'failed {number}'}\nowner: {owner}\n---\n"
            f"# {title or f'Case {number}'}\n\n## Cause\n\n{cause or f'{LONG} It is {number}.'}\n")


def write(name, text):
    path = TOP / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def kbc(*words):
    run = subprocess.run([KBC, *words], cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def start(count=5):
    shutil.rmtree(TOP, ignore_errors=True)
    write("kbc.yaml", SCHEMA)
    for number in range(count):
        write(f"kb/{number}.md", case(number))
    subprocess.run(["git", "init", "-q", "--template="], cwd=TOP, check=True)
    build("old")


def build(name, *words):
    status, out, err = kbc("build", "-o", name, *words)
    assert status == 0, out + err


def plan(*words, status=0, since="old/manifest.json"):
    got, out, err = kbc("plan", "--since", since, *words)
    assert got == status, f"status {got}: {out[:300]}{err}"
    return [json.loads(line) for line in out.splitlines()], err


def kinds(ops):
    return [op["op"] for op in ops]


def says(err, text):
    assert text in err, f"{text!r} is not in:\n{err}"


# ---- What changes --------------------------------------------------------------------------


def nothing_to_do():
    start()
    ops, err = plan()
    assert not ops
    says(err, "--since and the new side are equal\n0 changed, 0 new, 0 gone, 5 untouched: nothing to do")
    _, err = plan("--to", "old")
    says(err, "--since is the manifest of --to itself")
    assert plan("-q") == ([], "")


def everything_is_new():
    start()
    ops, err = plan(since="none")
    assert set(kinds(ops)) == {"upsert"} and len({op["chunk"]["case"] for op in ops}) == 5
    says(err, f"0 changed, 5 new, 0 gone, 0 untouched: {len(ops)} upserts")
    lines = (TOP / "old/chunks.jsonl").read_text().splitlines()
    assert [op["chunk"] for op in ops] == [json.loads(line) for line in lines]


def the_summary_counts_cases():
    start()
    write("kb/0.md", case(0, "Short now."))
    (TOP / "kb/1.md").unlink()
    write("kb/2.md", case(2, owner="data"))
    write("kb/new.md", case(9, "It is quite another one."))
    ops, err = plan()
    says(err, "1 changed, 1 new, 1 gone, 1 with other metadata, 2 untouched: ")
    assert kinds(ops) == sorted(kinds(ops), key=["upsert", "update", "delete"].index) or \
        kinds(ops).index("delete") > max(i for i, op in enumerate(ops) if op["op"] != "delete")
    updates = [op for op in ops if op["op"] == "update"]
    assert updates and all(op["metadata"]["owner"] == "data" and set(op) ==
                           {"op", "id", "meta_hash", "metadata"} for op in updates)


def deletes_come_last():
    start()
    write("kb/0.md", case(0, error="other"))
    ops, err = plan()
    first_delete = kinds(ops).index("delete")
    assert set(kinds(ops)[first_delete:]) == {"delete"}
    says(err, "renamed? kb/0.md: Case 0 → kb/0.md: Case 0")
    says(err, "0 changed, 1 new, 1 gone, 4 untouched")


def bundle_of(cases):
    """Cases as files have them, by their numbers, as parts of one file."""
    form = re.compile(r"(---\n.*?---\n)# (.*?)\n(.*)", re.S)
    parts = [f"## {number:02}. {match[2]}\n\n{match[1]}{match[3]}"
             for number, text in cases.items() if (match := form.match(text))]
    return "\n".join(parts).replace("\n## Cause", "\n### Cause")


def space_and_numbers_are_nothing():
    start()
    write("kb/0.md", case(0, "A short text, not cut into parts."))
    build("old")
    write("kb/0.md", case(0, "A  short\ntext,   not cut\ninto parts.\n\n").replace("## Cause", "\n\n## Cause"))
    assert plan()[0] == []
    bundle = bundle_of({2: case(1), 3: case(2)})
    write("kb/bundle.md", bundle)
    for number in (1, 2):
        (TOP / f"kb/{number}.md").unlink()
    ops, _ = plan()
    assert set(kinds(ops)) == {"update"} and {op["metadata"]["path"] for op in ops} == {"kb/bundle.md"}
    build("bundled")
    write("kb/bundle.md", bundle_of({7: case(1), 8: case(2)}))
    assert plan(since="bundled/manifest.json")[0] == []
    write("kb/bundle.md", bundle_of({1: case(2), 2: case(1)}))
    assert plan(since="bundled/manifest.json")[0] == []


def parts_that_vanish_are_deleted():
    start(2)
    chunks = [json.loads(line) for line in (TOP / "old/chunks.jsonl").read_text().splitlines()]
    assert {chunk["parts"] for chunk in chunks} != {1}, "the text is too short for this test"
    write("kb/0.md", case(0, "Short now."))
    ops, err = plan()
    assert kinds(ops)[0] == "upsert" and set(kinds(ops)[1:]) == {"delete"}
    says(err, "1 changed, 0 new, 0 gone, 1 untouched")


def text_for_people():
    start()
    write("kb/0.md", case(0, "Short now.", title="Case 0"))
    write("kb/n\u202e.md", case(7, title="Bidi"))
    (TOP / "kb/1.md").unlink()
    status, out, _ = kbc("plan", "--since", "old/manifest.json", "--format", "text")
    assert status in (0, 1)
    if status == 0:
        assert "changed  kb/0.md: Case 0\n" in out and "gone     kb/1.md: Case 1\n" in out
        assert "\u202e" not in out


# ---- Ids -----------------------------------------------------------------------------------


def ids_mend_drift():
    start()
    chunks = [json.loads(line) for line in (TOP / "old/chunks.jsonl").read_text().splitlines()]
    rows = [{key: chunk[key] for key in ("id", "hash", "meta_hash")} for chunk in chunks]
    rows[0]["hash"] = None
    rows[1]["meta_hash"] = "something else"
    stranger = "00000000-0000-5000-8000-000000000000"
    rows[2]["id"] = stranger
    write("ids.jsonl", "".join(json.dumps(dict(row, more=[1])) + "\n" for row in rows))
    ops, err = plan(since="ids.jsonl")
    assert [(op["op"], op.get("id") or op["chunk"]["id"]) for op in ops] == \
        [("upsert", chunks[0]["id"]), ("update", chunks[1]["id"]), ("upsert", chunks[2]["id"]),
         ("delete", stranger)]
    says(err, "1 chunk of no case")


def wrong_ids_are_refused():
    start()
    good = {"id": "0" * 8 + "-0000-5000-8000-" + "0" * 12, "hash": "a" * 32, "meta_hash": "b" * 32}
    for bad, why in (("", "it is empty"), ("[]\n", "no JSON object"), ("id\n", "no JSON object"),
                     (json.dumps(dict(good, id="doc-1")), "no UUID"),
                     (json.dumps(dict(good, id=good["id"].replace("0", "A"))), "no UUID"),
                     (json.dumps({"id": good["id"]}), '"hash" must stand here'),
                     (json.dumps(good) + "\n" + json.dumps(good), "stands in line 1, too"),
                     ('{"id":"x","id":"y"}', "twice"), ("\xff", "no JSON object"),
                     (json.dumps(dict(good, hash="\0")).replace("\\u0000", "\\u0000"), "no JSON object"),
                     (json.dumps(good)[:-9], "no JSON object")):
        write("ids.jsonl", bad)
        says(plan(since="ids.jsonl", status=2)[1], why)
    says(plan(since="nowhere", status=2)[1], "does not exist")
    says(plan(since="kb", status=2)[1], "no regular file")
    os.mkfifo(TOP / "pipe")
    says(plan(since="pipe", status=2)[1], "no regular file")


# ---- Manifests -----------------------------------------------------------------------------


def edits(text):
    """Manifests that must be refused, each with a part of the reason."""
    lines = text.splitlines(keepends=True)
    chunk = next(i for i, line in enumerate(lines) if line.startswith('],"chunks"')) + 1
    yield "".join(lines[:-1]), "ends too early"
    yield "".join(lines[:-2]), "ends too early"
    yield text[:len(text) // 2], "no JSON object" if not text[:len(text) // 2].endswith("\n") else "ends too early"
    yield "".join(lines[:chunk] + lines[chunk + 1:]), "counts"
    yield "".join(lines[:chunk] + [lines[chunk]] + lines[chunk:]), "counts"
    yield text + "x\n", "behind the end"
    yield text.replace('"version":2', '"version":3', 1), "version 3"
    yield text.replace('"version":2', '"version":0', 1), "version 0"
    yield text.replace('"state":"complete"', '"state":"incomplete"', 1), "incomplete"
    yield text.replace('"state":"complete"', '"state":"so so"', 1), "neither complete nor loaded"
    yield text.replace('"schema":"plan"', '"schema":"other"', 1), 'of the schema "other"'
    yield text.replace('"partial":false', '"partial":true', 1), "a part of the corpus"
    yield text.replace('"partial":false', '"partial":false,"paths":["x.md"]', 1), "it holds x.md"
    yield text.replace('"partial":false', '"partial":false,"shard":"1/2"', 1), "shard 1/2"
    yield text.replace('"format":"kbc-manifest"', '"format":"x-kbc-manifest"', 1), "no manifest"
    yield text.replace('"hash":"', '"hash":"x', 1), "no hash"
    yield re.sub(r'(\n\{"id":"[0-9a-f-]{35})[0-9a-f]', r"\1g", text, count=1), "no UUID"
    yield re.sub(r'"case":"[0-9a-f]{8}', '"case":"00000000', text, count=1), "no case of the manifest"
    yield text.replace('{"id":', '{"id":"x","id":', 1), "twice"
    yield text.replace('"identity":[', '"identity":[1,', 1), "list of texts"
    yield text.replace('"title":"', '"titel":"', 1), '"title" must stand here'
    yield "".join(lines[:chunk] + ["<<<<<<< ours\n"] + lines[chunk:]), "merge conflict"
    yield "".join(lines[:chunk] + ['{"id":"' + "x" * 1100000 + '"},\n'] + lines[chunk:]), "more than 1 MiB"
    yield "".join(lines[:chunk] + ["[" * 40 + "]" * 40 + ",\n"] + lines[chunk:]), "no JSON object"
    yield "".join(lines[:chunk] + ["{" + ",".join(f'"k{i}":1' for i in range(99)) + "},\n"] + lines[chunk:]), \
        "more than 64 members"
    yield json.dumps(json.loads(text)), "not the head"
    yield json.dumps(json.loads(text), indent=1), None
    yield text.replace('"chunks":[', '"chonks":[', 1), "in their order"


def broken_manifests_are_refused():
    start(3)
    good = (TOP / "old/manifest.json").read_text()
    for number, (bad, why) in enumerate(edits(good)):
        write("bad.json", bad)
        if bad == good:
            raise AssertionError(f"edit {number} changes nothing")
        ops, err = plan(since="bad.json", status=2)
        assert not ops
        says(err, "--since: bad.json")
        if why:
            says(err, why)
        status, out, _ = kbc("breaking", "--against", "bad.json")
        assert status == 2 and not out, (number, status)
    write("crlf.json", good.replace("\n", "\r\n"))
    assert plan(since="crlf.json")[0] == []


def a_manifest_of_version_1_is_read():
    shutil.rmtree(TOP, ignore_errors=True)
    for name in ("kb", "schema"):
        shutil.copytree(pathlib.Path(ROOT, name), TOP / name)
    write("v1.json", (HERE / "manifest-v1.json").read_bytes())
    ops, _ = plan(since="v1.json", status=0)
    ids = set(re.findall(r'\n\{"id":"([0-9a-f-]{36})","case"', (HERE / "manifest-v1.json").read_text()))
    assert len(ids) == 25
    now = {op["chunk"]["id"] for op in plan(since="none")[0]}
    deleted = {op["id"] for op in ops if op["op"] == "delete"}
    added = {op["chunk"]["id"] for op in ops if op["op"] == "upsert"}
    assert deleted == ids - now and now - ids <= added
    assert kbc("breaking", "--against", "v1.json")[0] in (0, 1)


def a_part_is_compared_with_that_part():
    start()
    status, _, err = kbc("plan", "--since", "old/manifest.json", "kb/0.md")
    assert status == 2
    says(err, "its plan would delete the rest")
    says(plan("--partial", "kb/0.md", status=2)[1], "it holds the whole corpus, and the new side kb/0.md, a part")
    build("part", "--partial", "kb/0.md", "kb/1.md")
    assert plan("--partial", "kb/1.md", "kb/0.md", since="part/manifest.json")[0] == []
    plan("--partial", "kb/0.md", since="part/manifest.json", status=2)
    plan(since="part/manifest.json", status=2)


# ---- Finished builds -----------------------------------------------------------------------


def torn_builds_are_refused():
    start()
    write("kb/0.md", case(0, "Changed."))
    build("new")
    assert plan("--to", "new")[0] == plan()[0] != []
    text = (TOP / "new/chunks.jsonl").read_text()
    for name, content in (("chunks.jsonl", text.replace("Changed", "Chanted")), ("chunks.jsonl", text[:-1]),
                          ("chunks.jsonl", None), ("kb.json", None), ("kb.h", "x")):
        shutil.rmtree(TOP / "torn", ignore_errors=True)
        shutil.copytree(TOP / "new", TOP / "torn")
        if content is None:
            (TOP / "torn" / name).unlink()
        else:
            (TOP / "torn" / name).write_text(content)
        ops, err = plan("--to", "torn", status=2)
        assert not ops
        says(err, f"--to: torn/{name}: it is not the file")
    build("other", "--emit", "kb,c")
    says(plan("--to", "other", status=2)[1], "other has no chunks.jsonl")
    says(plan("--to", "kb", status=2)[1], "kb/manifest.json: it does not exist")
    says(plan("--to", "new", "kb/0.md", status=2)[1], "give one of them")
    plan("--next", "next.json")
    shutil.rmtree(TOP / "torn")
    shutil.copytree(TOP / "new", TOP / "torn")
    shutil.copy(TOP / "next.json", TOP / "torn/manifest.json")
    says(plan("--to", "torn", status=2)[1], "is no build's")


# ---- Errors and what is left out -----------------------------------------------------------


def errors_print_nothing():
    start()
    write("kb/0.md", case(0).replace("error: failed 0\n", ""))
    ops, err = plan(status=1)
    assert not ops
    says(err, "nothing was compared")
    write("kbc.yaml", SCHEMA.replace("order", "ordr") + "nonsense: 1\n")
    assert plan(status=2)[0] == []
    assert kbc("plan")[0] == 2


def stale(text, name="kb/0.md", gone=()):
    write(name, text)
    for other in gone:
        (TOP / other).unlink()
    return plan("--keep-going", "--next", "next.json", status=1)


def what_is_left_out_stays():
    start()
    ops, err = stale(case(0).replace("## Cause", "## Clause").replace("service: svc", "service: [svc"))
    assert not ops
    says(err, "kept, stale: kb/0.md: Case 0 (may be what was left out at kb/0.md:")
    start()
    ops, err = stale(case(0) + "\n## Cause\n\nTwice.\n")
    assert not ops, ops
    says(err, "kept, stale: kb/0.md: Case 0 (left out at kb/0.md:1)")
    start()  # moved and broken: by its id
    ops, err = stale(case(0) + "\n## Cause\n\nTwice.\n", "kb/moved.md", ["kb/0.md", "kb/1.md"])
    assert set(kinds(ops)) == {"delete"}
    says(err, "kept, stale: kb/0.md: Case 0 (left out at kb/moved.md:1)")
    says(err, "1 gone, 1 kept, stale, 3 untouched")
    start()  # moved and unreadable: nobody knows which one it was
    ops, err = stale(b"\xff\xfe", "kb/moved.md", ["kb/0.md", "kb/1.md"])
    assert not ops
    assert err.count("kept, stale: ") == 2 and "may be what was left out at kb/moved.md:1" in err
    loaded = json.loads((TOP / "next.json").read_text())
    assert [one["path"] for one in loaded["cases"] if one.get("stale")] == ["kb/0.md", "kb/1.md"]
    (TOP / "kb/moved.md").unlink()  # then it is gone for good, and the store is told so
    ops, _ = plan(since="next.json")
    assert set(kinds(ops)) == {"delete"}
    assert {op["id"] for op in ops} == {one["id"] for one in loaded["chunks"]
                                        if one["case"] in {c["id"] for c in loaded["cases"] if c.get("stale")}}


def a_build_that_left_out_is_no_word_on_the_store():
    start()
    write("kb/0.md", case(0) + "\n## Cause\n\nTwice.\n")
    assert kbc("build", "-o", "less", "--keep-going")[0] == 1
    write("kb/0.md", case(0))
    ops, err = plan(since="less/manifest.json")
    assert set(kinds(ops)) == {"upsert"}
    says(err, "--since left out 1 case, and does not say what the store holds of them")


def mutants_are_refused_or_read():
    """One byte or line of a manifest or a list of ids changed: it is read, or refused with a reason."""
    start()
    chance = random.Random(int(os.environ.get("KBC_PLAN_SEED", "6")))
    good = (TOP / "old/manifest.json").read_bytes()
    chunks = [json.loads(line) for line in (TOP / "old/chunks.jsonl").read_text().splitlines()]
    ids = "".join(json.dumps({k: c[k] for k in ("id", "hash", "meta_hash")}) + "\n" for c in chunks).encode()
    for number in range(int(os.environ.get("KBC_PLAN_MUTANTS", "80"))):
        text = bytearray(good if number % 2 else ids)
        for _ in range(chance.randint(1, 3)):
            at, how = chance.randrange(len(text) or 1), chance.randrange(4) if text else 2
            if how == 0:
                text[at] = chance.randrange(256)
            elif how == 1:
                del text[at:at + chance.choice([1, 1, 9, 99, 9999])]
            elif how == 2:
                text[at:at] = bytes([chance.choice(b'"{}[]:,0e\\\n\0')]) * chance.choice([1, 2, 40])
            else:
                start_at = chance.randrange(len(text))
                text[at:at] = text[start_at:start_at + chance.choice([5, 50, 500])]
        write("mutant", bytes(text))
        status, out, err = kbc("plan", "--since", "mutant")
        assert status in (0, 2) and (status == 0 or (not out and "--since: mutant" in err)), (number, status, err)


def ids_of_nobody_stay_while_cases_are_left_out():
    start()
    chunks = [json.loads(line) for line in (TOP / "old/chunks.jsonl").read_text().splitlines()]
    write("ids.jsonl", "".join(json.dumps({k: c[k] for k in ("id", "hash", "meta_hash")}) + "\n" for c in chunks))
    write("kb/0.md", b"\xff")
    ops, err = plan("--keep-going", since="ids.jsonl", status=1)
    assert not ops
    says(err, "of no case, because cases were left out")


def next_is_not_since():
    start()
    shutil.copy(TOP / "old/manifest.json", TOP / "loaded.json")
    says(plan("--next", "loaded.json", since="loaded.json", status=2)[1], "is needed until the plan is loaded")


# ---- Stores --------------------------------------------------------------------------------


def a_plan_in_the_words_of_a_store():
    start()
    write("kb/0.md", case(0, "Short now."))
    build("new")
    ours = plan()[0]
    for words in ((), ("--to", "new")):
        theirs = plan("--emit", "langchain", *words)[0]
        assert [op["op"] for op in theirs] == kinds(ours)
        assert theirs[0]["document"]["page_content"] == ours[0]["chunk"]["text"]
    upserted = [op["chunk"]["id"] for op in ours if op["op"] == "upsert"]
    write("v.jsonl", "".join(json.dumps({"id": i, "vector": [1, 2.5]}) + "\n" for i in upserted))
    for words in ((), ("--to", "new")):
        status, out, _ = kbc("plan", "--since", "old/manifest.json", "--emit", "qdrant", "--vectors", "v.jsonl", *words)
        operations = json.loads(out)["operations"]
        assert status == 0 and [point["vector"] for point in operations[0]["upsert"]["points"]] == [[1, 2.5]]
        assert operations[-1]["delete"]["points"] == [op["id"] for op in ours if op["op"] == "delete"]
    status, out, err = kbc("plan", "--since", "none", "--emit", "qdrant", "--vectors", "v.jsonl")
    assert status == 1 and not out
    says(err, "has no vector, and it is not the only one")
    status, out, err = kbc("plan", "--since", "none", "--vectors", "v.jsonl")
    assert status == 2 and not out
    write("v.jsonl", '{"id":1}\n')
    status, out, err = kbc("plan", "--since", "none", "--emit", "qdrant", "--vectors", "v.jsonl")
    assert status == 1 and not out and "store-vectors" in err, err
    write("kbc.yaml", SCHEMA + "outputs: {qdrant: {text_bytes: ..9}}\n")
    status, out, err = kbc("plan", "--since", "old/manifest.json", "--emit", "qdrant")
    assert status == 1 and not out and "store-limit" in err, err
    says(plan("--emit", "bedrock", status=2)[1], "takes no plan: ")
    says(plan("--emit", "nothing", status=2)[1], "is no store")
    says(plan("--emit", "c", status=2)[1], "is no store")


def main():
    for test in (nothing_to_do, everything_is_new, the_summary_counts_cases, deletes_come_last,
                 space_and_numbers_are_nothing, parts_that_vanish_are_deleted, text_for_people, ids_mend_drift,
                 wrong_ids_are_refused, broken_manifests_are_refused, a_manifest_of_version_1_is_read,
                 a_part_is_compared_with_that_part, torn_builds_are_refused, errors_print_nothing,
                 what_is_left_out_stays, ids_of_nobody_stay_while_cases_are_left_out, next_is_not_since,
                 a_plan_in_the_words_of_a_store, a_build_that_left_out_is_no_word_on_the_store,
                 mutants_are_refused_or_read):
        name = f"plan/{test.__name__.replace('_', '-')}"
        try:
            test()
            print(f"ok {name}")
        except (AssertionError, OSError, ValueError, LookupError):
            print(f"not ok {name}", *("  " + line for line in traceback.format_exc().splitlines()[-12:]), sep="\n")


main()
