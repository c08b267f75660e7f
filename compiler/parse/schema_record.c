/* The part of a schema that says how a file falls into cases, and what a title looks like. */
#include "base/pattern.h"
#include "base/suggest.h"
#include "parse/schema_reader.h"

static void read_split(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"auto", "file", "heading"};
  size_t choice = SPLIT_AUTO;
  schema_choice(r, value, words, 3, &choice);
  ((struct record_rules *)target)->split = (enum split_mode)choice;
}

static void read_level(struct schema_reader *r, const struct value *value, void *target) {
  schema_integer(r, value, 1, 6, &((struct record_rules *)target)->level);
}

static size_t find_capture(const struct record_rules *record, struct str name) {
  size_t i = 0;
  while (i < record->capture_count && !str_equal(record->captures[i], name))
    i++;
  return i;
}

/* The named groups of the title patterns are the captures. */
void schema_read_title(struct schema_reader *r, const struct value *value, void *target) {
  struct title_rules *title = target;
  struct record_rules *record = &r->schema->record;
  title->pattern = schema_pattern(r, value, 0);
  title->span = value->span;
  record->is_title_broken = record->is_title_broken || !title->pattern;
  size_t groups = title->pattern ? pattern_group_count(title->pattern) : 0;
  for (size_t group = 1; group <= groups; group++) {
    struct str name = pattern_group_name(title->pattern, group);
    if (name.n == 0 || find_capture(record, name) < record->capture_count)
      continue;
    record->captures =
        arena_grow(r->a, record->captures, record->capture_count, sizeof *record->captures);
    record->captures[record->capture_count++] = name;
  }
}

static void settle_title(struct schema_reader *r, struct title_rules *title) {
  const struct record_rules *record = &r->schema->record;
  title->groups = arena_array(r->a, size_t, record->capture_count);
  size_t groups = title->pattern ? pattern_group_count(title->pattern) : 0;
  for (size_t group = 1; group <= groups; group++) {
    struct str name = pattern_group_name(title->pattern, group);
    if (name.n > 0)
      title->groups[find_capture(record, name)] = group;
  }
}

void schema_settle_titles(struct schema_reader *r) {
  settle_title(r, &r->schema->record.title);
  for (size_t i = 0; i < r->schema->variant_count; i++)
    settle_title(r, &r->schema->variants[i].title);
}

static void read_record_title(struct schema_reader *r, const struct value *value,
                              void *target) {
  schema_read_title(r, value, &((struct record_rules *)target)->title);
}

bool schema_has_lost_capture(const struct schema_reader *r, struct str name) {
  const struct record_rules *record = &r->schema->record;
  struct str group = arena_printf(r->scratch, "<%.*s>", STR_ARG(name));
  bool is_there = false;
  for (size_t i = 0; i <= r->schema->variant_count && record->is_title_broken; i++) {
    struct span span = i == 0 ? record->title.span : r->schema->variants[i - 1].title.span;
    is_there = is_there || (span.source && str_find(span_text(span), group, 0) != STR_NONE);
  }
  return name.n > 0 && is_there;
}

static void read_equals_capture(struct schema_reader *r, const struct value *value,
                                void *target) {
  const struct record_rules *record = &r->schema->record;
  struct title_equals *equals = target;
  struct str name = {NULL, 0};
  schema_text(r, value, &name);
  equals->capture = find_capture(record, name);
  if (!name.p || equals->capture < record->capture_count || schema_has_lost_capture(r, name))
    return;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], value->span,
                               "the title pattern has no group \"%.*s\"", STR_ARG(name));
  size_t near = suggest(r->scratch, name, record->captures, record->capture_count);
  if (near != STR_NONE)
    diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(record->captures[near]));
}

static void read_equals_to(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"file_stem"};
  size_t choice = 0;
  schema_choice(r, value, words, 1, &choice);
  ((struct title_equals *)target)->is_asked = true;
}

static void read_equals_stem(struct schema_reader *r, const struct value *value, void *target) {
  const struct pattern *pattern = schema_pattern(r, value, 0);
  if (pattern && pattern_group_count(pattern) == 0) {
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                                 "this pattern has no group, so nothing is compared");
    diag_help(r->bag, diag, "put the part of the name that counts in parentheses");
    return;
  }
  ((struct title_equals *)target)->stem = pattern;
  ((struct title_equals *)target)->stem_text = value->text;
}

/* `file_stem`, or {capture: NAME, to: file_stem, stem: PATTERN}. */
static void read_title_equals(struct schema_reader *r, const struct value *value,
                              void *target) {
  static const struct schema_key rows[] = {
      {"capture", read_equals_capture, NULL},
      {"to", read_equals_to, SCHEMA_REQUIRED},
      {"stem", read_equals_stem, NULL},
  };
  struct title_equals *equals = &((struct record_rules *)target)->title_equals;
  *equals = (struct title_equals){.capture = STR_NONE, .span = value->span};
  if (value->kind == VALUE_OBJECT)
    schema_map(r, value, rows, sizeof rows / sizeof *rows, equals, "\"title_equals\"");
  else
    read_equals_to(r, value, equals);
}

static void read_sequence(struct schema_reader *r, const struct value *value, void *target) {
  schema_scope(r, value, &((struct record_rules *)target)->sequence);
}

static void read_number(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"sequence", read_sequence, SCHEMA_REQUIRED}};
  schema_map(r, value, rows, 1, target, "\"number\"");
}

void schema_read_record(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"split", read_split, "auto"},
      {"level", read_level, "2"},
      {"title", read_record_title, NULL},
      {"title_equals", read_title_equals, NULL},
      {"number", read_number, NULL},
      {"identity", NULL, "[title]"},
      {"unique", NULL, "{}"},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, &((struct schema *)target)->record,
             "\"record\"");
}
