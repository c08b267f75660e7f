"""The runs of kbc that are disturbed: what lies there before, and what is called.

A scene has the folder as it is before the run, made once by `prepare` in an empty folder, the arguments, and
where it is called. `also` is what the injector does to all runs of it."""
import json
import os
import subprocess

KBC = os.environ["KBC"]

SCHEMA = """\
kbc: 1
name: disk
corpus: {include: ["kb/*.md"]}
record: {split: auto, level: 2, title: '^(?:(?<number>\\d{2,})\\. )?(?<title>.+)$',
  identity: [frontmatter.service, title]}
frontmatter:
  schema:
    type: object
    required: [service]
    additionalProperties: false
    properties: {service: {type: string, pattern: '^[a-z-]+$'}}
sections:
  list:
    - {id: summary, title: Summary, content: {log: main, count: 1}}
    - {id: cause, title: Cause, content: {allow: [paragraph]}}
    - {id: actions, title: Actions, required: false,
       content: {allow: [ordered-list], ordered-list: {numbering: sequential}}}
logs:
  main:
    template: '\\[{level}\\] {timestamp} {service}: {message}'
    fields:
      level: {enum: [INFO, ERROR]}
      timestamp: {type: timestamp, format: '%Y-%m-%dT%H:%M:%SZ'}
      service: {pattern: '[a-z-]+', equals: frontmatter.service}
      message: {pattern: '.+'}
"""

CASE = """\
---
service: {service}
---
{level} {title}

{level}# Summary

[ERROR] 2025-03-0{day}T01:02:03Z {service}: {message}

{level}# Cause

{cause}
"""

TEXTS = {
    "pool": ("database", "Pool Exhausted", 1, "no connection left after 3000 ms", "The pool is too small."),
    "token": ("auth", "Token Refused", 2, "signature is not valid for key 17", "The key was rotated too early."),
    "queue": ("worker", "Queue Full", 3, "queue orders holds 10000 messages", "The consumer was stopped."),
}


def write(path, text):
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def case(name, level="#", cause=None):
    service, title, day, message, first = TEXTS[name]
    return CASE.format(service=service, title=title, day=day, message=message, cause=cause or first,
                       level=level)


def kbc(*words):
    done = subprocess.run([KBC, *words], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), (words, done.stdout, done.stderr)
    return done.stdout


def knowledge():
    write("kbc.yaml", SCHEMA)
    write(".git/HEAD", "ref: refs/heads/main\n")
    write(".git/info/exclude", "draft-*\n")
    write(".gitignore", "*.tmp.md\n")
    write("kb/draft-one.md", "no case\n")
    write("kb/two.tmp.md", "no case\n")
    for name in TEXTS:
        write(f"kb/{name}.md", case(name))


def changed_knowledge():
    """One text changed, one case gone, one new."""
    write("kb/pool.md", case("pool", cause="A transaction was never ended."))
    os.remove("kb/queue.md")
    write("kb/late.md", case("queue", cause="The broker was slow.").replace("worker", "broker"))


def fresh():
    knowledge()


def changed(*words):
    def prepare():
        knowledge()
        kbc("build", "-o", "out", *words)
        changed_knowledge()
    return prepare


def built(*words):
    def prepare():
        knowledge()
        kbc("build", "-o", "out", *words)
    return prepare


def shards():
    knowledge()
    for number in (1, 2):
        kbc("build", "--shard", f"{number}/2", "-o", f"shard{number}")


def shards_changed():
    knowledge()
    kbc("build", "-o", "out")
    changed_knowledge()
    for number in (1, 2):
        kbc("build", "--shard", f"{number}/2", "-o", f"shard{number}")


def one_broken():
    changed()()
    write("kb/token.md", case("token").replace("## Cause", "## Cuase"))


def vectors():
    changed("--emit", "qdrant")()
    kbc("build", "-o", "for-ids", "--emit", "chunks")
    with open("for-ids/chunks.jsonl", encoding="utf-8") as file:
        ids = [json.loads(line)["id"] for line in file]
    for name in os.listdir("for-ids"):
        os.remove(f"for-ids/{name}")
    os.rmdir("for-ids")
    write("vectors.jsonl", "".join(json.dumps({"id": i, "vector": [0.5, n]}) + "\n" for n, i in enumerate(ids)))


def projects():
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("kbc.yaml", "kbc: 1\nprojects: [{root: one, schema: one.yaml}, {root: two, schema: two.yaml}]\n")
    for root in ("one", "two"):
        write(f"{root}.yaml", SCHEMA.replace("name: disk", f"name: {root}"))
    for root in ("one", "two"):
        for name in TEXTS:
            write(f"{root}/kb/{name}.md", case(name))
    kbc("build")
    for root in ("one", "two"):
        write(f"{root}/kb/pool.md", case("pool", cause="A transaction was never ended."))


def mendable():
    knowledge()
    for name in ("pool", "queue"):
        write(f"kb/{name}.md", case(name) + "\n## Actions\n\n1. Look at it.\n1. Mend it.\n")


def unformatted():
    knowledge()
    for name in ("pool", "queue"):
        write(f"kb/{name}.md", case(name).replace("## Cause\n", "## Cause   \n"))


def with_findings():
    knowledge()
    write("kb/token.md", case("token").replace("## Cause", "## Cuase"))
    write("found.json", "before\n")
    write("found.sarif", "before\n")
    write("base.jsonl", '{"kbc-baseline":1}\n')


def warned():
    """A build with something to say on standard output."""
    changed()()
    write("kbc.yaml", SCHEMA + "rules: {public-ip: warning}\n")
    write("kb/pool.md", case("pool", cause="The host 52.95.110.1 did not answer."))


def cases_alone():
    knowledge()
    os.remove("kbc.yaml")


def bundle():
    knowledge()
    parts = []
    for at, name in enumerate(TEXTS, 1):
        service, title = TEXTS[name][:2]
        body = case(name, "##").split("## " + title + "\n", 1)[1]
        parts.append(f"## 0{at}. {title}\n\n---\nservice: {service}\n---\n{body}")
    write("bundle.md", "# All\n\n" + "\n".join(parts))


def parts_of_bundle():
    bundle()
    kbc("split", "bundle.md", "-o", "parts")
    write("joined.md", "before\n")


def parts_again():
    parts_of_bundle()
    with open("bundle.md", encoding="utf-8") as file:
        text = file.read()
    write("bundle.md", text.replace("The pool is too small.", "It leaks.").split("## 03.")[0])


def loaded():
    changed()()
    os.rename("out/manifest.json", "loaded.json")
    for name in os.listdir("out"):
        os.remove(f"out/{name}")
    os.rmdir("out")
    write("next.json", "before\n")


def logs():
    knowledge()
    write("app.log", "".join(f"[ERROR] 2025-04-01T00:00:0{n}Z database: no connection left after {n} ms\n"
                             for n in range(5)))


class Scene:
    """is_one: what it writes is there as a whole or not at all. may_be_marked: it is replaced file by file, and
    a manifest may say that it is not whole. Of anything else each file is whole. reports: files that tell
    of any run, whatever came of it. statuses: others than 3 that a run may end with, because it reads more than
    once, and does what can be done. may_refuse: of two files that it makes one may be there, and is said to be."""

    def __init__(self, name, prepare, words, where=".", also=(), is_one=True, may_be_marked=False,
                 reports=(), statuses=(), may_refuse=False):
        self.name, self.prepare, self.words, self.where, self.also = name, prepare, words, where, also
        self.is_one, self.may_be_marked = is_one, may_be_marked
        self.reports, self.statuses, self.may_refuse = reports, statuses, may_refuse


SCENES = [
    Scene("build", fresh, ["build", "-o", "out"]),
    Scene("build-deep", fresh, ["build", "-o", "new/deep/out"]),
    Scene("build-changed", changed(), ["build", "-o", "out"]),
    Scene("build-stores", changed("--emit", "bedrock,qdrant"), ["build", "-o", "out", "--emit", "bedrock,azure"]),
    Scene("build-same", built(), ["build", "-o", "out"]),
    Scene("build-check", changed(), ["build", "-o", "out", "--check"]),
    Scene("build-check-good", built(), ["build", "-o", "out", "--check"]),
    Scene("build-merge", shards_changed, ["build", "--merge", "shard1", "shard2", "-o", "out"]),
    Scene("build-shard", fresh, ["build", "--shard", "1/2", "-o", "out"]),
    Scene("build-keep-going", one_broken, ["build", "-o", "out", "--keep-going"]),
    Scene("build-vectors", vectors, ["build", "-o", "out", "--emit", "qdrant", "--vectors", "vectors.jsonl"]),
    Scene("build-formats", changed(), ["build", "-o", "out", "--format", "text", "--format", "json=found.json"],
          is_one=False, reports=("found.json",)),
    Scene("build-inside", changed("--emit", "default,bedrock"), ["build", "-o", ".", "--emit", "bedrock"],
          where="out", may_be_marked=True),
    Scene("build-no-exchange", changed("--emit", "bedrock,qdrant"),
          ["build", "-o", "out", "--emit", "bedrock,azure"], also=("--also", "renameat2", "22"),
          may_be_marked=True),
    Scene("build-projects", projects, ["build"], is_one=False),
    Scene("check", with_findings, ["check"]),
    Scene("check-formats", with_findings, ["check", "--format", "json=found.json", "--format", "sarif=found.sarif"],
          is_one=False, reports=("found.json", "found.sarif")),
    Scene("check-baseline", with_findings, ["check", "--baseline", "base.jsonl", "--write-baseline"]),
    Scene("check-fix", mendable, ["check", "--fix"], is_one=False, statuses=(1,)),
    Scene("fmt", unformatted, ["fmt"], is_one=False),
    Scene("init", cases_alone, ["init"]),
    Scene("new", fresh, ["new", "-o", "kb/another.md"]),
    Scene("split", bundle, ["split", "bundle.md", "-o", "pieces"]),
    Scene("split-again", parts_again, ["split", "bundle.md", "-o", "parts", "--force"], is_one=False),
    Scene("join", parts_of_bundle, ["join", "parts", "-o", "joined.md", "--force"]),
    Scene("plan", loaded, ["plan", "--since", "loaded.json", "--next", "next.json"]),
    Scene("plan-finished", changed(), ["plan", "--since", "none", "--to", "out"]),
    Scene("breaking", loaded, ["breaking", "--against", "loaded.json"]),
    Scene("simulate", fresh, ["simulate", "--lines", "50", "-o", "sim.log", "--labels", "sim.labels.jsonl"],
          is_one=False, may_refuse=True),
    Scene("simulate-out", fresh, ["simulate", "--lines", "50"]),
    Scene("match", logs, ["match", "app.log"]),
    Scene("eval", fresh, ["eval"]),
    Scene("eval-emit", fresh, ["eval", "--emit-queries", "queries.jsonl"]),
    Scene("explain", fresh, ["explain"]),
]
