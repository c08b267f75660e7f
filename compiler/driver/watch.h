/* Waits until a file changes that a check depends on. */
#ifndef DRIVER_WATCH_H
#define DRIVER_WATCH_H

#include "base/arena.h"

struct session;
struct watched;

/* Borrows from the session: its files, the folders of its corpora, its schemas and baselines.
 */
struct watch {
  struct arena a;
  struct watched *items;
  size_t count;
};

/* Notes what they look like. Call it when the files were found and before they are read, so
 * that no change falls between. */
void watch_start(struct watch *watch, const struct session *s);

/* Returns when one of them has changed and nothing changes any more: its path. */
struct str watch_wait(struct watch *watch);

void watch_end(struct watch *watch);

#endif
