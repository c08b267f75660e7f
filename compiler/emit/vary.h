/* Another log line of the same case: what differs from one event to the next is changed. */
#ifndef EMIT_VARY_H
#define EMIT_VARY_H

#include "model/log_line_text.h"

/* Values for the first log line of the case, drawn from its id, so that they are the same on
 * every machine and whatever the other cases are. Changed are times, fields with `generate` or
 * `unique`, and numbers in what varies of the message and in map values, each to one of as many
 * digits. A value that would not fit the template any more stays as it is. Lives in `a`. */
struct line_values vary_line(struct arena *a, const struct kb_case *kb_case);

#endif
