/* So many lines a second of the clock on the wall, whatever their times say. */
#include "driver/simulate/pace.h"

#include <time.h>

enum { BILLION = 1000000000 };

/* Waking up more often would cost more than the lines. */
static const uint64_t shortest_wait = 2000000;

static uint64_t clock_now(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
    return 0;
  return (uint64_t)now.tv_sec * BILLION + (uint64_t)now.tv_nsec;
}

struct pace pace_start(uint64_t step) {
  return (struct pace){step, step > 0 ? clock_now() : 0};
}

uint64_t pace_due(const struct pace *pace, uint64_t most) {
  if (pace->step == 0)
    return most;
  uint64_t due = (clock_now() - pace->start) / pace->step + 1;
  return due < most ? due : most;
}

void pace_wait(const struct pace *pace, uint64_t written) {
  uint64_t passed = clock_now() - pace->start, due = written * pace->step;
  uint64_t wait = due > passed ? due - passed : 0;
  wait = wait < shortest_wait ? shortest_wait : wait;
  struct timespec pause = {(time_t)(wait / BILLION), (long)(wait % BILLION)};
  nanosleep(&pause, NULL);
}
