/* What the commands that read cases have in common: from the options to a report. */
#ifndef DRIVER_SESSION_H
#define DRIVER_SESSION_H

#include "base/arena.h"
#include "driver/catalogue.h"
#include "driver/config.h"
#include "driver/filter/sift.h"
#include "driver/options.h"
#include "driver/output.h"
#include "driver/project.h"
#include "driver/report.h"
#include "emit/shard_pack.h"

/* Everything of one run lives in `a`. */
struct session {
  struct arena a;
  const struct options *options;
  bool
      is_build; /* the tables of the outputs are asked whether the log lines find their cases */
  struct catalogue catalogue;
  struct policy policy; /* what the options say; each project has its own besides */
  struct outputs outputs;
  struct config config;
  struct bag bag; /* what is found in the configuration */
  struct projects projects;
  struct sift sift;
  struct emit_shard shard; /* count = 0: the whole */
  bool is_unreadable;      /* what is refused is so because the disk did not give it */
  struct project *home;    /* where a command that takes one text is at work */
};

/* Reads options, configuration and schemas. False if the command ends here, with `status`. */
bool session_open(struct session *s, const struct options *options, bool is_build,
                  enum status *status);

/* The same, and finds the files. False if the command ends here,
 * with `status`, because something is wrong or there is nothing more to do. */
bool session_start(struct session *s, const struct options *options, bool is_build,
                   enum status *status);

/* Runs the stages over the files that were found. */
struct diag_report session_run(struct session *s);

/* The report once more, of all that stands in the bags by now. */
struct diag_report session_report(struct session *s);

/* Takes what is left of the findings into the baselines, and makes the report anew. */
enum status session_write_baseline(struct session *s, struct diag_report *report);

/* Prints the report; STATUS_FAILED if that is not possible. */
enum status session_print(const struct session *s, const struct diag_report *report);

/* Takes over the findings of a text that leave doubt about where its cases begin and end, and
 * those for which it could not be read. True if there are any: whoever moves text must stop. */
bool session_doubts(struct session *s, const struct pipeline_text *text);

/* Prints the findings that were taken over at the levels that the rules have of their own, for
 * a schema may call a doubt a trifle, but it stays one. */
enum status session_print_doubts(struct session *s);

/* For commands that are not for findings: prints those that they cannot work with beside their
 * output, and answers with the status of the run that ends here. */
enum status session_stop(struct session *s, enum status status);

/* The last lines of a run, and its status: the summary, and each project without a case. */
enum status session_summary(const struct session *s, const struct diag_report *report,
                            enum status status);

void session_end(struct session *s);

#endif
