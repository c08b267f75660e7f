/* The signals that end a command which could read for ever.
 *
 * They are blocked and asked for: no handler has to run, which would need a variable that
 * outlives a call. */
#include "driver/match/stop.h"

#include <signal.h>
#include <stddef.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

/* What the caller has told us to ignore, as nohup does, stays ignored. */
void stop_listen(void) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < SIGNAL_COUNT; i++)
    sigaddset(&set, signals[i]);
  sigprocmask(SIG_BLOCK, &set, NULL);
}

bool stop_is_asked(void) {
  sigset_t set;
  if (sigpending(&set) != 0)
    return false;
  for (size_t i = 0; i < SIGNAL_COUNT; i++) {
    struct sigaction action;
    if (sigismember(&set, signals[i]) == 1 && sigaction(signals[i], NULL, &action) == 0 &&
        action.sa_handler != SIG_IGN)
      return true;
  }
  return false;
}
