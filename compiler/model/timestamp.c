/* Times as log lines write them. */
#include "model/timestamp.h"

#include "base/buf.h"

struct moment {
  int64_t year, month, day, hour, minute, second, nanosecond, offset_minutes;
  size_t zone_from, zone_to; /* where the text says that offset; equal: nowhere */
};

/* Exactly `digits` digits at *at. */
static bool read_digits(struct str text, size_t *at, size_t digits, int64_t *number) {
  *number = 0;
  for (size_t i = 0; i < digits; i++) {
    if (*at >= text.n || !is_digit_char(text.p[*at]))
      return false;
    *number = *number * 10 + (text.p[(*at)++] - '0');
  }
  return true;
}

/* Z, +09:00 or +0900 */
static bool read_zone(struct str text, size_t *at, int64_t *minutes) {
  if (*at >= text.n)
    return false;
  char sign = text.p[(*at)++];
  *minutes = 0;
  if (sign == 'Z')
    return true;
  int64_t hour = 0, minute = 0;
  if ((sign != '+' && sign != '-') || !read_digits(text, at, 2, &hour))
    return false;
  if (*at < text.n && text.p[*at] == ':')
    ++*at;
  if (!read_digits(text, at, 2, &minute) || hour > 23 || minute > 59)
    return false;
  *minutes = (sign == '-' ? -1 : 1) * (hour * 60 + minute);
  return true;
}

static bool read_fraction(struct str text, size_t *at, size_t digits, int64_t *nanosecond) {
  if (!read_digits(text, at, digits, nanosecond))
    return false;
  for (size_t i = digits; i < 9; i++)
    *nanosecond *= 10;
  return true;
}

/* One conversion; `spec` is what stands behind the %. */
static bool read_part(char spec, char second, struct str text, size_t *at, struct moment *m) {
  switch (spec) {
  case 'Y':
    return read_digits(text, at, 4, &m->year);
  case 'm':
    return read_digits(text, at, 2, &m->month);
  case 'd':
    return read_digits(text, at, 2, &m->day);
  case 'H':
    return read_digits(text, at, 2, &m->hour);
  case 'M':
    return read_digits(text, at, 2, &m->minute);
  case 'S':
    return read_digits(text, at, 2, &m->second);
  case 'z':
    m->zone_from = *at;
    m->zone_to = *at;
    if (!read_zone(text, at, &m->offset_minutes))
      return false;
    m->zone_to = *at;
    return true;
  case '%':
    return *at < text.n && text.p[(*at)++] == '%';
  default:
    return second == 'f' && read_fraction(text, at, (size_t)(spec - '0'), &m->nanosecond);
  }
}

static int64_t days_in_month(int64_t year, int64_t month) {
  static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && is_leap);
}

/* NULL if there is such a time. */
static const char *impossible_part(const struct moment *m) {
  if (m->month < 1 || m->month > 12)
    return "month";
  if (m->day < 1 || m->day > days_in_month(m->year, m->month))
    return "day";
  if (m->hour > 23)
    return "hour";
  if (m->minute > 59)
    return "minute";
  /* A leap second ends an hour somewhere, and zones differ by quarters of one. */
  bool may_leap = m->minute % 15 == 14;
  return m->second > (may_leap ? 60 : 59) ? "second" : NULL;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in
 * March. */
static int64_t days_since_epoch(int64_t year, int64_t month, int64_t day) {
  int64_t y = month <= 2 ? year - 1 : year;
  int64_t shifted = (month + 9) % 12;
  int64_t day_of_year = (153 * shifted + 2) / 5 + day - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static bool read_moment(struct str format, struct str text, size_t *length, struct moment *m) {
  size_t at = 0;
  *m = (struct moment){.year = 1970, .month = 1, .day = 1};
  for (size_t i = 0; i < format.n; i++) {
    bool fits = false;
    if (format.p[i] != '%') {
      fits = at < text.n && text.p[at] == format.p[i];
      at += fits;
    } else if (i + 1 < format.n) {
      char spec = format.p[++i], second = i + 1 < format.n ? format.p[i + 1] : 0;
      fits = read_part(spec, second, text, &at, m);
      i += is_digit_char(spec);
    }
    *length = at;
    if (!fits)
      return false;
  }
  *length = at;
  return true;
}

enum timestamp_result timestamp_parse(struct str format, struct str text, size_t *length,
                                      int64_t *nanoseconds) {
  struct moment m;
  *nanoseconds = 0;
  if (!read_moment(format, text, length, &m))
    return TIMESTAMP_MALFORMED;
  if (impossible_part(&m))
    return TIMESTAMP_IMPOSSIBLE;
  int64_t days = days_since_epoch(m.year, m.month, m.day);
  int64_t minutes = (days * 24 + m.hour) * 60 + m.minute - m.offset_minutes;
  /* Years have four digits: up to year 2262 the sum fits, behind it order is kept by
   * saturation. */
  int64_t seconds = minutes * 60 + m.second;
  if (seconds > INT64_MAX / 1000000000 - 1)
    *nanoseconds = INT64_MAX;
  else if (seconds < INT64_MIN / 1000000000 + 1)
    *nanoseconds = INT64_MIN;
  else
    *nanoseconds = seconds * 1000000000 + m.nanosecond;
  return TIMESTAMP_OK;
}

const char *timestamp_impossible_part(struct str format, struct str text) {
  struct moment m;
  size_t length = 0;
  return read_moment(format, text, &length, &m) ? impossible_part(&m) : NULL;
}

/* ---- Writing ------------------------------------------------------------------------------
 */

struct timestamp_zone timestamp_zone_of(struct str format, struct str text) {
  struct moment m;
  size_t length = 0;
  if (!read_moment(format, text, &length, &m) || m.zone_to == m.zone_from)
    return (struct timestamp_zone){{NULL, 0}, 0};
  return (struct timestamp_zone){str_slice(text, m.zone_from, m.zone_to), m.offset_minutes};
}

/* The other direction of days_since_epoch. */
static void set_date(struct moment *m, int64_t days) {
  int64_t shifted = days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t day_of_era = shifted - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month = (5 * day_of_year + 2) / 153;
  m->day = day_of_year - (153 * month + 2) / 5 + 1;
  m->month = month < 10 ? month + 3 : month - 9;
  m->year = year_of_era + era * 400 + (m->month <= 2);
}

static int64_t floor_divide(int64_t n, int64_t by) {
  return n / by - (n % by < 0);
}

static struct moment moment_of(int64_t nanoseconds, int64_t offset_minutes) {
  int64_t seconds = floor_divide(nanoseconds, 1000000000);
  struct moment m = {.nanosecond = nanoseconds - seconds * 1000000000};
  seconds += offset_minutes * 60;
  int64_t days = floor_divide(seconds, 86400);
  set_date(&m, days);
  seconds -= days * 86400;
  m.hour = seconds / 3600;
  m.minute = seconds / 60 % 60;
  m.second = seconds % 60;
  return m;
}

static void write_digits(struct buf *out, int64_t number, size_t digits) {
  char *p = buf_reserve(out, digits);
  for (size_t i = digits; i-- > 0; number /= 10)
    p[i] = (char)('0' + number % 10);
  out->n += digits;
}

/* One conversion; `spec` is what stands behind the %. */
static void write_part(struct buf *out, char spec, const struct moment *m, struct str zone) {
  switch (spec) {
  case 'Y':
    write_digits(out, m->year, 4);
    return;
  case 'm':
    write_digits(out, m->month, 2);
    return;
  case 'd':
    write_digits(out, m->day, 2);
    return;
  case 'H':
    write_digits(out, m->hour, 2);
    return;
  case 'M':
    write_digits(out, m->minute, 2);
    return;
  case 'S':
    write_digits(out, m->second, 2);
    return;
  case 'z':
    buf_add(out, zone);
    return;
  case '3':
    write_digits(out, m->nanosecond / 1000000, 3);
    return;
  case '6':
    write_digits(out, m->nanosecond / 1000, 6);
    return;
  case '9':
    write_digits(out, m->nanosecond, 9);
    return;
  default:
    buf_add_char(out, spec);
  }
}

void timestamp_write(struct buf *out, struct str format, const struct timestamp_zone *zone,
                     int64_t nanoseconds) {
  struct moment m = moment_of(nanoseconds, zone->minutes);
  for (size_t i = 0; i < format.n; i++) {
    if (format.p[i] != '%' || i + 1 == format.n) {
      buf_add_char(out, format.p[i]);
      continue;
    }
    char spec = format.p[++i];
    write_part(out, spec, &m, zone->text);
    i += is_digit_char(spec);
  }
}
