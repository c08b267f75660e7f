/* What the commands that read cases have in common: from the options to a report. */
#ifndef DRIVER_SESSION_H
#define DRIVER_SESSION_H

#include "base/arena.h"
#include "driver/catalogue.h"
#include "driver/config.h"
#include "driver/inputs.h"
#include "driver/options.h"
#include "driver/output.h"
#include "driver/pipeline.h"
#include "driver/policy.h"
#include "driver/report.h"

/* Everything of one run lives in `a`. */
struct session {
  struct arena a;
  const struct options *options;
  struct catalogue catalogue;
  struct policy policy;
  struct outputs outputs;
  struct config config;
  struct pipeline run;
  struct inputs inputs;
};

/* Reads options, configuration and schema. False if the command ends here, with `status`. */
bool session_open(struct session *s, const struct options *options, bool is_build,
                  enum status *status);

/* The same, and finds the files. False if the command ends here,
 * with `status`, because something is wrong or there is nothing more to do. */
bool session_start(struct session *s, const struct options *options, bool is_build,
                   enum status *status);

/* Runs the stages over the files that were found. */
struct diag_report session_run(struct session *s);

/* The report once more, of all that stands in the bag of the run by now. */
struct diag_report session_report(struct session *s);

/* Prints the report; STATUS_FAILED if that is not possible. */
enum status session_print(const struct session *s, const struct diag_report *report);

/* Takes over the findings of a text that leave doubt about where its cases begin and end, and
 * those for which it could not be read. True if there are any: whoever moves text must stop. */
bool session_doubts(struct session *s, const struct pipeline_text *text);

/* Prints the findings that were taken over at the levels that the rules have of their own, for
 * a schema may call a doubt a trifle, but it stays one. */
enum status session_print_doubts(struct session *s);

void session_end(struct session *s);

#endif
