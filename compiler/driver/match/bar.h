/* A bar of blocks that shows how large a number is beside others. */
#ifndef DRIVER_MATCH_BAR_H
#define DRIVER_MATCH_BAR_H

struct buf;

enum { BAR_CELLS = 10 };

/* The bar of `n` where that of `most` is full, with blanks behind it up to its width. What is
 * not 0 has at least the thinnest block. */
void bar_add(struct buf *out, unsigned long long n, unsigned long long most);

#endif
