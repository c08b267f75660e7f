/* kbc simulate: logs as the systems of the cases would write them, and whose each line is. */
#include "base/file.h"
#include "driver/commands.h"
#include "driver/session.h"
#include "driver/simulate/selection.h"
#include "driver/simulate/simulation.h"
#include "driver/simulate/target.h"
#include "model/incident.h"
#include "model/kb.h"

#include <time.h>

static int64_t time_of_day(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0)
    return 0;
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- What it is about ---------------------------------------------------------------------
 */

/* The one knowledge base of the run; NULL after complaining. */
static struct project *only_project(const struct session *s) {
  struct project *only = NULL;
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->is_used || project->inputs.count == 0)
      continue;
    if (only) {
      complain("a log is of one knowledge base; name the root of one project, as in  "
               "kbc simulate %.*s",
               STR_ARG(only->shown_root));
      return NULL;
    }
    only = project;
  }
  return only;
}

/* A line must not be labelled with a case of which nobody knows whether it is one. */
static enum status stop_at_errors(struct session *s, const struct diag_report *report) {
  enum status status = report_status(report, s->options);
  status = status_worst(status, session_print(s, report));
  status = session_summary(s, report, status);
  complain("nothing was simulated");
  return status;
}

/* The incidents each of whose cases has a line. */
static const struct incident **whole_incidents(struct session *s, const struct pipeline *run,
                                               const struct stock *stock, size_t *count) {
  const struct incident **whole =
      arena_array(&s->a, const struct incident *, run->incident_count);
  *count = 0;
  for (size_t i = 0; i < run->incident_count; i++) {
    const struct incident *incident = &run->incidents[i];
    bool is_whole = true;
    for (size_t k = 0; is_whole && k < incident->step_count; k++)
      is_whole = stock->cases[incident->steps[k].number].count > 0;
    if (is_whole)
      whole[(*count)++] = incident;
  }
  return whole;
}

/* ---- The simulation -----------------------------------------------------------------------
 */

/* What there is none of leaves its share to the cases. False if nothing is left. */
static bool settle_shares(const struct session *s, struct request *request, bool has_cases,
                          bool has_info, size_t incidents) {
  bool is_asked = s->options->mix.count > 0 && !s->options->quiet;
  if (incidents == 0 && request->shares[SHARE_INCIDENT] > 0) {
    if (is_asked)
      say("no incident is known of these cases; cases take its share");
    request->shares[SHARE_CASE] += request->shares[SHARE_INCIDENT];
    request->shares[SHARE_INCIDENT] = 0;
  }
  if (!has_info && request->shares[SHARE_INFO] > 0) {
    if (!s->options->quiet)
      say("every line that could be made belongs to a case; cases take the share of others");
    request->shares[SHARE_CASE] += request->shares[SHARE_INFO];
    request->shares[SHARE_INFO] = 0;
  }
  if (has_cases || request->shares[SHARE_CASE] + request->shares[SHARE_BURST] == 0)
    return true;
  complain("none of the cases has a log line that is its own");
  return false;
}

static enum status write_log(struct session *s, const struct project *project,
                             struct clock *clock, struct simulation *simulation) {
  bool is_live = simulation->request->pace > 0;
  struct target log = target_new(s->options->output, is_live);
  struct target labels = target_new(s->options->labels, is_live);
  bool is_open = target_open(&log, project, s->options->force) &&
                 (labels.path.n == 0 || target_open(&labels, project, s->options->force));
  struct line_writer writer = {0};
  if (is_open) {
    line_writer_start(&writer, clock, log.fd, labels.fd);
    simulation->writer = &writer;
    simulate(simulation);
  }
  /* Of a log without its labels nobody has anything, nor of labels alone. */
  bool is_good = writer.log.error == 0 || target_close(&log, writer.log.error);
  is_good =
      is_open && is_good && target_close(&labels, writer.labels.error) && target_close(&log, 0);
  target_drop(&labels);
  target_drop(&log);
  if (is_open)
    line_writer_end(&writer);
  if (log.has_failed || labels.has_failed || (is_open && !is_good))
    return STATUS_FAILED;
  return is_open ? STATUS_CLEAN : STATUS_CALL;
}

static void say_unreachable(const struct session *s, const struct stock *stock) {
  if (stock->unreachable > 0 && !s->options->quiet)
    say("%zu case%s left out: the own log line belongs to another case, or to none",
        stock->unreachable, stock->unreachable == 1 ? " is" : "s are");
}

static enum status simulate_project(struct session *s, struct project *project,
                                    struct request *request) {
  struct kb *kb = project->run.kb;
  pipeline_for_outputs(&project->run, kb);
  struct selection selection;
  struct str error = {NULL, 0};
  if (!selection_read(&s->a, s->options, kb, &selection, &error)) {
    complain("%.*s", STR_ARG(error));
    return STATUS_CALL;
  }
  struct line_maker maker = line_maker_new(&s->a, kb, (struct dice){request->seed});
  struct stock stock = stock_new(&maker, selection.is_wanted);
  say_unreachable(s, &stock);
  size_t usable = 0, incidents;
  for (size_t i = 0; i < kb->case_count; i++) {
    selection.weights[i] = stock.cases[i].count > 0 ? selection.weights[i] : 0;
    usable += selection.weights[i] > 0;
  }
  const struct incident **chains = whole_incidents(s, &project->run, &stock, &incidents);
  bool has_info = stock.noise.count + stock.near.count > 0;
  if (!settle_shares(s, request, usable > 0, has_info, incidents))
    return STATUS_CALL;
  struct simulation simulation = {
      .request = request, .stock = &stock, .chains = chains_new(&s->a, chains, incidents)};
  if (usable > 0)
    simulation.cases = alias_new(&s->a, selection.weights, kb->case_count);
  return write_log(s, project, &maker.clock, &simulation);
}

/* ---- The command --------------------------------------------------------------------------
 */

static bool is_call_wrong(const struct options *options) {
  if (options->labels.n == 0)
    return false;
  bool is_shared = str_equal(options->labels, options->output) &&
                   file_kind_of(options->labels.p, true) != FILE_OTHER;
  if (is_shared)
    complain("the log and its labels cannot share %.*s", STR_ARG(options->labels));
  else if (str_equal_c(options->labels, "-"))
    complain("--labels: the log goes to standard output; give the labels a file");
  else
    return false;
  return true;
}

static enum status simulate_session(struct session *s, struct request *request) {
  struct diag_report report = session_run(s);
  if (report.errors > 0 || report.cases == 0)
    return stop_at_errors(s, &report);
  struct project *project = only_project(s);
  return project ? simulate_project(s, project, request) : STATUS_CALL;
}

static enum status simulate_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  struct request request;
  struct arena a = {0};
  struct str error = {NULL, 0};
  enum status status = STATUS_CALL;
  if (!request_read(&a, options, time_of_day(), &request, &error)) {
    complain("%.*s", STR_ARG(error));
  } else {
    if (session_start(&s, options, true, &status))
      status = simulate_session(&s, &request);
    session_end(&s);
  }
  arena_free(&a);
  return status;
}

const struct command simulate_command = {
    "simulate",
    OF_SIMULATE,
    "[PATH...]",
    "a log of any length as the cases would leave it, and whose each line is",
    "Writes lines of the cases with other times, ids, numbers and addresses, among lines that\n"
    "belong to no case. The same seed gives the same bytes. A PATH names the knowledge base, "
    "as\n"
    "for kbc check; none means the corpus of the schema.\n"
    "\n"
    "--mix is how the lines are shared out: info belongs to no case, some of it nearly to "
    "one;\n"
    "case to one each; incident to chains of cases that the schema's `incidents` describes;\n"
    "burst is one line over and over. CASE is an id or the beginning of one, or a glob over\n"
    "paths and titles:\n"
    "\n"
    "  kbc simulate --lines 1000000 --seed 7 -o app.log --labels app.labels.jsonl\n"
    "  kbc simulate --follow --rate 100/s | kbc match\n"
    "  kbc simulate --only 'kb/payment/*' --mix case=1 --lines 20\n"
    "  kbc simulate --from 2026-03-15T10:00:00Z --to 2026-03-15T11:00:00Z --rate 50/s\n"
    "\n"
    "--rate keeps to the clock on the wall; times in the lines go on at that rate, too, from\n"
    "--from on. A label is a line of JSON: line, byte, case (null: of none), path, kind, and "
    "of\n"
    "an incident its name and number.\n",
    simulate_run,
};
