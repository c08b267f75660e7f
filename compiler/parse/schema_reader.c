/* The small readers of which the schema reader is made: one for each kind of value. */
#include "parse/schema_reader.h"

#include "base/path.h"
#include "base/pattern.h"
#include "base/suggest.h"

#include <stdint.h>

const char SCHEMA_REQUIRED[] = "required", SCHEMA_ELSEWHERE[] = "elsewhere";

static struct diag *report_kind(struct schema_reader *r, const struct value *value,
                                const char *expected) {
  static const char *const kinds[] = {"an empty value", "true or false", "a number",
                                      "text",           "a list",        "a mapping"};
  return diag_add(r->bag, &schema_rules[SCHEMA_TYPE], value->span,
                  "%s is expected here, not %s", expected, kinds[value->kind]);
}

void schema_wrong_kind(struct schema_reader *r, const struct value *value,
                       const char *expected) {
  report_kind(r, value, expected);
}

bool schema_is_list(struct schema_reader *r, const struct value *value, const char *expected,
                    size_t most) {
  if (value->kind != VALUE_ARRAY)
    report_kind(r, value, expected);
  else if (value->count > most)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->items[most].span,
             "%s has at most %zu", expected, most);
  return value->kind == VALUE_ARRAY && value->count <= most;
}

static void help_with_keys(struct schema_reader *r, struct diag *diag,
                           const struct schema_key *rows, size_t count, const char *what) {
  struct str list = {NULL, 0};
  for (size_t i = 0; i < count; i++)
    list = arena_printf(r->scratch, "%.*s%s%s", STR_ARG(list), i > 0 ? ", " : "", rows[i].name);
  diag_help(r->bag, diag, "%s may have: %.*s", what, STR_ARG(list));
}

/* Reports the key; answers the row that it was probably meant to be, or STR_NONE. */
static size_t report_unknown_key(struct schema_reader *r, const struct value_member *member,
                                 const struct schema_key *rows, size_t count,
                                 const char *what) {
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_KEY_UNKNOWN], member->key_span,
                               "\"%.*s\" is no key of %s", STR_ARG(member->key), what);
  struct str *names = arena_array(r->scratch, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = str_from_c(rows[i].name);
  size_t near = suggest(r->scratch, member->key, names, count);
  if (near != STR_NONE) {
    diag_label(r->bag, diag, "did you mean \"%s\"?", rows[near].name);
    return near;
  }
  help_with_keys(r, diag, rows, count, what);
  return STR_NONE;
}

static bool has_row(const struct schema_key *rows, size_t count, struct str key) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal_c(key, rows[i].name))
      return true;
  }
  return false;
}

/* What is read is written by its reader, where that reads a mapping or a list of them, else
 * here. A mapping that is absent is read as an empty one, so that its defaults are written. */
static void show_row(struct schema_reader *r, const struct schema_key *row,
                     const struct value *member, void *target) {
  static const struct value nothing = {.kind = VALUE_OBJECT};
  bool has_default = row->otherwise && row->otherwise != SCHEMA_REQUIRED;
  bool is_left_out = row->otherwise == SCHEMA_ELSEWHERE;
  if ((!member && !has_default) || is_left_out) {
    if (member && row->read)
      row->read(r, member, target);
    return;
  }
  size_t mark = schema_show_key(r, str_from_c(row->name));
  bool is_map = has_default && str_equal_c(STR("{}"), row->otherwise);
  if (row->read && (member || is_map))
    row->read(r, member ? member : &nothing, target);
  if (member)
    schema_show_value(r, member, mark);
  else
    schema_show_default(r, row->otherwise, mark);
}

static void report_missing_key(struct schema_reader *r, const struct value *value,
                               const char *what, const char *name) {
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_KEY_MISSING], value->span,
                               "%s lacks \"%s\"", what, name);
  diag_help(r->bag, diag, "add  %s: …", name);
}

/* A misspelt key is one finding: what it was meant to be is not missing besides. */
void schema_map(struct schema_reader *r, const struct value *value,
                const struct schema_key *rows, size_t count, void *target, const char *what) {
  if (value->kind != VALUE_OBJECT) {
    help_with_keys(r, report_kind(r, value, "a mapping"), rows, count, what);
    return;
  }
  bool *is_meant = arena_array(r->scratch, bool, count);
  for (size_t i = 0; i < value->count; i++) {
    if (has_row(rows, count, value->members[i].key))
      continue;
    size_t near = report_unknown_key(r, &value->members[i], rows, count, what);
    if (near != STR_NONE)
      is_meant[near] = true;
  }
  size_t start = schema_show_open(r);
  for (size_t i = 0; i < count; i++) {
    const struct value *member = value_get(value, str_from_c(rows[i].name));
    if (r->show)
      show_row(r, &rows[i], member, target);
    else if (member && rows[i].read)
      rows[i].read(r, member, target);
    if (!member && rows[i].otherwise == SCHEMA_REQUIRED && !is_meant[i])
      report_missing_key(r, value, what, rows[i].name);
  }
  schema_show_close(r, start);
}

void schema_text(struct schema_reader *r, const struct value *value, void *target) {
  if (!value_is_textual(value)) {
    schema_wrong_kind(r, value, "a string");
    return;
  }
  *(struct str *)target = value->text.p ? value->text : STR("");
}

void schema_bool(struct schema_reader *r, const struct value *value, void *target) {
  if (value->kind != VALUE_BOOL) {
    schema_wrong_kind(r, value, "true or false");
    return;
  }
  *(bool *)target = value->boolean;
}

/* Digits only; false if there are none or more than ten. */
static bool parse_size(struct str text, size_t *number) {
  if (text.n == 0 || text.n > 10)
    return false;
  *number = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (!is_digit_char(text.p[i]))
      return false;
    *number = *number * 10 + (size_t)(text.p[i] - '0');
  }
  return true;
}

static bool parse_range(struct str text, struct range *range) {
  size_t dots = str_find(text, STR(".."), 0);
  if (dots == STR_NONE) {
    range->max = SIZE_MAX;
    return parse_size(text, &range->min) && parse_size(text, &range->max);
  }
  struct str low = str_slice(text, 0, dots), high = str_slice(text, dots + 2, text.n);
  if (low.n == 0 && high.n == 0)
    return false;
  range->min = 0;
  range->max = SIZE_MAX;
  if (low.n > 0 && !parse_size(low, &range->min))
    return false;
  if (high.n > 0 && !parse_size(high, &range->max))
    return false;
  return range->min <= range->max;
}

/* [2, 9] as the range that was meant, if it is one. */
static struct str range_meant(struct schema_reader *r, const struct value *value) {
  size_t number;
  bool is_pair = value->kind == VALUE_ARRAY && value->count == 2 &&
                 parse_size(value->items[0].text, &number) &&
                 parse_size(value->items[1].text, &number);
  return is_pair ? arena_printf(r->scratch, "%.*s..%.*s", STR_ARG(value->items[0].text),
                                STR_ARG(value->items[1].text))
                 : STR("2..6, 5.., ..400 or 1");
}

void schema_range(struct schema_reader *r, const struct value *value, void *target) {
  struct range range = {0, SIZE_MAX, value->span};
  if (!value_is_textual(value)) {
    struct diag *diag = report_kind(r, value, "a range");
    diag_help(r->bag, diag, "write  %.*s", STR_ARG(range_meant(r, value)));
    return;
  }
  if (!parse_range(value->text, &range)) {
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                                 "\"%.*s\" is no range", STR_ARG(value->text));
    diag_help(r->bag, diag, "write a range as 2..6, 5.., ..400 or 1");
    return;
  }
  *(struct range *)target = range;
}

void schema_integer(struct schema_reader *r, const struct value *value, int min, int max,
                    int *target) {
  size_t number = 0;
  if (!value_is_textual(value) || !parse_size(value->text, &number) || number < (size_t)min ||
      number > (size_t)max) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a whole number from %d to %d is expected here", min, max);
    return;
  }
  *target = (int)number;
}

void schema_choice(struct schema_reader *r, const struct value *value, const char *const *words,
                   size_t count, size_t *target) {
  struct str list = {NULL, 0};
  struct str *names = arena_array(r->scratch, struct str, count);
  for (size_t i = 0; i < count; i++) {
    if (value_is_textual(value) && str_equal_c(value->text, words[i])) {
      *target = i;
      return;
    }
    names[i] = str_from_c(words[i]);
    list = arena_printf(r->scratch, "%.*s%s%s", STR_ARG(list), i > 0 ? ", " : "", words[i]);
  }
  if (!value_is_textual(value)) {
    schema_wrong_kind(r, value, arena_printf(r->scratch, "one of %.*s", STR_ARG(list)).p);
    return;
  }
  struct diag *diag =
      diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "\"%.*s\" is none of: %.*s",
               STR_ARG(value->text), STR_ARG(list));
  size_t near = suggest(r->scratch, value->text, names, count);
  if (near != STR_NONE)
    diag_label(r->bag, diag, "did you mean \"%s\"?", words[near]);
}

void schema_texts(struct schema_reader *r, const struct value *value, struct str **items,
                  size_t *count) {
  bool is_list = value->kind == VALUE_ARRAY;
  if (!is_list && !value_is_textual(value)) {
    schema_wrong_kind(r, value, "a list of strings");
    return;
  }
  size_t n = is_list ? value->count : 1;
  struct str *texts = arena_array(r->a, struct str, n);
  for (size_t i = 0; i < n; i++)
    schema_text(r, is_list ? &value->items[i] : value, &texts[i]);
  *items = texts;
  *count = n;
}

void schema_globs(struct schema_reader *r, const struct value *value, struct str **items,
                  size_t *count) {
  schema_texts(r, value, items, count);
  bool is_list = value->kind == VALUE_ARRAY;
  for (size_t i = 0; i < (is_list ? value->count : 1); i++) {
    const struct value *item = is_list ? &value->items[i] : value;
    const char *mistake = value_is_textual(item) ? glob_mistake(item->text) : NULL;
    if (mistake)
      diag_add(r->bag, &schema_rules[SCHEMA_VALUE], item->span, "this glob does not work: %s",
               mistake);
  }
}

const struct pattern *schema_pattern(struct schema_reader *r, const struct value *value,
                                     unsigned flags) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!text.p)
    return NULL;
  struct pattern_error error = {{NULL, 0}, 0};
  struct pattern *pattern = pattern_compile(r->a, text, flags, &error);
  if (!pattern) {
    /* In a plain or single-quoted scalar without '' the offset is a place in the source. */
    struct span span = value->span;
    size_t quote = value->style == STYLE_QUOTED ? 1 : 0;
    if (span.n == text.n + 2 * quote && error.offset < text.n)
      span = span_part(span, quote + error.offset, 1);
    diag_add(r->bag, &schema_rules[SCHEMA_PATTERN], span, "this pattern does not work: %.*s",
             STR_ARG(error.message));
    return NULL;
  }
  struct schema *schema = r->schema;
  schema->patterns =
      arena_grow(r->a, schema->patterns, schema->pattern_count, sizeof(struct pattern *));
  schema->patterns[schema->pattern_count++] = pattern;
  return pattern;
}

void schema_scope(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"file", "corpus"};
  size_t choice = 2;
  schema_choice(r, value, words, 2, &choice);
  if (choice < 2)
    *(enum scope *)target = choice == 0 ? SCOPE_FILE : SCOPE_CORPUS;
}
