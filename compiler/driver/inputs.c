/* Which files a run is about: the corpora, a part of them, or what the caller named. */
#include "driver/inputs.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/sort.h"
#include "driver/config.h"
#include "driver/finder.h"
#include "driver/options.h"
#include "driver/project.h"
#include "emit/shard_pack.h"
#include "model/schema.h"
#include "read/discover.h"

#include <stdlib.h>

static const char stdin_path[] = "<stdin>";

/* ---- The list of one knowledge base -------------------------------------------------------
 */

static void add_input(struct finder *f, struct inputs *inputs, struct str path, bool is_stdin) {
  inputs->items = arena_grow(f->a, inputs->items, inputs->count, sizeof *inputs->items);
  inputs->items[inputs->count++] =
      (struct input){.path = path, .is_stdin = is_stdin, .is_named = true};
}

static int compare_inputs(const void *left, const void *right) {
  const struct input *a = left, *b = right;
  int order = str_compare(a->path, b->path);
  /* The text that stands for a file counts, and not the file. */
  return order != 0 ? order : (int)b->is_stdin - (int)a->is_stdin;
}

/* By path, each once: a file may be named twice, or stand below two folders that are named. */
static void settle(struct finder *f, struct inputs *inputs) {
  sort(inputs->items, inputs->count, sizeof *inputs->items, compare_inputs);
  size_t kept = 0;
  map_reserve(&inputs->by_path, f->a, inputs->count);
  for (size_t i = 0; i < inputs->count; i++) {
    struct str path = inputs->items[i].path;
    if (map_add(&inputs->by_path, f->a, path, kept) == kept)
      inputs->items[kept++] = inputs->items[i];
  }
  inputs->count = inputs->named_count = kept;
}

static bool is_stdin(struct str path) {
  return str_equal_c(path, "-");
}

bool finder_is_stdin(const struct finder *f, size_t path) {
  return is_stdin(f->paths->items[path]);
}

struct str finder_absolute(struct arena *a, struct str working_folder, struct str path) {
  return path_clean(a, path_join(a, working_folder, path));
}

/* As it is shown: relative to the working folder, unless the caller has named an absolute path
 * that lies outside of that folder and of what is configured. */
static struct str shown_path(struct finder *f, struct str path) {
  struct str absolute = finder_absolute(f->a, f->config->working_folder, path);
  if (path.p[0] == '/' && !path_is_below(absolute, f->config->working_folder) &&
      !path_is_below(absolute, f->config->root))
    return arena_copy(f->a, absolute);
  return arena_copy(f->a, path_relative(f->a, absolute, f->config->working_folder));
}

/* Whoever walks from "../.." on finds "../../kb/a.md" in the folder kb, which is "a.md" there.
 */
static struct str straight_path(struct finder *f, struct str path) {
  return str_starts_with(path, STR("..")) ? shown_path(f, path) : path;
}

static void straighten_findings(struct finder *f, struct bag *bag) {
  for (size_t i = 0; i < bag->count; i++)
    bag->diags[i].path = straight_path(f, bag->diags[i].path);
}

static struct corpus corpus_of(const struct finder *f, const struct project *project) {
  struct corpus corpus = {project->shown_root,
                          project->run.schema,
                          f->projects->roots,
                          f->projects->root_count,
                          {NULL, 0}};
  if (project->has_corpus)
    corpus.own_border = project->root;
  return corpus;
}

static void add_files(struct finder *f, struct project *project, const struct file_set *files) {
  for (size_t i = 0; i < files->count; i++)
    add_input(f, &project->inputs, straight_path(f, files->paths[i]), false);
}

/* Standard input stands for a file of the corpus: one that the walk has found, or a new one. */
static void add_text(struct finder *f, struct project *project) {
  struct str absolute = f->config->stdin_path;
  if (absolute.n == 0 || projects_owner(f->projects, absolute) != project)
    return;
  struct str path = arena_copy(f->a, path_relative(f->a, absolute, f->config->working_folder));
  bool is_there = false;
  for (size_t i = 0; i < project->inputs.count && !is_there; i++)
    is_there = str_equal(project->inputs.items[i].path, path);
  const struct schema *schema = project->run.schema;
  struct str place = path_relative(f->a, absolute, project->root);
  bool is_new = file_kind_of(path.p, false) == FILE_MISSING &&
                glob_matches_any(schema->include, schema->include_count, place) &&
                !glob_matches_any(schema->exclude, schema->exclude_count, place);
  if (is_there || is_new)
    add_input(f, &project->inputs, path, true);
}

void finder_add_corpus(struct finder *f, struct project *project, struct bag *bag) {
  struct file_set files = {0};
  struct corpus corpus = corpus_of(f, project);
  project->inputs.is_corpus = true;
  discover_corpus(f->a, bag, &corpus, &files);
  add_files(f, project, &files);
  add_text(f, project);
  straighten_findings(f, bag);
  settle(f, &project->inputs);
}

/* Is the PATH what cases are held against: a schema, a project file, or YAML and JSON beside a
 * schema in a folder that is no root, for it may refer to them? */
static bool is_setting(const struct finder *f, size_t index) {
  struct str here = f->config->working_folder, path = f->absolute[index];
  if (f->config->schema_path.n > 0 &&
      str_equal(path, finder_absolute(f->a, here, f->config->schema_path)))
    return true;
  bool is_data = str_ends_with(path, STR(".json")) || str_ends_with(path, STR(".yaml")) ||
                 str_ends_with(path, STR(".yml"));
  bool is_found = false;
  for (size_t i = 0; i < f->projects->count && !is_found; i++) {
    const struct source *source = f->projects->items[i].run.source;
    if (!source)
      continue;
    struct str schema = finder_absolute(f->a, here, source->path);
    struct str folder = path_folder(schema);
    is_found = str_equal(path, schema) || (is_data && path_is_below(path, folder) &&
                                           !str_equal(folder, f->projects->items[i].root));
  }
  return is_found;
}

/* Is there such a PATH? */
static bool any_path(const struct finder *f,
                     bool (*is_such)(const struct finder *f, size_t path)) {
  bool is_found = false;
  for (size_t i = 0; i < f->paths->count && !is_found; i++)
    is_found = is_such(f, i);
  return is_found;
}

/* ---- PATHs outside ------------------------------------------------------------------------
 */

static bool refuse_missing(struct finder *f, struct str path, struct str *error) {
  *error = arena_printf(f->a, "\"%.*s\" does not exist", STR_ARG(path));
  return false;
}

static bool add_named(struct finder *f, struct project *project, struct str path,
                      struct str *error) {
  project->is_used = true;
  if (is_stdin(path)) {
    struct str name = f->config->stdin_path;
    add_input(f, &project->inputs, name.n > 0 ? shown_path(f, name) : str_from_c(stdin_path),
              true);
    return true;
  }
  struct file_set files = {0};
  struct corpus corpus = corpus_of(f, project);
  if (!discover_path(f->a, &project->run.bag, shown_path(f, path), &corpus, &files))
    return refuse_missing(f, path, error);
  add_files(f, project, &files);
  return true;
}

/* The PATH belongs to the project in whose root it lies, what is in the root of another one to
 * that one. */
static bool take_path(struct finder *f, size_t path, struct str *error) {
  struct project *owner = projects_owner(f->projects, f->absolute[path]);
  if (!add_named(f, owner, f->paths->items[path], error))
    return false;
  for (size_t i = 0; i < f->projects->count; i++) {
    struct project *project = &f->projects->items[i];
    bool is_inside = project != owner && project->has_corpus &&
                     !is_stdin(f->paths->items[path]) &&
                     path_is_below(project->root, f->absolute[path]);
    if (is_inside && !add_named(f, project, project->root, error))
      return false;
  }
  return true;
}

static bool take_paths(struct finder *f, struct str *error) {
  for (size_t i = 0; i < f->projects->count; i++) {
    f->projects->items[i].is_used = false;
    f->projects->items[i].inputs = (struct inputs){.working_folder = f->config->working_folder};
  }
  for (size_t i = 0; i < f->paths->count; i++) {
    if (!take_path(f, i, error))
      return false;
  }
  for (size_t i = 0; i < f->projects->count; i++) {
    straighten_findings(f, &f->projects->items[i].run.bag);
    settle(f, &f->projects->items[i].inputs);
  }
  return true;
}

/* ---- The face -----------------------------------------------------------------------------
 */

static void take_corpora(struct finder *f) {
  for (size_t i = 0; i < f->projects->count; i++) {
    struct project *project = &f->projects->items[i];
    project->is_used = project->has_corpus;
    if (project->is_used)
      finder_add_corpus(f, project, &project->run.bag);
  }
}

/* False if one of them is not there. */
static bool look_at_paths(struct finder *f, struct str *error) {
  struct str here = f->config->working_folder;
  struct str text = f->config->stdin_path.n > 0 ? f->config->stdin_path : here;
  f->absolute = arena_array(f->a, struct str, f->paths->count);
  for (size_t i = 0; i < f->paths->count; i++) {
    struct str path = f->paths->items[i];
    f->absolute[i] = is_stdin(path) ? text : finder_absolute(f->a, here, path);
    if (!is_stdin(path) && (path.n == 0 || file_kind_of(path.p, false) == FILE_MISSING))
      return refuse_missing(f, path, error);
  }
  return true;
}

bool inputs_find(struct arena *a, const struct config *config, struct projects *projects,
                 const struct str_list *paths, bool passes_over, struct str *error) {
  struct finder f = {a, config, projects, paths, NULL, passes_over};
  for (size_t i = 0; i < projects->count; i++)
    projects->items[i].inputs.working_folder = config->working_folder;
  if (paths->count == 0) {
    take_corpora(&f);
    return true;
  }
  if (!look_at_paths(&f, error))
    return false;
  f.passes_over = passes_over && !any_path(&f, finder_is_stdin);
  if (f.passes_over && any_path(&f, is_setting)) {
    take_corpora(&f);
    return true;
  }
  return finder_take_parts(&f) || take_paths(&f, error);
}

void inputs_of_texts(struct arena *a, const struct config *config, struct projects *projects,
                     struct project *project, const struct pack_file *files, size_t count) {
  struct finder f = {a, config, projects, NULL, NULL, false};
  for (size_t i = 0; i < projects->count; i++)
    projects->items[i].is_used = &projects->items[i] == project;
  struct inputs *inputs = &project->inputs;
  *inputs = (struct inputs){.working_folder = config->working_folder, .is_corpus = true};
  for (size_t i = 0; i < count; i++) {
    add_input(&f, inputs, shown_path(&f, path_join(a, project->root, files[i].place)), false);
    inputs->items[i].has_text = true;
    inputs->items[i].text = files[i].bytes;
  }
  settle(&f, inputs);
}

bool input_has_file(const struct input *input) {
  return !input->is_stdin || !str_equal_c(input->path, stdin_path);
}
