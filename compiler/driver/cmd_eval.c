/* kbc eval: is each case found by the queries that should find it? */
#include "base/file.h"
#include "driver/commands.h"
#include "driver/eval/gate.h"
#include "driver/eval/json_line.h"
#include "driver/eval/query_file.h"
#include "driver/eval/result_file.h"
#include "driver/eval/store.h"
#include "driver/leave_out.h"
#include "driver/session.h"
#include "driver/simulate/target.h"
#include "model/kb.h"

#include <errno.h>

struct eval_run {
  struct session *s;
  struct project *project;
  struct evaluation e;
};

/* ---- The call ------------------------------------------------------------------------- */

static bool refuse(const char *what) {
  complain("%s", what);
  return false;
}

static bool is_call_right(const struct options *options) {
  bool is_stdin = str_equal_c(options->queries, "-") && str_equal_c(options->results, "-");
  if (is_stdin)
    return refuse("--queries and --results cannot both be standard input");
  if (options->emit_queries.n == 0)
    return options->force ? refuse("--force goes with --emit-queries") : true;
  if (options->results.n > 0)
    return refuse("--emit-queries writes the queries and asks nobody: it does not go with "
                  "--results");
  return options->min_recall.count == 0 ||
         refuse("--emit-queries writes the queries and asks nobody: it does not go with "
                "--min-recall");
}

/* ---- What it is about ----------------------------------------------------------------- */

/* The one knowledge base of the run; NULL after complaining. */
static struct project *only_project(const struct session *s) {
  struct project *only = NULL;
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->is_used || !project->run.kb || project->run.kb->case_count == 0)
      continue;
    if (only) {
      complain("an index is of one knowledge base; name the root of one project, as in  "
               "kbc eval %.*s",
               STR_ARG(only->shown_root));
      return NULL;
    }
    only = project;
  }
  if (!only)
    complain("there is no case that could be found");
  return only;
}

/* The whole is in the index, whatever PATHs ask for; so errors anywhere count, too. Answers
 * which projects have a filter. */
static bool *lift_filters(struct session *s) {
  bool *is_filtered = arena_array(&s->a, bool, s->projects.count);
  for (size_t i = 0; i < s->projects.count; i++) {
    is_filtered[i] = s->projects.items[i].inputs.is_filtered;
    s->projects.items[i].inputs.is_filtered = false;
  }
  return is_filtered;
}

/* A build leaves out the cases with errors or is none, so a store has none of them. */
static void mark_indexed(struct eval_run *r) {
  struct arena *a = &r->s->a;
  struct kb *kb = r->project->run.kb;
  bool *is_indexed = arena_array(a, bool, kb->case_count);
  struct leave_out out =
      leave_out_errors(a, r->project->root, kb, &r->project->inputs, &r->project->run.bag);
  for (size_t i = 0; i < out.kept_count; i++)
    is_indexed[out.kept[i]->index] = true;
  r->e.is_indexed = is_indexed;
  r->e.indexed = out.kept_count;
  for (size_t i = 0; i < r->project->run.source_count; i++)
    r->e.case_count += r->project->run.piece_counts[i];
  if (r->e.indexed < r->e.case_count && !r->s->options->quiet)
    say("%zu of %zu cases %s errors and %s in no chunk; kbc check shows them",
        r->e.case_count - r->e.indexed, r->e.case_count,
        r->e.case_count - r->e.indexed == 1 ? "has" : "have",
        r->e.case_count - r->e.indexed == 1 ? "is" : "are");
}

static const bool *wanted_cases(struct eval_run *r) {
  const struct kb *kb = r->project->run.kb;
  bool *is_wanted = arena_array(&r->s->a, bool, kb->case_count);
  struct arena scratch = {0};
  for (size_t i = 0; i < kb->case_count; i++) {
    struct str path = kb->cases[i]->doc->piece->source->path;
    is_wanted[i] = inputs_show(&scratch, &r->project->inputs, path);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  return is_wanted;
}

/* ---- Files ---------------------------------------------------------------------------- */

/* Mistakes in a file that was given stop the run, all of them at once. */
static enum status refuse_file(struct eval_run *r, const struct json_lines *lines,
                               const struct bag *bag) {
  if (lines->is_broken)
    return STATUS_FAILED;
  r->project->run.bag = *bag;
  return bag->count > 0 ? session_stop(r->s, STATUS_CALL) : STATUS_CALL;
}

static enum status read_queries(struct eval_run *r) {
  struct bag bag = {.arena = &r->s->a};
  struct json_lines lines;
  if (r->s->options->queries.n == 0)
    return STATUS_CLEAN;
  bool is_good =
      json_lines_open(&lines, &r->s->a, &bag, "queries", r->s->options->queries) &&
      query_file_read(&lines, r->e.kb, &r->e.questions);
  json_lines_close(&lines);
  return is_good ? STATUS_CLEAN : refuse_file(r, &lines, &bag);
}

static enum status read_results(struct eval_run *r) {
  struct bag bag = {.arena = &r->s->a};
  struct map case_of_id = {0};
  struct json_lines lines;
  r->e.results = r->s->options->results;
  bool is_good = json_lines_open(&lines, &r->s->a, &bag, "results", r->e.results);
  if (is_good) {
    store_ids(&r->s->a, &r->e, &case_of_id);
    is_good = result_file_read(&lines, &case_of_id, &r->e);
  }
  json_lines_close(&lines);
  if (!is_good)
    return refuse_file(r, &lines, &bag);
  evaluation_count(&r->s->a, &r->e);
  return STATUS_CLEAN;
}

static enum status write_queries(struct eval_run *r) {
  struct target target = target_new(r->s->options->emit_queries, false);
  /* Made before the file is opened, which empties it. */
  struct buf out = {0};
  questions_write(&out, r->e.kb, &r->e.questions);
  if (!target_open(&target, r->project, r->s->options->force)) {
    buf_free(&out);
    target_drop(&target);
    return target.has_failed ? STATUS_FAILED : STATUS_CALL;
  }
  int error = write_all(target.fd, buf_str(&out)) ? 0 : errno;
  buf_free(&out);
  if (!target_close(&target, error))
    return STATUS_FAILED;
  if (!r->s->options->quiet)
    say("%zu quer%s written", r->e.questions.count, r->e.questions.count == 1 ? "y" : "ies");
  return STATUS_CLEAN;
}

/* ---- The run -------------------------------------------------------------------------- */

static enum status print(const struct eval_run *r) {
  struct buf out = {0};
  if (r->s->options->eval_format == EVAL_JSON)
    evaluation_print_json(&out, &r->e);
  else
    evaluation_print_text(&out, &r->e);
  enum status status = say_out(buf_str(&out)) ? STATUS_CLEAN : STATUS_FAILED;
  buf_free(&out);
  return status_worst(status, gates_hold(&r->e));
}

static enum status evaluate(struct eval_run *r) {
  struct kb *kb = r->project->run.kb;
  r->e.kb = kb;
  r->e.questions = questions_of(&r->s->a, kb, wanted_cases(r));
  enum status status = read_queries(r);
  if (status != STATUS_CLEAN)
    return status;
  if (r->s->options->emit_queries.n > 0)
    return write_queries(r);
  r->e.answers = arena_array(&r->s->a, struct answer, r->e.questions.count);
  if (r->s->options->results.n > 0) {
    status = read_results(r);
  } else if (!store_ask(&r->s->a, &r->e)) {
    complain("the SQLite here was built without full-text search (FTS5)");
    status = STATUS_FAILED;
  }
  return status != STATUS_CLEAN ? status : print(r);
}

static enum status eval_session(struct session *s, struct gate *gates) {
  bool *is_filtered = lift_filters(s);
  struct diag_report report = session_run(s);
  enum status status = report_status(&report, s->options);
  if (status > STATUS_FINDINGS || report.cases == 0)
    return session_stop(s, status);
  struct eval_run r = {.s = s, .project = only_project(s)};
  if (!r.project)
    return STATUS_CALL;
  r.e.gates = gates;
  r.e.gate_count = s->options->min_recall.count;
  pipeline_for_outputs(&r.project->run, r.project->run.kb);
  mark_indexed(&r);
  r.project->inputs.is_filtered = is_filtered[r.project - s->projects.items];
  return evaluate(&r);
}

static enum status eval_run(const struct options *options) {
  struct session s;
  struct arena a = {0};
  struct gate *gates;
  struct str error = {NULL, 0};
  enum status status = STATUS_CALL;
  if (!is_call_right(options)) {
    /* That was said. */
  } else if (!gates_read(&a, &options->min_recall, &gates, &error)) {
    complain("%.*s", STR_ARG(error));
  } else {
    if (session_start(&s, options, true, &status))
      status = eval_session(&s, gates);
    session_end(&s);
  }
  arena_free(&a);
  return status;
}

const struct command eval_command = {
    "eval",
    OF_EVAL,
    "[PATH...]",
    "is each case found by the queries that should find it",
    "Puts the chunks into a full-text index in memory and asks it, for every case: its log\n"
    "line with other times, ids and numbers (own-line), its error message, its title, and "
    "what\n"
    "--queries adds. The index stands in for your store. Korean and other scripts are found "
    "by\n"
    "pairs of syllables, so a word is found inside another and with any particle.\n"
    "\n"
    "For each kind of query, and never for several together: how many were asked; recall@1 "
    "and\n"
    "recall@5, the share that found the case in the first place or the first five; MRR, the\n"
    "mean of 1/place; and how many different cases are in the first three places. Below stand\n"
    "the cases that are not among the first five, and which case stands in front.\n"
    "A PATH inside the corpus: only its cases are asked for, among all.\n"
    "\n"
    "A line of --queries is {\"query\":\"…\",\"case\":\"…\"}: the right case by its id, path "
    "or\n"
    "title, or several under \"cases\". \"kind\" (user) and \"query_id\" may be there.\n"
    "To measure a real store:\n"
    "\n"
    "  kbc eval --emit-queries queries.jsonl     {\"query_id\",\"kind\",\"query\",\"case\"}\n"
    "  (ask the store)                           {\"query_id\":\"…\",\"ids\":[\"…\",…]}\n"
    "  kbc eval --results answers.jsonl          ids of chunks or cases, the best first\n"
    "\n"
    "The status is 1 if a gate of --min-recall is missed.\n",
    eval_run,
};
