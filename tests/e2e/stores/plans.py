"""Applies plans in the words of each store to what an older build has loaded, as that store would."""
import json
import os
import random
import shutil
import subprocess

import readers

KBC = os.environ["KBC"]

SCHEMA = """kbc: 1
name: plans
corpus: {include: ["cases/*.md"]}
record: {identity: [frontmatter.key]}
frontmatter: {schema: {type: object, properties: {key: {type: string}, rank: {type: integer}, note: {type: string}}}}
sections: {list: [{id: cause, title: Root Cause}, {id: actions, title: Action Items, required: false}]}
chunks: {unit: both, text: "{title}\\n\\n{cause}\\n\\n{actions}", tokens: ..48, metadata: [rank, note]}
"""


def page(key, title, rank, note, cause, actions=""):
    rows = [f"key: {key}"] + [f"rank: {rank}"] * (rank is not None) + [f"note: {note}"] * (note is not None)
    return "---\n" + "\n".join(rows) + f"\n---\n# {title}\n\n## Root Cause\n{cause}\n" + \
        (f"\n## Action Items\n{actions}\n" if actions else "")


LONG = "\n\n".join(f"Paragraph {n} says that 은행이 늦게 답한다, and more than that: \"{n}\"." for n in range(9))
OLD = {"same": page("same", "Same", 1, "n", "Nothing changes."),
       "text": page("text", "Text", 2, "n", LONG, "1. Wait.\n2. Look."),
       "meta": page("meta", "Meta", 3, "goes away", LONG),
       "gone": page("gone", "Gone", 4, "n", "It goes.")}
NEW = {"same": OLD["same"],
       "text": page("text", "Text", 2, "n", LONG.replace("Paragraph 4", "Paragraph four"), "1. Wait."),
       "moved": page("meta", "Meta", 33, None, LONG),
       "new": page("new", "New", None, "n", "</script> \"It\" comes.")}


def kbc(*words):
    done = subprocess.run([KBC, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"kbc {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def lay_out(texts):
    shutil.rmtree("cases", ignore_errors=True)
    os.mkdir("cases")
    for name, text in texts.items():
        with open(f"cases/{name}.md", "w", encoding="utf-8") as file:
            file.write(text)


def write_vectors(folder):
    """A chunk of one id always has the same."""
    with open("vectors.jsonl", "w", encoding="utf-8") as file:
        for chunk in readers.chunks(folder):
            source = random.Random(chunk.id)
            file.write(json.dumps({"id": chunk.id, "vector": [source.uniform(-1, 1) for _ in range(3)]}) + "\n")


# ---- What a store does with an operation ----------------------------------------------------

def of_row(row, text="text", metadata="metadata"):
    return readers.record_of(row, row[text], row[metadata], row.get("vector"))


def keep(record, fields, metadata):
    """Only what was sent of it changes."""
    names = ("case", "unit", "section", "occurrence", "part", "parts", "hash", "meta_hash", "tokens")
    changed = {name: fields[name] for name in names if name in fields}
    if not changed.get("section", True):
        changed["section"] = changed["occurrence"] = None
    return record._replace(metadata=metadata, **changed)


def bulk(state, text):
    lines = iter(readers.lines_of(text))
    for action in lines:
        (op, where), = action.items()
        if op == "delete":
            del state[where["_id"]]
            continue
        row = next(lines)
        if op == "index":
            state[where["_id"]] = of_row({**row, "id": where["_id"]})
        else:
            assert row["script"]["source"] == "ctx._source.putAll(params.fields)"
            fields = row["script"]["params"]["fields"]
            state[where["_id"]] = keep(state[where["_id"]], fields, fields["metadata"])


def qdrant(state, text):
    for operation in readers.strict(text)["operations"]:
        (op, body), = operation.items()
        if op == "delete":
            for point in body["points"]:
                del state[point]
        elif op == "upsert":
            for point in body["points"]:
                state[point["id"]] = of_row({**point["payload"], "id": point["id"],
                                             "vector": point["vector"] or None})
        else:
            assert op == "overwrite_payload"
            for point in body["points"]:
                state[point] = of_row({**body["payload"], "id": point, "vector": state[point].vector})


def azure(state, text):
    for row in readers.strict(text)["value"]:
        action = row.pop("@search.action")
        if action == "delete":
            del state[row["id"]]
        elif action == "upload":
            state[row["id"]] = of_row(row)
        else:
            assert action == "merge"
            metadata = {**state[row["id"]].metadata, **row["metadata"]}
            state[row["id"]] = keep(state[row["id"]], row,
                                    {key: value for key, value in metadata.items() if value is not None})


def lines(state, text, read):
    for row in readers.lines_of(text):
        if row["op"] == "delete":
            del state[row["id"].removeprefix("kbc-")]
        else:
            assert row["op"] == "upsert"
            record = read(row)
            state[record.id] = record


def by_reader(name, file, member):
    """A line of the plan is what the reader of the build takes."""
    def apply(state, text):
        def read(row):
            shutil.rmtree("one", ignore_errors=True)
            os.mkdir("one")
            with open(f"one/{file}", "w", encoding="utf-8") as out:
                out.write(json.dumps(plain(row[member]), ensure_ascii=False).replace("</", "<\\/") + "\n")
            record, = readers.READERS[name]("one")
            return record
        lines(state, text, read)
    return apply


def plain(value):
    """Numbers as json writes them; the plans here have none that would be spelled otherwise."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return json.loads(value) if isinstance(value, readers.Number) else value


def nodes(state, text):
    def read(row):
        node = row["node"]
        return readers.flat(node["id_"], node["text"], node["metadata"], node.get("embedding"))
    lines(state, text, read)


APPLY = {"milvus": lambda state, text: lines(state, text, lambda row: of_row(row["row"])),
         "opensearch": bulk, "elasticsearch": bulk, "qdrant": qdrant, "azure": azure,
         "vertex": by_reader("vertex", "vertex.0001.jsonl", "document"),
         "langchain": by_reader("langchain", "langchain.jsonl", "document"),
         "llamaindex": nodes, "haystack": by_reader("haystack", "haystack.jsonl", "document")}


def related(folder):
    """{id: relationships} of LlamaIndex' nodes."""
    return {row["id_"]: row["relationships"] for row in readers.lines_of(readers.read(f"{folder}/llamaindex.jsonl"))}


def compare(name, plan, takes_vectors):
    """The old store with the plan applied, once and twice, against the new one."""
    state = {record.id: record for record in readers.READERS[name]("old")}
    wanted = {record.id: record for record in readers.READERS[name]("new")}
    problems = []
    APPLY[name](state, plan)
    if state != wanted:
        differ = [id for id in set(state) | set(wanted) if state.get(id) != wanted.get(id)]
        problems.append(f"{name}: {len(differ)} differ: {state.get(differ[0])} is not {wanted.get(differ[0])}")
    if takes_vectors and not all(record.vector for record in state.values()):
        problems.append(f"{name}: a record has lost its vector")
    return problems


def hold(report):
    shutil.rmtree("plan", ignore_errors=True)
    os.mkdir("plan")
    os.chdir("plan")
    with open("kbc.yaml", "w", encoding="utf-8") as file:
        file.write(SCHEMA)
    problems = []
    names = ",".join(APPLY)
    for with_vectors in (False, True):
        for folder, texts in (("old", OLD), ("new", NEW)):
            lay_out(texts)
            kbc("build", "-q", "-o", folder, "--emit", "chunks")
            write_vectors(folder)
            kbc("build", "-q", "-o", folder, "--emit", names, *["--vectors", "vectors.jsonl"] * with_vectors)
        for name in APPLY:
            takes = with_vectors and name in readers.WITH_VECTORS
            words = ["plan", "-q", "--since", "old/manifest.json", "--emit", name,
                     *["--vectors", "vectors.jsonl"] * takes]
            plan = kbc(*words)
            if kbc(*words, "--to", "new") != plan:
                problems.append(f"{name}: from a finished build the plan is another one")
            problems += compare(name, plan, takes)
            problems += [f"{name}: not all of it is needed"] * (len(plan) > 60000)
    # What is new is embedded, and nothing else.
    embedded = {row["custom_id"] for row in readers.lines_of(
        kbc("plan", "-q", "--since", "old/manifest.json", "--emit", "openai-batch"))}
    old = {chunk.id: chunk.hash for chunk in readers.chunks("old")}
    changed = {chunk.id for chunk in readers.chunks("new") if old.get(chunk.id) != chunk.hash}
    if embedded != changed:
        problems.append(f"openai-batch: {len(embedded)} requests, {len(changed)} new texts")
    os.chdir("..")
    report("a plan makes of the old store the new one, with vectors and without", problems)
