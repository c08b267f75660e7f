/* Which of the findings are new to the caller: what comments silence, what a baseline has. */
#include "driver/filter/sift.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "driver/config.h"
#include "driver/filter/baseline.h"
#include "driver/filter/changes.h"
#include "driver/filter/cloud.h"
#include "driver/filter/known.h"
#include "driver/filter/rules.h"
#include "driver/filter/suppress.h"
#include "driver/layout/place.h"
#include "driver/options.h"
#include "model/kb.h"
#include "read/read.h"

/* ---- Reading ------------------------------------------------------------------------------
 */

/* The baseline of that file: it may be another project's, too. */
static struct baseline *add_baseline(struct sift *sift, struct str path, bool *is_new) {
  for (size_t i = 0; i < sift->count; i++) {
    *is_new = false;
    if (str_equal(sift->baselines[i].path, path))
      return &sift->baselines[i];
  }
  *is_new = true;
  sift->baselines[sift->count].path = path;
  return &sift->baselines[sift->count++];
}

/* Absolute; n = 0 if the project has none. */
static struct str path_for(struct arena *a, const struct options *options,
                           const struct project *project) {
  const struct schema *schema = project->run.schema;
  if (options->no_baseline)
    return (struct str){NULL, 0};
  if (options->baseline.n > 0)
    return path_absolute(a, options->baseline);
  if (project->baseline_path.n > 0 || schema->baseline.n == 0)
    return project->baseline_path;
  return path_clean(a, path_join(a, project->root, schema->baseline));
}

static struct span place_of_name(const struct options *options, const struct project *project) {
  if (options->baseline.n > 0)
    return (struct span){NULL, 0, 0};
  return project->baseline_path.n > 0 ? project->baseline_span
                                      : project->run.schema->baseline_span;
}

static bool read_for(struct arena *a, struct bag *bag, const struct options *options,
                     const struct config *config, struct project *project, struct sift *sift) {
  struct str path = path_for(a, options, project);
  if (path.n == 0)
    return true;
  bool is_new;
  path = arena_copy(a, path_relative(a, path, config->working_folder));
  project->baseline = add_baseline(sift, path, &is_new);
  bool may_be_missing = options->write_baseline && file_kind_of(path.p, true) == FILE_MISSING;
  return !is_new || may_be_missing ||
         baseline_read(a, bag, place_of_name(options, project), project->baseline);
}

/* A misspelt path on the command line must not become folders: the baseline would lie where
 * nobody looks for it. What a schema names is found again. */
static void refuse_new_folder(struct arena *a, const struct sift *sift, struct str *error) {
  for (size_t i = 0; i < sift->count && error->n == 0; i++) {
    struct str folder = path_folder(sift->baselines[i].path);
    if (folder.n > 0 && file_kind_of(arena_copy(a, folder).p, true) == FILE_MISSING)
      *error = arena_printf(a, "--write-baseline: there is no folder %.*s for %.*s",
                            STR_ARG(folder), STR_ARG(sift->baselines[i].path));
  }
}

static bool is_wrong_call(struct arena *a, const struct options *options,
                          const struct sift *sift, struct str *error) {
  if (options->no_baseline && (options->baseline.n > 0 || options->write_baseline))
    *error = arena_printf(a, "--no-baseline does not go with --%s",
                          options->write_baseline ? "write-baseline" : "baseline");
  else if (options->write_baseline && sift->count == 0)
    *error = STR("--write-baseline: no baseline is configured; name a file with --baseline");
  else if (options->write_baseline && options->baseline.n > 0)
    refuse_new_folder(a, sift, error);
  return error->n > 0;
}

bool sift_read(struct arena *a, struct bag *bag, const struct options *options,
               const struct config *config, struct projects *projects, struct sift *sift,
               struct str *error) {
  *sift = (struct sift){.baselines = arena_array(a, struct baseline, projects->count)};
  bool is_good = true;
  for (size_t i = 0; i < projects->count; i++) {
    struct project *project = &projects->items[i];
    if (project->is_used)
      is_good = read_for(a, bag, options, config, project, sift) && is_good;
  }
  if (is_wrong_call(a, options, sift, error) || !is_good)
    return false;
  if (options->changed_since.n > 0)
    sift->changes = changes_since(a, config, options->changed_since, error, &sift->has_failed);
  for (size_t i = 0; i < projects->count; i++)
    projects->items[i].changes = sift->changes;
  return options->changed_since.n == 0 || sift->changes;
}

/* ---- Sifting ------------------------------------------------------------------------------
 */

static struct fingerprint_scope scope_of(const struct project *project,
                                         const struct config *config) {
  return (struct fingerprint_scope){config->root, config->working_folder, project->run.kb};
}

void sift_project(struct project *project, const struct config *config) {
  struct bag *bag = &project->run.bag;
  project->cloud = cloud_new(bag->arena, project->run.kb);
  cloud_add(&project->cloud, bag->arena, bag);
  policy_set_levels(&project->policy, bag);
  cloud_add(&project->cloud, bag->arena, bag);
  suppress_findings(&project->run, &project->policy, &project->cloud);
  if (!project->baseline)
    return;
  policy_set_levels(&project->policy, bag);
  bag_sort(bag);
  struct fingerprint_scope scope = scope_of(project, config);
  struct known_counts counts =
      known_take_out(bag->arena, project->baseline, &scope, &project->inputs, bag,
                     project->policy.shows_errors);
  /* How many of them stand on changed lines, nobody has looked. */
  project->known_count = project->changes ? 0 : counts.taken;
  if (counts.errors > 0)
    say("%.*s: %zu error%s of it stop%s a build all the same", STR_ARG(project->baseline->path),
        counts.errors, counts.errors == 1 ? "" : "s", counts.errors == 1 ? "s" : "");
}

/* ---- What is gone -------------------------------------------------------------------------
 */

/* Was the file looked at whole, and with that rule? */
static bool is_looked_at(const struct project *project, const struct baseline_entry *entry,
                         size_t input, struct str path) {
  const struct catalogue *catalogue = project->policy.catalogue;
  size_t rule = catalogue_find(catalogue, entry->print.rule);
  return project->inputs.items[input].is_named && project->run.sources[input] &&
         !cloud_covers_file(&project->cloud, path) &&
         (rule == STR_NONE || !project->policy.is_hidden[rule]);
}

static bool is_complete(const struct project *project) {
  return project->is_used && project->inputs.is_corpus && !project->inputs.is_filtered;
}

/* The project that can tell that the entry has no finding any more, or NULL. */
static struct project *find_witness(struct arena *scratch, struct projects *projects,
                                    const struct baseline *baseline,
                                    const struct baseline_entry *entry,
                                    const struct config *config) {
  struct str absolute =
      path_clean(scratch, path_join(scratch, config->root, entry->print.path));
  struct str path = path_relative(scratch, absolute, config->working_folder);
  struct project *witness = NULL;
  bool is_whole = true;
  for (size_t i = 0; i < projects->count; i++) {
    struct project *project = &projects->items[i];
    size_t input = map_find(&project->inputs.by_path, path);
    if (input != STR_NONE && project->run.kb)
      return is_looked_at(project, entry, input, path) ? project : NULL;
    if (project->has_corpus)
      is_whole = is_whole && is_complete(project);
    if (project->baseline == baseline)
      witness = project;
  }
  /* In no corpus any more. */
  return is_whole ? witness : NULL;
}

/* With --changed-since, entries of other files are of no interest. */
static bool is_of_interest(struct arena *scratch, const struct sift *sift,
                           const struct baseline_entry *entry, const struct config *config) {
  struct str path = path_clean(scratch, path_join(scratch, config->root, entry->print.path));
  return !sift->changes || changes_have(scratch, sift->changes, path);
}

static void say_gone(struct project *project, const struct baseline *baseline,
                     const struct baseline_entry *entry) {
  struct bag *bag = &project->run.bag;
  struct diag *diag =
      diag_add(bag, &filter_rules[FILTER_GONE], source_line_span(baseline->source, entry->line),
               "%.*s has no such finding of %.*s any more", STR_ARG(entry->print.path),
               STR_ARG(entry->print.rule));
  diag_help(bag, diag, "kbc check --write-baseline  takes it out");
}

void sift_end(struct sift *sift, struct projects *projects, const struct config *config,
              const struct options *options) {
  struct arena scratch = {0};
  for (size_t i = 0; i < sift->count; i++) {
    struct baseline *baseline = &sift->baselines[i];
    for (size_t j = 0; j < baseline->count; j++) {
      struct baseline_entry *entry = &baseline->entries[j];
      if (entry->is_there)
        continue;
      struct project *witness = find_witness(&scratch, projects, baseline, entry, config);
      entry->is_gone = witness;
      if (witness && !options->write_baseline && is_of_interest(&scratch, sift, entry, config))
        say_gone(witness, baseline, entry);
      arena_reset(&scratch);
    }
  }
  arena_free(&scratch);
}

/* ---- Writing ------------------------------------------------------------------------------
 */

struct update {
  struct baseline_entry *entries;
  size_t count, fresh, gone;
};

static void add_entry(struct arena *a, struct update *update, struct fingerprint print) {
  update->entries = arena_grow(a, update->entries, update->count, sizeof *update->entries);
  update->entries[update->count++] = (struct baseline_entry){.print = print};
}

static void keep_entries(struct arena *a, struct update *update,
                         const struct baseline *baseline) {
  for (size_t i = 0; i < baseline->count; i++) {
    const struct baseline_entry *entry = &baseline->entries[i];
    update->gone += entry->is_gone;
    if (!entry->is_gone)
      add_entry(a, update, entry->is_there ? entry->now : entry->print);
  }
}

/* Those findings of the project that a baseline may have. */
static void add_findings(struct arena *a, struct update *update, const struct project *project,
                         const struct config *config) {
  const struct bag *bag = &project->run.bag;
  struct fingerprint_scope scope = scope_of(project, config);
  for (size_t i = 0; i < bag->count; i++) {
    if (!known_may_be(&bag->diags[i]))
      continue;
    add_entry(a, update, fingerprint_of(a, &scope, &bag->diags[i]));
    update->fresh++;
  }
}

/* They are known from now on. */
static void drop_findings(struct bag *bag) {
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    if (!known_may_be(&bag->diags[i]))
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
}

static enum status write_file(struct arena *a, const struct baseline *baseline,
                              struct update *update) {
  struct buf text = {0};
  baseline_write(&text, update->entries, update->count);
  enum status status = STATUS_CLEAN;
  if (text.n > SOURCE_LIMIT) {
    complain("%.*s was not written: of %zu findings %zu fit into 1 MiB, and a baseline has no "
             "more; mend some, or set rules off",
             STR_ARG(baseline->path), update->count,
             baseline_room(buf_str(&text), SOURCE_LIMIT));
    status = STATUS_FAILED;
  } else if (!baseline->source || !str_equal(baseline->source->bytes, buf_str(&text))) {
    status = place_file(a, baseline->path, buf_str(&text), true);
  }
  buf_free(&text);
  return status;
}

static enum status write_baseline(struct arena *a, struct baseline *baseline,
                                  struct projects *projects, const struct config *config) {
  struct update update = {0};
  keep_entries(a, &update, baseline);
  for (size_t i = 0; i < projects->count; i++) {
    const struct project *project = &projects->items[i];
    if (project->baseline == baseline && project->run.kb)
      add_findings(a, &update, project, config);
  }
  enum status status = write_file(a, baseline, &update);
  if (status != STATUS_CLEAN)
    return status;
  for (size_t i = 0; i < projects->count; i++) {
    if (projects->items[i].baseline == baseline)
      drop_findings(&projects->items[i].run.bag);
  }
  say("baseline %.*s: %zu new, %zu gone, %zu kept", STR_ARG(baseline->path), update.fresh,
      update.gone, update.count - update.fresh);
  return STATUS_CLEAN;
}

enum status sift_write(struct arena *a, struct sift *sift, struct projects *projects,
                       const struct config *config) {
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < sift->count; i++)
    status = status_worst(status, write_baseline(a, &sift->baselines[i], projects, config));
  return status;
}
