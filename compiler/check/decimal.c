/* Exact decimal numbers of any length, as JSON and the core schema of YAML 1.2 write them. */
#include "check/decimal.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#define POINT_MOST 1000000000000000LL

static size_t count_digits(struct str text, size_t from) {
  size_t at = from;
  while (at < text.n && is_digit_char(text.p[at]))
    at++;
  return at - from;
}

/* e+12 at `at`. False if there is something else; the value is cut. */
static bool read_exponent(struct str text, size_t at, long long *exponent) {
  *exponent = 0;
  if (at == text.n)
    return true;
  if (lower_char(text.p[at]) != 'e')
    return false;
  at++;
  bool is_negative = at < text.n && text.p[at] == '-';
  if (at < text.n && (text.p[at] == '-' || text.p[at] == '+'))
    at++;
  size_t n = count_digits(text, at);
  if (n == 0 || at + n != text.n)
    return false;
  for (; at < text.n; at++) {
    if (*exponent < POINT_MOST)
      *exponent = *exponent * 10 + (text.p[at] - '0');
  }
  if (*exponent > POINT_MOST)
    *exponent = POINT_MOST;
  if (is_negative)
    *exponent = -*exponent;
  return true;
}

/* Takes the zeros off both ends. */
static void normalise(struct decimal *decimal) {
  struct str *digits = &decimal->digits;
  while (digits->n > 0 && digits->p[0] == '0') {
    *digits = str_slice(*digits, 1, digits->n);
    decimal->point--;
  }
  while (digits->n > 0 && digits->p[digits->n - 1] == '0')
    digits->n--;
  if (digits->n == 0)
    *decimal = (struct decimal){0};
}

static bool read_plain(struct arena *a, struct str text, struct decimal *decimal) {
  size_t whole = count_digits(text, 0);
  size_t fraction = 0, end = whole;
  if (end < text.n && text.p[end] == '.') {
    fraction = count_digits(text, end + 1);
    end += 1 + fraction;
  }
  long long exponent;
  if (whole + fraction == 0 || !read_exponent(text, end, &exponent))
    return false;
  decimal->digits = str_slice(text, 0, whole);
  if (fraction > 0) {
    char *joined = arena_alloc(a, whole + fraction);
    memcpy(joined, text.p, whole);
    memcpy(joined + whole, text.p + whole + 1, fraction);
    decimal->digits = (struct str){joined, whole + fraction};
  }
  decimal->point = (long long)whole + exponent;
  normalise(decimal);
  return true;
}

static int digit_value(char c) {
  if (is_digit_char(c))
    return c - '0';
  char lower = lower_char(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

/* 0x… and 0o…: what is above 64 bits is refused, for nobody writes that. */
static bool read_based(struct arena *a, struct str text, unsigned base,
                       struct decimal *decimal) {
  uint64_t number = 0;
  for (size_t i = 0; i < text.n; i++) {
    unsigned digit = (unsigned)digit_value(text.p[i]);
    if (digit >= base || number > (UINT64_MAX - digit) / base)
      return false;
    number = number * base + digit;
  }
  if (text.n == 0)
    return false;
  decimal->digits = arena_printf(a, "%llu", (unsigned long long)number);
  decimal->point = (long long)decimal->digits.n;
  normalise(decimal);
  return true;
}

bool decimal_read(struct arena *a, struct str text, struct decimal *decimal) {
  *decimal = (struct decimal){0};
  if (str_starts_with(text, STR("0x")))
    return read_based(a, str_slice(text, 2, text.n), 16, decimal);
  if (str_starts_with(text, STR("0o")))
    return read_based(a, str_slice(text, 2, text.n), 8, decimal);
  bool is_negative = text.n > 0 && text.p[0] == '-';
  if (is_negative || (text.n > 0 && text.p[0] == '+'))
    text = str_slice(text, 1, text.n);
  if (!read_plain(a, text, decimal))
    return false;
  decimal->is_negative = is_negative && decimal->digits.n > 0;
  return true;
}

bool decimal_is_integer(const struct decimal *decimal) {
  return decimal->digits.n == 0 || decimal->point >= (long long)decimal->digits.n;
}

int decimal_compare(const struct decimal *left, const struct decimal *right) {
  if (left->is_negative != right->is_negative)
    return left->is_negative ? -1 : 1;
  int sign = left->is_negative ? -1 : 1;
  if (left->digits.n == 0 || right->digits.n == 0)
    return sign * ((left->digits.n > 0) - (right->digits.n > 0));
  if (left->point != right->point)
    return left->point < right->point ? -sign : sign;
  return sign * str_compare(left->digits, right->digits);
}

/* Both are integers times a power of ten. Without final zeros the number has no factor ten, so
 * where the divisor's power is the larger one it cannot be a multiple. Else number * 10^shift
 * modulo the divisor decides; as the divisor is below 10^18 < 2^60, its factors 2 and 5 are
 * used up after 60 shifts, and further ones change nothing. */
bool decimal_is_multiple(const struct decimal *number, const struct decimal *divisor) {
  if (number->digits.n == 0)
    return true;
  long long shift = (number->point - (long long)number->digits.n) -
                    (divisor->point - (long long)divisor->digits.n);
  if (shift < 0)
    return false;
  uint64_t modulus = 0, rest = 0;
  for (size_t i = 0; i < divisor->digits.n; i++)
    modulus = modulus * 10 + (uint64_t)(divisor->digits.p[i] - '0');
  for (size_t i = 0; i < number->digits.n; i++)
    rest = (rest * 10 + (uint64_t)(number->digits.p[i] - '0')) % modulus;
  for (long long i = 0; i < shift && i < 60; i++)
    rest = rest * 10 % modulus;
  return rest == 0;
}

bool decimal_to_size(const struct decimal *decimal, size_t most, size_t *size) {
  if (decimal->is_negative || !decimal_is_integer(decimal) || decimal->point > 18)
    return false;
  *size = 0;
  for (long long i = 0; i < decimal->point; i++) {
    size_t digit = (size_t)i < decimal->digits.n ? (size_t)(decimal->digits.p[i] - '0') : 0;
    *size = *size * 10 + digit;
  }
  return *size <= most;
}
