/* The tables of the generated kb.c: what is looked up, and by what lines are matched. */
#ifndef EMIT_C_C_TABLES_H
#define EMIT_C_C_TABLES_H

#include "base/map.h"
#include "emit/c/c_text.h"

struct arena;
struct buf;
struct kb;
struct kb_case;
struct value;

/* What the C emitter knows while it writes. Lives in `a`. */
struct c_kb {
  struct arena *a;
  const struct kb *kb;
  struct c_prefix prefix;
  struct str *keys; /* of all front matter, sorted */
  size_t key_count;
  struct map key_numbers;
  struct map ids;                          /* the first case with each */
  struct str service_key, message_key;     /* of kb_by_message; n = 0: none */
  void (*pass)(void *to, struct buf *out); /* hands on what was written; NULL: all is kept */
  void *to;
};

/* Between two rows of a table: so no table is ever whole in memory. */
void c_pass(const struct c_kb *c, struct buf *out);

struct c_kb c_kb_of(struct arena *a, const struct kb *kb);

/* The text of a front matter value: a scalar as it stands, nothing for null, else JSON. Lives
 * in `a` or is borrowed from the case. */
struct str c_value_text(struct arena *a, const struct c_kb *c, const struct kb_case *kb_case,
                        struct str key);

/* A table: open, rows, close with their number. C has no empty array, so the filler stands in
 * one without rows. The type is one of C, or "struct x" for one of kb.c. */
void c_table_open(struct buf *out, const struct c_kb *c, const char *type, const char *name);
void c_table_close(struct buf *out, size_t rows, const char *filler);

/* What stands in kb_texts besides the cases: keys, ids and titles of sections. */
void c_names_declare(struct buf *out, const struct c_kb *c);
void c_names_write(struct buf *out, const struct c_kb *c);

/* All of them but kb_texts, which stands before them. */
void c_tables_write(struct buf *out, const struct c_kb *c);

#endif
