/* PATHs that lie in corpora: the corpora are the knowledge bases, and the PATHs parts of them.
 */
#include "base/arena.h"
#include "base/file.h"
#include "driver/config.h"
#include "driver/finder.h"
#include "driver/options.h"
#include "driver/pipeline_incidents.h"
#include "driver/project.h"
#include "model/schema.h"
#include "read/discover.h"

/* Is there a file of the corpus, or a finding about one, at or below `absolute`? */
static bool holds_part(struct finder *f, const struct inputs *inputs, const struct bag *bag,
                       struct str absolute) {
  struct str here = f->config->working_folder;
  if (map_find(&inputs->by_path, path_relative(f->a, absolute, here)) != STR_NONE)
    return true;
  struct arena scratch = {0};
  bool is_found = false;
  for (size_t i = 0; i < inputs->count && !is_found; i++) {
    is_found = path_is_below(finder_absolute(&scratch, here, inputs->items[i].path), absolute);
    arena_reset(&scratch);
  }
  for (size_t i = 0; i < bag->count && !is_found; i++)
    is_found = path_is_below(finder_absolute(&scratch, here, bag->diags[i].path), absolute);
  arena_free(&scratch);
  return is_found;
}

static bool is_matched(struct finder *f, const struct project *project, struct str absolute,
                       const struct str *globs, size_t count) {
  return glob_matches_any(globs, count, path_relative(f->a, absolute, project->root));
}

static bool is_included(struct finder *f, const struct project *project, struct str absolute) {
  const struct schema *schema = project->run.schema;
  return is_matched(f, project, absolute, schema->include, schema->include_count);
}

/* It holds no case, but is checked with those of the corpus. */
static bool is_incident(struct finder *f, const struct project *project, struct str absolute) {
  const struct schema *schema = project->run.schema;
  return is_matched(f, project, absolute, schema->incidents, schema->incident_count) &&
         !is_matched(f, project, absolute, schema->exclude, schema->exclude_count);
}

/* How many of them the PATH names: one, or those in a folder. */
static size_t count_incidents(struct finder *f, const struct project *project,
                              struct str absolute) {
  if (is_incident(f, project, absolute))
    return 1;
  if (project->run.schema->incident_count == 0 ||
      file_kind_of(arena_copy(f->a, absolute).p, false) == FILE_REGULAR)
    return 0;
  struct bag unheard = {.arena = f->a}; /* looked for once more, they are said */
  struct file_set files = pipeline_incident_files(f->a, &unheard, &project->run);
  size_t count = 0;
  for (size_t i = 0; i < files.count; i++)
    count += path_is_below(finder_absolute(f->a, f->config->working_folder, files.paths[i]),
                           absolute);
  return count;
}

/* The excluded files of a corpus are of it, so that naming one brings no second knowledge base.
 */
static bool is_excluded_part(struct finder *f, const struct project *project,
                             struct str absolute) {
  const struct schema *schema = project->run.schema;
  return is_included(f, project, absolute) &&
         is_matched(f, project, absolute, schema->exclude, schema->exclude_count);
}

/* Could the PATH name something of the corpus? It lies in its root, or its root in it. A file
 * that no include names is none of the corpus: that shows without a walk through all of it. */
static bool is_near(struct finder *f, const struct project *project, struct str path) {
  if (!project->has_corpus ||
      (!path_is_below(project->root, path) && projects_owner(f->projects, path) != project))
    return false;
  return is_included(f, project, path) || is_incident(f, project, path) ||
         file_kind_of(arena_copy(f->a, path).p, false) != FILE_REGULAR;
}

static bool is_near_any(struct finder *f, struct str path) {
  bool is_found = false;
  for (size_t i = 0; i < f->projects->count && !is_found; i++)
    is_found = is_near(f, &f->projects->items[i], path);
  return is_found;
}

static bool is_part(struct finder *f, const struct project *project, const struct bag *bag,
                    struct str path) {
  return is_near(f, project, path) &&
         (holds_part(f, &project->inputs, bag, path) || is_excluded_part(f, project, path) ||
          count_incidents(f, project, path) > 0);
}

static void name_part(struct finder *f, struct inputs *inputs, size_t path) {
  if (inputs->path_count == 0) {
    inputs->part = f->paths->items[path];
    inputs->named = arena_array(f->a, struct str, f->paths->count);
  }
  inputs->named[inputs->path_count++] = f->absolute[path];
}

/* Names the PATH in each project of whose corpus it is a part; false if there is none. */
static bool find_part(struct finder *f, const struct bag *bags, size_t path) {
  bool is_found = false;
  for (size_t i = 0; i < f->projects->count; i++) {
    struct project *project = &f->projects->items[i];
    if (!is_part(f, project, &bags[i], f->absolute[path]))
      continue;
    name_part(f, &project->inputs, path);
    project->inputs.incident_count += count_incidents(f, project, f->absolute[path]);
    is_found = true;
  }
  return is_found;
}

/* Is the PATH in no corpus at first sight? */
static bool is_outside(struct finder *f, size_t path) {
  bool is_nameless = finder_is_stdin(f, path) && f->config->stdin_path.n == 0;
  return is_nameless || !path_is_below(f->absolute[path], f->config->root) ||
         !is_near_any(f, f->absolute[path]);
}

static bool find_parts(struct finder *f, struct bag *bags) {
  for (size_t i = 0; i < f->paths->count && !f->passes_over; i++) {
    if (is_outside(f, i))
      return false;
  }
  for (size_t i = 0; i < f->projects->count; i++) {
    struct project *project = &f->projects->items[i];
    bool is_wanted = false;
    for (size_t j = 0; j < f->paths->count && !is_wanted; j++)
      is_wanted = is_near(f, project, f->absolute[j]);
    if (is_wanted)
      finder_add_corpus(f, project, &bags[i]);
  }
  for (size_t i = 0; i < f->paths->count; i++) {
    if (!find_part(f, bags, i) && !f->passes_over)
      return false;
  }
  return true;
}

static bool is_at_or_below(const struct inputs *inputs, struct str absolute) {
  for (size_t i = 0; i < inputs->path_count; i++) {
    if (path_is_below(absolute, inputs->named[i]))
      return true;
  }
  return false;
}

/* Which files are named: single ones by a look, the others by comparing with each folder. */
static void mark_named(struct finder *f, struct inputs *inputs) {
  for (size_t i = 0; i < inputs->count; i++)
    inputs->items[i].is_named = false;
  size_t folders = 0;
  for (size_t i = 0; i < inputs->path_count; i++) {
    struct str path = path_relative(f->a, inputs->named[i], f->config->working_folder);
    size_t index = map_find(&inputs->by_path, path);
    if (index != STR_NONE)
      inputs->items[index].is_named = true;
    else
      inputs->named[folders++] = inputs->named[i];
  }
  inputs->path_count = folders;
  inputs->named_count = 0;
  struct arena scratch = {0};
  for (size_t i = 0; i < inputs->count; i++) {
    struct input *input = &inputs->items[i];
    if (!input->is_named && folders > 0) {
      struct str path = finder_absolute(&scratch, f->config->working_folder, input->path);
      input->is_named = is_at_or_below(inputs, path);
      arena_reset(&scratch);
    }
    inputs->named_count += input->is_named;
  }
  arena_free(&scratch);
}

static void take_parts(struct finder *f, const struct bag *bags) {
  for (size_t i = 0; i < f->projects->count; i++) {
    struct project *project = &f->projects->items[i];
    project->is_used = project->inputs.path_count > 0;
    if (!project->is_used)
      continue;
    bag_append(&project->run.bag, &bags[i]);
    project->inputs.is_filtered = !is_at_or_below(&project->inputs, project->root);
    if (project->inputs.is_filtered)
      mark_named(f, &project->inputs);
  }
}

bool finder_take_parts(struct finder *f) {
  struct bag *bags = arena_array(f->a, struct bag, f->projects->count);
  for (size_t i = 0; i < f->projects->count; i++)
    bags[i].arena = f->a;
  if (!find_parts(f, bags))
    return false;
  take_parts(f, bags);
  return true;
}

bool inputs_show(struct arena *scratch, const struct inputs *inputs, struct str path) {
  if (!inputs->is_filtered)
    return true;
  size_t index = map_find(&inputs->by_path, path);
  if (index != STR_NONE)
    return inputs->items[index].is_named;
  return is_at_or_below(inputs, finder_absolute(scratch, inputs->working_folder, path));
}
