"""kbc match: every format says of every line what is true, wherever cases and lines come from."""
import json
import os
import pty
import sys

import knowledge
from knowledge import KBC, report, run

LINES = knowledge.lines(10000, 7)
LOG = "".join(text + "\n" for text, _ in LINES).encode()


def strict(line):
    """As RFC 8259 has it: no NaN, no key twice, UTF-8."""
    def members(pairs):
        assert len({key for key, _ in pairs}) == len(pairs), line
        return dict(pairs)

    def refuse(word):
        raise AssertionError(word)
    return json.loads(line.decode("utf-8"), object_pairs_hook=members, parse_constant=refuse)


def objects(*words, text=None):
    done = run("match", "--format", "jsonl", *words, text=text)
    assert done.returncode == 0, done.stderr
    assert not done.stdout or done.stdout.endswith(b"\n")
    return [strict(line) for line in done.stdout.splitlines()]


def jsonl():
    found = objects("big.log")
    assert len(found) == len(LINES)
    for number, (item, (text, title)) in enumerate(zip(found, LINES), 1):
        assert item["path"] == "big.log" and item["line"] == number, item
        assert LOG[item["offset"]:].startswith(text.encode() + b"\n"), item
        assert item["text"] == text and item.get("title") == title, item
        assert (item["case"] is None) == (title is None), item
        if title:
            inner = text[text.index("["):]
            service = next(case[1] for case in knowledge.CASES if case[0] == title)
            fields = item["fields"]
            assert item["service"] == service == fields["service"], item
            assert inner.startswith(f"[{fields['level']}] {fields['time']} {service} <{fields['id']}>: "
                                    + fields["message"]), item
            assert ("context" in fields) == (" | " in text), item


def tsv():
    done = run("match", "--format", "tsv", "big.log")
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()]
    assert rows[0] == ["path", "line", "offset", "case", "title", "service", "text"], rows[0]
    assert len(rows) == len(LINES) + 1 and all(len(row) == 7 for row in rows)
    for number, (row, (text, title)) in enumerate(zip(rows[1:], LINES), 1):
        assert row[1] == str(number) and row[4] == (title or "") and row[6] == text.replace("\t", "\\t"), row


def text_to_a_pipe():
    done = run("match", "big.log")
    for row, (text, title) in zip(done.stdout.decode().splitlines(), LINES, strict=True):
        assert row.endswith(" | " + text) and row.split(" | ")[0].rstrip() == (title or "-"), row
    assert "10000 lines: " in done.stderr, done.stderr
    assert run("match", "-q", "big.log").stderr == ""


def only():
    hits = [text for text, title in LINES if title]
    assert [item["text"] for item in objects("--only", "matched", "big.log")] == hits
    misses = objects("--only=unmatched", "big.log")
    assert [item["text"] for item in misses] == [text for text, title in LINES if not title]
    assert [item["line"] for item in misses] == [i for i, pair in enumerate(LINES, 1) if not pair[1]]
    assert run("match", "--fail-unmatched", "--format", "counts", "big.log").returncode == 1
    some = b"".join(text.encode() + b"\n" for text in hits[:9])
    assert run("match", "--fail-unmatched", text=some).returncode == 0


def counts():
    done = run("match", "--format", "counts", "big.log")
    rows = done.stdout.decode().splitlines()
    want = {}
    for text, title in LINES:
        if title:
            want.setdefault(title, []).append(text[text.index("["):].split()[1])
    ranked = sorted(want.items(), key=lambda item: -len(item[1]))
    assert len(rows) == len(want) + 2, rows
    cells = lambda text: sum(2 if ord(c) >= 0xAC00 and ord(c) < 0xD7A4 else 1 for c in text)
    column = rows[0].index("service")
    for row, (title, times) in zip(rows[1:], ranked):
        words = row[len(title):].split()
        assert row.startswith(title), (row, title)
        service = next(case[1] for case in knowledge.CASES if case[0] == title)
        assert words[0] == service and words[1] == str(len(times)), row
        assert words[-2:] == [times[0], times[-1]], row
        assert cells(row[:row.index(service)]) == column, row
    assert ranked[0][0] in rows[1] and "██████████" in rows[1], rows[1]
    misses = sum(1 for _, title in LINES if not title)
    assert rows[-1].split() == ["(no", "case)", str(misses)], rows[-1]
    top = run("match", "--format", "counts", "--top", "1", "big.log").stdout.decode().splitlines()
    others = sum(len(times) for _, times in ranked[1:])
    assert len(top) == 4 and top[2].split() == ["(other", "cases)", str(others)], top


def every_case():
    both = knowledge.line("stock-api", "ERROR", "stock of article {} fell below zero again", 5)
    found = objects("--all", text=both)
    titles = [item["title"] for item in found[0]["all"]]
    assert titles == ["Stock Below Zero", "Stock Below Zero Again"] == [found[0]["title"], titles[1]], found
    rows = run("match", "--all", text=both).stdout.decode().splitlines()
    assert len(rows) == 2 and rows[1].split(" | ") == ["Stock Below Zero Again".ljust(32), "also"], rows
    rows = run("match", "--all", "--format", "tsv", text=both).stdout.decode().splitlines()
    assert [row.split("\t")[4] for row in rows[1:]] == titles, rows


def kb_json():
    for form in ("jsonl", "tsv", "text", "counts"):
        sources = run("match", "--format", form, "--all", "big.log")
        tables = run("match", "--format", form, "--all", "--kb", "out/kb.json", "big.log")
        assert sources.returncode == tables.returncode == 0, tables.stderr
        assert sources.stdout == tables.stdout, form


def odd_chunks():
    """A pipe in chunks of any size gives what the file gives, and so do two files in a row."""
    want = run("match", "--format", "jsonl", "big.log").stdout.replace(b'"big.log"', b'"<stdin>"')
    for sizes in ((1, 2, 3, 5, 8, 130, 997), (4096,), (65536, 1), (262144,), (1000003,)):
        process = knowledge.subprocess.Popen([KBC, "match", "--format", "jsonl"], stdin=-1, stdout=open("got", "wb"),
                                             stderr=knowledge.subprocess.DEVNULL)
        at, turn = 0, 0
        while at < len(LOG):
            n = sizes[turn % len(sizes)]
            process.stdin.write(LOG[at:at + n])
            process.stdin.flush()
            at, turn = at + n, turn + 1
        process.stdin.close()
        assert process.wait(60) == 0
        with open("got", "rb") as file:
            assert file.read() == want, sizes
    twice = run("match", "--format", "counts", "big.log", "big.log").stdout.decode()
    assert f"{2 * sum(1 for _, title in LINES if not title)}" in twice.splitlines()[-1], twice


def hostile_lines():
    hit = knowledge.line("order-api", "ERROR", knowledge.CASES[0][3], 9, False)
    parts = [b"", b"\0\0\0", b"\x1b[2J\x1b]0;x\x07", b"\xff\xfe\x80", b"\xed\xa0\x80 \xf4\x90\x80\x80", b"\r", b"\t",
             hit.encode() + b"\r", hit.encode() + b"\0\x1b[31m\xff", "\u202e\u2028 ‮".encode(), b"##[error]x ::set-output x",
             b'"\\</script>', hit.encode()]
    data = b"\n".join(parts)  # the last line has no end
    found = objects(text=data)
    assert [bool(item["case"]) for item in found] == [i in (7, 8, 12) for i in range(13)], found
    assert [data[item["offset"]:].split(b"\n")[0] for item in found] == parts
    assert [item["line"] for item in found] == list(range(1, 14))
    assert found[7]["text"] == hit and found[8]["text"] == hit + "\0\x1b[31m\ufffd", found
    raw = run("match", text=data).stdout
    assert [row.split(b" | ", 1)[1] for row in raw.split(b"\n")[:-1]] == parts
    for form in ("tsv", "counts"):
        said = run("match", "--format", form, text=data)
        assert said.returncode == 0 and not any(c in said.stdout for c in b"\0\x1b\r\xff"), form
        said.stdout.decode("utf-8")
    assert len(run("match", "--format", "tsv", text=data).stdout.splitlines()) == 14


def terminal():
    """Nothing that a terminal would obey reaches one."""
    with open("bad.log", "wb") as file:
        file.write(b"\x1b[2J\xff\x07 \xc2\x9b31m\n")
    master, slave = pty.openpty()
    process = knowledge.subprocess.Popen([KBC, "match", "-q", "--color", "never", "bad.log"], stdout=slave, stdin=-3)
    os.close(slave)
    got = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        got += piece
    assert process.wait(60) == 0
    assert b"\x1b" not in got and b"\x07" not in got and b"\xc2\x9b" not in got, got
    assert rb"\x1b[2J\xff\x07" in got, got


def messages():
    message = knowledge.CASES[1][3].format(77)
    assert objects("--message-only", text=message)[0]["title"] == "Card Refused"
    assert objects("--service", "pay-api", text=message + "\r\n")[0]["title"] == "Card Refused"
    assert objects("--service", "order-api", text=message)[0]["case"] is None
    text = message + "\nnothing\n" + message
    assert [bool(item["case"]) for item in objects("--message-only", text=text)] == [True, False, True]
    kb = objects("--message-only", "--kb", "out/kb.json", text=text)
    assert kb == objects("--message-only", text=text)


def wrong_calls():
    for words, said in ((["nowhere.log"], "nowhere.log does not exist"), (["cases"], "is a folder"),
                        (["--kb", "nowhere.json"], "kbc build writes it"), (["--top", "3"], "--top goes with"),
                        (["--format", "csv"], "text|jsonl|tsv|counts"), (["--levels", "x"], "goes with --suggest"),
                        (["--kb", "out/kb.json", "--schema", "kbc.yaml"], "--schema does not go"),
                        (["--suggest", "--format", "tsv"], "text and jsonl"),
                        (["--all", "--message-only"], "--message-only")):
        done = run("match", *words, text="")
        assert done.returncode == 2 and said in done.stderr and not done.stdout, (words, done.stderr)
    os.makedirs("empty", exist_ok=True)
    with open("empty/kbc.yaml", "w", encoding="utf-8") as file:
        file.write(knowledge.SCHEMA)
    done = run("match", text="x", cwd="empty")
    assert done.returncode == 2 and "no file found" in done.stderr, done.stderr


def broken_kb():
    """A kb.json that is none is refused by a line that says where, and crashes nothing."""
    with open("out/kb.json", encoding="utf-8") as file:
        whole = file.read()
    lines = whole.split("\n")
    place = next(i for i, line in enumerate(lines) if '"words": "' in line)
    swap = lambda i, line: "\n".join(lines[:i] + [line] + lines[i + 1:])
    texts = [("", "no JSON"), ("{", "no JSON"), ("[]", "no kb.json"), (whole[:len(whole) // 2], "no JSON"),
             (whole.replace('"kbc-kb"', '"kbc-chunks"'), "no kb.json"), (whole.replace('"version": 1', '"version": 99'), "version"),
             (swap(place, '"words": "a  b",'), f"line {place + 1}: this is no pattern"),
             (swap(place, '"words": "* a",'), "this is no pattern"), (swap(place, '"words": "",'), "this is no pattern"),
             (swap(place, '"words": "A",'), "this is no pattern"), (swap(place, '"words": "a \\u0000",'), "no JSON"),
             (whole.replace('"patterns"', '"patern"'), "build the knowledge base again"),
             (whole.replace('"fields": [', '"fjelds": [', 1), "build the knowledge base again"),
             (whole.replace("{message}", "{message}{more}", 1), "line"), (whole.replace("[[", "", 1), "line"),
             (whole.replace("%Y-", "%Q-"), "a format that kbc knows"), (whole.replace('"type": "enum"', '"type": "x"'), "type"),
             ("[" * 100000, "no JSON"), ('{"format":"kbc-kb","version":1,"cases":[]}', "no case"),
             ('{"format":"kbc-kb","version":1,"cases":7}', "no case"), (whole.replace('"id": "', '"id": 7, "x": "'), None)]
    for text, said in texts:
        with open("bad.json", "w", encoding="utf-8") as file:
            file.write(text)
        done = run("match", "--kb", "bad.json", text=LINES[0][0])
        if said is not None:
            assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1, (text[:80], said, done.stderr)
        assert done.returncode in (0, 2) and not done.stdout.startswith(b"\0"), done.stderr


def broken_cases():
    """Cases with errors count, and are told of; their findings are not shown."""
    with open("cases/case-9.md", "w", encoding="utf-8") as file:
        file.write("---\nservice: pay-api\n---\n\n# Half a case\n")
    done = run("match", "--format", "counts", "big.log")
    os.remove("cases/case-9.md")
    assert done.returncode == 0 and "1 of 6 cases has errors" in done.stderr, done.stderr
    assert done.stdout == run("match", "--format", "counts", "big.log").stdout


def projects():
    """Of several knowledge bases the one counts in whose folder we are."""
    for name, service in (("one", "order-api"), ("two", "pay-api")):
        os.makedirs(f"many/{name}/cases", exist_ok=True)
        with open(f"many/{name}/schema.yaml", "w", encoding="utf-8") as file:
            file.write(knowledge.SCHEMA.replace("name: shop", f"name: {name}"))
        with open("cases/case-0.md", encoding="utf-8") as source, open(f"many/{name}/cases/a.md", "w", encoding="utf-8") as file:
            file.write(source.read().replace("order-api", service))
    with open("many/kbc.yaml", "w", encoding="utf-8") as file:
        file.write("kbc: 1\nprojects:\n  - {root: one, schema: one/schema.yaml}\n  - {root: two, schema: two/schema.yaml}\n")
    text = knowledge.line("pay-api", "ERROR", knowledge.CASES[0][3], 5)
    done = run("match", text=text, cwd="many")
    assert done.returncode == 2 and "2 knowledge bases are here" in done.stderr, done.stderr
    for name, status in (("one", 1), ("two", 0)):
        done = run("match", "--fail-unmatched", text=text, cwd=f"many/{name}")
        assert done.returncode == status, (name, done.stderr)
        done = run("match", "--suggest", text=text.replace("pool", "pond"), cwd=f"many/{name}")
        assert b"--output='cases/'" in done.stdout, done.stdout


def answers_alone():
    """Where a schema is broken, standard output stays free for whoever reads answers there."""
    os.makedirs("unfit/cases", exist_ok=True)
    with open("unfit/schema.yaml", "w", encoding="utf-8") as file:
        file.write("kbc: 1\nname: unfit\nfrontmatter: {schema: {type: strnig}}\n")
    for words in (("match", "--format", "jsonl"), ("simulate", "--lines", "3"), ("eval", "--format", "json"),
                  ("explain", "--case", "a"), ("plan", "--since", "none")):
        done = run(*words, "--schema", "schema.yaml", text="a line\n", cwd="unfit")
        assert done.returncode == 2 and done.stdout == b"" and 'type "strnig"' in done.stderr, (words, done)


knowledge.write_cases()
with open("big.log", "wb") as log_file:
    log_file.write(LOG)
for test in (jsonl, tsv, text_to_a_pipe, only, counts, every_case, kb_json, odd_chunks, hostile_lines, terminal,
             messages, wrong_calls, broken_kb, broken_cases,
             projects, answers_alone):
    report(f"match: {test.__name__.replace('_', ' ')}", test)
sys.exit(0)
