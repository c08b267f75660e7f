/* Scripts for PostgreSQL: a table of the chunks, with or without vectors, made equal to the
 * build. */
#include "base/arena.h"
#include "emit/stores/sql_text.h"
#include "emit/stores/store.h"
#include "emit/stores/vectors.h"

enum { SCHEMA, DATA };

/* An index of pgvector takes vectors of 2,000 numbers. */
enum { MOST_INDEXED = 2000 };

static const char schema_head[] =
    "-- The table of chunks for PostgreSQL 12 or later: psql -f pgvector.schema.sql, then\n"
    "-- psql -f pgvector.data.sql. What is there already stays as it is.\n"
    "\n"
    "\\set ON_ERROR_STOP on\n"
    "SET client_encoding = 'UTF8';\n"
    "DO $$ BEGIN\n"
    "  IF current_setting('server_encoding') <> 'UTF8' THEN\n"
    "    RAISE EXCEPTION 'the database must have the encoding UTF8';\n"
    "  END IF;\n"
    "END $$;\n";

static const char schema_table[] =
    "CREATE TABLE IF NOT EXISTS chunks (\n"
    "  id uuid PRIMARY KEY,\n"
    "  kb text NOT NULL, -- the name of the schema: several may share the table\n"
    "  case_id uuid NOT NULL,\n"
    "  unit text NOT NULL,\n"
    "  section text, -- of the unit section alone, as occurrence\n"
    "  occurrence integer,\n"
    "  part integer NOT NULL,\n"
    "  parts integer NOT NULL,\n"
    "  tokens integer NOT NULL,\n"
    "  hash text NOT NULL,\n"
    "  meta_hash text NOT NULL,\n"
    "  metadata jsonb NOT NULL,\n"
    "  text text NOT NULL\n"
    ");\n"
    "CREATE INDEX IF NOT EXISTS chunks_case_id ON chunks (case_id);\n"
    "CREATE INDEX IF NOT EXISTS chunks_metadata ON chunks USING gin (metadata "
    "jsonb_path_ops);\n";

/* psql takes the lines behind a COPY that has failed for commands of its own, so it has to stop
 * there: without ON_ERROR_STOP a text could say anything to the server and to the shell. */
static const char data_head[] =
    "-- A row whose text has changed is a new row: columns that you have added begin empty.\n"
    "\n"
    "\\set ON_ERROR_STOP on\n"
    "SET client_encoding = 'UTF8';\n"
    "BEGIN;\n"
    "LOCK TABLE chunks IN SHARE ROW EXCLUSIVE MODE;\n";

static const char of_build[] =
    "-- Chunks of a knowledge base: psql -f pgvector.data.sql, behind pgvector.schema.sql. A\n"
    "-- second load changes nothing; over an older build, the rows of this knowledge base "
    "become\n"
    "-- those of the new one, whole or not at all.\n";

static const char of_part[] =
    "-- Chunks of a part of a knowledge base: psql -f pgvector.data.sql, behind\n"
    "-- pgvector.schema.sql. A second load changes nothing, and no load takes a row away.\n";

static const char of_plan[] =
    "-- What has changed in a knowledge base: psql -f FILE.sql, on the table that\n"
    "-- pgvector.schema.sql makes. It is done whole or not at all, and a second time it "
    "changes\n"
    "-- nothing.\n";

/* ---- Before the first record ---------------------------------------------------------------
 */

static void add_schema(struct store_writer *w) {
  struct buf *out = store_item(w, SCHEMA);
  size_t dimension = w->vectors ? vectors_dimension(w->vectors) : 0;
  buf_add_c(out, schema_head);
  if (w->vectors)
    buf_add_c(out, "CREATE EXTENSION IF NOT EXISTS vector;\n");
  buf_add_c(out, schema_table);
  if (w->vectors)
    buf_printf(out, "ALTER TABLE chunks ADD COLUMN IF NOT EXISTS embedding vector(%zu);\n",
               dimension);
  if (w->vectors && dimension <= MOST_INDEXED)
    buf_add_c(out, "CREATE INDEX IF NOT EXISTS chunks_embedding ON chunks\n"
                   "  USING hnsw (embedding vector_cosine_ops);\n");
  store_pass(w, SCHEMA);
}

static void pgvector_begin(struct store_writer *w) {
  if (!w->is_plan)
    add_schema(w);
  struct buf *out = store_item(w, DATA);
  buf_add_c(out, w->is_plan ? of_plan : w->is_whole ? of_build : of_part);
  buf_add_c(out, data_head);
  /* LIKE would take over what an owner asks of columns of their own. */
  const char *more = w->vectors ? ", embedding" : "";
  buf_printf(out,
             "CREATE TEMP TABLE kbc_rows ON COMMIT DROP AS\n"
             "  SELECT " SQL_COLUMNS "%s\n"
             "  FROM chunks WITH NO DATA;\n",
             more);
  if (!w->is_plan)
    buf_printf(out, "COPY pg_temp.kbc_rows (" SQL_COLUMNS "%s) FROM stdin;\n", more);
  store_pass(w, DATA);
}

/* ---- A record ------------------------------------------------------------------------------
 */

static void add_copy_row(struct buf *out, const struct sql_value *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buf_add_c(out, i > 0 ? "\t" : "");
    if (values[i].kind == SQL_IS_NULL)
      buf_add_c(out, "\\N");
    else if (values[i].kind == SQL_IS_NUMBER)
      buf_printf(out, "%zu", values[i].number);
    else
      sql_add_copy(out, values[i].text);
  }
  buf_add_char(out, '\n');
}

/* A plan is small and goes through clients that know no COPY, too. */
static void add_insert(struct buf *out, const struct sql_value *values, size_t count) {
  buf_printf(out, "INSERT INTO pg_temp.kbc_rows (" SQL_COLUMNS "%s) VALUES (",
             count > SQL_COLUMN_COUNT ? ", embedding" : "");
  sql_add_row(out, values, count, sql_add_postgres);
  buf_add_c(out, ");\n");
}

static void pgvector_upsert(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, DATA);
  struct sql_value values[SQL_COLUMN_COUNT + 1];
  sql_row(values, w->kb, record);
  struct str vector = store_vector(w, record->id);
  values[SQL_COLUMN_COUNT] =
      (struct sql_value){.kind = vector.n > 0 ? SQL_IS_TEXT : SQL_IS_NULL, .text = vector};
  (w->is_plan ? add_insert : add_copy_row)(out, values,
                                           SQL_COLUMN_COUNT + (w->vectors != NULL));
  store_pass(w, DATA);
}

static void pgvector_update(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, DATA);
  buf_printf(out,
             "UPDATE chunks SET meta_hash = '%.*s', metadata = ", STR_ARG(record->meta_hash));
  sql_add_postgres(out, record->metadata_json);
  buf_printf(out, " WHERE id = '%.*s' AND meta_hash <> '%.*s';\n", STR_ARG(record->id),
             STR_ARG(record->meta_hash));
  store_pass(w, DATA);
}

static void pgvector_remove(struct store_writer *w, struct str id) {
  struct buf *out = store_item(w, DATA);
  buf_printf(out, "DELETE FROM chunks WHERE id = '%.*s';\n", STR_ARG(id));
  store_pass(w, DATA);
}

/* ---- Behind the last one -------------------------------------------------------------------
 */

/* Where the id is there already, all that can differ is set. Two steps: what was computed from
 * an old text goes with it. */
static void add_apply(struct buf *out, bool has_vectors) {
  const char *more = has_vectors ? ", embedding" : "";
  const char *excluded = has_vectors ? ", excluded.embedding" : "";
  buf_printf(out,
             "DELETE FROM chunks AS c USING pg_temp.kbc_rows AS r\n"
             "  WHERE c.id = r.id AND c.hash <> r.hash;\n"
             "INSERT INTO chunks AS c (" SQL_COLUMNS "%s)\n"
             "  SELECT " SQL_COLUMNS "%s\n"
             "  FROM pg_temp.kbc_rows\n",
             more, more);
  buf_printf(out,
             "  ON CONFLICT (id) DO UPDATE SET\n"
             "    (part, parts, tokens, meta_hash, metadata, text%s) =\n"
             "    (excluded.part, excluded.parts, excluded.tokens, excluded.meta_hash,\n"
             "     excluded.metadata, excluded.text%s)\n"
             "  WHERE (c.part, c.parts, c.tokens, c.meta_hash, c.metadata, c.text%s)\n"
             "    IS DISTINCT FROM (excluded.part, excluded.parts, excluded.tokens,\n"
             "      excluded.meta_hash, excluded.metadata, excluded.text%s);\n",
             more, excluded, has_vectors ? ", c.embedding" : "", excluded);
}

static void pgvector_end(struct store_writer *w) {
  struct buf *out = store_item(w, DATA);
  buf_add_c(out, w->is_plan ? "" : "\\.\n");
  add_apply(out, w->vectors);
  if (w->is_whole) {
    buf_add_c(out, "DELETE FROM chunks AS c WHERE kb = ");
    sql_add_postgres(out, w->kb);
    buf_add_c(out,
              "\n  AND NOT EXISTS (SELECT FROM pg_temp.kbc_rows AS r WHERE r.id = c.id);\n");
  }
  buf_add_c(out, "COMMIT;\n");
  store_pass(w, DATA);
}

/* A field, a row of COPY and a statement have less than 1 GB; a text within jsonb, and its key,
 * 268,435,455 bytes, and all of it as much; a number there has 131,072 digits before the point
 * and 16,383 behind it; a vector has 16,000 numbers. */
const struct store pgvector_store = {
    .name = "pgvector",
    .limits = {.key_bytes = 268435455,
               .value_bytes = 268435455,
               .metadata_bytes = 268435455,
               .item_bytes = 1000000000,
               .dimensions = 16000,
               .exponent = 8000,
               .no_nul = true},
    .takes_vectors = true,
    .files = {{.name = "pgvector.schema.sql", .open = "", .between = "", .close = ""},
              {.name = "pgvector.data.sql", .open = "", .between = "", .close = ""}},
    .plan = {.open = "", .between = "", .close = ""},
    .begin = pgvector_begin,
    .upsert = pgvector_upsert,
    .update = pgvector_update,
    .remove = pgvector_remove,
    .end = pgvector_end,
};
