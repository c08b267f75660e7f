/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#include "lint/lint.h"

#include "lint/rules/families.h"
#include "lint/rules/logs_keys.h"

const struct lint_family *const lint_families[] = {
#define LINT_FAMILY_ROW(name) &name##_family,
    LINT_FAMILIES(LINT_FAMILY_ROW)
#undef LINT_FAMILY_ROW
};

const size_t lint_family_count = sizeof lint_families / sizeof *lint_families;

void lint_kb(struct arena *a, struct bag *bag, const struct kb *kb) {
  struct key_table keys = {0};
  struct linter linter = {a, bag, kb, &keys};
  for (size_t i = 0; i < lint_family_count; i++) {
    for (size_t j = 0; j < lint_families[i]->count; j++)
      lint_families[i]->rules[j].find(&linter, &lint_families[i]->rules[j].row);
  }
}
