"""kbc match --suggest: groups the lines without a case, and each call that it prints makes a case that finds them."""
import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["ROOT"], "tests", "e2e", "match"))
import knowledge  # noqa: E402
from knowledge import KBC, report, run  # noqa: E402


def line(service, message, number=1, level="ERROR"):
    return knowledge.line(service, level, message.replace("{", "{{").replace("}", "}}").replace("<N>", "{}"), number, False)


def suggest(text, *words):
    done = run("match", "--suggest", "--format", "jsonl", *words, text=text)
    assert done.returncode == 0, done.stderr
    return [json.loads(row) for row in done.stdout.splitlines()], done.stderr


def groups():
    """Variables are found, frequent groups come first, levels of no case do not count."""
    lines = []
    for number in range(40):
        lines.append(line("cart-api", "cart <N> of alice could not be saved", number))
    for number, name in enumerate(["alice", "bob", "carol", "dave", "eve"]):
        lines.append(line("user-api", f"login of {name} was denied by policy", number))
    lines += [line("user-api", "disk is full"), line("user-api", "disk is slow")]
    lines += [line("cart-api", "cart <N> was saved", number, "INFO") for number in range(9)]
    lines += ["no log line at all"] * 3
    found, said = suggest("\n".join(lines))
    assert [(item["lines"], item["service"], item["message"]) for item in found] == [
        (40, "cart-api", "cart <*> of alice could not be saved"),
        (5, "user-api", "login of <*> was denied by policy"),
        (2, "user-api", "disk is <*>")], found
    first = found[0]
    assert first["example"] == lines[0] and first["first"] == lines[0].split()[1] and first["last"] == lines[39].split()[1]
    assert "12 lines without a case fit no log template, or have another level" in said, said
    found, said = suggest("\n".join(lines), "--levels", "INFO")
    assert [item["message"] for item in found] == ["cart <*> was saved"], found
    found, said = suggest("\n".join(lines), "--top", "1")
    assert len(found) == 1 and "2 more groups: --top 3 shows them" in said, said
    known = "\n".join(text for text, title in knowledge.lines(200, 3) if title)
    assert suggest(known)[0] == [], "what has a case needs none"
    for number in range(9):
        shutil.copy("cases/case-0.md", f"cases/more-{number}.md")
    with open("cases/rare.md", "w", encoding="utf-8") as file, open("cases/case-0.md", encoding="utf-8") as source:
        file.write(source.read().replace("[ERROR]", "[INFO]"))
    rare, _ = suggest("\n".join(lines))
    assert [item["lines"] for item in rare] == [40, 5, 2], "one in 15 is rare"
    for number in range(9):
        os.remove(f"cases/more-{number}.md")
    often, _ = suggest("\n".join(lines))
    os.remove("cases/rare.md")
    knowledge.write_cases()
    assert [item["lines"] for item in often] == [40, 9, 5, 2], "one in five is not"
    text = run("match", "--suggest", text="\n".join(lines)).stdout.decode()
    assert text.startswith("40 lines of cart-api, 2026-") and "\n  kbc new --title='cart of alice could not be saved' " in text, text


HOSTILE = ["it's $(touch pwned) `touch pwned` \"; touch pwned; '", "a ' b '' c \\ d \\' e", "<!-- comment --> and <b>tags</b> &amp; [x](y)",
           "```` fence ```", "# no heading", "--- no front matter ---", "- no list", "결제가 거절되었습니다", "* * * stars",
           "key: value # with: colons", "%s %d %n \\x00", "---", "12345 67890", "!!! ???", "Ünïcödé 😀 text", "ends with dash -",
           "x" * 300, "word " * 60 + "end", "01. Pay - Card lost", "title\ttab\there", "https://example.org/a?b=c&d=e", "{} [] {a}",
           "same words here", "same words, here", "same: words here!"]


def calls():
    """Whatever stands in the log, the shell gives kbc new what was meant, and the new case finds its line."""
    text = "\n".join(line(f"svc-{chr(97 + number)}", message, number) for number, message in enumerate(HOSTILE))
    found, _ = suggest(text, "--top", "100")
    assert len(found) == len(HOSTILE), [item["message"] for item in found]
    before = set(os.listdir("cases"))
    for item in found:
        assert "\n" not in item["call"], item
        done = subprocess.run(["sh", "-c", f"kbc() {{ '{KBC}' \"$@\"; }}\n{item['call']}"], capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "fill it in" in done.stderr, (item["call"], done.stderr)
    assert not os.path.exists("pwned")
    made = sorted(set(os.listdir("cases")) - before)
    assert len(made) == len(HOSTILE), made
    for name in made:
        path = os.path.join("cases", name)
        said = json.loads(run("check", "--format", "json", path).stdout)
        assert [item["rule"] for item in said["diagnostics"] if item["level"] == "error"] == ["section-empty"], (name, said["diagnostics"])
        with open(path, encoding="utf-8") as file:
            filled = file.read().split("## Cause")[0] + "## Cause\n\nNobody knows yet.\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(filled)
    worded = [text for text, message in zip(text.split("\n"), HOSTILE) if any(c.isalpha() for c in message)]
    done = run("match", "--only", "unmatched", text="\n".join(worded))
    assert not done.stdout, done.stdout.decode()
    for name in made:
        os.remove(os.path.join("cases", name))


def titles():
    """A title is one that the schema takes; where none can be made, the call leaves it to the writer."""
    text = "\n".join([line("cart-api", "cart <N> burns"), line("cart-api", "cart <N> 77 burns"), line("user-api", "cart <N> burns")])
    for pattern, wanted in (("^[a-z-]+ - .+$", ["--title='cart-api - cart burns'", "--title='cart-api - cart burns 2'", "--title='user-api - cart burns'"]),
                            ("^[a-z-]+: .+$", ["--title='cart-api: cart burns'", "--title='cart-api: cart burns 2'", "--title='user-api: cart burns'"]),
                            ("^[0-9]+$", ["cases/cart-burns.md", "cases/cart-burns-2.md", "cases/cart-burns-3.md"])):
        with open("kbc.yaml", "w", encoding="utf-8") as file:
            file.write(knowledge.SCHEMA.replace("split: file,", f"split: file, title: '{pattern}',"))
        found, _ = suggest(text)
        assert len(found) == 3
        for item, want in zip(found, wanted):
            assert want in item["call"], (pattern, item["call"])
            done = subprocess.run(["sh", "-c", f"kbc() {{ '{KBC}' \"$@\"; }}\n{item['call']}"], capture_output=True, text=True, check=False)
            assert done.returncode == 0, (item["call"], done.stderr)
            os.remove(done.stderr.split(": fill it in")[0])
    with open("kbc.yaml", "w", encoding="utf-8") as file:
        file.write(knowledge.SCHEMA)


def files():
    """No two calls name one file, nor a file that is there, where a part of the title is what files are called by."""
    with open("kbc.yaml", "w", encoding="utf-8") as file:
        file.write(knowledge.SCHEMA.replace("split: file,", "split: file, title: '^(?:(?<category>.+?) - )?(?<title>.+)$',"))
    shutil.copy("cases/case-0.md", "cases/queue-is-stuck.md")
    made = []
    for message in ("cart <N> burns", "cart <N> 77 burns", "queue <N> is stuck"):
        found, _ = suggest("\n".join(line(service, message) for service in ("cart-api", "user-api", "order-api")))
        for item in found:
            done = subprocess.run(["sh", "-c", f"kbc() {{ '{KBC}' \"$@\"; }}\n{item['call']}"], capture_output=True, text=True, check=False)
            assert done.returncode == 0, (item["call"], done.stderr)
            made.append(done.stderr.split(": fill it in")[0])
    made.append("cases/queue-is-stuck.md")
    assert len(set(made)) == len(made) == 7, made
    for name in made:
        os.remove(name)
    with open("kbc.yaml", "w", encoding="utf-8") as file:
        file.write(knowledge.SCHEMA)


def limits():
    """Ten thousand groups and no more; long lines and lines that no file can hold are told of, not lost in silence."""
    text = "\n".join(line("many-api", " ".join(f"w{chr(97 + int(d))}" for d in f"{number:05}") + f" only{'abcdefghij'[number % 10]}")
                     for number in range(20000)) + "\n" + line("many-api", "x" * 9000)
    found, said = suggest(text, "--top", "20000")
    assert 0 < len(found) <= 10000, len(found)
    left = 20001 - sum(item["lines"] for item in found)
    assert left > 0 and f"{left} line" in said and "found no room" in said, (left, said)
    found, _ = suggest(line("bad-api", "broken \xff bytes").encode("latin-1") + b"\n" + line("bad-api", "escape \x1b[31m here").encode())
    assert len(found) == 2 and not any("--log" in item["call"] for item in found), found
    text = run("match", "--suggest", text=line("bad-api", "escape \x1b[31m here").encode()).stdout
    assert b"\x1b" not in text and rb"\x1b[31m" in text, text
    kb = run("match", "--suggest", "--format", "jsonl", "--kb", "out/kb.json", text=line("cart-api", "cart burns"))
    assert b"--output" not in kb.stdout and b"cart burns" in kb.stdout, kb.stdout


knowledge.write_cases()
for test in (groups, calls, titles, files, limits):
    report(f"match-suggest: {test.__name__}", test)
