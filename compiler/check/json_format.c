/* The formats that JSON Schema 2020-12 names, each a question to a text. */
#include "check/json_format.h"

#include "base/arena.h"
#include "base/pattern.h"

#include <string.h>

struct json_format {
  struct str name;
  const char *text;
  bool (*fits)(struct str text);
};

static bool is_letter_or_digit(char c, bool is_international) {
  return is_alpha_char(c) || is_digit_char(c) || (is_international && (unsigned char)c >= 0x80);
}

/* RFC 1123: labels of letters, digits and "-" between dots, at most 63 bytes each and 253 in
 * all. */
static bool is_host(struct str text, bool is_international) {
  if (text.n == 0 || text.n > 253)
    return false;
  for (size_t from = 0; from <= text.n;) {
    size_t dot = str_find_char(text, '.', from);
    size_t end = dot == STR_NONE ? text.n : dot;
    if (end == from || end - from > 63 || text.p[from] == '-' || text.p[end - 1] == '-')
      return false;
    for (size_t i = from; i < end; i++) {
      if (text.p[i] != '-' && !is_letter_or_digit(text.p[i], is_international))
        return false;
    }
    from = end + 1;
  }
  return true;
}

static bool is_hostname(struct str text) {
  return is_host(text, false);
}

static bool is_idn_hostname(struct str text) {
  return is_host(text, true);
}

bool format_is_ipv4(struct str text) {
  size_t parts = 0;
  for (size_t from = 0; from <= text.n; parts++) {
    size_t dot = str_find_char(text, '.', from);
    size_t end = dot == STR_NONE ? text.n : dot;
    int number = 0;
    if (end == from || end - from > 3 || (text.p[from] == '0' && end - from > 1))
      return false;
    for (size_t i = from; i < end; i++) {
      if (!is_digit_char(text.p[i]))
        return false;
      number = number * 10 + (text.p[i] - '0');
    }
    if (number > 255)
      return false;
    from = end + 1;
  }
  return parts == 4;
}

static bool is_hex(char c) {
  char lower = lower_char(c);
  return is_digit_char(c) || (lower >= 'a' && lower <= 'f');
}

static bool all_hex(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_hex(text.p[i]))
      return false;
  }
  return true;
}

/* Groups of four digits between colons; the last one may be an IPv4 address, which counts as
 * two. */
static bool count_groups(struct str text, size_t *groups) {
  *groups = 0;
  if (text.n == 0)
    return true;
  for (size_t from = 0; from <= text.n;) {
    size_t colon = str_find_char(text, ':', from);
    struct str group = str_slice(text, from, colon);
    if (colon == STR_NONE && str_find_char(group, '.', 0) != STR_NONE) {
      *groups += 2;
      return format_is_ipv4(group);
    }
    if (group.n < 1 || group.n > 4 || !all_hex(group))
      return false;
    (*groups)++;
    from = colon == STR_NONE ? text.n + 1 : colon + 1;
  }
  return true;
}

bool format_is_ipv6(struct str text) {
  size_t gap = str_find(text, STR("::"), 0);
  size_t left, right = 0;
  if (gap == STR_NONE)
    return count_groups(text, &left) && left == 8;
  struct str behind = str_slice(text, gap + 2, text.n);
  struct str before = str_slice(text, 0, gap);
  return str_find_char(before, '.', 0) == STR_NONE && count_groups(before, &left) &&
         count_groups(behind, &right) && left + right <= 7;
}

static bool is_local_part(struct str text, bool is_international) {
  bool is_quoted = text.n > 2 && text.p[0] == '"' && text.p[text.n - 1] == '"';
  if (is_quoted) {
    for (size_t i = 1; i + 1 < text.n; i++) {
      if (text.p[i] == '\\' && i + 2 < text.n)
        i++;
      else if (text.p[i] == '"' || text.p[i] == '\\' || (unsigned char)text.p[i] < ' ')
        return false;
    }
    return true;
  }
  char before = '.';
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c == '.' ? before == '.'
                 : !is_letter_or_digit(c, is_international) &&
                       (c == '\0' || !strchr("!#$%&'*+-/=?^_`{|}~", c)))
      return false;
    before = c;
  }
  return text.n > 0 && before != '.';
}

/* RFC 5321, section 4.1.2. */
static bool is_mailbox(struct str text, bool is_international) {
  size_t at = STR_NONE;
  for (size_t i = 0; i < text.n; i++)
    at = text.p[i] == '@' ? i : at;
  if (at == STR_NONE || at > 64 || !is_local_part(str_slice(text, 0, at), is_international))
    return false;
  struct str domain = str_slice(text, at + 1, text.n);
  if (domain.n < 2 || domain.p[0] != '[')
    return is_host(domain, is_international);
  if (domain.p[domain.n - 1] != ']')
    return false;
  struct str address = str_slice(domain, 1, domain.n - 1);
  return str_starts_with(address, STR("IPv6:"))
             ? format_is_ipv6(str_slice(address, 5, address.n))
             : format_is_ipv4(address);
}

static bool is_email(struct str text) {
  return is_mailbox(text, false);
}

static bool is_idn_email(struct str text) {
  return is_mailbox(text, true);
}

/* RFC 9562, section 4. */
static bool is_uuid(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen ? text.p[i] != '-' : !is_hex(text.p[i]))
      return false;
  }
  return text.n == 36;
}

static bool is_regex(struct str text) {
  struct arena arena = {0};
  struct pattern_error error;
  struct pattern *pattern = pattern_compile(&arena, text, 0, &error);
  pattern_free(pattern);
  arena_free(&arena);
  return pattern != NULL;
}

static const struct json_format formats[] = {
    {STR_INIT("date"), "a date such as 2026-01-31", format_is_date},
    {STR_INIT("time"), "a time with its offset such as 09:30:00Z", format_is_time},
    {STR_INIT("date-time"), "a date and time such as 2026-01-31T09:30:00Z",
     format_is_date_time},
    {STR_INIT("duration"), "a duration such as P3D or PT15M", format_is_duration},
    {STR_INIT("email"), "an email address", is_email},
    {STR_INIT("idn-email"), "an email address", is_idn_email},
    {STR_INIT("hostname"), "a host name such as db1.example.org", is_hostname},
    {STR_INIT("idn-hostname"), "a host name", is_idn_hostname},
    {STR_INIT("ipv4"), "an IPv4 address such as 192.0.2.1", format_is_ipv4},
    {STR_INIT("ipv6"), "an IPv6 address such as 2001:db8::1", format_is_ipv6},
    {STR_INIT("uri"), "a URI such as https://example.org/runbook", format_is_uri},
    {STR_INIT("uri-reference"), "a URI or a part of one", format_is_uri_reference},
    {STR_INIT("iri"), "a URI such as https://example.org/runbook", format_is_iri},
    {STR_INIT("iri-reference"), "a URI or a part of one", format_is_iri_reference},
    {STR_INIT("uri-template"), "a URI template such as /cases/{id}", format_is_uri_template},
    {STR_INIT("uuid"), "a UUID", is_uuid},
    {STR_INIT("json-pointer"), "a JSON pointer such as /a/0", format_is_json_pointer},
    {STR_INIT("relative-json-pointer"), "a relative JSON pointer such as 1/a",
     format_is_relative_json_pointer},
    {STR_INIT("regex"), "a regular expression", is_regex},
};

size_t json_format_count(void) {
  return sizeof formats / sizeof formats[0];
}

const struct json_format *json_format_at(size_t index) {
  return &formats[index];
}

const struct json_format *json_format_find(struct str name) {
  for (size_t i = 0; i < json_format_count(); i++) {
    if (str_equal(formats[i].name, name))
      return &formats[i];
  }
  return NULL;
}

struct str json_format_name(const struct json_format *format) {
  return format->name;
}

const char *json_format_text(const struct json_format *format) {
  return format->text;
}

bool json_format_fits(const struct json_format *format, struct str text) {
  return format->fits(text);
}
