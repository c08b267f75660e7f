/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "diag/rule.h"

struct arena;
struct bag;
struct kb;
struct key_table;
struct linter;

/* One rule: its row of the catalogue, and what looks for it in the cases of linter->kb. */
struct lint_rule {
  struct rule row;
  void (*find)(const struct linter *linter, const struct rule *row);
};

/* The rules that live in one file of lint/rules/. */
struct lint_family {
  const char *name;
  const struct lint_rule *rules;
  size_t count;
};

/* What a rule has at hand. */
struct linter {
  struct arena *a; /* for what it needs while it looks */
  struct bag *bag;
  const struct bag *said; /* what was found before: by earlier stages at least */
  const struct kb *kb;
  struct key_table *log_keys; /* filled by log_keys_of when somebody asks */
  const unsigned *marks;      /* of each case of the kb: what lint/marks.h says of its source */
};

extern const struct lint_family *const lint_families[];
extern const size_t lint_family_count;

/* Memory of one thread: findings live in `keep`; `scratch` is for what is needed on the way. */
struct lint_memory {
  struct arena *keep, *scratch;
};

/* Runs every rule, on as many threads as there are memories, at least one; which of the
 * findings count, the driver decides. The bag's arena and each `keep` must outlive the bag. */
void lint_kb(struct bag *bag, const struct kb *kb, const struct lint_memory *memories,
             size_t count);

#endif
