"""The SQL for SQLite in the sqlite3 command: loads, reloads, plans, interruptions, and search in Korean."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import knowledge  # noqa: E402
from scenarios import Store, differences, plan, run  # noqa: E402

WORK = os.environ["WORK"]
COLUMNS = {"id": "id", "case_id": "case", "unit": "unit", "section": "section", "occurrence": "occurrence",
           "part": "part", "parts": "parts", "tokens": "tokens", "hash": "hash", "meta_hash": "meta_hash",
           "metadata": "metadata", "text": "text"}


class Sqlite(Store):
    name = "sqlite"

    def __init__(self):
        self.path = os.path.join(WORK, "chunks.db")

    def clear(self):
        if os.path.exists(self.path):
            os.remove(self.path)

    def shell(self, sql, *words):
        """Ends with the status and what was said."""
        done = subprocess.run(["sqlite3", *words, self.path], input=sql, cwd=WORK, capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def apply(self, sql):
        status, said = self.shell(sql)
        assert status == 0 and not said, f"sqlite3 ended with {status}: {said[:500]}"

    def load(self, built):
        self.apply(read(built))

    def select(self, sql, values=()):
        database = sqlite3.connect(self.path)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def rows(self):
        assert self.select("PRAGMA integrity_check") == [("ok",)]
        self.apply(b"INSERT INTO chunks_fts (chunks_fts) VALUES ('integrity-check');")
        assert self.select("SELECT count(*) FROM chunks") == self.select("SELECT count(*) FROM chunks_fts_docsize")
        assert not self.select("SELECT name FROM sqlite_schema WHERE name LIKE '%kbc%' OR name = 'pwned'")
        found = {}
        for row in self.select(f"SELECT {', '.join(COLUMNS)} FROM chunks"):
            row = {key: value for key, value in zip(COLUMNS.values(), row) if value is not None}
            row["metadata"] = json.loads(row["metadata"])
            found[row["id"]] = row
        return found

    def snapshot(self):
        return {row[0]: row for row in self.select("SELECT id, * FROM chunks ORDER BY id")}


def read(built):
    with open(os.path.join(built, "chunks.sqlite.sql"), "rb") as file:
        return file.read()


def test_own_columns(bench):
    """What an owner computed from a text goes with the text, and stays where only metadata changed."""
    store, problems = bench.store, []
    for change in (lambda: store.load(bench.new), lambda: store.apply(plan(bench.folder, store, bench.manifest))):
        store.clear()
        store.load(bench.old)
        store.apply(b"ALTER TABLE chunks ADD COLUMN embedding; UPDATE chunks SET embedding = hash;")
        numbers = dict(store.select("SELECT id, n FROM chunks"))
        change()
        for i, n, made_from, now in store.select("SELECT id, n, embedding, hash FROM chunks"):
            same = i in bench.before and bench.before[i]["hash"] == now
            if made_from != (now if same else None):
                problems.append(f"{i}: embedding of {made_from}, the text is {now}")
            if same != (n == numbers.get(i)) or (not same and n in numbers.values()):
                problems.append(f"{i}: row {n}, was {numbers.get(i)}")
    return problems


def test_torn(bench):
    """A script that ends early, or lost a row on its way, changes nothing, though the shell goes on."""
    store, script, problems = bench.store, read(bench.new), []
    store.clear()
    store.load(bench.old)
    rows = [at for at in range(len(script)) if script.startswith(b"\nINSERT INTO temp.kbc_rows", at)]
    torn = [script[:len(script) * i // 20] for i in range(20)]
    torn += [script[:at] + script[rows[i + 1]:] for i, at in list(enumerate(rows))[:-1:20]]
    torn += [script.replace(b"INSERT INTO temp.kbc_rows VALUES (", b"INSERT INTO temp.kbc_rows VALUES (1, ", 1),
             script.replace(b"INSERT INTO temp.kbc_rows", b"INSERT INTO temp.kbc_nothing", 3)]
    for number, text in enumerate(torn):
        status, said = store.shell(text)
        if number >= 20 and status == 0:
            problems.append(f"script {number} was fine with the shell")
        problems += [f"script {number}: {problem}" for problem in differences(store.rows(), bench.before)[:3]]
    store.load(bench.new)
    return problems + bench.expect(bench.after)


def test_killed(bench):
    """The shell is killed while it reads."""
    store, script, problems = bench.store, read(bench.new), []
    store.clear()
    store.load(bench.old)
    for at in range(1, 10):
        shell = subprocess.Popen(["sqlite3", store.path], stdin=subprocess.PIPE, cwd=WORK)
        shell.stdin.write(script[:len(script) * at // 10])
        shell.stdin.flush()
        shell.kill()
        shell.communicate()
        problems += [f"killed at {at}: {problem}" for problem in differences(store.rows(), bench.before)[:3]]
    store.load(bench.new)
    return problems + bench.expect(bench.after)


def test_library(bench):
    """The script is SQL and nothing else: a library takes it as the shell does, under any encoding."""
    problems = []
    for encoding in ("UTF-8", "UTF-16le"):
        bench.store.clear()
        database = sqlite3.connect(bench.store.path)
        database.execute(f"PRAGMA encoding = '{encoding}'")
        for built in (bench.old, bench.new):
            database.executescript(read(built).decode("utf-8"))
        database.close()
        problems += bench.expect(bench.after)
    return problems


def pairs(word):
    return " ".join(word[i:i + 2] for i in range(len(word) - 1)) if len(word) > 2 else word


def test_search(bench):
    """Words of two syllables inside longer ones, words in any case, parts of identifiers."""
    folder = os.path.join(WORK, "search")
    cases = {"Payment": "결제시스템에서 응답이 없다. PG Timeout.", "Pool": "데이터베이스 커넥션 풀이 가득 찼다: maxPoolSize.",
             "Token": "서명 키가 교체됐다. JWT_VALIDATION failed.", "Chinese": "连接池已满", "Japanese": "サーバが応答しない"}
    knowledge.write(folder, {f"kb/{title}.md": knowledge.case(title, service="svc", cause=text)
                             for title, text in cases.items()}, unit="record")
    bench.store.clear()
    bench.store.load(knowledge.build(folder, "sqlite"))
    asked = {"결제": "Payment", "시스템": "Payment", "제시": "Payment", "응답": "Payment", "timeout": "Payment",
             "데이터": "Pool", "이터베이": "Pool", "커넥션": "Pool", "maxpoolsize": "Pool", "pool": "Pool", "서명": "Token",
             "교체": "Token", "jwt-validation": "Token", "连接": "Chinese", "接池": "Chinese", "サーバ": "Japanese",
             "제결": None, "스템시": None, "터데": None}
    problems = []
    for word, title in asked.items():
        korean = not word.isascii()
        found = bench.store.select(
            "SELECT json_extract(metadata, '$.title') FROM chunks_fts JOIN chunks ON n = chunks_fts.rowid "
            "WHERE chunks_fts MATCH ? ORDER BY rank", ['"' + (pairs(word) if korean else word) + '"'])
        if [row[0] for row in found] != ([title] if title else []):
            problems.append(f"{word}: found {found}, not {title}")
    questions = {**asked, "결제시스템이 TIMEOUT": "Payment", "why is the maxPoolSize 커넥션 gone?": "Pool",
                 "JWT_VALIDATION AND": "Token", "서버; サーバが NEAR(": "Japanese", "\"'": None, "값": None}
    del questions["스템시"]  # any of its pairs is enough there
    with open(os.path.join(os.environ["ROOT"], "compiler", "emit", "README.md"), encoding="utf-8") as manual:
        recipe = manual.read().split("```sql\n")[1].split("```")[0]
    for question, title in questions.items():
        found = bench.store.select(recipe, {"asked": question})
        if (found[0][1].split("\n")[0] if found else None) != title:
            problems.append(f"{question}: the manual's query finds {found[:1]}, not {title}")
    return problems


def main():
    if not shutil.which("sqlite3"):
        print("ok store-sqlite # SKIP the command sqlite3 is not installed")
        return
    run(Sqlite(), WORK, [test_own_columns, test_torn, test_killed, test_library, test_search])


main()
