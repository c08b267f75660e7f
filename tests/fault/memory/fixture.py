"""A small knowledge base with everything beside it that a command of kbc reads, and those commands."""
import collections
import gzip
import json
import os
import shutil
import subprocess

ROOT = os.environ["ROOT"]
CASES = ("db/connection-pool", "db/deadlock", "auth/mfa-failed", "payment/pg-timeout")
STORES = ("fluent-bit,vector,grok,milvus,opensearch,elasticsearch,qdrant,azure,vertex,bedrock,openai-batch,"
          "langchain,llamaindex,haystack,pgvector,sqlite")

# `name`: of the test. `words`: what kbc is called with. `stdin`: a file. `streams`: standard output may be cut,
# behind a line, and so may the files in `streamed`. `whole`: folders that are replaced in one step; any other file is,
# each for itself.
Command = collections.namedtuple("Command", "name words stdin streams whole jobs streamed",
                                 defaults=(None, False, (), 1, ()))

BAD = """---
service: Payment
error_message: x509: certificate expired
extra: [1, 2
---
# Broken {case}

## Root Cause

One. [link](missing.md)

- not a list that may stand here
"""


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def call(kbc, folder, *words, stdin=None, status=0):
    done = subprocess.run([kbc, *words], cwd=folder, input=stdin, capture_output=True, check=False)
    if done.returncode != status:
        raise RuntimeError(f"kbc {' '.join(words)}: status {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout


def project(kbc, folder):
    """A build of yesterday, and cases that were edited since."""
    write(f"{folder}/schema/case.yaml", read(f"{ROOT}/schema/case.yaml"))
    for case in CASES:
        write(f"{folder}/kb/{case}.md", read(f"{ROOT}/kb/{case}.md"))
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "--allow-empty",
                    "-m", "empty"], cwd=folder, check=True)
    call(kbc, folder, "build", "-q", "--emit", "default," + STORES)
    call(kbc, folder, "build", "-q", "-o", "old")
    shutil.copy(f"{folder}/old/manifest.json", f"{folder}/loaded.json")
    path = f"{folder}/kb/{CASES[1]}.md"
    write(path, read(path).replace("Root Cause\n\n", "Root Cause\n\nYes. "))
    os.rename(f"{folder}/kb/{CASES[2]}.md", f"{folder}/kb/auth/second-factor.md")


def extras(kbc, folder):
    chunks = call(kbc, folder, "build", "-q", "-o", "new") and None or read(f"{folder}/new/chunks.jsonl")
    write(f"{folder}/vectors.jsonl", "".join(
        json.dumps({"id": json.loads(line)["id"], "vector": [0.5, -1, 2]}) + "\n" for line in chunks.splitlines()))
    log = call(kbc, folder, "simulate", "-q", "--lines", "3000", "--traces")
    with open(f"{folder}/app.log", "wb") as file:
        file.write(log)
    with gzip.GzipFile(f"{folder}/app.log.gz", "wb", mtime=0) as file:
        file.write(log)
    subprocess.run(["zstd", "-q", "-k", f"{folder}/app.log"], check=False)
    write(f"{folder}/other.log", "".join(
        f"[ERROR] 2026-01-0{i}T10:00:00.000Z order-service/v1 [a{i}b2]: queue {i} of shard-{i} is full\n" for i in range(1, 9)))
    queries = call(kbc, folder, "eval", "-q", "--emit-queries", "-")
    write(f"{folder}/queries.jsonl", queries.decode())
    write(f"{folder}/answers.jsonl", "".join(
        json.dumps({"query_id": json.loads(line)["query_id"], "ids": [json.loads(line)["case"]]}) + "\n"
        for line in queries.decode().splitlines()))
    write(f"{folder}/own.jsonl", json.dumps({"query": "deadlock", "case": f"kb/{CASES[1]}.md"}) + "\n")
    write(f"{folder}/suite.yaml", read(f"{ROOT}/schema/case.yaml").replace("unit: record", "unit: both"))
    for i in (1, 2):
        call(kbc, folder, "build", "-q", "--shard", f"{i}/2", "-o", f"shard{i}")
    call(kbc, folder, "join", "-q", "-o", "bundle/all.md", "kb/db")
    write(f"{folder}/broken.yaml", "kbc: 1\nname: [a\nsections: {list: 3}\n")
    for case in ("a", "b"):
        write(f"{folder}/bad/{case}.md", BAD.format(case=case))
    write(f"{folder}/untidy.md", read(f"{folder}/kb/{CASES[0]}.md").replace("1. ", "1.  ").replace("## ", "##   "))
    write(f"{folder}/mend/wrong.md", read(f"{folder}/kb/{CASES[3]}.md").replace(
        "error_message: ", "error_message: upstream: "))
    call(kbc, folder, "check", "-q", "--write-baseline", "--baseline", "baseline.json", "bad", status=0)


def make(kbc, folder):
    os.makedirs(folder)
    project(kbc, folder)
    extras(kbc, folder)


FORMATS = ("json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle")


def commands():
    yield Command("version", ["--version"])
    yield Command("help", ["help", "build"])
    yield Command("man", ["man"])
    for shell in ("bash", "zsh", "fish"):
        yield Command(f"completion-{shell}", ["completion", shell])
    yield Command("unknown-option", ["check", "--nothing"])
    yield Command("check", ["check"])
    yield Command("check-two-jobs", ["check", "-j2"], jobs=2)
    yield Command("check-bad", ["check", "--color=always", "bad"])
    for form in FORMATS:
        yield Command(f"check-{form}", ["check", "--format", form, "bad"])
    yield Command("check-format-file", ["check", "--format", "text", "--format", "sarif=out.sarif", "bad"])
    yield Command("check-statistics", ["check", "--statistics", "bad"])
    yield Command("check-baseline", ["check", "--baseline", "baseline.json", "bad"])
    yield Command("check-write-baseline", ["check", "--write-baseline", "--baseline", "baseline.json", "mend"])
    yield Command("check-broken-schema", ["check", "--schema", "broken.yaml", "kb"])
    yield Command("check-stdin", ["check", "--stdin-filename", "kb/db/x.md", "-"], "bad/a.md")
    yield Command("check-builtin", ["check", "/dev/null"])
    yield Command("check-changed", ["check", "--changed-since", "nowhere"])
    yield Command("check-changed-here", ["check", "--changed-since", "@"])
    yield Command("check-shard", ["check", "--shard", "1/2"])
    yield Command("show-config", ["check", "--show-config"])
    yield Command("show-files", ["check", "--show-files"])
    yield Command("fix", ["check", "--fix", "mend"])
    yield Command("fix-stdin", ["check", "--fix", "-"], "mend/wrong.md")
    yield Command("diff", ["check", "--diff", "mend"])
    yield Command("fmt", ["fmt", "untidy.md"])
    yield Command("fmt-diff", ["fmt", "--diff", "untidy.md"])
    yield Command("build", ["build"], whole=("generated",))
    yield Command("build-two-jobs", ["build", "-j2"], whole=("generated",), jobs=2)
    yield Command("build-new-folder", ["build", "-o", "fresh"], whole=("fresh",))
    yield Command("build-check", ["build", "--check"])
    yield Command("build-keep-going", ["build", "--keep-going", "-o", "fresh", "bad", "mend"], whole=("fresh",))
    yield Command("build-errors", ["build", "-o", "fresh", "bad"], whole=("fresh",))
    yield Command("build-units", ["build", "--schema", "suite.yaml", "-o", "fresh"], whole=("fresh",))
    yield Command("build-stores", ["build", "--emit", STORES, "--vectors", "vectors.jsonl", "-o", "fresh"],
                  whole=("fresh",))
    yield Command("build-shard", ["build", "--shard", "1/2", "-o", "shard1"], whole=("shard1",))
    yield Command("build-merge", ["build", "-o", "generated", "--merge", "shard1", "shard2"], whole=("generated",))
    yield Command("plan", ["plan", "--since", "loaded.json", "--next", "next.json"])
    yield Command("plan-text", ["plan", "--since", "loaded.json", "--format", "text"])
    yield Command("plan-store", ["plan", "--since", "loaded.json", "--emit", "pgvector"])
    yield Command("plan-to", ["plan", "--since", "loaded.json", "--to", "new"])
    yield Command("plan-ids", ["plan", "--since", "new/chunks.jsonl"])
    yield Command("breaking", ["breaking", "--against", "loaded.json"])
    yield Command("breaking-json", ["breaking", "--against", "loaded.json", "--format", "json"])
    yield Command("match", ["match", "app.log"], streams=True)
    for form in ("jsonl", "tsv", "counts"):
        yield Command(f"match-{form}", ["match", "--format", form, "app.log"], streams=True)
    yield Command("match-two-jobs", ["match", "-j2", "app.log"], streams=True, jobs=2)
    yield Command("match-gzip", ["match", "app.log.gz"], streams=True)
    yield Command("match-zstd", ["match", "app.log.zst"], streams=True)
    yield Command("match-kb", ["match", "--kb", "new/kb.json", "-"], "app.log", True)
    yield Command("match-suggest", ["match", "--suggest", "other.log", "app.log"], streams=True)
    yield Command("simulate", ["simulate", "--lines", "3000"], streams=True)
    yield Command("simulate-files", ["simulate", "--lines", "3000", "-o", "made.log", "--labels", "made.jsonl"],
                  streamed=("made.log", "made.jsonl"))
    yield Command("eval", ["eval"])
    yield Command("eval-json", ["eval", "--format", "json", "--queries", "own.jsonl"])
    yield Command("eval-results", ["eval", "--results", "answers.jsonl"])
    yield Command("eval-emit", ["eval", "--emit-queries", "asked.jsonl"])
    yield Command("explain", ["explain"])
    yield Command("explain-rule", ["explain", "yaml-plain-colon"])
    yield Command("explain-json", ["explain", "--format", "json"])
    yield Command("explain-case", ["explain", "--case", f"kb/{CASES[1]}.md"])
    yield Command("init", ["init", "-o", "drawn.yaml", "bundle"])
    yield Command("init-stdout", ["init", "-o", "-", "kb"])
    yield Command("new", ["new", "-o", "kb/new.md", "--title", "Disk Full"])
    yield Command("new-stdout", ["new", "-o", "-", "--log", read(f"{ROOT}/kb/{CASES[1]}.md").split("## Incident Summary\n\n")[-1]
                                 .split("\n")[0]])
    yield Command("split", ["split", "-o", "parts", "bundle/all.md"])
    yield Command("join", ["join", "-o", "joined.md", "kb/db"])
