"""Real stores and frameworks, from npm, hold what kbc builds and plans: byte for byte, and nothing twice."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import packages  # noqa: E402
import states  # noqa: E402

ROOT, WORK = os.environ["ROOT"], os.environ["WORK"]
PACKAGES = os.path.join(ROOT, "build", "store-consumers")
# With KBC_STORES=duckdb,langchain only those.
ONLY = os.environ.get("KBC_STORES")


def knowledge_bases(work):
    yield from states.of_files(work, "kb", ROOT, states.read(os.path.join(ROOT, "schema", "case.yaml")))
    yield from states.hostile(work)
    if os.environ.get("CORPORA"):
        yield from states.corpora(work, os.path.abspath(os.environ["CORPORA"]))


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
                   "bases": bases, "only": ONLY.split(",") if ONLY else None}, file)
    print(packages.node(PACKAGES, WORK, "run.mjs", jobs), end="")


try:
    main()
except AssertionError as error:
    print("not ok store-consumers")
    print("  " + str(error).replace("\n", "\n  "))
