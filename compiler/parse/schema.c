/* Reads a schema: the YAML in which the owner of the runbooks says what a case is. */
#include "parse/schema.h"

#include "base/pattern.h"
#include "parse/schema_noise.h"
#include "parse/schema_reader.h"
#include "parse/yaml.h"

#include <stdint.h>

void schema_read_version(struct schema_reader *r, const struct value *value, void *target) {
  (void)target;
  if (!value_is_textual(value) || !str_equal_c(value->text, "1")) {
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VERSION], value->span,
                                 "this version of the schema language is not known");
    diag_help(r->bag, diag, "this kbc reads version 1:  kbc: 1");
  }
}

static void read_name(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_text(r, value, &schema->name);
  if (schema->name.p && schema->name.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a knowledge base without a name cannot be told from another one");
}

static void read_include(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_globs(r, value, &schema->include, &schema->include_count);
}

static void read_exclude(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_globs(r, value, &schema->exclude, &schema->exclude_count);
}

static void read_corpus(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"include", read_include, "[\"**/*.md\"]"},
      {"exclude", read_exclude, "[]"},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, target, "\"corpus\"");
}

static void read_presence(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"required", "optional", "forbidden"};
  size_t choice = PRESENCE_REQUIRED;
  schema_choice(r, value, words, 3, &choice);
  ((struct front_rules *)target)->presence = (enum presence)choice;
}

static void read_front_schema(struct schema_reader *r, const struct value *value,
                              void *target) {
  if (value->kind != VALUE_OBJECT && value->kind != VALUE_BOOL) {
    schema_wrong_kind(r, value, "a JSON Schema");
    return;
  }
  ((struct front_rules *)target)->schema_value = value;
}

void schema_read_front(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"presence", read_presence, "required"},
      {"schema", read_front_schema, NULL},
  };
  struct front_rules *front = target;
  const struct value *before = front->schema_value;
  schema_map(r, value, rows, 2, front, "\"frontmatter\"");
  if (front->schema_value != before)
    r->compiler->compile(r->compiler->ctx, front);
}

static void read_front(struct schema_reader *r, const struct value *value, void *target) {
  schema_read_front(r, value, &((struct schema *)target)->front);
}

/* A level, or a map with the rule's options, which parse_rule_options reads. */
static void read_rule_level(struct schema_reader *r, const struct value_member *member,
                            struct rule_level *level) {
  static const char *const words[] = {"off", "note", "warning", "error"};
  const struct value *value = &member->value;
  *level = (struct rule_level){
      .name = member->key, .level = LEVEL_WARNING, .name_span = member->key_span};
  if (value->kind == VALUE_OBJECT) {
    level->options = value;
    value = value_get(value, STR("level"));
    level->keeps_level = !value;
  }
  size_t choice = LEVEL_WARNING;
  if (value)
    schema_choice(r, value, words, 4, &choice);
  level->level = (enum level)choice;
}

void schema_rule_levels(struct schema_reader *r, const struct value *value,
                        struct rule_level **rules, size_t *count) {
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of rule names to levels");
    return;
  }
  *rules = arena_array(r->a, struct rule_level, value->count);
  *count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_rule_level(r, &value->members[i], &(*rules)[i]);
}

static void read_rules(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_rule_levels(r, value, &schema->rules, &schema->rule_count);
}

static void read_overrides(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_overrides(r, value, &schema->overrides, &schema->override_count);
}

static void read_accept(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_accepts(r, value, &schema->accepts, &schema->accept_count);
}

/* In the order in which one needs the other: sections name log templates, and variants differ
 * from what stands above. */
static const struct schema_key root_rows[] = {
    {"kbc", schema_read_version, SCHEMA_REQUIRED},
    {"name", read_name, SCHEMA_REQUIRED},
    {"corpus", read_corpus, "{}"},
    {"record", schema_read_record, "{}"},
    {"frontmatter", read_front, "{}"},
    {"logs", schema_read_logs, "{}"},
    {"sections", schema_read_sections, "{}"},
    {"rules", read_rules, SCHEMA_ELSEWHERE},
    {"overrides", read_overrides, "[]"},
    {"accept", read_accept, "[]"},
    {"suppressions", schema_read_suppressions, "{}"},
    {"baseline", schema_read_baseline, NULL},
    {"incidents", schema_read_incidents, "[]"},
    {"outputs", schema_read_outputs, "{}"},
    {"variants", schema_read_variants, "[]"},
    {"example", schema_read_example, NULL},
    {"chunks", NULL, SCHEMA_ELSEWHERE},
};

static void set_defaults(struct schema_reader *r, const struct source *source) {
  struct schema *schema = r->schema;
  schema->source = source;
  schema->include = arena_array(r->a, struct str, 1);
  schema->include[0] = STR("**/*.md");
  schema->include_count = 1;
  schema->record.level = 2;
  schema->sections = (struct sections_rules){
      .is_strict = true, .allows_additional = true, .preamble = TOLERATE_ALLOW};
  schema->outputs.jsonl_bytes_per_line = (struct range){0, SIZE_MAX, {0}};
  schema->outputs.c_prefix = STR("kb");
  schema->outputs.embedding_model = STR(STORE_DEFAULT_MODEL);
}

/* Whether front matter must be there at all, the splitter has to know before it is known which
 * variant a case follows. */
static void settle_presence(struct schema *schema) {
  schema->least_presence = schema->front.presence;
  for (size_t i = 0; i < schema->variant_count; i++) {
    if (schema->variants[i].front.presence != schema->front.presence)
      schema->least_presence = PRESENCE_OPTIONAL;
  }
}

/* How many levels of headings the sections and those below them take. */
static int section_depth(const struct sections_rules *rules) {
  int deepest = 0;
  for (size_t i = 0; rules && i < rules->count; i++) {
    int depth = 1 + section_depth(rules->list[i].nested);
    deepest = depth > deepest ? depth : deepest;
  }
  return deepest;
}

/* Headings have six levels, and a file of one case may begin with the first. */
static void verify_levels(struct schema_reader *r, const struct value *root) {
  const struct schema *schema = r->schema;
  int level = schema->record.split == SPLIT_FILE ? 1 : schema->record.level;
  int deepest = section_depth(&schema->sections);
  for (size_t i = 0; i < schema->variant_count; i++) {
    int depth = section_depth(&schema->variants[i].sections);
    deepest = depth > deepest ? depth : deepest;
  }
  if (level + deepest <= 6)
    return;
  const struct value *at = value_get(value_get(root, STR("record")), STR("level"));
  if (schema->record.split == SPLIT_FILE || !at)
    at = value_get(root, STR("sections"));
  struct diag *diag =
      diag_add(r->bag, &schema_rules[SCHEMA_VALUE], at ? at->span : root->span,
               "below a case heading on level %d some sections would be on level %d", level,
               level + deepest);
  diag_help(r->bag, diag, "Markdown has six levels of headings");
}

static void read_names(struct schema_reader *r, const struct value *root) {
  const struct value *record = value_get(root, STR("record"));
  const struct value *identity = value_get(record, STR("identity"));
  if (identity)
    schema_read_identity(r, identity, r->schema);
  const struct value *unique = value_get(record, STR("unique"));
  if (unique)
    schema_read_unique(r, unique, r->schema);
  schema_default_chunks(r);
  static const struct value nothing = {.kind = VALUE_OBJECT};
  const struct value *chunks = value_get(root, STR("chunks"));
  if (r->show) {
    r->show->depth = 0;
    schema_show_key(r, STR("chunks"));
  }
  if (chunks || r->show)
    schema_read_chunks(r, chunks ? chunks : &nothing, r->schema);
}

void schema_free(struct schema *schema) {
  for (size_t i = 0; schema && i < schema->pattern_count; i++)
    pattern_free(schema->patterns[i]);
}

/* A warning about the JSON Schema refuses nothing. */
static bool has_errors(const struct bag *bag, size_t from) {
  for (size_t i = from; i < bag->count; i++) {
    if (bag->diags[i].level == LEVEL_ERROR)
      return true;
  }
  return false;
}

static struct schema *read_schema(struct schema_reader *r, const struct source *source) {
  size_t findings = r->bag->count;
  struct value *root = arena_new(r->a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  if (!value_from_yaml(r->a, r->scratch, r->bag, whole, YAML_CONFIG, root))
    return NULL;
  set_defaults(r, source);
  schema_map(r, root, root_rows, sizeof root_rows / sizeof *root_rows, r->schema, "a schema");
  schema_settle_titles(r);
  settle_presence(r->schema);
  verify_levels(r, root);
  if (root->kind == VALUE_OBJECT)
    read_names(r, root);
  if (!has_errors(r->bag, findings))
    return r->schema;
  schema_free(r->schema);
  return NULL;
}

struct schema *parse_schema(struct arena *a, struct arena *scratch, struct bag *bag,
                            const struct front_compiler *compiler,
                            const struct source *source) {
  struct schema_reader r = {.a = a,
                            .scratch = scratch,
                            .bag = bag,
                            .schema = arena_new(a, struct schema),
                            .compiler = compiler};
  return read_schema(&r, source);
}

void parse_schema_show(struct arena *a, struct arena *scratch,
                       const struct front_compiler *compiler, const struct source *source,
                       struct buf *out) {
  struct bag bag = {.arena = a};
  struct schema_show show = {.out = out, .depth = SIZE_MAX};
  struct schema_reader r = {.a = a,
                            .scratch = scratch,
                            .bag = &bag,
                            .schema = arena_new(a, struct schema),
                            .compiler = compiler,
                            .show = &show};
  schema_free(read_schema(&r, source));
}
