/* A concrete log line that shows what a finding about patterns means. */
#ifndef MODEL_WITNESS_H
#define MODEL_WITNESS_H

#include "base/str.h"

struct arena;
struct kb;

/* A line of that service and message, as a machine would print it for the two cases: a log line
 * of the first, else of the second, else of any, with what differs put in its place. n = 0:
 * there is no line to start from, or the message cannot stand in one. Lives in `a`. */
struct str witness_line(struct arena *a, const struct kb *kb, size_t number, size_t other,
                        struct str service, struct str message);

#endif
