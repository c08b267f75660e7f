"""What kbc breaking finds between two builds, what it lets pass, and how it ends."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import traceback

KBC, WORK = os.environ["KBC"], os.environ["WORK"]
TOP = pathlib.Path(WORK, "top")

SCHEMA = """\
kbc: 1
name: breaking
corpus: {{include: ["kb/**/*.md"]}}
record: {{identity: [frontmatter.service, frontmatter.error]}}
frontmatter:
  schema:
    type: object
    properties: {{service: {{type: string}}, error: {{type: string}}, weight: {{}}, owner: {{type: string}}}}
sections: {{list: [{{id: cause, title: Cause}}]}}
rules: {{near-duplicate: off}}
accept: [{accept}]
outputs: {{c: {{prefix: {prefix}}}}}
chunks: {{unit: {unit}, metadata: [{metadata}]}}
"""

CAUSES = ["The pool of connections is empty because a batch job holds them for hours on end.",
          "A certificate ran out at midnight, and the proxy refuses whoever asks it since then.",
          "The disk of the third node is full of core dumps that nobody has ever looked into.",
          "A deploy brought a wrong address, so that half of the requests go to an old cluster."]


def case(number, weight="1", service="svc", extra=""):
    return (f"---\nservice: {service}\nerror: failed {number}\nweight: {weight}\nowner: web\n---\n"
            f"# Case {number}\n\n## Cause\n\n{CAUSES[number % 4]} {extra}\n")


def write(name, text):
    (TOP / name).parent.mkdir(parents=True, exist_ok=True)
    (TOP / name).write_text(text, encoding="utf-8")


def schema(accept="", prefix="kb", unit="record", metadata="service, weight, owner"):
    write("kbc.yaml", SCHEMA.format(accept=accept, prefix=prefix, unit=unit, metadata=metadata))


def kbc(*words):
    run = subprocess.run([KBC, *words], cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def start():
    shutil.rmtree(TOP, ignore_errors=True)
    schema()
    for number in range(4):
        write(f"kb/{number}.md", case(number))
    subprocess.run(["git", "init", "-q", "--template="], cwd=TOP, check=True)
    status, out, err = kbc("build", "-o", "old")
    assert status == 0, out + err


def found(status, *words, against="old/manifest.json"):
    """The changes by kind and name, which the text says as well."""
    got, out, err = kbc("breaking", "--against", against, "--format", "json", *words)
    assert got == status, f"status {got}: {out}{err}"
    answer = json.loads(out)
    text_status, text, _ = kbc("breaking", "--against", against, *words)
    assert text_status == status and len(text.splitlines()) == len(answer["changes"]) \
        == answer["summary"]["changes"], text
    for change, line in zip(answer["changes"], text.splitlines()):
        assert line.startswith(change["change"] + ": ") and change["message"] in line, line
        assert ("[accepted: " in line) == change["accepted"], line
    return {(change["change"], change.get("title", change["name"])): change for change in answer["changes"]}, err


def both(status):
    """The same of the sources and of their build."""
    of_sources, _ = found(status)
    shutil.rmtree(TOP / "new", ignore_errors=True)
    assert kbc("build", "-o", "new")[0] == 0
    of_build, _ = found(status, "--to", "new")
    assert of_sources == of_build, (of_sources, of_build)
    return set(of_sources)


def nothing():
    start()
    assert both(0) == set()
    write("kb/0.md", case(0, extra="It was mended."))
    write("kb/9.md", case(9))
    os.rename(TOP / "kb/1.md", TOP / "kb/moved.md")
    assert both(0) == set()
    assert "nothing that a consumer would notice" in kbc("breaking", "--against", "old/manifest.json")[2]
    assert kbc("breaking", "-q", "--against", "old/manifest.json") == (0, "", "")


def cases():
    start()
    (TOP / "kb/0.md").unlink()
    write("kb/1.md", case(1, service="other"))
    assert both(1) == {("case-removed", "Case 0"), ("case-renamed", "Case 1")}


def metadata():
    start()
    schema(metadata="service, weight")
    write("kb/2.md", case(2, weight='"heavy"'))
    assert both(1) == {("metadata-gone", "owner"), ("metadata-type", "weight")}
    schema(metadata="service, weight, owner, error")
    for number in range(4):
        write(f"kb/{number}.md", re.sub(r"weight: .*\n", "", case(number)))
    assert both(1) == {("metadata-gone", "weight")}


def outputs():
    start()
    schema(prefix="kc", unit="section")
    assert both(1) == {("c-prefix", "kb"), ("unit", "record")}
    schema()
    assert kbc("build", "-o", "few", "--emit", "chunks,c")[0] == 0
    changes, _ = found(1, "--to", "few")
    gone = {name for kind, name in changes if kind == "file-gone"}
    assert gone == set(os.listdir(TOP / "old")) - set(os.listdir(TOP / "few")), gone
    assert found(0)[0] == {}, "kbc can still write them"
    manifest = (TOP / "old/manifest.json").read_text()
    write("strange.json", manifest.replace('{"name":"kb.c",', '{"name":"kb.rs",').replace(
        '"kbc-chunks":1', '"kbc-chunks":7'))
    assert set(found(1, against="strange.json")[0]) == {("file-gone", "kb.rs"), ("format", "kbc-chunks")}
    kbc("build", "-o", "few", "--emit", "chunks")
    schema(prefix="kc")
    assert found(0, against="few/manifest.json")[0] == {}, "there was no C"


def left_out():
    start()
    write("kb/0.md", case(0) + "\n## Cause\n\nTwice.\n")
    assert kbc("breaking", "--against", "old/manifest.json")[0] == 1
    assert kbc("build", "-o", "new", "--keep-going")[0] == 1
    changes, _ = found(1, "--to", "new")
    assert set(changes) == {("case-left-out", "Case 0")}
    assert "kb/0.md:1" in changes[("case-left-out", "Case 0")]["message"]


def accepted():
    start()
    (TOP / "kb/0.md").unlink()
    (TOP / "kb/1.md").unlink()
    write("kb/2.md", case(2, weight="true"))
    gone = [one["id"] for one in json.loads((TOP / "old/manifest.json").read_text())["cases"][:1]][0]
    schema(accept=f"{{change: case-removed, name: {gone}, reason: the pool is gone}}, "
                  "{change: metadata-type, name: weight, reason: nobody reads it}")
    changes, _ = found(1)
    assert {key for key, change in changes.items() if not change["accepted"]} == {("case-removed", "Case 1")}
    assert changes[("case-removed", "Case 0")]["reason"] == "the pool is gone"
    schema(accept="{change: case-removed, name: Case 0, reason: r}, {change: case-removed, name: kb/1.md, reason: r}, "
                  "{change: metadata-type, name: weight, reason: r}, {change: unit, name: record, reason: r}")
    _, err = found(0)
    assert "kbc.yaml:11: accept: unit \"record\" lets nothing pass any more\n" in err, err
    assert "3 breaking changes, 3 accepted" in err
    write("kbc.yaml", "kbc: 1\nprojects:\n  - {root: ., schema: s.yaml, accept: [{change: case-removed, name: Case 1, reason: r}]}\n")
    write("s.yaml", SCHEMA.format(accept="{change: case-removed, name: Case 0, reason: r}", prefix="kb", unit="record",
                                  metadata="service, weight, owner"))
    changes, _ = found(1)
    assert {key for key, change in changes.items() if not change["accepted"]} == {("metadata-type", "weight")}


def refused():
    start()
    assert kbc("breaking")[0] == 2
    assert kbc("breaking", "--against", "none")[0] == 2
    assert kbc("breaking", "--against", "kb/0.md")[0] == 2
    assert kbc("breaking", "--against", "old/manifest.json", "kb/0.md")[0] == 2
    write("kbc.yaml", "kbc: 1\n")
    status, out, _ = kbc("breaking", "--against", "old/manifest.json", "--format", "json")
    assert status == 2 and not out


def main():
    for test in (nothing, cases, metadata, outputs, left_out, accepted, refused):
        name = f"breaking/{test.__name__.replace('_', '-')}"
        try:
            test()
            print(f"ok {name}")
        except (AssertionError, OSError, ValueError, LookupError):
            print(f"not ok {name}", *("  " + line for line in traceback.format_exc().splitlines()[-12:]), sep="\n")


main()
