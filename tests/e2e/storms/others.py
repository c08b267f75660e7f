"""Storms that are no texts of cases: schemas, baselines, manifests, logs, folders. Each is (files, commands)."""
import json

from parts import LOOSE, MIB, case, fill, strict, words

GOOD = case(0).replace("## 01. ", "# ").encode()
# A page with its front matter on top.
PAGE = b"---\nservice: gate\nerror_message: it failed\n---\n# Gate - It failed\n\n## Root Cause\n\n" + b"It is so.\n"
SMALL = "kbc: 1\nname: s\ncorpus: {include: [\"**/*.md\"]}\nfrontmatter: {presence: optional}\n"
CHECK = [["check", "-j1"]]
ROOM = MIB - 4096


def schema(make, page=PAGE, head=SMALL, tail=""):
    return {"kbc.yaml": head.encode() + fill(make, ROOM) + tail.encode(), "kb/a.md": page}


def front(text, page=PAGE):
    return {"kbc.yaml": SMALL.replace("frontmatter: {presence: optional}\n", "") + text, "kb/a.md": page}


def branches(depth):
    """Each asks the next one twice: 2^depth ways."""
    steps = "".join(f"      s{i}: {{anyOf: [{{$ref: '#/$defs/s{i + 1}'}}, {{$ref: '#/$defs/s{i + 1}'}}]}}\n" for i in range(depth))
    return (f"frontmatter:\n  schema:\n    $ref: '#/$defs/s0'\n    $defs:\n{steps}      s{depth}: {{type: string}}\n")


def many_front(count):
    return b"---\n" + fill(lambda i: f"k{i}: a\n" if i < count else "", 60000) + b"---\n# A\n\nb\n"


def schemas():
    yield "unknown-keys", schema(lambda i: f"namee{i}: 1\n")
    yield "same-key", schema(lambda i: "name: s\n")
    yield "nesting", schema(lambda i: "x: " + "[" * 4000 + "\n")
    yield "flow", {"kbc.yaml": b"kbc: 1\nx: " + b"[a, " * (ROOM // 4), "kb/a.md": PAGE}
    yield "quotes", schema(lambda i: f"k{i}: \"a\n")
    yield "comments", schema(lambda i: "#\n")
    yield "one-line", schema(lambda i: "a")
    yield "includes", schema(lambda i: f'  - "**/a{i}*b*c*d*/**/*.md"\n', head="kbc: 1\nname: s\ncorpus:\n  include:\n  - '**/*.md'\n")
    yield "globs-stars", schema(lambda i: '  - "' + "*a" * 200 + '"\n', head="kbc: 1\nname: s\ncorpus:\n  include:\n  - '**/*.md'\n") | {
        "kb/" + "a" * 200 + ".md": PAGE}
    yield "sections", schema(lambda i: f"  - {{id: s{i}, title: T{i}, required: false}}\n", head=SMALL + "sections:\n  list:\n")
    yield "sections-required", schema(lambda i: f"  - {{id: s{i}, title: T{i}}}\n", head=SMALL + "sections:\n  list:\n")
    yield "sections-same", schema(lambda i: "  - {id: s, title: T}\n", head=SMALL + "sections:\n  list:\n")
    yield "aliases", schema(lambda i: f"a{i}, ", head=SMALL + "sections:\n  list:\n  - {id: s, title: T, aliases: [", tail="z]}\n")
    yield "variants", schema(lambda i: f"  - {{when: {{title: 'a{i}'}}, sections: {{required: none}}}}\n", head=SMALL + "variants:\n")
    yield "overrides", schema(lambda i: f"  - {{files: ['kb/{i}/**'], rules: {{placeholder: error}}}}\n", head=SMALL + "overrides:\n")
    yield "rules-unknown", schema(lambda i: f"  placeholdr{i}: error\n", head=SMALL + "rules:\n")
    yield "terms", schema(lambda i: f"      - {{avoid: {words(i, 1)}{i}}}\n", head=SMALL + "rules:\n  term:\n    terms:\n",
                          page=b"# A\n\n" + fill(lambda i: words(i, 4) + "\n\n", 500000))
    yield "placeholders", schema(lambda i: f"w{i}, ", head=SMALL + "rules:\n  placeholder: {words: [", tail="z]}\n",
                                 page=b"# A\n\n" + fill(lambda i: words(i, 4) + "\n\n", 500000))
    yield "patterns", schema(lambda i: f"'a{i}[b-z]+', ", head=SMALL + "rules:\n  placeholder: {patterns: [", tail="z]}\n")
    yield "templates", schema(lambda i: f"  t{i}: {{template: '{{a}} {{b}}: {{message}}'}}\n", head=SMALL + "logs:\n")
    yield "template-long", schema(lambda i: f"{{f{i}}},", head=SMALL + "logs:\n  t:\n    template: '", tail="'\n")
    yield "template-optional", schema(lambda i: f"[[ |{i} {{f{i}}}]]", head=SMALL + "logs:\n  t:\n    template: '{a}", tail="'\n")
    yield "noise", schema(lambda i: f"    - 'Cache {{{i}}} of {{a|b}}'\n", head=LOOSE.split("rules:")[0] + "    noise:\n")
    yield "enum", front("frontmatter:\n  schema:\n    properties:\n      service: {enum: [" + fill(lambda i: f"v{i}, ", ROOM).decode() + "z]}\n")
    yield "properties", front("frontmatter:\n  schema:\n    additionalProperties: false\n    properties:\n"
                              + fill(lambda i: f"      k{i}x: {{type: string}}\n", ROOM).decode(), many_front(5000))
    yield "pattern-properties", front("frontmatter:\n  schema:\n    patternProperties:\n"
                                      + fill(lambda i: f"      'k.*{i}$': {{type: string}}\n", 200000).decode(), many_front(5000))
    yield "ref-twice", front(branches(24))
    yield "ref-loop", front("frontmatter:\n  schema:\n    $ref: '#/$defs/a'\n    $defs: {a: {$ref: '#/$defs/b'}, b: {$ref: '#/$defs/a'}}\n")
    yield "all-of", front("frontmatter:\n  schema:\n    allOf:\n" + fill(lambda i: f"    - {{required: [r{i}]}}\n", ROOM).decode())
    yield "any-of", front("frontmatter:\n  schema:\n    anyOf:\n" + fill(lambda i: f"    - {{required: [r{i}], minProperties: 9}}\n", ROOM).decode())
    yield "unique-items", front("frontmatter:\n  schema: {properties: {l: {uniqueItems: true}}}\n",
                                b"---\nl: [" + fill(lambda i: f"{i}, ", 60000) + b"z]\n---\n# A\n\nb\n")
    yield "regex-slow", front("frontmatter:\n  schema: {properties: {s: {pattern: '^(a|ab|b)*(a|b|ba)*c$'}}}\n",
                              b"---\ns: " + b"ab" * 30000 + b"\n---\n# A\n\nb\n")
    yield "regex-options", front("frontmatter:\n  schema: {properties: {s: {pattern: '^" + "a?" * 200 + "a" * 200 + "$'}}}\n",
                                 b"---\ns: " + b"a" * 199 + b"\n---\n# A\n\nb\n")
    yield "regex-dots", front("frontmatter:\n  schema: {properties: {s: {pattern: '.*.*.*.*x$'}}}\n",
                              b"---\ns: " + b"a" * 60000 + b"\n---\n# A\n\nb\n")
    yield "regex-titles", {"kbc.yaml": SMALL + "record: {title: '^(.*)-(.*)-(.*)-(.*)x$'}\n",
                           "kb/a.md": fill(lambda i: "# " + "-" * 2000 + f"{i}\n")}


def front_of(i):
    return {"path": f"kb/{i}.md", "rule": "placeholder", "case": f"c{i}", "hash": f"{i:032x}"}


def readers():
    start = {"kbc.yaml": LOOSE, "kb/a.md": PAGE, "kb/b.md": PAGE.replace(b"failed", b"stopped")}
    since = [["plan", "-j1", "--since", "old.json"], ["breaking", "-j1", "--against", "old.json"]]
    yield "baseline", {"kbc.yaml": LOOSE + "baseline: base.json\n", "kb/a.md": PAGE, "base.json": json.dumps(
        {"kbc": 1, "findings": [front_of(i) for i in range(8000)]})[:MIB]}, CHECK
    yield "baseline-nesting", {"kbc.yaml": LOOSE + "baseline: base.json\n", "kb/a.md": PAGE, "base.json": "[" * MIB}, CHECK
    yield "manifest-nesting", start | {"old.json": "[" * MIB}, since
    yield "manifest-lines", start | {"old.json": fill(lambda i: '{"id":"a"}\n')}, since
    yield "manifest-keys", start | {"old.json": b"{" + fill(lambda i: f'"k{i}":1,', ROOM) + b'"z":1}'}, since
    yield "ids-lines", start | {"old.jsonl": fill(lambda i: json.dumps({"id": f"{i:08x}-0000-5000-8000-000000000000", "hash": f"{i:032x}"}) + "\n")}, [
        ["plan", "-j1", "--since", "old.jsonl"]]
    queries = [["eval", "-j1", "--queries", "q.jsonl"]]
    yield "queries", start | {"q.jsonl": fill(lambda i: json.dumps({"query": words(i), "case": "Gate - It failed"}) + "\n")}, queries
    yield "queries-tiny", start | {"q.jsonl": fill(lambda i: f'{{"query":"{i}","case":"kb/a.md"}}\n')}, queries
    yield "queries-wrong", start | {"q.jsonl": fill(lambda i: "{}\n")}, queries
    yield "queries-unknown", start | {"q.jsonl": fill(lambda i: f'{{"query":"a","case":"Gaet {i}"}}\n')}, queries
    yield "queries-nesting", start | {"q.jsonl": "[" * MIB}, queries
    yield "queries-long", start | {"q.jsonl": fill(lambda i: json.dumps({"query": f"{i} " + "a " * 30000, "case": "kb/a.md"}) + "\n")}, queries
    yield "queries-cases", start | {"q.jsonl": b'{"query":"a","cases":[' + b'"kb/a.md",' * (ROOM // 10) + b'"kb/a.md"]}\n'}, queries
    yield "queries-marks", start | {"q.jsonl": fill(lambda i: json.dumps({"query": f"\"*( {i} NEAR OR AND NOT ^:-", "case": "kb/a.md"}) + "\n")}, queries
    yield "results", start | {"r.jsonl": fill(lambda i: f'{{"query_id":"q{i}","ids":["a{i}"]}}\n')}, [["eval", "-j1", "--results", "r.jsonl"]]
    yield "results-ids", start | {"r.jsonl": b'{"query_id":"q","ids":[' + fill(lambda i: f'"{i}",', ROOM) + b'"z"]}\n'}, [
        ["eval", "-j1", "--results", "r.jsonl"]]
    vectors = [["build", "-j1", "-o", "out", "--emit", "pgvector", "--vectors", "v.jsonl"]]
    yield "vectors", start | {"v.jsonl": fill(lambda i: f'{{"id":"{i:036x}","vector":[1]}}\n')}, vectors
    yield "vectors-wrong", start | {"v.jsonl": fill(lambda i: "{\n")}, vectors
    yield "vectors-long", start | {"v.jsonl": b'{"id":"a","vector":[' + b"1," * (ROOM // 2) + b"1]}\n"}, vectors
    match = [["match", "-j1", "--format", "counts", "a.log"], ["match", "-j1", "--suggest", "a.log"], ["match", "-j1", "--format", "jsonl", "a.log"],
             ["match", "-j1", "--message-only", "--all", "a.log"]]
    base = {"kbc.yaml": strict(), "kb/a.md": fill(lambda i: case(i), 200000)}
    line = "[ERROR] 2024-01-01T00:00:00.000Z gate/v1 [t00000]: "
    yield "log-one-line", base | {"a.log": line.encode() + b"a " * (ROOM // 2)}, match
    yield "log-empty-lines", base | {"a.log": b"\n" * ROOM}, match
    yield "log-words", base | {"a.log": fill(lambda i: line + words(i, 8) + "\n")}, match
    yield "log-different", base | {"a.log": fill(lambda i: f"w{i}\n")}, match
    yield "log-anchors", {"kbc.yaml": strict(), "kb/a.md": fill(lambda i: case(i, " ".join(["go"] * (i % 38 + 2)), title=f"t{i}"), 200000),
                          "a.log": fill(lambda i: line + "go " * 300 + "\n")}, match
    yield "log-brackets", base | {"a.log": fill(lambda i: "[" * 5000 + "\n")}, match
    yield "log-contexts", base | {"a.log": fill(lambda i: line + "a | Context: {" + 'K="1", ' * 3000 + "}\n")}, match
    yield "kb-json-nesting", start | {"kb.json": "[" * MIB, "a.log": "a\n"}, [["match", "-j1", "--kb", "kb.json", "a.log"]]
    yield "kb-json-cases", start | {"kb.json": b'{"format":"kbc-kb","version":1,"cases":[' + b'{"id":"a","patterns":[]},' * (ROOM // 25)
                                    + b'{"id":"b","patterns":[]}]}', "a.log": "a\n"}, [["match", "-j1", "--kb", "kb.json", "a.log"]]
    yield "kb-json-members", start | {"kb.json": b'{"format":"kbc-kb","version":1,' + fill(lambda i: f'"k{i}":1,', ROOM) + b'"cases":[]}', "a.log": "a\n"}, [
        ["match", "-j1", "--kb", "kb.json", "a.log"]]


def folders():
    yield "gitignore", {"kbc.yaml": SMALL, "kb/" + "a" * 200 + ".md": PAGE, ".gitignore": fill(lambda i: "*a" * 100 + f"{i}\n", 250000)}, CHECK
    yield "gitignore-too-long", {"kbc.yaml": SMALL, "kb/a.md": PAGE, ".gitignore": fill(lambda i: f"a{i}\n")}, CHECK
    yield "projects", {"kbc.yaml": b"kbc: 1\nprojects:\n" + fill(lambda i: f"  - {{root: p{i}/, schema: s.yaml}}\n", ROOM), "s.yaml": SMALL}, CHECK
    yield "many-files", {"kbc.yaml": SMALL} | {f"kb/{i}.md": f"# A{i}\n\nb\n" for i in range(20000)}, CHECK + [["build", "-j1", "-o", "out"]]
    yield "deep-folders", {"kbc.yaml": SMALL} | {"kb/" + "d/" * n + "a.md": f"# A{n}\n\nb\n" for n in range(1, 900, 3)}, CHECK
    yield "incidents", {"kbc.yaml": SMALL + "incidents: ['i/*.yaml']\n", "kb/a.md": PAGE, "i/a.yaml": b"incident: a\nsteps:\n" + fill(
        lambda i: f"  - {{case: kb/{i}.md}}\n", ROOM)}, CHECK


def storms():
    """Each (name, files, commands); each is made only when it is its turn."""
    for name, files in schemas():
        yield "schema-" + name, files, CHECK + [["check", "-j1", "--show-config"]]
    for name, files, commands in readers():
        yield "reader-" + name, files, commands
    for name, files, commands in folders():
        yield "folder-" + name, files, commands
