/* Walks through a large JSON text without a tree of it.
 *
 * Whether the text is JSON was found out before, so that here it is enough to know where things
 * end. */
#include "driver/match/json_parts.h"

static size_t skip_space(struct str text, size_t at) {
  while (at < text.n &&
         (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\n' || text.p[at] == '\r'))
    at++;
  return at;
}

/* Behind the quote that closes the string at `at`: the first one with an even number of
 * backslashes before it. */
static size_t skip_string(struct str text, size_t at) {
  for (size_t end = str_find_char(text, '"', at + 1); end != STR_NONE;
       end = str_find_char(text, '"', end + 1)) {
    size_t slashes = 0;
    while (text.p[end - 1 - slashes] == '\\')
      slashes++;
    if (slashes % 2 == 0)
      return end + 1;
  }
  return text.n;
}

static bool is_end_of_word(char c) {
  return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_value(struct str text, size_t at) {
  size_t depth = 0;
  do {
    char c = at < text.n ? text.p[at] : 0;
    if (c == '"') {
      at = skip_string(text, at);
    } else if (c == '{' || c == '[') {
      depth++;
      at++;
    } else if (c == '}' || c == ']') {
      depth--;
      at++;
    } else if (depth > 0) {
      at++;
    } else {
      while (at < text.n && !is_end_of_word(text.p[at]))
        at++;
    }
  } while (depth > 0 && at < text.n);
  return at;
}

struct json_parts json_parts_of(struct str text) {
  size_t at = skip_space(text, 0);
  bool has_parts = at < text.n && (text.p[at] == '{' || text.p[at] == '[');
  return (struct json_parts){text, has_parts ? at + 1 : text.n};
}

bool json_parts_next(struct json_parts *parts, struct str *key, struct str *value) {
  struct str text = parts->text;
  size_t at = skip_space(text, parts->at);
  if (at < text.n && text.p[at] == ',')
    at = skip_space(text, at + 1);
  if (at >= text.n || text.p[at] == '}' || text.p[at] == ']')
    return false;
  *key = (struct str){NULL, 0};
  size_t end = skip_value(text, at), colon = skip_space(text, end);
  if (text.p[at] == '"' && colon < text.n && text.p[colon] == ':') {
    *key = str_slice(text, at + 1, end - 1);
    at = skip_space(text, colon + 1);
    end = skip_value(text, at);
  }
  *value = str_slice(text, at, end);
  parts->at = end;
  return true;
}

struct str json_part(struct str object, struct str key) {
  struct json_parts parts = json_parts_of(object);
  struct str name, value;
  while (json_parts_next(&parts, &name, &value)) {
    if (str_equal(name, key))
      return value;
  }
  return (struct str){NULL, 0};
}
