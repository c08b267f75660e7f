"""What a build writes for each store is read back by readers of its own and held against the chunks.

CORPORA=DIR: the corpora there, mended by --fix, go through all stores, too.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["ROOT"], "tests/e2e/stores"))
import kills
import plans
import readers

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]


def report(name, problems):
    print(("not ok " if problems else "ok ") + "stores: " + name)
    for problem in problems[:10]:
        print("  " + str(problem))


def kbc(*words, folder=".", ok=True):
    done = subprocess.run([KBC, *words], cwd=folder, capture_output=True, text=True, check=False)
    if ok and done.returncode != 0:
        raise RuntimeError(f"kbc {' '.join(words)}: {done.returncode}\n{done.stdout[-3000:]}{done.stderr}")
    return done


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def draw_vectors(chunks, path, dimension=5, seed=7):
    """{id: numbers as they are spelled}, in a file in another order than the chunks."""
    source = random.Random(seed)
    vectors = {chunk.id: [source.choice(["0", "-0.0", "1e-7", "0.10"]) if source.random() < 0.2
                          else repr(source.uniform(-1, 1)) for _ in range(dimension)] for chunk in chunks}
    order = list(vectors)
    source.shuffle(order)
    write(path, "".join('{"id":"%s","vector":[%s]}\n' % (id, source.choice([",", ", "]).join(vectors[id]))
                        for id in order))
    return vectors


# ---- Holding the stores against the chunks ----------------------------------------------------

def compare_records(name, chunks, folder, vectors):
    try:
        records = list(readers.READERS[name](folder))
    except (AssertionError, KeyError, ValueError, OSError) as error:
        return [f"{name}: {error!r}"]
    wanted = [chunk._replace(vector=vectors[chunk.id] if name in readers.WITH_VECTORS and vectors else None)
              for chunk in chunks]
    if len(records) != len(wanted):
        return [f"{name}: {len(records)} records of {len(wanted)} chunks"]
    return [f"{name}: {want.id}: {key} is {getattr(got, key)!r}, not {getattr(want, key)!r}"
            for got, want in zip(records, wanted) for key in want._fields
            if getattr(got, key) != getattr(want, key)]


def body_of(text, header):
    return text.removeprefix(header).strip("\n")


def compare_bedrock(chunks, folder):
    """A case has a file; the parts of its record are in it, in order, and are all of it."""
    cases = {}
    for chunk in chunks:
        cases.setdefault(chunk.case, []).append(chunk)
    problems = []
    found = {case: (text, attributes) for case, text, attributes in readers.bedrock(folder)}
    if set(found) != set(cases):
        problems.append(f"bedrock: {len(found)} files of {len(cases)} cases")
    for case in sorted(set(found) & set(cases)):
        text, attributes = found[case]
        if attributes != {**cases[case][0].metadata, "kbc_case": case}:
            problems.append(f"bedrock: {case}: other attributes")
        records = [chunk for chunk in cases[case] if chunk.unit == "record"]
        if len(records) == 1 and records[0].text != text:
            problems.append(f"bedrock: {case}: another text")
        at, header = 0, os.path.commonprefix([chunk.text for chunk in records]) if len(records) > 1 else ""
        for chunk in records:
            body = body_of(chunk.text, header[:header.rfind("\n\n") + 2] if "\n\n" in header else "")
            at = text.find(body, at)
            if at < 0:
                problems.append(f"bedrock: {case}: part {chunk.part} is not in it")
                break
    return problems


def compare_openai(chunks, folder):
    found = list(readers.openai_batch(folder))
    return [] if found == [(chunk.id, "text-embedding-3-small", chunk.text) for chunk in chunks] else \
        ["openai-batch: other requests than chunks"]


def compare_all(folder, vectors=None, has_bedrock=True):
    chunks = list(readers.chunks(folder))
    problems = [problem for name in readers.READERS
                for problem in compare_records(name, chunks, folder, vectors)]
    return problems + (compare_bedrock(chunks, folder) if has_bedrock else []) + \
        compare_openai(chunks, folder) + \
        ([] if chunks else ["there are no chunks"])


def hold(name, schema, paths, left_out=0):
    """Builds for all stores, without and with vectors. So many cases cannot be mended by a machine."""
    words = ["--schema", schema, "-q", *paths]
    if left_out:
        words.append("--keep-going")

    def build(*more):
        done = kbc("build", "-o", "out", "--emit", readers.STORES, *more, *words, ok=False)
        return [] if done.returncode == (1 if left_out else 0) and "is stale" not in done.stderr else \
            [f"status {done.returncode}: {done.stderr} {done.stdout[-2000:]}"]
    problems = build() + compare_all("out")
    vectors = draw_vectors(list(readers.chunks("out")), "vectors.jsonl")
    problems += build("--vectors", "vectors.jsonl") + compare_all("out", vectors)
    problems += build("--vectors", "vectors.jsonl", "--check")
    manifest = json.loads(readers.read("out/manifest.json"))
    if len(manifest["left_out"]) != left_out:
        problems.append(f"{len(manifest['left_out'])} cases are left out")
    report(f"{name}: each store holds the {len(vectors)} chunks of {manifest['counts']['cases']} cases",
           problems)
    shutil.rmtree("out")


def variants(path):
    """Schemas like the one there with other units and budgets."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for unit, tokens in (("record", 512), ("both", 96), ("section", 48)):
        varied = re.sub(r"(?m)^  unit: \w+", f"  unit: {unit}", text)
        varied = re.sub(r"(?m)^  tokens: \S+", f"  tokens: ..{tokens}", varied)
        write(f"schemas/{unit}.yaml", varied)
        yield unit, f"schemas/{unit}.yaml"


def hold_own():
    shutil.copytree(f"{ROOT}/kb", "kb")
    for unit, schema in variants(f"{ROOT}/schema/case.yaml"):
        hold(f"kb by {unit}", schema, ["kb"])


def hold_corpora():
    folder = os.environ.get("CORPORA")
    if not folder:
        print("ok stores: corpora # SKIP there is no CORPORA=DIR")
        return
    runs = [("seed", ["simulated_log_cases.md"], "schema/case.yaml", 0),
            ("log lines", ["db_cache_with_log_lines.md"], "schema/case.yaml", 1),
            ("prose", ["db_cache_prose_only.md"], "tests/e2e/corpora/prose.yaml", 0)]
    places = {name: os.path.join(where, name) for where, _, names in os.walk(folder) for name in names}
    for name, files, schema, left_out in runs:
        copies = [shutil.copy(places[file], f"copy-{file}") for file in files]
        kbc("check", "-q", "--fix", "--schema", f"{ROOT}/{schema}", *copies, ok=False)
        hold(name, f"{ROOT}/{schema}", copies, left_out)


# ---- Limits -------------------------------------------------------------------------------------

LIMIT_SCHEMA = """kbc: 1
name: limits
corpus: {include: ["cases/*.md"]}
record: {identity: [title]}
frontmatter: {schema: {type: object, properties: {value: {type: string}}}}
sections: {list: [{id: cause, title: Root Cause}]}
chunks: {text: "{cause}", tokens: ..999999999, metadata: [value]}
"""


def build_limit(text, value, store):
    """The message of a build of one case, or "" if it went well."""
    shutil.rmtree("limit", ignore_errors=True)
    write("limit/kbc.yaml", LIMIT_SCHEMA)
    write("limit/cases/one.md", f"---\nvalue: {value}\n---\n# One\n\n## Root Cause\n{text}\n")
    done = kbc("build", "-o", "out", "--emit", store, folder="limit", ok=False)
    if done.returncode == 0:
        return ""
    assert done.returncode == 1 and not os.path.exists("limit/out"), done.stderr
    found = [line for line in done.stdout.split("\n") if "store-limit" in line]
    assert len(found) == 1, done.stdout
    return found[0]


def words_of(size):
    """A line of so many bytes, mostly of three bytes a character."""
    text = "가나다라 " * (size // 13)
    return text + "x" * (size - len(text.encode()))


def text_of(size):
    """The same in paragraphs: one alone may not be so long."""
    whole, rest = divmod(size, 8002)
    return "\n\n".join([words_of(8000)] * whole + [words_of(rest)] * (rest > 0))


def hold_limits():
    problems = []
    rows = [("milvus", "text", 65535, "the text of a chunk of this case takes 65536 bytes"),
            ("vertex", "text", 1000000, "the text of a chunk of this case takes 1000001 bytes"),
            ("opensearch", "value", 32766, 'the metadata "value" of this case takes 32767 bytes'),
            ("elasticsearch", "value", 32766, 'the metadata "value" of this case takes 32767 bytes'),
            ("azure", "value", 32766, 'the metadata "value" of this case takes 32767 bytes')]
    for store, what, most, message in rows:
        for size in (most, most + 1):
            text, value = (text_of(size), "a") if what == "text" else ("a", words_of(size))
            found = build_limit(text, value, store)
            wanted = "" if size == most else f"{message}, and {store} takes {most} at most"
            if not found.endswith(wanted) or bool(found) != bool(wanted):
                problems.append(f"{store}, {size} bytes: {found!r}")
    # The rest of the metadata stands beside the value.
    for store, most, frame in (("milvus", 65536, len('{"value":"","title":"One","path":"cases/one.md"}')),
                               ("bedrock", 10000, len('{"metadataAttributes":{"value":"","title":"One",'
                                                      '"path":"cases/one.md","kbc_case":""}}\n') + 36)):
        for size in (most, most + 1):
            found = build_limit("a", words_of(size - frame), store)
            if ((f" takes {most + 1} bytes, and {store} takes {most} at most") in found) != (size > most) or \
                    bool(found) != (size > most):
                problems.append(f"{store}, {size} bytes of metadata: {found!r}")
    found = build_limit("\n\n".join([" ".join(["word"] * 1000)] * 12), "a", "openai-batch")
    if "tokens, and openai-batch takes 8191 at most" not in found:
        problems.append(f"openai-batch: {found!r}")
    report("each limit is kept to the byte", problems)


# ---- Many files ---------------------------------------------------------------------------------

def hold_many():
    """More records than one batch takes, and requests that must stay under a size."""
    write("many/kbc.yaml", LIMIT_SCHEMA + "outputs: {opensearch: {file_bytes: ..20000}, "
                                          "openai-batch: {file_records: ..999}, qdrant: {file_bytes: ..50000}}\n")
    for number in range(2001):
        write(f"many/cases/{number}.md",
              f"---\nvalue: v{number}\n---\n# Case {number}\n\n## Root Cause\n원인 {number}, {'x' * (number % 97)}.\n")
    # Two files a case more would be brought to the disk, which takes its time.
    kbc("build", "-q", "-o", "out", "--emit", readers.STORES.replace("bedrock,", ""), folder="many")
    problems = compare_all("many/out", has_bedrock=False)
    counts = {form: len(readers.row_files("many/out", form)) for form in
              ("azure.N.json", "openai-batch.N.jsonl", "opensearch.N.ndjson", "qdrant.N.json", "milvus.N.json")}
    if counts["azure.N.json"] != 3 or counts["openai-batch.N.jsonl"] != 3 or counts["milvus.N.json"] != 1:
        problems.append(counts)
    for form, most in (("opensearch.N.ndjson", 20000), ("qdrant.N.json", 50000)):
        sizes = [os.path.getsize(name) for name in readers.row_files("many/out", form)]
        # The longest record would not have fitted into any but the last one.
        if max(sizes) > most or min(sizes[:-1]) < most - 900:
            problems.append(f"{form}: {sizes}")
    manifest = json.loads(readers.read("many/out/manifest.json"))
    named = {entry["name"] for entry in manifest["files"]} | {"manifest.json"}
    there = {os.path.relpath(os.path.join(where, name), "many/out")
             for where, _, names in os.walk("many/out") for name in names}
    if named != there:
        problems.append(f"the manifest names others: {sorted(named ^ there)[:5]}")
    kbc("build", "-q", "-o", "out", "--emit", "qdrant", folder="many")
    left = sorted(os.listdir("many/out"))
    if any(name.startswith(("azure", "openai")) for name in left):
        problems.append(f"left over: {left}")
    report("2,001 cases fill as many files as they must", problems)


def main():
    hold_own()
    hold_corpora()
    hold_limits()
    hold_many()
    plans.hold(report)
    kills.hold(report)


main()
