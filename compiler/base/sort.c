/* Sorting what is mostly sorted already. */
#include "base/sort.h"

#include <stdlib.h>

void sort(void *items, size_t count, size_t size,
          int (*compare)(const void *left, const void *right)) {
  const char *bytes = items;
  size_t sorted = 1;
  while (sorted < count && compare(bytes + (sorted - 1) * size, bytes + sorted * size) <= 0)
    sorted++;
  if (sorted < count)
    qsort(items, count, size, compare);
}
