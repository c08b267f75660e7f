/* What a destination is made of, as text: path, query and fragment. */
#include "link/destination.h"

#include "base/arena.h"
#include "base/buf.h"
#include "link/scheme.h"

static int hex_value(char c) {
  if (is_digit_char(c))
    return c - '0';
  char small = lower_char(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* What is no "%" and two digits stays as it is. */
static struct str decode(struct arena *a, struct str text) {
  if (str_find_char(text, '%', 0) == STR_NONE)
    return text;
  char *bytes = arena_alloc(a, text.n);
  size_t n = 0;
  for (size_t at = 0; at < text.n; at++) {
    bool is_escape = text.p[at] == '%' && at + 2 < text.n && hex_value(text.p[at + 1]) >= 0 &&
                     hex_value(text.p[at + 2]) >= 0;
    bytes[n++] = is_escape ? (char)(hex_value(text.p[at + 1]) * 16 + hex_value(text.p[at + 2]))
                           : text.p[at];
    at += is_escape ? 2 : 0;
  }
  return (struct str){bytes, n};
}

struct destination destination_read(struct arena *a, struct str text) {
  size_t fragment = str_find_char(text, '#', 0);
  size_t query = str_find_char(str_slice(text, 0, fragment), '?', 0);
  size_t end = query != STR_NONE ? query : fragment;
  struct destination destination = {.has_query = query != STR_NONE};
  destination.raw_path = str_slice(text, 0, end);
  destination.path = decode(a, destination.raw_path);
  if (end != STR_NONE)
    destination.raw_tail = str_slice(text, end, text.n);
  if (fragment == STR_NONE)
    return destination;
  /* What stands behind ":~:" is words that the browser looks for. */
  struct str rest = str_slice(text, fragment + 1, text.n);
  rest = str_slice(rest, 0, str_find(rest, STR(":~:"), 0));
  destination.fragment = decode(a, rest);
  return destination;
}

bool destination_is_foreign(struct str text) {
  static const struct str templates[] = {STR_INIT("{{"), STR_INIT("{%"), STR_INIT("${"),
                                         STR_INIT("<%")};
  if (text.n == 0 || has_scheme(text))
    return text.n > 0;
  char first = text.p[0];
  if (first == '/' || first == '\\' || first == '@' || first == '~' || first == '$')
    return true;
  for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
    if (str_find(text, templates[i], 0) != STR_NONE)
      return true;
  }
  return false;
}

struct str destination_encode(struct arena *a, struct str path) {
  struct buf out = {0};
  for (size_t i = 0; i < path.n; i++) {
    char c = path.p[i];
    if (c == ' ' || c == '%' || c == '#' || c == '?' || c == '(' || c == ')')
      buf_printf(&out, "%%%02X", (unsigned)(unsigned char)c);
    else
      buf_add_char(&out, c);
  }
  struct str encoded = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return encoded;
}
