"""kbc check --fix on real files: what is kept, what is left alone, and that twice is once."""
import os
import pty
import random
import shutil
import stat
import subprocess
import time

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
ROUNDS = int(os.environ.get("FIX_ROUNDS", "150"))
SCHEMA = os.path.join(ROOT, "schema", "case.yaml")
FRONT = "---\nservice: auth-svc\nerror_message: \"x: y failed\"\n---\n"
LOG = ('[ERROR] 2024-03-15T10:00:00.123Z auth-svc/v4.2.1 [a1b2c3d4]: x: y failed. '
       '| Context: {A="1"}')
GOOD = (FRONT + "# Auth - Something\n\n## Incident Summary\n" + LOG + "\n\n## Root Cause\n"
        "The upstream did not answer in time.\n\n## Action Items\n1. Look at the upstream.\n"
        "2. Call its owner.\n")
BAD = GOOD.replace("\"x: y failed\"", "x: y failed").replace("2. Call", "1. Call")


def kbc(*words, **more):
    return subprocess.run([KBC, *words], capture_output=True, check=False, **more)


def fix(path, *words):
    return kbc("check", "--schema", SCHEMA, "--fix", *words, path)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def report(name, problem):
    print(f"not ok fix: {name}\n  {problem}" if problem else f"ok fix: {name}", flush=True)


def check_kept():
    """Mode, owner, line ends, byte order mark, the missing last line end."""
    for mode in (0o640, 0o600, 0o755, 0o644):
        write("a.md", BAD)
        os.chmod("a.md", mode)
        owner = (1234, 5678) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
        os.chown("a.md", *owner)
        said = fix("a.md")
        now = os.stat("a.md")
        if read("a.md") != GOOD.encode() or said.returncode != 0:
            return said.stderr.decode() + read("a.md").decode()
        if stat.S_IMODE(now.st_mode) != mode or (now.st_uid, now.st_gid) != owner:
            return f"{oct(now.st_mode)} {now.st_uid}:{now.st_gid}"
    for change in (lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t,
                   lambda t: t.rstrip("\n"), lambda t: "\ufeff" + t.rstrip("\n").replace("\n", "\r\n")):
        write("a.md", change(BAD))
        fix("a.md")
        if read("a.md") != change(GOOD).encode():
            return repr(read("a.md"))
        said = kbc("check", "--schema", SCHEMA, "--fix", "-", input=change(BAD).encode())
        if said.stdout != change(GOOD).encode():
            return repr(said.stdout)
    if [name for name in os.listdir(".") if "kbc" in name]:
        return os.listdir(".")
    return None


def check_untouched():
    """A file without a fix is not written: not its inode, not its time."""
    write("a.md", GOOD)
    before = os.stat("a.md")
    fix("a.md")
    after = os.stat("a.md")
    same = (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    return None if same else "written all the same"


def check_links():
    """What a link leads to is mended, or refused; the link stays one."""
    shutil.rmtree("tree", ignore_errors=True)
    os.makedirs("tree/kb")
    os.makedirs("tree/.git")
    write("outside.md", BAD)
    write("tree/kb/a.md", BAD)
    os.symlink("a.md", "tree/kb/in.md")
    os.symlink("../../outside.md", "tree/kb/out.md")
    write("tree/kbc.yaml", read(SCHEMA))
    said = kbc("check", "--fix", cwd="tree")
    if said.returncode == 0 or read("outside.md") != BAD.encode():
        return "a file out of the tree was written"
    if not (os.path.islink("tree/kb/in.md") and os.path.islink("tree/kb/out.md")):
        return "a link is no link any more"
    return None if read("tree/kb/a.md") == GOOD.encode() else said.stdout.decode()


def check_diff():
    """git and patch make of the diff what --fix makes of the files."""
    shutil.rmtree("tree", ignore_errors=True)
    os.makedirs("tree/kb")
    names = ["a.md", "b c.md", "장애.md", "q\"t.md"]
    for name in names:
        write("tree/kb/" + name, BAD)
    write("tree/kb/nl.md", BAD.rstrip("\n"))
    write("tree/kb/crlf.md", BAD.replace("\n", "\r\n"))
    write("tree/kbc.yaml", read(SCHEMA))
    subprocess.run(["git", "init", "-q", "tree"], check=True)
    shutil.rmtree("copy", ignore_errors=True)
    shutil.rmtree("other", ignore_errors=True)
    shutil.copytree("tree", "copy")
    shutil.copytree("tree", "other")
    said = kbc("check", "--diff", cwd="tree")
    if said.returncode != 1:
        return f"status {said.returncode}"
    if kbc("check", "--diff", cwd="tree").stdout != said.stdout:
        return "it has written"
    got = subprocess.run(["git", "apply", "-"], input=said.stdout, cwd="copy", capture_output=True, check=False)
    if got.returncode != 0:
        return got.stderr.decode()
    kbc("check", "--fix", cwd="tree")
    for name in names + ["nl.md", "crlf.md"]:
        if read("tree/kb/" + name) != read("copy/kb/" + name):
            return name
    if shutil.which("patch"):
        got = subprocess.run(["patch", "-sp1", "--binary"], input=said.stdout, cwd="other", capture_output=True, check=False)
        for name in ["a.md", "b c.md", "장애.md", "nl.md", "crlf.md"]:
            if read("tree/kb/" + name) != read("other/kb/" + name):
                return name + got.stdout.decode() + got.stderr.decode()
    return "a second diff is not empty" if kbc("check", "--diff", cwd="tree").stdout else None


def check_terminal():
    """On a terminal no control character of a file does anything."""
    write("a.md", BAD.replace("upstream", "up\x1b[2Jstream"))
    leader, follower = pty.openpty()
    with subprocess.Popen([KBC, "check", "--schema", SCHEMA, "--diff", "a.md"], stdout=follower,
                          stderr=subprocess.DEVNULL) as run:
        os.close(follower)
        said = b""
        try:
            while part := os.read(leader, 65536):
                said += part
        except OSError:
            pass
        run.wait()
    os.close(leader)
    return None if b"\x1b" not in said and b"\\x1b" in said else repr(said)


def check_race():
    """A file that somebody saves while kbc is at work is theirs."""
    write("0.md", BAD)
    with subprocess.Popen([KBC, "check", "--schema", SCHEMA, "--fix", "-j1", "0.md", "-"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        # Files come by path: this one has been read when standard input is waited for.
        for _ in range(1000):
            with open(f"/proc/{run.pid}/wchan", encoding="ascii") as where:
                if "pipe" in where.read():
                    break
            time.sleep(0.01)
        write("0.md", BAD + "more\n")
        out, error = run.communicate(BAD.encode())
    if read("0.md") != (BAD + "more\n").encode():
        return "overwritten"
    if out != GOOD.encode() or run.returncode != 3 or b"has changed since" not in error:
        return f"{run.returncode} {error.decode()}"
    return None


def check_refused():
    """A folder in which nothing can be written: status 3, a line, the file as it was."""
    shutil.rmtree("locked", ignore_errors=True)
    os.mkdir("locked")
    write("locked/a.md", BAD)
    os.chmod("locked", 0o555)
    said = fix("locked/a.md")
    os.chmod("locked", 0o755)
    if said.returncode != 3 or read("locked/a.md") != BAD.encode() or b"cannot be written" not in said.stderr:
        return f"{said.returncode} {said.stderr.decode()}"
    return None


def check_full_disk():
    """A write that fails leaves the file, and nothing beside it."""
    shutil.rmtree("small", ignore_errors=True)
    os.mkdir("small")
    bad = BAD + "<!-- " + "x" * 40000 + " -->\n"
    write("small/a.md", bad)
    said = subprocess.run(["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", KBC, "check", "--schema", SCHEMA, "--fix",
                           "small/a.md"], capture_output=True, check=False)
    if said.returncode != 3 or read("small/a.md") != bad.encode() or os.listdir("small") != ["a.md"]:
        return f"{said.returncode} {os.listdir('small')}"
    return None


def check_kill():
    """Killed at any moment, each file is as it was or as it is going to be."""
    shutil.rmtree("many", ignore_errors=True)
    os.makedirs("many/kb")
    write("many/kbc.yaml", read(SCHEMA))
    generator = random.Random(4)
    for _ in range(4):
        for i in range(60):
            write(f"many/kb/{i:03}.md", BAD.replace("Something", f"Something {i}"))
        with subprocess.Popen([KBC, "check", "--fix", "-q"], cwd="many", stdout=subprocess.DEVNULL) as run:
            time.sleep(generator.uniform(0.005, 0.2))
            run.kill()
        for i in range(60):
            text = read(f"many/kb/{i:03}.md").decode()
            if text.replace(f"Something {i}", "Something") not in (GOOD, BAD):
                return repr(text)
    said = kbc("check", "--fix", cwd="many")
    left = [i for i in range(60) if b"1. Call" in read(f"many/kb/{i:03}.md")]
    return said.stderr.decode() if left else None


DAMAGE = [
    ("\n2. ", "\n1. "), ("\n1. ", "\n3. "), ("\n## ", "\n##"), ("\n# ", "\n#"), ("\n# ", "\n#\u00a0"),
    (": \"", ": "), ("\"\n", "\n"), ("service: ", "service:"), ("service: ", "Service: "),
    ("service: ", "service\uff1a "), ("---\n", "----\n"), ("---\n", " ---\n"), ("\n", "\n\t"), ("\n", "\r\n"),
    ("Root Cause", "Root Cuase"), ("Action", "action"), ("\n\n", "\n"), ("\n", " \n"), (" ", "\t"), (". ", ".  "),
    ("error_message", "error_mesage"), ("x: y", "x:y"), ("auth-svc\n", "auth-svc # now\n"), ("- ", "* "),
    ("\"", "'"), ("a", "\u00e9"), ("a", "e\u0301"), ("\n", "\n```\n"), ("\n", "\n<!--\n"), ("\n", "\n- x\n"),
]


def damaged(generator):
    text = GOOD if generator.random() < 0.5 else GOOD.replace("# Auth", "## 01. Auth").replace("## ", "### ", 3)
    for _ in range(generator.randint(1, 5)):
        what, by = generator.choice(DAMAGE)
        places = [i for i in range(len(text)) if text.startswith(what, i)]
        if places:
            at = generator.choice(places)
            text = text[:at] + by + text[at + len(what):]
    return text


def check_random():
    """Fixed twice is fixed once, the log line stays, and nothing is ever a mistake of kbc's."""
    generator = random.Random(int(os.environ.get("FIX_SEED", "1")))
    mended = 0
    for number in range(ROUNDS):
        text = damaged(generator)
        words = ["--unsafe-fixes"] if generator.random() < 0.5 else []
        write("r.md", text)
        said = fix("r.md", *words)
        once = read("r.md").decode()
        if said.returncode not in (0, 1, 2) or b"mistake of kbc" in said.stderr:
            return f"{number}: {said.returncode} {said.stderr.decode()}\n{text!r}"
        if LOG in text and LOG not in once:
            return f"{number}: the log line has changed\n{text!r}"
        again = fix("r.md", *words)
        if read("r.md").decode() != once or b"fixed 0," not in again.stderr:
            return f"{number}: not once and for all\n{text!r}"
        mended += once != text
    return None if mended > ROUNDS // 5 else f"only {mended} of {ROUNDS} had anything to mend"


report("what a file keeps", check_kept())
report("no fix, no writing", check_untouched())
report("links", check_links())
report("diffs that git and patch apply", check_diff())
report("a terminal", check_terminal())
if os.path.exists(f"/proc/{os.getpid()}/wchan"):
    report("somebody else writes, too", check_race())
else:
    print("ok fix: somebody else writes, too # SKIP nothing here tells when a process waits")
if os.geteuid() == 0:
    print("ok fix: a folder without write permission # SKIP root may write anywhere")
else:
    report("a folder without write permission", check_refused())
report("a disk that is full", check_full_disk())
report("killed", check_kill())
report("damage at random", check_random())
