"""Shards that are merged are a single run: the same bytes, the same findings, the same status."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

ROOT, KBC = os.environ["ROOT"], os.environ["KBC"]
sys.path.insert(0, os.path.join(ROOT, "tests", "bench"))
import knowledge  # noqa: E402

CASE = """---
service: pay-api
error_message: {message}
---
# Pay - {title}

## Incident Summary
[ERROR] 2026-01-01T00:00:0{second}.000Z pay-api/v1.0.0 [{trace}]: {message}

## Root Cause
The {title} of the issuer did not answer in time.

## Action Items
1. Ask the person at the till about {title}.
2. Look at the status page of {title}.
"""

failed = []


def test(name, is_good, why=""):
    print(("ok " if is_good else "not ok ") + name + ("" if is_good else f"\n  {why}"))
    if not is_good:
        failed.append(name)


def kbc(folder, *args):
    done = subprocess.run([KBC, *args], cwd=folder, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout, done.stderr


def files_of(folder):
    found = {}
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


def project(name):
    """An empty one, with the project's schema."""
    os.makedirs(os.path.join(name, "kb"))
    os.makedirs(os.path.join(name, "schema"))
    shutil.copy(os.path.join(ROOT, "schema", "case.yaml"), os.path.join(name, "schema"))
    subprocess.run(["git", "init", "-q", "--template=", name], check=True)
    return name


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def write_case(folder, name, title, message, second=1, trace="a1b2c3d4"):
    write(os.path.join(folder, "kb", name + ".md"),
          CASE.format(title=title, message=message, second=second, trace=trace))


def shards(folder, count, *more):
    """Makes all of them anew; their statuses."""
    shutil.rmtree(os.path.join(folder, "shards"), ignore_errors=True)
    os.makedirs(os.path.join(folder, "shards"))
    return [kbc(folder, "build", "-q", "--shard", f"{i}/{count}", "-o", f"shards/{i}", *more)
            for i in range(1, count + 1)]


def folders(count):
    return [f"shards/{i}" for i in range(1, count + 1)]


def said(run):
    """What was printed, wherever it was written."""
    return run[0], run[1], re.sub(r"\b(whole|merged)\b", "DIR", run[2])


def compare(name, folder, count, *more):
    """A single run beside a merge."""
    for made in ("whole", "merged"):
        shutil.rmtree(os.path.join(folder, made), ignore_errors=True)
    whole = kbc(folder, "build", "-o", "whole", *more)
    made = shards(folder, count, *more)
    # The texts are in the shards: where they were read is not needed any more.
    os.rename(os.path.join(folder, "kb"), os.path.join(folder, ".gone"))
    merged = kbc(folder, "build", "-o", "merged", *more, "--merge", *folders(count))
    os.rename(os.path.join(folder, ".gone"), os.path.join(folder, "kb"))
    ours, theirs = files_of(os.path.join(folder, "merged")), files_of(os.path.join(folder, "whole"))
    test(f"{name}: the files", ours == theirs and (theirs or whole[0] != 0),
         f"{[n for n in theirs if theirs[n] != ours.get(n)]} differ")
    test(f"{name}: the findings and the status", said(merged) == said(whole),
         f"{said(merged)!r}\n  {said(whole)!r}")
    return whole, made


def chunk_lines(path):
    return files_of(path).get("chunks.jsonl", b"").splitlines()


def check_synthetic():
    for form, bundles_from in (("files", 10**9), ("bundles", 1)):
        knowledge.BUNDLES_FROM = bundles_from
        folder = f"synthetic-{form}"
        knowledge.generate(120, folder)
        for count in (1, 2, 7):
            compare(f"120 cases in {form}, {count} shards", folder, count)
        lines = [line for name in folders(7) for line in chunk_lines(os.path.join(folder, name))]
        test(f"{form}: each chunk is in one shard",
             sorted(lines) == sorted(chunk_lines(os.path.join(folder, "whole"))))


def check_own():
    folder = project("own")
    shutil.rmtree(os.path.join(folder, "kb"))
    shutil.copytree(os.path.join(ROOT, "kb"), os.path.join(folder, "kb"))
    for count in (1, 2, 7, 16):
        _, made = compare(f"kb/, {count} shards", folder, count)
        test(f"kb/, {count} shards: each is made, an empty one too",
             [run[0] for run in made] == [0] * count, made)
    return folder


def places(folder, count):
    """By file: the shard in which it is."""
    found = {}
    for i, name in enumerate(folders(count)):
        pack = files_of(os.path.join(folder, name))["shard.kbc"].decode()
        found.update((place, i) for place in re.findall(r'^\{"path":"([^"]+)"', pack, re.M))
    return found


def check_places():
    folder = project("places")
    for i in range(20):
        write_case(folder, f"case-{i:02}", f"Thing{i}", f"thing number {i} failed",
                   i % 10, f"{i:08x}")
    shards(folder, 5)
    before = places(folder, 5)
    write_case(folder, "case-00-new", "Other", "other thing failed", 3, "ffffffff")
    shards(folder, 5)
    after = places(folder, 5)
    new = after.pop("kb/case-00-new.md", None)
    test("a new file moves no other", new is not None and after == before and len(before) == 20)
    test("files are spread", len(set(before.values())) > 1)


def check_findings():
    folder = project("findings")
    for i in range(8):
        write_case(folder, f"case-{i}", f"Thing{i}", f"thing number {i} failed", i, f"{i:08x}")
    write_case(folder, "twin", "Thing3", "thing number 3 failed", 9, "0000aaaa")
    whole, made = compare("cases that are the same, in two shards", folder, 4)
    test("what compares cases is found by the merge", whole[0] == 1 and
         "duplicate-identity" in whole[1] and [run[0] for run in made] == [0] * 4, whole)
    os.remove(os.path.join(folder, "kb", "twin.md"))
    write(os.path.join(folder, "kb", "suppressed.md"),
          CASE.format(title="Silent", message="silent thing failed", second=5, trace="0000bbbb")
          .replace("# Pay - Silent\n", "# Pay - Silent\n\n<!-- kbc-disable-file title-duplicate: not yet -->\n"))
    whole, made = compare("a comment for a rule between cases", folder, 3)
    test("only the merge knows that it silences nothing", "suppression-unused" in whole[1] and
         not any("suppression-unused" in run[1] for run in made), f"{whole}\n  {made}")
    os.remove(os.path.join(folder, "kb", "suppressed.md"))
    write_case(folder, "broken", "Broken", "broken thing failed", 7, "0000cccc")
    path = os.path.join(folder, "kb", "broken.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    write(path, text.replace("## Root Cause", "## Rotten Cause"))
    made = shards(folder, 3)
    test("a shard with an error is not written", sorted(run[0] for run in made) == [0, 0, 1] and
         sum(os.path.exists(os.path.join(folder, name, "shard.kbc")) for name in folders(3)) == 2)
    compare("a broken case that is left out", folder, 3, "--keep-going")


# ---- What is refused ----------------------------------------------------------------------

def reseal(pack):
    """The pack with the hash of what stands in it now."""
    body = pack[:pack.rstrip(b"\n").rindex(b"\n") + 1]
    return body + json.dumps({"end": hashlib.sha256(body).hexdigest()[:32]},
                             separators=(",", ":")).encode() + b"\n"


def refuse(folder, name, word, dirs, schema=None):
    before = files_of(os.path.join(folder, "merged"))
    args = ["build", "-o", "merged", "--merge", *dirs]
    status, _, error = kbc(folder, *args, *(["--schema", schema] if schema else []))
    test(f"refused: {name}", status == 2 and word in error and
         files_of(os.path.join(folder, "merged")) == before, f"{status} {error}")


def check_refusals(folder):
    shards(folder, 3)
    dirs, path = folders(3), os.path.join(folder, "shards", "2", "shard.kbc")
    pack = files_of(os.path.dirname(path))["shard.kbc"]

    def altered(name, word, bytes_):
        with open(path, "wb") as file:
            file.write(bytes_)
        refuse(folder, name, word, dirs)
        with open(path, "wb") as file:
            file.write(pack)

    refuse(folder, "one is missing", "shard 3/3 is missing", dirs[:2])
    refuse(folder, "one is there twice", "are both shard 1/3", dirs + dirs[:1])
    refuse(folder, "a folder that is none", "is no shard", ["kb"])
    refuse(folder, "a folder that is not there", "is no shard", ["nowhere"])
    refuse(folder, "no folder", "name the folders", [])
    for cut in (0, 1, len(pack) // 2, len(pack) - 1):
        altered(f"{cut} bytes of it", "cannot be merged", pack[:cut])
    altered("a changed byte", "cut short, or was changed", pack.replace(b"service", b"servicf", 1))
    version = re.search(rb'"kbc":"([^"]+)"', pack)[1]
    altered("another kbc", "made by kbc 9.9.9",
            reseal(pack.replace(b'"kbc":"' + version, b'"kbc":"9.9.9', 1)))
    altered("another format", "of a version", reseal(pack.replace(b'"version":1', b'"version":7', 1)))
    altered("another number of shards", "one of 4",
            reseal(pack.replace(b'"count":3', b'"count":4', 1)))
    altered("another shard's files", "not one of shard 2/3",
            reseal(pack.replace(b'{"path":"kb/', b'{"path":"kc/')))
    altered("a path that leads out", "not one of shard",
            reseal(pack.replace(b'{"path":"kb/', b'{"path":"../', 1)))
    altered("lengths that are not those", "cut short, or was changed",
            reseal(re.sub(rb'"bytes":\d+', b'"bytes":5', pack, count=1)))
    altered("a length beyond the end", "cut short, or was changed",
            reseal(re.sub(rb'"bytes":\d+', b'"bytes":99999999999', pack, count=1)))
    with open(os.path.join(folder, "schema", "case.yaml"), encoding="utf-8") as file:
        schema = file.read()
    write(os.path.join(folder, "schema", "other.yaml"), schema + "\n# another one\n")
    refuse(folder, "another schema", "another schema", dirs, "schema/other.yaml")
    for args, word in ((["--shard", "0/3"], "takes I/N"), (["--shard", "4/3"], "takes I/N"),
                       (["--shard", "1"], "takes I/N"), (["--shard", "1/2/3"], "takes I/N"),
                       (["--shard", "1/99999999999999999999"], "takes I/N"),
                       (["--shard", "1/2", "--merge"], "do not go together"),
                       (["--shard", "1/2", "kb"], "takes no PATH"),
                       (["--shard", "1/2", "--emit", "kb"], "needs all cases")):
        status, _, error = kbc(folder, "build", "-o", "x", *args)
        test("refused: " + " ".join(args), status == 2 and word in error, f"{status} {error}")
    status, _, error = kbc(folder, "build", "--shard", "1/2")
    test("refused: a shard in the place of the whole", status == 2 and "-o" in error, error)
    status, _, error = kbc(folder, "check", "--shard", "1/2")
    test("check of a share", status == 0 and "clean" in error, error)


# ---- The recipe ---------------------------------------------------------------------------

RECIPE = """
parallel --will-cite "$KBC" build -q --shard {}/8 -o shards/{} ::: 1 2 3 4 5 6 7 8 &&
  "$KBC" build -q -o merged --merge shards/*
"""


def check_recipe(folder):
    name = "the recipe with GNU parallel"
    if not shutil.which("parallel"):
        print(f"ok {name} # SKIP parallel is not installed")
        return
    for made in ("whole", "merged", "shards"):
        shutil.rmtree(os.path.join(folder, made), ignore_errors=True)
    kbc(folder, "build", "-q", "-o", "whole")
    done = subprocess.run(["sh", "-c", RECIPE], cwd=folder, capture_output=True, text=True,
                          check=False)
    test(name, done.returncode == 0 and files_of(os.path.join(folder, "merged")) ==
         files_of(os.path.join(folder, "whole")), done.stdout + done.stderr)


def main():
    check_synthetic()
    own = check_own()
    check_places()
    check_findings()
    check_refusals(own)
    check_recipe(own)
    sys.exit(1 if failed else 0)


main()
