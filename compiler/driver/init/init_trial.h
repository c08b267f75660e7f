/* What `kbc check` would say with a schema that stands in no file yet. */
#ifndef DRIVER_INIT_INIT_TRIAL_H
#define DRIVER_INIT_INIT_TRIAL_H

#include "base/arena.h"
#include "driver/catalogue.h"
#include "driver/project.h"
#include "driver/report.h"

struct config;
struct draft_rule;
struct options;

struct init_trial {
  struct arena a;
  struct catalogue catalogue;
  struct policy policy;
  struct bag bag;
  struct projects projects;
  struct project *project; /* the only one of them */
  struct diag_report report;
  size_t files, cases, log_lines;
  size_t with_findings; /* files or cases */
};

/* Checks the corpus of the schema. False if the schema is wrong, which is a bug of ours: the
 * findings stand in the report. `by_case`: findings are counted for cases, not files. To be
 * ended in each case. */
bool init_trial_run(struct init_trial *trial, const struct config *config,
                    const struct options *options, struct str text, bool by_case);

/* The rules that so many break that they are none here, if a schema may switch them off. Lives
 * in the trial. */
struct draft_rule *init_trial_broken(struct init_trial *trial, size_t *count);

void init_trial_end(struct init_trial *trial);

#endif
