/* Writes a schema as YAML while it is read: every key that is in force, defaults filled in. */
#ifndef PARSE_SCHEMA_SHOW_H
#define PARSE_SCHEMA_SHOW_H

#include "base/str.h"

struct buf;
struct schema_reader;
struct value;

/* Where the text goes, and where it stands in it. */
struct schema_show {
  struct buf *out;
  size_t depth; /* of the mapping at work: two spaces each; SIZE_MAX: none was opened yet */
  bool is_item; /* its first key stands behind the "- " of a list */
};

/* All of these do nothing if the reader shows nothing. A mapping begins below the key at work,
 * or is an item of the list; what open answers is for close. */
size_t schema_show_open(struct schema_reader *r);
void schema_show_close(struct schema_reader *r, size_t start);
/* Around the items of a list, each of which is a mapping. */
void schema_show_list_open(struct schema_reader *r);
void schema_show_item(struct schema_reader *r);
void schema_show_list_close(struct schema_reader *r);
/* `key:`, behind or below which stands what is written next. Answers a mark for the next two.
 */
size_t schema_show_key(struct schema_reader *r, struct str key);
/* The value of the key, unless its reader has written it since the mark. */
void schema_show_value(struct schema_reader *r, const struct value *value, size_t mark);
/* The same for a default, which is YAML already. */
void schema_show_default(struct schema_reader *r, const char *text, size_t mark);
/* Any value on one line. */
void schema_show_flow(struct buf *out, const struct value *value);

#endif
