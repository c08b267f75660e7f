/* The smallest pieces of patterns: what the two halves of the writer share. */
#ifndef EMIT_PARSERS_DIALECT_POINT_H
#define EMIT_PARSERS_DIALECT_POINT_H

#include "emit/parsers/dialect.h"

#include <stdint.h>

/* A character, in a set or outside. Quotes end the strings in which parsers have patterns, and
 * slashes some of the patterns. */
void dialect_write_point(struct buf *out, uint32_t c, bool in_set);
/* Looks ahead: neither `first`, if it is any, nor one of the stops begins here. */
void dialect_write_stops(struct buf *out, struct str first, struct stops stops);

#endif
