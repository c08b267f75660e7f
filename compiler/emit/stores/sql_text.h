/* Text as SQL writes it, so that nothing in it can end its literal, and the row of a chunk. */
#ifndef EMIT_STORES_SQL_TEXT_H
#define EMIT_STORES_SQL_TEXT_H

#include "base/buf.h"

struct record;

/* Each appends the text as a literal of that program, quotes and all. A literal holds no
 * character but tab and LF that a terminal or a reader could stumble over. Neither program can
 * hold U+0000. */
void sql_add_sqlite(struct buf *out, struct str text);
void sql_add_postgres(struct buf *out, struct str text);

/* The text as a field of COPY's text format. */
void sql_add_copy(struct buf *out, struct str text);

/* The columns that every table of chunks begins with, in this order. */
#define SQL_COLUMNS                                                                            \
  "id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, "         \
  "metadata, text"

enum sql_column {
  SQL_ID,
  SQL_KB,
  SQL_CASE_ID,
  SQL_UNIT,
  SQL_SECTION,
  SQL_OCCURRENCE,
  SQL_PART,
  SQL_PARTS,
  SQL_TOKENS,
  SQL_HASH,
  SQL_META_HASH,
  SQL_METADATA,
  SQL_TEXT,
  SQL_COLUMN_COUNT
};

enum sql_kind { SQL_IS_NULL, SQL_IS_NUMBER, SQL_IS_TEXT };

struct sql_value {
  enum sql_kind kind;
  size_t number;
  struct str text;
};

/* The values of a chunk by column. Texts are borrowed from the record. */
void sql_row(struct sql_value values[SQL_COLUMN_COUNT], struct str kb,
             const struct record *record);

/* "values, with, commas", each text written by add_text. */
void sql_add_row(struct buf *out, const struct sql_value *values, size_t count,
                 void (*add_text)(struct buf *out, struct str text));

#endif
