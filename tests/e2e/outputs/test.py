"""Reads every output of a build back with readers that are not kbc's, and compares with the source."""
import hashlib
import json
import os
import re
import shutil
import subprocess

import jsonschema

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]


def report(name, problems):
    print(("not ok " if problems else "ok ") + "outputs: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def strict(text):
    """JSON without duplicate keys, NaN or anything else that only some readers take."""
    def pairs(items):
        keys = [key for key, _ in items]
        assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
        return dict(items)

    def refuse(word):
        raise ValueError(word)
    return json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)


def read(name, folder="out"):
    with open(os.path.join(folder, name), encoding="utf-8", errors="strict", newline="") as file:
        return file.read()


def build(*words):
    return subprocess.run([KBC, "build", *words], capture_output=True, text=True, check=False)


def section_texts(path):
    """{heading: text} as a plain look at the file gives them."""
    with open(path, encoding="utf-8") as file:
        parts = re.split(r"^## (.*)$", file.read(), flags=re.M)
    return {parts[i]: parts[i + 1].strip() for i in range(1, len(parts), 2)}


def check_schemas(kb, chunks):
    problems = []
    for name, documents in (("kb.schema.json", [kb]), ("chunk.schema.json", chunks["chunks"])):
        schema = strict(read(name))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        problems += [f"{name}: {error.message}" for document in documents
                     for error in validator.iter_errors(document)]
    return problems


def check_texts(kb):
    problems = []
    for case in kb["cases"]:
        texts = section_texts(case["source"]["path"])
        for section in case["sections"]:
            if texts.get(section["title"]) != section["text"]:
                problems.append(f"{case['source']['path']}: {section['title']} differs")
    return problems


def check_chunks(lines, chunks):
    problems = [] if [strict(line) for line in lines] == chunks["chunks"] else ["not the same"]
    ids = [chunk["id"] for chunk in chunks["chunks"]]
    if len(set(ids)) != len(ids):
        problems.append("an id stands twice")
    for chunk in chunks["chunks"]:
        for key, value in chunk["metadata"].items():
            if not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", key) or isinstance(value, (dict, list)) \
                    or value is None:
                problems.append(f"metadata {key} is not flat")
        if chunk["metadata"]["service"] not in chunk["text"]:
            problems.append(f"{chunk['id']} does not name its service")
    return problems


def check_manifest(manifest):
    problems = []
    for entry in manifest["files"]:
        data = read(entry["name"]).encode()
        if len(data) != entry["bytes"] or \
                hashlib.sha256(data).hexdigest()[:32] != entry["hash"]:
            problems.append(f"{entry['name']}: size or hash is wrong")
    names = {entry["name"] for entry in manifest["files"]} | {"manifest.json"}
    if names != set(os.listdir("out")):
        problems.append(f"files: {sorted(names ^ set(os.listdir('out')))}")
    if manifest["state"] != "complete" or manifest["partial"]:
        problems.append("state")
    return problems


def check_samples(kb):
    log = read("sample.log").encode()
    labels = [strict(line) for line in read("sample.labels.jsonl").splitlines()]
    lines, known = log.decode().splitlines(), {case["id"]: case for case in kb["cases"]}
    problems = [] if len(lines) == len(labels) >= len(known) else ["lines and labels do not pair"]
    for number, (line, label) in enumerate(zip(lines, labels), 1):
        case = known[label["case"]]
        if label["line"] != number or not log[label["byte"]:].startswith(line.encode() + b"\n"):
            problems.append(f"line {number}: the label points elsewhere")
        if case["front_matter"]["service"] not in line:
            problems.append(f"line {number}: another service")
        if not label["varied"] and line != case["sections"][0]["text"]:
            problems.append(f"line {number}: not the line of the case")
    if {label["case"] for label in labels} != set(known):
        problems.append("a case has no line")
    return problems


def check_again():
    before = {name: (os.stat(f"out/{name}").st_mtime_ns, read(name)) for name in os.listdir("out")}
    problems = [] if build("-o", "out").returncode == 0 else ["the second build fails"]
    after = {name: (os.stat(f"out/{name}").st_mtime_ns, read(name)) for name in os.listdir("out")}
    if before != after:
        problems.append("a second build changed something")
    return problems


def check_refusals():
    problems = []
    with open("kb/payment/pg-timeout.md", encoding="utf-8") as file:
        good = file.read()
    with open("kb/payment/pg-timeout.md", "w", encoding="utf-8") as file:
        file.write(good.replace("## Root Cause", "## Rot Cause"))
    before = sorted((name, os.stat(f"out/{name}").st_mtime_ns) for name in os.listdir("out"))
    if build("-o", "out").returncode != 1:
        problems.append("a broken case is built")
    if before != sorted((name, os.stat(f"out/{name}").st_mtime_ns) for name in os.listdir("out")):
        problems.append("a refused build touches the folder")
    done = build("-o", "some", "--keep-going")
    manifest = strict(read("manifest.json", "some")) if os.path.isdir("some") else None
    if done.returncode != 1 or "pg-timeout.md" not in done.stderr or not manifest or \
            [left["path"] for left in manifest["left_out"]] != ["kb/payment/pg-timeout.md"] or \
            manifest["counts"]["cases"] != 24:
        problems.append("--keep-going does not leave out the broken case alone")
    with open("kb/payment/pg-timeout.md", "w", encoding="utf-8") as file:
        file.write(good + "\n")
    if build("-o", "out", "--check").returncode != 0:
        problems.append("--check minds a blank line")
    with open("kb/payment/pg-timeout.md", "w", encoding="utf-8") as file:
        file.write(good.replace("3000ms 안에", "3000ms 이내에"))
    if build("-o", "out", "--check").returncode != 1:
        problems.append("--check does not see a change")
    with open("out/mine.txt", "w", encoding="utf-8") as file:
        file.write("mine\n")
    done = build("-o", "out")
    if done.returncode != 2 or "mine.txt" not in done.stderr + done.stdout or \
            not os.path.exists("out/mine.txt"):
        problems.append("a foreign file in the folder is not respected")
    return problems


def main():
    for folder in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, folder), folder)
    os.mkdir(".git")
    done = build("-o", "out")
    report("a build of the knowledge base", [] if done.returncode == 0 else [done.stderr])
    kb, chunks = strict(read("kb.json")), strict(read("chunks.json"))
    report("chunks.json and kb.json fit their schemas", check_schemas(kb, chunks))
    report("every text comes back", check_texts(kb))
    report("chunks are flat and their own", check_chunks(read("chunks.jsonl").splitlines(), chunks))
    report("the manifest tells the truth", check_manifest(strict(read("manifest.json"))))
    report("sample lines and labels", check_samples(kb))
    report("a second build changes nothing", check_again())
    report("what is broken or foreign stays outside", check_refusals())


main()
