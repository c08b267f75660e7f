/* What `kbc check` would say with a schema that stands in no file yet. */
#include "driver/init/init_trial.h"

#include "driver/config.h"
#include "driver/init/schema_draft.h"
#include "driver/options.h"
#include "model/kb.h"

/* ---- Which file or case a finding is about -------------------------------------------------
 */

/* The case before or at that place of its source, or STR_NONE. */
static size_t case_at(const struct kb *kb, struct span span) {
  size_t low = 0, high = kb->case_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct piece *piece = kb->cases[middle]->doc->piece;
    int order = str_compare(piece->source->place, span.source->place);
    if (order < 0 || (order == 0 && piece->whole.offset <= span.offset))
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0 || kb->cases[low - 1]->doc->piece->source != span.source)
    return STR_NONE;
  return low - 1;
}

static size_t unit_of(const struct init_trial *trial, const struct diag *diag, bool by_case) {
  const struct source *source = diag->span.source;
  if (by_case)
    return source ? case_at(trial->project->run.kb, diag->span) : STR_NONE;
  return map_find(&trial->project->inputs.by_path, source ? source->path : diag->path);
}

/* Findings are sorted by path and place, so that those of one file or case stand together. */
static void count_units(struct init_trial *trial, bool by_case) {
  size_t last = STR_NONE;
  for (size_t i = 0; i < trial->report.count; i++) {
    size_t unit = unit_of(trial, &trial->report.diags[i], by_case);
    trial->with_findings += unit != STR_NONE && unit != last;
    last = unit != STR_NONE ? unit : last;
  }
}

bool init_trial_run(struct init_trial *trial, const struct config *config,
                    const struct options *options, struct str text, bool by_case) {
  *trial = (struct init_trial){.bag.arena = &trial->a};
  trial->catalogue = catalogue_new(&trial->a);
  trial->policy = policy_new(&trial->a, &trial->catalogue);
  const struct source *source =
      pipeline_source_text(&trial->a, &trial->bag, config->schema_path, text);
  if (source) {
    trial->project = projects_single(&trial->a, &trial->bag, config, &trial->policy, source,
                                     &trial->projects);
    struct str error;
    struct str_list none = {NULL, 0};
    struct project *project = trial->project;
    if (pipeline_schema(&project->run, &project->policy) &&
        inputs_find(&trial->a, config, &trial->projects, &none, false, &error))
      pipeline_run(&project->run, &project->inputs, options->jobs);
  }
  trial->report =
      report_new(&trial->a, &trial->bag, &trial->policy, &trial->projects, config, options);
  if (!source || !trial->project->run.kb)
    return false;
  const struct kb *kb = trial->project->run.kb;
  trial->files = trial->report.files;
  trial->cases = kb->case_count;
  for (size_t i = 0; i < trial->cases; i++)
    trial->log_lines += kb->cases[i]->log_line_count;
  count_units(trial, by_case);
  return true;
}

/* ---- Rules that are none here --------------------------------------------------------------
 */

/* What the survey has made a rule is one; what kbc demands by itself may not be. */
static bool may_be_off(const struct rule *rule) {
  static const char *const names[] = {"section-empty", "section-duplicate", "section-level"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_equal_c(str_from_c(rule->name), names[i]))
      return true;
  }
  return rule->level != LEVEL_ERROR && !rule_is_fixed(rule);
}

struct draft_rule *init_trial_broken(struct init_trial *trial, size_t *count) {
  const struct catalogue *catalogue = &trial->catalogue;
  size_t *breaks = arena_array(&trial->a, size_t, catalogue->count);
  size_t *last = arena_array(&trial->a, size_t, catalogue->count);
  for (size_t i = 0; i < catalogue->count; i++)
    last[i] = STR_NONE;
  for (size_t i = 0; i < trial->report.count; i++) {
    const struct diag *diag = &trial->report.diags[i];
    size_t rule = catalogue_index(catalogue, diag->rule), unit = unit_of(trial, diag, true);
    breaks[rule] += unit != STR_NONE && unit != last[rule];
    last[rule] = unit;
  }
  struct draft_rule *rules = arena_array(&trial->a, struct draft_rule, catalogue->count);
  *count = 0;
  for (size_t i = 0; i < catalogue->count; i++) {
    size_t others = trial->cases > breaks[i] ? trial->cases - breaks[i] : 0;
    if (breaks[i] > 0 && may_be_off(catalogue->rules[i]) &&
        !share_is_rule(others, trial->cases))
      rules[(*count)++] = (struct draft_rule){catalogue->rules[i]->name, breaks[i]};
  }
  return rules;
}

void init_trial_end(struct init_trial *trial) {
  projects_end(&trial->projects);
  arena_free(&trial->a);
}
