/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#include "lint/lint.h"

#include "base/arena.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/logs_keys.h"
#include "model/kb.h"

const struct lint_family *const lint_families[] = {
#define LINT_FAMILY_ROW(name) &name##_family,
    LINT_FAMILIES(LINT_FAMILY_ROW)
#undef LINT_FAMILY_ROW
};

const size_t lint_family_count = sizeof lint_families / sizeof *lint_families;

/* The whole case up to the end of its last line, whose blanks do not belong to it. */
static struct str lines_of(const struct kb_case *kb_case) {
  struct span whole = kb_case->doc->piece->whole;
  struct str bytes = whole.source->bytes;
  size_t end = whole.offset + whole.n;
  while (end < bytes.n && is_blank_char(bytes.p[end]))
    end++;
  return str_slice(bytes, whole.offset, end < bytes.n ? end + 1 : end);
}

static unsigned *marks_of_cases(struct arena *a, const struct kb *kb) {
  unsigned *marks = arena_array(a, unsigned, kb->case_count);
  for (size_t i = 0; i < kb->case_count; i++)
    marks[i] = marks_of(lines_of(kb->cases[i]));
  return marks;
}

void lint_kb(struct arena *a, struct bag *bag, const struct kb *kb) {
  struct key_table keys = {0};
  struct linter linter = {a, bag, kb, &keys, marks_of_cases(a, kb)};
  for (size_t i = 0; i < lint_family_count; i++) {
    for (size_t j = 0; j < lint_families[i]->count; j++)
      lint_families[i]->rules[j].find(&linter, &lint_families[i]->rules[j].row);
  }
}
