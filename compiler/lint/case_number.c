/* The numbers of cases, and the ranges of numbers that titles name. */
#include "lint/case_number.h"

#include "base/utf8.h"
#include "model/kb.h"

#include <stdint.h>

enum { LONGEST_NUMBER = 9 };

size_t number_capture(const struct schema *schema) {
  for (size_t i = 0; i < schema->record.capture_count; i++) {
    if (str_equal_c(schema->record.captures[i], "number"))
      return i;
  }
  return STR_NONE;
}

static size_t number_of(struct str text) {
  size_t number = 0;
  if (text.n == 0 || text.n > LONGEST_NUMBER)
    return STR_NONE;
  for (size_t i = 0; i < text.n; i++) {
    if (!is_digit_char(text.p[i]))
      return STR_NONE;
    number = number * 10 + (size_t)(text.p[i] - '0');
  }
  return number;
}

size_t case_number(const struct kb_case *kb_case, size_t capture) {
  return number_of(kb_case->captures[capture]);
}

bool is_number_reported(const struct kb_case *kb_case) {
  return kb_case->is_misnumbered || kb_case->doc->piece->is_number_reported;
}

static size_t skip_digits(struct str text, size_t at) {
  while (at < text.n && is_digit_char(text.p[at]))
    at++;
  return at;
}

static size_t skip_blanks(struct str text, size_t at) {
  while (at < text.n && is_blank_char(text.p[at]))
    at++;
  return at;
}

/* The end of what stands between the two numbers of a range, or STR_NONE. */
static size_t skip_dash(struct str text, size_t at) {
  static const uint32_t dashes[] = {'-',    '~',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                    0x2015, 0x2026, 0x2212, 0x223C, 0x301C, 0xFF5E};
  if (str_starts_with(str_slice(text, at, text.n), STR("...")))
    return at + 3;
  if (str_starts_with(str_slice(text, at, text.n), STR("..")))
    return at + 2;
  uint32_t code_point = 0;
  size_t n = at < text.n ? utf8_decode(text, at, &code_point) : 0;
  for (size_t i = 0; n > 0 && i < sizeof dashes / sizeof *dashes; i++) {
    if (dashes[i] == code_point)
      return at + n;
  }
  return STR_NONE;
}

static bool is_bracket(char c, const char *brackets) {
  return str_find_char(str_from_c(brackets), c, 0) != STR_NONE;
}

/* Do the bytes [from, to) stand by themselves? A word right behind them would be what they
 * count. */
static bool stands_alone(struct str text, size_t from, size_t to) {
  bool is_open =
      from == 0 || is_blank_char(text.p[from - 1]) || is_bracket(text.p[from - 1], "([{#");
  size_t behind = skip_blanks(text, to);
  bool is_end = behind == text.n || is_bracket(text.p[behind], ")]}");
  bool is_head = from == 0 && to < text.n && is_bracket(text.p[to], ":.,");
  return is_open && (is_end || is_head);
}

bool number_range_find(struct str title, struct number_range *range) {
  for (size_t from = 0; from < title.n; from++) {
    if (!is_digit_char(title.p[from]))
      continue;
    size_t first_end = skip_digits(title, from);
    size_t dash = skip_dash(title, skip_blanks(title, first_end));
    size_t second = dash == STR_NONE ? STR_NONE : skip_blanks(title, dash);
    size_t to = second == STR_NONE ? STR_NONE : skip_digits(title, second);
    size_t first = number_of(str_slice(title, from, first_end));
    size_t last = to == STR_NONE ? STR_NONE : number_of(str_slice(title, second, to));
    if (first != STR_NONE && last != STR_NONE && first < last &&
        stands_alone(title, from, to)) {
      *range = (struct number_range){first, last, from, to};
      return true;
    }
    from = first_end;
  }
  return false;
}
