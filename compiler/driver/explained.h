/* What is known of a case and its patterns, ready to be written. */
#ifndef DRIVER_EXPLAINED_H
#define DRIVER_EXPLAINED_H

#include "base/str.h"

struct arena;
struct buf;
struct kb;

/* How a pattern of another case is related to one of this case. */
enum kinship { KIN_EQUAL, KIN_INSIDE, KIN_AROUND, KINSHIPS };

struct kin {
  size_t number;          /* of the other case */
  struct str words, mine; /* the two patterns */
};

struct kin_list {
  struct kin *items; /* in the order of the cases */
  size_t count;
};

struct explained {
  const struct kb *kb;
  size_t number;
  struct kin_list kin[KINSHIPS]; /* each other case once in each */
  struct str line;               /* that finds the case; n = 0: nobody knows one */
};

/* Needs what link does for outputs. Lives in `a`. */
struct explained explained_of(struct arena *a, const struct kb *kb, size_t number);

void explained_write_text(struct buf *out, const struct explained *e);
void explained_write_json(struct buf *out, const struct explained *e);

#endif
