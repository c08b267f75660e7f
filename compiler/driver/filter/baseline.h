/* A baseline: a file with the findings that were there when it was written. */
#ifndef DRIVER_FILTER_BASELINE_H
#define DRIVER_FILTER_BASELINE_H

#include "diag/source.h"
#include "driver/filter/fingerprint.h"

struct bag;
struct buf;

struct baseline_entry {
  struct fingerprint print;
  size_t ordinal; /* 1-based among those that are else equal */
  size_t line;    /* 0-based, in the file */
  bool is_there;  /* its finding was found; `now` is what it looks like today */
  bool is_gone;
  struct fingerprint now;
};

struct baseline {
  struct str path;             /* as it is shown; ends in a NUL */
  const struct source *source; /* NULL: it is not written yet */
  struct baseline_entry *entries;
  size_t count;
};

/* Reads the entries. False if the file is not there or anything in it is wrong: what is stands
 * in the bag, at the place of the configuration that names the file (`named`, or without a
 * source) or in the file. Lives in `a`. */
bool baseline_read(struct arena *a, struct bag *bag, struct span named,
                   struct baseline *baseline);

/* The text of a baseline with these entries, which are sorted and numbered for it. */
void baseline_write(struct buf *out, struct baseline_entry *entries, size_t count);

/* How many entries of such a text stand in its first `limit` bytes. */
size_t baseline_room(struct str text, size_t limit);

#endif
