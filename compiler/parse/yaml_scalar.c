/* Scalars: what kind a plain one is by the YAML 1.2 core schema, and how a text is quoted. */
#include "parse/yaml_scalar.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool is_one_of(struct str text, const struct str *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(text, words[i]))
      return true;
  }
  return false;
}

static bool is_null(struct str text) {
  static const struct str words[] = {STR_INIT("null"), STR_INIT("Null"), STR_INIT("NULL"),
                                     STR_INIT("~")};
  return text.n == 0 || is_one_of(text, words, sizeof words / sizeof *words);
}

static bool is_bool(struct str text) {
  static const struct str words[] = {STR_INIT("true"),  STR_INIT("True"),  STR_INIT("TRUE"),
                                     STR_INIT("false"), STR_INIT("False"), STR_INIT("FALSE")};
  return is_one_of(text, words, sizeof words / sizeof *words);
}

static bool is_special_number(struct str text) {
  static const struct str words[] = {STR_INIT(".inf"), STR_INIT(".Inf"), STR_INIT(".INF"),
                                     STR_INIT(".nan"), STR_INIT(".NaN"), STR_INIT(".NAN")};
  bool has_sign = text.n > 0 && (text.p[0] == '+' || text.p[0] == '-');
  /* Only the infinities take a sign: they are the first half of the words. */
  return is_one_of(has_sign ? str_slice(text, 1, text.n) : text, words, has_sign ? 3 : 6);
}

static bool is_hex_char(char c) {
  return is_digit_char(c) || (lower_char(c) >= 'a' && lower_char(c) <= 'f');
}

static bool is_octal_char(char c) {
  return c >= '0' && c <= '7';
}

static bool is_number_in_base(struct str text) {
  bool is_hex = str_starts_with(text, STR("0x"));
  if (text.n < 3 || (!is_hex && !str_starts_with(text, STR("0o"))))
    return false;
  for (size_t i = 2; i < text.n; i++) {
    if (is_hex ? !is_hex_char(text.p[i]) : !is_octal_char(text.p[i]))
      return false;
  }
  return true;
}

static size_t skip_digits(struct str text, size_t i) {
  while (i < text.n && is_digit_char(text.p[i]))
    i++;
  return i;
}

static size_t skip_sign(struct str text, size_t i) {
  return i < text.n && (text.p[i] == '+' || text.p[i] == '-') ? i + 1 : i;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_decimal(struct str text) {
  size_t start = skip_sign(text, 0);
  size_t i = skip_digits(text, start);
  size_t digits = i - start;
  if (i < text.n && text.p[i] == '.') {
    size_t end = skip_digits(text, i + 1);
    digits += end - i - 1;
    i = end;
  }
  if (digits == 0)
    return false;
  if (i == text.n)
    return true;
  if (lower_char(text.p[i]) != 'e')
    return false;
  size_t exponent = skip_sign(text, i + 1);
  return exponent < text.n && skip_digits(text, exponent) == text.n;
}

enum value_kind yaml_plain_kind(struct str text) {
  /* Nearly every scalar is a word: its first letter rules all else out. */
  if (text.n > 0 && !strchr("0123456789+-.tTfFnN~", text.p[0]))
    return VALUE_STRING;
  if (is_null(text))
    return VALUE_NULL;
  if (is_bool(text))
    return VALUE_BOOL;
  bool is_number = is_decimal(text) || is_number_in_base(text) || is_special_number(text);
  return is_number ? VALUE_NUMBER : VALUE_STRING;
}

/* The letter behind the backslash, or NUL if the character stands for itself or needs \xNN. */
static char escape_letter(char c) {
  switch (c) {
  case '"':
  case '\\':
    return c;
  case '\n':
    return 'n';
  case '\r':
    return 'r';
  case '\t':
    return 't';
  default:
    return '\0';
  }
}

static struct str quote_double(struct arena *a, struct str text) {
  static const char hex[] = "0123456789abcdef";
  /* No byte becomes longer than \xNN. */
  char *quoted = arena_alloc(a, checked_add(checked_multiply(text.n, 4), 2));
  size_t n = 0;
  quoted[n++] = '"';
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    char letter = escape_letter((char)c);
    if (letter) {
      quoted[n++] = '\\';
      quoted[n++] = letter;
    } else if (c < ' ') {
      memcpy(quoted + n, (char[]){'\\', 'x', hex[c >> 4], hex[c & 15]}, 4);
      n += 4;
    } else {
      quoted[n++] = (char)c;
    }
  }
  quoted[n++] = '"';
  return (struct str){quoted, n};
}

struct str yaml_quote(struct arena *a, struct str text) {
  bool needs_escape = false, fits_single = true;
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    needs_escape |= c == '"' || c == '\\';
    fits_single &= c != '\'' && (unsigned char)c >= ' ';
  }
  if (needs_escape && fits_single)
    return arena_printf(a, "'%.*s'", STR_ARG(text));
  return quote_double(a, text);
}

struct str yaml_fold(struct arena *a, struct str text) {
  char *folded = arena_alloc(a, checked_add(text.n, 1));
  size_t n = 0;
  struct str rest = text, line;
  while (str_next_line(&rest, &line)) {
    line = str_trim(line);
    if (line.n == 0)
      continue;
    if (n > 0)
      folded[n++] = ' ';
    memcpy(folded + n, line.p, line.n);
    n += line.n;
  }
  return (struct str){folded, n};
}

/* The value of `count` hexadecimal digits, or UINT32_MAX. */
static uint32_t hex_value(struct str s, size_t at, size_t count) {
  uint32_t value = 0;
  if (s.n - at < count)
    return UINT32_MAX;
  for (size_t i = at; i < at + count; i++) {
    if (!is_hex_char(s.p[i]))
      return UINT32_MAX;
    char c = lower_char(s.p[i]);
    value = value * 16 + (uint32_t)(is_digit_char(c) ? c - '0' : c - 'a' + 10);
  }
  return value;
}

bool yaml_is_escape(struct str s, size_t at, size_t *n) {
  *n = s.n - at < 2 ? s.n - at : 2;
  if (s.n - at < 2)
    return false;
  char c = s.p[at + 1];
  size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0) {
    /* The bad one's length takes the whole character in. */
    while (utf8_is_inside(s, at + *n))
      ++*n;
    return c != '\0' && strchr("0abt\tnvfe \"'/\\N_LP\r\n", c) != NULL;
  }
  uint32_t value = hex_value(s, at + 2, digits);
  bool is_scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  if (is_scalar)
    *n += digits;
  return is_scalar;
}
