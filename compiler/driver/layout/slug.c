/* The name of a case's file, made of its title. */
#include "driver/layout/slug.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"

/* With a number and ".md" behind it far below what any file system takes, which is 143 bytes
 * where names are encrypted. */
enum { SLUG_BYTES = 80 };

static bool is_apostrophe(uint32_t code_point) {
  return code_point == '\'' || code_point == 0x2019;
}

/* What is neither letter nor digit becomes one dash between words; "issuer's" stays a word. */
static void add_words(struct buf *out, struct str text) {
  bool owes_dash = false, is_in_word = false;
  for (size_t at = 0; at < text.n;) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(text, at, &code_point);
    bool is_word =
        n > 0 && (is_unicode_word(code_point) || (is_in_word && is_unicode_mark(code_point)));
    n = n > 0 ? n : 1;
    if (is_word) {
      if (owes_dash)
        buf_add_char(out, '-');
      owes_dash = false;
      buf_add(out, str_slice(text, at, at + n));
    } else if (!is_in_word || !is_apostrophe(code_point)) {
      owes_dash = out->n > 0;
      is_word = false;
    } else {
      is_word = true;
    }
    is_in_word = is_word;
    at += n;
  }
}

/* Cut before a letter, never between it and its marks. */
static struct str cut(struct str name) {
  if (name.n <= SLUG_BYTES)
    return name;
  size_t end = 0;
  for (size_t at = 0; at <= SLUG_BYTES;) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(name, at, &code_point);
    end = is_unicode_mark(code_point) ? end : at;
    at += n > 0 ? n : 1;
  }
  name = str_slice(name, 0, end);
  while (name.n > 0 && name.p[name.n - 1] == '-')
    name.n--;
  return name;
}

/* Windows takes these for devices, whatever stands behind a dot. */
static bool is_device(struct str name) {
  static const char *const names[] = {"con", "prn", "aux", "nul"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_equal_c(name, names[i]))
      return true;
  }
  bool is_port = str_starts_with(name, STR("com")) || str_starts_with(name, STR("lpt"));
  return is_port && name.n == 4 && is_digit_char(name.p[3]);
}

struct str slug_of(struct arena *a, struct str title) {
  struct buf out = {0};
  add_words(&out, unicode_fold(a, title));
  /* What was taken out may have stood between characters that become one. */
  struct str name = arena_copy(a, cut(unicode_nfc(a, buf_str(&out))));
  buf_free(&out);
  if (name.n == 0)
    return STR("case");
  return is_device(name) ? arena_printf(a, "%.*s-case", STR_ARG(name)) : name;
}

struct str slug_take(struct arena *a, struct slug_set *set, struct str name) {
  size_t count = set->counted.count;
  size_t index = map_add(&set->counted, a, unicode_fold(a, name), count);
  if (index == count) {
    set->counts = arena_grow(a, set->counts, count, sizeof *set->counts);
    set->counts[index] = 1;
  }
  struct str taken = name;
  while (map_find(&set->used, unicode_fold(a, taken)) != STR_NONE)
    taken = arena_printf(a, "%.*s-%zu", STR_ARG(name), ++set->counts[index]);
  map_add(&set->used, a, unicode_fold(a, taken), 0);
  return taken;
}
