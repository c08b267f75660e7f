/* Mends what the findings of a run say how to mend, in memory, until nothing changes. */
#ifndef DRIVER_FIX_FIX_H
#define DRIVER_FIX_FIX_H

#include "driver/fix/new_text.h"

struct diag_report;
struct first_findings;
struct input;
struct session;

struct fixes {
  struct new_text *texts; /* those that change, and standard input */
  size_t count;
  struct input **inputs;        /* that each of them stands for */
  struct first_findings *first; /* what was found before the stages ran */
  size_t total;                 /* of findings that are mended */
  bool is_faulty;               /* a file was left alone because of a mistake of ours */
};

/* Runs the stages over the inputs, makes the fixes of the findings that are shown, and runs
 * them again; with `is_unsafe` also those that may change what a text means. `report` is what
 * is left when all are made. Says which files it had to leave alone. Lives in the session. */
struct fixes fixes_make(struct session *s, bool is_unsafe, struct diag_report *report);

/* Writes the texts. Where one could not be written, its fixes no longer count, and `report` is
 * made anew, of what now stands there. */
enum status fixes_write(struct session *s, struct fixes *fixes, struct diag_report *report);

/* The report of what stands there as long as nothing is written. */
struct diag_report fixes_unmade(struct session *s, const struct fixes *fixes);

#endif
