/* What the commands that read cases have in common: from the options to a report. */
#include "driver/session.h"

#include "base/file.h"
#include "diag/glyph.h"
#include "driver/case_place.h"
#include "driver/clash.h"
#include "driver/config_show.h"
#include "driver/reach.h"
#include "driver/shard.h"
#include "driver/statistics.h"
#include "lint/lint.h"
#include "model/kb.h"
#include "model/schema.h"
#include "read/read.h"

#include <stdlib.h>
#include <unistd.h>

static bool refuse(struct str error, enum status *status) {
  complain("%.*s", STR_ARG(error));
  *status = STATUS_CALL;
  return false;
}

static bool has_text(const struct outputs *outputs, bool is_file_too) {
  for (size_t i = 0; i < outputs->count; i++) {
    if (outputs->items[i].printer == &text_printer &&
        (is_file_too || outputs->items[i].file.n == 0))
      return true;
  }
  return false;
}

/* The table stands where the text would, else beside what machines read. */
static bool print_statistics(struct outputs *outputs, const struct diag_report *report) {
  struct buf table = {0};
  statistics_add(&table, report);
  outputs->omits_text = has_text(outputs, false);
  bool is_good = outputs->omits_text ? say_out(buf_str(&table))
                                     : write_all(STDERR_FILENO, buf_str(&table));
  buf_free(&table);
  return is_good;
}

enum status session_print(const struct session *s, const struct diag_report *report) {
  struct outputs outputs = s->outputs;
  bool is_good = !s->options->statistics || print_statistics(&outputs, report);
  is_good = outputs_print(&outputs, report) && is_good;
  size_t limit = outputs.text_limit;
  if (limit > 0 && report->count > limit && !s->options->statistics && has_text(&outputs, true))
    say("%zu more finding%s", report->count - limit, report->count - limit == 1 ? "" : "s");
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}

struct diag_report session_report(struct session *s) {
  return report_new(&s->a, &s->bag, &s->policy, &s->projects, &s->config, s->options);
}

/* A run that ends before the stages still prints what it has found, in every format. */
static void stop(struct session *s, enum status *status) {
  struct diag_report report = session_report(s);
  *status = status_worst(STATUS_CALL, report_status(&report, s->options));
  *status = status_worst(*status, session_print(s, &report));
}

/* ---- Options and schemas ------------------------------------------------------------------
 */

static bool read_options(struct session *s, bool is_build, struct str *error) {
  s->catalogue = catalogue_new(&s->a);
  s->policy = policy_new(&s->a, &s->catalogue);
  s->policy.shows_errors = is_build;
  struct str path_base = s->options->path_base;
  if (path_base.n > 0 && file_kind_of(path_base.p, true) != FILE_FOLDER) {
    *error = arena_printf(&s->a, "--path-base: %.*s is no folder", STR_ARG(path_base));
    return false;
  }
  return policy_read_options(&s->policy, &s->a, s->options, error) &&
         outputs_read(&s->a, s->options, &s->outputs, error) &&
         config_find(&s->a, s->options->schema, &s->config, error);
}

/* Of commands that answer, standard output holds the answer alone, whatever goes wrong. */
static void keep_output_free(struct session *s) {
  enum { ANSWERS = OF_COMPARE | OF_EXPLAIN | OF_MATCH | OF_SIMULATE | OF_EVAL };
  s->outputs.is_aside = (s->options->owner & ANSWERS) != 0;
}

static bool read_schemas(struct session *s, struct str *error, enum status *status) {
  if (s->config.schema_path.n == 0 && !s->options->quiet)
    say("no schema here: the built-in one is used; kbc init writes one for these files");
  bool is_good = projects_read(&s->a, &s->bag, &s->config, &s->policy, &s->projects);
  if (clash_with_schemas(s, !is_good, error))
    return refuse(*error, status);
  if (is_good)
    return true;
  stop(s, status);
  complain("the schema is wrong, so nothing was checked");
  return false;
}

/* Standard input stands for a file, which need not be there yet. */
static bool name_stdin(struct session *s, struct str *error) {
  const struct options *options = s->options;
  if (options->stdin_filename.n == 0)
    return true;
  struct str path = path_absolute(&s->a, options->stdin_filename);
  bool has_text = false;
  for (size_t i = 0; i < options->paths.count; i++)
    has_text = has_text || str_equal_c(options->paths.items[i], "-");
  if (!has_text)
    *error = STR("--stdin-filename: give the text on standard input, and - as a PATH");
  else if (options->changed_since.n > 0 || options->write_baseline)
    *error = arena_printf(&s->a,
                          "--stdin-filename does not go with --%s: git and the baseline "
                          "know the file, not the text",
                          options->write_baseline ? "write-baseline" : "changed-since");
  else if (file_kind_of(path.p, true) == FILE_FOLDER)
    *error = arena_printf(&s->a, "--stdin-filename: %.*s is a folder",
                          STR_ARG(options->stdin_filename));
  s->config.stdin_path = path;
  return error->n == 0;
}

/* ---- Files --------------------------------------------------------------------------------
 */

/* The list alone goes to standard output; what cannot be read is said beside it. */
static bool show_files(struct session *s, enum status *status) {
  struct buf out = {0};
  size_t count;
  const struct str *paths = projects_files(&s->a, &s->projects, &count);
  for (size_t i = 0; i < count; i++) {
    glyph_add_path(&out, paths[i]);
    buf_add_char(&out, '\n');
  }
  struct diag_report report = session_report(s);
  *status = report_status(&report, s->options);
  if (!say_out(buf_str(&out)))
    *status = STATUS_FAILED;
  outputs_print_aside(&report);
  buf_free(&out);
  return false;
}

static void complain_of_corpus(const struct project *project) {
  struct buf globs = {0};
  const struct schema *schema = project->run.schema;
  for (size_t i = 0; i < schema->include_count; i++)
    buf_printf(&globs, "%s%.*s", i > 0 ? ", " : "", STR_ARG(schema->include[i]));
  complain("no file found: the corpus is %.*s below %.*s", STR_ARG(buf_str(&globs)),
           STR_ARG(project->shown_root));
  buf_free(&globs);
}

/* Is it a corpus, asked for as a whole, in which nothing was found? */
static bool is_empty_corpus(const struct project *project) {
  const struct inputs *inputs = &project->inputs;
  return project->is_used && inputs->is_corpus && !inputs->is_filtered && inputs->count == 0 &&
         project->run.bag.count == 0;
}

static void complain_of_no_file(const struct session *s) {
  const struct str_list *paths = &s->options->paths;
  size_t empty = 0;
  for (size_t i = 0; i < s->projects.count; i++) {
    if (!is_empty_corpus(&s->projects.items[i]))
      continue;
    complain_of_corpus(&s->projects.items[i]);
    empty++;
  }
  if (empty > 0)
    return;
  for (size_t i = 0; i < s->projects.count; i++) {
    if (s->projects.items[i].run.bag.count == 0)
      continue;
    complain("no file found that can be looked at");
    return;
  }
  struct str first = paths->items[0];
  if (str_equal_c(first, "-") && s->options->stdin_filename.n > 0)
    first = s->options->stdin_filename;
  complain("no file found: \"%.*s\"%s excluded by the schema, ignored by git, or without a "
           "Markdown file",
           STR_ARG(first), paths->count > 1 ? " and the others are" : " is");
}

static size_t count_named(const struct session *s) {
  size_t count = 0;
  for (size_t i = 0; i < s->projects.count; i++)
    if (s->projects.items[i].is_used)
      count +=
          s->projects.items[i].inputs.named_count + s->projects.items[i].inputs.incident_count;
  return count;
}

/* Were all PATHs passed over, so that there is nothing to do and nothing to say? */
static bool is_passed_over(const struct session *s) {
  size_t findings = s->bag.count;
  for (size_t i = 0; i < s->projects.count; i++)
    findings += s->projects.items[i].run.bag.count;
  return s->options->force_exclude && s->options->paths.count > 0 && findings == 0 &&
         count_named(s) == 0;
}

static bool say_passed_over(const struct session *s, enum status *status) {
  if (!s->options->quiet)
    say("none of the files is in the corpus");
  *status = STATUS_CLEAN;
  return false;
}

static void say_stray(const struct session *s) {
  const struct project *stray = &s->projects.items[s->projects.stray];
  if (!stray->has_corpus && stray->is_used && !s->options->quiet)
    say("outside of all projects: the built-in schema is used");
}

/* False if one of the baselines cannot be used, or if the call is wrong. */
static bool read_sift(struct session *s, struct str *error, enum status *status) {
  if (s->options->show_files)
    return true;
  bool is_good =
      sift_read(&s->a, &s->bag, s->options, &s->config, &s->projects, &s->sift, error);
  if (error->n > 0 || clash_with_inputs(s, error))
    return false;
  if (is_good)
    return true;
  stop(s, status);
  complain("without its baseline nothing was checked");
  return false;
}

/* ---- The face -----------------------------------------------------------------------------
 */

bool session_open(struct session *s, const struct options *options, bool is_build,
                  enum status *status) {
  *s = (struct session){.options = options, .is_build = is_build};
  s->bag.arena = &s->a;
  struct str error = {NULL, 0};
  if (!read_options(s, is_build, &error))
    return refuse(error, status);
  keep_output_free(s);
  if (!read_schemas(s, &error, status))
    return false;
  /* With PATHs the first of them says where the caller is at work. */
  struct str path = options->paths.count > 0 ? options->paths.items[0] : STR(".");
  s->home = projects_owner(&s->projects, path_absolute(&s->a, path));
  return true;
}

static bool find_inputs(struct session *s, struct str *error) {
  const struct options *options = s->options;
  if (s->is_build && options->merge)
    return shards_join(s, error);
  return inputs_find(&s->a, &s->config, &s->projects, &options->paths, options->force_exclude,
                     error) &&
         (s->shard.count == 0 || shard_take(s, error));
}

bool session_start(struct session *s, const struct options *options, bool is_build,
                   enum status *status) {
  struct str error = {NULL, 0};
  if (!session_open(s, options, is_build, status))
    return false;
  if (options->show_config) {
    *status = config_show(s);
    return false;
  }
  if (!shard_read_options(s, is_build, &error) || !name_stdin(s, &error) ||
      !find_inputs(s, &error))
    return refuse(error, status);
  say_stray(s);
  if (is_passed_over(s))
    return say_passed_over(s, status);
  if (!read_sift(s, &error, status)) {
    bool is_refused = error.n > 0 && !refuse(error, status);
    *status = is_refused && s->sift.has_failed ? STATUS_FAILED : *status;
    return false;
  }
  if (count_named(s) == 0 && s->shard.count == 0) {
    stop(s, status);
    complain_of_no_file(s);
    return false;
  }
  return options->show_files ? show_files(s, status) : true;
}

/* Is something wrong with the case that has to be mended anyway? */
static bool *cases_with_errors(struct arena *a, const struct project *project) {
  const struct kb *kb = project->run.kb;
  bool *has_error = arena_array(a, bool, kb->case_count);
  struct bag bag = {.arena = a};
  bag_append(&bag, &project->run.bag);
  policy_set_levels(&project->policy, &bag);
  for (size_t i = 0; i < bag.count; i++) {
    size_t index = bag.diags[i].level == LEVEL_ERROR && bag.diags[i].span.source
                       ? case_at_place(kb, bag.diags[i].span)
                       : STR_NONE;
    if (index != STR_NONE)
      has_error[index] = true;
  }
  return has_error;
}

/* All cases are in the tables, broken ones as well: what takes a line from its case is found,
 * whatever is left out later. That the line of a broken one finds nothing follows from that. */
static void ask_tables(struct session *s, struct project *project) {
  struct pipeline *run = &project->run;
  struct bag found = {.arena = run->a};
  pipeline_for_outputs(run, run->kb);
  reach_check(run->a, &found, run->kb, s->options->jobs);
  if (found.count == 0)
    return;
  struct arena scratch = {0};
  bool *has_error = cases_with_errors(&scratch, project);
  for (size_t i = 0; i < found.count; i++) {
    struct bag one = {.arena = run->a, .diags = &found.diags[i], .count = 1};
    if (!has_error[case_at_place(run->kb, found.diags[i].span)])
      bag_append(&run->bag, &one);
  }
  arena_free(&scratch);
}

struct diag_report session_run(struct session *s) {
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    bool is_empty = project->inputs.count == 0 && s->shard.count == 0;
    if (!project->is_used || is_empty)
      continue;
    pipeline_run(&project->run, &project->inputs, s->options->jobs);
    if (s->is_build && s->shard.count == 0)
      ask_tables(s, project);
    sift_project(project, &s->config);
  }
  sift_end(&s->sift, &s->projects, &s->config, s->options);
  return session_report(s);
}

enum status session_write_baseline(struct session *s, struct diag_report *report) {
  enum status status = sift_write(&s->a, &s->sift, &s->projects, &s->config);
  *report = session_report(s);
  return status;
}

bool session_doubts(struct session *s, const struct pipeline_text *text) {
  struct bag doubts = {.arena = text->bag.arena};
  for (size_t i = 0; i < text->bag.count; i++) {
    struct diag *diag = &text->bag.diags[i];
    if (!text->source || read_leaves_doubt(diag->rule)) {
      struct bag one = {.diags = diag, .count = 1};
      bag_append(&doubts, &one);
    }
  }
  bag_append(&s->home->run.bag, &doubts);
  if (doubts.count > 0 && text->source)
    lint_hide(&s->home->run.bag, s->home->run.schema, text->source);
  return doubts.count > 0 || !text->source;
}

enum status session_print_doubts(struct session *s) {
  for (size_t i = 0; i < s->projects.count; i++)
    s->projects.items[i].policy = policy_new(&s->a, &s->catalogue);
  struct diag_report report = session_report(s);
  return status_worst(report_status(&report, s->options), session_print(s, &report));
}

/* A corpus without a case is never clean, whatever was found in the others. */
static bool is_without_case(const struct project *project) {
  if (project->run.is_share)
    return false; /* a shard may be empty */
  const struct inputs *inputs = &project->inputs;
  return project->is_used && inputs->is_corpus && !inputs->is_filtered &&
         project_cases(project) == 0;
}

enum status session_summary(const struct session *s, const struct diag_report *report,
                            enum status status) {
  status = report_summary(report, s->options, status);
  for (size_t i = 0; i < s->projects.count; i++) {
    const struct project *project = &s->projects.items[i];
    if (report->cases == 0 || !is_without_case(project))
      continue;
    size_t files = project->inputs.count;
    if (files == 0)
      complain_of_corpus(project);
    else
      complain("no case found in %zu file%s below %.*s", files, files == 1 ? "" : "s",
               STR_ARG(project->shown_root));
    status = status_worst(status, STATUS_CALL);
  }
  return status;
}

void session_end(struct session *s) {
  projects_end(&s->projects);
  arena_free(&s->a);
}
