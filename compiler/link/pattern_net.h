/* All patterns by their words, in which equal ones come together and each finds what is inside
 * it. */
#ifndef LINK_PATTERN_NET_H
#define LINK_PATTERN_NET_H

#include "base/map.h"
#include "link/message_row.h"
#include "link/token_net.h"

struct pattern_net {
  struct arena *scratch;
  struct row_list rows;
  struct token_net *tokens;
  size_t *first;       /* by node: the first row of words alone that ends there, or STR_NONE */
  size_t *first_open;  /* by node: of those with a variable word, which are there up to it */
  bool *has_values;    /* by node: are there some with constant values? */
  struct map by_full;  /* rows that are not words alone → the first that is equal */
  struct map by_value; /* node and rarest value → the first of them with that */
  size_t *next_other;  /* by row: the next of those, not equal to it, or STR_NONE */
};

/* Settles what is equal; `a` is for what remains in the rows, the net lives in `scratch`. */
struct pattern_net *pattern_net_new(struct arena *a, struct arena *scratch,
                                    struct row_list rows);

/* Calls `found` for patterns that are inside that of the row and of other cases, one of those
 * that are equal. */
void pattern_net_visit(const struct pattern_net *net, size_t row,
                       void (*found)(void *context, size_t inner, size_t outer), void *context);

#endif
