/* The knowledge bases of a run: where each lies, what holds there, what the stages make of it.
 */
#include "driver/project.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/sort.h"
#include "driver/config.h"
#include "driver/rules.h"
#include "model/project_file.h"

#include <stdlib.h>

/* What the functions below work on together. */
struct reader {
  struct arena *a;
  struct bag *bag;
  const struct config *config;
  const struct policy *policy;
  struct projects *projects;
};

static struct project *add_project(struct reader *r, struct str root,
                                   const struct source *source) {
  struct projects *projects = r->projects;
  struct project *project = &projects->items[projects->count++];
  struct str here = r->config->working_folder;
  *project = (struct project){.root = root, .has_corpus = true, .is_used = true};
  project->shown_root = arena_copy(r->a, path_relative(r->a, root, here));
  project->policy = policy_copy(r->policy, root, here);
  project->run = (struct pipeline){.a = r->a,
                                   .root = root,
                                   .working_folder = here,
                                   .source = source,
                                   .bag = {.arena = r->a}};
  project->run.repository = r->config->repository;
  project->run.may_be_unfit = r->config->schema_path.n == 0;
  return project;
}

/* ---- What a project file names ------------------------------------------------------------
 */

static struct str path_of(struct reader *r, struct str path) {
  return path_clean(r->a, path_join(r->a, r->config->folder, path));
}

static void report_path(struct reader *r, struct span span, struct str path, const char *what) {
  diag_add(r->bag, &driver_rules[DRIVER_RULE_PROJECT_PATH], span, "\"%.*s\" %s", STR_ARG(path),
           what);
}

/* A root is the folder itself: behind a link, one corpus would have two names. */
static bool check_root(struct reader *r, const struct project_entry *entry, struct str root) {
  enum file_kind kind = file_kind_of(arena_copy(r->a, root).p, true);
  struct str above = path_resolved(r->a, r->config->folder), there = path_resolved(r->a, root);
  struct str real = path_join(r->a, above, entry->root);
  /* What cannot be looked at is for the walk to report. */
  if (kind == FILE_ERROR || (kind == FILE_FOLDER && (above.n == 0 || there.n == 0)))
    return true;
  if (kind == FILE_MISSING)
    report_path(r, entry->root_span, entry->root, "does not exist");
  else if (kind != FILE_FOLDER)
    report_path(r, entry->root_span, entry->root, "is no folder");
  else if (!str_equal(there, path_clean(r->a, real)))
    report_path(r, entry->root_span, entry->root,
                "leads through a link; name the folder itself");
  else
    return true;
  return false;
}

static const struct source *read_schema(struct reader *r, const struct project_entry *entry) {
  struct str path = path_of(r, entry->schema);
  path = arena_copy(r->a, path_relative(r->a, path, r->config->working_folder));
  enum file_kind kind = file_kind_of(path.p, true);
  if (kind != FILE_MISSING && kind != FILE_FOLDER)
    return pipeline_source(r->a, r->bag, path);
  report_path(r, entry->schema_span, entry->schema,
              kind == FILE_MISSING ? "does not exist" : "is a folder");
  return NULL;
}

/* Those of the project behind those of its schema. */
static void add_accepts(struct arena *a, struct schema *schema,
                        const struct project_entry *entry) {
  struct accepted *accepts =
      arena_array(a, struct accepted, schema->accept_count + entry->accept_count);
  size_t count = 0;
  for (size_t i = 0; i < schema->accept_count; i++)
    accepts[count++] = schema->accepts[i];
  for (size_t i = 0; i < entry->accept_count; i++)
    accepts[count++] = entry->accepts[i];
  schema->accepts = accepts;
  schema->accept_count = count;
}

static bool add_entry(struct reader *r, const struct project_entry *entry) {
  struct str root = path_of(r, entry->root);
  bool has_root = check_root(r, entry, root);
  const struct source *source = read_schema(r, entry);
  if (!source || !has_root)
    return false;
  struct project *project = add_project(r, root, source);
  bool is_good = pipeline_schema(&project->run, &project->policy);
  struct bag *bag = &project->run.bag;
  struct arena scratch = {0};
  size_t findings = bag->count;
  policy_read_levels(&project->policy, &scratch, bag, entry->rules, entry->rule_count);
  policy_read_overrides(&project->policy, &scratch, bag, entry->overrides,
                        entry->override_count);
  arena_free(&scratch);
  if (entry->baseline.n > 0)
    project->baseline_path = path_of(r, entry->baseline);
  project->baseline_span = entry->baseline_span;
  if (is_good && entry->name.n > 0)
    project->run.schema->name = entry->name;
  if (is_good)
    add_accepts(r->a, project->run.schema, entry);
  return is_good && bag->count == findings;
}

static struct span name_place(const struct project_entry *entry) {
  return entry->name.n > 0 ? entry->name_span : entry->schema_span;
}

/* The name is a part of every id: two cases would have one. */
static bool refuse_twins(struct reader *r, const struct project_file *file) {
  struct map names = {0};
  size_t findings = r->bag->count;
  for (size_t i = 0; i < file->count; i++) {
    struct str name = r->projects->items[i].run.schema->name;
    size_t first = map_add(&names, r->a, name, i);
    if (first == i)
      continue;
    struct diag *diag = diag_add(r->bag, &driver_rules[DRIVER_RULE_PROJECT_NAME],
                                 name_place(&file->projects[i]),
                                 "another project has the name \"%.*s\"", STR_ARG(name));
    diag_relate(r->bag, diag, name_place(&file->projects[first]), "that one");
    diag_help(r->bag, diag, "give this one a name of its own:  name: NAME");
  }
  return r->bag->count == findings;
}

static bool add_entries(struct reader *r, const struct project_file *file) {
  bool is_good = true;
  for (size_t i = 0; i < file->count; i++)
    is_good = add_entry(r, &file->projects[i]) && is_good;
  return is_good && refuse_twins(r, file);
}

/* What is named on the command line and lies in no root is held against the built-in schema. */
static bool add_stray(struct reader *r) {
  const struct source *source = pipeline_source(r->a, r->bag, (struct str){NULL, 0});
  r->projects->stray = r->projects->count;
  struct project *project = add_project(r, r->config->folder, source);
  project->has_corpus = false;
  project->run.may_be_unfit = true;
  return pipeline_schema(&project->run, &project->policy);
}

static bool has_errors(const struct bag *bag) {
  for (size_t i = 0; i < bag->count; i++) {
    if (bag->diags[i].rule->level == LEVEL_ERROR)
      return true;
  }
  return false;
}

static int compare_roots(const void *left, const void *right) {
  return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void list_roots(struct reader *r) {
  struct projects *projects = r->projects;
  projects->roots = arena_array(r->a, struct str, projects->count);
  for (size_t i = 0; i < projects->count; i++) {
    if (projects->items[i].has_corpus)
      projects->roots[projects->root_count++] = projects->items[i].root;
  }
  if (projects->root_count > 1)
    qsort(projects->roots, projects->root_count, sizeof *projects->roots, compare_roots);
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct project *projects_single(struct arena *a, struct bag *bag, const struct config *config,
                                const struct policy *policy, const struct source *source,
                                struct projects *projects) {
  struct reader r = {a, bag, config, policy, projects};
  *projects = (struct projects){.items = arena_array(a, struct project, 1)};
  struct project *project = add_project(&r, config->root, source);
  list_roots(&r);
  return project;
}

bool projects_read(struct arena *a, struct bag *bag, const struct config *config,
                   const struct policy *policy, struct projects *projects) {
  struct reader r = {a, bag, config, policy, projects};
  *projects = (struct projects){0};
  const struct source *source = pipeline_source(a, bag, config->schema_path);
  struct project_file *file;
  if (!source || !pipeline_project_file(a, bag, source, &file))
    return false;
  projects->items = arena_array(a, struct project, file ? file->count + 1 : 1);
  bool is_good;
  if (file) {
    is_good = add_entries(&r, file) && add_stray(&r);
  } else {
    struct project *project = add_project(&r, config->root, source);
    is_good = pipeline_schema(&project->run, &project->policy);
  }
  list_roots(&r);
  return is_good && !has_errors(bag);
}

struct project *projects_owner(const struct projects *projects, struct str path) {
  struct project *owner = &projects->items[projects->stray];
  size_t longest = 0;
  for (size_t i = 0; i < projects->count; i++) {
    struct project *project = &projects->items[i];
    if (!project->has_corpus || project->root.n <= longest ||
        !path_is_below(path, project->root))
      continue;
    owner = project;
    longest = project->root.n;
  }
  return owner;
}

static int compare_paths(const void *left, const void *right) {
  return str_compare(*(const struct str *)left, *(const struct str *)right);
}

const struct str *projects_files(struct arena *a, const struct projects *projects,
                                 size_t *count) {
  size_t room = 0, n = 0;
  for (size_t i = 0; i < projects->count; i++)
    room += projects->items[i].inputs.named_count;
  struct str *paths = arena_array(a, struct str, room);
  for (size_t i = 0; i < projects->count; i++) {
    const struct inputs *inputs = &projects->items[i].inputs;
    for (size_t j = 0; j < inputs->count; j++) {
      if (inputs->items[j].is_named)
        paths[n++] = inputs->items[j].path;
    }
  }
  sort(paths, n, sizeof *paths, compare_paths);
  *count = n;
  return paths;
}

size_t project_cases(const struct project *project) {
  const struct inputs *inputs = &project->inputs;
  size_t cases = 0;
  for (size_t i = 0; project->run.piece_counts && i < inputs->count; i++)
    cases += inputs->items[i].is_named ? project->run.piece_counts[i] : 0;
  return cases;
}

void projects_end(struct projects *projects) {
  for (size_t i = 0; i < projects->count; i++)
    pipeline_end(&projects->items[i].run);
}
