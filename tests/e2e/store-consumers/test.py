"""Real stores and frameworks, from npm, hold what kbc builds and plans: byte for byte, and nothing twice."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import packages  # noqa: E402
import states  # noqa: E402

ROOT, WORK = os.environ["ROOT"], os.environ["WORK"]
PACKAGES = os.path.join(ROOT, "build", "store-consumers")
# What `make test-stores` asks for: all units, CORPORA if it is set. `make test` has less time.
IS_ALL = bool(os.environ.get("KBC_STORES_ALL"))
# The stores are not slower or faster under a sanitizer; kbc is what it looks at.
IS_PLAIN = os.path.basename(os.environ["BUILD"]) == "release"


def consumers():
    """KBC_STORES=duckdb,langchain: only those. "form": all that are read back by their form."""
    only = os.environ.get("KBC_STORES") or ("" if IS_PLAIN else "form")
    return only.split(",") if only else None


def knowledge_bases(work):
    units = states.UNITS if IS_ALL else ["both"]
    schema = states.read(os.path.join(ROOT, "schema", "case.yaml"))
    yield from states.of_files(work, "kb", ROOT, schema, units)
    yield from states.hostile(work, units)
    if IS_ALL and os.environ.get("CORPORA"):
        yield from states.corpora(work, os.path.abspath(os.environ["CORPORA"]), units)


def main():
    try:
        packages.install(PACKAGES)
    except packages.Missing as why:
        print(f"ok store-consumers: PGlite, DuckDB, LangChain, LlamaIndex, Milvus # SKIP {why}")
        return
    bases = [base.as_job() for base in knowledge_bases(WORK)]
    jobs = os.path.join(WORK, "jobs.json")
    with open(jobs, "w", encoding="utf-8") as file:
        json.dump({"program": os.environ["KBC"], "image": packages.image(PACKAGES), "work": WORK,
                   "bases": bases, "only": consumers()}, file)
    print(packages.node(PACKAGES, WORK, "run.mjs", jobs), end="")


try:
    main()
except AssertionError as error:
    print("not ok store-consumers")
    print("  " + str(error).replace("\n", "\n  "))
