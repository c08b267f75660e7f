"""Applies a plan to a store in SQLite, each line a transaction of its own: the worst that can be cut off."""
import json
import os
import signal
import sqlite3
import sys

UPSERT = """INSERT INTO chunks VALUES (:id, :case, :text, :hash, :meta_hash, :metadata)
  ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, text = excluded.text, hash = excluded.hash,
    meta_hash = excluded.meta_hash, metadata = excluded.metadata"""


def open_store(path):
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA synchronous = OFF")
    store.execute("""CREATE TABLE IF NOT EXISTS chunks
      (id TEXT PRIMARY KEY, case_id TEXT, text TEXT, hash TEXT, meta_hash TEXT, metadata TEXT)""")
    return store


def apply(store, op):
    if op["op"] == "upsert":
        store.execute(UPSERT, dict(op["chunk"], metadata=json.dumps(op["chunk"]["metadata"])))
    elif op["op"] == "update":
        store.execute("UPDATE chunks SET meta_hash = ?, metadata = ? WHERE id = ?",
                      (op["meta_hash"], json.dumps(op["metadata"]), op["id"]))
    else:
        store.execute("DELETE FROM chunks WHERE id = ?", (op["id"],))


def load(path, plan, before=lambda: None):
    store = open_store(path)
    with open(plan, encoding="utf-8") as lines:
        for line in lines:
            before()
            apply(store, json.loads(line))
    store.close()


def moment():
    """As in step.sh."""
    with open("moments", "a+", encoding="utf-8") as count:
        count.write(".")
        count.flush()
        is_now = count.tell() == int(os.environ["KILL_AT"])
    if is_now:
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    load("store.db", sys.argv[1], moment)
    moment()
