/* Finds the comments of a text that silence findings. */
#ifndef DRIVER_FILTER_DIRECTIVES_H
#define DRIVER_FILTER_DIRECTIVES_H

#include "driver/filter/directive.h"

struct kb_case;

/* In the order of the text. */
struct directives {
  struct directive *items;
  size_t count;
};

/* Those of one source; `cases` are its own, in the order of the text. In a body each is an HTML
 * comment on a line of its own, in front matter a comment line: in code, quotes, log lines and
 * values none stands. Lives in `a`. */
struct directives directives_find(struct arena *a, const struct source *source,
                                  struct kb_case *const *cases, size_t case_count);

#endif
