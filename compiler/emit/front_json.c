/* Front matter as JSON, and as plain text for chunks. */
#include "emit/front_json.h"

#include "base/arena.h"
#include "model/value_form.h"

static bool is_word_for(const struct value *type, const char *word) {
  return type && type->kind == VALUE_STRING && str_equal_c(type->text, word);
}

/* Does the list of types allow what the scalar is by itself? */
static bool has_own_type(const struct value *types, const struct value *value) {
  for (size_t i = 0; i < types->count; i++) {
    if (is_word_for(&types->items[i], value_kind_name(value->kind)) ||
        (value->kind == VALUE_NUMBER && is_word_for(&types->items[i], "integer")))
      return true;
  }
  return false;
}

/* `type: string`, or a list of types with "string" in it, but not what the scalar is by itself.
 */
static bool type_wants_text(const struct value *type, const struct value *value) {
  if (!type || type->kind != VALUE_ARRAY)
    return is_word_for(type, "string");
  if (has_own_type(type, value))
    return false;
  for (size_t i = 0; i < type->count; i++) {
    if (is_word_for(&type->items[i], "string"))
      return true;
  }
  return false;
}

static bool is_string_of(const struct value *value, struct str text) {
  return value && value->kind == VALUE_STRING && str_equal(value->text, text);
}

/* By `type`, or because `const` or a word of `enum` is the very text of the scalar. */
static bool wants_text(const struct value_form *wanted, const struct value *value) {
  struct str text = value->text;
  if (!wanted)
    return false;
  if (type_wants_text(wanted->type, value) || is_string_of(wanted->constant, text))
    return true;
  const struct value *words = wanted->words;
  for (size_t i = 0; words && words->kind == VALUE_ARRAY && i < words->count; i++) {
    if (is_string_of(&words->items[i], text))
      return true;
  }
  return false;
}

static size_t digits_end(struct str s, size_t at) {
  while (at < s.n && is_digit_char(s.p[at]))
    at++;
  return at;
}

/* The grammar of RFC 8259: what YAML takes for a number need not be one for JSON. */
static bool is_json_number(struct str s) {
  size_t at = s.n > 0 && s.p[0] == '-' ? 1 : 0;
  size_t end = digits_end(s, at);
  if (end == at || (s.p[at] == '0' && end > at + 1))
    return false;
  at = end;
  if (at < s.n && s.p[at] == '.') {
    end = digits_end(s, at + 1);
    if (end == at + 1)
      return false;
    at = end;
  }
  if (at < s.n && lower_char(s.p[at]) == 'e') {
    at += at + 1 < s.n && (s.p[at + 1] == '-' || s.p[at + 1] == '+') ? 2 : 1;
    end = digits_end(s, at);
    if (end == at)
      return false;
    at = end;
  }
  return at == s.n;
}

static void write_array(struct json_writer *w, const struct value *value,
                        const struct value_form *wanted) {
  json_open_array(w);
  for (size_t i = 0; i < value->count; i++)
    front_write(w, &value->items[i], wanted ? wanted->items : NULL);
  json_close_array(w);
}

static void write_object(struct json_writer *w, const struct value *value,
                         const struct value_form *wanted) {
  json_open_object(w);
  for (size_t i = 0; i < value->count; i++) {
    json_key_str(w, value->members[i].key);
    front_write(w, &value->members[i].value, value_form_key(wanted, value->members[i].key));
  }
  json_close_object(w);
}

void front_write(struct json_writer *w, const struct value *value,
                 const struct value_form *wanted) {
  bool is_typed = value->style == STYLE_PLAIN && !wants_text(wanted, value);
  if (value->kind == VALUE_ARRAY)
    write_array(w, value, wanted);
  else if (value->kind == VALUE_OBJECT)
    write_object(w, value, wanted);
  else if (value->kind == VALUE_NULL)
    json_null(w);
  else if (value->kind == VALUE_BOOL && is_typed)
    json_bool(w, value->boolean);
  else if (value->kind == VALUE_NUMBER && is_typed && is_json_number(value->text))
    json_raw(w, value->text);
  else
    json_string(w, value->text);
}

void front_write_member(struct json_writer *w, const struct schema *schema,
                        const struct kb_case *kb_case, const struct value_member *member) {
  front_write(w, &member->value, value_form_key(case_form(kb_case, schema), member->key));
}

static struct str text_of_object(struct arena *a, const struct value *value) {
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  front_write(&w, value, NULL);
  struct str text = arena_copy(a, buf_str(&json));
  buf_free(&json);
  return text;
}

struct str front_text(struct arena *a, const struct value *value) {
  if (!value || value->kind == VALUE_NULL)
    return (struct str){NULL, 0};
  if (value->kind == VALUE_OBJECT)
    return text_of_object(a, value);
  if (value->kind != VALUE_ARRAY)
    return value->text;
  struct buf joined = {0};
  for (size_t i = 0; i < value->count; i++) {
    struct str item = front_text(a, &value->items[i]);
    if (item.n > 0 && joined.n > 0)
      buf_add(&joined, STR(", "));
    buf_add(&joined, item);
  }
  struct str text = arena_copy(a, buf_str(&joined));
  buf_free(&joined);
  return text;
}
