/* Texts as C source: whatever their bytes are, every compiler that reads UTF-8 gives them back.
 */
#include "emit/c/c_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

/* Columns behind the indent at which a literal ends: at a space if there is one, else anyhow.
 */
enum { WIDTH_AT_SPACE = 68, WIDTH = 84 };

struct c_prefix c_prefix_of(struct arena *a, struct str prefix) {
  char *large = arena_alloc(a, prefix.n);
  for (size_t i = 0; i < prefix.n; i++) {
    char c = prefix.p[i];
    large[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  return (struct c_prefix){prefix, {large, prefix.n}};
}

/* ---- Fixed texts --------------------------------------------------------------------------
 */

static bool is_identifier_char(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_';
}

void c_text_source(struct buf *out, const struct c_prefix *prefix, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    struct str rest = str_slice(text, i, text.n);
    bool begins = i == 0 || !is_identifier_char(text.p[i - 1]);
    bool is_small = str_starts_with(rest, STR("kb_")) || str_starts_with(rest, STR("kb.h")) ||
                    str_starts_with(rest, STR("kb.c"));
    if (begins && (is_small || str_starts_with(rest, STR("KB_")))) {
      buf_add(out, is_small ? prefix->small : prefix->large);
      i++;
    } else {
      buf_add_char(out, text.p[i]);
    }
  }
}

void c_text_fixed(struct buf *out, const struct c_prefix *prefix, const char *const *texts) {
  for (; *texts; texts++)
    c_text_source(out, prefix, str_from_c(*texts));
}

/* ---- Characters ---------------------------------------------------------------------------
 */

/* Three octal digits always: what follows can never be taken for a fourth. */
static void add_octal(struct buf *out, char c) {
  unsigned char byte = (unsigned char)c;
  char digits[] = {'\\', (char)('0' + (byte >> 6)), (char)('0' + (byte >> 3 & 7)),
                   (char)('0' + (byte & 7))};
  buf_add(out, (struct str){digits, sizeof digits});
}

/* A character between quotes of that kind. A question mark behind another one could make a
 * trigraph, so it is escaped. */
static void add_char(struct buf *out, char c, char before, char quote) {
  if (c == '\n' || c == '\t') {
    buf_add_c(out, c == '\n' ? "\\n" : "\\t");
  } else if (c < ' ' || c > '~') {
    add_octal(out, c);
  } else {
    if (c == quote || c == '\\' || (c == '?' && before == '?'))
      buf_add_char(out, '\\');
    buf_add_char(out, c);
  }
}

static void new_line(struct buf *out, size_t indent) {
  buf_add_char(out, '\n');
  buf_add_repeat(out, ' ', indent);
}

/* Does the literal that is `width` columns wide end before text.p[at], where a letter begins?
 */
static bool ends_before(struct str text, size_t at, size_t width) {
  char before = text.p[at - 1];
  return before == '\n' || (before == ' ' && width > WIDTH_AT_SPACE) || width > WIDTH;
}

/* Letters stay what they are. As octal digits they would take four times the room, more memory
 * than a compiler should need, and nobody could read what a change changes. What is not seen,
 * or ends a line for some programs, is written in digits. */
static size_t shown_letter(struct str text, size_t at) {
  uint32_t code_point = 0;
  size_t n = (unsigned char)text.p[at] < 0x80 ? 0 : utf8_decode(text, at, &code_point);
  return is_unprintable(code_point) || code_point == 0x2028 || code_point == 0x2029 ? 0 : n;
}

/* Answers how many bytes it has taken from text.p[at] on. */
static size_t add_letter(struct buf *out, struct str text, size_t at) {
  size_t n = shown_letter(text, at);
  if (n > 0)
    buf_add(out, str_slice(text, at, at + n));
  else
    add_char(out, text.p[at], at > 0 ? text.p[at - 1] : 0, '"');
  return n > 0 ? n : 1;
}

void c_text_literal(struct buf *out, struct str text, size_t indent) {
  size_t start = out->n, at = 0;
  buf_add_char(out, '"');
  while (at < text.n) {
    if (at > 0 && ends_before(text, at, out->n - start)) {
      buf_add_char(out, '"');
      new_line(out, indent);
      start = out->n;
      buf_add_char(out, '"');
    }
    at += add_letter(out, text, at);
  }
  buf_add_char(out, '"');
}

void c_text_octal(struct buf *out, struct str bytes, size_t indent) {
  size_t start = out->n;
  buf_add_char(out, '"');
  for (size_t i = 0; i < bytes.n; i++) {
    if (out->n - start > WIDTH) {
      buf_add_char(out, '"');
      new_line(out, indent);
      start = out->n;
      buf_add_char(out, '"');
    }
    add_octal(out, bytes.p[i]);
  }
  buf_add_char(out, '"');
}

void c_text_array(struct buf *out, struct str text, size_t indent) {
  size_t start = out->n;
  buf_add_char(out, '{');
  for (size_t i = 0; i < text.n; i++) {
    if (out->n - start > WIDTH) {
      new_line(out, indent);
      start = out->n;
    }
    buf_add_char(out, '\'');
    add_char(out, text.p[i], 0, '\'');
    buf_add_c(out, "',");
  }
  buf_add_c(out, "'\\000'}");
}
