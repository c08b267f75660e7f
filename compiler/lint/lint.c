/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#include "lint/lint.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "lint/case_anchors.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/logs_keys.h"
#include "model/kb.h"

const struct lint_family *const lint_families[] = {
#define LINT_FAMILY_ROW(name, sees) &name##_family,
    LINT_FAMILIES(LINT_FAMILY_ROW)
#undef LINT_FAMILY_ROW
};

const size_t lint_family_count = sizeof lint_families / sizeof *lint_families;

enum family_sees { WHOLE, APART };

static const enum family_sees family_sees[] = {
#define LINT_FAMILY_SEES(name, sees) sees,
    LINT_FAMILIES(LINT_FAMILY_SEES)
#undef LINT_FAMILY_SEES
};

/* The whole case up to the end of its last line, whose blanks do not belong to it. */
static struct str lines_of(const struct kb_case *kb_case) {
  struct span whole = kb_case->doc->piece->whole;
  struct str bytes = whole.source->bytes;
  size_t end = whole.offset + whole.n;
  while (end < bytes.n && is_blank_char(bytes.p[end]))
    end++;
  return str_slice(bytes, whole.offset, end < bytes.n ? end + 1 : end);
}

/* Runs the families that see that much. */
static void run(const struct linter *linter, enum family_sees sees) {
  for (size_t i = 0; i < lint_family_count; i++) {
    for (size_t j = 0; family_sees[i] == sees && j < lint_families[i]->count; j++)
      lint_families[i]->rules[j].find(linter, &lint_families[i]->rules[j].row);
  }
}

void lint_case(struct arena *a, struct arena *scratch, struct kb_case *kb_case) {
  case_anchors(a, scratch, kb_case);
}

void lint_files(struct arena *a, struct bag *bag, const struct bag *said,
                const struct schema *schema, struct kb_case **cases, size_t count) {
  struct kb kb = {.schema = schema, .cases = cases, .case_count = count};
  unsigned *marks = arena_array(a, unsigned, count);
  for (size_t i = 0; i < count; i++)
    marks[i] = marks_of(lines_of(cases[i]));
  struct key_table keys = {0};
  struct linter linter = {a, bag, said, &kb, &keys, marks};
  run(&linter, APART);
}

void lint_kb(struct arena *a, struct bag *bag, const struct kb *kb) {
  struct key_table keys = {0};
  struct linter linter = {a, bag, bag, kb, &keys, NULL};
  run(&linter, WHOLE);
}
