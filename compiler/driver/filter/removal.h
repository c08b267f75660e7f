/* The edits that take a comment that silences nothing out of its text. */
#ifndef DRIVER_FILTER_REMOVAL_H
#define DRIVER_FILTER_REMOVAL_H

#include <stdbool.h>

struct bag;
struct diag;
struct directive;

/* The rules that are marked, not all of them: the others stay. */
void removal_of_words(struct bag *bag, struct diag *diag, const struct directive *directive,
                      const bool *is_out);

/* Its whole line. Where that would join two paragraphs, an empty one stays. */
void removal_of_line(struct bag *bag, struct diag *diag, const struct directive *directive);

#endif
