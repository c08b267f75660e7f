"""Knowledge bases in three states: as they are, after a day of work, and with cases gone."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "store-sqlite"))
import knowledge  # noqa: E402

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
STORES = ("chunks,milvus,opensearch,elasticsearch,qdrant,azure,vertex,bedrock,openai-batch,langchain,"
          "llamaindex,haystack,pgvector,sqlite")
UNITS = ("record", "section", "both")
# name, file, schema, cases
CORPORA = (("seed", "simulated_log_cases.md", "schema/case.yaml", 25),
           ("log-lines", "db_cache_with_log_lines.md", "schema/case.yaml", 100),
           ("prose", "db_cache_prose_only.md", "tests/e2e/corpora/prose.yaml", 100))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def kbc(folder, *words, good=(0,)):
    done = subprocess.run([KBC, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode not in good:
        raise AssertionError(f"kbc {' '.join(words)}: status {done.returncode}\n"
                             + (done.stdout + done.stderr).decode("utf-8", "replace")[-3000:])
    return done.stdout


class Base:
    """A knowledge base in a folder of its own, whose cases are {path: text}."""

    def __init__(self, work, name, cases, schema):
        self.folder = os.path.join(work, re.sub(r"\W+", "-", name))
        self.name, self.cases, self.states = name, cases, []
        write(os.path.join(self.folder, "kbc.yaml"), schema)

    def build(self, cases, out, expected=None):
        shutil.rmtree(os.path.join(self.folder, "kb"), ignore_errors=True)
        for path, text in cases.items():
            write(os.path.join(self.folder, path), text)
        kbc(self.folder, "build", "--quiet", "--format", "github", "-o", out, "--emit", STORES)
        built = os.path.join(self.folder, out)
        held = {chunk["case"] for chunk in knowledge.chunks(built).values()}
        if len(held) != (expected or len(cases)):
            raise AssertionError(f"{self.name}: {len(held)} cases of {len(cases)} files")
        self.states.append(built)

    def as_job(self):
        return {"name": self.name, "folder": self.folder, "words": [], "states": self.states}


def with_unit(schema, unit):
    text, count = re.subn(r"(?m)^(\s*unit:) \w+", rf"\1 {unit}", schema)
    assert count == 1, "the schema has no unit, or several"
    return text


def new_title(text, suffix):
    """The same with another title, which is another case."""
    text, count = re.subn(r"(?m)^(#+ .+)$", rf"\1{suffix}", text, count=1)
    assert count == 1, text
    return text


def worked_on(cases):
    """A day of work: a text changed, a file moved, white space, a title, a case gone, and a new one."""
    cases = dict(cases)
    paths = sorted(cases)
    cases[paths[0]] = cases[paths[0]].rstrip("\n") + " (다시 확인)\n"
    cases["kb/moved/" + os.path.basename(paths[1])] = cases.pop(paths[1])
    cases[paths[2]] = re.sub(r"\n(?=#)", "\n\n\n", cases[paths[2]].rstrip("\n")) + "\n\n"
    cases[paths[3]] = new_title(cases[paths[3]], " Again")
    del cases[paths[4]]
    service = re.search(r"(?m)^service: *(.+)$", cases[paths[5]]).group(1)
    cases["kb/new.md"] = new_title(cases[paths[5]].replace(service, service + "-two"), " Anew")
    return cases


def with_less(cases, before):
    """Cases gone; the title is what it was, and so is the case."""
    cases = dict(cases)
    paths = sorted(before)
    cases[paths[3]] = before[paths[3]]
    for path in (paths[6], paths[7], "kb/new.md"):
        del cases[path]
    return cases


def of_files(work, name, folder, schema, units):
    """In each of the units, a folder of files with one case each."""
    cases = {}
    for where, _, names in os.walk(os.path.join(folder, "kb")):
        for file in names:
            if file.endswith(".md") and file != "README.md":
                path = os.path.join(where, file)
                cases[os.path.relpath(path, folder)] = read(path)
    for unit in units:
        base = Base(work, f"{name} {unit}", cases, with_unit(schema, unit))
        base.build(cases, "first")
        second = worked_on(cases)
        base.build(second, "second")
        base.build(with_less(second, cases), "third")
        yield base


def hostile(work, units):
    """Texts that would like to be commands, in one piece and in many."""
    first = {**knowledge.hostile(), **knowledge.large()}
    del first["kb/controls.md"]     # Bedrock takes 10,000 bytes of metadata
    second = knowledge.changed(first)
    second.pop("kb/wide.md", None)
    third = {path: text for path, text in second.items() if not path.startswith("kb/line-1")}
    # A text grows by parts, and shrinks.
    long = ["\n\n".join(knowledge.LINES[-7:] * count) for count in (6, 9, 3)]
    for cases, text in zip((first, second, third), long):
        cases["kb/grows.md"] = knowledge.case("It grows", cause=text)
    for unit in units:
        schema = knowledge.SCHEMA % {"name": "hostile", "unit": unit, "tokens": 600}
        base = Base(work, f"hostile {unit}", first, schema)
        for cases, out in ((first, "first"), (second, "second"), (third, "third")):
            base.build(cases, out)
        if max(chunk["parts"] for chunk in knowledge.chunks(base.states[0]).values()) < 3:
            raise AssertionError("nothing was split")
        yield base


def mended(work, path, schema, count):
    """A bundle as files with one case each; what --fix cannot know is the version of one log line."""
    there = os.path.join(work, "mended", os.path.basename(path))
    os.makedirs(there)
    write(os.path.join(there, "kbc.yaml"), schema)
    bundle = os.path.join(there, "kb", "bundle.md")
    os.makedirs(os.path.dirname(bundle))
    shutil.copyfile(path, bundle)
    kbc(there, "check", "--quiet", "--fix", good=(0, 1))
    write(bundle, read(bundle).replace("/pg [", "/v0 ["))
    kbc(there, "split", "--quiet", os.path.join("kb", "bundle.md"), "-o", "files")
    os.remove(bundle)
    for name in os.listdir(os.path.join(there, "files")):
        if name.endswith(".md"):
            os.rename(os.path.join(there, "files", name), os.path.join(there, "kb", name))
    assert len(os.listdir(os.path.join(there, "kb"))) == count
    return there


def corpora(work, folder, units):
    places = {name: os.path.join(where, name) for where, _, names in os.walk(folder) for name in names}
    for name, file, schema, count in CORPORA:
        if file not in places:
            print(f"ok store-consumers: {name} # SKIP {file} is not in CORPORA")
            continue
        schema = read(os.path.join(ROOT, schema))
        yield from of_files(work, name, mended(work, places[file], schema, count), schema, units)
