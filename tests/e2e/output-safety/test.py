"""No text breaks out of what kbc prints or writes: terminals, readers of JSON, XML and SQL, and the disk are safe.

KBC_SAFETY_ROUNDS: so many rounds with texts drawn at random besides; KBC_SAFETY_SEED chooses others.
"""
import itertools
import json
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hostile  # noqa: E402
import look  # noqa: E402

WORK, ROOT = os.environ["WORK"], os.environ["ROOT"]
ROUNDS = int(os.environ.get("KBC_SAFETY_ROUNDS", "0"))
# The plain build takes each third text, the other one, slower, each tenth; all of them where there is time for rounds.
SHARE = 1 if ROUNDS else 3 if os.path.basename(os.environ["BUILD"]) == "release" else 10
STORES = ("fluent-bit,vector,grok,milvus,opensearch,elasticsearch,qdrant,azure,vertex,bedrock,openai-batch,langchain,"
          "llamaindex,haystack,pgvector,sqlite")


def report(name, problems):
    problems = [problem for problem in problems if problem]
    print(("not ok " if problems else "ok ") + "output-safety: " + name, flush=True)
    for problem in problems[:10]:
        print("  " + problem)


def some(texts):
    return texts[::SHARE]


def project(name):
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, ".git"))
    shutil.copytree(os.path.join(ROOT, "schema"), os.path.join(folder, "schema"))
    return folder


def people(words, folder, stdin=None, on_pipe=True, environment=None):
    """A command whose output is for people, on pipes and on a terminal."""
    shown = " ".join(os.fsdecode(word)[:60] for word in words)
    text = open(stdin, "rb").read() if stdin else b""
    if on_pipe:
        status, out, err = look.run(words, folder, text, environment)
        for part in (out, err):
            yield prefix(shown, look.raw(part, b"--color=always" in words or "--color=always" in words))
        yield prefix(shown, look.has_crashed(status))
    status, out, _ = look.run_on_terminal(words, folder, stdin, environment)
    yield prefix(shown + " (terminal)", look.raw(out, True) or look.has_crashed(status))


def prefix(words, problem):
    return problem and f"{words!r}: {problem}"


# ---- Cases and their names -------------------------------------------------------------------

def findings(folder):
    yield from people(["check", "--max-findings", "0"], folder)
    yield from people(["check", "--color=always"], folder)
    for words in (["check", "--statistics"], ["check", "--show-files"], ["fmt", "--list"], ["match", "/dev/null"],
                  ["build", "--keep-going", "-o", "out"], ["plan", "--keep-going", "--format", "text"],
                  ["eval"], ["simulate"], ["explain", "--case", "kb"], ["build", "--check"], ["init", "-o", "drawn.yaml"]):
        yield from people(words, folder)
    for words in (["check", "--diff"], ["fmt", "--diff"]):
        yield from people(words, folder, on_pipe=False)  # a patch has the bytes of the files
    for form in ("json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"):
        _, out, err = look.run(["check", "--format", form], folder)
        yield prefix(form, look.unreadable(form, out) or look.raw(err))


def in_cases(texts):
    folder = project("cases")
    hostile.cases(folder, texts)
    return findings(folder)


def in_names(texts):
    folder = project("names")
    names = hostile.names(folder, texts)
    problems = findings(folder)
    named = (people(["check", name, name + b"x", b"./" + name], folder) for name in names[::7])
    return itertools.chain(problems, itertools.chain.from_iterable(named))


# ---- Schemas, arguments, variables, git ------------------------------------------------------

def in_schemas(texts):
    folder = project("schemas")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    for number, text in enumerate(texts):
        for place, schema in enumerate(hostile.schemas(text)):
            path = f"s{number}-{place}.yaml"
            hostile.write(os.fsencode(os.path.join(folder, path)), schema)
            status, out, err = look.run(["check", "--schema", path], folder)
            yield prefix(f"schema {text!r} {place}", look.raw(out) or look.raw(err) or look.has_crashed(status))
            if place % 4 == 0:
                _, out, err = look.run(["check", "--schema", path, "--format", "json"], folder)
                yield prefix(f"schema {text!r} {place}", look.unreadable("json", out) or look.raw(err))
                status, out, err = look.run(["check", "--schema", path, "--show-config"], folder)
                yield prefix(f"config {text!r} {place}", look.raw(out) or look.raw(err))


OPTIONS = {
    "check": ("schema shard format color select ignore baseline stdin-filename changed-since max-findings path-base jobs", ["kb/a.md"]),
    "build": ("output emit vectors shard", []), "plan": ("since to emit next format", []), "breaking": ("against to", []),
    "match": ("kb format only top levels service", ["/dev/null"]), "explain": ("case format", []),
    "simulate": ("output lines seed mix from to rate only weight labels", []), "fmt": ("schema", ["kb/a.md"]),
    "eval": ("queries min-recall emit-queries results format", []), "split": ("output", ["kb/a.md"]),
    "join": ("output", ["kb"]), "new": ("output title log", []), "init": ("output", ["kb"])}


def in_arguments(texts):
    folder = project("arguments")
    beside = set(os.listdir(WORK))
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    calls = [[b"%s"], [b"help", b"%s"], [b"completion", b"%s"], [b"explain", b"%s"], [b"check", b"--%s"], [b"check", b"-%s"],
             [b"check", b"--format", b"json=%s"], [b"match", b"%s"], [b"check", b"%s"], [b"build", b"%s"]]
    for command, (options, more) in OPTIONS.items():
        calls += [[command.encode(), f"--{option}=".encode() + b"%s", *map(str.encode, more)] for option in options.split()]
    for number, text in enumerate(texts):
        for at, call in enumerate(calls):
            # A text in a third of the places, each place with a third of the texts.
            if (number + at) % 3 or text in hostile.PATHS:
                continue
            words = [word.replace(b"%s", b"x" + text) for word in call]
            status, out, err = look.run(words, folder)
            is_text = words[0] not in (b"simulate", b"new")  # these print what they were asked for
            yield prefix(repr(words), look.raw(err) or (is_text and look.raw(out)) or look.has_crashed(status))
    yield from (f"{name} was written" for name in set(os.listdir(WORK)) - beside)


def in_variables(texts):
    folder = project("variables")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case(cause=b"\x1b"))
    plain = look.run(["check"], folder)
    for text in texts:
        for name in ("TERM", "NO_COLOR", "COLUMNS", "LC_ALL", "LANG", "HOME", "KBC_SCHEMA", "KBC_COLOR", "CLICOLOR_FORCE", "TZ"):
            if look.run(["check"], folder, environment={name: b"x" + text}) != plain:
                yield f"{name}={text!r} changes the output"
            if name == "TERM":
                _, out, _ = look.run_on_terminal(["check"], folder, environment={name: b"x" + text})
                yield prefix(f"TERM={text!r}", look.raw(out, True))


def in_git(texts):
    folder = project("git")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    for number, text in enumerate(texts):
        for stream in (1, 2):
            fake = os.path.join(WORK, f"bin{number}")
            quoted = "".join(f"\\{byte:03o}" for byte in b"fatal: x" + text + b"\n")
            hostile.write(os.fsencode(fake) + b"/git", f"#!/bin/sh\nprintf '{quoted}' >&{stream}\nexit {number % 2}\n".encode())
            os.chmod(fake + "/git", 0o755)
            status, out, err = look.run(["check", "--changed-since", "main"], folder,
                                        environment={"PATH": fake + ":" + os.environ["PATH"]})
            yield prefix(f"git says {text!r}", look.raw(out) or look.raw(err) or look.has_crashed(status))


# ---- JSON of strangers, logs -----------------------------------------------------------------

def in_json(texts):
    folder = project("json")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    look.run(["build", "-o", "good"], folder)
    files = {name: open(os.path.join(folder, "good", name), "rb").read() for name in ("manifest.json", "kb.json")}
    chunk = json.loads(open(os.path.join(folder, "good", "chunks.jsonl"), encoding="utf-8").readline())["id"].encode()
    files["vectors.jsonl"] = b'{"id":"' + chunk + b'","vector":[1,2]}\n'
    files["queries.jsonl"] = b'{"query":"declined","case":"kb/a.md"}\n'
    files["answers.jsonl"] = b'{"query_id":"own-line/x","ids":["' + chunk + b'"]}\n'
    calls = {"manifest.json": (["plan", "--format", "text", "--since"], ["breaking", "--against"]), "kb.json": (["match", "--kb"],),
             "vectors.jsonl": (["build", "-o", "out", "--emit", "qdrant", "--vectors"],), "queries.jsonl": (["eval", "--queries"],),
             "answers.jsonl": (["eval", "--results"],)}
    dice = random.Random(1)
    for text in texts:
        spelled = json.dumps(text.decode("utf-8", "replace")).encode()[1:-1]
        for name, good in files.items():
            for inside in {text, spelled}:
                # In place of a word between quotes, and somewhere.
                strings = [at for at in range(len(good)) if good[at:at + 1] == b'"']
                for at in (dice.choice(strings) + 1, dice.randrange(len(good))):
                    hostile.write(os.fsencode(os.path.join(folder, name)), good[:at] + inside + good[at:])
                    for call in calls[name]:
                        status, out, err = look.run([*call, name], folder)
                        yield prefix(f"{name} {text!r} {call[0]}", look.raw(err) or look.raw(out) or look.has_crashed(status))


def in_logs(texts):
    folder = project("logs")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    line = b"[%s] 2026-01-01T00:00:0%d.000Z %s/1 [a1b2c3d4]: declined %s by the bank | Context: {%s=\"%s\"}\n"
    path = os.path.join(folder, "x.log")
    hostile.write(os.fsencode(path), b"".join(
        line % tuple(text if place == at else word for place, word in enumerate((b"ERROR", 1, b"card", b"now", b"a", b"b")))
        for text in texts if b"\n" not in text for at in (0, 2, 3, 4, 5)))
    for words in (["match"], ["match", "--format", "counts"], ["match", "--format", "tsv"], ["match", "--format", "jsonl"],
                  ["match", "--suggest"], ["match", "--all"]):
        yield from people([*words, "x.log"], folder, on_pipe="counts" in words)
    for form in ("jsonl", "tsv"):
        _, out, err = look.run(["match", "--format", form, "x.log"], folder)
        yield prefix(form, look.unreadable(form, out) or look.raw(err))


# ---- The disk --------------------------------------------------------------------------------

def shape(folder):
    """Everything below a folder, with what it holds."""
    found = {}
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(root, name)
            is_file = os.path.isfile(path) and not os.path.islink(path)
            found[path] = open(path, "rb").read() if is_file else os.path.islink(path) and os.readlink(path)
    return found


def compiles(folder):
    """The C of these texts, where a trigraph is one, pleases both compilers."""
    for compiler in ("gcc", "clang"):
        for name in os.listdir(folder):
            if name.endswith(".c") and shutil.which(compiler):
                done = subprocess.run([compiler, "-std=c99", "-trigraphs", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                                       "-fsyntax-only", name], cwd=folder, capture_output=True, text=True, check=False)
                yield done.returncode != 0 and f"{compiler}: {done.stderr[:500]}"


def outside(settings):
    """A build with such outputs, names, ids and titles writes into DIR or nowhere."""
    folder = project("outside")
    schema = open(os.path.join(folder, "schema/case.yaml"), encoding="utf-8").read()
    for number, name in enumerate(hostile.PATHS + hostile.MARKUP + [b"CON", b"%2e%2e%2fx", b"a\\b"]):
        body = hostile.case(title=b"Card - %s %d" % (name, number), cause=name + b" is why, %d times." % number,
                            message=json.dumps("declined %s %d" % (name.decode(), number)).encode(),
                            log=b"declined %s %d" % (name, number))
        hostile.write(os.fsencode(folder) + b"/kb/%d.md" % number, body.replace(b"a1b2c3d4", b"a1b2c%03d" % number))
    built = 0
    for old, new in settings:
        assert old in schema, old
        hostile.write(os.fsencode(folder) + b"/s.yaml", schema.replace(old, new).encode())
        before = shape(WORK)
        status, _, err = look.run(["build", "--keep-going", "--schema", "s.yaml", "-o", "out", "--emit", "default," + STORES],
                                  folder)
        now, allowed = shape(WORK), os.path.join(folder, "out")
        changed = [path for path in {**before, **now} if before.get(path) != now.get(path) and not
                   (path + "/").startswith(allowed + "/") and not path.endswith(".kbc-lock")]
        yield changed and f"{new}: {changed} changed (status {status})"
        yield prefix(new, look.raw(err) or look.has_crashed(status))
        built += status < 2 and os.path.exists(allowed)
        for path in now:
            form = path.rsplit(".", 1)[-1]
            if path.startswith(allowed) and form in ("json", "jsonl", "ndjson"):
                yield prefix(path, look.unreadable(form, now[path]))
        if built == 1:
            yield from compiles(allowed)
    yield built == 0 and "none of these was built"


# What is replaced in the schema, and by what.
PREFIX = "  c: {prefix: kb}"
SETTINGS = ((PREFIX, PREFIX), (PREFIX, "  c: {prefix: '../x'}"), (PREFIX, "  c: {prefix: '/tmp/kbc-x'}"),
            (PREFIX, '  c: {prefix: "a\\0b"}'), (PREFIX, "  c: {prefix: 'a/b'}"), (PREFIX, "  c: {prefix: 'int'}"),
            (PREFIX, PREFIX + "\n  openai-batch: {model: '../x\"}'}"), ("name: cali", "name: '../../x'"),
            ("name: cali", "name: \"'; DROP TABLE kb; --\""), ("name: cali", "name: '*/ ??/ \\'"))


def links():
    """Links in a DIR that is there lead nowhere: what they name keeps its bytes."""
    folder = project("links")
    hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case())
    for kind in (os.symlink, os.link):
        look.run(["build", "-o", "out"], folder)
        for name in ("kb.json", "chunks.jsonl", "manifest.json", "sample.log"):
            victim = os.path.join(WORK, f"victim-{kind.__name__}-{name}")
            path = os.path.join(folder, "out", name)
            shutil.copy(path, victim)
            os.remove(path)
            kind(victim, path)
            before = open(victim, "rb").read()
            hostile.write(os.fsencode(folder) + b"/kb/a.md", hostile.case(cause=os.urandom(4).hex().encode()))
            status, _, err = look.run(["build", "-o", "out"], folder)
            yield open(victim, "rb").read() != before and f"{kind.__name__} {name}: it was written through"
            yield prefix("links", look.raw(err) or look.has_crashed(status))
            shutil.rmtree(os.path.join(folder, "out"))
            look.run(["build", "-o", "out"], folder)
    os.symlink("/nowhere", os.path.join(folder, "away"))
    status, _, err = look.run(["build", "-o", "away"], folder)
    yield os.path.exists("/nowhere") and "a link to nowhere was followed"
    yield prefix("links", look.raw(err))


def fixed_texts():
    """The manual and the completions are the same wherever they are asked for."""
    for words in (["man"], ["completion", "bash"], ["completion", "zsh"], ["completion", "fish"], ["--help"]):
        inside, plain = look.run(words, os.path.join(WORK, "names")), look.run(words, "/")
        yield inside != plain and f"{words} differ"
        yield prefix(words[0], look.raw(plain[1]))


def draw(dice):
    return [b"".join(dice.choice(hostile.ALL) for _ in range(dice.randint(1, 4))).replace(b"\0", b"\x01") for _ in range(12)]


PLACES = {"cases": in_cases, "names": in_names, "schemas": in_schemas, "arguments": in_arguments, "variables": in_variables,
          "what git says": in_git, "JSON of strangers": in_json, "logs": in_logs}
# These start kbc for each text.
EACH = ("schemas", "arguments", "variables", "what git says", "JSON of strangers")


def main():
    short = hostile.ESCAPES + hostile.MARKUP[::4] + hostile.CONTROLS[::16] + hostile.BROKEN[::32]
    for name, place in PLACES.items():
        report(name, place(some(short if name in EACH else hostile.ALL)))
    report("nothing is written beside DIR", outside(SETTINGS))
    report("links in DIR", links())
    report("the manual and completions", fixed_texts())
    dice = random.Random(int(os.environ.get("KBC_SAFETY_SEED", "1")))
    for number in range(ROUNDS):
        texts = draw(dice)
        for name, place in PLACES.items():
            report(f"round {number}, {name}", place(texts))


if __name__ == "__main__":
    main()
