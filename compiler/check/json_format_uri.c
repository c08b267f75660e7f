/* The formats that address something: URIs and their kin, JSON pointers. */
#include "check/json_format.h"

#include <string.h>

static bool is_hex(char c) {
  char lower = lower_char(c);
  return is_digit_char(c) || (lower >= 'a' && lower <= 'f');
}

static bool is_escape(struct str text, size_t at) {
  return at + 2 < text.n && text.p[at] == '%' && is_hex(text.p[at + 1]) &&
         is_hex(text.p[at + 2]);
}

/* Letters, digits, the marks given, escapes, and beyond ASCII all or nothing. */
static bool holds_only(struct str text, const char *marks, bool is_iri) {
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    bool is_ascii = (unsigned char)c < 0x80;
    if (is_escape(text, i))
      i += 2;
    else if (!(is_ascii
                   ? is_alpha_char(c) || is_digit_char(c) || (c != '\0' && strchr(marks, c))
                   : is_iri))
      return false;
  }
  return true;
}

#define UNRESERVED "-._~"
#define SUB_DELIMS "!$&'()*+,;="

static size_t scheme_length(struct str text) {
  size_t n = 0;
  while (n < text.n && (is_alpha_char(text.p[n]) ||
                        (n > 0 && (is_digit_char(text.p[n]) ||
                                   (text.p[n] != '\0' && strchr("+-.", text.p[n]))))))
    n++;
  return n > 0 && n < text.n && text.p[n] == ':' ? n + 1 : 0;
}

static bool is_address_literal(struct str text) {
  if (text.n < 2 || text.p[text.n - 1] != ']')
    return false;
  struct str inner = str_slice(text, 1, text.n - 1);
  if (inner.n > 0 && lower_char(inner.p[0]) == 'v') {
    size_t dot = str_find_char(inner, '.', 0);
    return dot != STR_NONE && dot > 1 && dot + 1 < inner.n &&
           holds_only(str_slice(inner, dot + 1, inner.n), UNRESERVED SUB_DELIMS ":", false);
  }
  return format_is_ipv6(inner);
}

static bool is_authority(struct str text, bool is_iri) {
  size_t at = str_find_char(text, '@', 0);
  if (at != STR_NONE) {
    if (!holds_only(str_slice(text, 0, at), UNRESERVED SUB_DELIMS ":", is_iri))
      return false;
    text = str_slice(text, at + 1, text.n);
  }
  bool is_literal = text.n > 0 && text.p[0] == '[';
  size_t end = is_literal ? str_find_char(text, ']', 0) : 0;
  if (end == STR_NONE)
    return false;
  size_t colon = str_find_char(text, ':', end);
  struct str host = str_slice(text, 0, colon);
  struct str port = colon == STR_NONE ? STR("") : str_slice(text, colon + 1, text.n);
  for (size_t i = 0; i < port.n; i++) {
    if (!is_digit_char(port.p[i]))
      return false;
  }
  return is_literal ? is_address_literal(host)
                    : holds_only(host, UNRESERVED SUB_DELIMS, is_iri);
}

/* Cuts off what stands from `mark` on; false if that has characters that it may not. */
static bool cut_tail(struct str *text, char mark, bool is_iri) {
  size_t at = str_find_char(*text, mark, 0);
  if (at == STR_NONE)
    return true;
  struct str tail = str_slice(*text, at + 1, text->n);
  *text = str_slice(*text, 0, at);
  return holds_only(tail, UNRESERVED SUB_DELIMS ":@/?", is_iri);
}

static bool is_reference(struct str text, bool needs_scheme, bool is_iri) {
  size_t scheme = scheme_length(text);
  if (needs_scheme && scheme == 0)
    return false;
  text = str_slice(text, scheme, text.n);
  if (!cut_tail(&text, '#', is_iri) || !cut_tail(&text, '?', is_iri))
    return false;
  if (str_starts_with(text, STR("//"))) {
    size_t end = str_find_char(text, '/', 2);
    end = end == STR_NONE ? text.n : end;
    if (!is_authority(str_slice(text, 2, end), is_iri))
      return false;
    text = str_slice(text, end, text.n);
  } else if (scheme == 0) {
    /* A colon in the first segment would end a scheme. */
    size_t colon = str_find_char(text, ':', 0), slash = str_find_char(text, '/', 0);
    if (colon != STR_NONE && (slash == STR_NONE || colon < slash))
      return false;
  }
  return holds_only(text, UNRESERVED SUB_DELIMS ":@/", is_iri);
}

bool format_is_uri(struct str text) {
  return is_reference(text, true, false);
}

bool format_is_uri_reference(struct str text) {
  return is_reference(text, false, false);
}

bool format_is_iri(struct str text) {
  return is_reference(text, true, true);
}

bool format_is_iri_reference(struct str text) {
  return is_reference(text, false, true);
}

/* One variable of an expression: a name, then * or :3. */
static bool is_variable(struct str text) {
  size_t colon = str_find_char(text, ':', 0);
  if (colon != STR_NONE) {
    struct str length = str_slice(text, colon + 1, text.n);
    if (length.n < 1 || length.n > 4 || length.p[0] == '0')
      return false;
    for (size_t i = 0; i < length.n; i++) {
      if (!is_digit_char(length.p[i]))
        return false;
    }
    text = str_slice(text, 0, colon);
  } else if (text.n > 0 && text.p[text.n - 1] == '*') {
    text.n--;
  }
  return text.n > 0 && text.p[0] != '.' && text.p[text.n - 1] != '.' &&
         holds_only(text, "_.", false);
}

static bool is_expression(struct str text) {
  if (text.n > 0 && strchr("+#./;?&=,!@|", text.p[0]) && text.p[0] != '\0')
    text = str_slice(text, 1, text.n);
  for (size_t from = 0; from <= text.n;) {
    size_t comma = str_find_char(text, ',', from);
    size_t end = comma == STR_NONE ? text.n : comma;
    if (!is_variable(str_slice(text, from, end)))
      return false;
    from = end + 1;
  }
  return true;
}

bool format_is_uri_template(struct str text) {
  for (size_t at = 0; at < text.n; at++) {
    unsigned char c = (unsigned char)text.p[at];
    if (c == '{') {
      size_t end = str_find_char(text, '}', at);
      if (end == STR_NONE || !is_expression(str_slice(text, at + 1, end)))
        return false;
      at = end;
    } else if (c <= ' ' || c == 0x7f || strchr("\"'<>\\^`|}", c)) {
      return false;
    } else if (c == '%' && !is_escape(text, at)) {
      return false;
    }
  }
  return true;
}

bool format_is_json_pointer(struct str text) {
  if (text.n > 0 && text.p[0] != '/')
    return false;
  for (size_t i = 0; i < text.n; i++) {
    bool is_escaped = i + 1 < text.n && (text.p[i + 1] == '0' || text.p[i + 1] == '1');
    if (text.p[i] == '~' && !is_escaped)
      return false;
  }
  return true;
}

bool format_is_relative_json_pointer(struct str text) {
  size_t digits = 0;
  while (digits < text.n && is_digit_char(text.p[digits]))
    digits++;
  if (digits == 0 || (digits > 1 && text.p[0] == '0'))
    return false;
  struct str rest = str_slice(text, digits, text.n);
  return str_equal_c(rest, "#") || format_is_json_pointer(rest);
}
