/* What a body holds besides the sections that the schema knows: a preamble, or others. */
#ifndef EMIT_BODY_REST_H
#define EMIT_BODY_REST_H

#include "model/case.h"

struct arena;

struct rest_text {
  struct str title; /* of the heading above it; empty for a preamble */
  struct str text;  /* line ends are LF */
  size_t offset;    /* in the source */
};

struct body_rest {
  struct rest_text *items;
  size_t count;
};

/* In source order. Lives in `a`. */
struct body_rest body_rest_of(struct arena *a, const struct kb_case *kb_case);

#endif
