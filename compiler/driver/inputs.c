/* Which files a run is about: the corpus, a part of it, or what the caller named. */
#include "driver/inputs.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "driver/config.h"
#include "driver/options.h"
#include "model/schema.h"
#include "read/discover.h"

#include <stdlib.h>

static const char stdin_path[] = "<stdin>";

/* What the functions below work on together. */
struct finder {
  struct arena *a;
  const struct config *config;
  const struct schema *schema;
  const struct str_list *paths;
  struct inputs *inputs;
};

static void add_input(struct finder *f, struct str path, bool is_stdin) {
  struct inputs *inputs = f->inputs;
  inputs->items = arena_grow(f->a, inputs->items, inputs->count, sizeof *inputs->items);
  inputs->items[inputs->count++] = (struct input){path, is_stdin, true};
}

static int compare_inputs(const void *left, const void *right) {
  const struct input *a = left, *b = right;
  int order = str_compare(a->path, b->path);
  return order != 0 ? order : (int)a->is_stdin - (int)b->is_stdin;
}

/* By path, each once: a file may be named twice, or stand below two folders that are named. */
static void settle(struct finder *f) {
  struct inputs *inputs = f->inputs;
  if (inputs->count > 1)
    qsort(inputs->items, inputs->count, sizeof *inputs->items, compare_inputs);
  size_t kept = 0;
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

static struct str absolute_path(struct arena *a, struct str working_folder, struct str path) {
  return path_clean(a, path_join(a, working_folder, path));
}

/* As it is shown: relative to the working folder, unless the caller has named an absolute path
 * that lies outside of that folder and the corpus. */
static struct str shown_path(struct finder *f, struct str path) {
  struct str absolute = absolute_path(f->a, f->config->working_folder, path);
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

static void add_corpus(struct finder *f, struct bag *bag) {
  struct file_set files = {0};
  discover_corpus(f->a, bag, f->config->shown_root, f->schema, &files);
  for (size_t i = 0; i < files.count; i++)
    add_input(f, straight_path(f, files.paths[i]), false);
  straighten_findings(f, bag);
  settle(f);
}

static bool refuse_missing(struct finder *f, struct str path, struct str *error) {
  *error = arena_printf(f->a, "\"%.*s\" does not exist", STR_ARG(path));
  return false;
}

static bool add_named(struct finder *f, struct bag *bag, struct str path, struct str *error) {
  if (is_stdin(path)) {
    add_input(f, str_from_c(stdin_path), true);
    return true;
  }
  struct file_set files = {0};
  if (!discover_path(f->a, bag, shown_path(f, path), f->config->shown_root, f->schema, &files))
    return refuse_missing(f, path, error);
  for (size_t i = 0; i < files.count; i++)
    add_input(f, straight_path(f, files.paths[i]), false);
  return true;
}

static bool matches_any(const struct str *globs, size_t count, struct str path) {
  for (size_t i = 0; i < count; i++) {
    if (glob_matches(globs[i], path))
      return true;
  }
  return false;
}

/* The excluded files of a corpus are of it, so that naming one brings no second knowledge base.
 */
static bool is_excluded_part(struct finder *f, struct str absolute) {
  const struct schema *schema = f->schema;
  struct str relative = path_relative(f->a, absolute, f->config->root);
  return matches_any(schema->include, schema->include_count, relative) &&
         matches_any(schema->exclude, schema->exclude_count, relative);
}

/* Is there a file of the corpus, or a finding about one, at or below `absolute`? */
static bool is_part(struct finder *f, const struct bag *bag, struct str absolute) {
  size_t index =
      map_find(&f->inputs->by_path, path_relative(f->a, absolute, f->config->working_folder));
  if (index != STR_NONE)
    return true;
  struct arena scratch = {0};
  bool is_found = false;
  for (size_t i = 0; i < f->inputs->count && !is_found; i++) {
    struct str path = f->inputs->items[i].path;
    path = absolute_path(&scratch, f->config->working_folder, path);
    is_found = path_is_below(path, absolute);
    arena_reset(&scratch);
  }
  for (size_t i = 0; i < bag->count && !is_found; i++)
    is_found = path_is_below(
        absolute_path(&scratch, f->config->working_folder, bag->diags[i].path), absolute);
  arena_free(&scratch);
  return is_found;
}

/* Do all PATHs lie in the corpus? Reads the corpus only if none is outside at first sight. */
static bool find_parts(struct finder *f, struct bag *bag) {
  struct inputs *inputs = f->inputs;
  inputs->named = arena_array(f->a, struct str, f->paths->count);
  inputs->path_count = f->paths->count;
  for (size_t i = 0; i < f->paths->count; i++) {
    if (is_stdin(f->paths->items[i]))
      return false;
    inputs->named[i] = absolute_path(f->a, f->config->working_folder, f->paths->items[i]);
    if (!path_is_below(inputs->named[i], f->config->root))
      return false;
  }
  add_corpus(f, bag);
  for (size_t i = 0; i < inputs->path_count; i++) {
    if (!is_part(f, bag, inputs->named[i]) && !is_excluded_part(f, inputs->named[i]))
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
static void mark_named(struct finder *f) {
  struct inputs *inputs = f->inputs;
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
      struct str path = absolute_path(&scratch, f->config->working_folder, input->path);
      input->is_named = is_at_or_below(inputs, path);
      arena_reset(&scratch);
    }
    inputs->named_count += input->is_named;
  }
  arena_free(&scratch);
}

bool inputs_find(struct arena *a, struct bag *bag, const struct config *config,
                 const struct schema *schema, const struct str_list *paths,
                 struct inputs *inputs, struct str *error) {
  *inputs = (struct inputs){.working_folder = config->working_folder};
  struct finder finder = {a, config, schema, paths, inputs};
  if (paths->count == 0) {
    add_corpus(&finder, bag);
    return true;
  }
  for (size_t i = 0; i < paths->count; i++) {
    struct str path = paths->items[i];
    if (!is_stdin(path) && (path.n == 0 || file_kind_of(path.p, false) == FILE_MISSING))
      return refuse_missing(&finder, path, error);
  }
  struct bag corpus_bag = {.arena = bag->arena};
  inputs->is_filtered = find_parts(&finder, &corpus_bag);
  if (inputs->is_filtered) {
    mark_named(&finder);
    bag_append(bag, &corpus_bag);
    return true;
  }
  *inputs = (struct inputs){.working_folder = config->working_folder};
  for (size_t i = 0; i < paths->count; i++) {
    if (!add_named(&finder, bag, paths->items[i], error))
      return false;
  }
  straighten_findings(&finder, bag);
  settle(&finder);
  return true;
}

bool inputs_show(struct arena *scratch, const struct inputs *inputs, struct str path) {
  if (!inputs->is_filtered)
    return true;
  size_t index = map_find(&inputs->by_path, path);
  if (index != STR_NONE)
    return inputs->items[index].is_named;
  return is_at_or_below(inputs, absolute_path(scratch, inputs->working_folder, path));
}
