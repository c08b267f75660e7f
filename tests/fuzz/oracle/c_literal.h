/* A small reader of C literals, as C99 has them: what a compiler would make of a text. */
#ifndef FUZZ_ORACLE_C_LITERAL_H
#define FUZZ_ORACLE_C_LITERAL_H

#include "base/buf.h"

/* String literals with white space between, or one {'c', …} of characters, the last of which is
 * NUL and not counted. Appends the bytes. False if it is anything else, or if two compilers might
 * take it for two things: a trigraph, an escape that C99 does not have. */
bool c_literal_read(struct buf *out, struct str text);

#endif
