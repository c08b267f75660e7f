"""What git ignores is no corpus: kbc's files against git's own answer, on patterns at random."""
import os
import pathlib
import random
import shutil
import subprocess
import sys

KBC = os.environ["KBC"]
WORK = pathlib.Path(os.environ["WORK"])
NAMES = ["a", "b", "ab", "abc", "c-d", "a b", "A1", "x]y", "x[", "a*", "a\\b", "é", "b "]
PIECES = ["a", "b", "c", "ab", "*", "**", "?", "/", "/", "/**/", "**/", "/*", "[ab]", "[!a]",
          "[^b]", "[a-c]", "[]x]", "[!]]", "[\\]x]", "[a-\\c]", "[c-a]", "[b-]", "[-b]", "[a",
          "[[:alpha:]]", "[[:digit:][:space:]]", "[[:upper:]a]", "[[:foo:]]", "[[:]", "[[a]",
          "\\a", "\\*", "\\ ", "\\\\", "\\/", "\\", " ", "-", ".md", "*.md", "md", "#", "!", "é"]
WHOLE = ["", "#a", "\\#a", "!", "/", "//", "!/", "*", "!*", "!*/", "*/", "**", "/**", "!**/*.md",
         "a/", "/a", "a/b", "a/*", "!a/*", "a/**", "!a/b/", "**/b", "a/**/b.md", "*.md",
         "!ab.md", "b.md ", "b.md\\ ", "b.md\t", "a**", "**a", "a**/b.md", "*\r", "a.md\0b"]
TREE = ["a.md", "b.md", "ab.md", "b .md", "a/a.md", "a/b.md", "a/ab/b.md", "a/b/b.md", "b/a.md",
        "b/a/b.md", "ab/a b/c.md", "abc/b/a/b.md", "a b/a.md", "x]y/b.md", "x[/a*.md",
        "a\\b/x].md", "A1/é.md", "é/A1/a.md", "#a/b.md", "!a/b.md", "c-d/b.md", "b /a.md"]

problems = []


def git(*words, where=None, **more):
    return subprocess.run(["git", *words], cwd=where, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **more).stdout


def write(path, data=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def line(chance):
    if chance.random() < 0.3:
        return chance.choice(WHOLE)
    start = chance.choice(["", "", "", "/", "!", "!", "!/"])
    return start + "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 5)))


def lines(chance, most):
    return chance.choice(["\n", "\n", "\r\n"]).join(
        line(chance) for _ in range(chance.randint(1, most))) + chance.choice(["", "\n"])


def wanted(top, names):
    return sorted(name for name in names if name.endswith(".md") and (top / name).exists())


def of_git(top):
    out = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", where=top)
    return wanted(top, set(out.decode().split("\0")))


def of_kbc(top, where=None, *words):
    run = subprocess.run([KBC, "check", "--show-files", *words], cwd=where or top,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if b"no file found" in run.stderr:
        # Then standard output has the findings.
        run.stderr += run.stdout
        return [], run
    return sorted(run.stdout.decode().splitlines()), run


def compare(name, top, note=""):
    expected, (got, run) = of_git(top), of_kbc(top)
    if got == expected or (not expected and run.returncode == 2):
        return True
    wrong = sorted(set(got) ^ set(expected))[0]
    folder = pathlib.Path(wrong).parts[0]
    problems.append(f"{name}: {wrong!r}: git says {wrong in expected}, kbc {wrong in got}{note}")
    for file in sorted((top).glob("**/.gitignore")):
        if file.parent == top or file.relative_to(top).parts[0] == folder:
            problems.append(f"  {file.relative_to(top)}: {file.read_bytes()!r}")
    problems.append(run.stderr.decode())
    return False


def start(name):
    top = WORK / name
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir()
    git("init", "-q", "--template=", where=top)
    write(top / "kbc.yaml", 'kbc: 1\nname: t\ncorpus: {include: ["**/*.md"]}\n')
    return top


def says(name, is_good):
    print(("ok " if is_good else "not ok ") + name)
    if not is_good:
        print("\n".join("  " + text for text in problems[-40:]))


def test_patterns(seed):
    """Many folders, each with rules of its own about the same files."""
    chance = random.Random(seed)
    top = start(f"patterns{seed}")
    for number in range(120):
        folder = top / f"d{number:03}"
        for name in TREE:
            write(folder / name)
        write(folder / ".gitignore", lines(chance, 4))
    is_good = compare("patterns", top, f" (seed {seed})")
    shutil.rmtree(top)
    return is_good


def test_tree(seed):
    """Rules on every level, info/exclude, and files that are tracked all the same."""
    chance = random.Random(seed)
    top = start(f"tree{seed}")
    folders = [top]
    for _ in range(12):
        folders.append(chance.choice(folders) / chance.choice(NAMES))
    for folder in folders:
        for _ in range(3):
            write(folder / (chance.choice(NAMES) + ".md"))
        if chance.random() < 0.5:
            write(folder / ".gitignore", lines(chance, 4))
    if chance.random() < 0.5:
        write(top / ".git/info/exclude", lines(chance, 3))
    files = [str(file.relative_to(top)) for file in top.glob("**/*.md") if file.is_file()]
    tracked = chance.sample(files, chance.randint(0, min(4, len(files))))
    if tracked:
        git("add", "-f", "--pathspec-from-file=-", "--pathspec-file-nul", where=top,
            input="\0".join(tracked).encode(), env={**os.environ, "GIT_LITERAL_PATHSPECS": "1"})
        if chance.random() < 0.3:
            git("update-index", "--skip-worktree", "--", tracked[0], where=top)
        git("update-index", "--index-version", chance.choice("234"), where=top)
    is_good = compare("tree", top, f" (seed {seed})")
    shutil.rmtree(top)
    return is_good


def test_kinds():
    """Worktrees, submodules, other hashes, a split index, garbage."""
    top = start("kinds")
    write(top / ".gitignore", "draft*\n")
    for name in ("kb/a.md", "kb/draft.md", "kb/draft-2.md", "drafts/x.md", "drafts/y.md"):
        write(top / name)
    write(top / ".git/info/exclude", "a.md\n")
    git("add", "-f", "kbc.yaml", ".gitignore", "kb/draft.md", "drafts/x.md", where=top)
    git("commit", "-q", "-m", "x", where=top)
    is_good = compare("a repository", top)
    git("worktree", "add", "-q", str(WORK / "worktree"), where=top)
    for name in ("kb/a.md", "kb/draft-2.md", "drafts/y.md", "b.md"):
        write(WORK / "worktree" / name)
    is_good = compare("a worktree", WORK / "worktree") and is_good
    # A submodule has an index and rules of its own.
    outer = start("outer")
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(top), "kb/inner",
        where=outer)
    write(outer / ".gitignore", "b.md\nkb\n")
    for name in ("b.md", "kb/b.md", "kb/inner/b.md", "kb/inner/draft-3.md"):
        write(outer / name)
    got, _ = of_kbc(outer)
    expected = sorted("kb/inner/" + name for name in of_git(outer / "kb/inner"))
    if got != expected or "kb/inner/b.md" not in got:
        problems.append(f"a submodule: {got}, not {expected}")
        is_good = False
    git("update-index", "--split-index", where=top)
    got, run = of_kbc(top)
    if got != [] or b"index-unknown" not in run.stderr:
        problems.append(f"a split index: {got} {run.stderr.decode()}")
        is_good = False
    sha256 = WORK / "sha256"
    sha256.mkdir()
    if subprocess.run(["git", "init", "-q", "--object-format=sha256"], cwd=sha256,
                      stderr=subprocess.PIPE, check=False).returncode == 0:
        write(sha256 / "kbc.yaml", (top / "kbc.yaml").read_bytes())
        write(sha256 / ".gitignore", "*.md\n")
        for name in ("a.md", "b/b.md", "c.md"):
            write(sha256 / name)
        git("add", "-f", "b/b.md", "c.md", where=sha256)
        for version in "24":
            git("update-index", "--index-version", version, where=sha256)
            is_good = compare(f"SHA-256, version {version}", sha256) and is_good
    return is_good


def test_garbage(seed):
    """A broken index is said to be broken, or read as it stands, and nothing else happens."""
    chance = random.Random(seed)
    top = start("garbage")
    write(top / ".gitignore", "*.md\n")
    for name in ("a.md", "b/b.md", "b/c/d.md"):
        write(top / name)
    git("add", "-f", "a.md", "b/b.md", where=top)
    for version in "24":
        git("update-index", "--index-version", version, where=top)
        whole = (top / ".git/index").read_bytes()
        for number in range(40):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.choice([0, 1, 255, 128, 65])
            if number % 3 == 0:
                data = data[:chance.randrange(len(data))]
            (top / ".git/index").write_bytes(bytes(data))
            got, run = of_kbc(top)
            if run.returncode not in (0, 2) or not set(got) <= {"a.md", "b/b.md"}:
                problems.append(f"garbage {number} (seed {seed}): {run.returncode} {got}")
                problems.append(run.stderr.decode())
                return False
        (top / ".git/index").write_bytes(whole)
    return True


def test_named():
    """Who names a file or folder that is ignored gets it; one around it does not bring it in."""
    top = start("named")
    write(top / "kbc.yaml", 'kbc: 1\nname: t\ncorpus: {include: ["kb/**/*.md"]}\n')
    write(top / ".gitignore", "drafts/\nsecret*\n")
    write(top / "kb/drafts/.gitignore", "not.md\n")
    for name in ("kb/a.md", "kb/drafts/b.md", "kb/drafts/not.md", "kb/secret.md", "docs/c.md",
                 "docs/secret.md"):
        write(top / name)
    wrong = []
    for words, expected in ((["kb"], ["kb/a.md"]), (["kb/secret.md"], ["kb/secret.md"]),
                            (["kb/drafts"], ["kb/drafts/b.md"]), (["docs"], ["docs/c.md"]),
                            (["docs/secret.md"], ["docs/secret.md"]),
                            (["kb/a.md"], ["kb/a.md"])):
        got, _ = of_kbc(top, None, *words)
        if got != expected:
            wrong.append(f"{words}: {got}, not {expected}")
    got, _ = of_kbc(top, top / "docs")
    if got != ["../kb/a.md"]:
        wrong.append(f"from below: {got}")
    problems.extend(wrong)
    return not wrong


def main():
    if not shutil.which("git"):
        print("ok gitignore # SKIP no git here")
        return 0
    rounds = int(os.environ.get("KBC_IGNORE_ROUNDS", "1"))
    first = int(os.environ.get("KBC_IGNORE_SEED", "1"))
    results = [
        ("patterns at random", all(test_patterns(first + i) for i in range(2 * rounds))),
        ("trees at random", all(test_tree(first + i) for i in range(25 * rounds))),
        ("kinds of repositories", test_kinds()),
        ("a broken index", test_garbage(first)),
        ("what is named is read", test_named()),
    ]
    for name, is_good in results:
        says("gitignore: " + name, is_good)
    return 0 if all(is_good for _, is_good in results) else 1


sys.exit(main())
