"""Fits token estimates on texts, or holds them against the tokenizers.

    tokens.py fit KBC BUILD FOLDER              prints compiler/emit/chunks/tokens_table.c
    tokens.py measure KBC BUILD FOLDER [KIND=FOLDER...]  prints a table, and fails where kbc is off

The tokenizers come from npm, once, into FOLDER. Texts are those of the project and what kbc makes
of knowledge bases; other folders with texts are measured on alone. In the environment: CC.
"""
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
SYNTHETIC_CASES = "300"
LOG_LINES = "3000"


class Missing(Exception):
    """Why something cannot run on this machine."""


def run(command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", check=False, **options)


def must(command, **options):
    got = run(command, **options)
    if got.returncode != 0:
        sys.exit(f"tokens: {' '.join(command)}: {got.stderr.strip() or got.stdout.strip()}")
    return got.stdout


def install_here(folder):
    with open(os.path.join(HERE, "package-lock.json"), "rb") as file:
        stamp = hashlib.sha256(file.read()).hexdigest()
    done = os.path.join(folder, "installed")
    if os.path.exists(done) and open(done, encoding="ascii").read() == stamp:
        return
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(HERE, name), folder)
    got = run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
               "--fetch-timeout=60000"], cwd=folder, timeout=300)
    if got.returncode != 0:
        raise Missing("npm cannot install the tokenizers: " +
                      (got.stderr.strip().splitlines() or ["no reason given"])[0][:200])
    with open(done, "w", encoding="ascii") as file:
        file.write(stamp)


def install(folder):
    """What package-lock.json names, by npm, unless it is there already."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node and npm are not here")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_here(folder)
    return os.path.join(folder, "node_modules")


def make_texts(kbc, folder):
    """Log lines and chunks, in FOLDER/made."""
    made = os.path.join(folder, "made")
    shutil.rmtree(made, ignore_errors=True)
    os.makedirs(made)
    synthetic = os.path.join(folder, "synthetic")
    shutil.rmtree(synthetic, ignore_errors=True)
    must([sys.executable, os.path.join(ROOT, "tests/bench/knowledge.py"), SYNTHETIC_CASES,
          synthetic])
    must([kbc, "build", "-o", "out", "--emit", "chunks"], cwd=synthetic)
    shutil.copy(os.path.join(synthetic, "out/chunks.jsonl"), os.path.join(made, "synthetic.jsonl"))
    for name, where in (("own", ROOT), ("synthetic", synthetic)):
        must([kbc, "simulate", "--lines", LOG_LINES, "--seed", "7", "--mix",
              "info=40%,case=60%", "-o", os.path.join(made, name + ".log")], cwd=where)
    return made


def compile_counter(build, folder):
    """The program that says what kbc counts."""
    program = os.path.join(folder, "count")
    must([os.environ.get("CC", "cc"), "-O2", "-I" + os.path.join(ROOT, "compiler"), "-o", program,
          os.path.join(HERE, "count.c"), os.path.join(build, "libkbc.a")])
    return program


def main():
    mode, kbc, build, folder, *others = sys.argv[1:]
    kbc, build, folder = (os.path.abspath(path) for path in (kbc, build, folder))
    try:
        modules = install(os.path.join(os.environ.get("KBC_TOKENIZERS", folder), "tokenizers"))
    except Missing as error:
        print(f"SKIP {error}")
        return 2
    made = make_texts(kbc, folder)
    if mode == "fit":
        return subprocess.call(["node", os.path.join(HERE, "fit.mjs"), ROOT, modules, made])
    counter = compile_counter(build, folder)
    return subprocess.call(["node", os.path.join(HERE, "measure.mjs"), counter, ROOT, modules, made,
                            *others])


if __name__ == "__main__":
    sys.exit(main())
