"""Knowledge bases for the tests of SQL stores: texts that would like to be commands, and their changes."""
import json
import os
import random
import shutil
import subprocess

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]

SCHEMA = """kbc: 1
name: %(name)s
corpus: {include: ["kb/**/*.md"]}
record: {split: file, identity: [title]}
frontmatter:
  schema:
    type: object
    required: [service]
    properties:
      service: {type: string}
      note: {type: string}
      size: {type: number}
      is_old: {type: boolean}
sections:
  order: any
  additional: true
  preamble: allow
  list:
    - {id: cause, title: Cause}
    - {id: steps, title: Steps}
chunks:
  unit: %(unit)s
  text: "{title}\\nservice: {service}\\nnote: {note}\\n\\n{cause}\\n\\n{steps}"
  tokens: ..%(tokens)d
  metadata: [service, note, size, is_old]
rules: {destructive-command: off}
outputs: {jsonl: {bytes_per_line: ..1000000}}
"""

# Lines that end literals, data or sessions, or run something, for whoever lets them.
LINES = [
    "it's; it''s; \\'; \\\\'; ''''; \"it\"; E'\\\\'; N'x'; U&'\\0041'",
    "'); DROP TABLE chunks; --",
    "\\'); DROP TABLE chunks; --",
    "ROLLBACK; DROP TABLE chunks; CREATE TABLE pwned (n integer); COMMIT;",
    "$$; DROP TABLE chunks; $$ $body$ x $body$",
    "\\.", "\\N", "\\n \\t \\x41 \\101 \\", "\\\\", "\\! touch pwned", "\\\\! touch pwned", "\\q", "\\i pwned",
    "\\copy chunks to 'pwned'", "\\set ON_ERROR_STOP off", "`touch pwned`", "\\x `touch pwned`", "$(touch pwned)",
    ":id :'id' :\"id\" ::text :{?id} ? ?1 @id $1 %s %(id)s {1:D} {1:202E} {{1:D}}",
    "/", "go", ";", ";;", ".quit", ".shell touch pwned", ".exit", "# no comment", "-- ' no comment",
    "/* ' no comment", "*/", "BEGIN", "END;", "COMMIT;", "</script><!--", "a\tb\t\tc",
    "결제시스템에서 연결이 끊겼다. 장애는 서버가 아니라 ‘회선’이다.", "데이터베이스 커넥션 풀",
    "e\u0301 \u1112\u1161\u11ab ﬁ Å 𝒳 😀 👩‍🚒 🇰🇷 \U0010fffd", "接続が切れた 连接池已满 ข้อผิดพลาด",
]
# Of these the texts at random are made. KBC_STORES_SEED makes others.
PIECES = ["'", "''", "\\", "\\\\", "\n", "\r", "\t", "\r\n", ".", "\\.", "\n\\.\n", "\\N", ";", "--", "/*", "*/", "$$", "$1",
          ":", ":a", "{", "}", "{1:", "{1:D}", "{2:", "0", "D", "E'", "\\'", "\\x", "\\u0041", '"', "`", "/", "\ngo\n", "\n/\n",
          "\n.quit\n", "가", "장애", "é", "😀", "\x1b", "\x7f", "\x85", "\u202e", "\u2028", "\ufeff", " ", "a", "%s", "?"]
SEED = int(os.environ.get("KBC_STORES_SEED", "1"))

# What a source may not hold, but an escape of YAML may bring in.
NOTES = ["a\r\nb\rc", "\x1b[31mred\x07\x7f\x85", "\u202eabc\u2066\ufeff\U000e0041 {1:1B}{2:1B}",
         "'; DROP TABLE chunks; --\n\\.\n.quit\n\\! touch pwned\n", "\\", "'", "''", "tab\tand \\t", "", " x "]


def quoted(text):
    """In double quotes of YAML; what no source may hold is an escape."""
    return '"' + "".join(
        "\\" + c if c in '"\\' else
        c if c == " " or (c.isprintable() and c != "\ufeff") or c in "\u200d\u0301" else f"\\U{ord(c):08X}"
        for c in text) + '"'


def case(title, service="payment-gateway", note=None, size=None, cause="It broke.", steps="1. Mend it.\n", more=""):
    front = [f"service: {quoted(service)}"]
    if note is not None:
        front.append(f"note: {quoted(note)}")
    if size is not None:
        front.append(f"size: {size}")
        front.append("is_old: true")
    return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\n## Cause\n\n{cause}\n\n## Steps\n\n{steps}{more}"


def hostile():
    """{path: text} of cases whose texts are hostile."""
    cases = {}
    for i, line in enumerate(LINES):
        fence = "```\n" + line + "\n```"
        cases[f"kb/line-{i:02}.md"] = case(f"Line {i}", cause=f"{fence}\n\nBehind it.", size=i,
                                           steps="```\nfirst\n" + line + "\nlast\n```\n")
    for i, note in enumerate(NOTES):
        cases[f"kb/note-{i:02}.md"] = case(f"Note {i}", note=note, size=f"{i}.50")
    cases["kb/all.md"] = case("All lines", cause="```\n" + "\n".join(LINES) + "\n```", note="\n".join(LINES))
    draw = random.Random(SEED)
    for i in range(40):
        note = "".join(draw.choices(PIECES, k=draw.randrange(1, 40)))
        cases[f"kb/random-{i:02}.md"] = case(f"Random {i}", note=note)
    cases["kb/title's $$ \\ name;.md"] = case("A title's \\ $$ '); DROP TABLE chunks; --")
    return cases


def large():
    """The same, and long."""
    return {"kb/wide.md": case("A wide line", cause="```\n" + "it's \\ 가; " * 5000 + "\n```"),
            "kb/long.md": case("Many lines", cause="```\n" + "\n".join(LINES * 40) + "\n```"),
            "kb/quotes.md": case("Quotes", cause="```\n" + "'" * 65536 + "\n```"),
            "kb/controls.md": case("Controls", note="\r\x1b\\" * 2500)}


def changed(cases):
    """The same after a day of work: texts, metadata, places and whole cases changed."""
    cases = dict(cases)
    paths = sorted(cases)
    cases[paths[0]] = cases[paths[0]].replace("Behind it.", "Behind it's \\ more.")
    cases[paths[1]] = cases[paths[1]].replace("size: 1\n", "size: 111\n")
    cases["kb/moved/there.md"] = cases.pop("kb/line-03.md")
    cases["kb/line-04.md"] = cases["kb/line-04.md"].replace("# Line 4\n", "# Line four\n")
    for gone in ("kb/line-05.md", "kb/note-03.md", "kb/all.md"):
        del cases[gone]
    cases["kb/new.md"] = case("A new one", cause="\n".join(LINES[-3:]), note="new's")
    return cases


def write(folder, cases, name="sql's test", unit="both", tokens=100000):
    shutil.rmtree(os.path.join(folder, "kb"), ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "kbc.yaml"), "w", encoding="utf-8") as file:
        file.write(SCHEMA % {"name": json.dumps(name), "unit": unit, "tokens": tokens})
    for path, text in cases.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)


def kbc(folder, *words, good=(0,)):
    done = subprocess.run([KBC, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode not in good:
        raise AssertionError(f"kbc {' '.join(words)}: status {done.returncode}\n"
                             + (done.stdout + done.stderr).decode("utf-8", "replace")[-3000:])
    return done.stdout


def build(folder, store, *words, out="out"):
    """Builds for a store. The folder of the build."""
    kbc(folder, "build", "-o", out, "--emit", store, *words, good=(0, 1) if "--keep-going" in words else (0,))
    return os.path.join(folder, out)


def chunks(built):
    """{id: chunk} of what a store must hold now."""
    with open(os.path.join(built, "chunks.jsonl"), encoding="utf-8", newline="") as file:
        rows = [json.loads(line) for line in file.read().split("\n") if line]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows) > 0, "ids are not unique"
    return found


def corpora(work):
    """(name, folder, words for build) of knowledge bases that are not made up: the project's, and what
    CORPORA has, mended by --fix."""
    yield "kb", ROOT, []
    folder = os.environ.get("CORPORA")
    if not folder:
        return
    places = {name: os.path.join(where, name) for where, _, names in os.walk(folder) for name in names}
    for name, schema in (("simulated_log_cases.md", "schema/case.yaml"),
                         ("db_cache_with_log_lines.md", "schema/case.yaml"),
                         ("db_cache_prose_only.md", "tests/e2e/corpora/prose.yaml")):
        if name not in places:
            print(f"ok {name} # SKIP it is not in CORPORA")
            continue
        there = os.path.join(work, "corpora", name)
        os.makedirs(there)
        shutil.copy(places[name], there)
        schema = ["--schema", os.path.join(ROOT, schema)]
        kbc(there, "check", "--fix", *schema, name, good=(0, 1))
        yield name, there, [*schema, "--keep-going", name]
