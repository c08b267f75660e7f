/* The hash by which a store sees whether a text must be embedded anew. */
#ifndef EMIT_CHUNKS_TEXT_HASH_H
#define EMIT_CHUNKS_TEXT_HASH_H

#include "base/hash.h"
#include "base/map.h"
#include "model/case.h"

struct arena;

/* What must be known of a case to hash its texts, found out once. */
struct text_hasher {
  struct arena *a;
  struct map log_lines;
  bool indent_counts; /* the case has indented code */
};

/* Lives in `a`, where hashing takes its memory, too. */
struct text_hasher text_hasher_of(struct arena *a, const struct kb_case *kb_case);

/* Of the text with each run of white space folded into one space, but for code blocks and the
 * log lines of the case, which count as they stand: a space there may be one to be typed. */
struct hash_text text_hash(const struct text_hasher *hasher, struct str text);

#endif
