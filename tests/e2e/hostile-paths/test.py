"""Links, pipes, devices, names that bite, files that change while they are read: each a finding
that names them, none followed, opened or printed raw, and the status that the manual gives."""
import json
import os
import pathlib
import re
import shutil
import socket
import stat
import subprocess
import sys
import threading

KBC = os.environ["KBC"]
WORK = pathlib.Path(os.environ["WORK"]).resolve()
ROOT = pathlib.Path(os.environ["ROOT"])
HERE = pathlib.Path(__file__).parent
SECRET = "the-outside-world"
SCHEMA = (ROOT / "schema/case.yaml").read_text(encoding="utf-8")
GOOD = (ROOT / "kb/auth/jwt-validation-failure.md").read_bytes()
IS_ROOT = os.geteuid() == 0
RAW = re.compile(b"[\x00-\x08\x0b-\x1f\x7f]")

problems = []
count = 0


def complain(name, what):
    problems.append(f"{name}: {what}")


# ---- The tree ----------------------------------------------------------------------------------

class Project:
    """A repository with one good case, and a file beside it that nobody may read."""

    def __init__(self, name):
        global count
        count += 1
        self.name = name
        self.outside = WORK / f"{count}"
        self.top = self.outside / "top"
        (self.top / "kb").mkdir(parents=True)
        (self.top / ".git").mkdir()
        (self.outside / "secret.txt").write_text(f"# {SECRET}\n", encoding="utf-8")
        (self.top / "kbc.yaml").write_text(SCHEMA, encoding="utf-8")
        (self.top / "kb/good.md").write_bytes(GOOD)
        for folder in (self.outside, self.top, self.top / "kb"):
            folder.chmod(0o755)

    def path(self, name):
        return self.top / name

    def run(self, *words, as_nobody=False, environment=None, command="check"):
        call = [KBC, command, *words]
        if as_nobody and IS_ROOT:
            call = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *call]
        try:
            return subprocess.run(call, cwd=self.top, stdout=subprocess.PIPE, check=False,
                                  stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=20,
                                  env={**os.environ, **(environment or {})})
        except subprocess.TimeoutExpired:
            complain(self.name, f"{words} does not end")
            return subprocess.CompletedProcess(call, None, b"", b"")

    def expect(self, status, says, *words, without=(), **more):
        """What is said has these words and no raw byte, in text as in JSON."""
        text = self.run(*words, **more)
        shown = text.stdout + text.stderr
        if text.returncode != status:
            complain(self.name, f"status {text.returncode}, not {status}:\n"
                     + shown.decode(errors="replace")[-1500:])
        for word in says:
            if word.encode() not in shown:
                complain(self.name, f"does not say {word!r}:\n"
                         + shown.decode(errors="replace")[-1500:])
        for word in (SECRET, *without):
            if word.encode() in shown:
                complain(self.name, f"says {word!r}:\n{shown.decode(errors='replace')[-1500:]}")
        if RAW.search(shown):
            complain(self.name, f"prints raw bytes: {shown[-600:]!r}")
        # One format a tree, in turn: each run costs.
        for form in (("json", "github", "sarif")[count % 3],):
            done = self.run(*words, "--format", form, **more)
            if done.returncode != status:
                complain(self.name, f"{form}: status {done.returncode}, not {status}")
            if RAW.search(done.stdout + done.stderr):
                complain(self.name, f"{form} prints raw bytes")
            if form != "github" and done.stdout:
                json.loads(done.stdout.decode("utf-8"))
            if form == "github" and any(line and not line.startswith(b"::")
                                        for line in done.stdout.split(b"\n")):
                complain(self.name, f"github: a line is no command: {done.stdout[:300]!r}")


def link(project, name, target):
    project.path(name).symlink_to(target)


def pipe(project, name, _):
    os.mkfifo(project.path(name))


def listen(project, name, _):
    here = os.getcwd()
    os.chdir(project.path(name).parent)  # a socket's path has 108 bytes
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(project.path(name).name)
    os.chdir(here)


def device(project, name, _):
    os.mknod(project.path(name), 0o666 | stat.S_IFCHR, os.makedev(1, 5))


def folder(project, name, _):
    project.path(name).mkdir()


def closed(project, name, _):
    project.path(name).write_bytes(GOOD)
    project.path(name).chmod(0)


def closed_folder(project, name, _):
    project.path(name).mkdir()
    project.path(name).chmod(0)


class Watch:
    """Does anybody open the pipe? A writer waits in open() until somebody reads."""

    def __init__(self, path):
        self.path, self.is_opened = path, False
        self.thread = threading.Thread(target=self.wait, daemon=True)
        self.thread.start()

    def wait(self):
        os.close(os.open(self.path, os.O_WRONLY))
        self.is_opened = True

    def end(self):
        was_opened = self.is_opened
        os.close(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK))
        self.thread.join(5)
        return was_opened


def watched(project, make, name, judge):
    watch = Watch(project.path(name)) if make is pipe else None
    judge()
    if watch and watch.end():
        complain(project.name, "the pipe was opened")


# ---- Found in the tree, and named --------------------------------------------------------------

ODDITIES = [
    # what, how it is made, its target; status and words where the walk finds it, and where it is named
    ("link-out", link, "../../secret.txt", 1, "a link that leads out of the tree", 2, "a link that leads out"),
    ("link-absolute", link, "/etc/hostname", 1, "a link that leads out of the tree", 2, "a link that leads out"),
    ("link-nowhere", link, "nothing.md", 1, "a link that leads nowhere", 2, "odd.md"),
    ("link-to-itself", link, "odd.md", 1, "a link that leads nowhere", 2, "a link that leads"),
    ("link-up", link, "..", 1, "a link to a folder that it stands in", None, None),
    ("link-here", link, ".", 1, "a link to a folder that it stands in", None, None),
    ("link-to-root", link, "/", 1, "a link that leads out of the tree", 2, "a link that leads out"),
    ("link-to-device", link, "/dev/zero", 1, "a link that leads out of the tree", 2, "a link that leads out"),
    ("link-inside", link, "good.md", 0, "clean", 0, "clean"),
    ("pipe", pipe, None, 1, "a pipe, socket or device", 2, "a pipe, socket or device"),
    ("socket", listen, None, 1, "a pipe, socket or device", 2, "a pipe, socket or device"),
    ("device", device, None, 1, "a pipe, socket or device", 2, "a pipe, socket or device"),
    ("folder", folder, None, 0, "clean", None, None),
    ("closed", closed, None, 3, "cannot be read", 3, "cannot be read"),
    ("closed-folder", closed_folder, None, 3, "cannot be read", 3, "cannot be read"),
]


def check_oddities():
    for what, make, target, status, says, named_status, named_says in ODDITIES:
        if make is device and not IS_ROOT:
            continue
        project = Project(f"found {what}")
        make(project, "kb/odd.md", target)
        nobody = what.startswith("closed")
        words = [says] if status == 0 else [says, "kb/odd.md"]
        watched(project, make, "kb/odd.md",
                lambda: project.expect(status, words, as_nobody=nobody))
        project.name = f"named {what}"
        if named_status is not None:
            watched(project, make, "kb/odd.md", lambda: project.expect(
                named_status, [named_says], "kb/odd.md", as_nobody=nobody))
        if named_status:
            project.name = f"named alone {what}"
            project.path("kbc.yaml").unlink()
            watched(project, make, "kb/odd.md", lambda: project.expect(
                named_status, [named_says], "kb/odd.md", as_nobody=nobody))


def check_loops():
    project = Project("links in a circle")
    link(project, "kb/a.md", "b.md")
    link(project, "kb/b.md", "a.md")
    project.path("kb/one").mkdir()
    project.path("kb/two").mkdir()
    link(project, "kb/one/two", "../two")
    link(project, "kb/two/one", "../one")
    project.expect(1, ["kb/a.md", "kb/b.md", "a link that leads nowhere"])
    project = Project("a folder outside")
    (project.outside / "more").mkdir()
    (project.outside / "more/case.md").write_text(SECRET, encoding="utf-8")
    link(project, "kb/more", "../../more")
    project.expect(1, ["kb/more", "a link that leads out of the tree"])


# ---- Names -------------------------------------------------------------------------------------

NAMES = [b"a\nb.md", b"a\rb.md", b"a\x1b[31mb.md", b"a\tb.md", b"a\x07b.md", b"::error::b.md",
         b"::set-output name=a::b.md", b"-rf.md", b"--help.md", b"a;b.md", b"$(touch owned).md",
         b"`touch owned`.md", b"%0Ab.md", b"a%sn%n.md", b"##[error]b.md", b"'a\".md", b"a\\b.md",
         b"<b>&amp;.md", b"]]>.md", b" a.md", b"a .md", b"a..md", b"...md", b"a:1:2.md", b"*.md",
         b"[a].md", b"{a,b}.md", b"!a.md", b"#a.md", b"~.md", b"CON.md", b"x" * 252 + b".md",
         "결제.md".encode(), "\u202egpj.md".encode(), "a\u2028b.md".encode(),
         "\U000e0041.md".encode(), "\u00e9.md".encode(), "e\u0301.md".encode(), b"A.md", b"a.md"]
BROKEN = [b"\xff.md", b"a\xc3.md", b"\xed\xa0\x80.md", b"\xc0\xaf.md"]


def check_names():
    project = Project("names")
    kb = os.fsencode(project.path("kb"))
    for name in NAMES:
        with open(kb + b"/" + name, "wb") as file:
            file.write(b"nothing\n")
    project.expect(1, [r"kb/a\nb.md", r"kb/a\x1b[31mb.md", r"kb/a\tb.md", "kb/-rf.md", "kb/A.md",
                       "kb/a.md", "x" * 252 + ".md"])
    done = project.run("--format", "json")
    seen = {one["path"] for one in json.loads(done.stdout)["diagnostics"]}
    for name in NAMES:
        if "kb/" + name.decode() not in seen:
            complain("names", f"nothing is said of {name!r}")
    if project.path("owned").exists():
        complain("names", "a name was run as a command")
    project = Project("names that are no UTF-8")
    for name in BROKEN:
        with open(os.fsencode(project.path("kb")) + b"/" + name, "wb") as file:
            file.write(GOOD)
    project.expect(1, ["a file whose name is not UTF-8", r"kb/\xff.md"])
    done = project.run("--format", "json")
    if len(json.loads(done.stdout)["diagnostics"]) != len(BROKEN):
        complain(project.name, "not one finding for each")


def make_deep(top, part, levels):
    """Longer than any system call takes: made step by step."""
    at = os.open(top, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(part, dir_fd=at)
        below = os.open(part, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with os.fdopen(os.open("case.md", os.O_WRONLY | os.O_CREAT, dir_fd=at), "wb") as file:
        file.write(b"nothing\n")
    os.close(at)


def check_deep():
    project = Project("a path of 4 KiB")
    make_deep(project.path("kb"), "y" * 250, 20)
    project.expect(3, ["cannot be read"])
    project = Project("64 folders")
    make_deep(project.path("kb"), "y", 63)
    project.expect(1, ["no-case"])
    project = Project("80 folders")
    make_deep(project.path("kb"), "y", 80)
    project.expect(1, ["a folder more than 64 levels deep"])
    project = Project("a long PATH")
    project.expect(3, ["cannot be read"], "z/" * 3000 + "a.md")
    project.expect(3, ["cannot be read"], "z" * 300 + ".md")
    project.expect(2, [r"a\nb\x1b[0m"], "a\nb\x1b[0m.md")


# ---- Files of its own --------------------------------------------------------------------------

def judge_own(name, make, target, statuses, *words):
    """One that kbc needs or looks for, and is something else."""
    project = Project(f"{name} is {make.__name__} {target or ''}".rstrip())
    path = project.path(name)
    if path.exists():
        path.unlink()
    make(project, name, target)
    watch = Watch(path) if make is pipe else None
    done = project.run(*words, as_nobody=make in (closed, closed_folder))
    shown = done.stdout + done.stderr
    if done.returncode not in statuses:
        complain(project.name, f"status {done.returncode}, not {statuses}:\n{shown.decode()[-900:]}")
    if done.returncode and name.encode() not in shown:
        complain(project.name, f"is not named:\n{shown.decode()[-900:]}")
    if SECRET.encode() in shown and make is not link:
        complain(project.name, "the outside is shown")
    if watch and watch.end():
        complain(project.name, "the pipe was opened")


def check_own_files():
    makes = [(pipe, None), (listen, None), (device, None), (folder, None), (closed, None),
             (link, "nowhere"), (link, "/dev/zero"), (link, "/dev/tty"), (link, ".")]
    for make, target in makes:
        if make is device and not IS_ROOT:
            continue
        # A folder of that name is none that anybody took for a schema.
        is_folder = make is folder or target == "."
        judge_own("kbc.yaml", make, target, (0,) if is_folder else (1, 2, 3))
        judge_own("s.yaml", make, target, (1, 2, 3), "--schema", "s.yaml")
        judge_own("known.jsonl", make, target, (1, 2, 3), "--baseline", "known.jsonl")
        judge_own(".gitignore", make, target, (0, 1, 3))
        judge_own("kb/.gitignore", make, target, (0, 1, 3))
        judge_own("kb/manifest.json", make, target, (0, 1, 3))
    judge_own("kbc.yaml", link, "kbc.yaml", (1, 2, 3))
    judge_own("s.yaml", link, "s.yaml", (1, 2, 3), "--schema", "s.yaml")


# ---- What changes meanwhile --------------------------------------------------------------------

def check_races():
    library = WORK / "racing.so"
    done = subprocess.run([os.environ["CC"], "-shared", "-fPIC", "-o", library,
                           HERE / "racing.c", "-ldl"], stderr=subprocess.PIPE, check=False)
    if done.returncode:
        complain("races", done.stderr.decode())
        return
    for race, status, says in (("vanish", 3, "cannot be read"), ("pipe", 2, "is not read"),
                               ("link", 2, "is not read"), ("shrink", 2, "kb/victim.md"),
                               ("grow", 0, "clean")):
        project = Project(f"race {race}")
        project.path("kb/good.md").rename(project.path("kb/victim.md"))
        options = os.environ.get("ASAN_OPTIONS", "")
        done = project.run(environment={
            "LD_PRELOAD": str(library), "RACE": race,
            "ASAN_OPTIONS": f"{options}:verify_asan_link_order=0".lstrip(":")})
        shown = (done.stdout + done.stderr).decode(errors="replace")
        if done.returncode != status or says not in shown or SECRET in shown:
            complain(project.name, f"status {done.returncode}, not {status}:\n{shown[-900:]}")


def check_gone():
    project = Project("a working folder that is gone")
    gone = project.path("gone")
    gone.mkdir()
    done = subprocess.run(["sh", "-c", 'cd "$1" && rmdir "$1" && exec "$2" check', "sh", gone, KBC],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=20)
    if done.returncode != 3 or b"working folder" not in done.stderr:
        complain(project.name, f"status {done.returncode}: {done.stderr!r}")


def main():
    WORK.chmod(0o755)
    check_oddities()
    check_loops()
    check_names()
    check_deep()
    check_own_files()
    check_races()
    check_gone()
    print("\n".join(problems))
    print(f"  {count} trees")
    subprocess.run(["chmod", "-R", "u+rwX", WORK], stderr=subprocess.DEVNULL, check=False)
    subprocess.run(["sh", "-c", 'rm -rf "$1"/*', "sh", WORK], check=False)
    print(f"{'not ok' if problems else 'ok'} hostile-paths")


if not (IS_ROOT and not shutil.which("setpriv")):
    main()
else:
    print("ok hostile-paths # SKIP setpriv is not here")
    sys.exit(0)
