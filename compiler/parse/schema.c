/* Reads a schema: the YAML in which the owner of the runbooks says what a case is. */
#include "parse/schema.h"

#include "base/pattern.h"
#include "parse/schema_reader.h"
#include "parse/yaml.h"

#include <stdint.h>

static void read_version(struct schema_reader *r, const struct value *value, void *target) {
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
}

static void read_include(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_texts(r, value, &schema->include, &schema->include_count);
}

static void read_exclude(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_texts(r, value, &schema->exclude, &schema->exclude_count);
}

static void read_corpus(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"include", read_include, false},
      {"exclude", read_exclude, false},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, target, "\"corpus\"");
}

static void read_split(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"auto", "file", "heading"};
  size_t choice = SPLIT_AUTO;
  schema_choice(r, value, words, 3, &choice);
  ((struct record_rules *)target)->split = (enum split_mode)choice;
}

static void read_level(struct schema_reader *r, const struct value *value, void *target) {
  schema_integer(r, value, 1, 6, &((struct record_rules *)target)->level);
}

/* The named groups of the title pattern are the captures. */
static void read_title(struct schema_reader *r, const struct value *value, void *target) {
  struct record_rules *record = target;
  record->title = schema_pattern(r, value, 0);
  record->title_span = value->span;
  if (!record->title)
    return;
  size_t groups = pattern_group_count(record->title);
  record->captures = arena_array(r->a, struct str, groups + 1);
  record->capture_groups = arena_array(r->a, size_t, groups + 1);
  for (size_t group = 1; group <= groups; group++) {
    struct str name = pattern_group_name(record->title, group);
    if (name.n == 0)
      continue;
    record->captures[record->capture_count] = name;
    record->capture_groups[record->capture_count++] = group;
  }
}

static void read_sequence(struct schema_reader *r, const struct value *value, void *target) {
  schema_scope(r, value, &((struct record_rules *)target)->sequence);
}

static void read_number(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"sequence", read_sequence, true}};
  schema_map(r, value, rows, 1, target, "\"number\"");
}

static void read_record(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"split", read_split, false}, {"level", read_level, false},
      {"title", read_title, false}, {"number", read_number, false},
      {"identity", NULL, false},    {"unique", NULL, false},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, &((struct schema *)target)->record,
             "\"record\"");
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

static void read_front(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"presence", read_presence, false},
      {"schema", read_front_schema, false},
  };
  schema_map(r, value, rows, 2, &((struct schema *)target)->front, "\"frontmatter\"");
}

static void read_rule_level(struct schema_reader *r, const struct value_member *member,
                            struct rule_level *level) {
  static const char *const words[] = {"off", "note", "warning", "error"};
  *level = (struct rule_level){member->key, LEVEL_WARNING, member->key_span, NULL};
  size_t choice = LEVEL_WARNING;
  schema_choice(r, &member->value, words, 4, &choice);
  level->level = (enum level)choice;
}

static void read_rules(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of rule names to levels");
    return;
  }
  schema->rules = arena_array(r->a, struct rule_level, value->count);
  schema->rule_count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_rule_level(r, &value->members[i], &schema->rules[i]);
}

static void read_line_bytes(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct output_rules *)target)->jsonl_bytes_per_line);
}

static void read_jsonl(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"bytes_per_line", read_line_bytes, false}};
  schema_map(r, value, rows, 1, target, "\"jsonl\"");
}

/* A header of that name would hide one of C's own from the program that includes it. */
static bool is_standard_header(struct str name) {
  static const char *const headers[] = {
      "assert", "complex", "ctype",   "errno",  "fenv",      "float",  "inttypes",
      "iso646", "limits",  "locale",  "math",   "setjmp",    "signal", "stdalign",
      "stdarg", "stdbool", "stddef",  "stdint", "stdatomic", "stdio",  "stdlib",
      "string", "strings", "threads", "time",   "tgmath",    "uchar",  "unistd",
      "memory", "wchar",   "wctype",  "vector", "map",       "set",    "new"};
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
    if (str_equal_c(name, headers[i]))
      return true;
  }
  return false;
}

/* The prefix begins file names and C identifiers, so it must be one in every language. */
static void read_prefix(struct schema_reader *r, const struct value *value, void *target) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!text.p)
    return;
  bool fits = text.n > 0 && text.n <= 32 && text.p[0] >= 'a' && text.p[0] <= 'z';
  for (size_t i = 0; fits && i < text.n; i++)
    fits =
        (text.p[i] >= 'a' && text.p[i] <= 'z') || is_digit_char(text.p[i]) || text.p[i] == '_';
  if (!fits)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a prefix is 1 to 32 of a-z, 0-9 and _, and begins with a letter");
  else if (is_standard_header(text))
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "%.*s.h would hide a header of C or C++", STR_ARG(text));
  else
    ((struct output_rules *)target)->c_prefix = text;
}

static void read_c(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"prefix", read_prefix, false}};
  schema_map(r, value, rows, 1, target, "\"c\"");
}

static void read_outputs(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"jsonl", read_jsonl, false}, {"c", read_c, false}};
  schema_map(r, value, rows, 2, &((struct schema *)target)->outputs, "\"outputs\"");
}

/* In the order in which one needs the other: sections name log templates. */
static const struct schema_key root_rows[] = {
    {"kbc", read_version, true},
    {"name", read_name, true},
    {"corpus", read_corpus, false},
    {"record", read_record, false},
    {"frontmatter", read_front, false},
    {"logs", schema_read_logs, false},
    {"sections", schema_read_sections, false},
    {"rules", read_rules, false},
    {"outputs", read_outputs, false},
    {"chunks", NULL, false},
};

static void set_defaults(struct schema_reader *r, const struct source *source) {
  struct schema *schema = r->schema;
  schema->source = source;
  schema->include = arena_array(r->a, struct str, 1);
  schema->include[0] = STR("**/*.md");
  schema->include_count = 1;
  schema->record.level = 2;
  schema->sections.is_strict = true;
  schema->sections.allows_additional = true;
  schema->sections.preamble = TOLERATE_ALLOW;
  schema->outputs.jsonl_bytes_per_line = (struct range){0, SIZE_MAX, {0}};
  schema->outputs.c_prefix = STR("kb");
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
  const struct value *chunks = value_get(root, STR("chunks"));
  if (chunks)
    schema_read_chunks(r, chunks, r->schema);
}

void schema_free(struct schema *schema) {
  for (size_t i = 0; schema && i < schema->pattern_count; i++)
    pattern_free(schema->patterns[i]);
}

struct schema *parse_schema(struct arena *a, struct arena *scratch, struct bag *bag,
                            const struct source *source) {
  size_t findings = bag->count;
  struct value *root = arena_new(a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  if (!value_from_yaml(a, scratch, bag, whole, YAML_CONFIG, root))
    return NULL;
  struct schema_reader r = {a, scratch, bag, arena_new(a, struct schema)};
  set_defaults(&r, source);
  schema_map(&r, root, root_rows, sizeof root_rows / sizeof *root_rows, r.schema, "a schema");
  if (root->kind == VALUE_OBJECT)
    read_names(&r, root);
  if (bag->count == findings)
    return r.schema;
  schema_free(r.schema);
  return NULL;
}
