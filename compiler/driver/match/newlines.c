/* Counts lines at the speed of memory. */
#include "driver/match/newlines.h"

#include <string.h>

/* So many counters in a row, one byte each, that the compiler makes vectors of them. */
enum { LANES = 32, ROUNDS = 255 };

size_t count_newlines(struct str text) {
  size_t count = 0, at = 0;
  while (text.n - at >= LANES) {
    unsigned char counters[LANES] = {0};
    for (size_t round = 0; round < ROUNDS && text.n - at >= LANES; round++, at += LANES) {
      unsigned char bytes[LANES];
      memcpy(bytes, text.p + at, LANES);
      for (size_t i = 0; i < LANES; i++)
        counters[i] = (unsigned char)(counters[i] + (bytes[i] == '\n'));
    }
    for (size_t i = 0; i < LANES; i++)
      count += counters[i];
  }
  for (; at < text.n; at++)
    count += text.p[at] == '\n';
  return count;
}
