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

enum family_sees { WHOLE, WITH_LAST, APART };

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

static void run(const struct linter *linter, const struct lint_family *family) {
  for (size_t i = 0; i < family->count; i++)
    family->rules[i].find(linter, &family->rules[i].row);
}

bool lint_wants(const struct linter *linter, const struct rule *row) {
  const struct lint_choice *choice = linter->choice;
  return !choice->is_wanted || choice->is_wanted(choice->context, row);
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
  const struct lint_choice all = {NULL, NULL};
  struct linter linter = {a, bag, said, &kb, &keys, marks, &all};
  for (size_t i = 0; i < lint_family_count; i++) {
    if (family_sees[i] == APART)
      run(&linter, lint_families[i]);
  }
}

size_t lint_kb_parts(void) {
  size_t count = 0;
  for (size_t i = 0; i < lint_family_count; i++)
    count += family_sees[i] == WHOLE;
  return count;
}

void lint_kb_part(struct arena *a, struct bag *bag, const struct bag *said, const struct kb *kb,
                  const struct lint_choice *choice, size_t part) {
  size_t first = 0;
  for (size_t before = part; family_sees[first] != WHOLE || before-- > 0;)
    first++;
  struct key_table keys = {0};
  struct linter linter = {a, bag, said, kb, &keys, NULL, choice};
  run(&linter, lint_families[first]);
  for (size_t i = first + 1; i < lint_family_count && family_sees[i] == WITH_LAST; i++)
    run(&linter, lint_families[i]);
}

void lint_kb(struct arena *a, struct bag *bag, const struct kb *kb) {
  const struct lint_choice all = {NULL, NULL};
  for (size_t i = 0; i < lint_kb_parts(); i++)
    lint_kb_part(a, bag, bag, kb, &all, i);
}
