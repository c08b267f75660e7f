/* kbc check: reads, checks, links and lints, and prints what it has found, or mends it. */
#include "driver/commands.h"
#include "driver/fix/fix.h"
#include "driver/session.h"
#include "driver/watch.h"

/* What stands in a file that cannot be read is nobody's guess: a baseline without it would
 * forget what is known of it. */
static enum status write_baseline(struct session *s, struct diag_report *report) {
  if (!report->has_failed)
    return session_write_baseline(s, report);
  complain("the baseline was left as it is, because not all could be read");
  return STATUS_FAILED;
}

static enum status check(struct session *s) {
  struct diag_report report = session_run(s);
  enum status written = s->options->write_baseline ? write_baseline(s, &report) : STATUS_CLEAN;
  enum status status = status_worst(written, report_status(&report, s->options));
  status = status_worst(status, session_print(s, &report));
  return session_summary(s, &report, status);
}

/* ---- --fix and --diff ---------------------------------------------------------------------
 */

/* The mended text of standard input goes where the findings would go. */
static bool has_stdin(const struct fixes *fixes) {
  for (size_t i = 0; i < fixes->count; i++) {
    if (fixes->texts[i].is_stdin)
      return true;
  }
  return false;
}

static void say_fixes(const struct session *s, const struct fixes *fixes,
                      const struct diag_report *report) {
  if (!s->options->quiet)
    say("%s %zu, %zu left", s->options->diff ? "would fix" : "fixed", fixes->total,
        report->count);
}

/* The diff takes the place of the findings; the formats that go to files tell of what is there,
 * for nothing is written. */
static enum status show_diff(struct session *s) {
  struct diag_report report;
  struct fixes fixes = fixes_make(s, s->options->unsafe_fixes, &report);
  enum status status = report_status(&report, s->options);
  status = status_worst(status, new_texts_diff(fixes.texts, fixes.count));
  say_fixes(s, &fixes, &report);
  if (outputs_have_files(&s->outputs)) {
    s->outputs.omits_text = true;
    report = fixes_unmade(s, &fixes);
    status = status_worst(status,
                          outputs_print(&s->outputs, &report) ? STATUS_CLEAN : STATUS_FAILED);
  }
  return fixes.is_faulty ? STATUS_FAILED : status;
}

static enum status mend(struct session *s) {
  struct diag_report report;
  struct fixes fixes = fixes_make(s, s->options->unsafe_fixes, &report);
  s->outputs.is_aside = has_stdin(&fixes);
  enum status status = fixes_write(s, &fixes, &report);
  status = status_worst(status, report_status(&report, s->options));
  status = status_worst(status, session_print(s, &report));
  status = session_summary(s, &report, status);
  say_fixes(s, &fixes, &report);
  return fixes.is_faulty ? STATUS_FAILED : status;
}

/* ---- The command --------------------------------------------------------------------------
 */

static bool is_call_wrong(const struct options *options) {
  bool is_mending = options->fix || options->diff;
  if (options->unsafe_fixes && !is_mending)
    complain("--unsafe-fixes goes with --fix or --diff");
  else if (options->write_baseline && is_mending)
    complain("--write-baseline and %s do not go together", options->fix ? "--fix" : "--diff");
  else
    return false;
  return true;
}

static enum status check_once(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  enum status status;
  if (session_start(&s, options, false, &status))
    status = options->diff ? show_diff(&s) : options->fix ? mend(&s) : check(&s);
  else if (s.is_unreadable)
    status = STATUS_FAILED;
  session_end(&s);
  return status;
}

/* ---- --watch ------------------------------------------------------------------------------
 */

/* What can change nothing, or would change what it watches. */
static const char *misfit_of_watch(const struct options *options) {
  for (size_t i = 0; i < options->paths.count; i++) {
    if (str_equal_c(options->paths.items[i], "-"))
      return "standard input";
  }
  if (options->write_baseline)
    return "--write-baseline";
  if (options->fix || options->diff)
    return options->fix ? "--fix" : "--diff";
  if (options->show_files || options->show_config)
    return options->show_files ? "--show-files" : "--show-config";
  return NULL;
}

static bool has_findings(const struct session *s) {
  size_t count = s->bag.count;
  for (size_t i = 0; i < s->projects.count; i++)
    count += s->projects.items[i].run.bag.count;
  return count > 0;
}

/* Waits for a change; false if there is nothing to wait for. */
static bool wait_for_change(struct watch *watch, const struct options *options) {
  if (watch->count == 0)
    return false;
  if (!options->quiet)
    say("watching; Ctrl-C ends this");
  struct str path = watch_wait(watch);
  if (!options->quiet)
    say("%.*s has changed", STR_ARG(path));
  return true;
}

/* Ends when a signal ends the program, or if the call itself is wrong. */
static enum status check_again(const struct options *options) {
  const char *misfit = misfit_of_watch(options);
  if (misfit) {
    complain("--watch does not go with %s", misfit);
    return STATUS_CALL;
  }
  for (bool is_first = true;; is_first = false) {
    struct session s;
    struct watch watch;
    enum status status;
    bool is_good = session_start(&s, options, false, &status);
    bool goes_on = is_good || !is_first || has_findings(&s);
    watch_start(&watch, &s);
    if (is_good)
      status = check(&s);
    goes_on = goes_on && wait_for_change(&watch, options);
    watch_end(&watch);
    session_end(&s);
    if (!goes_on)
      return status;
  }
}

static enum status check_run(const struct options *options) {
  return options->watch ? check_again(options) : check_once(options);
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
    "kbc explain shows.\n"
    "\n"
    "--fix mends what the findings that are shown say how to mend, and shows what is left.\n"
    "Of standard input it writes the mended text to standard output, and the findings to\n"
    "standard error. --diff prints the diff in the place of the findings; formats that go to\n"
    "files tell of the files as they are.\n",
    check_run,
};
