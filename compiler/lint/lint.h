/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "diag/rule.h"

#include <stdbool.h>

struct arena;
struct bag;
struct kb;
struct kb_case;
struct key_table;
struct linter;
struct schema;
struct source;

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

/* Would anybody be shown a finding of the rule? */
struct lint_choice {
  bool (*is_wanted)(const void *context, const struct rule *rule); /* NULL: everything is */
  const void *context;
};

/* What a rule has at hand. */
struct linter {
  struct arena *a; /* for what it needs while it looks */
  struct bag *bag;
  const struct bag *said; /* what was found before: by earlier stages at least */
  const struct kb *kb;
  struct key_table *log_keys; /* filled by log_keys_of when somebody asks */
  const unsigned *marks;      /* of each case of the kb: what lint/marks.h says of its source */
  const struct lint_choice *choice;
};

/* For rules that take long: may they be left out? */
bool lint_wants(const struct linter *linter, const struct rule *row);

extern const struct lint_family *const lint_families[];
extern const size_t lint_family_count;

/* What rules that compare cases will ask of each: done while its text is still in the cache,
 * on any thread. It lives in `a`. */
void lint_case(struct arena *a, struct arena *scratch, struct kb_case *kb_case);

/* Runs the families that look at each file by itself over the cases of some whole files, in
 * the order of their places. `said` is what earlier stages have found in these files. Any
 * thread may do it; `a` is for what is needed on the way. */
void lint_files(struct arena *a, struct bag *bag, const struct bag *said,
                const struct schema *schema, struct kb_case **cases, size_t count);

/* The rules that compare cases fall into parts, each of which any thread may run. `said` is
 * what was found before; it may be the bag itself. Which of all findings count, the driver
 * decides. */
size_t lint_kb_parts(void);
void lint_kb_part(struct arena *a, struct bag *bag, const struct bag *said, const struct kb *kb,
                  const struct lint_choice *choice, size_t part);
/* All of them. */
void lint_kb(struct arena *a, struct bag *bag, const struct kb *kb);

/* Hides in the bag what must not be printed of a text that no knowledge base holds: one that is
 * broken, or in which no case was looked for. Nothing is reported. */
void lint_hide(struct bag *bag, const struct schema *schema, const struct source *source);

#endif
