/* The ways through a knowledge base that the files of the family prose share. */
#include "lint/rules/prose.h"

#include "model/kb.h"

void prose_visit_marked(const struct linter *l, unsigned marks,
                        void (*visit)(void *ctx, struct text *text), void *ctx) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if ((l->marks[i] & marks) != 0)
      case_texts(l, l->kb->cases[i], visit, ctx);
  }
}

bool is_in_brackets(struct brackets *brackets, struct str text, size_t at) {
  for (; brackets->read < at; brackets->read++) {
    char c = text.p[brackets->read];
    if (c == '[' || c == ']')
      brackets->is_open = c == '[';
  }
  return brackets->is_open;
}
