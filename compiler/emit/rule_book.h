/* The rule book as Markdown: rows of the catalogue, with an anchor of the name of each. */
#ifndef EMIT_RULE_BOOK_H
#define EMIT_RULE_BOOK_H

#include <stddef.h>

struct buf;
struct rule;

/* The rows by code; titles[i] is the title of the family that rules[i] is of. */
void rule_book_write(struct buf *out, const struct rule *const *rules,
                     const char *const *titles, size_t count);

#endif
