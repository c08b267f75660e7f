/* Writes a plan: an operation for each chunk that changes, in an order that may be cut off. */
#ifndef EMIT_PLAN_PLAN_WRITE_H
#define EMIT_PLAN_PLAN_WRITE_H

#include "base/line_file.h"
#include "emit/plan/manifest_load.h"

struct kb;
struct plan;
struct sink;
struct store;
struct vectors;

/* Where the chunks of the new side come from: a compiled knowledge base, or the chunks.jsonl of
 * a build. */
struct plan_source {
  const struct kb *kb;     /* NULL: `lines` counts */
  struct line_file *lines; /* open, at its beginning */
};

/* What is written: lines of JSON, or what a store takes. */
struct plan_form {
  const struct store *store; /* NULL: JSON. Else one that takes plans */
  struct vectors *vectors;   /* NULL: none were given */
};

/* First what the new side brings, in its order, then the deletes, in that of the old side:
 * whoever applies them one after the other, and stops anywhere, has not lost a case that both
 * sides have. If a line of the file is not what the manifest says, `fault` tells. */
enum load_result plan_write(struct arena *a, const struct plan *plan, struct plan_source source,
                            struct plan_form form, struct sink *sink, struct load_fault *fault);

#endif
