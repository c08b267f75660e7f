/* When two headings are the same: what is left of one once its decoration is taken off. */
#include "model/heading.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

static bool is_ascii(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if ((unsigned char)text.p[i] >= 0x80)
      return false;
  }
  return true;
}

static struct str without_pictographs(struct arena *a, struct str text) {
  if (is_ascii(text))
    return text;
  char *kept = arena_alloc(a, text.n);
  size_t n = 0;
  for (size_t at = 0; at < text.n;) {
    uint32_t code_point = 0;
    size_t length = utf8_decode(text, at, &code_point);
    bool is_kept = length == 0 || !is_pictograph(code_point);
    length = length > 0 ? length : 1;
    if (is_kept) {
      memcpy(kept + n, text.p + at, length);
      n += length;
    }
    at += length;
  }
  return n == text.n ? text : (struct str){kept, n};
}

static struct str without_colons(struct str text) {
  while (text.n > 0 && (text.p[text.n - 1] == ':' || text.p[text.n - 1] == ' '))
    text.n--;
  return text;
}

/* Takes "{#id}" or "{.class}" off the end, as generators of anchors write it. */
struct str heading_without_attributes(struct str text) {
  text = str_trim_end(text);
  if (!str_ends_with(text, STR("}")))
    return text;
  for (size_t at = text.n - 1; at-- > 0;) {
    char c = text.p[at];
    if (c == '}')
      return text;
    if (c == '{')
      return text.p[at + 1] == '#' || text.p[at + 1] == '.' ? str_slice(text, 0, at) : text;
  }
  return text;
}

/* The offset of the parenthesis that the last one closes, or STR_NONE. */
static size_t opening_parenthesis(struct str text) {
  size_t depth = 0;
  for (size_t at = text.n; at-- > 0;) {
    if (text.p[at] == ')')
      depth++;
    else if (text.p[at] == '(' && --depth == 0)
      return at;
    if (depth == 0)
      return STR_NONE;
  }
  return STR_NONE;
}

size_t heading_keys(struct arena *a, struct str text, struct str keys[HEADING_KEYS]) {
  struct str bare = heading_without_attributes(without_pictographs(a, text));
  struct str whole = unicode_fold_space(a, unicode_fold(a, bare));
  /* Once more, for a full width colon is one only since it was folded. */
  keys[0] = without_colons(heading_without_attributes(without_colons(whole)));
  if (keys[0].n == 0)
    return 0;
  size_t open = opening_parenthesis(keys[0]);
  if (open == STR_NONE)
    return 1;
  keys[1] = without_colons(str_slice(keys[0], 0, open));
  keys[2] = without_colons(str_trim(str_slice(keys[0], open + 1, keys[0].n - 1)));
  return keys[1].n > 0 && keys[2].n > 0 ? 3 : 1;
}
