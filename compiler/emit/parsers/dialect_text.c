/* Fixed texts, and what stands before one, in the words of the programs that read the parsers.
 */
#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "emit/parsers/dialect.h"
#include "emit/parsers/dialect_point.h"

void dialect_write_point(struct buf *out, uint32_t c, bool in_set) {
  enum { LAST_BMP = 0xFFFF };
  struct str special = in_set ? STR("\\[]^-&~") : STR("\\.+*?()|[]{}^$");
  if (c < 0x20 || c == 0x7F || c == '"' || c == '\'' || c == '/') {
    buf_printf(out, "\\x%02x", (unsigned)c);
  } else if (c < 0x80) {
    if (str_find_char(special, (char)c, 0) != STR_NONE)
      buf_add_char(out, '\\');
    buf_add_char(out, (char)c);
  } else if (c <= LAST_BMP && !is_unicode_word(c)) {
    buf_printf(out, "\\u%04x", (unsigned)c);
  } else {
    char bytes[4];
    size_t n = utf8_encode(c, bytes);
    buf_add(out, (struct str){bytes, n});
  }
}

void dialect_write_text(struct buf *out, struct str text) {
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    dialect_write_point(out, n > 0 ? c : (unsigned char)text.p[at], false);
    at += n > 0 ? n : 1;
  }
}

void dialect_write_stops(struct buf *out, struct str first, struct stops stops) {
  if (first.n == 0 && stops.count == 0)
    return;
  buf_add_c(out, "(?!");
  dialect_write_text(out, first);
  for (size_t i = 0; i < stops.count; i++) {
    if (i > 0 || first.n > 0)
      buf_add_char(out, '|');
    dialect_write_text(out, stops.items[i]);
  }
  buf_add_char(out, ')');
}

/* Any character of a line but these. */
static void write_but(struct buf *out, const uint32_t *points, size_t count) {
  buf_add_c(out, "[^");
  for (size_t i = 0; i < count; i++)
    dialect_write_point(out, points[i], true);
  buf_add_c(out, "\\r\\n]");
}

/* A text without "ab" in it, behind which "ab" stands, without looking ahead: what follows an
 * "a" is looked at by taking it. */
static void write_without_pair(struct buf *out, const uint32_t *pair, size_t least) {
  struct buf one = {0};
  bool is_double = pair[0] == pair[1];
  buf_add_c(&one, "(?:");
  if (is_double) {
    dialect_write_point(&one, pair[0], false);
    buf_add_char(&one, '?');
    write_but(&one, pair, 1);
  } else {
    write_but(&one, pair, 1);
    buf_add_char(&one, '|');
    dialect_write_point(&one, pair[0], false);
    buf_add_char(&one, '+');
    write_but(&one, pair, 2);
  }
  buf_add_char(&one, ')');
  struct str unit = buf_str(&one);
  if (least == 0 || is_double)
    buf_printf(out, "%.*s%s", STR_ARG(unit), least > 0 ? "+" : "*");
  else
    buf_printf(out, "(?:%.*s+", STR_ARG(unit));
  if (!is_double) {
    dialect_write_point(out, pair[0], false);
    buf_add_char(out, '*');
  }
  if (!is_double && least > 0) {
    buf_add_char(out, '|');
    dialect_write_point(out, pair[0], false);
    buf_add_c(out, "+)");
  }
  buf_free(&one);
}

bool dialect_write_until(struct buf *out, enum dialect dialect, struct str literal,
                         size_t least, struct stops stops) {
  uint32_t pair[2] = {0, 0};
  size_t first = utf8_decode(literal, 0, &pair[0]);
  size_t second = first < literal.n ? utf8_decode(literal, first, &pair[1]) : 0;
  const char *times = least > 0 ? "+" : "*";
  if (dialect == DIALECT_ONIGMO) {
    buf_add_c(out, "(?:");
    dialect_write_stops(out, literal, stops);
    buf_printf(out, "[^\\r\\n])%s", times);
    return true;
  }
  if (second == 0) {
    write_but(out, pair, 1);
    buf_add_c(out, times);
    return true;
  }
  if (first + second == literal.n) {
    write_without_pair(out, pair, least);
    return true;
  }
  buf_printf(out, "[^\\r\\n]%s?", times);
  return false;
}

void dialect_write_comment(struct buf *out, struct str text) {
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    if (n == 0 || c < 0x20 || c == 0x7F)
      buf_printf(out, "\\x%02x", (unsigned)(unsigned char)text.p[at]);
    else if (c >= 0x80 && !is_unicode_word(c))
      buf_printf(out, "\\u%04x", (unsigned)c);
    else
      buf_add(out, str_slice(text, at, at + n));
    at += n > 0 ? n : 1;
  }
}
