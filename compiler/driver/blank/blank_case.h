/* A case that has everything but its words. */
#ifndef DRIVER_BLANK_BLANK_CASE_H
#define DRIVER_BLANK_BLANK_CASE_H

#include "base/buf.h"

struct arena;
struct log_template;
struct schema;

/* A value of a front matter key that is known before anybody writes. */
struct blank_value {
  struct str key, text;
};

/* What is known of the new case. */
struct blank_words {
  struct str title; /* n = 0: a blank */
  struct str line;  /* a log line by `log`; n = 0: none */
  const struct log_template *log;
  struct blank_value *values;
  size_t value_count;
};

/* Adds a file of one case as the schema wants it: front matter, the title, a heading for each
 * section that must stand there, blanks for what is not known, and comments that say what
 * belongs where. As long as a blank that the schema asks for is one, kbc check says so. */
void blank_case_add(struct arena *scratch, struct buf *out, const struct schema *schema,
                    const struct blank_words *words);

#endif
