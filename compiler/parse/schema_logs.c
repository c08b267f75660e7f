/* The part of a schema that says how log lines look: templates and their fields. */
#include "parse/schema_logs.h"
#include "base/pattern.h"
#include "base/suggest.h"
#include "parse/log_template.h"
#include "parse/schema_names.h"
#include "parse/schema_noise.h"

static void read_enum(struct schema_reader *r, const struct value *value, void *target) {
  struct log_field *field = target;
  schema_texts(r, value, &field->values, &field->value_count);
  field->type = FIELD_ENUM;
  if (value->kind == VALUE_ARRAY && value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "no line fits an enum without a word");
}

static void read_type(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"text", "timestamp", "map"};
  static const enum field_type types[] = {FIELD_TEXT, FIELD_TIMESTAMP, FIELD_MAP};
  size_t choice = 0;
  schema_choice(r, value, words, 3, &choice);
  ((struct log_field *)target)->type = types[choice];
}

/* Only what has one meaning and one length: names of months and zones differ by locale. */
static void read_format(struct schema_reader *r, const struct value *value, void *target) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  for (size_t at = str_find_char(text, '%', 0); at != STR_NONE;
       at = str_find_char(text, '%', at + 1)) {
    struct str rest = str_slice(text, at + 1, text.n);
    bool is_fraction =
        rest.n > 1 && rest.p[1] == 'f' && str_find_char(STR("369"), rest.p[0], 0) != STR_NONE;
    if (!is_fraction &&
        (rest.n == 0 || str_find_char(STR("YmdHMSz%"), rest.p[0], 0) == STR_NONE)) {
      struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                                   "this format has a part that kbc does not know");
      diag_help(r->bag, diag, "known are %%Y %%m %%d %%H %%M %%S %%3f %%6f %%9f %%z and %%%%");
      return;
    }
    at += is_fraction ? 2 : 1;
  }
  ((struct log_field *)target)->format = text;
}

static void read_pattern(struct schema_reader *r, const struct value *value, void *target) {
  struct log_field *field = target;
  field->pattern = schema_pattern(r, value, PATTERN_WHOLE);
  field->pattern_text = value->text;
}

static void read_front_key(struct schema_reader *r, const struct value *value,
                           const char *other, struct str *key) {
  struct str text = {NULL, 0};
  struct name name;
  schema_text(r, value, &text);
  if (!text.p || !schema_name(r, text, value->span, &name))
    return;
  if (name.kind != NAME_FRONT) {
    diag_add(r->bag, &schema_rules[SCHEMA_NAME], value->span, "%s", other);
    return;
  }
  *key = name.key;
}

static const char not_compared[] = "a log field can only be compared with a front matter key";
static const char not_said[] = "a case can only say this in a front matter key";

static void read_equals(struct schema_reader *r, const struct value *value, void *target) {
  read_front_key(r, value, not_compared, &((struct log_field *)target)->equals);
}

static void read_contains(struct schema_reader *r, const struct value *value, void *target) {
  read_front_key(r, value, not_compared, &((struct log_field *)target)->contains);
}

static void read_field_unique(struct schema_reader *r, const struct value *value,
                              void *target) {
  schema_scope(r, value, &((struct log_field *)target)->unique);
}

static void read_increasing(struct schema_reader *r, const struct value *value, void *target) {
  schema_scope(r, value, &((struct log_field *)target)->increasing);
}

static void read_generate(struct schema_reader *r, const struct value *value, void *target) {
  if (schema_pattern(r, value, PATTERN_WHOLE))
    ((struct log_field *)target)->generate = value->text;
}

static void read_open(struct schema_reader *r, const struct value *value, void *target) {
  schema_text(r, value, &((struct log_field *)target)->map.open);
}

static void read_close(struct schema_reader *r, const struct value *value, void *target) {
  schema_text(r, value, &((struct log_field *)target)->map.close);
}

static void read_join(struct schema_reader *r, const struct value *value, void *target) {
  schema_text(r, value, &((struct log_field *)target)->map.join);
}

static void read_pair(struct schema_reader *r, const struct value *value, void *target) {
  struct map_form *map = &((struct log_field *)target)->map;
  struct str text = {NULL, 0}, key = STR("{key}"), mark = STR("{value}");
  schema_text(r, value, &text);
  size_t at = str_find(text, key, 0);
  size_t behind = at == STR_NONE ? STR_NONE : str_find(text, mark, at + key.n);
  if (behind == STR_NONE || behind == at + key.n) {
    diag_add(
        r->bag, &schema_rules[SCHEMA_VALUE], value->span,
        "a pair is written with {key}, something between, and {value}:  {key}=\"{value}\"");
    return;
  }
  map->before_key = str_slice(text, 0, at);
  map->between = str_slice(text, at + key.n, behind);
  map->behind_value = str_slice(text, behind + mark.n, text.n);
}

static const struct schema_key field_rows[] = {
    {"type", read_type, "text"},         {"enum", read_enum, NULL},
    {"pattern", read_pattern, NULL},     {"format", read_format, NULL},
    {"equals", read_equals, NULL},       {"contains", read_contains, NULL},
    {"unique", read_field_unique, NULL}, {"increasing", read_increasing, NULL},
    {"generate", read_generate, NULL},   {"open", read_open, NULL},
    {"close", read_close, NULL},         {"pair", read_pair, NULL},
    {"join", read_join, NULL},
};

static void report_lack(struct schema_reader *r, const struct value *value, const char *what,
                        const char *key, const char *example) {
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_KEY_MISSING], value->span,
                               "a %s lacks \"%s\"", what, key);
  diag_help(r->bag, diag, "write  %s: %s  as the lines have it", key, example);
}

/* What a type cannot do without. */
static void verify_type(struct schema_reader *r, const struct value *value,
                        const struct log_field *field) {
  if (field->type == FIELD_TIMESTAMP && field->format.n == 0)
    report_lack(r, value, "timestamp", "format", "'%Y-%m-%dT%H:%M:%S'");
  if (field->type == FIELD_MAP && field->map.between.n == 0)
    report_lack(r, value, "map", "pair", "'{key}=\"{value}\"'");
  else if (field->type == FIELD_MAP && field->map.join.n == 0)
    report_lack(r, value, "map", "join", "', '");
}

/* Keys that mean nothing to a field of another type. Several of one type are one finding: what
 * is missing is the type. */
static void verify_keys(struct schema_reader *r, const struct value *value,
                        const struct log_field *field) {
  static const struct {
    const char *key;
    enum field_type type;
    const char *type_name, *help;
  } owners[] = {
      {"pattern", FIELD_TEXT, "text",
       "an enum, a timestamp and a map say what fits: take it out"},
      {"format", FIELD_TIMESTAMP, "timestamp", "write  type: timestamp  beside it"},
      {"increasing", FIELD_TIMESTAMP, "timestamp", "write  type: timestamp  and its format"},
      {"pair", FIELD_MAP, "map", "write  type: map  beside it"},
      {"join", FIELD_MAP, "map", "write  type: map  beside it"},
      {"open", FIELD_MAP, "map", "write  type: map  beside it"},
      {"close", FIELD_MAP, "map", "write  type: map  beside it"},
  };
  bool is_told[FIELD_MAP + 1] = {false};
  for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
    const struct value_member *member = value_member(value, str_from_c(owners[i].key));
    if (!member || field->type == owners[i].type || is_told[owners[i].type])
      continue;
    is_told[owners[i].type] = true;
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], member->key_span,
                                 "\"%s\" means something to a field of type %s only",
                                 owners[i].key, owners[i].type_name);
    diag_help(r->bag, diag, "%s", owners[i].help);
  }
}

/* An enum is a type of its own. */
static bool is_two_types(struct schema_reader *r, const struct value *value) {
  const struct value *type = value_get(value, STR("type"));
  const struct value_member *words = value_member(value, STR("enum"));
  if (!words || !type || str_equal_c(type->text, "text"))
    return false;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], words->key_span,
                               "a field is either an enum or a %.*s", STR_ARG(type->text));
  diag_help(r->bag, diag, "take one of the two out");
  return true;
}

size_t schema_log_field(struct schema_reader *r, const struct value_member *member,
                        const struct log_template *log) {
  size_t index = log_template_field(log, member->key);
  if (index != STR_NONE)
    return index;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], member->key_span,
                               "the template has no field \"%.*s\"", STR_ARG(member->key));
  struct str *names = arena_array(r->scratch, struct str, log->field_count);
  for (size_t i = 0; i < log->field_count; i++)
    names[i] = log->fields[i].name;
  size_t near = suggest(r->scratch, member->key, names, log->field_count);
  if (near != STR_NONE)
    diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(names[near]));
  return STR_NONE;
}

static void read_field(struct schema_reader *r, const struct value_member *member,
                       struct log_template *log) {
  size_t index = schema_log_field(r, member, log);
  if (index == STR_NONE)
    return;
  struct log_field *field = &log->fields[index];
  field->span = member->key_span;
  size_t findings = r->bag->count;
  schema_map(r, &member->value, field_rows, sizeof field_rows / sizeof *field_rows, field,
             "a field");
  if (r->bag->count == findings && !is_two_types(r, &member->value)) {
    verify_type(r, &member->value, field);
    verify_keys(r, &member->value, field);
  }
}

static void read_fields(struct schema_reader *r, const struct value *value, void *target) {
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of fields");
    return;
  }
  size_t start = schema_show_open(r);
  for (size_t i = 0; i < value->count; i++) {
    schema_show_key(r, value->members[i].key);
    read_field(r, &value->members[i], target);
  }
  schema_show_close(r, start);
}

static void report_template(struct schema_reader *r, struct span span,
                            struct template_error error) {
  struct diag *diag =
      diag_add(r->bag, &schema_rules[SCHEMA_TEMPLATE], span, "%.*s", STR_ARG(error.message));
  if (error.help.n > 0)
    diag_help(r->bag, diag, "%.*s", STR_ARG(error.help));
}

static void read_template(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  schema_text(r, value, &log->text);
  log->span = value->span;
  if (!log->text.p)
    return;
  struct template_error error = log_template_parse(r->a, log->text, log);
  if (str_find_char(log->text, '\n', 0) != STR_NONE)
    error = (struct template_error){STR("a log line is one line, so its template is one, too"),
                                    STR("take the line break out")};
  if (error.message.n == 0)
    error = log_template_verify(r->a, log);
  if (error.message.n > 0)
    report_template(r, value->span, error);
}

static void read_case_patterns(struct schema_reader *r, const struct value *value,
                               void *target) {
  read_front_key(r, value, not_said, &((struct log_template *)target)->patterns);
}

static void read_case_priority(struct schema_reader *r, const struct value *value,
                               void *target) {
  read_front_key(r, value, not_said, &((struct log_template *)target)->priority);
}

static void read_log(struct schema_reader *r, const struct value_member *member,
                     struct log_template *log) {
  static const struct schema_key rows[] = {
      {"template", read_template, SCHEMA_REQUIRED},
      {"fields", read_fields, NULL},
      {"values", schema_read_values, NULL},
      {"noise", schema_read_noise, NULL},
      {"trace", schema_read_trace, NULL},
      {"forwarded", schema_read_forwarded, NULL},
      {"multiline", schema_read_multiline, NULL},
      {"patterns", read_case_patterns, NULL},
      {"priority", read_case_priority, NULL},
  };
  log->name = member->key;
  schema_map(r, &member->value, rows, sizeof rows / sizeof *rows, log, "a log template");
}

/* Each line is held against all of them. */
enum { MOST_TEMPLATES = 1000 };

void schema_read_logs(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of log templates");
    return;
  }
  if (value->count > MOST_TEMPLATES) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->members[MOST_TEMPLATES].key_span,
             "a schema has at most %d log templates", MOST_TEMPLATES);
    return;
  }
  schema->logs = arena_array(r->a, struct log_template, value->count);
  schema->log_count = value->count;
  size_t start = schema_show_open(r);
  for (size_t i = 0; i < value->count; i++) {
    schema_show_key(r, value->members[i].key);
    read_log(r, &value->members[i], &schema->logs[i]);
  }
  schema_show_close(r, start);
}
