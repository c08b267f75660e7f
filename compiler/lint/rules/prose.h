/* What the files of the family prose share. */
#ifndef LINT_RULES_PROSE_H
#define LINT_RULES_PROSE_H

#include "lint/lint.h"
#include "lint/text.h"

/* Visits the texts of all cases that hold one of the marks (lint/marks.h). */
void prose_visit_marked(const struct linter *l, unsigned marks,
                        void (*visit)(void *ctx, struct text *text), void *ctx);

/* How far a text was read for square brackets, in which the label of a link may stand; {0} at
 * its start. */
struct brackets {
  size_t read;
  bool is_open;
};

/* Does it stand in them? Asked in ascending order. */
bool is_in_brackets(struct brackets *brackets, struct str text, size_t at);

/* Calls `visit` for each list of the bodies; comments among its items are no items. */
void prose_visit_lists(const struct linter *l,
                       void (*visit)(void *ctx, const struct block *list), void *ctx);

/* The text of the paragraph with which an item begins, or ends; n = 0 if it is something else.
 */
struct str item_head(const struct block *item);
struct str item_tail(const struct block *item);

/* A rule's example: a page under a schema that asks for nothing, with that under `rules:`. */
#define PROSE_PAGE(options, text)                                                              \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n"                       \
  "rules: {" options "}\n=== kb/page.md\n# Page\n\n## Text\n" text "\n"

#endif
