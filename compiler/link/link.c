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

void link_case(struct arena *a, struct arena *own, struct arena *scratch,
               const struct schema *schema, struct kb_case *kb_case) {
  if (!kb_case->id.p)
    identity_build(a, scratch, schema, kb_case);
  message_drafts_build(own, schema, kb_case);
  groups_prepare(own, scratch, schema, kb_case);
  kb_case->is_prepared = true;
}

/* What of this is needed later was copied. */
static void forget(struct kb_case *kb_case) {
  kb_case->drafts = NULL;
  kb_case->draft_count = 0;
  kb_case->own_values = NULL;
  kb_case->is_prepared = false;
}

static void list_first_lines(struct arena *a, struct kb *kb) {
  kb->first_with_line = arena_array(a, size_t, kb->schema->log_count);
  for (size_t i = 0; i < kb->schema->log_count; i++)
    kb->first_with_line[i] = STR_NONE;
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *kb_case = kb->cases[i];
    for (size_t j = 0; j < kb_case->log_line_count; j++) {
      size_t *first = &kb->first_with_line[kb_case->log_lines[j].template - kb->schema->logs];
      *first = *first == STR_NONE ? i : *first;
    }
  }
}

struct kb *link_order(struct arena *a, struct arena *own, const struct schema *schema,
                      struct kb_case **cases, size_t count) {
  sort(cases, count, sizeof(struct kb_case *), compare_cases);
  struct kb *kb = arena_new(a, struct kb);
  *kb = (struct kb){.schema = schema, .cases = cases, .case_count = count};
  struct arena scratch = {0};
  for (size_t i = 0; i < count; i++) {
    cases[i]->index = i;
    if (cases[i]->is_prepared)
      continue;
    link_case(a, own, &scratch, schema, cases[i]);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  list_first_lines(a, kb);
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

void link_end(struct kb *kb) {
  for (size_t i = 0; i < kb->case_count; i++)
    forget(kb->cases[i]);
}

struct kb *link_cases(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count) {
  struct arena own = {0};
  struct kb *kb = link_order(a, &own, schema, cases, count);
  for (size_t i = 0; i < link_parts(kb); i++)
    link_part(a, kb, i);
  link_end(kb);
  arena_free(&own);
  return kb;
}

void link_for_outputs(struct arena *a, struct kb *kb) {
  for (size_t i = 0; i < kb->case_count; i++)
    message_template_build(a, kb->cases[i]);
}
