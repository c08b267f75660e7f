/* Reads a project file: which knowledge bases a repository has. */
#include "parse/project_file.h"

#include "base/map.h"
#include "base/path.h"
#include "base/suggest.h"
#include "model/project_file.h"
#include "parse/schema_reader.h"
#include "parse/yaml.h"

/* Each has a schema that is read, and while a build waits for the others, files that are open.
 */
enum { PROJECT_LIMIT = 200 };

static void read_root(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  struct str root = {NULL, 0};
  project->root_span = value->span;
  schema_path(r, value, &root);
  if (root.p && !str_equal_c(root, ".") && !path_is_below(root, STR(".")))
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a root does not lead out of the folder of this file");
  else
    project->root = root;
}

static void read_schema(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  project->schema_span = value->span;
  schema_path(r, value, &project->schema);
}

static void read_name(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  project->name_span = value->span;
  schema_text(r, value, &project->name);
  if (value_is_textual(value) && project->name.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "a name is not empty");
}

static void read_baseline(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  project->baseline_span = value->span;
  schema_path(r, value, &project->baseline);
}

static void read_rules(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  schema_only_levels(r, value, &project->rules, &project->rule_count);
}

static void read_overrides(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  schema_overrides(r, value, &project->overrides, &project->override_count);
}

static void read_accept(struct schema_reader *r, const struct value *value, void *target) {
  struct project_entry *project = target;
  schema_accepts(r, value, &project->accepts, &project->accept_count);
}

static void read_projects(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"root", read_root, SCHEMA_REQUIRED},
      {"schema", read_schema, SCHEMA_REQUIRED},
      {"name", read_name, NULL},
      {"rules", read_rules, NULL},
      {"overrides", read_overrides, NULL},
      {"accept", read_accept, NULL},
      {"baseline", read_baseline, NULL},
  };
  struct project_file *file = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of projects");
    return;
  }
  if (value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "no project stands here");
  if (value->count > PROJECT_LIMIT) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "these are %zu projects, and a project file has at most %d", value->count,
             PROJECT_LIMIT);
    return;
  }
  file->projects = arena_array(r->a, struct project_entry, value->count);
  file->count = value->count;
  for (size_t i = 0; i < value->count; i++)
    schema_map(r, &value->items[i], rows, sizeof rows / sizeof *rows, &file->projects[i],
               "a project");
}

/* Each writes ROOT/generated. */
static void refuse_twins(struct schema_reader *r, const struct project_file *file) {
  struct map roots = {0};
  for (size_t i = 0; i < file->count; i++) {
    const struct project_entry *project = &file->projects[i];
    if (!project->root.p)
      continue;
    size_t first = map_add(&roots, r->scratch, project->root, i);
    if (first == i)
      continue;
    struct diag *diag =
        diag_add(r->bag, &schema_rules[SCHEMA_DUPLICATE], project->root_span,
                 "another project has the root \"%.*s\"", STR_ARG(project->root));
    diag_relate(r->bag, diag, file->projects[first].root_span, "that one");
  }
}

static const struct schema_key file_rows[] = {
    {"kbc", schema_read_version, SCHEMA_REQUIRED},
    {"projects", read_projects, SCHEMA_REQUIRED},
};

/* ---- Is it one? ---- */

static bool is_near_projects(struct arena *scratch, struct str key) {
  struct str projects = STR("projects");
  return suggest(scratch, key, &projects, 1) != STR_NONE;
}

/* The plain word with which the line begins, if a colon follows it; n = 0 if that is not how it
 * begins. */
static struct str key_of_line(struct str line) {
  size_t n = 0;
  while (n < line.n && (is_alpha_char(line.p[n]) || line.p[n] == '_' || line.p[n] == '-'))
    n++;
  return str_slice(line, 0, n < line.n && line.p[n] == ':' ? n : 0);
}

/* Can it be seen without reading the YAML, which takes longer than all else at the start of a
 * run, that no key of the root is "projects" or nearly so? If the first line that is no comment
 * begins with a plain key, all keys of the root stand at the beginning of a line. Where such a
 * line begins with anything but a plain key, an item or a comment, the answer is no. */
static bool is_plainly_none(struct arena *scratch, struct str text) {
  struct str line;
  bool has_key = false;
  while (str_next_line(&text, &line)) {
    if (line.n == 0 || line.p[0] == '#')
      continue;
    if (has_key && (line.p[0] == ' ' || str_starts_with(line, STR("- "))))
      continue;
    struct str key = key_of_line(line);
    has_key = true;
    if (key.n == 0 || is_near_projects(scratch, key))
      return false;
  }
  return true;
}

bool is_project_file(struct arena *scratch, const struct source *source) {
  if (is_plainly_none(scratch, source->bytes))
    return false;
  struct bag bag = {.arena = scratch};
  struct value root = {0};
  struct span whole = span_of(source, 0, source->bytes.n);
  if (!value_from_yaml(scratch, scratch, &bag, whole, YAML_CONFIG, &root) ||
      root.kind != VALUE_OBJECT)
    return false;
  for (size_t i = 0; i < root.count; i++) {
    if (is_near_projects(scratch, root.members[i].key))
      return true;
  }
  return false;
}

struct project_file *parse_project_file(struct arena *a, struct arena *scratch, struct bag *bag,
                                        const struct source *source) {
  size_t findings = bag->count;
  struct value *root = arena_new(a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  if (!value_from_yaml(a, scratch, bag, whole, YAML_CONFIG, root))
    return NULL;
  struct project_file *file = arena_new(a, struct project_file);
  struct schema_reader r = {.a = a, .scratch = scratch, .bag = bag};
  schema_map(&r, root, file_rows, sizeof file_rows / sizeof *file_rows, file, "a project file");
  refuse_twins(&r, file);
  return bag->count == findings ? file : NULL;
}
