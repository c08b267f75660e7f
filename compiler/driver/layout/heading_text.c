/* The text of headings, for whoever writes Markdown. */
#include "driver/layout/heading_text.h"

#include "model/doc.h"

static void add_marks(struct buf *out, int level) {
  buf_add_repeat(out, '#', (size_t)level);
}

/* The lines of an underlined heading in one. A "#" at their end would be taken for a mark. */
static void add_lines(struct buf *out, struct str text) {
  struct str line;
  bool is_first = true;
  text = str_trim(text);
  while (str_next_line(&text, &line)) {
    if (!is_first)
      buf_add_char(out, ' ');
    is_first = false;
    buf_add(out, str_trim(line));
  }
  if (out->n > 0 && out->p[out->n - 1] == '#') {
    out->n--;
    buf_add_c(out, "\\#");
  }
}

void heading_add_at_level(struct buf *out, const struct block *heading, int level) {
  struct str text = span_text(heading->span);
  if (level == heading->level) {
    buf_add(out, text);
    return;
  }
  add_marks(out, level);
  if (text.n > 0 && text.p[0] == '#') {
    buf_add(out, str_slice(text, (size_t)heading->level, text.n));
    return;
  }
  buf_add_char(out, ' ');
  add_lines(out, span_text(heading->inner));
}

static bool is_letter_or_digit(struct str text, size_t at) {
  if (at >= text.n)
    return false;
  char c = text.p[at];
  return is_digit_char(c) || is_alpha_char(c) || (unsigned char)c >= 0x80;
}

/* "_" inside a word is no markup, and names in titles are full of it; "#" is where it stands by
 * itself. */
static bool is_markup(struct str text, size_t at) {
  if (text.p[at] == '_')
    return at == 0 || !is_letter_or_digit(text, at - 1) || !is_letter_or_digit(text, at + 1);
  if (text.p[at] == '#')
    return at == 0 || is_blank_char(text.p[at - 1]);
  return str_find_char(STR("\\`*[]<>&"), text.p[at], 0) != STR_NONE;
}

void heading_add_escaped(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_markup(text, i))
      buf_add_char(out, '\\');
    buf_add_char(out, text.p[i]);
  }
}
