"""Stores and frameworks that are not ours and load what kbc builds: installed once, below build/."""
import fcntl
import hashlib
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(HERE, "js")
NAMES = ("package.json", "package-lock.json", os.path.join("js", "prepare.mjs"))
OLDEST_NODE = 20
# The frameworks ask for each other's newest versions; package-lock.json has those that were tried.
NPM_CI = ("npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--prefer-offline",
          "--loglevel=error", "--fetch-retries=1", "--fetch-timeout=60000")


class Missing(Exception):
    """Why they cannot run on this machine."""


def run(command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", check=False, timeout=600, **options)


def stamp():
    digest = hashlib.sha256()
    for name in NAMES:
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def check_node():
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node and npm are not here")
    version = run(["node", "--version"]).stdout.strip()
    if not version.startswith("v") or int(version[1:].split(".")[0]) < OLDEST_NODE:
        raise Missing(f"the frameworks want node {OLDEST_NODE}, and this is {version}")


def install(folder):
    """What package-lock.json names, by npm, and an empty PostgreSQL, unless they are there already."""
    check_node()
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)    # the tests of another build run at the same time
        install_here(folder)


def install_here(folder):
    done = os.path.join(folder, "installed")
    if os.path.exists(done) and open(done, encoding="ascii").read() == stamp():
        return
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in NAMES[:2]:
        shutil.copy(os.path.join(HERE, name), folder)
    got = run(NPM_CI, cwd=folder)
    if got.returncode != 0:
        raise Missing("npm cannot install the consumers: " +
                      (got.stderr.strip().splitlines() or ["no reason given"])[0][:200])
    node(folder, folder, "prepare.mjs", image(folder))
    with open(done, "w", encoding="ascii") as file:
        file.write(stamp())


def image(folder):
    """An empty PostgreSQL with pgvector: making one takes PGlite much longer than opening it."""
    return os.path.join(folder, "postgres.tar.gz")


def node(folder, work, script, *words):
    """Runs one of our scripts, which find the packages in the folder above them."""
    scripts = os.path.join(work, "js")
    shutil.rmtree(scripts, ignore_errors=True)
    shutil.copytree(SCRIPTS, scripts)
    modules = os.path.join(work, "node_modules")
    if not os.path.lexists(modules):
        os.symlink(os.path.join(folder, "node_modules"), modules)
    got = run(["node", os.path.join(scripts, script), *words], cwd=work)
    if got.returncode != 0:
        raise AssertionError(f"{script} ended with {got.returncode}\n" + (got.stdout + got.stderr)[-6000:])
    with open(os.path.join(work, script + ".log"), "w", encoding="utf-8") as file:
        file.write(got.stderr)
    return got.stdout
