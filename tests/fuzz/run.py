"""Runs the fuzz targets in turn, from seeds and the goldens' inputs, and says what came of it.

    run.py libfuzzer|afl BUILD SECONDS [TARGET...]

What a target fails at is put into tests/fuzz/found/TARGET/, and the exit status is 1."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Bytes of an input; longer ones only make each run slower.
LENGTHS = {"matcher": 2048, "generated": 4096, "pipeline": 4096, "files": 8192}
# How goldens become inputs: what stands before the bytes of a file of that name.
GOLDENS = {
    "split": [("*.md", [b"020\n", b"122\n", b"010\n"])],
    "front": [("*.md", [b"0\n"]), ("*.yaml", [b"1\n"])],
    "schema": [("*.yaml", [b""])],
    "body": [("*.md", [b""])],
    "json": [("*.json", [b"10\n"])],
    "c_text": [("*.md", [b""])],
    "generated": [("*.log", [b""])],
}
MOST_GOLDENS = 400


def front_of(text):
    """What stands between the first two lines of dashes."""
    parts = re.split(rb"(?m)^---\r?\n", text, maxsplit=2)
    return parts[1] if len(parts) == 3 else text


def write(folder, data):
    (folder / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


def pipeline_inputs():
    """Each golden with a case: for each thing to do, with its schema if it has one."""
    files = sorted((ROOT / "tests/golden").glob("*/*/input.md"))
    for number, path in enumerate(files):
        schema = path.parent / "schema.yaml"
        tail = b"\n%%\n" + schema.read_bytes() if schema.is_file() else b""
        yield b"%d\n" % (number % 7) + path.read_bytes() + tail


def inputs(target, folder):
    """Fills the folder with what a run begins with."""
    most = LENGTHS.get(target, 16384)
    for kind in ("seeds", "found"):
        for path in sorted((HERE / kind / target).glob("*")):
            write(folder, path.read_bytes())
    if target == "pipeline":
        for data in pipeline_inputs():
            if len(data) <= most:
                write(folder, data)
    for pattern, heads in GOLDENS.get(target, []):
        paths = sorted(p for p in (ROOT / "tests/golden").rglob(pattern) if p.is_file())
        for path in paths[:: max(1, len(paths) // MOST_GOLDENS)]:
            data = path.read_bytes()
            if target == "front" and pattern == "*.md":
                data = front_of(data)
            for head in heads:
                if len(head + data) <= most:
                    write(folder, head + data)


def keep(target, artifacts):
    """Puts what failed where `make test` replays it; answers the names."""
    names = []
    for path in sorted(artifacts):
        place = HERE / "found" / target
        place.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha1(path.read_bytes()).hexdigest()[:12]
        shutil.copyfile(path, place / name)
        names.append(str((place / name).relative_to(ROOT)))
    return names


def environment(scratch):
    env = dict(os.environ, ROOT=str(ROOT), FUZZ_TMP=str(scratch), LC_ALL="C", TZ="UTC")
    env["ASAN_OPTIONS"] = "detect_leaks=1:strict_string_checks=1:abort_on_error=1:symbolize=1"
    env["UBSAN_OPTIONS"] = "print_stacktrace=1:abort_on_error=1:halt_on_error=1"
    return env


def run_libfuzzer(program, target, seconds, corpus, start, scratch):
    artifacts = scratch / "artifacts"
    artifacts.mkdir()
    call = [program, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048",
            f"-max_len={LENGTHS.get(target, 16384)}", f"-dict={HERE / 'words.dict'}",
            "-print_final_stats=1", f"-artifact_prefix={artifacts}/", "-use_value_profile=0",
            "-detect_leaks=1", str(corpus), str(start)]
    log = corpus.parent / (corpus.name + ".log")
    with open(log, "wb") as out:
        status = subprocess.run(call, stdout=out, stderr=subprocess.STDOUT, check=False,
                                cwd=ROOT, env=environment(scratch)).returncode
    text = log.read_text(errors="replace")
    number = lambda name: int((re.findall(name + r":\s*(\d+)", text) or ["0"])[-1])
    covered = re.findall(r"cov: (\d+) ft: (\d+)", text) or [("0", "0")]
    row = {"executions": number("stat::number_of_executed_units"),
           "edges": int(covered[-1][0]), "features": int(covered[-1][1]),
           "new": number("stat::new_units_added"), "slowest": number("stat::slowest_unit_time_sec")}
    if row["executions"] == 0:
        row["executions"] = int((re.findall(r"(?m)^#(\d+)", text) or ["0"])[-1])
    return status, row, list(artifacts.iterdir()), log


def run_afl(program, target, seconds, corpus, start, scratch):
    out = scratch / "afl"
    env = environment(scratch)
    env.update(AFL_SKIP_CPUFREQ="1", AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES="1", AFL_NO_UI="1",
               AFL_NO_AFFINITY="1", AFL_QUIET="1", AFL_CMPLOG_ONLY_NEW="1")
    env["ASAN_OPTIONS"] = "abort_on_error=1:symbolize=0:detect_leaks=0"
    log = corpus.parent / (corpus.name + ".afl.log")
    call = ["afl-fuzz", "-i", str(start), "-o", str(out), "-V", str(seconds), "-m", "none",
            "-t", "10000+", "-x", str(HERE / "words.dict"), "--", program]
    with open(log, "wb") as text:
        status = subprocess.run(call, stdout=text, stderr=subprocess.STDOUT, check=False,
                                cwd=ROOT, env=env).returncode
    said = out / "default/fuzzer_stats"
    stats = dict(re.findall(r"(?m)^(\w+)\s*: (.*)$", said.read_text())) if said.is_file() else {}
    row = {"executions": int(stats.get("execs_done", 0)),
           "edges": int(stats.get("edges_found", 0)), "features": 0,
           "new": int(stats.get("corpus_found", 0)), "slowest": 0}
    found = [path for kind in ("crashes", "hangs") for path in (out / "default" / kind).glob("id:*")]
    return status if not stats else 0, row, found, log


def compile_texts(build, corpus):
    """What c_text has met, compiled by the real compiler, and run. True if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        texts = [str(path) for path in sorted(corpus.iterdir())[:300]]
        source, program = pathlib.Path(folder, "sample.c"), pathlib.Path(folder, "sample")
        source.write_bytes(subprocess.run([str(build / "fuzz/c_sample"), *texts], check=True,
                                          stdout=subprocess.PIPE).stdout)
        for flags in (["-std=c99", "-pedantic"], ["-std=c99", "-trigraphs"]):
            subprocess.run([os.environ.get("HOST_CC", "cc"), *flags, "-Wall", "-Wextra", "-Werror",
                            "-Wno-overlength-strings", "-o", str(program), str(source)], check=True)
            if subprocess.run([str(program)], check=False).returncode != 0:
                return False
    print(f"  c_text: {len(texts)} texts, compiled and run: the same bytes")
    return True


def run_target(engine, build, target, seconds):
    corpus = ROOT / "build/fuzz" / target
    corpus.mkdir(parents=True, exist_ok=True)
    top = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="kbc-fuzz-", dir=top) as folder:
        scratch = pathlib.Path(folder)
        start = scratch / "start"
        start.mkdir()
        inputs(target, start)
        run = run_libfuzzer if engine == "libfuzzer" else run_afl
        begin = time.monotonic()
        status, row, found, log = run(str(build / "fuzz" / target), target, seconds, corpus, start,
                                      scratch)
        took = time.monotonic() - begin
        names = keep(target, found)
    print(f"{target:<13}{row['executions']:>10}{row['executions'] / took:>9.0f}{took:>7.0f}"
          f"{row['edges']:>8}{row['features']:>10}{row['new']:>7}{len(names):>8}", flush=True)
    for name in names:
        print(f"  failed: {name}, log: {log.relative_to(ROOT)}")
    if status != 0 and not names:
        print(f"  ended with status {status}, log: {log.relative_to(ROOT)}")
    good = status == 0 and not names
    return compile_texts(build, corpus) and good if target == "c_text" else good


def main():
    engine, build, seconds = sys.argv[1], ROOT / sys.argv[2], int(sys.argv[3])
    targets = sys.argv[4:] or sorted(path.stem for path in (HERE / "targets").glob("*.c"))
    print(f"{'target':<13}{'runs':>10}{'a second':>9}{'sec.':>7}{'edges':>8}{'features':>10}"
          f"{'new':>7}{'failed':>8}")
    results = [run_target(engine, build, target, seconds) for target in targets]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
