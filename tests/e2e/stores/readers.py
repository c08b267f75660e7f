"""Reads back what kbc writes for each store, by the letter of the store's format and not by kbc's code.

Each reader yields Record tuples. Numbers are kept as they are spelled, so that nothing is rounded on the
way. What a format does not carry is None.
"""
import base64
import collections
import glob
import json
import os
import re

Record = collections.namedtuple("Record", "id text case unit section occurrence part parts hash meta_hash "
                                          "tokens metadata vector")


class Number(str):
    """A number as it is spelled."""


def strict(text):
    """JSON without duplicate keys, NaN or anything else that only some readers take."""
    def pairs(items):
        keys = [key for key, _ in items]
        assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
        return dict(items)

    def refuse(word):
        raise ValueError(word)
    return json.loads(text, object_pairs_hook=pairs, parse_constant=refuse, parse_int=Number,
                      parse_float=Number)


def read(path):
    with open(path, encoding="utf-8", errors="strict", newline="") as file:
        text = file.read()
    assert "</" not in text or not path.endswith(("json", "jsonl")), f"{path} has </ in it"
    return text


def lines_of(text):
    assert text == "" or text.endswith("\n"), "the last line has no end"
    return [strict(line) for line in text.split("\n")[:-1]]


def row_files(folder, form):
    """The files of a row in order; their numbers have no gap."""
    names = sorted(glob.glob(os.path.join(folder, form.replace("N", "[0-9]" * 4))))
    numbers = [int(re.search(r"\d{4}", os.path.basename(name))[0]) for name in names]
    assert numbers == list(range(1, len(names) + 1)) and names, f"{form}: {names}"
    return names


def record_of(source, text, metadata, vector=None, prefix=""):
    """A record of members that stand beside each other."""
    section, occurrence = source.get(prefix + "section") or None, source.get(prefix + "occurrence")
    return Record(source.get("id"), text, source[prefix + "case"], source[prefix + "unit"], section,
                  occurrence if section else None, source[prefix + "part"], source[prefix + "parts"],
                  source[prefix + "hash"], source[prefix + "meta_hash"], source[prefix + "tokens"],
                  metadata, vector)


def chunks(folder):
    for line in lines_of(read(f"{folder}/chunks.jsonl")):
        yield record_of(line, line["text"], line["metadata"])


def milvus(folder):
    keys = None
    for name in row_files(folder, "milvus.N.json"):
        document = strict(read(name))
        assert list(document) == ["rows"]
        for row in document["rows"]:
            keys = keys or list(row)
            assert list(row) == keys, "Milvus wants the same fields in each row"
            assert len(row["text"].encode()) <= 65535
            yield record_of(row, row["text"], row["metadata"], row.get("vector"))


def bulk(folder, store):
    for name in row_files(folder, f"{store}.N.ndjson"):
        text = read(name)
        assert len(text.encode()) <= 100_000_000
        lines = lines_of(text)
        assert len(lines) % 2 == 0
        for action, row in zip(lines[::2], lines[1::2]):
            assert list(action) == ["index"] and list(action["index"]) == ["_id"]
            assert len(action["index"]["_id"].encode()) <= 512
            yield record_of({**row, "id": action["index"]["_id"]}, row["text"], row["metadata"],
                            row.get("vector"))


def opensearch(folder):
    return bulk(folder, "opensearch")


def elasticsearch(folder):
    return bulk(folder, "elasticsearch")


def qdrant(folder):
    for name in row_files(folder, "qdrant.N.json"):
        text = read(name)
        assert len(text.encode()) <= 32_000_000
        document = strict(text)
        assert list(document) == ["points"]
        for point in document["points"]:
            assert sorted(point) == ["id", "payload", "vector"]
            assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", point["id"])
            payload = point["payload"]
            yield record_of({**payload, "id": point["id"]}, payload["text"], payload["metadata"],
                            point["vector"] or None)


def azure(folder):
    index = strict(read(f"{folder}/azure.index.json"))
    fields = {field["name"]: field for field in index["fields"]}
    types = {"Edm.String": str, "Edm.Double": Number, "Edm.Boolean": bool}
    known = {field["name"]: types[field["type"]] for field in fields["metadata"]["fields"]}
    for name in row_files(folder, "azure.N.json"):
        text = read(name)
        documents = strict(text)["value"]
        assert len(text.encode()) <= 16_000_000 and len(documents) <= 1000
        for row in documents:
            assert row["@search.action"] == "upload"
            assert re.fullmatch(r"[A-Za-z0-9_=-]{1,1024}", row["id"])
            assert set(row) - {"@search.action"} <= set(fields)
            for key, value in row["metadata"].items():
                assert type(value) is known[key], f"{key} is no {known[key]}"
            yield record_of(row, row["text"], row["metadata"], row.get("vector"))


def vertex(folder):
    for name in row_files(folder, "vertex.N.jsonl"):
        for line in lines_of(read(name)):
            assert sorted(line) == ["content", "id", "structData"]
            assert re.fullmatch(r"[a-z][a-z0-9-]{0,62}", line["id"]) and line["id"][-1] != "-"
            content, data = line["content"], line["structData"]
            assert content["mimeType"] == "text/plain" and line["id"] == "kbc-" + data["id"]
            text = base64.b64decode(content["rawBytes"], validate=True).decode("utf-8", "strict")
            yield record_of(data, text, data["metadata"], data.get("vector"))


def flat(line, text, metadata, vector=None):
    """Of frameworks: what the schema chose, then what kbc says of the chunk."""
    own = {key: value for key, value in metadata.items() if key.startswith("kbc_")}
    chosen = {key: value for key, value in metadata.items() if key not in own}
    return record_of({**own, "id": line}, text, chosen, vector, "kbc_")


def langchain(folder):
    for line in lines_of(read(f"{folder}/langchain.jsonl")):
        assert list(line) == ["id", "page_content", "metadata"]
        yield flat(line["id"], line["page_content"], line["metadata"])


def langchain_js(folder):
    for line in lines_of(read(f"{folder}/langchain.js.jsonl")):
        assert list(line) == ["id", "pageContent", "metadata"]
        yield flat(line["id"], line["pageContent"], line["metadata"])


def nodes(folder, name, words):
    """`words`: no_embed, source, previous, next, id, type, document, text, class."""
    lines = lines_of(read(f"{folder}/{name}"))
    for before, line, after in zip([None] + lines[:-1], lines, lines[1:] + [None]):
        part, parts = int(line["metadata"]["kbc_part"]), int(line["metadata"]["kbc_parts"])
        expected = {words[1]: (line["metadata"]["kbc_case"], words[6])}
        if part > 1:
            expected[words[2]] = (before["id_"], words[7])
        if part < parts:
            expected[words[3]] = (after["id_"], words[7])
        found = {key: (node[words[4]], node[words[5]]) for key, node in line["relationships"].items()}
        assert found == expected, f"{line['id_']}: {found}"
        assert set(line[words[0]]) == set(line["metadata"]), "metadata would be embedded"
        assert line[words[8][0]] == words[8][1]
        yield flat(line["id_"], line["text"], line["metadata"], line.get("embedding"))


def llamaindex(folder):
    return nodes(folder, "llamaindex.jsonl",
                 ["excluded_embed_metadata_keys", "1", "2", "3", "node_id", "node_type", "4", "1",
                  ("class_name", "TextNode")])


def llamaindex_ts(folder):
    return nodes(folder, "llamaindex.ts.jsonl",
                 ["excludedEmbedMetadataKeys", "SOURCE", "PREVIOUS", "NEXT", "nodeId", "nodeType",
                  "DOCUMENT", "TEXT", ("type", "TEXT")])


def haystack(folder):
    for line in lines_of(read(f"{folder}/haystack.jsonl")):
        assert set(line) <= {"id", "content", "meta", "embedding"}
        yield flat(line["id"], line["content"], line["meta"], line.get("embedding"))


READERS = {function.__name__: function for function in
           (milvus, opensearch, elasticsearch, qdrant, azure, vertex, langchain, langchain_js, llamaindex,
            llamaindex_ts, haystack)}
WITH_VECTORS = {"milvus", "opensearch", "elasticsearch", "qdrant", "azure", "vertex", "llamaindex",
                "llamaindex_ts", "haystack"}
STORES = ("azure,bedrock,elasticsearch,haystack,langchain,llamaindex,milvus,openai-batch,opensearch,"
          "qdrant,vertex")


def openai_batch(folder):
    """[(id, model, text)]"""
    for name in row_files(folder, "openai-batch.N.jsonl"):
        lines = lines_of(read(name))
        assert len(lines) <= 50000
        for line in lines:
            assert (line["method"], line["url"]) == ("POST", "/v1/embeddings")
            assert list(line["body"]) == ["model", "input"]
            yield line["custom_id"], line["body"]["model"], line["body"]["input"]


def bedrock(folder):
    """[(case, text, attributes)]"""
    names = sorted(os.listdir(f"{folder}/bedrock"))
    for name in names:
        if not name.endswith(".txt"):
            assert name.removesuffix(".metadata.json") in names
            continue
        attributes = f"{folder}/bedrock/{name}.metadata.json"
        assert os.path.getsize(attributes) <= 10_000
        document = strict(read(attributes))
        assert list(document) == ["metadataAttributes"]
        with open(f"{folder}/bedrock/{name}", encoding="utf-8", newline="") as file:
            yield name.removesuffix(".txt"), file.read(), document["metadataAttributes"]
