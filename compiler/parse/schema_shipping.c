/* The part of a schema that says what becomes of log lines on their way: which of them a router
 * forwards, and which begin a record for the log shipper. */
#include "base/pattern.h"
#include "base/suggest.h"
#include "parse/schema_logs.h"

/* Can a line have this value in the field? A rule about one that it cannot have is a slip. */
static void verify_value(struct schema_reader *r, const struct log_field *field,
                         const struct value *value) {
  struct str text = value->text;
  if (field->type == FIELD_ENUM && field->value_count > 0) {
    for (size_t i = 0; i < field->value_count; i++) {
      if (str_equal(field->values[i], text))
        return;
    }
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                                 "\"%.*s\" is no value of the field \"%.*s\"", STR_ARG(text),
                                 STR_ARG(field->name));
    size_t near = suggest(r->scratch, text, field->values, field->value_count);
    if (near != STR_NONE)
      diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(field->values[near]));
    return;
  }
  if (text.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a field of a log line is never empty");
  else if (field->pattern &&
           pattern_match(field->pattern, text, r->scratch, NULL, 0) == PATTERN_MISS)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "\"%.*s\" is no value of the field \"%.*s\": its pattern refuses it",
             STR_ARG(text), STR_ARG(field->name));
}

static void read_choice(struct schema_reader *r, const struct value_member *member,
                        const struct log_template *log, struct line_filter *filter) {
  size_t index = schema_log_field(r, member, log);
  if (index == STR_NONE)
    return;
  const struct log_field *field = &log->fields[index];
  const struct value *value = &member->value;
  if (field->type == FIELD_TIMESTAMP || field->type == FIELD_MAP) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], member->key_span,
             "\"%.*s\" is a %s, and lines are told apart by words alone", STR_ARG(member->key),
             field->type == FIELD_MAP ? "map" : "timestamp");
    return;
  }
  struct field_choice choice = {.field = index};
  size_t findings = r->bag->count;
  schema_texts(r, value, &choice.values, &choice.value_count);
  if (value->kind == VALUE_ARRAY && value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "without a value this takes no line at all");
  if (r->bag->count > findings)
    return;
  for (size_t i = 0; i < choice.value_count; i++)
    verify_value(r, field, value->kind == VALUE_ARRAY ? &value->items[i] : value);
  filter->choices =
      arena_grow(r->a, filter->choices, filter->choice_count, sizeof *filter->choices);
  filter->choices[filter->choice_count++] = choice;
}

/* A template that is wrong has no fields: what is said about them cannot be looked at. */
static void read_choices(struct schema_reader *r, const struct value *value,
                         const struct log_template *log, struct line_filter *filter) {
  if (value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "name the fields that a line is known by, and their values");
  for (size_t i = 0; log->field_count > 0 && i < value->count; i++)
    read_choice(r, &value->members[i], log, filter);
  filter->is_asked = filter->choice_count > 0;
}

void schema_read_forwarded(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  log->forwarded.span = value->span;
  if (value->kind == VALUE_OBJECT)
    read_choices(r, value, log, &log->forwarded);
  else
    schema_wrong_kind(r, value, "a mapping of fields to the values that are forwarded");
}

static void read_start(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  struct line_filter *starts = &log->starts;
  starts->span = value->span;
  if (value->kind == VALUE_OBJECT) {
    read_choices(r, value, log, starts);
  } else if (value_is_textual(value)) {
    starts->pattern = schema_pattern(r, value, 0);
    starts->pattern_text = value->text;
    starts->is_asked = starts->pattern != NULL;
  } else {
    schema_wrong_kind(r, value, "a pattern, or a mapping of fields to values");
  }
}

void schema_read_multiline(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"start", read_start, SCHEMA_REQUIRED}};
  schema_map(r, value, rows, 1, target, "\"multiline\"");
}
