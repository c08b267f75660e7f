/* A tree of values as YAML and JSON have them, each with the place where it stands. */
#include "model/value.h"

const struct value_member *value_member(const struct value *object, struct str key) {
  if (!object || object->kind != VALUE_OBJECT)
    return NULL;
  for (size_t i = 0; i < object->count; i++) {
    if (str_equal(object->members[i].key, key))
      return &object->members[i];
  }
  return NULL;
}

const struct value *value_get(const struct value *object, struct str key) {
  const struct value_member *member = value_member(object, key);
  return member ? &member->value : NULL;
}

const char *value_kind_name(enum value_kind kind) {
  static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
  return names[kind];
}

bool value_is_textual(const struct value *value) {
  if (value->kind == VALUE_STRING)
    return true;
  return (value->kind == VALUE_BOOL || value->kind == VALUE_NUMBER) &&
         value->style == STYLE_PLAIN;
}

/* yes, no, on, off, y and n, in the three ways of YAML 1.1 to write them: no, No, NO. */
static bool is_old_boolean(struct str text) {
  static const struct str words[] = {STR_INIT("y"),  STR_INIT("n"),  STR_INIT("yes"),
                                     STR_INIT("no"), STR_INIT("on"), STR_INIT("off")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (text.n != words[i].n)
      continue;
    size_t as_written = 0, upper = 0;
    for (size_t at = 0; at < text.n; at++) {
      as_written += text.p[at] == words[i].p[at];
      upper += text.p[at] == words[i].p[at] - 'a' + 'A';
    }
    bool has_capital = text.p[0] == words[i].p[0] - 'a' + 'A';
    if (as_written == text.n || upper == text.n || (has_capital && as_written == text.n - 1))
      return true;
  }
  return false;
}

static size_t count_digits(struct str text, size_t at) {
  size_t n = 0;
  while (at + n < text.n && is_digit_char(text.p[at + n]))
    n++;
  return n;
}

/* 2024-01-01, and 2024-1-1 if a time follows, as in 2024-1-1 9:00:00. */
static bool is_date(struct str text) {
  if (count_digits(text, 0) != 4 || text.n < 8 || text.p[4] != '-')
    return false;
  size_t month = count_digits(text, 5), dash = 5 + month;
  if (month < 1 || month > 2 || dash >= text.n || text.p[dash] != '-')
    return false;
  size_t day = count_digits(text, dash + 1), end = dash + 1 + day;
  if (day < 1 || day > 2)
    return false;
  if (end == text.n)
    return month == 2 && day == 2;
  size_t hour = end + 1;
  if (text.p[end] != 'T' && text.p[end] != 't' && !is_blank_char(text.p[end]))
    return false;
  while (hour < text.n && is_blank_char(text.p[hour]))
    hour++;
  size_t digits = count_digits(text, hour);
  return (digits == 1 || digits == 2) && hour + digits < text.n &&
         text.p[hour + digits] == ':' && count_digits(text, hour + digits + 1) == 2;
}

/* 1_000, 0b101, 12:30:45 (in base 60) and 1_0.5: digits, with such signs between them. */
static bool is_old_number(struct str text) {
  size_t at = text.n > 0 && (text.p[0] == '-' || text.p[0] == '+') ? 1 : 0;
  if (str_starts_with(str_slice(text, at, text.n), STR("0b")))
    at += 2;
  if (at == text.n || (!is_digit_char(text.p[at]) && text.p[at] != '.'))
    return false;
  size_t colons = 0, dots = 0, digits = 0;
  for (; at < text.n; at++) {
    char c = text.p[at];
    /* In base 60, one or two digits stand behind each colon, and a fraction behind the last. */
    if (c == ':') {
      size_t n = count_digits(text, at + 1);
      if (digits == 0 || dots > 0 || n < 1 || n > 2 || (n == 2 && text.p[at + 1] > '5'))
        return false;
      colons++;
    }
    dots += c == '.';
    digits += is_digit_char(c);
    if (!is_digit_char(c) && c != '_' && c != ':' && c != '.')
      return false;
  }
  return digits > 0 && dots <= 1;
}

const char *value_other_reading(const struct value *value) {
  if (value->style != STYLE_PLAIN)
    return NULL;
  switch (value->kind) {
  case VALUE_NULL:
    return "null";
  case VALUE_BOOL:
    return "a boolean";
  case VALUE_NUMBER:
    return "a number";
  case VALUE_STRING:
    break;
  default:
    return NULL;
  }
  if (is_old_boolean(value->text))
    return "a boolean";
  if (is_date(value->text))
    return "a date";
  return is_old_number(value->text) ? "a number" : NULL;
}
