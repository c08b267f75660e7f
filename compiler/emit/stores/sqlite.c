/* A script for SQLite: a table of the chunks with full-text search, made equal to the build. */
#include "base/arena.h"
#include "emit/chunks/search_text.h"
#include "emit/stores/sql_text.h"
#include "emit/stores/store.h"

/* A script and no database: the bytes of one depend on the library that wrote it, a script can
 * be compared and reviewed, and loading it keeps what else is in the database.
 *
 * The rows gather in temporary tables, and one statement, an INSERT whose trigger does all the
 * work, puts them in their place. The sqlite3 shell goes on behind an error unless it is told
 * not to, and a statement is what is done whole or not at all even then. */
static const char of_build[] =
    "-- Chunks of a knowledge base for SQLite 3.35 or later with FTS5. Load them with\n"
    "--   sqlite3 FILE.db < chunks.sqlite.sql\n"
    "-- A second load changes nothing; over an older build, the rows of this knowledge base "
    "become\n"
    "-- those of the new one, whole or not at all.\n";

static const char of_part[] =
    "-- Chunks of a part of a knowledge base, for SQLite 3.35 or later with FTS5. Load them "
    "with\n"
    "--   sqlite3 FILE.db < chunks.sqlite.sql\n"
    "-- A second load changes nothing, and no load takes a row away.\n";

static const char of_plan[] =
    "-- What has changed in a knowledge base, for SQLite 3.35 or later with FTS5. Load it "
    "with\n"
    "--   sqlite3 FILE.db < FILE.sql\n"
    "-- It is done whole or not at all, and a second time it changes nothing.\n";

static const char tables[] =
    "-- A row whose text has changed is a new row: columns that you have added begin empty.\n"
    "--\n"
    "-- To search: chunks_fts knows words in small letters, identifiers by their parts, and "
    "Korean,\n"
    "-- Chinese and Japanese by pairs of neighbours. Put each word into quotes, and write such "
    "a\n"
    "-- stretch as its pairs: \"\xEA\xB2\xB0\xEC\xA0\x9C \xEC\xA0\x9C\xEC\x8B\x9C "
    "\xEC\x8B\x9C\xEC\x8A\xA4\" \"timed\" \"out\" finds \xEA\xB2\xB0\xEC\xA0\x9C\xEC\x8B\x9C"
    "\xEC\x8A\xA4\xED\x85\x9C.\n"
    "--   SELECT chunks.id, text FROM chunks_fts JOIN chunks ON n = chunks_fts.rowid\n"
    "--   WHERE chunks_fts MATCH '\"timed\" \"out\"' ORDER BY rank LIMIT 5;\n"
    "\n"
    "BEGIN IMMEDIATE;\n"
    "CREATE TABLE IF NOT EXISTS chunks (\n"
    "  n INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so nothing outlives its row\n"
    "  id TEXT NOT NULL UNIQUE,\n"
    "  kb TEXT NOT NULL, -- the name of the schema: several may share the table\n"
    "  case_id TEXT NOT NULL,\n"
    "  unit TEXT NOT NULL,\n"
    "  section TEXT, -- of the unit section alone, as occurrence\n"
    "  occurrence INTEGER,\n"
    "  part INTEGER NOT NULL,\n"
    "  parts INTEGER NOT NULL,\n"
    "  tokens INTEGER NOT NULL,\n"
    "  hash TEXT NOT NULL,\n"
    "  meta_hash TEXT NOT NULL,\n"
    "  metadata TEXT NOT NULL, -- a JSON object\n"
    "  text TEXT NOT NULL,\n"
    "  search TEXT NOT NULL -- the text as chunks_fts knows it\n"
    ");\n"
    "CREATE INDEX IF NOT EXISTS chunks_case_id ON chunks (case_id);\n"
    "CREATE VIRTUAL TABLE IF NOT EXISTS chunks_fts USING fts5\n"
    "  (search, content = 'chunks', content_rowid = 'n', tokenize = 'ascii');\n"
    "CREATE TRIGGER IF NOT EXISTS chunks_fts_insert AFTER INSERT ON chunks BEGIN\n"
    "  INSERT INTO chunks_fts (rowid, search) VALUES (new.n, new.search);\n"
    "END;\n"
    "CREATE TRIGGER IF NOT EXISTS chunks_fts_delete AFTER DELETE ON chunks BEGIN\n"
    "  INSERT INTO chunks_fts (chunks_fts, rowid, search)\n"
    "    VALUES ('delete', old.n, old.search);\n"
    "END;\n"
    "CREATE TRIGGER IF NOT EXISTS chunks_fts_update AFTER UPDATE OF n, search ON chunks BEGIN\n"
    "  INSERT INTO chunks_fts (chunks_fts, rowid, search)\n"
    "    VALUES ('delete', old.n, old.search);\n"
    "  INSERT INTO chunks_fts (rowid, search) VALUES (new.n, new.search);\n"
    "END;\n"
    "\n"
    "DROP VIEW IF EXISTS temp.kbc_apply;\n"
    "DROP TABLE IF EXISTS temp.kbc_rows;\n"
    "DROP TABLE IF EXISTS temp.kbc_metadata;\n"
    "DROP TABLE IF EXISTS temp.kbc_gone;\n"
    "CREATE TEMP TABLE kbc_rows (\n"
    "  id TEXT PRIMARY KEY, kb, case_id, unit, section, occurrence, part, parts, tokens, "
    "hash,\n"
    "  meta_hash, metadata, text, search\n"
    ");\n"
    "CREATE TEMP TABLE kbc_metadata (id TEXT PRIMARY KEY, meta_hash, metadata);\n"
    "CREATE TEMP TABLE kbc_gone (id TEXT PRIMARY KEY);\n"
    "\n";

/* Behind the rows. What the trigger names is searched among the temporary tables first. */
static const char apply[] =
    "\n"
    "CREATE TEMP VIEW kbc_apply AS SELECT 0 AS n;\n"
    "CREATE TEMP TRIGGER kbc_apply INSTEAD OF INSERT ON kbc_apply BEGIN\n"
    "  SELECT RAISE(ABORT, 'kbc: a part of the script is missing, nothing was changed')\n"
    "    WHERE new.n <> (SELECT count(*) FROM kbc_rows) + (SELECT count(*) FROM kbc_metadata)\n"
    "      + (SELECT count(*) FROM kbc_gone);\n"
    "  DELETE FROM chunks WHERE EXISTS (\n"
    "    SELECT 1 FROM kbc_rows WHERE kbc_rows.id = chunks.id AND kbc_rows.hash <> "
    "chunks.hash);\n"
    "  INSERT INTO chunks (" SQL_COLUMNS ", search)\n"
    "    SELECT " SQL_COLUMNS ", search\n"
    "    FROM kbc_rows WHERE true ORDER BY kbc_rows.rowid\n"
    "    ON CONFLICT (id) DO UPDATE SET part = excluded.part, parts = excluded.parts,\n"
    "      tokens = excluded.tokens, meta_hash = excluded.meta_hash,\n"
    "      metadata = excluded.metadata, text = excluded.text, search = excluded.search\n"
    "    WHERE (part, parts, tokens, meta_hash, metadata, text, search) IS NOT\n"
    "      (excluded.part, excluded.parts, excluded.tokens, excluded.meta_hash,\n"
    "       excluded.metadata, excluded.text, excluded.search);\n"
    "  UPDATE chunks SET (meta_hash, metadata) = (\n"
    "      SELECT meta_hash, metadata FROM kbc_metadata WHERE kbc_metadata.id = chunks.id)\n"
    "    WHERE EXISTS (SELECT 1 FROM kbc_metadata\n"
    "      WHERE kbc_metadata.id = chunks.id AND kbc_metadata.meta_hash <> chunks.meta_hash);\n"
    "  DELETE FROM chunks WHERE id IN (SELECT id FROM kbc_gone);\n";

static const char tail[] = "DROP VIEW temp.kbc_apply;\n"
                           "DROP TABLE temp.kbc_rows;\n"
                           "DROP TABLE temp.kbc_metadata;\n"
                           "DROP TABLE temp.kbc_gone;\n"
                           "COMMIT;\n";

static void sqlite_begin(struct store_writer *w) {
  struct buf *out = store_item(w, 0);
  buf_add_c(out, w->is_plan ? of_plan : w->is_whole ? of_build : of_part);
  buf_add_c(out, tables);
  store_pass(w, 0);
}

static void sqlite_upsert(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, 0);
  struct sql_value values[SQL_COLUMN_COUNT + 1];
  sql_row(values, w->kb, record);
  values[SQL_COLUMN_COUNT] =
      (struct sql_value){.kind = SQL_IS_TEXT, .text = search_text(w->scratch, record->text)};
  buf_add_c(out, "INSERT INTO temp.kbc_rows VALUES (");
  sql_add_row(out, values, SQL_COLUMN_COUNT + 1, sql_add_sqlite);
  buf_add_c(out, ");\n");
  store_pass(w, 0);
}

static void sqlite_update(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, 0);
  struct sql_value values[SQL_COLUMN_COUNT];
  sql_row(values, w->kb, record);
  const struct sql_value changed[] = {values[SQL_ID], values[SQL_META_HASH],
                                      values[SQL_METADATA]};
  buf_add_c(out, "INSERT INTO temp.kbc_metadata VALUES (");
  sql_add_row(out, changed, sizeof changed / sizeof *changed, sql_add_sqlite);
  buf_add_c(out, ");\n");
  store_pass(w, 0);
}

static void sqlite_remove(struct store_writer *w, struct str id) {
  struct buf *out = store_item(w, 0);
  buf_printf(out, "INSERT INTO temp.kbc_gone VALUES ('%.*s');\n", STR_ARG(id));
  store_pass(w, 0);
}

/* A build of a part must not take the rest for gone. */
static void sqlite_end(struct store_writer *w) {
  size_t count = w->outputs[0].items - 1; /* but for the head */
  struct buf *out = store_item(w, 0);
  buf_add_c(out, apply);
  if (w->is_whole) {
    buf_add_c(out, "  DELETE FROM chunks WHERE kb = ");
    sql_add_sqlite(out, w->kb);
    buf_add_c(out, " AND id NOT IN (SELECT id FROM kbc_rows);\n");
  }
  buf_printf(out, "END;\nINSERT INTO kbc_apply VALUES (%zu);\n", count);
  buf_add_c(out, tail);
  store_pass(w, 0);
}

/* SQLite takes a statement, and a value, of 1,000,000,000 bytes: SQLITE_MAX_SQL_LENGTH and
 * SQLITE_MAX_LENGTH, unless whoever compiled it chose less. */
const struct store sqlite_store = {
    .name = "sqlite",
    .limits = {.item_bytes = 1000000000, .no_nul = true},
    .files = {{.name = "chunks.sqlite.sql", .open = "", .between = "", .close = ""}},
    .plan = {.open = "", .between = "", .close = ""},
    .begin = sqlite_begin,
    .upsert = sqlite_upsert,
    .update = sqlite_update,
    .remove = sqlite_remove,
    .end = sqlite_end,
};
