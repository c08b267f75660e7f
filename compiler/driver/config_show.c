/* The configuration that is in force, every default filled in: what --show-config prints. */
#include "driver/config_show.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "diag/glyph.h"
#include "driver/session.h"
#include "model/schema.h"
#include "parse/schema_show.h"
#include "parse/yaml.h"

/* The default as it would be shown if the schema had it, so that what is shown can be read and
 * shown again and is the same. */
static void add_fallback(struct buf *out, const struct rule_option *option) {
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  struct value value;
  const struct source *source = source_new(&a, STR("<default>"), str_from_c(option->fallback));
  if (!value_from_yaml(&a, &a, &bag, span_of(source, 0, source->bytes.n), YAML_CONFIG, &value))
    die("the default of %s is wrong", option->name);
  schema_show_flow(out, &value);
  arena_free(&a);
}

/* The map of options that the schema gives the rule, or NULL. */
static const struct value *given_options(const struct schema *schema, const struct rule *rule) {
  for (size_t i = 0; i < schema->rule_count; i++) {
    if (str_equal_c(schema->rules[i].name, rule->name) ||
        str_equal_c(schema->rules[i].name, rule->code))
      return schema->rules[i].options;
  }
  return NULL;
}

static void add_rule(struct buf *out, const struct project *project, size_t index) {
  const struct rule *rule = project->policy.catalogue->rules[index];
  const char *level = level_name(project->policy.levels[index]);
  if (!rule->options) {
    buf_printf(out, "  %s: %s\n", rule->name, level);
    return;
  }
  const struct value *given = given_options(project->run.schema, rule);
  buf_printf(out, "  %s:\n    level: %s\n", rule->name, level);
  for (const struct rule_option *option = rule->options; option->name; option++) {
    const struct value *value = value_get(given, str_from_c(option->name));
    buf_printf(out, "    %s: ", option->name);
    if (value)
      schema_show_flow(out, value);
    else
      add_fallback(out, option);
    buf_add_char(out, '\n');
  }
}

/* Those that are errors whatever a schema says are not its to set. */
static void add_rules(struct buf *out, const struct project *project) {
  const struct catalogue *catalogue = project->policy.catalogue;
  buf_add_c(out, "rules:\n");
  for (size_t i = 0; i < catalogue->count; i++) {
    if (!rule_is_fixed(catalogue->rules[i]))
      add_rule(out, project, i);
  }
}

static void add_comment(struct buf *out, const char *what, struct str path) {
  buf_printf(out, "# %s ", what);
  glyph_add(out, path);
  buf_add_char(out, '\n');
}

/* With PATHs, those projects that they lie in, or that lie in them. */
static bool is_asked(struct session *s, const struct project *project) {
  const struct str_list *paths = &s->options->paths;
  for (size_t i = 0; i < paths->count; i++) {
    struct str path =
        path_clean(&s->a, path_absolute(&s->a, arena_copy(&s->a, paths->items[i])));
    if (projects_owner(&s->projects, path) == project || path_is_below(project->root, path))
      return true;
  }
  return paths->count == 0;
}

enum status config_show(struct session *s) {
  struct buf out = {0};
  size_t shown = 0;
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->has_corpus || !is_asked(s, project))
      continue;
    buf_add_c(&out, shown++ > 0 ? "---\n" : "");
    add_comment(&out, "the schema", project->run.source->path);
    add_comment(&out, "for the files below", project->shown_root);
    pipeline_show(&project->run, &out);
    add_rules(&out, project);
  }
  if (shown == 0) {
    buf_free(&out);
    complain("what is named lies in no project of %.*s", STR_ARG(s->config.schema_path));
    return STATUS_CALL;
  }
  bool is_good = say_out(buf_str(&out));
  buf_free(&out);
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}
