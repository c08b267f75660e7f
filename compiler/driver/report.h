/* What a run has found, as it is shown: which findings, in all formats, the summary, the
 * status. */
#ifndef DRIVER_REPORT_H
#define DRIVER_REPORT_H

#include "diag/printer.h"
#include "driver/say.h"

struct config;
struct inputs;
struct options;
struct outputs;
struct pipeline;
struct policy;

/* The findings of the run's bag that are to be shown, with their levels, in order: the bag
 * holds no others afterwards. `inputs` may be NULL if it did not come to that. */
struct diag_report report_new(struct pipeline *run, const struct policy *policy,
                              const struct config *config, const struct inputs *inputs,
                              const struct options *options);

/* What the findings alone make of the exit status. */
enum status report_status(const struct diag_report *report, const struct options *options);

/* "25 cases in 25 files: 2 warnings" on standard error. Never says clean where nothing was
 * looked at: without a case the line says that there is none, and the status becomes that of a
 * wrong call. */
enum status report_summary(const struct diag_report *report, const struct options *options,
                           enum status status);

#endif
