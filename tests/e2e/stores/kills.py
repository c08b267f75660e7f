"""Kills a build at every call that changes the disk, and looks at what is there."""
import os
import shutil
import subprocess

KBC, ROOT, CC = os.environ["KBC"], os.environ["ROOT"], os.environ["CC"]

SCHEMA = """kbc: 1
name: kills
corpus: {include: ["cases/*.md"]}
record: {identity: [title]}
frontmatter: {schema: {type: object}}
sections: {list: [{id: cause, title: Root Cause}]}
chunks: {text: "{cause}"}
"""
STORES = ("bedrock,qdrant", "bedrock,azure")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def cases(folder, texts):
    shutil.rmtree(f"{folder}/cases", ignore_errors=True)
    for name, text in texts.items():
        write(f"{folder}/cases/{name}.md", f"---\na: 1\n---\n# {name}\n\n## Root Cause\n{text}\n")


def tree(folder):
    return {os.path.relpath(os.path.join(where, name), folder): read(os.path.join(where, name))
            for where, _, names in os.walk(folder) for name in names}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def build(folder, stores, inside, count=0):
    """count: the build is killed before the call of that number, if it is any."""
    environment = dict(os.environ, LD_PRELOAD=os.path.abspath("kills.so"), KILL_AT=str(count))
    where = f"{folder}/out" if inside else folder
    words = [KBC, "build", "-q", "--schema", "../kbc.yaml" if inside else "kbc.yaml", "-o",
             "." if inside else "out", "--emit", stores]
    return subprocess.run(words, cwd=where, env=environment, capture_output=True, text=True, check=False)


OLD = {"one": "first", "two": "second", "three": "third"}
NEW = {"one": "first", "two": "changed", "four": "fourth"}


def start(folder, texts, stores):
    write(f"{folder}/kbc.yaml", SCHEMA)
    cases(folder, texts)
    done = build(folder, stores, False)
    assert done.returncode == 0, done.stderr
    return tree(f"{folder}/out")


def check(after, old, new, inside, count):
    """What may be there after the kill."""
    seen = {name: data for name, data in after.items() if not name.startswith(".kbc-")}
    if seen in (old, new):
        return []
    if inside and b'"state":"incomplete"' in seen.get("manifest.json", b""):
        known = set(old) | set(new)
        return [f"{count}: {name} is nobody's" for name, data in seen.items() if name != "manifest.json" and
                (name not in known or data not in (old.get(name), new.get(name)))]
    return [f"{count}: neither the old build nor the new one: {sorted(seen)}"]


def run(inside):
    """[problem] and how often it was killed."""
    old, new = start("old", OLD, STORES[0]), start("new", NEW, STORES[1])
    problems, count = [], 0
    while not problems:
        count += 1
        shutil.rmtree("work", ignore_errors=True)
        shutil.copytree("old", "work")
        cases("work", NEW)
        done = build("work", STORES[1], inside, count)
        if done.returncode == 0:
            break
        if done.returncode != -9:
            problems.append(f"{count}: status {done.returncode}: {done.stderr}")
        problems += check(tree("work/out"), old, new, inside, count)
        again = build("work", STORES[1], inside)
        names = sorted(os.listdir("work"))
        if again.returncode != 0 or tree("work/out") != new or names != ["cases", "kbc.yaml", "out"]:
            problems.append(f"{count}: the next build does not finish: {again.stdout}{again.stderr} {names}")
    return problems + ([] if count > 20 or problems else [f"only {count} calls"]), count


def hold(report):
    source = f"{ROOT}/tests/e2e/stores/kills.c"
    made = subprocess.run([*CC.split(), "-shared", "-fPIC", "-o", "kills.so", source, "-ldl"],
                          capture_output=True, text=True, check=False)
    if made.returncode != 0:
        report("killed at every moment", [made.stderr])
        return
    if build_is_deaf():
        print("ok stores: killed at every moment # SKIP this build takes no LD_PRELOAD")
        return
    for inside, name in ((False, "in one step"), (True, "file by file")):
        problems, count = run(inside)
        report(f"killed before each of {count} calls, {name}", problems)


def build_is_deaf():
    """A sanitizer wants to be the first library, and a static program has none."""
    write("deaf/kbc.yaml", SCHEMA)
    cases("deaf", OLD)
    return build("deaf", STORES[0], False, 1).returncode != -9 or build("deaf", STORES[0], False).returncode != 0
