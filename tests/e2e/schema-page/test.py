"""The examples of schema/README.md do what the page says, and its tables have every key.

A fence below a line that is a path alone, as `kb/a.md`, is that file. The files below one heading
are a project, and kbc finds it clean. A fence without a path is a part of a schema, and is read.
Finds KBC, WORK and ROOT in its environment; see tests/README.md."""
import glob
import json
import os
import re
import subprocess

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
PAGE = os.path.join(ROOT, "schema", "README.md")
PATH = re.compile(r"^`([\w./-]+)`$")
FENCE = re.compile(r"^(`{3,})(\w+)$")
KEY = re.compile(r'\{"([a-z_-]+)", (?:NULL|(?:\w+_)?read_\w+), [^}]+\}')


def report(name, problems):
    print(("not ok" if problems else "ok") + f" schema page: {name}")
    for problem in problems[:20]:
        print(f"  {problem}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def fences(text):
    """(heading, path or None, language, content) of each fence, in order."""
    heading, path, lines = None, None, iter(text.split("\n"))
    for line in lines:
        fence = FENCE.match(line)
        if fence:
            content = []
            while (line := next(lines)) != fence[1]:
                content.append(line + "\n")
            yield heading, path, fence[2], "".join(content)
            path = None
        elif line.startswith("#"):
            heading = line.lstrip("# ")
        elif line:
            path = PATH.match(line) and PATH.match(line)[1]


def write(folder, files):
    os.makedirs(os.path.join(folder, ".git"))
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def kbc(folder, *arguments):
    done = subprocess.run([KBC, *arguments], cwd=folder, capture_output=True, timeout=60,
                          check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check(folder):
    """The status, the report, and what was said besides."""
    status, out, errors = kbc(folder, "check", "--format", "json")
    try:
        return status, json.loads(out), errors
    except ValueError:
        return status, {"summary": {}, "diagnostics": []}, errors


def lines_of(found):
    return [f"{d['path']}:{d['line']}:{d['column']} {d['rule']}: {d['message']}"
            for d in found["diagnostics"]]


def check_whole(folder, files):
    """Clean, also when it is built; and each section that is needed is missed when it is gone."""
    write(folder, files)
    status, found, errors = check(folder)
    cases = len(files) - 1
    if status != 0 or found["diagnostics"] or found["summary"]["cases"] != cases:
        return [f"status {status}, not {cases} clean cases"] + lines_of(found) + errors.split("\n")
    status, _, errors = kbc(folder, "build")
    if status != 0:
        return [f"kbc build ends with {status}", errors]
    page = next(path for path in files if path != "kbc.yaml")
    front, heading, body = files[page].partition("\n# ")
    title, _, body = body.partition("\n")
    write(folder + "-bare", files | {page: front + heading + title + "\n"})
    status, found, _ = check(folder + "-bare")
    rules = [d["rule"] for d in found["diagnostics"]]
    return [] if "section-missing" in rules else [f"without its sections the page has {rules}"]


def check_part(folder, part):
    """A part that stands for itself gets the head that every schema has; a project file is whole."""
    if "projects:" in part:
        write(folder, {"kbc.yaml": part, "teams/web/a.md": "# A\n", "teams/data/b.md": "# B\n",
                       "schema/case.yaml": "kbc: 1\nname: part\nfrontmatter: {presence: optional}\n"})
        return lines_of(check(folder)[1])
    write(folder, {"kbc.yaml": "kbc: 1\nname: part\n" + part, "a.md": "---\nk: v\n---\n# A\n",
                   "runbooks/2019/b.md": "---\nk: v\n---\n# Old: B\n",
                   "kb/legacy/c.md": "---\nk: v\n---\n# C\n"})
    status, found, errors = check(folder)
    said = [d for d in found["diagnostics"] if d["path"] == "kbc.yaml"]
    return lines_of({"diagnostics": said}) if said or status > 1 else []


def missing_keys(text):
    """Keys that the reader of schemas knows and no table has."""
    rows = [row.split("|")[1] for row in text.split("\n") if row.startswith("| `")]
    words = set(re.findall(r"[a-z_-]+", " ".join(rows)))
    for source in sorted(glob.glob(os.path.join(ROOT, "compiler", "parse", "schema*.c"))):
        for key in KEY.findall(read(source)):
            if key not in words:
                yield f"{os.path.relpath(source, ROOT)}: \"{key}\" stands in no table"


def main():
    text = read(PAGE)
    projects, parts = {}, []
    for heading, path, language, content in fences(text):
        if path:
            projects.setdefault(heading, {})[path] = content
        elif language == "yaml":
            parts.append((heading, content))
    few = len(projects) < 4 or len(parts) < 3 or any(len(files) < 2 for files in projects.values())
    report("has its examples", [f"{len(projects)} projects, {len(parts)} parts"] if few else [])
    for number, (heading, files) in enumerate(projects.items()):
        report(heading, check_whole(f"whole{number}", files))
        length = len(files["kbc.yaml"].splitlines())
        report(f"{heading}: short", [f"{length} lines"] if length > 45 else [])
    for number, (heading, part) in enumerate(parts):
        report(f"part {number + 1}, {heading}", check_part(f"part{number}", part))
    report("every key stands in a table", list(missing_keys(text)))


main()
