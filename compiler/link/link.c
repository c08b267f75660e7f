/* Stage 4: puts the cases in order, gives each its id, and finds those that share what is one's
 * own. */
#include "link/link.h"

#include "base/arena.h"
#include "link/groups.h"
#include "link/identity.h"
#include "link/message_template.h"
#include "model/kb.h"

#include <stdlib.h>

/* By path as the corpus sees it, then by place in the file: the order of everything that is
 * written. */
static int compare_cases(const void *left, const void *right) {
  const struct piece *a = (*(struct kb_case *const *)left)->doc->piece;
  const struct piece *b = (*(struct kb_case *const *)right)->doc->piece;
  int order = str_compare(a->source->place, b->source->place);
  if (order != 0)
    return order;
  return (a->whole.offset > b->whole.offset) - (a->whole.offset < b->whole.offset);
}

/* The driver hands them over by path already, so that a look is cheaper than sorting. */
static bool is_sorted(struct kb_case *const *cases, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (compare_cases(&cases[i - 1], &cases[i]) > 0)
      return false;
  }
  return true;
}

struct kb *link_cases(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count) {
  if (!is_sorted(cases, count))
    qsort(cases, count, sizeof(struct kb_case *), compare_cases);
  struct kb *kb = arena_new(a, struct kb);
  *kb = (struct kb){.schema = schema, .cases = cases, .case_count = count};
  bool *has_identity = arena_array(a, bool, count);
  for (size_t i = 0; i < count; i++) {
    cases[i]->index = i;
    has_identity[i] = identity_build(a, schema, cases[i]);
  }
  groups_build(a, kb, has_identity);
  return kb;
}

void link_for_outputs(struct arena *a, struct kb *kb) {
  for (size_t i = 0; i < kb->case_count; i++)
    message_template_build(a, kb->cases[i]);
  message_patterns_build(a, kb);
}
