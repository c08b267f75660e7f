/* Checks that behind each keyword of a JSON Schema there stands what the standard wants there.
 */
#include "base/arena.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "check/json_schema_compiler.h"

enum { SHOWN_BYTES = 80 };

/* What is checked: a keyword and its value. */
struct shape_check {
  struct json_compiler *c;
  const struct json_keyword *keyword;
  const struct value_member *member;
};

static struct span span_of_value(const struct value *value, struct span otherwise) {
  return value->span.n > 0 ? value->span : otherwise;
}

/* A scalar as it was written, "an empty list", "a mapping". */
static struct str value_text(struct arena *scratch, const struct value *value) {
  bool is_empty = value->count == 0;
  if (value->kind == VALUE_ARRAY)
    return is_empty ? STR("an empty list") : STR("a list");
  if (value->kind == VALUE_OBJECT)
    return is_empty ? STR("an empty mapping") : STR("a mapping");
  const char *quote = value->kind == VALUE_STRING ? "\"" : "";
  const char *more = value->text.n > SHOWN_BYTES ? "…" : "";
  struct str shown = value->text;
  if (*more)
    shown = str_slice(shown, 0, utf8_offset(shown, SHOWN_BYTES / 4));
  return arena_printf(scratch, "%s%.*s%s%s", quote, STR_ARG(shown), more, quote);
}

static bool is_left_empty(const struct value *value) {
  return value->kind == VALUE_NULL && value->text.n == 0;
}

/* Reports that the value, or a part of it, is not what the keyword wants. Always false. */
static bool fail(const struct shape_check *check, const struct value *part) {
  if (!check->c->bag)
    return false;
  struct span span = span_of_value(part, check->member->key_span);
  bool is_whole = part == &check->member->value;
  struct str key = check->member->key, shown = value_text(check->c->scratch, part);
  struct diag *diag;
  if (is_left_empty(part))
    diag = json_compiler_fail(check->c, JSON_SCHEMA_VALUE, span, "\"%.*s\" has no value",
                              STR_ARG(key));
  else
    diag = json_compiler_fail(check->c, JSON_SCHEMA_VALUE, span, "\"%.*s\" cannot %s %.*s",
                              STR_ARG(key), is_whole ? "be" : "hold", STR_ARG(shown));
  diag_label(check->c->bag, diag, "must be %s", json_shape_text(check->keyword->shape));
  return false;
}

/* A plain `no` or `404` is a text where the schema language wants one. */
static bool is_string(const struct shape_check *check, const struct value *value) {
  return json_compiler_is_lenient(check->c) ? value->kind == VALUE_STRING
                                            : value_is_textual(value);
}

static bool check_string(const struct shape_check *check, const struct value *value) {
  return is_string(check, value) || fail(check, value);
}

static bool check_number(const struct shape_check *check, const struct value *value) {
  struct decimal decimal;
  bool fits =
      value->kind == VALUE_NUMBER && decimal_read(check->c->scratch, value->text, &decimal);
  if (fits && check->keyword->shape == SHAPE_COUNT)
    fits = decimal_is_integer(&decimal) && !decimal.is_negative;
  if (fits && check->keyword->shape == SHAPE_DIVISOR)
    fits = decimal.digits.n > 0 && !decimal.is_negative;
  return fits || fail(check, value);
}

static bool check_strings(const struct shape_check *check, const struct value *list) {
  if (list->kind != VALUE_ARRAY)
    return fail(check, list);
  struct map seen = {0};
  for (size_t i = 0; i < list->count; i++) {
    const struct value *item = &list->items[i];
    if (!check_string(check, item))
      return false;
    if (map_add(&seen, check->c->scratch, item->text, i) == i)
      continue;
    if (check->c->bag)
      json_compiler_fail(check->c, JSON_SCHEMA_VALUE, item->span, "\"%.*s\" stands here twice",
                         STR_ARG(item->text));
    return false;
  }
  return true;
}

static bool check_map(const struct shape_check *check,
                      bool (*check_value)(const struct shape_check *, const struct value *)) {
  const struct value *map = &check->member->value;
  if (map->kind != VALUE_OBJECT)
    return fail(check, map);
  bool fits = true;
  for (size_t i = 0; i < map->count; i++)
    fits = check_value(check, &map->members[i].value) && fits;
  return fits;
}

static bool check_boolean(const struct shape_check *check, const struct value *value) {
  return value->kind == VALUE_BOOL || fail(check, value);
}

static const struct str type_names[] = {
    STR_INIT("string"), STR_INIT("integer"), STR_INIT("number"), STR_INIT("boolean"),
    STR_INIT("array"),  STR_INIT("object"),  STR_INIT("null")};
enum { TYPE_COUNT = sizeof type_names / sizeof type_names[0] };

static bool fail_type(const struct shape_check *check, const struct value *value) {
  struct json_compiler *c = check->c;
  if (!c->bag)
    return false;
  if (value->kind == VALUE_NULL && value->text.n > 0) {
    struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_VALUE, value->span,
                                           "this is the value null and not the type \"null\"");
    diag_help(c->bag, diag, "write  \"null\"  in quotes");
    return false;
  }
  if (!is_string(check, value))
    return fail(check, value);
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_VALUE, value->span,
                                         "there is no type \"%.*s\"", STR_ARG(value->text));
  size_t near = suggest(c->scratch, value->text, type_names, TYPE_COUNT);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(type_names[near]));
  diag_help(c->bag, diag,
            "the types are string, integer, number, boolean, array, object, null");
  return false;
}

static bool check_type_name(const struct shape_check *check, const struct value *value) {
  return (is_string(check, value) && json_type_find(value->text) != 0) ||
         fail_type(check, value);
}

static bool check_types(const struct shape_check *check, const struct value *value) {
  if (value->kind != VALUE_ARRAY)
    return check_type_name(check, value);
  if (value->count == 0)
    return fail(check, value);
  for (size_t i = 0; i < value->count; i++) {
    if (!check_type_name(check, &value->items[i]))
      return false;
  }
  return check_strings(check, value);
}

bool json_shape_check_child(struct json_compiler *c, const struct value_member *keyword,
                            size_t index) {
  const struct value *parent = &keyword->value;
  bool is_list = parent->kind == VALUE_ARRAY;
  const struct value *child = is_list ? &parent->items[index] : &parent->members[index].value;
  if (child->kind == VALUE_OBJECT || child->kind == VALUE_BOOL)
    return true;
  struct span key_span = is_list ? keyword->key_span : parent->members[index].key_span;
  struct str name = is_list ? keyword->key : parent->members[index].key;
  struct span span = span_of_value(child, key_span);
  struct str shown = value_text(c->scratch, child);
  struct diag *diag;
  if (is_left_empty(child))
    diag = json_compiler_fail(
        c, JSON_SCHEMA_VALUE, span,
        is_list ? "an item of \"%.*s\" has no value" : "\"%.*s\" has no value", STR_ARG(name));
  else
    diag = json_compiler_fail(c, JSON_SCHEMA_VALUE, span,
                              is_list ? "an item of \"%.*s\" cannot be %.*s"
                                      : "\"%.*s\" cannot be %.*s",
                              STR_ARG(name), STR_ARG(shown));
  diag_label(c->bag, diag, "must be %s", json_shape_text(SHAPE_SCHEMA));
  return false;
}

static bool is_anchor_name(struct str name) {
  for (size_t i = 0; i < name.n; i++) {
    char c = name.p[i];
    bool fits =
        is_alpha_char(c) || c == '_' || (i > 0 && (is_digit_char(c) || c == '-' || c == '.'));
    if (!fits)
      return false;
  }
  return name.n > 0;
}

static bool check_text(const struct shape_check *check, const struct value *value) {
  bool fits = is_string(check, value);
  size_t hash = fits ? str_find_char(value->text, '#', 0) : STR_NONE;
  if (check->keyword->shape == SHAPE_ID)
    fits = fits && (hash == STR_NONE || hash + 1 == value->text.n);
  if (check->keyword->shape == SHAPE_ANCHOR)
    fits = fits && is_anchor_name(value->text);
  return fits || fail(check, value);
}

bool json_shape_check(struct json_compiler *c, const struct json_keyword *keyword,
                      const struct value_member *member) {
  struct shape_check check = {c, keyword, member};
  const struct value *value = &member->value;
  switch (keyword->shape) {
  case SHAPE_ANY:
    return true;
  case SHAPE_BOOLEAN:
    return check_boolean(&check, value);
  case SHAPE_COUNT:
  case SHAPE_NUMBER:
  case SHAPE_DIVISOR:
    return check_number(&check, value);
  case SHAPE_LIST:
    return value->kind == VALUE_ARRAY || fail(&check, value);
  case SHAPE_ENUM:
    /* The schema of schemas lets it be empty, but then nothing is valid. */
    return (value->kind == VALUE_ARRAY && (value->count > 0 || json_compiler_is_lenient(c))) ||
           fail(&check, value);
  case SHAPE_STRINGS:
    return check_strings(&check, value);
  case SHAPE_STRINGS_MAP:
    return check_map(&check, check_strings);
  case SHAPE_TYPE:
    return check_types(&check, value);
  case SHAPE_SCHEMA:
    return value->kind == VALUE_OBJECT || value->kind == VALUE_BOOL || fail(&check, value);
  case SHAPE_SCHEMAS:
    return (value->kind == VALUE_ARRAY && value->count > 0) || fail(&check, value);
  case SHAPE_SCHEMA_MAP:
  case SHAPE_PATTERN_MAP:
    return value->kind == VALUE_OBJECT || fail(&check, value);
  case SHAPE_FLAGS:
    return check_map(&check, check_boolean);
  case SHAPE_STRING:
  case SHAPE_PATTERN:
  case SHAPE_FORMAT:
  case SHAPE_REFERENCE:
  case SHAPE_ID:
  case SHAPE_ANCHOR:
  case SHAPE_DIALECT:
    return check_text(&check, value);
  }
  return true;
}

static bool is_schema(struct json_compiler *c, const struct value *value, size_t depth);

static bool children_are_schemas(struct json_compiler *c, const struct json_keyword *keyword,
                                 const struct value *value, size_t depth) {
  if (keyword->shape == SHAPE_SCHEMA)
    return is_schema(c, value, depth);
  if (keyword->shape != SHAPE_SCHEMAS && keyword->shape != SHAPE_SCHEMA_MAP &&
      keyword->shape != SHAPE_PATTERN_MAP)
    return true;
  for (size_t i = 0; i < value->count; i++) {
    const struct value *child =
        value->kind == VALUE_ARRAY ? &value->items[i] : &value->members[i].value;
    if (!is_schema(c, child, depth))
      return false;
  }
  return true;
}

static bool is_schema(struct json_compiler *c, const struct value *value, size_t depth) {
  if (value->kind == VALUE_BOOL)
    return true;
  if (value->kind != VALUE_OBJECT || depth == 0)
    return false;
  for (size_t i = 0; i < value->count; i++) {
    const struct value_member *member = &value->members[i];
    const struct json_keyword *keyword = json_keyword_find(member->key);
    if (keyword && (!json_shape_check(c, keyword, member) ||
                    !children_are_schemas(c, keyword, &member->value, depth - 1)))
      return false;
  }
  return true;
}

bool json_shape_is_schema(struct arena *scratch, const struct value *value) {
  struct json_compiler silent = {.scratch = scratch, .flags = JSON_SCHEMA_BY_THE_BOOK};
  return is_schema(&silent, value, SCHEMA_DEPTH);
}
