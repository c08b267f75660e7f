/* What belongs into a blank of a new case, in words. */
#include "driver/blank/blank_text.h"

#include "base/utf8.h"
#include "model/schema.h"

#include <stdint.h>

/* Longer ones help nobody who is about to write three words. */
enum { LONGEST_TEXT = 200, MOST_CHOICES = 12 };

bool blank_is_plain(struct str text) {
  if (text.n > LONGEST_TEXT || utf8_invalid(text) != STR_NONE ||
      str_find(text, STR("--"), 0) != STR_NONE || str_ends_with(text, STR("-")))
    return false;
  uint32_t code_point = 0;
  for (size_t at = 0; at < text.n; at += utf8_decode(text, at, &code_point)) {
    if (utf8_decode(text, at, &code_point) == 0 || is_unprintable(code_point))
      return false;
  }
  return utf8_forbidden(text, 0, &code_point) == STR_NONE;
}

/* The next word of a description, behind what stands there already. */
static void add_part(struct buf *out, size_t start, const char *between) {
  if (out->n > start)
    buf_add_c(out, between);
}

/* ---- Values -------------------------------------------------------------------------------
 */

static struct str text_at(const struct value *schema, const char *key) {
  const struct value *value = value_get(schema, str_from_c(key));
  return value && value->count == 0 ? value->text : (struct str){NULL, 0};
}

static struct str type_words(struct str type) {
  static const struct {
    const char *type, *words;
  } names[] = {{"string", "text"},     {"integer", "a whole number"},
               {"number", "a number"}, {"boolean", "true or false"},
               {"array", "a list"},    {"object", "a mapping"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_equal_c(type, names[i].type))
      return str_from_c(names[i].words);
  }
  return type;
}

static void add_types(struct buf *out, const struct value *schema) {
  const struct value *type = value_get(schema, STR("type"));
  if (type && type->kind == VALUE_STRING)
    buf_add(out, type_words(type->text));
  for (size_t i = 0; type && type->kind == VALUE_ARRAY && i < type->count; i++) {
    buf_add_c(out, i > 0 ? " or " : "");
    buf_add(out, type_words(type->items[i].text));
  }
  const struct value *items = value_get(schema, STR("items"));
  if (items && text_at(items, "type").n > 0)
    buf_printf(out, " of %.*s", STR_ARG(type_words(text_at(items, "type"))));
}

static bool is_choice(const struct value *choices) {
  return choices && choices->kind == VALUE_ARRAY && choices->count > 0 &&
         choices->count <= MOST_CHOICES;
}

static void add_choices(struct buf *out, const struct value *choices) {
  buf_add_c(out, "one of ");
  for (size_t i = 0; i < choices->count; i++)
    buf_printf(out, "%s%.*s", i > 0 ? ", " : "", STR_ARG(choices->items[i].text));
}

/* "4 to 120 characters", "at least 4 characters", "at most 120 characters". */
static void add_bounds(struct buf *out, size_t start, struct str least, struct str most,
                       const char *unit) {
  struct str last = most.n > 0 ? most : least;
  const char *plural = unit[0] == '\0' || str_equal_c(last, "1") ? "" : "s";
  if (least.n == 0 && most.n == 0)
    return;
  add_part(out, start, ", ");
  if (least.n > 0 && most.n > 0)
    buf_printf(out, "%.*s to %.*s%s%s", STR_ARG(least), STR_ARG(most), unit, plural);
  else
    buf_printf(out, "at %s %.*s%s%s", least.n > 0 ? "least" : "most", STR_ARG(last), unit,
               plural);
}

void blank_describe_value(struct buf *out, const struct value *schema) {
  size_t start = out->n;
  struct str about = text_at(schema, "description"), pattern = text_at(schema, "pattern");
  const struct value *choices = value_get(schema, STR("enum"));
  if (about.n > 0 && blank_is_plain(about))
    buf_printf(out, "%.*s: ", STR_ARG(about));
  size_t facts = out->n;
  if (is_choice(choices))
    add_choices(out, choices);
  else
    add_types(out, schema);
  if (text_at(schema, "format").n > 0)
    buf_printf(out, " (%.*s)", STR_ARG(text_at(schema, "format")));
  if (pattern.n > 0 && blank_is_plain(pattern)) {
    add_part(out, facts, " that matches ");
    buf_add(out, pattern);
  }
  add_bounds(out, facts, text_at(schema, "minLength"), text_at(schema, "maxLength"),
             " character");
  add_bounds(out, facts, text_at(schema, "minItems"), text_at(schema, "maxItems"), " item");
  add_bounds(out, facts, text_at(schema, "minimum"), text_at(schema, "maximum"), "");
  if (out->n == facts && facts > start)
    out->n -= 2;
  if (!blank_is_plain(str_slice(buf_str(out), start, out->n)))
    out->n = start;
}

/* ---- Sections -----------------------------------------------------------------------------
 */

static bool is_open(struct range range) {
  return range.min == 0 && range.max == SIZE_MAX;
}

static void add_range(struct buf *out, struct range range, const char *unit) {
  if (range.min == range.max)
    buf_printf(out, "%zu", range.min);
  else if (range.max == SIZE_MAX)
    buf_printf(out, "at least %zu", range.min);
  else if (range.min == 0)
    buf_printf(out, "at most %zu", range.max);
  else
    buf_printf(out, "%zu to %zu", range.min, range.max);
  bool is_one = range.max == 1 || (range.min == 1 && range.max == SIZE_MAX);
  buf_printf(out, " %s%s", unit, is_one ? "" : "s");
}

static void add_range_part(struct buf *out, size_t start, struct range range,
                           const char *unit) {
  if (is_open(range))
    return;
  add_part(out, start, "; ");
  add_range(out, range, unit);
}

static void add_log(struct buf *out, const struct content_rules *content) {
  if (!content->log)
    return;
  add_range(out, content->log_count, "log line");
  if (blank_is_plain(content->log->text))
    buf_printf(out, ": %.*s", STR_ARG(content->log->text));
}

/* What a kind is called, one block of it, and its items. */
static const struct {
  const char *name, *block, *item;
} kinds[CONTENT_KINDS] = {
    [CONTENT_PARAGRAPH] = {"paragraphs", "paragraph", ""},
    [CONTENT_LIST] = {"bullet lists", "bullet list", "item"},
    [CONTENT_ORDERED_LIST] = {"numbered lists", "numbered list", "item"},
    [CONTENT_CODE] = {"code", "code block", ""},
    [CONTENT_TABLE] = {"tables", "table", "row"},
    [CONTENT_QUOTE] = {"quotes", "quote", ""},
    [CONTENT_HTML] = {"HTML", "HTML block", ""},
};

static bool is_counted(const struct content_rules *content, size_t kind) {
  return !is_open(content->counts[kind]) || !is_open(content->items[kind]);
}

/* A kind that is counted is named there. */
static void add_kinds(struct buf *out, size_t start, const struct content_rules *content) {
  if (content->allow == 0 || content->allow == CONTENT_ANY)
    return;
  size_t first = STR_NONE;
  for (size_t i = 0; i < CONTENT_KINDS; i++) {
    if (!(content->allow & CONTENT_BIT(i)) || is_counted(content, i))
      continue;
    add_part(out, start, first == STR_NONE ? "; " : ", ");
    first = first == STR_NONE ? i : first;
    buf_add_c(out, kinds[i].name);
  }
}

static void add_counted(struct buf *out, size_t start, const struct content_rules *content,
                        size_t kind) {
  struct range count = content->counts[kind], items = content->items[kind];
  add_range_part(out, start, count, kinds[kind].block);
  if (is_open(items))
    return;
  add_part(out, start, is_open(count) ? "; " : " of ");
  if (is_open(count))
    buf_printf(out, "%ss of ", kinds[kind].block);
  add_range(out, items, kinds[kind].item);
}

static void add_words(struct buf *out, size_t start, const char *what, const struct str *words,
                      size_t count) {
  bool is_plain = count > 0;
  for (size_t i = 0; i < count; i++)
    is_plain = is_plain && blank_is_plain(words[i]);
  if (!is_plain)
    return;
  add_part(out, start, "; ");
  buf_add_c(out, what);
  for (size_t i = 0; i < count; i++)
    buf_printf(out, "%s%.*s", i > 0 ? ", " : " ", STR_ARG(words[i]));
}

void blank_describe_content(struct buf *out, const struct content_rules *content) {
  size_t start = out->n;
  add_log(out, content);
  add_kinds(out, start, content);
  for (size_t i = 0; i < CONTENT_KINDS; i++)
    add_counted(out, start, content, i);
  add_words(out, start, "code in", content->languages, content->language_count);
  add_words(out, start, "table columns", content->columns, content->column_count);
  if (content->is_sequential)
    buf_add_c(out, out->n > start ? ", numbered 1, 2, 3" : "numbered 1, 2, 3");
  if (!is_open(content->item_chars)) {
    add_range_part(out, start, content->item_chars, "character");
    buf_add_c(out, " an item");
  }
  if (!is_open(content->chars)) {
    add_range_part(out, start, content->chars, "character");
    buf_add_c(out, " in all");
  }
  if (out->n == start)
    buf_add_c(out, "any text");
}
