"""The same bytes whatever surrounds kbc: one line for each variation.

    variations.py KBC WORK [WORD...]     all variations, or those whose names hold one of the words

The builds with other compilers and switches are made here, below WORK; NO_BUILDS=1 leaves them out."""
import os
import pty
import random
import resource
import shutil
import stat
import subprocess
import sys
import threading

import works

FAKETIMES = ["2038-01-19 03:14:08", "1970-01-01 00:00:01", "2016-12-31 23:59:60"]
LOCALES = [("tr_TR", "UTF-8"), ("de_DE", "UTF-8"), ("ko_KR", "EUC-KR"), ("ja_JP", "SHIFT_JIS")]
NO_AVX2 = "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-BMI2,-SSE4_2,-SSE4_1,-SSSE3"
NOBODY = 65534
DEEP = os.path.join(*["d" * 40] * 12, "a b  c", "장애 💥 \u202bx", "'quoted' $HOME `x`")


class Skip(Exception):
    """A variation that this machine cannot make."""


class Base:
    """Where everything lies, and what kbc writes if nothing is varied."""

    def __init__(self, kbc, work, is_small):
        self.kbc, self.work, self.is_small = os.path.abspath(kbc), os.path.abspath(work), is_small
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.work)
        self.env = {**os.environ, "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1"}
        self.wanted = self.run()

    def run(self, folder="projects", kbc=None, env=None, prepare=None, **more):
        """Everything by one runner, in fresh copies below `folder`, the arguments after those of Runner."""
        folder = os.path.join(self.work, folder)
        files = works.projects(folder)
        if prepare:
            folder = prepare(folder, files) or folder
        runner = works.Runner(kbc or self.kbc, folder, self.env if env is None else env, **more)
        return works.everything(runner, self.is_small)

    def with_env(self, **changes):
        return self.run(env={key: value for key, value in {**self.env, **changes}.items() if value is not None})


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            raise Skip(f"no {program} here")


# ---- Environment ----


def locale(base, name, charset):
    need("localedef")
    made = os.path.join(base.work, "locales")
    os.makedirs(made, exist_ok=True)
    done = subprocess.run(["localedef", "-c", "-i", name, "-f", charset, os.path.join(made, f"{name}.{charset}")],
                          capture_output=True, check=False)
    if done.returncode > 1 or not os.path.isdir(os.path.join(made, f"{name}.{charset}")):
        raise Skip("localedef does not make it")
    return base.with_env(LOCPATH=made, LC_ALL=f"{name}.{charset}", LANG=f"{name}.{charset}", LANGUAGE=name)


def fake_time(base, when):
    need("faketime")
    if when.endswith(":60") is False and subprocess.run(["faketime", when, "date"], capture_output=True,
                                                        check=False).returncode != 0:
        raise Skip("faketime does not run here")
    return base.run(before=["faketime", "-f", f"@{when.replace(':60', ':59')}"])


def tunables(base, value):
    return base.with_env(GLIBC_TUNABLES=value)


def huge(base):
    return base.with_env(**{f"VARIABLE_{i}": "x" * 100 for i in range(5000)})


def old_processor(base):
    need("qemu-x86_64")
    return base.run(before=["qemu-x86_64", "-cpu", "core2duo"])


def no_spread(base):
    need("setarch")
    if subprocess.run(["setarch", "-R", "true"], capture_output=True, check=False).returncode != 0:
        raise Skip("setarch -R is not allowed here")
    return base.run(before=["setarch", "-R"])


def terminal(base):
    """Files are the same, and so is the status; what a terminal shows has colours."""
    keeper, end = pty.openpty()

    def drain():
        try:
            while os.read(keeper, 65536):
                pass
        except OSError:
            pass

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    env = {**base.env, "TERM": "xterm-256color", "COLUMNS": "33", "NO_COLOR": ""}
    try:
        return base.run(env=env, stdin=end, stdout=end, stderr=end)
    finally:
        os.close(end)


def closed_input(base):
    """Without standard input, the first file that is opened has its number."""
    return base.run(before=["sh", "-c", 'exec "$0" "$@" <&-'])


def as_nobody(base):
    if os.geteuid() != 0:
        raise Skip("only root can be somebody else")
    at = base.work
    while at != "/":
        if not os.stat(at).st_mode & stat.S_IXOTH:
            raise Skip("others may not enter the folder of this test")
        at = os.path.dirname(at)
    kbc = os.path.join(base.work, "kbc")
    shutil.copy(base.kbc, kbc)

    def give(folder, files):
        for at, folders, names in os.walk(folder):
            for name in [at, *(os.path.join(at, one) for one in folders + names)]:
                os.chown(name, NOBODY, NOBODY)

    return base.run(kbc=kbc, env={**base.env, "HOME": "/nonexistent"}, prepare=give, user=NOBODY, group=NOBODY)


def masked(base, mask):
    """The bytes do not depend on the umask; the modes of what was written do, as of any file."""
    before = os.umask(mask)
    try:
        got = base.run()
    finally:
        os.umask(before)
    out = os.path.join(base.work, "projects/clean/out")
    for at, folders, names in os.walk(out):
        for name, mode in [(one, 0o666) for one in names] + [(one, 0o777) for one in folders]:
            is_now = stat.S_IMODE(os.stat(os.path.join(at, name)).st_mode)
            if is_now != mode & ~mask:
                got[f"mode of {name}"] = oct(is_now).encode()
    return got


def limited(base):
    def lower():
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))
    return base.run(preexec_fn=lower)


# ---- Folders ----


def shuffled(base):
    """Made again in another order, so with other inodes; each with another time."""
    def prepare(folder, files):
        chance = random.Random(3)
        new = folder + "-shuffled"
        shutil.rmtree(new, ignore_errors=True)
        mixed = list(files)
        chance.shuffle(mixed)
        for path in mixed:
            to = os.path.join(new, os.path.relpath(path, folder))
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copyfile(path, to)
            when = chance.randrange(4_000_000_000)
            os.utime(to, (when, when))
        for name in ("refs", "objects"):    # what git keeps though nothing is in it
            for project in works.PROJECTS:
                os.makedirs(os.path.join(new, project, ".git", name), exist_ok=True)
        return new
    return base.run(prepare=prepare)


def disordered(base, option):
    need("disorderfs", "fusermount")
    at = os.path.join(base.work, "mounted")
    os.makedirs(at, exist_ok=True)

    def prepare(folder, files):
        done = subprocess.run(["disorderfs", "--multi-user=no", option, folder, at], capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise Skip("disorderfs does not mount here")
        return at
    try:
        return base.run(prepare=prepare)
    finally:
        subprocess.run(["fusermount", "-u", at], capture_output=True, check=False)


def linked(base):
    """Through a symbolic link, and with a PWD that says so."""
    def prepare(folder, files):
        link = os.path.join(base.work, "link")
        if not os.path.islink(link):
            os.symlink(folder, link)
        return link
    return base.run(prepare=prepare, env={**base.env, "PWD": os.path.join(base.work, "link/clean")})


def no_repository(base):
    def prepare(folder, files):
        for project in works.PROJECTS:
            shutil.rmtree(os.path.join(folder, project, ".git"))
    return base.run(prepare=prepare)


# ---- Builds ----


def built(base, name, *switches):
    """kbc made with these variables of make, in a folder of its own."""
    if os.environ.get("NO_BUILDS"):
        raise Skip("NO_BUILDS is set")
    compiler = next((word[3:] for word in switches if word.startswith("CC=")), "cc")
    need(compiler)
    made = os.path.join(base.work, "builds", name)
    kbc = os.path.join(made, "kbc")
    env = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(["make", "kbc", f"B={made}", f"KBC={kbc}", "fortify=", *switches], cwd=works.ROOT,
                          env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        return {"the build": done.stdout[-2000:].encode()}
    return base.run(kbc=kbc)


def static(base):
    if os.environ.get("NO_BUILDS"):
        raise Skip("NO_BUILDS is set")
    done = subprocess.run(["make", "static"], cwd=works.ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skip("not all libraries have an archive here")
    return base.run(kbc=os.path.join(works.ROOT, "build/kbc-static"))


def check_program(base, say):
    """What the generated C says of each sample line, by each compiler that is here."""
    out = os.path.join(base.work, "projects/clean/out")
    base.run()
    source = os.path.join(works.ROOT, "tests/e2e/sample-program/titles.c")
    with open(os.path.join(out, "sample.log"), "rb") as file:
        log = file.read()
    wanted = None
    for compiler, runner in (("gcc", []), ("clang", []), ("i686-linux-gnu-gcc", []),
                             ("s390x-linux-gnu-gcc", ["qemu-s390x"])):
        for level in ("-O0", "-O3"):
            name = f"the generated C by {compiler} {level}"
            if not all(shutil.which(one) for one in [compiler, *runner]):
                say(name, skip=f"no {compiler} here")
                continue
            program = os.path.join(base.work, "program")
            is_static = ["-static"] if "-linux-" in compiler else []
            done = subprocess.run([compiler, level, *is_static, "-I", out, "-o", program, source,
                                   os.path.join(out, "kb.c")], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                say(name, [done.stderr[-500:]])
                continue
            said = subprocess.run([*runner, program], input=log, capture_output=True, check=False)
            wanted = wanted or (said.returncode, said.stdout)
            say(name, [] if (said.returncode, said.stdout) == wanted and said.stdout else ["other answers"])


SMALL = ["again", "nothing but a path in the environment", "-j 3", "umask 077", "a terminal",
         "a deep path", "made in another order", "locale tr_TR"]

VARIATIONS = [
    ("again", Base.run),
    *[(f"locale {name}.{charset}", lambda b, n=name, c=charset: locale(b, n, c)) for name, charset in LOCALES],
    ("locale C.UTF-8", lambda b: b.with_env(LC_ALL="C.UTF-8")),
    ("a locale that is not there", lambda b: b.with_env(LC_ALL="xx_XX.utf-9", LANG="\x01")),
    *[(f"time zone {zone}", lambda b, z=zone: b.with_env(TZ=z))
      for zone in ("Asia/Seoul", "America/St_Johns", "XXX-24YYY,M3.2.0", "nowhere/at all", "")],
    *[(f"on {when}", lambda b, w=when: fake_time(b, w)) for when in FAKETIMES],
    ("folders shuffled by disorderfs", lambda b: disordered(b, "--shuffle-dirents=yes")),
    ("folders reversed by disorderfs", lambda b: disordered(b, "--reverse-dirents=yes")),
    ("made in another order, with other inodes and times", shuffled),
    *[(f"-j {jobs}", lambda b, j=jobs: b.run(jobs=j)) for jobs in (1, 2, 3, 16)],
    ("umask 077", lambda b: masked(b, 0o077)),
    ("umask 0", lambda b: masked(b, 0)),
    ("a deep path with blanks, quotes and Hangul", lambda b: b.run(folder=DEEP)),
    ("through a symbolic link", linked),
    ("no repository", no_repository),
    ("nothing but a path in the environment", lambda b: b.run(env={"PATH": os.environ["PATH"]})),
    ("nothing at all in the environment", lambda b: b.run(env={})),
    ("a huge environment", huge),
    ("HOME and XDG elsewhere", lambda b: b.with_env(HOME=None, XDG_CONFIG_HOME="/", XDG_CACHE_HOME="x", TMPDIR="/none")),
    ("TERM and COLUMNS", lambda b: b.with_env(TERM="xterm-256color", COLUMNS="20", LINES="3")),
    ("POSIXLY_CORRECT", lambda b: b.with_env(POSIXLY_CORRECT="1")),
    ("memory that was used before", lambda b: b.with_env(MALLOC_PERTURB_="170")),
    ("memory checked and in one arena", lambda b: b.with_env(MALLOC_CHECK_="3", MALLOC_ARENA_MAX="1")),
    ("glibc without AVX2 and SSE4", lambda b: tunables(b, NO_AVX2)),
    ("a processor without AVX2 (qemu)", old_processor),
    ("addresses that stay", no_spread),
    ("standard input closed", closed_input),
    ("a terminal", terminal),
    ("few files open, a small stack", limited),
    ("user nobody", as_nobody),
    ("gcc -O0", lambda b: built(b, "gcc-O0", "CC=gcc", "CFLAGS=-O0")),
    ("clang -O0", lambda b: built(b, "clang-O0", "CC=clang", "CFLAGS=-O0")),
    ("clang -O3", lambda b: built(b, "clang-O3", "CC=clang", "CFLAGS=-O3")),
    ("char is unsigned, as on ARM", lambda b: built(b, "unsigned-char", "CC=gcc", "CFLAGS=-O1 -funsigned-char")),
    ("shared libraries", lambda b: built(b, "shared", "CC=gcc", "SHARED=1")),
    ("one static file", static),
]


def say(name, problems=(), skip=None):
    print(("not ok" if problems else "ok") + f" determinism: {name}" + (f" # SKIP {skip}" if skip else ""),
          flush=True)
    for problem in list(problems)[:10]:
        print(f"  {problem}", flush=True)
    return not problems


def vary(kbc, work, words=(), is_small=False):
    base = Base(kbc, work, is_small)
    if len(base.wanted) < 60 or any(value not in (b"0", b"1") for name, value in base.wanted.items()
                                    if name.endswith(", status")):
        return say("what is compared", ["kbc did not do its work: " + ", ".join(sorted(base.wanted))])
    is_good = True
    for name, change in VARIATIONS:
        if words and not any(word in name for word in words):
            continue
        try:
            got = change(base)
        except Skip as reason:
            say(name, skip=str(reason))
            continue
        is_good &= say(name, works.differences(base.wanted, got, name != "a terminal"))
    if not words:
        check_program(base, say)
    return is_good


if __name__ == "__main__":
    sys.exit(0 if vary(sys.argv[1], sys.argv[2], sys.argv[3:]) else 1)
