/* The numbers of cases, and the ranges of numbers that titles name. */
#ifndef LINT_CASE_NUMBER_H
#define LINT_CASE_NUMBER_H

#include "base/str.h"

struct kb_case;
struct schema;

/* The index of the capture "number" of the titles, or STR_NONE. */
size_t number_capture(const struct schema *schema);

/* The number of the case, or STR_NONE: it has none, or one that is too long for a number. */
size_t case_number(const struct kb_case *kb_case, size_t capture);

/* Was it reported that the case has another number than it should? */
bool is_number_reported(const struct kb_case *kb_case);

/* "01–100" in a title: the bytes [from, to) of it. */
struct number_range {
  size_t first, last, from, to;
};

/* The first range that cannot well be anything else: two numbers, the smaller one first, with a
 * dash, a tilde or dots between them, which begin the title or stand in brackets or at its end
 * ("8-10 replicas" is no range of cases, "Cases 8-10" is one). False if there is none. */
bool number_range_find(struct str title, struct number_range *range);

#endif
