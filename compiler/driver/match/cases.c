/* The cases that log lines are held against, as the sources have them. */
#include "driver/match/cases.h"

#include "base/arena.h"
#include "matcher/matcher.h"
#include "model/kb.h"

static size_t first_field(const struct log_template *template, enum field_type type) {
  for (size_t i = 0; i < template->field_count; i++) {
    if (template->fields[i].type == type)
      return i;
  }
  return STR_NONE;
}

/* Does no line lack the field, and does the matcher tell where it stands? */
static bool is_always_there(const struct log_template *template, size_t field) {
  bool is_optional = false;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_FIELD && part->field == field)
      return !is_optional && field < MATCHED_FIELDS;
    if (part->kind != PART_FIELD && part->kind != PART_LITERAL)
      is_optional = part->kind == PART_OPTIONAL_OPEN;
  }
  return false;
}

struct match_form *cases_forms(struct arena *a, const struct log_template *templates,
                               size_t count) {
  struct match_form *forms = arena_array(a, struct match_form, count);
  for (size_t i = 0; i < count; i++) {
    forms[i].time = first_field(&templates[i], FIELD_TIMESTAMP);
    forms[i].always_has_time = is_always_there(&templates[i], forms[i].time);
    forms[i].level = first_field(&templates[i], FIELD_ENUM);
  }
  return forms;
}

enum { LONGEST_LEVEL = 64 };

static struct str level_key(struct str word, char key[LONGEST_LEVEL]) {
  size_t n = word.n < LONGEST_LEVEL ? word.n : LONGEST_LEVEL;
  for (size_t i = 0; i < n; i++)
    key[i] = lower_char(word.p[i]);
  return (struct str){key, n};
}

void levels_add(struct levels *levels, struct arena *a, struct str word) {
  char key[LONGEST_LEVEL];
  if (word.n == 0)
    return;
  size_t known = map_find(&levels->words, level_key(word, key));
  if (known == STR_NONE) {
    known = levels->count;
    map_add(&levels->words, a, arena_copy(a, level_key(word, key)), known);
    levels->counts = arena_grow(a, levels->counts, levels->count++, sizeof *levels->counts);
    levels->counts[known] = 0;
  }
  levels->counts[known]++;
  levels->total++;
}

bool levels_have(const struct levels *levels, struct str word) {
  enum { SHARE = 10 };
  char key[LONGEST_LEVEL];
  size_t known = map_find(&levels->words, level_key(word, key));
  return known != STR_NONE && levels->counts[known] * SHARE >= levels->total;
}

/* Who speaks, by the first template that knows it. */
static struct str service_of(const struct kb_case *kb_case, const struct schema *schema) {
  for (size_t i = 0; i < schema->log_count; i++) {
    size_t router = log_template_router(&schema->logs[i]);
    if (router == STR_NONE)
      continue;
    const struct value *value =
        value_get(kb_case->doc->front, schema->logs[i].fields[router].equals);
    if (value)
      return value->text;
  }
  return (struct str){NULL, 0};
}

static void note_levels(struct arena *a, const struct schema *schema,
                        const struct kb_case *kb_case, struct match_form *forms) {
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    struct match_form *form = &forms[line->template - schema->logs];
    if (form->level != STR_NONE)
      levels_add(&form->levels, a, log_line_text(line, form->level));
  }
}

struct match_cases cases_of_kb(struct arena *a, const struct kb *kb) {
  const struct schema *schema = kb->schema;
  struct match_cases cases = {
      .count = kb->case_count, .templates = schema->logs, .template_count = schema->log_count};
  cases.items = arena_array(a, struct match_case, kb->case_count);
  cases.forms = cases_forms(a, schema->logs, schema->log_count);
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *kb_case = kb->cases[i];
    cases.items[i] =
        (struct match_case){kb_case->id, kb_case->title, service_of(kb_case, schema)};
    note_levels(a, schema, kb_case, cases.forms);
  }
  struct match_source source = match_source_of_kb(a, kb);
  cases.matcher = matcher_build(a, &source);
  return cases;
}
