/* A fingerprint of a case's words by which two cases that are nearly the same are recognised.
 */
#ifndef EMIT_PLAN_SKETCH_H
#define EMIT_PLAN_SKETCH_H

#include "base/str.h"

struct arena;
struct kb_case;

enum { SKETCH_SIZE = 32, SKETCH_DIGITS = 2 * SKETCH_SIZE };

/* Of a case without words, and of one that nobody has seen, all bytes are zero. */
struct sketch {
  unsigned char bytes[SKETCH_SIZE];
};

/* Of the texts of its sections and what stands beside them; front matter and title, which are
 * what tells twins apart, have no part in it. */
struct sketch sketch_of(struct arena *scratch, const struct kb_case *kb_case);

bool sketch_is_empty(const struct sketch *sketch);
/* As SKETCH_DIGITS small hexadecimal digits, and back; false if the text is none. */
void sketch_write(const struct sketch *sketch, char digits[SKETCH_DIGITS + 1]);
bool sketch_read(struct str digits, struct sketch *sketch);

/* How many of the SKETCH_SIZE places agree: of two cases that share the part s of their words,
 * about s of them. 0 if one of them is empty. */
size_t sketch_agreement(const struct sketch *a, const struct sketch *b);
/* Do they agree so far that one is taken for the other, rewritten? */
bool sketch_is_near(const struct sketch *a, const struct sketch *b);

#endif
