/* Walks the members of a JSON text without a tree: numbers stay as they stand.
 *
 * base/json decides what is JSON; what follows here relies on that and looks at no more than it
 * needs to tell one value from the next. */
#include "base/json_walk.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

static char peek(const struct json_walk *walk) {
  return walk->at < walk->text.n ? walk->text.p[walk->at] : 0;
}

static void skip_space(struct json_walk *walk) {
  while (walk->at < walk->text.n && is_white_char(walk->text.p[walk->at]))
    walk->at++;
}

bool json_walk_start(struct json_walk *walk, struct str text, char kind) {
  *walk = (struct json_walk){str_trim(text), 0};
  if (peek(walk) != kind)
    return false;
  walk->at = 1;
  return true;
}

/* Behind the closing quote. */
static void skip_string(struct json_walk *walk) {
  for (walk->at++; walk->at < walk->text.n && walk->text.p[walk->at] != '"'; walk->at++)
    walk->at += walk->text.p[walk->at] == '\\';
  walk->at++;
}

static void skip_value(struct json_walk *walk) {
  size_t depth = 0;
  do {
    char c = peek(walk);
    if (c == '"') {
      skip_string(walk);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']' || is_white_char(c)))
      return;
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    walk->at++;
    /* Behind a bracket that closes the value there is no more of it. */
    if (depth == 0 && (c == '}' || c == ']'))
      return;
  } while (walk->at < walk->text.n);
}

bool json_walk_next(struct json_walk *walk, struct str *key, struct str *value) {
  bool is_object = walk->text.n > 0 && walk->text.p[0] == '{';
  skip_space(walk);
  if (peek(walk) == ',')
    walk->at++;
  skip_space(walk);
  if (walk->at >= walk->text.n || peek(walk) == '}' || peek(walk) == ']')
    return false;
  *key = (struct str){NULL, 0};
  if (is_object) {
    size_t from = walk->at + 1;
    skip_string(walk);
    *key = str_slice(walk->text, from, walk->at - 1);
    skip_space(walk);
    walk->at++;
    skip_space(walk);
  }
  size_t from = walk->at;
  skip_value(walk);
  *value = str_slice(walk->text, from, walk->at);
  return true;
}

/* ---- Strings ------------------------------------------------------------------------------
 */

/* The four digits behind \u. */
static uint32_t read_unit(const char *digits) {
  uint32_t unit = 0;
  for (size_t i = 0; i < 4; i++) {
    char low = lower_char(digits[i]);
    unit = unit * 16 + (uint32_t)(is_digit_char(low) ? low - '0' : low - 'a' + 10);
  }
  return unit;
}

struct str json_unescape(struct arena *a, struct str raw) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  if (str_find_char(raw, '\\', 0) == STR_NONE)
    return raw;
  char *out = arena_room(a, raw.n);
  size_t n = 0;
  for (size_t i = 0; i < raw.n; i++) {
    if (raw.p[i] != '\\') {
      out[n++] = raw.p[i];
      continue;
    }
    i++;
    if (raw.p[i] != 'u') {
      out[n++] = to[strchr(from, raw.p[i]) - from];
      continue;
    }
    uint32_t c = read_unit(raw.p + i + 1);
    i += 4;
    if (c >= 0xD800 && c <= 0xDFFF) {
      c = 0x10000 + ((c - 0xD800) << 10) + (read_unit(raw.p + i + 3) - 0xDC00);
      i += 6;
    }
    n += utf8_encode(c, out + n);
  }
  return (struct str){out, n};
}

struct str json_string_text(struct arena *a, struct str value) {
  if (value.n < 2 || value.p[0] != '"')
    return (struct str){NULL, 0};
  struct str text = json_unescape(a, str_slice(value, 1, value.n - 1));
  return text.p ? text : (struct str){"", 0};
}
