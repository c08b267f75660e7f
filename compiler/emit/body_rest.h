/* What a body holds besides the sections that the schema knows: a preamble, or others. */
#ifndef EMIT_BODY_REST_H
#define EMIT_BODY_REST_H

#include "model/case.h"

struct arena;

struct body_rest {
  struct rest_text *items;
  size_t count;
};

/* In source order. Lives in `a`, or with the case if it was looked at before. */
struct body_rest body_rest_of(struct arena *a, const struct kb_case *kb_case);

/* Is there a block of code that is one for its indent alone? */
bool body_has_indented_code(const struct kb_case *kb_case);

#endif
