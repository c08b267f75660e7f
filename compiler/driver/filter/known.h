/* Which findings a baseline knows, and which of its entries are still there. */
#ifndef DRIVER_FILTER_KNOWN_H
#define DRIVER_FILTER_KNOWN_H

#include "driver/filter/baseline.h"

struct diag;
struct bag;
struct inputs;

/* May a baseline have it? Not what tells that kbc could not do its work or read a text, nor
 * what stands in no file. */
bool known_may_be(const struct diag *diag);

struct known_counts {
  size_t taken;  /* findings that were taken out of files that are shown */
  size_t errors; /* those that stay */
};

/* Finds the entry of each finding of the bag, which is sorted, and takes out those that have
 * one; errors among them stay if `keeps_errors`. An entry belongs to one finding. Where a case
 * was renamed or a file moved, the entry follows. Lives in `a`. */
struct known_counts known_take_out(struct arena *a, struct baseline *baseline,
                                   const struct fingerprint_scope *scope,
                                   const struct inputs *inputs, struct bag *bag,
                                   bool keeps_errors);

#endif
