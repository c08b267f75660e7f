/* Text as a YAML scalar, whatever is in it. */
#include "driver/init/yaml_text.h"

#include "base/buf.h"
#include "base/utf8.h"

/* What some reader takes for a truth value or for nothing. */
static bool is_keyword(struct str text) {
  static const char *const words[] = {"true", "false", "null", "yes", "no",
                                      "on",   "off",   "y",    "n"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    struct str word = str_from_c(words[i]);
    bool is_same = text.n == word.n;
    for (size_t j = 0; is_same && j < text.n; j++)
      is_same = lower_char(text.p[j]) == word.p[j];
    if (is_same)
      return true;
  }
  return false;
}

/* Letters in front and nothing behind that means anything in YAML. */
static bool is_plain(struct str text) {
  if (text.n == 0 || !is_alpha_char(text.p[0]) || is_keyword(text) || text.p[text.n - 1] == ' ')
    return false;
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (!is_alpha_char(c) && !is_digit_char(c) &&
        str_find_char(STR(" _-./+"), c, 0) == STR_NONE)
      return false;
  }
  return true;
}

/* YAML 1.1 ends a line at U+0085, U+2028 and U+2029, too. */
static bool must_be_escaped(uint32_t c) {
  return is_unprintable(c) || c < 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029 ||
         c == 0xFFFE || c == 0xFFFF;
}

static bool needs_escapes(struct str text) {
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    if (n == 0 || must_be_escaped(c))
      return true;
    at += n;
  }
  return false;
}

static void add_escaped(struct buf *out, uint32_t c) {
  if (c == '\n')
    buf_add_c(out, "\\n");
  else if (c == '\t')
    buf_add_c(out, "\\t");
  else if (c < 0x100)
    buf_printf(out, "\\x%02X", (unsigned)c);
  else if (c < 0x10000)
    buf_printf(out, "\\u%04X", (unsigned)c);
  else
    buf_printf(out, "\\U%08X", (unsigned)c);
}

static void add_double_quoted(struct buf *out, struct str text) {
  buf_add_char(out, '"');
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    if (n == 0)
      buf_add_c(out, "\xEF\xBF\xBD");
    else if (must_be_escaped(c))
      add_escaped(out, c);
    else if (c == '"' || c == '\\')
      buf_printf(out, "\\%c", (char)c);
    else
      buf_add(out, str_slice(text, at, at + n));
    at += n > 0 ? n : 1;
  }
  buf_add_char(out, '"');
}

static void add_single_quoted(struct buf *out, struct str text) {
  buf_add_char(out, '\'');
  for (size_t i = 0; i < text.n; i++)
    buf_add_repeat(out, text.p[i], text.p[i] == '\'' ? 2 : 1);
  buf_add_char(out, '\'');
}

void yaml_add_text(struct buf *out, struct str text) {
  if (is_plain(text))
    buf_add(out, text);
  else if (needs_escapes(text))
    add_double_quoted(out, text);
  else
    add_single_quoted(out, text);
}
