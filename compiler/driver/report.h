/* What a run has found, as it is shown: which findings, in all formats, the summary, the
 * status. */
#ifndef DRIVER_REPORT_H
#define DRIVER_REPORT_H

#include "diag/printer.h"
#include "driver/say.h"

struct arena;
struct bag;
struct config;
struct options;
struct policy;
struct projects;

/* The findings of the configuration and of all projects that are to be shown, with their
 * levels, in order: the bags hold no others afterwards, those of the projects in that order,
 * too. `policy` is for the configuration. Lives in `a`. */
struct diag_report report_new(struct arena *a, struct bag *bag, const struct policy *policy,
                              struct projects *projects, const struct config *config,
                              const struct options *options);

/* What the findings alone make of the exit status. */
enum status report_status(const struct diag_report *report, const struct options *options);

/* Prints as text on standard error what was in the way of the whole run, and nothing else. The
 * status is clean if nothing was: then a command that shows no findings may go on. */
enum status report_failures(struct arena *a, const struct diag_report *report);

/* Is there anything that report_failures would print? */
bool report_has_failures(const struct diag_report *report);

/* "25 cases in 25 files: 2 warnings" on standard error. Never says clean where nothing was
 * looked at: without a case the line says that there is none, and the status becomes that of a
 * wrong call. */
enum status report_summary(const struct diag_report *report, const struct options *options,
                           enum status status);

#endif
