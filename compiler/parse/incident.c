/* Reads an incident: the YAML that says which cases follow each other. */
#include "parse/incident.h"

#include "model/incident.h"
#include "parse/schema_reader.h"
#include "parse/yaml.h"

/* Nobody writes so many by hand, and a number of lines is drawn between two others. */
enum { MOST_STEPS = 1000, MOST_LINES = 1000000 };

static void read_name(struct schema_reader *r, const struct value *value, void *target) {
  struct incident *incident = target;
  incident->name_span = value->span;
  schema_text(r, value, &incident->name);
  if (value_is_textual(value) && incident->name.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "an incident without a name cannot be told from another one");
}

static void read_title(struct schema_reader *r, const struct value *value, void *target) {
  schema_text(r, value, &((struct incident *)target)->title);
}

static void read_case(struct schema_reader *r, const struct value *value, void *target) {
  struct incident_step *step = target;
  step->span = value->span;
  schema_text(r, value, &step->text);
}

/* 10s, 250ms, 5m: digits and a unit; at most seven digits, so that the product fits. */
static bool read_duration(struct str text, uint64_t *nanoseconds) {
  static const struct {
    struct str unit;
    uint64_t nanoseconds;
  } units[] = {{STR_INIT("ms"), 1000000},
               {STR_INIT("s"), 1000000000},
               {STR_INIT("m"), 60000000000},
               {STR_INIT("h"), 3600000000000}};
  uint64_t number = 0;
  size_t digits = 0;
  for (; digits < text.n && is_digit_char(text.p[digits]); digits++)
    number = digits < 7 ? number * 10 + (uint64_t)(text.p[digits] - '0') : 0;
  if (digits == 0 || digits > 6)
    return false;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (str_equal(str_slice(text, digits, text.n), units[i].unit)) {
      *nanoseconds = number * units[i].nanoseconds;
      return true;
    }
  }
  return false;
}

static void read_after(struct schema_reader *r, const struct value *value, void *target) {
  struct incident_step *step = target;
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!text.p)
    return;
  size_t dots = str_find(text, STR(".."), 0);
  struct str low = str_slice(text, 0, dots);
  struct str high = dots == STR_NONE ? low : str_slice(text, dots + 2, text.n);
  if (read_duration(low, &step->after_min) && read_duration(high, &step->after_max) &&
      step->after_min <= step->after_max)
    return;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                               "\"%.*s\" is no time that passes", STR_ARG(text));
  diag_help(r->bag, diag, "write it as 2s..10s, 250ms, 5m or 1h");
}

static void read_lines(struct schema_reader *r, const struct value *value, void *target) {
  struct incident_step *step = target;
  struct range range = step->lines;
  size_t findings = r->bag->count;
  schema_range(r, value, &range);
  if (r->bag->count > findings)
    return;
  if (range.min == 0 || range.max > MOST_LINES)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a step has from 1 to %d lines: write both ends", MOST_LINES);
  else
    step->lines = range;
}

static void read_step(struct schema_reader *r, const struct value *value,
                      struct incident_step *step) {
  static const struct schema_key rows[] = {
      {"case", read_case, SCHEMA_REQUIRED},
      {"after", read_after, "0s"},
      {"lines", read_lines, "1"},
  };
  *step = (struct incident_step){.number = STR_NONE, .lines = {1, 1, value->span}};
  schema_map(r, value, rows, sizeof rows / sizeof *rows, step, "a step");
}

static void read_steps(struct schema_reader *r, const struct value *value, void *target) {
  struct incident *incident = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of steps");
    return;
  }
  if (value->count == 0 || value->count > MOST_STEPS) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "an incident has from 1 to %d steps", MOST_STEPS);
    return;
  }
  incident->steps = arena_array(r->a, struct incident_step, value->count);
  incident->step_count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_step(r, &value->items[i], &incident->steps[i]);
}

static const struct schema_key incident_rows[] = {
    {"incident", read_name, SCHEMA_REQUIRED},
    {"title", read_title, NULL},
    {"steps", read_steps, SCHEMA_REQUIRED},
};

bool parse_incident(struct arena *a, struct arena *scratch, struct bag *bag,
                    const struct source *source, struct incident *incident) {
  size_t findings = bag->count;
  *incident = (struct incident){0};
  struct value *root = arena_new(a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  if (!value_from_yaml(a, scratch, bag, whole, YAML_CONFIG, root))
    return false;
  struct schema_reader r = {.a = a, .scratch = scratch, .bag = bag};
  schema_map(&r, root, incident_rows, sizeof incident_rows / sizeof *incident_rows, incident,
             "an incident");
  return bag->count == findings;
}
