/* How many findings each rule has: a table instead of a list. */
#ifndef DRIVER_STATISTICS_H
#define DRIVER_STATISTICS_H

struct buf;
struct diag_report;

/* A line for each rule of the report: count, level, code, name; the most frequent first, those
 * of one count by name. A rule with findings of two levels has two lines. */
void statistics_add(struct buf *out, const struct diag_report *report);

#endif
