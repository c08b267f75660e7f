/* Sorting what is mostly sorted already. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* The same as qsort, which asks for memory and compares each item a dozen times, even where
 * nothing is to be done: so that is looked at first. */
void sort(void *items, size_t count, size_t size,
          int (*compare)(const void *left, const void *right));

#endif
