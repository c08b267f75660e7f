/* What a run has found, as it is shown: which findings, in all formats, the summary, the
 * status. */
#include "driver/report.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/hidden.h"
#include "diag/io_rules.h"
#include "driver/config.h"
#include "driver/filter/changes.h"
#include "driver/filter/rules.h"
#include "driver/options.h"
#include "driver/output.h"
#include "driver/project.h"
#include "version.h"

/* ---- Which findings -----------------------------------------------------------------------
 */

static enum status status_of_error(const struct rule *rule) {
  if (rule == &io_rules[IO_FILE_REFUSED])
    return STATUS_FINDINGS;
  if (rule == &io_rules[IO_OUTPUT_FOREIGN])
    return STATUS_CALL;
  struct str code = str_from_c(rule->code);
  if (str_starts_with(code, STR("KBC00")))
    return STATUS_FAILED;
  bool is_call = str_starts_with(code, STR("KBC10")) || str_starts_with(code, STR("KBC124")) ||
                 str_starts_with(code, STR("KBC16"));
  return is_call ? STATUS_CALL : STATUS_FINDINGS;
}

/* What keeps the whole run from its work is always shown; so is what is gone from a baseline,
 * which was looked for where the caller wants it. */
static bool is_always_shown(const struct diag *diag) {
  return diag->rule == &filter_rules[FILTER_GONE] ||
         (diag->level == LEVEL_ERROR && status_of_error(diag->rule) > STATUS_FINDINGS);
}

/* In a named file, or about one. */
static bool is_named(struct arena *scratch, const struct inputs *inputs,
                     const struct diag *diag) {
  if (diag->path.n == 0 || inputs_show(scratch, inputs, diag->path))
    return true;
  for (size_t i = 0; i < diag->related_count; i++) {
    const struct source *source = diag->related[i].span.source;
    if (source && inputs_show(scratch, inputs, source->path))
      return true;
  }
  return false;
}

/* Would it be shown if it did not matter what has changed? */
static bool is_asked_for(struct arena *scratch, const struct project *project,
                         const struct diag *diag) {
  return !project->inputs.is_filtered || is_named(scratch, &project->inputs, diag);
}

static bool is_changed(struct arena *scratch, const struct project *project,
                       const struct diag *diag) {
  return !project->changes || changes_touch(scratch, project->changes, project->run.kb, diag);
}

/* Answers how many are left out because of what has not changed alone. */
static size_t filter(struct bag *bag, const struct project *project) {
  if (!project->inputs.is_filtered && !project->changes)
    return 0;
  struct arena scratch = {0};
  size_t kept = 0, unchanged = 0;
  for (size_t i = 0; i < bag->count; i++) {
    const struct diag *diag = &bag->diags[i];
    bool is_wanted = is_always_shown(diag) || is_asked_for(&scratch, project, diag);
    bool is_shown = is_always_shown(diag) || (is_wanted && is_changed(&scratch, project, diag));
    unchanged += is_wanted && !is_shown;
    if (is_shown)
      bag->diags[kept++] = *diag;
    arena_reset(&scratch);
  }
  bag->count = kept;
  arena_free(&scratch);
  return unchanged;
}

/* Of the configuration a filtered run shows only what keeps it from its work. */
static void filter_configuration(struct bag *bag, const struct projects *projects) {
  static const struct project nothing = {.inputs = {.is_filtered = true}};
  for (size_t i = 0; i < projects->count; i++) {
    if (projects->items[i].is_used &&
        (projects->items[i].inputs.is_filtered || projects->items[i].changes))
      filter(bag, &nothing);
  }
}

static void count_levels(struct diag_report *report) {
  for (size_t i = 0; i < report->count; i++) {
    enum level level = report->diags[i].level;
    report->errors += level == LEVEL_ERROR;
    report->warnings += level == LEVEL_WARNING;
    report->notes += level == LEVEL_NOTE;
  }
}

static void add_project(struct bag *all, struct diag_report *report, struct project *project) {
  struct bag *bag = &project->run.bag;
  policy_apply(&project->policy, bag);
  bag_sort(bag);
  report->unchanged += filter(bag, project);
  bag_share(all, bag);
  report->files += project->inputs.named_count;
  report->incidents += project->inputs.incident_count;
  report->cases += project_cases(project);
  report->known += project->known_count;
}

/* ---- What frames them ---------------------------------------------------------------------
 */

static void list_rules(struct arena *a, struct diag_report *report,
                       const struct catalogue *catalogue) {
  struct report_rule *rules = arena_array(a, struct report_rule, catalogue->count);
  for (size_t i = 0; i < catalogue->count; i++) {
    const struct rule_family *family = rule_family_of(catalogue->rules[i]);
    rules[i] = (struct report_rule){catalogue->rules[i], family->name, family->title};
  }
  report->rules = rules;
  report->rule_count = catalogue->count;
}

static bool has_failed(const struct diag_report *report) {
  for (size_t i = 0; i < report->count; i++) {
    const struct diag *diag = &report->diags[i];
    if (diag->level == LEVEL_ERROR && status_of_error(diag->rule) > STATUS_FINDINGS)
      return true;
  }
  return false;
}

struct diag_report report_new(struct arena *a, struct bag *bag, const struct policy *policy,
                              struct projects *projects, const struct config *config,
                              const struct options *options) {
  struct bag all = {.arena = a};
  struct diag_report report = {.version = KBC_VERSION,
                               .schema = config->schema_path,
                               .working_folder = config->working_folder,
                               .path_base = config->repository,
                               .deny_warnings = options->deny_warnings};
  policy_apply(policy, bag);
  filter_configuration(bag, projects);
  bag_append(&all, bag);
  for (size_t i = 0; i < projects->count; i++) {
    if (projects->items[i].is_used)
      add_project(&all, &report, &projects->items[i]);
  }
  bag_sort(&all);
  struct hidden *hidden = arena_array(a, struct hidden, 1);
  *hidden = hidden_of(a, all.hidden, all.hidden_count);
  hide_in_texts(a, hidden, all.diags, all.count);
  report.hidden = hidden;
  report.diags = all.diags;
  report.count = all.count;
  if (report.schema.n == 0)
    report.schema = STR(BUILTIN_SCHEMA);
  if (options->path_base.n > 0)
    report.path_base = path_absolute(a, options->path_base);
  count_levels(&report);
  list_rules(a, &report, policy->catalogue);
  report.looked_at = projects_files(a, projects, &report.looked_at_count);
  report.has_failed = has_failed(&report);
  return report;
}

/* ---- What they come to --------------------------------------------------------------------
 */

enum status report_status(const struct diag_report *report, const struct options *options) {
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < report->count; i++) {
    const struct diag *diag = &report->diags[i];
    if (diag->level == LEVEL_ERROR)
      status = status_worst(status, status_of_error(diag->rule));
    else if (diag->level == LEVEL_WARNING && options->deny_warnings)
      status = status_worst(status, STATUS_FINDINGS);
  }
  return status == STATUS_FINDINGS && options->exit_zero ? STATUS_CLEAN : status;
}

static bool is_failure(const struct diag *diag) {
  return diag->level == LEVEL_ERROR && status_of_error(diag->rule) == STATUS_FAILED;
}

bool report_has_failures(const struct diag_report *report) {
  for (size_t i = 0; i < report->count; i++) {
    if (is_failure(&report->diags[i]))
      return true;
  }
  return false;
}

enum status report_failures(struct arena *a, const struct diag_report *report) {
  struct diag_report shown = *report;
  struct diag *diags = arena_array(a, struct diag, report->count + 1);
  shown.diags = diags;
  shown.count = 0;
  for (size_t i = 0; i < report->count; i++) {
    if (is_failure(&report->diags[i]))
      diags[shown.count++] = report->diags[i];
  }
  outputs_print_aside(&shown);
  return shown.count > 0 ? STATUS_FAILED : STATUS_CLEAN;
}

static void add_count(struct buf *line, size_t count, const char *what) {
  if (count > 0)
    buf_printf(line, "%s%zu %s%s", line->n > 0 ? ", " : "", count, what, count == 1 ? "" : "s");
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

enum status report_summary(const struct diag_report *report, const struct options *options,
                           enum status status) {
  bool is_empty = report->cases == 0 && report->incidents == 0;
  if (is_empty && options->shard.n > 0 && report->count == 0) {
    if (!options->quiet)
      say("no case is in shard %.*s", STR_ARG(options->shard));
    return status;
  }
  if (is_empty) {
    complain("no case found in %zu file%s", report->files, plural(report->files));
    return status_worst(status, STATUS_CALL);
  }
  if (options->quiet)
    return status;
  struct buf found = {0};
  add_count(&found, report->errors, "error");
  add_count(&found, report->warnings, "warning");
  add_count(&found, report->notes, "note");
  if (found.n == 0)
    buf_add_c(&found, "clean");
  if (report->known > 0)
    buf_printf(&found, "; the baseline has %zu", report->known);
  if (report->cases == 0)
    say("%zu incident%s: %.*s", report->incidents, plural(report->incidents),
        STR_ARG(buf_str(&found)));
  else
    say("%zu case%s in %zu file%s: %.*s", report->cases, plural(report->cases), report->files,
        plural(report->files), STR_ARG(buf_str(&found)));
  buf_free(&found);
  if (report->unchanged > 0)
    say("%zu more on lines that have not changed", report->unchanged);
  return status;
}
