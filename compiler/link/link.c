/* Stage 4: puts the cases in order, gives each its id, and finds those that share what is one's
 * own. */
#include "link/link.h"

#include "base/arena.h"
#include "base/sort.h"
#include "link/groups.h"
#include "link/identity.h"
#include "link/message_draft.h"
#include "link/message_template.h"
#include "model/kb.h"

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

void link_case(struct arena *a, struct arena *scratch, const struct schema *schema,
               struct kb_case *kb_case) {
  identity_build(a, schema, kb_case);
  message_drafts_build(a, schema, kb_case);
  groups_prepare(a, scratch, schema, kb_case);
}

struct kb *link_order(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count) {
  sort(cases, count, sizeof(struct kb_case *), compare_cases);
  struct kb *kb = arena_new(a, struct kb);
  *kb = (struct kb){.schema = schema, .cases = cases, .case_count = count};
  struct arena scratch = {0};
  for (size_t i = 0; i < count; i++) {
    cases[i]->index = i;
    if (!cases[i]->id.p)
      link_case(a, &scratch, schema, cases[i]);
  }
  arena_free(&scratch);
  group_sets_list(a, kb);
  return kb;
}

size_t link_parts(const struct kb *kb) {
  return 1 + kb->set_count;
}

/* The patterns take longest, so they come first. */
void link_part(struct arena *a, struct kb *kb, size_t part) {
  if (part == 0)
    message_patterns_build(a, kb);
  else
    group_set_build(a, kb, part - 1);
}

struct kb *link_cases(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count) {
  struct kb *kb = link_order(a, schema, cases, count);
  for (size_t i = 0; i < link_parts(kb); i++)
    link_part(a, kb, i);
  return kb;
}

void link_for_outputs(struct arena *a, struct kb *kb) {
  for (size_t i = 0; i < kb->case_count; i++)
    message_template_build(a, kb->cases[i]);
}
