/* The rule about values that are not of the kind that their key says. */
#include "base/arena.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "lint/rules/logs_keys.h"
#include "model/kb.h"
#include "model/rule_options.h"

enum { IP, PORT, URL, DURATION, PERCENT, COUNT, UNITS };

const struct rule_option log_type_options[] = {
    [IP] = {"ip", RULE_OPTION_TEXTS, "[IP, IPAddress, IPAddr, IPv4, IPv6]",
            "ends of keys whose values hold an IP address", NULL},
    [PORT] = {"port", RULE_OPTION_TEXTS, "[Port]", "ends of keys whose values are ports", NULL},
    [URL] = {"url", RULE_OPTION_TEXTS, "[URL]", "ends of keys whose values are addresses",
             NULL},
    [DURATION] = {"duration", RULE_OPTION_TEXTS,
                  "[Timeout, Duration, Latency, Elapsed, Uptime, WaitTime, QueryTime, "
                  "ResponseTime, LockWait]",
                  "ends of keys whose values are stretches of time; one without a number, as "
                  "high, is let be",
                  NULL},
    [PERCENT] = {"percent", RULE_OPTION_TEXTS, "[Percent, Percentage, Pct]",
                 "ends of keys whose values are percentages", NULL},
    [COUNT] = {"count", RULE_OPTION_TEXTS, "[]", "ends of keys whose values are whole numbers",
               NULL},
    [UNITS] = {"units", RULE_OPTION_TEXTS,
               "[ns, us, \"µs\", \"μs\", ms, msec, msecs, s, sec, secs, second, seconds, m, "
               "min, mins, "
               "minute, minutes, h, hr, hrs, hour, hours, d, day, days, w, week, weeks]",
               "units of time; case does not count", NULL},
    {0},
};

static bool is_digit_at(struct str text, size_t at) {
  return at < text.n && is_digit_char(text.p[at]);
}

static size_t behind_digits(struct str text, size_t at) {
  while (is_digit_at(text, at))
    at++;
  return at;
}

static size_t first_digit(struct str text, size_t at) {
  while (at < text.n && !is_digit_char(text.p[at]))
    at++;
  return at;
}

static bool is_equal_fold(struct str a, struct str b) {
  if (a.n != b.n)
    return false;
  for (size_t i = 0; i < a.n; i++) {
    if (lower_char(a.p[i]) != lower_char(b.p[i]))
      return false;
  }
  return true;
}

/* ---- IP addresses ---- */

/* 0 to 255, or what hides one: x, * or three of them. */
static bool read_octet(struct str text, size_t *at) {
  size_t from = *at, to = behind_digits(text, from);
  if (to == from) {
    while (to < text.n && (text.p[to] == 'x' || text.p[to] == 'X' || text.p[to] == '*'))
      to++;
    *at = to;
    return to > from && to - from <= 3;
  }
  unsigned number = 0;
  for (size_t i = from; i < to && i < from + 4; i++)
    number = number * 10 + (unsigned)(text.p[i] - '0');
  *at = to;
  return to - from <= 3 && number <= 255;
}

static bool is_ipv4_at(struct str text, size_t at) {
  for (int i = 0; i < 4; i++) {
    if (i > 0 && (at >= text.n || text.p[at++] != '.'))
      return false;
    if (!read_octet(text, &at))
      return false;
  }
  return !is_digit_at(text, at) &&
         !(at < text.n && text.p[at] == '.' && is_digit_at(text, at + 1));
}

static bool is_hex(char c) {
  return is_digit_char(c) || (lower_char(c) >= 'a' && lower_char(c) <= 'f');
}

/* Groups of up to four hexadecimal digits between colons: at least two colons, eight groups or
 * a "::". Strict enough to tell an address from a time. */
static bool is_ipv6_at(struct str text, size_t at) {
  size_t colons = 0, digits = 0;
  bool is_short = false;
  for (; at < text.n && (is_hex(text.p[at]) || text.p[at] == ':'); at++) {
    bool is_colon = text.p[at] == ':';
    is_short = is_short || (is_colon && at + 1 < text.n && text.p[at + 1] == ':');
    colons += is_colon;
    digits = is_colon ? 0 : digits + 1;
    if (digits > 4)
      return false;
  }
  return is_short ? colons <= 7 : colons == 7;
}

static bool holds_ip(struct str text) {
  for (size_t at = 0; at < text.n; at++) {
    char before = at > 0 ? text.p[at - 1] : ' ';
    bool begins = !is_alpha_char(before) && !is_digit_char(before) && before != '.';
    if (begins && (is_ipv4_at(text, at) || (before != ':' && is_ipv6_at(text, at))))
      return true;
  }
  return false;
}

/* ---- The other kinds ---- */

/* 8080, 8080/tcp, 8080-8090: each number is one. A name, as https, is none. */
static bool is_port(struct str text) {
  size_t at = first_digit(text, 0);
  if (at == text.n)
    return false;
  for (; at < text.n; at = first_digit(text, at)) {
    size_t to = behind_digits(text, at), number = 0;
    for (size_t i = at; i < to && number <= 65535; i++)
      number = number * 10 + (size_t)(text.p[i] - '0');
    if (number > 65535)
      return false;
    at = to;
  }
  return true;
}

static bool is_url(struct str text) {
  return str_find_char(text, '/', 0) != STR_NONE || str_find_char(text, ':', 0) != STR_NONE;
}

static bool is_unit(const struct option_value *units, struct str text) {
  for (size_t i = 0; i < units->count; i++) {
    if (is_equal_fold(units->texts[i], text))
      return true;
  }
  return false;
}

static size_t behind_number(struct str text, size_t at) {
  at = behind_digits(text, at);
  while (at + 1 < text.n && (text.p[at] == '.' || text.p[at] == ',') &&
         is_digit_at(text, at + 1))
    at = behind_digits(text, at + 1);
  return at;
}

/* 5s, 1m30s, 20 sec, PT5S, 00:01:30. Words alone, 0 and -1, which say that there is none, are
 * let be; so is a number behind which something else stands than letters, as in 3/5. */
static bool is_duration(const struct option_value *units, struct str text) {
  size_t at = text.n > 0 && (text.p[0] == '-' || text.p[0] == '+');
  if (!is_digit_at(text, at) || str_equal_c(text, "-1") ||
      str_find_char(text, ':', 0) != STR_NONE)
    return true;
  size_t end = behind_number(text, at);
  bool is_zero = end == text.n;
  for (size_t i = at; i < end; i++)
    is_zero = is_zero && (text.p[i] == '0' || text.p[i] == '.');
  if (end == text.n)
    return is_zero;
  size_t from = end + (text.p[end] == ' '), to = from;
  while (to < text.n && (is_alpha_char(text.p[to]) || (unsigned char)text.p[to] >= 0x80))
    to++;
  return to == from || is_unit(units, str_slice(text, from, to));
}

static bool is_percent(struct str text) {
  size_t at = text.n > 0 && (text.p[0] == '-' || text.p[0] == '+');
  if (first_digit(text, 0) == text.n)
    return true;
  size_t end = behind_number(text, at);
  struct str rest = str_trim(str_slice(text, end, text.n));
  return end > at && (rest.n == 0 || str_equal_c(rest, "%"));
}

static bool is_count(struct str text) {
  size_t at = text.n > 0 && (text.p[0] == '-' || text.p[0] == '+');
  return first_digit(text, 0) == text.n || (at < text.n && behind_digits(text, at) == text.n);
}

/* ---- The rule ---- */

static const char *const wanted[] = {
    [IP] = "an IP address",     [PORT] = "a port, which is a number up to 65535",
    [URL] = "an address",       [DURATION] = "a stretch of time with its unit",
    [PERCENT] = "a percentage", [COUNT] = "a whole number",
};

/* The words at the end of a key, whatever joins them: SourceIP and source_ip end in IP. */
static bool ends_in(struct str key, struct str word) {
  size_t i = word.n, at = key.n;
  while (i > 0 && at > 0) {
    char c = key.p[at - 1];
    bool is_join = !is_alpha_char(c) && !is_digit_char(c) && (unsigned char)c < 0x80;
    if (is_join && at < key.n) {
      at--;
      continue;
    }
    if (lower_char(c) != lower_char(word.p[i - 1]))
      return false;
    i--;
    at--;
  }
  return i == 0 && word.n > 0 && key_word_begins(key, at);
}

static size_t type_of(const struct linter *l, const struct rule *row, struct str key) {
  for (size_t type = IP; type < UNITS; type++) {
    const struct option_value *words = rule_option(l->kb->schema, row, type, RULE_OPTION_TEXTS);
    for (size_t i = 0; i < words->count; i++) {
      if (ends_in(key, words->texts[i]))
        return type;
    }
  }
  return STR_NONE;
}

static bool is_of_type(size_t type, const struct option_value *units, struct str text) {
  switch (type) {
  case IP:
    return holds_ip(text);
  case PORT:
    return is_port(text);
  case URL:
    return is_url(text);
  case DURATION:
    return is_duration(units, text);
  case PERCENT:
    return is_percent(text);
  default:
    return is_count(text);
  }
}

void find_log_value_type(const struct linter *l, const struct rule *row) {
  const struct key_table *table = log_keys_of(l);
  size_t *types = arena_array(l->a, size_t, table->spelling_count);
  for (size_t i = 0; i < table->spelling_count; i++)
    types[i] = type_of(l, row, table->spellings[i].text);
  const struct option_value *units = rule_option(l->kb->schema, row, UNITS, RULE_OPTION_TEXTS);
  for (size_t i = 0; i < table->use_count; i++) {
    const struct key_use *use = &table->uses[i];
    size_t type = types[use->spelling];
    struct str text = span_text(use->value);
    if (type == STR_NONE || text.n == 0 || is_of_type(type, units, text))
      continue;
    struct diag *diag = diag_add(
        l->bag, row, use->value, "\"%.*s\" should be %s, and \"%.*s\" is none",
        STR_ARG(log_quote(l, span_text(use->key))), wanted[type], STR_ARG(log_quote(l, text)));
    if (type == DURATION && behind_number(text, 0) == text.n)
      diag_label(l->bag, diag, "of what?");
  }
}
