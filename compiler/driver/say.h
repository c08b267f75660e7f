/* What kbc says beside the findings: whole lines on standard error, texts on standard output.
 */
#ifndef DRIVER_SAY_H
#define DRIVER_SAY_H

#include "base/str.h"

/* How a run of kbc ends; of several reasons the highest counts. */
enum status {
  STATUS_CLEAN = 0,
  STATUS_FINDINGS = 1, /* errors, or a gate that was asked for failed */
  STATUS_CALL = 2,     /* the call or the schema is wrong */
  STATUS_FAILED = 3,   /* kbc could not do its work */
};

enum status status_worst(enum status a, enum status b);

/* One line on standard error. Control characters in it are spelled out, line ends too. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same behind "kbc: ": what is wrong with the call, or what kbc could not do. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* All bytes to the file, whatever it takes; false leaves the reason in errno. */
bool write_all(int fd, struct str bytes);
/* To standard output; false after complaining. */
bool say_out(struct str text);

#endif
