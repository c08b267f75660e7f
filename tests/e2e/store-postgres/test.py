"""The SQL for PostgreSQL in a server that the test starts: loads, reloads, plans, and texts that would like to be
commands of SQL, of COPY and of psql."""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "store-sqlite")]
import knowledge  # noqa: E402
from scenarios import Store, differences, plan, run  # noqa: E402
from server import Server, find  # noqa: E402

WORK = os.environ["WORK"]
ROWS = """SELECT json_strip_nulls(json_build_object('id', id, 'case', case_id, 'unit', unit, 'section', section,
  'occurrence', occurrence, 'part', part, 'parts', parts, 'tokens', tokens, 'hash', hash, 'meta_hash', meta_hash,
  'text', text)), metadata FROM chunks"""


class Postgres(Store):
    name = "pgvector"

    def __init__(self, server):
        self.server, self.environment = server, {}

    def clear(self):
        self.ask("DROP TABLE IF EXISTS chunks")

    def ask(self, sql):
        status, said = self.server.psql("\\set ON_ERROR_STOP on\nSET client_min_messages = warning;\n" + sql)
        assert status == 0, f"psql ended with {status}: {said[:500]}"
        return [line for line in said.split("\n") if line]

    def script(self, sql=None, paths=()):
        status, said = self.server.psql(
            sql, paths, WORK, environment={"PGOPTIONS": "-c client_min_messages=warning", **self.environment})
        assert status == 0 and not said, f"psql ended with {status}: {said[:500]}"

    def apply(self, sql):
        self.script(sql)

    def load(self, built):
        self.script(paths=[os.path.join(built, f"pgvector.{name}.sql") for name in ("schema", "data")])

    def rows(self):
        left, *lines = self.ask(f"SELECT count(*) FROM pg_class WHERE relname IN ('pwned', 'kbc_rows');\n{ROWS};")
        assert left == "0", "something is left behind"
        found = {}
        for line in lines:
            row, end = json.JSONDecoder().raw_decode(line)
            row["metadata"] = json.loads(line[end + 1:])
            found[row["id"]] = row
        return found

    def snapshot(self):
        """With the number of the transaction that wrote a row."""
        return dict(line.split("|", 1) for line in self.ask("SELECT id, xmin, ctid, hash, meta_hash FROM chunks"))


def test_own_columns(bench):
    """What an owner computed from a text goes with the text, and stays where only metadata changed."""
    store, problems = bench.store, []
    for change in (lambda: store.load(bench.new), lambda: store.apply(plan(bench.folder, store, bench.manifest))):
        store.clear()
        store.load(bench.old)
        store.ask("""ALTER TABLE chunks ADD embedding text, ADD since timestamptz NOT NULL DEFAULT now(),
            ADD search tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED;
            UPDATE chunks SET embedding = hash;""")
        change()
        for line in store.ask("SELECT id, hash, embedding FROM chunks"):
            i, now, made_from = line.split("|")
            same = i in bench.before and bench.before[i]["hash"] == now
            if made_from != (now if same else ""):
                problems.append(f"{i}: embedding of {made_from}, the text is {now}")
    return problems


def test_no_table(bench):
    """Without the table psql stops before the data; what stands there is not run."""
    store, problems = bench.store, []
    store.clear()
    for number, words in enumerate(({"paths": [os.path.join(bench.old, "pgvector.data.sql")]},
                                    {"sql": read(bench.old)}, {"sql": plan(bench.folder, store, bench.manifest)})):
        status, said = store.server.psql(where=WORK, **words)
        if status == 0 or said.count("ERROR") != 1 or "invalid command" in said:
            problems.append(f"{number}: status {status}: {said[:300]}")
    if store.ask("SELECT count(*) FROM pg_class WHERE relname IN ('pwned', 'chunks')") != ["0"]:
        problems.append("there is a table")
    return problems


def read(built):
    with open(os.path.join(built, "pgvector.data.sql"), "rb") as file:
        return file.read()


def test_torn(bench):
    """A script that ends early, or has a broken row, changes nothing."""
    store, script, problems = bench.store, read(bench.new), []
    store.clear()
    store.load(bench.old)
    torn = [script[:len(script) * i // 5] for i in range(5)]
    torn += [script.replace(b"\t1\t1\t", b"\tone\t1\t", 1), script.replace(b"\nCOMMIT;\n", b"\n")]
    for number, text in enumerate(torn):
        store.server.psql(text, where=WORK)
        problems += [f"script {number}: {problem}" for problem in differences(store.rows(), bench.before)[:3]]
    sql = plan(bench.folder, store, bench.manifest)
    for i in range(1, 5):
        store.server.psql(sql[:len(sql) * i // 5], where=WORK)
        problems += [f"plan {i}: {problem}" for problem in differences(store.rows(), bench.before)[:3]]
    store.load(bench.new)
    return problems + bench.expect(bench.after)


def test_settings(bench):
    """Whatever a session is set to."""
    store, problems = bench.store, []
    for setting in ({"PGOPTIONS": "-c standard_conforming_strings=off -c escape_string_warning=off "
                                  "-c backslash_quote=off -c client_min_messages=warning"},
                    {"PGCLIENTENCODING": "LATIN1"}):
        store.environment = setting
        store.clear()
        store.load(bench.old)
        problems += bench.expect(bench.before)
        store.apply(plan(bench.folder, store, bench.manifest))
        problems += bench.expect(bench.planned())
    store.environment = {}
    return problems


def test_turns(bench):
    """Two loads at a time take turns: one of the builds is there, and no mixture."""
    store = bench.store
    store.clear()
    store.load(bench.old)
    names = [os.path.join(built, "pgvector.data.sql") for built in (bench.old, bench.new)] * 3
    loads = [subprocess.Popen([store.server.program("psql"), "-X", "-q", "-d", "postgres", "-f", name], env=store.server.environment,
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) for name in names]
    said = [(load.communicate()[1].decode()[:300], load.returncode) for load in loads]
    rows = store.rows()
    problems = [f"status {status}: {text}" for text, status in said if status or text]
    if differences(rows, bench.before) and differences(rows, bench.after):
        problems.append("neither of the two builds is there")
    return problems


def test_search(bench):
    """The queries of the manual: words, their beginnings, and what the metadata say."""
    store = bench.store
    store.clear()
    store.load(knowledge.build(os.environ["ROOT"], "pgvector", out=os.path.join(WORK, "project")))
    store.ask("CREATE INDEX ON chunks USING gin (to_tsvector('simple', text))")
    wanted = {row["id"] for row in knowledge.chunks(os.path.join(WORK, "project")).values()
              if row["metadata"]["service"] == "payment-gateway"}
    found = set(store.ask("""SELECT id FROM chunks WHERE metadata @> '{"service": "payment-gateway"}'"""))
    problems = [] if found == wanted and wanted else [f"by metadata: {found ^ wanted}"]
    texts = [row["text"] for row in knowledge.chunks(os.path.join(WORK, "project")).values()]
    found = store.ask("SELECT id FROM chunks WHERE to_tsvector('simple', text) @@ to_tsquery('simple', '가맹점:*')")
    if len(found) != sum("가맹점" in text for text in texts) or not found:
        problems.append(f"by the beginning of a word: {len(found)}")
    return problems


def main():
    place = find()
    if not place:
        print("ok store-postgres # SKIP PostgreSQL (initdb and postgres) is not installed")
        return
    with Server(place) as server:
        run(Postgres(server), WORK, [test_own_columns, test_no_table, test_torn, test_settings, test_turns,
                                     test_search])


main()
