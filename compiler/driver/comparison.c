/* The two sides that kbc plan and kbc breaking compare: what was loaded, and what is now. */
#include "driver/comparison.h"

#include "driver/compile.h"
#include "emit/limits.h"
#include "emit/plan/plan.h"
#include "model/kb.h"

/* ---- Files --------------------------------------------------------------------------------
 */

enum status comparison_refuse(struct str option, struct str path, enum load_result result,
                              const struct load_fault *fault) {
  if (fault->line > 0)
    complain("%.*s: %.*s:%zu: %.*s", STR_ARG(option), STR_ARG(path), fault->line,
             STR_ARG(fault->what));
  else
    complain("%.*s: %.*s: %.*s", STR_ARG(option), STR_ARG(path), STR_ARG(fault->what));
  return result == LOAD_FAILED ? STATUS_FAILED : STATUS_CALL;
}

static bool open_old(struct comparison *c, struct str option, struct str word, bool takes_ids,
                     enum status *status) {
  struct load_fault fault = {0};
  if (takes_ids && str_equal_c(word, "none")) {
    c->is_none = true;
    return true;
  }
  struct str path = arena_copy(&c->a, word);
  c->is_ids = takes_ids && !manifest_is_meant(path.p);
  enum load_result result = c->is_ids ? manifest_load_ids(&c->a, path.p, &c->old, &fault)
                                      : manifest_load(&c->a, path.p, &c->old, &fault);
  if (result == LOAD_DONE)
    return true;
  *status = comparison_refuse(option, word, result, &fault);
  return false;
}

static bool open_finished(struct comparison *c, enum status *status) {
  struct load_fault fault = {0};
  struct str path;
  if (c->options->paths.count > 0) {
    complain("--to takes a finished build, and PATH the sources: give one of them");
    *status = STATUS_CALL;
    return false;
  }
  enum load_result result =
      finished_open(&c->a, c->options->build_folder, &c->finished, &path, &fault);
  c->new = c->finished.manifest;
  *status = STATUS_CLEAN;
  if (result == LOAD_DONE)
    return true;
  *status = comparison_refuse(STR("--to"), path, result, &fault);
  return false;
}

/* ---- Sources ------------------------------------------------------------------------------
 */

/* The one knowledge base of the run; NULL after complaining. */
static struct project *only_project(const struct session *s) {
  struct project *only = NULL;
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->is_used)
      continue;
    if (only) {
      complain("a manifest is of one knowledge base, and here are several; name the root of "
               "one project, as in  %.*s",
               STR_ARG(only->shown_root));
      return NULL;
    }
    only = project;
  }
  return only;
}

/* Findings go to standard error: standard output is for the answer. */
static bool stop(struct session *s, const struct diag_report *report, enum status *status) {
  *status = status_worst(*status, session_print(s, report));
  *status = session_summary(s, report, *status);
  complain("nothing was compared");
  return false;
}

/* What is left out is named, and its errors are shown. */
static void say_left_out(const struct session *s, const struct leave_out *out,
                         const struct diag_report *report) {
  if (report->errors > 0)
    session_print(s, report);
  for (size_t i = 0; i < out->left_out_count && !s->options->quiet; i++) {
    const struct emit_left_out *one = &out->left_out[i];
    say("left out: %.*s:%zu%s%.*s", STR_ARG(one->path), one->line, one->title.n > 0 ? ": " : "",
        STR_ARG(one->title));
  }
}

static bool compile(struct comparison *c, struct diag_report *report, enum status *status) {
  struct session *s = &c->session;
  struct bag bag = {.arena = &s->a};
  struct leave_out out = compile_kept(s, c->project, &bag, &c->request);
  if (out.kept_count > 0)
    limits_check_ids(&bag, c->request.kb);
  bool has_more = bag.count > 0;
  bag_append(&c->project->run.bag, &bag);
  if (has_more) {
    *report = session_report(s);
    *status = status_worst(*status, report_status(report, s->options));
  }
  if (out.kept_count == 0 || (has_more && !s->options->keep_going))
    return stop(s, report, status);
  say_left_out(s, &out, report);
  struct arena scratch = {0};
  c->index = chunk_index_of(&s->a, &scratch, &c->request);
  arena_free(&scratch);
  c->new = manifest_of(&s->a, &c->request, &c->index);
  return true;
}

static bool open_sources(struct comparison *c, enum status *status) {
  struct session *s = &c->session;
  c->has_session = true;
  if (!session_start(s, c->options, true, status))
    return false;
  c->project = only_project(s);
  if (!c->project) {
    *status = STATUS_CALL;
    return false;
  }
  if (c->project->inputs.is_filtered && !c->options->partial) {
    complain("%.*s is a part of the corpus, and its plan would delete the rest; --partial "
             "compares it with what was built of that part",
             STR_ARG(c->project->inputs.part));
    *status = STATUS_CALL;
    return false;
  }
  struct diag_report report = session_run(s);
  *status = report_status(&report, c->options);
  if (project_cases(c->project) == 0)
    *status = status_worst(*status, STATUS_CALL);
  if (*status >= STATUS_CALL || (report.errors > 0 && !c->options->keep_going))
    return stop(s, &report, status);
  compile_request(s, &c->request);
  return compile(c, &report, status);
}

/* What a finished build lacks, but the schemas say: the changes that are accepted. */
static bool open_schemas(struct comparison *c, enum status *status) {
  c->has_session = true;
  return session_open(&c->session, c->options, true, status);
}

/* ---- The face -----------------------------------------------------------------------------
 */

bool comparison_open(struct comparison *c, const struct options *options, const char *name,
                     struct str word, bool takes_ids, enum status *status) {
  *c = (struct comparison){.options = options, .finished = {.chunks = {.fd = -1}}};
  struct str option = str_from_c(name);
  if (!open_old(c, option, word, takes_ids, status))
    return false;
  bool is_finished = options->build_folder.n > 0;
  bool is_open = is_finished ? open_finished(c, status) : open_sources(c, status);
  if (!is_open || c->is_ids || c->is_none)
    return is_open;
  struct str why = plan_mismatch(&c->a, &c->old, &c->new);
  if (why.n == 0)
    return !is_finished || takes_ids || open_schemas(c, status);
  complain("%.*s: %.*s: %.*s", STR_ARG(option), STR_ARG(word), STR_ARG(why));
  *status = STATUS_CALL;
  return false;
}

void comparison_close(struct comparison *c) {
  finished_close(&c->finished);
  if (c->has_session)
    session_end(&c->session);
  arena_free(&c->a);
}

struct plan_source comparison_source(struct comparison *c) {
  return (struct plan_source){c->request.kb, &c->finished.chunks};
}
