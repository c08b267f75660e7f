/* kbc init: writes a schema from the files that are there, and says what it finds with it. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "driver/commands.h"
#include "driver/config.h"
#include "driver/init/init_trial.h"
#include "driver/init/schema_draft.h"
#include "driver/init/schema_file.h"
#include "driver/init/survey.h"
#include "driver/inputs.h"
#include "driver/output.h"
#include "driver/pipeline.h"

/* Everything of one call lives in `a`. `look` finds out how files fall into cases, `docs` holds
 * the cases. */
struct init {
  struct arena a;
  const struct options *options;
  struct schema_file target;
  struct config config; /* of the schema that is to be written */
  struct schema all;    /* for finding files: every Markdown file */
  struct inputs inputs;
  struct pipeline look, docs;
  struct survey survey;
  struct draft_plan plan;
  struct buf text;
};

static enum status refuse(struct str error) {
  complain("%.*s", STR_ARG(error));
  return STATUS_CALL;
}

/* ---- Which files -------------------------------------------------------------------------
 */

/* The path as a glob that matches nothing else. No glob can name bytes that are no UTF-8. */
static struct str glob_of(struct arena *a, struct str path, const char *behind) {
  struct buf out = {0};
  for (size_t i = 0; i < path.n; i++) {
    if (str_find_char(STR("*?[]\\"), path.p[i], 0) != STR_NONE)
      buf_add_char(&out, '\\');
    buf_add_char(&out, path.p[i]);
  }
  buf_add_c(&out, behind);
  struct str glob = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return glob;
}

static bool add_include(struct init *init, struct str path, struct str *error) {
  struct str absolute = path_absolute(&init->a, path);
  if (str_equal_c(path, "-")) {
    *error = STR("init looks at files; standard input has no place in a schema");
    return false;
  }
  if (!path_is_below(absolute, init->config.root)) {
    *error = arena_printf(
        &init->a,
        "\"%.*s\" is not below %.*s, where the globs of the schema begin; "
        "call kbc init there, or choose another place with -o",
        STR_ARG(path),
        STR_ARG(path_relative(&init->a, init->config.root, init->config.working_folder)));
    return false;
  }
  struct str relative = path_relative(&init->a, absolute, init->config.root);
  bool is_folder = file_kind_of(arena_copy(&init->a, absolute).p, true) == FILE_FOLDER;
  struct str glob = STR("**/*.md");
  if (!is_folder)
    glob = glob_of(&init->a, relative, "");
  else if (!str_equal_c(relative, "."))
    glob = glob_of(&init->a, relative, "/**/*.md");
  init->plan.include[init->plan.include_count++] = glob;
  return true;
}

/* The files that the schema will include, found as a check will find them. */
static bool find_files(struct init *init, struct str *error) {
  const struct str_list *paths = &init->options->paths;
  init->plan.include = arena_array(&init->a, struct str, paths->count + 1);
  for (size_t i = 0; i < paths->count; i++) {
    struct str path = paths->items[i];
    if (file_kind_of(arena_copy(&init->a, path).p, true) == FILE_MISSING &&
        !str_equal_c(path, "-")) {
      *error = arena_printf(&init->a, "\"%.*s\" does not exist", STR_ARG(path));
      return false;
    }
    if (!add_include(init, path, error))
      return false;
  }
  if (paths->count == 0)
    init->plan.include[init->plan.include_count++] = STR("**/*.md");
  init->all.include = init->plan.include;
  init->all.include_count = init->plan.include_count;
  struct str_list none = {NULL, 0};
  init->look.bag.arena = &init->a;
  struct catalogue catalogue = catalogue_new(&init->a);
  struct policy policy = policy_new(&init->a, &catalogue);
  struct projects projects;
  struct project *project =
      projects_single(&init->a, &init->look.bag, &init->config, &policy, NULL, &projects);
  project->run.schema = &init->all;
  bool is_good = inputs_find(&init->a, &init->config, &projects, &none, false, error);
  init->inputs = project->inputs;
  bag_append(&init->look.bag, &project->run.bag);
  return is_good;
}

/* ---- What they have in common ------------------------------------------------------------
 */

static bool has_out_name(const struct init *init, const bool *is_out, struct str name,
                         bool wanted) {
  for (size_t i = 0; i < init->inputs.count; i++) {
    if (str_equal(path_name(init->inputs.items[i].path), name) && is_out[i] == wanted)
      return true;
  }
  return false;
}

static void add_exclude(struct init *init, struct str glob) {
  for (size_t i = 0; i < init->plan.exclude_count; i++) {
    if (str_equal(init->plan.exclude[i], glob))
      return;
  }
  init->plan.exclude[init->plan.exclude_count++] = glob;
}

/* By name where all files of the name are out. */
static void exclude_indexes(struct init *init, const bool *is_out) {
  init->plan.exclude = arena_array(&init->a, struct str, init->inputs.count);
  for (size_t i = 0; i < init->inputs.count; i++) {
    if (!is_out[i])
      continue;
    struct str path = init->inputs.items[i].path, name = path_name(path);
    struct str absolute = path_absolute(&init->a, path);
    add_exclude(
        init, has_out_name(init, is_out, name, false)
                  ? glob_of(&init->a, path_relative(&init->a, absolute, init->config.root), "")
                  : arena_printf(&init->a, "**/%.*s", STR_ARG(name)));
  }
}

/* First with rules that take any layout, then with those of the layout that was found. */
static void take_survey(struct init *init) {
  static const enum split_mode splits[] = {SPLIT_FILE, SPLIT_AUTO, SPLIT_HEADING};
  struct survey *survey = &init->survey;
  survey->a = init->look.a = init->docs.a = &init->a;
  struct record_rules record = {.split = SPLIT_AUTO, .level = 2};
  size_t threads = init->options->jobs;
  struct file_docs *files =
      pipeline_docs(&init->look, &record, PRESENCE_OPTIONAL, &init->inputs, threads);
  bool *is_out = arena_array(&init->a, bool, init->inputs.count);
  survey_find_indexes(&init->a, &init->inputs, files, is_out);
  for (size_t i = 0; i < init->inputs.count; i++) {
    if (is_out[i])
      files[i].count = 0;
  }
  survey_find_layout(survey, files, init->inputs.count);
  record.split = splits[survey->layout];
  record.level = survey->level;
  files = pipeline_docs(&init->docs, &record, PRESENCE_OPTIONAL, &init->inputs, threads);
  survey_take(survey, &init->inputs, files, is_out);
  exclude_indexes(init, is_out);
}

/* ---- The schema --------------------------------------------------------------------------
 */

static bool try_schema(struct init *init, struct init_trial *trial) {
  const struct survey *survey = &init->survey;
  buf_clear(&init->text);
  draft_schema(&init->text, survey, &init->plan);
  return init_trial_run(trial, &init->config, init->options, buf_str(&init->text),
                        survey->has_bundles);
}

static enum status fail(struct init_trial *trial) {
  outputs_print_aside(&trial->report);
  complain("the schema that kbc init has made is wrong, which is a mistake of kbc: nothing "
           "was written");
  return STATUS_FAILED;
}

/* A first trial shows which rules are none here; with that the schema is written anew. */
static bool settle_schema(struct init *init, struct init_trial *trial) {
  if (!try_schema(init, trial) || report_has_failures(&trial->report))
    return false;
  struct draft_rule *broken = init_trial_broken(trial, &init->plan.rule_count);
  init->plan.rules = arena_array(&init->a, struct draft_rule, init->plan.rule_count);
  for (size_t i = 0; i < init->plan.rule_count; i++)
    init->plan.rules[i] = broken[i];
  init->plan.is_tried = true;
  init->plan.explained_lines = trial->log_lines;
  init->plan.found_cases = trial->cases;
  init_trial_end(trial);
  return try_schema(init, trial);
}

static void say_result(const struct init *init, const struct init_trial *trial) {
  const struct survey *survey = &init->survey;
  bool by_case = survey->has_bundles;
  size_t all = by_case ? trial->cases : trial->files, found = trial->report.count;
  if (init->options->quiet)
    return;
  if (!init->target.is_stdout)
    say("%.*s written from %zu %s", STR_ARG(init->target.path), survey->unit_count,
        survey_noun(survey, survey->unit_count));
  if (found == 0)
    say("%zu %s: all clean", all, survey_noun(survey, all));
  else if (trial->with_findings == 0)
    say("%zu %s: all clean, %zu finding%s outside of them", all, survey_noun(survey, all),
        found, found == 1 ? "" : "s");
  else
    say("%zu %s: %zu clean, %zu with %zu finding%s", all, survey_noun(survey, all),
        all - trial->with_findings, trial->with_findings, found, found == 1 ? "" : "s");
  if (init->target.is_stdout)
    return;
  bool is_found = str_equal_c(init->target.path, "kbc.yaml") ||
                  str_equal_c(init->target.path, "schema/case.yaml");
  if (is_found)
    say("next:  kbc check");
  else
    say("next:  kbc check --schema %.*s", STR_ARG(init->target.path));
}

static enum status write_result(struct init *init, const struct init_trial *trial) {
  struct str error = {NULL, 0};
  if (init->target.is_stdout) {
    if (!say_out(buf_str(&init->text)))
      return STATUS_FAILED;
  } else if (!schema_file_write(&init->a, &init->target, buf_str(&init->text), &error)) {
    complain("%.*s", STR_ARG(error));
    return STATUS_FAILED;
  }
  say_result(init, trial);
  return STATUS_CLEAN;
}

/* Files that could not be looked at are named, wherever the run ends. */
static enum status report_unread(struct init *init) {
  struct bag *bag = &init->look.bag;
  /* They are read a second time. */
  if (bag->count == 0)
    bag = &init->docs.bag;
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    if (!bag->diags[i].span.source)
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
  bag_sort(bag);
  struct diag_report report = {.diags = bag->diags,
                               .count = bag->count,
                               .working_folder = init->config.working_folder,
                               .path_base = init->config.repository};
  outputs_print_aside(&report);
  enum status status = report_status(&report, init->options);
  return status == STATUS_FAILED ? status : STATUS_CLEAN;
}

/* ---- All of it ---------------------------------------------------------------------------
 */

static enum status complain_of_nothing(const struct init *init) {
  if (init->inputs.count == 0)
    complain("no file found: there is no Markdown file to look at");
  else
    complain("no case found in %zu file%s: none that can be read has a heading or front matter",
             init->inputs.count, init->inputs.count == 1 ? "" : "s");
  return STATUS_CALL;
}

/* A schema of some of the files would be one that the others break. */
static enum status give_up(enum status status) {
  complain("nothing was written, because not all could be read");
  return status;
}

static enum status run(struct init *init) {
  struct str error = {NULL, 0};
  if (!schema_file_choose(&init->a, init->options, &init->target, &error)) {
    enum status refused = refuse(error);
    return init->target.has_failed ? STATUS_FAILED : refused;
  }
  config_for(&init->a, init->target.path, &init->config);
  struct str name = path_name(init->config.root);
  init->plan.name = name.n > 0 ? name : STR("cases");
  if (!find_files(init, &error))
    return refuse(error);
  if (init->inputs.count > 0)
    take_survey(init);
  enum status status = report_unread(init);
  if (init->survey.unit_count == 0)
    return status_worst(status, complain_of_nothing(init));
  if (status != STATUS_CLEAN)
    return give_up(status);
  struct init_trial trial;
  bool is_good = settle_schema(init, &trial);
  status = report_failures(&init->a, &trial.report);
  if (status != STATUS_CLEAN)
    status = give_up(status);
  else
    status = is_good ? write_result(init, &trial) : fail(&trial);
  init_trial_end(&trial);
  return status;
}

static enum status init_run(const struct options *options) {
  struct init init = {.options = options};
  enum status status = run(&init);
  pipeline_end(&init.look);
  pipeline_end(&init.docs);
  buf_free(&init.text);
  arena_free(&init.a);
  return status;
}

const struct command init_command = {
    "init",
    OF_INIT,
    "[PATH...]",
    "writes a schema from the files that are there",
    "A PATH is a file or a folder with Markdown files; none means all below the working\n"
    "folder. What nearly all of them have becomes a rule, and a comment behind each line says\n"
    "how many agree with it; what fewer than 95 in 100 have is written as a comment. A file\n"
    "that is there is only overwritten with --force.\n",
    init_run,
};
