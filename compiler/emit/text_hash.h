/* The hash by which a store sees whether a text must be embedded anew. */
#ifndef EMIT_TEXT_HASH_H
#define EMIT_TEXT_HASH_H

#include "base/hash.h"
#include "model/case.h"

struct arena;

/* Of the text with each run of white space folded into one space, but for code blocks and the
 * log lines of the case, which count as they stand: a space there may be one to be typed. */
struct hash_text text_hash(struct arena *scratch, const struct kb_case *kb_case,
                           struct str text);

#endif
