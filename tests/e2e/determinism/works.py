"""Everything that kbc writes about two projects, as one dictionary from what it is to its bytes: what the
variations of this folder are held against."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PROJECTS = ("clean", "messy", "wide")
FORMATS = ["text", "json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"]
STORES = ("chunks,kb,c,samples,rules,formats,fluent-bit,vector,grok,milvus,opensearch,elasticsearch,"
          "qdrant,azure,vertex,bedrock,openai-batch,langchain,llamaindex,haystack,pgvector,sqlite")
# A log whose ids and words are not ASCII: bytes that some processors take for negative numbers.
WIDE = {"kbc.yaml": """kbc: 1
name: wide
corpus: {include: ["kb/*.md"]}
logs:
  main:
    template: '{level} {trace} {message}'
    fields:
      level: {enum: [INFO, ERROR]}
      trace: {pattern: '[^ ]+', generate: 'é{3}'}
      message: {pattern: '.+', contains: frontmatter.error_message}
sections:
  list:
    - {id: log, title: 로그, content: {log: main}}
""", "kb/연결.md": """---
service: 결제
error_message: 연결이 끊겼다 “é”
---
# 연결 – é

## 로그
ERROR ééé 연결이 끊겼다 “é” 12 ms
"""}
SEEN_BY_TERMINAL = "terminal "          # what is said to a terminal may have colours


def projects(folder):
    """The project's own knowledge base, one with many findings, and one beyond ASCII; each the root of a
    repository. The names of their files, in the order of the alphabet."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, part), os.path.join(folder, "clean", part))
    shutil.copytree(os.path.join(ROOT, "tests/golden/kinds/alerts"), os.path.join(folder, "messy"))
    for path, text in WIDE.items():
        path = os.path.join(folder, "wide", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    for name in PROJECTS:
        home = os.path.join(folder, name)
        subprocess.run(["git", "init", "-q", "--template=", home], check=True)
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


class Runner:
    """Calls kbc as a variation wants it, and keeps what was said."""

    def __init__(self, kbc, folder, env, before=(), jobs=None, **options):
        self.command = [*before, kbc]
        self.folder, self.env, self.jobs, self.options = folder, env, jobs, options
        self.got = {}

    def run(self, project, name, args, takes_jobs=False):
        jobs = [f"-j{self.jobs}"] if takes_jobs and self.jobs else []
        done = self.call([*self.command, args[0], *jobs, *args[1:]], os.path.join(self.folder, project))
        said = SEEN_BY_TERMINAL + f"{project}: {name}"
        self.got[said + ", output"], self.got[said + ", errors"] = done[1], done[2]
        self.got[f"{project}: {name}, status"] = str(done[0]).encode()

    def call(self, command, folder):
        done = subprocess.run(command, cwd=folder, env=self.env, check=False, timeout=600,
                              **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                                 "stderr": subprocess.PIPE, **self.options})
        return done.returncode, done.stdout or b"", done.stderr or b""

    def keep(self, project, *names):
        """The bytes of these files, and of all files in these folders."""
        for name in names:
            top = os.path.join(self.folder, project, name)
            files = [top] if os.path.isfile(top) else [
                os.path.join(at, one) for at, _, found in os.walk(top) for one in found]
            self.got[f"{project}: {name}, number of files"] = str(len(files)).encode()
            for path in files:
                with open(path, "rb") as file:
                    self.got[f"{project}: {os.path.relpath(path, os.path.join(self.folder, project))}"] = file.read()


def edit(folder):
    """The same change of the cases each time: one is gone, one says something else."""
    os.remove(os.path.join(folder, "clean/kb/auth", sorted(
        name for name in os.listdir(os.path.join(folder, "clean/kb/auth")) if name != "README.md")[0]))
    path = os.path.join(folder, "clean/kb/db/slow-query.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(". ", ". Once more. ", 1))


def everything(runner, is_small=False):
    """All of it; a small part of it looks at each command once."""
    for project in PROJECTS:
        files = [f"--format={name}=said.{name}" for name in FORMATS]
        runner.run(project, "check", ["check", "--format=text", *files], True)
        runner.keep(project, *[f"said.{name}" for name in FORMATS])
        runner.run(project, "fmt --diff", ["fmt", "--diff"])
        if not is_small:
            runner.run(project, "show-config", ["check", "--show-config"])
            runner.run(project, "show-files", ["check", "--show-files"])
    runner.run("clean", "build", ["build", "-o", "out", "--emit", STORES], True)
    runner.keep("clean", "out")
    runner.run("messy", "build --keep-going", ["build", "--keep-going", "-o", "out"], True)
    runner.keep("messy", "out")
    runner.run("wide", "build", ["build", "-o", "out"], True)
    runner.run("wide", "simulate", ["simulate", "--lines=300", "--seed=3", "--mix=case=50%,info=50%"], True)
    runner.keep("wide", "out")
    runner.run("clean", "simulate", ["simulate", "--lines=3000", "--seed=7", "--traces", "-o", "app.log",
                                     "--labels=app.labels"], True)
    runner.keep("clean", "app.log", "app.labels")
    runner.run("clean", "match", ["match", "app.log"])
    runner.run("clean", "eval", ["eval", "--format=json"], True)
    runner.run("clean", "queries", ["eval", "--emit-queries=queries.jsonl"], True)
    runner.keep("clean", "queries.jsonl")
    runner.run("clean", "explain", ["explain"])
    if not is_small:
        runner.run("clean", "explain a rule", ["explain", "no-case"])
        runner.run("clean", "man", ["man"])
        runner.run("clean", "completion", ["completion", "bash"])
        runner.run("clean", "init", ["init", "--help"])
    edit(runner.folder)
    for name, options in (("plan", ["--next=next.json"]), ("plan as text", ["--format=text"]),
                          ("plan as SQL", ["--emit=pgvector"])):
        runner.run("clean", name, ["plan", "--since=out/manifest.json", *options], True)
    runner.keep("clean", "next.json")
    runner.run("clean", "breaking", ["breaking", "--against=out/manifest.json"], True)
    return runner.got


def differences(wanted, got, of_terminal=True):
    """The names of what is not the same, a terminal's own text left out if that is asked for."""
    names = [name for name in sorted(set(wanted) | set(got))
             if of_terminal or not name.startswith(SEEN_BY_TERMINAL)]
    return [f"{name}: {shown(wanted.get(name), got.get(name))}" for name in names
            if wanted.get(name) != got.get(name)]


def shown(wanted, got):
    """Where two texts part."""
    if wanted is None or got is None:
        return "is there in one of them alone"
    at = next((i for i, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
    return f"at byte {at}: {wanted[at:at + 60]!r} and {got[at:at + 60]!r}"
