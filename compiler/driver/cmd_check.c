/* kbc check: reads, checks, links and lints, and prints what it has found. */
#include "driver/commands.h"
#include "driver/session.h"

static enum status check(struct session *s) {
  struct diag_report report = session_run(s);
  enum status written =
      s->options->write_baseline ? session_write_baseline(s, &report) : STATUS_CLEAN;
  enum status status = status_worst(written, report_status(&report, s->options));
  status = status_worst(status, session_print(s, &report));
  return session_summary(s, &report, status);
}

static enum status check_run(const struct options *options) {
  struct session s;
  enum status status;
  if (session_start(&s, options, false, &status))
    status = check(&s);
  session_end(&s);
  return status;
}

const struct command check_command = {
    "check",
    OF_CHECK,
    "[PATH...]",
    "says what is wrong with the cases",
    "A PATH is a file, a folder, or - for standard input; none means the corpus of the "
    "schema.\n"
    "If every PATH lies in the corpus, all of it is read and the findings in the PATHs are\n"
    "shown; else the named files are the whole knowledge base.\n"
    "\n"
    "The schema is --schema, else the nearest kbc.yaml or schema/case.yaml upward from here,\n"
    "not past the repository, else a built-in one. Findings go to standard output, the rest\n"
    "to standard error. A family is the beginning of a code (KBC02) or a name that\n"
    "kbc explain shows.\n",
    check_run,
};
