/* The paragraphs of a case's body, for rules that look at nothing else: quicker than all texts.
 */
#ifndef LINT_PARAGRAPHS_H
#define LINT_PARAGRAPHS_H

#include "lint/text.h"

/* Calls `visit` for each paragraph, in lists and quotes, too, but for those that are log lines.
 */
void case_paragraphs(const struct kb_case *kb_case,
                     void (*visit)(void *ctx, const struct block *block, bool is_in_list),
                     void *ctx);

/* The same as a text, for whoever has found something in it. */
struct text paragraph_text(const struct linter *linter, const struct kb_case *kb_case,
                           const struct block *block, bool is_in_list);

#endif
