/* What must not be printed of a text in which no case is looked for. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/lint.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "model/doc.h"
#include "model/kb.h"
#include "model/piece.h"

/* The rules about secrets look at whole sources, so a case that is all of one will do. */
void lint_hide(struct bag *bag, const struct schema *schema, const struct source *source) {
  static const struct lint_family *const families[] = {&safety_keys_family,
                                                       &safety_personal_family};
  struct arena scratch = {0};
  struct piece piece = {.source = source, .whole = span_of(source, 0, source->bytes.n)};
  struct doc doc = {.piece = &piece};
  struct kb_case whole = {.doc = &doc}, *cases[] = {&whole};
  struct kb kb = {.schema = schema, .cases = cases, .case_count = 1};
  unsigned marks = marks_of(source->bytes);
  struct bag found = {.arena = &scratch};
  struct linter linter = {
      .a = &scratch, .bag = &found, .said = &found, .kb = &kb, .marks = &marks};
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    for (size_t j = 0; j < families[i]->count; j++)
      families[i]->rules[j].find(&linter, &families[i]->rules[j].row);
  }
  found.count = 0;
  bag_append(bag, &found);
  arena_free(&scratch);
}
