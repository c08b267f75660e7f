/* So many lines a second of the clock on the wall, whatever their times say. */
#ifndef DRIVER_SIMULATE_PACE_H
#define DRIVER_SIMULATE_PACE_H

#include <stdint.h>

struct pace {
  uint64_t step;  /* nanoseconds from line to line; 0: as fast as it goes */
  uint64_t start; /* by the clock */
};

struct pace pace_start(uint64_t step);

/* How many lines should be written by now: at most `most`, at least one. */
uint64_t pace_due(const struct pace *pace, uint64_t most);

/* Waits until the line behind the first `written` is due. */
void pace_wait(const struct pace *pace, uint64_t written);

#endif
