/* How large a text becomes when gzip packs it, at most: without packing it. */
#ifndef DIAG_GZIP_SIZE_H
#define DIAG_GZIP_SIZE_H

#include "base/buf.h"

enum { GZIP_SLOTS = 1 << 15 };

/* {0} is a new one; gzip_size_end frees it. */
struct gzip_size {
  unsigned long long bits;
  struct buf window;        /* what a match may reach back to, and what was added last */
  size_t before;            /* bytes of the text before the window */
  size_t slots[GZIP_SLOTS]; /* offset in the text, plus one, where four bytes stood last */
};

void gzip_size_add(struct gzip_size *size, struct str text);
/* In bytes. gzip chooses better than what is counted here, on its weakest level, too. */
unsigned long long gzip_size_of(const struct gzip_size *size);
void gzip_size_end(struct gzip_size *size);

#endif
