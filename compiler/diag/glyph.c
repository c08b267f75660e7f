/* Text from outside, character by character, as it can be shown without doing anything else. */
#include "diag/glyph.h"

#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void spell(struct glyph *glyph, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void spell(struct glyph *glyph, const char *format, ...) {
  va_list args;
  va_start(args, format);
  glyph->text_n = glyph->cells =
      (size_t)vsnprintf(glyph->text, sizeof glyph->text, format, args);
  va_end(args);
}

/* Besides what no text may hold: marks of direction, line ends of other systems, spaces without
 * width, which a reader looking for the fault would never see, and what is no character, which
 * XML cannot hold. */
static bool is_hidden(uint32_t c) {
  return is_unprintable(c) || c == 0xAD || c == 0x061C || c == 0x180E || c == 0x200B ||
         c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029 ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE;
}

static void spell_hidden(struct glyph *glyph, uint32_t c) {
  if (c == '\n')
    spell(glyph, "\\n");
  else if (c == '\t')
    spell(glyph, "\\t");
  else if (c == '\r')
    spell(glyph, "\\r");
  else if (c < 0x80)
    spell(glyph, "\\x%02x", (unsigned)c);
  else
    spell(glyph, "\\u{%X}", (unsigned)c);
}


/* Does "##" or "##vso" stand before the bracket? Runners find "##[error]" and "##vso[…]" in the
 * middle of a line, too, and in letters of any size. */
static bool opens_command(struct str s, size_t bracket) {
  struct str before = str_slice(s, 0, bracket);
  if (bracket >= 5 && lower_char(before.p[bracket - 3]) == 'v' &&
      lower_char(before.p[bracket - 2]) == 's' && lower_char(before.p[bracket - 1]) == 'o')
    before.n -= 3;
  return str_ends_with(before, STR("##"));
}

struct glyph glyph_at(struct str s, size_t at) {
  struct glyph glyph = {.n = 1, .cells = 1, .text_n = 1};
  if (glyph_is_plain(s.p[at])) {
    glyph.text[0] = s.p[at];
    return glyph;
  }
  if (s.p[at] == '[' && !opens_command(s, at)) {
    glyph.text[0] = '[';
    return glyph;
  }
  uint32_t c;
  size_t n = utf8_decode(s, at, &c);
  if (n == 0) {
    spell(&glyph, "\\x%02x", (unsigned)(unsigned char)s.p[at]);
    return glyph;
  }
  glyph.n = n;
  if (is_hidden(c) || c == '[') {
    spell_hidden(&glyph, c);
    return glyph;
  }
  glyph.text_n = n;
  memcpy(glyph.text, s.p + at, n);
  glyph.cells = unicode_width(c);
  return glyph;
}

size_t glyph_before(struct str s, size_t from, size_t at) {
  for (size_t n = 1; n <= 4 && at - from >= n; n++) {
    uint32_t c;
    if (utf8_decode(s, at - n, &c) == n)
      return at - n;
  }
  return at - 1;
}

void glyph_add(struct buf *out, struct str s) {
  for (size_t at = 0; at < s.n;) {
    size_t plain = at;
    while (plain < s.n && glyph_is_plain(s.p[plain]))
      plain++;
    buf_add(out, str_slice(s, at, plain));
    if ((at = plain) == s.n)
      break;
    struct glyph glyph = glyph_at(s, at);
    buf_add(out, (struct str){glyph.text, glyph.text_n});
    at += glyph.n;
  }
}

void glyph_add_path(struct buf *out, struct str path) {
  bool is_rooted = path.n > 0 && (path.p[0] == '/' || path.p[0] == '.');
  if (!is_rooted && str_find(path, STR("::"), 0) != STR_NONE)
    buf_add_c(out, "./");
  glyph_add(out, path);
}

/* Nothing but blanks of any script before "::"? A byte above ASCII may belong to one. */
static bool begins_command(struct str line, size_t colons) {
  for (size_t i = 0; i < colons; i++) {
    if (line.p[i] > ' ' && line.p[i] < 0x7F)
      return false;
  }
  return true;
}

void glyph_add_line(struct buf *out, struct str line) {
  size_t colons = str_find(line, STR("::"), 0);
  if (colons == STR_NONE || !begins_command(line, colons)) {
    glyph_add(out, line);
    return;
  }
  glyph_add(out, str_slice(line, 0, colons));
  buf_add_c(out, "\\x3a");
  glyph_add(out, str_slice(line, colons + 1, line.n));
}
