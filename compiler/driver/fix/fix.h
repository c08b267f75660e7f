/* Mends what the findings of a run say how to mend, in memory, until nothing changes. */
#ifndef DRIVER_FIX_FIX_H
#define DRIVER_FIX_FIX_H

#include "driver/fix/new_text.h"

struct diag_report;
struct session;

struct fixes {
  struct new_text *texts; /* those that change, and standard input */
  size_t count;
  size_t total;   /* of findings that are mended */
  bool is_faulty; /* a file was left alone because of a mistake of ours */
};

/* Runs the stages over the inputs, makes the fixes of the findings that are shown, and runs
 * them again; with `is_unsafe` also those that may change what a text means. `report` is what
 * is left when all are made. Says which files it had to leave alone. Lives in the session. */
struct fixes fixes_make(struct session *s, bool is_unsafe, struct diag_report *report);

#endif
