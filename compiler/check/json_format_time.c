/* The formats that speak of time: date, time, date-time, duration. */
#include "check/json_format.h"

/* Two or four digits as a number, or -1. */
static int number_at(struct str text, size_t at, size_t digits) {
  if (at + digits > text.n)
    return -1;
  int number = 0;
  for (size_t i = at; i < at + digits; i++) {
    if (!is_digit_char(text.p[i]))
      return -1;
    number = number * 10 + (text.p[i] - '0');
  }
  return number;
}

static bool char_at(struct str text, size_t at, char c) {
  return at < text.n && lower_char(text.p[at]) == c;
}

static int days_of_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && is_leap ? 29 : days[month - 1];
}

bool format_is_date(struct str text) {
  int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  return text.n == 10 && year >= 0 && char_at(text, 4, '-') && month >= 1 && month <= 12 &&
         char_at(text, 7, '-') && day >= 1 && day <= days_of_month(year, month);
}

bool format_is_time(struct str text) {
  int hour = number_at(text, 0, 2), minute = number_at(text, 3, 2),
      second = number_at(text, 6, 2);
  if (hour < 0 || hour > 23 || !char_at(text, 2, ':') || minute < 0 || minute > 59 ||
      !char_at(text, 5, ':') || second < 0 || second > 60)
    return false;
  size_t at = 8;
  if (char_at(text, at, '.')) {
    size_t digits = at + 1;
    while (digits < text.n && is_digit_char(text.p[digits]))
      digits++;
    if (digits == at + 1)
      return false;
    at = digits;
  }
  int offset = 0;
  if (char_at(text, at, 'z')) {
    at++;
  } else {
    bool is_west = char_at(text, at, '-');
    int hours = number_at(text, at + 1, 2), minutes = number_at(text, at + 4, 2);
    if ((!is_west && !char_at(text, at, '+')) || hours < 0 || hours > 23 ||
        !char_at(text, at + 3, ':') || minutes < 0 || minutes > 59)
      return false;
    offset = (hours * 60 + minutes) * (is_west ? -1 : 1);
    at += 6;
  }
  /* A leap second is the last one of a day in UTC. */
  int utc = (hour * 60 + minute - offset + 2 * 24 * 60) % (24 * 60);
  return at == text.n && (second < 60 || utc == 24 * 60 - 1);
}

bool format_is_date_time(struct str text) {
  return char_at(text, 10, 't') && format_is_date(str_slice(text, 0, 10)) &&
         format_is_time(str_slice(text, 11, text.n));
}

/* Numbers with units in a row, each unit right behind the one before it in `units`: 1Y2M3D,
 * 2M3D, 1Y, but not 1Y3D. Answers how many bytes they take; 0 if there are none. */
static size_t units_at(struct str text, size_t at, const char *units) {
  size_t start = at;
  const char *unit = NULL;
  while (at < text.n && is_digit_char(text.p[at])) {
    size_t end = at;
    while (end < text.n && is_digit_char(text.p[end]))
      end++;
    const char *next = unit ? unit + 1 : units;
    while (!unit && *next && !(end < text.n && text.p[end] == *next))
      next++;
    if (!*next || end >= text.n || text.p[end] != *next)
      return 0;
    unit = next;
    at = end + 1;
  }
  return at - start;
}

bool format_is_duration(struct str text) {
  if (text.n < 2 || text.p[0] != 'P')
    return false;
  size_t weeks = units_at(text, 1, "W");
  if (weeks > 0)
    return 1 + weeks == text.n;
  size_t at = 1 + units_at(text, 1, "YMD");
  if (at == text.n)
    return true;
  if (text.p[at] != 'T')
    return false;
  size_t time = units_at(text, at + 1, "HMS");
  return time > 0 && at + 1 + time == text.n;
}
