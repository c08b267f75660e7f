/* Numbers that belong to somebody, and whose check digits tell them from any other number. */
#include "lint/numbers.h"

#include <stdlib.h>

bool digits_of(struct str s, struct digits *digits) {
  digits->n = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (!is_digit_char(s.p[i]))
      continue;
    if (digits->n + 1 == sizeof digits->text)
      return false;
    digits->text[digits->n++] = s.p[i];
  }
  digits->text[digits->n] = '\0';
  return true;
}

static unsigned digit(const struct digits *digits, size_t i) {
  return (unsigned)(digits->text[i] - '0');
}

/* ---- Cards ---- */

/* The first digits from `from` to `to`, as many as those have; how long the number is. */
static const struct card {
  const char *issuer;
  unsigned from, to, width;
  size_t least, most;
} cards[] = {
    {"Visa", 4, 4, 1, 16, 16},
    {"Mastercard", 51, 55, 2, 16, 16},
    {"Mastercard", 2221, 2720, 4, 16, 16},
    {"American Express", 34, 34, 2, 15, 15},
    {"American Express", 37, 37, 2, 15, 15},
    {"Discover", 6011, 6011, 4, 16, 16},
    {"Discover", 644, 649, 3, 16, 16},
    {"Discover", 65, 65, 2, 16, 16},
    {"JCB", 3528, 3589, 4, 16, 16},
    {"Diners Club", 300, 305, 3, 14, 14},
    {"Diners Club", 36, 36, 2, 14, 14},
    {"Diners Club", 38, 39, 2, 14, 14},
    {"UnionPay", 62, 62, 2, 16, 19},
};

static bool has_luhn_sum(const struct digits *digits) {
  unsigned sum = 0;
  for (size_t i = 0; i < digits->n; i++) {
    unsigned n = digit(digits, digits->n - 1 - i) * (i % 2 == 1 ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  }
  return sum % 10 == 0;
}

const char *card_issuer(const struct digits *digits) {
  for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
    const struct card *card = &cards[i];
    if (digits->n < card->least || digits->n > card->most)
      continue;
    unsigned first = 0;
    for (size_t k = 0; k < card->width; k++)
      first = first * 10 + digit(digits, k);
    if (first >= card->from && first <= card->to && has_luhn_sum(digits))
      return card->issuer;
  }
  return NULL;
}

/* ---- Korean numbers of registration ---- */

static unsigned pair(const struct digits *digits, size_t at) {
  return digit(digits, at) * 10 + digit(digits, at + 1);
}

static bool is_date(unsigned year, unsigned month, unsigned day) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= (unsigned)days[month - 1] + (is_leap && month == 2 ? 1 : 0);
}

bool is_resident_number(const struct digits *digits) {
  if (digits->n != 13)
    return false;
  /* Who was born when, and as what: 1 2 5 6 in the 1900s, 3 4 7 8 in the 2000s, 9 0 before. */
  unsigned kind = digit(digits, 6);
  unsigned century = kind == 9 || kind == 0 ? 1800 : (kind - 1) % 4 < 2 ? 1900 : 2000;
  bool is_foreign = kind >= 5 && kind <= 8;
  if (!is_date(century + pair(digits, 0), pair(digits, 2), pair(digits, 4)))
    return false;
  unsigned sum = 0;
  for (size_t i = 0; i < 12; i++)
    sum += digit(digits, i) * (unsigned)(2 + i % 8);
  unsigned check = (is_foreign ? 13 - sum % 11 : 11 - sum % 11) % 10;
  return check == digit(digits, 12);
}

/* ---- IBAN ---- */

/* Country and length, as in the register of SWIFT. */
static const char *const iban_lengths[] = {
    "AD24", "AE23", "AL28", "AT20", "AZ28", "BA20", "BE16", "BG22", "BH22", "BR29",
    "BY28", "CH21", "CR22", "CY28", "CZ24", "DE22", "DK18", "DO28", "EE20", "EG29",
    "ES24", "FI18", "FO18", "FR27", "GB22", "GE22", "GI23", "GL18", "GR27", "GT28",
    "HR21", "HU28", "IE22", "IL23", "IQ23", "IS26", "IT27", "JO30", "KW30", "KZ20",
    "LB28", "LC32", "LI21", "LT20", "LU20", "LV21", "LY25", "MC27", "MD24", "ME22",
    "MK19", "MR27", "MT31", "MU30", "NL18", "NO15", "PK24", "PL28", "PS29", "PT25",
    "QA29", "RO24", "RS22", "SA24", "SC31", "SD18", "SE24", "SI19", "SK24", "SM27",
    "ST25", "SV28", "TL23", "TN24", "TR26", "UA29", "VA22", "VG24", "XK20",
};

size_t iban_length(struct str s) {
  if (s.n < 4 || !is_digit_char(s.p[2]) || !is_digit_char(s.p[3]))
    return 0;
  for (size_t i = 0; i < sizeof iban_lengths / sizeof *iban_lengths; i++) {
    const char *row = iban_lengths[i];
    if (row[0] == s.p[0] && row[1] == s.p[1])
      return strtoul(row + 2, NULL, 10);
  }
  return 0;
}

bool has_iban_sum(struct str s) {
  unsigned rest = 0;
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[(i + 4) % s.n]; /* the country and its digits come last */
    if (is_digit_char(c))
      rest = (rest * 10 + (unsigned)(c - '0')) % 97;
    else if (c >= 'A' && c <= 'Z')
      rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
    else
      return false;
  }
  return rest == 1;
}
