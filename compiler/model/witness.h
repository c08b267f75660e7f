/* A concrete log line that shows what a finding about patterns means. */
#ifndef MODEL_WITNESS_H
#define MODEL_WITNESS_H

#include "base/str.h"

struct arena;
struct kb;
struct log_template;

/* May a line of the template belong to both cases? Not if a field besides the service must be
 * what only one of them says, nor if one has log lines, but none of that template. */
bool template_fits_both(const struct kb *kb, const struct log_template *template, size_t number,
                        size_t other);

/* A line of that service and message, as a machine would print it for the two cases: a log line
 * of the first, else of the second, else of any, with what differs put in its place. n = 0:
 * there is no line to start from, or the message cannot stand in one. Lives in `a`. */
struct str witness_line(struct arena *a, const struct kb *kb, size_t number, size_t other,
                        struct str service, struct str message);

#endif
