/* The edits that take a comment that silences nothing out of its text. */
#ifndef DRIVER_FILTER_REMOVAL_H
#define DRIVER_FILTER_REMOVAL_H

#include <stddef.h>

struct bag;
struct diag;
struct directive;

/* One of its rules, with a comma. */
void removal_of_word(struct bag *bag, struct diag *diag, const struct directive *directive,
                     size_t word);

/* Its whole line. Where that would join two paragraphs, an empty one stays. */
void removal_of_line(struct bag *bag, struct diag *diag, const struct directive *directive);

#endif
