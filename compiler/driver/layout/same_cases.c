/* Are the cases still the same ones after their text was put elsewhere? */
#include "driver/layout/same_cases.h"

#include "base/arena.h"
#include "driver/pipeline.h"
#include "model/case.h"

#include <string.h>

/* An id that is made of the file's name changes with it, and that is meant so. */
static bool depends_on_place(const struct record_rules *record) {
  for (size_t i = 0; i < record->identity_count; i++) {
    enum name_kind kind = record->identity[i].kind;
    if (kind == NAME_PATH || kind == NAME_STEM)
      return true;
  }
  return false;
}

/* A link sorts what it is given, so it gets a copy. */
static void link(struct pipeline *run, struct kb_case *const *cases, size_t count) {
  struct kb_case **copy = arena_array(run->a, struct kb_case *, count);
  if (count > 0)
    memcpy(copy, cases, count * sizeof *copy);
  pipeline_part(run, copy, count);
}

/* A row of dashes at the end of a section separates it from what follows in one place, and is
 * not there in the other. */
static size_t count_blocks(const struct kb_section *section) {
  size_t count = 0;
  for (size_t i = 0; i < section->block_count; i++)
    count += section->blocks[i].kind != BLOCK_BREAK;
  return count;
}

static bool is_same_section(const struct kb_section *a, const struct kb_section *b,
                            bool is_exact) {
  return a->rule == b->rule && count_blocks(a) == count_blocks(b) &&
         (!is_exact || str_equal(a->text, b->text));
}

static bool is_same(const struct kb_case *a, const struct kb_case *b, bool is_exact) {
  if (!str_equal(a->full_title, b->full_title) || a->section_count != b->section_count ||
      !str_equal(span_text(a->doc->piece->front), span_text(b->doc->piece->front)))
    return false;
  for (size_t i = 0; i < a->section_count; i++) {
    if (!is_same_section(&a->sections[i], &b->sections[i], is_exact))
      return false;
  }
  return true;
}

size_t cases_differ(struct pipeline *run, struct kb_case *const *cases,
                    struct kb_case *const *others, size_t count, bool is_exact) {
  link(run, cases, count);
  link(run, others, count);
  bool has_id = !depends_on_place(&run->schema->record);
  for (size_t i = 0; i < count; i++) {
    if (!is_same(cases[i], others[i], is_exact) ||
        (has_id && !str_equal(cases[i]->id, others[i]->id)))
      return i;
  }
  return STR_NONE;
}
