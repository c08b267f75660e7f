"""Programs that are not ours and read what kbc prints: installed once, below build/."""
import fcntl
import hashlib
import json
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(HERE, "package-lock.json")
MODULES = ("@microsoft/sarif-multitool-linux", "@umbrelladocs/rdformat-validator", "ajv",
           "ajv-formats")


class Missing(Exception):
    """Why something cannot run on this machine."""


def run(command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", check=False, timeout=300, **options)


def stamp():
    with open(LOCK, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def install(folder):
    """What package-lock.json names, by npm, unless it is there already."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node and npm are not here")
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
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(HERE, name), folder)
    got = run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
               "--fetch-timeout=60000"], cwd=folder)
    if got.returncode != 0:
        raise Missing("npm cannot install the readers: " +
                      (got.stderr.strip().splitlines() or ["no reason given"])[0][:200])
    os.chmod(multitool(folder), 0o755)
    with open(done, "w", encoding="ascii") as file:
        file.write(stamp())


def module(folder, name):
    return os.path.join(folder, "node_modules", name)


def multitool(folder):
    return os.path.join(module(folder, MODULES[0]), "Sarif.Multitool")


def run_multitool(folder, *words):
    """Its program unpacks itself, and asks for no locale data."""
    environment = dict(os.environ, DOTNET_BUNDLE_EXTRACT_BASE_DIR=os.path.join(folder, "unpacked"),
                       DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    return run([multitool(folder), *words], env=environment)


def has_multitool(folder):
    if run_multitool(folder, "version").returncode != 0:
        raise Missing("the SARIF multitool does not run on this machine")


def validate_sarif(folder, path):
    """Every error and warning, as lines."""
    report = path + ".validation"
    got = run_multitool(folder, "validate", path, "--rule-kind", "Sarif;Ghas", "--output", report,
                        "--log", "ForceOverwrite")
    if not os.path.exists(report):
        return [f"no report: {got.stdout}{got.stderr}"]
    with open(report, encoding="utf-8-sig") as file:
        results = json.load(file)["runs"][0].get("results", [])
    return [f"{result['ruleId']} {result.get('level', 'warning')}: "
            f"{result['message'].get('text') or result['message'].get('arguments')}"
            for result in results]


def hashes_by_multitool(folder, path):
    """Its own idea of primaryLocationLineHash, for each result of a log that has none."""
    out = path + ".hashed"
    got = run_multitool(folder, "rewrite", path, "--insert", "RollingHashPartialFingerprints",
                        "--output", out, "--log", "ForceOverwrite")
    if got.returncode != 0:
        raise AssertionError(got.stdout + got.stderr)
    with open(out, encoding="utf-8-sig") as file:
        return [result.get("partialFingerprints", {}).get("primaryLocationLineHash")
                for result in json.load(file)["runs"][0]["results"]]


def ajv(folder, schema, path):
    """What ajv has against the document, "" if nothing."""
    program = os.path.join(folder, "ajv.cjs")
    shutil.copy(os.path.join(HERE, "ajv.cjs"), program)
    got = run(["node", program, schema, path])
    return "" if got.returncode == 0 else (got.stdout + got.stderr)[:2000]


def validate_rdjson(folder, path):
    program = os.path.join(module(folder, MODULES[1]), "bin", "rdformat-validator.js")
    got = run(["node", program, "--strict", "--no-extra-fields", path])
    return "" if got.returncode == 0 else (got.stdout + got.stderr)[:2000]


def xmllint(schema, path):
    if not shutil.which("xmllint"):
        raise Missing("xmllint is not here")
    got = run(["xmllint", "--nonet", "--noout", "--huge", "--schema", schema, path])
    return "" if got.returncode == 0 else (got.stdout + got.stderr)[:2000]
