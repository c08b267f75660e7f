/* What a consumer of an older build would notice in this one. */
#ifndef EMIT_PLAN_BREAKING_H
#define EMIT_PLAN_BREAKING_H

#include "base/str.h"
#include "model/breaking_kind.h"

struct accepted;
struct arena;
struct plan;

struct breaking_change {
  enum breaking_kind kind;
  struct str name;        /* the id of a case, a metadata key, a file, a format */
  struct str path, title; /* of a case; else n = 0 */
  struct str what;        /* one line */
  size_t accepted;        /* index in `accepts`, or STR_NONE */
};

struct breaking {
  struct breaking_change *changes; /* by kind, in the order of the old side */
  size_t count, accepted_count;
  bool *is_used; /* of each accepted change: is there still anything that it lets pass? */
};

const char *breaking_name(enum breaking_kind kind);

/* The new side is a finished build if `is_folder`; else it can have all files that this kbc
 * writes. Lives in `a`, or borrows from the two sides. */
struct breaking breaking_find(struct arena *a, const struct plan *plan, bool is_folder);

/* Marks what `accepts` lets pass. */
void breaking_accept(struct arena *a, struct breaking *breaking, const struct accepted *accepts,
                     size_t count);

#endif
