/* The line of the source that a finding is about, with carets under the place. */
#include "diag/frame.h"

#include "base/buf.h"
#include "diag/glyph.h"
#include "diag/hidden.h"

#include <stdio.h>

#define ELLIPSIS "\xE2\x80\xA6"

/* Cells behind the start of the span that are kept if the line is too long: enough for most of
 * what is underlined, and the rest of the room shows what stands before. */
enum { CELLS_BEHIND = 70, TAB_CELLS = 4 };

/* Marks without width take no cells, so steps are counted too: a run of them must not be
 * endless. */
enum { MOST_STEPS = 4 * FRAME_CELLS };

/* Offsets into the source: the line, the part of it that is shown, the part that gets carets.
 */
struct frame {
  const struct source *source;
  const struct hidden *hidden;
  struct str bytes;
  size_t line_from, line_to;
  size_t from, to;
  size_t caret_from, caret_to;
};

static size_t cells_at(struct str bytes, size_t at, struct glyph *glyph) {
  *glyph = glyph_at(bytes, at);
  return bytes.p[at] == '\t' ? TAB_CELLS : glyph->cells;
}

/* The offset behind as much as fits into `cells` from `at` on; `used` is what it takes. */
static size_t walk_right(const struct frame *f, size_t at, size_t cells, size_t *used) {
  *used = 0;
  for (size_t step = 0; at < f->line_to && step < MOST_STEPS; step++) {
    struct glyph glyph;
    size_t wide = cells_at(f->bytes, at, &glyph);
    if (*used + wide > cells)
      break;
    *used += wide;
    at += glyph.n;
  }
  return at < f->line_to ? at : f->line_to;
}

static size_t walk_left(const struct frame *f, size_t at, size_t cells) {
  size_t used = 0;
  for (size_t step = 0; at > f->line_from && step < MOST_STEPS / 2; step++) {
    size_t before = glyph_before(f->bytes, f->line_from, at);
    struct glyph glyph;
    used += cells_at(f->bytes, before, &glyph);
    if (used > cells)
      break;
    at = before;
  }
  return at;
}

static void choose_window(struct frame *f) {
  size_t used;
  f->from = f->line_from;
  f->to = walk_right(f, f->line_from, FRAME_CELLS, &used);
  if (f->to == f->line_to)
    return;
  walk_right(f, f->caret_from, CELLS_BEHIND, &used);
  f->from = walk_left(f, f->caret_from, FRAME_CELLS - used);
  /* A mark must not sit on the ellipsis instead of its letter. */
  struct glyph glyph;
  while (f->from > f->line_from && f->from < f->caret_from &&
         cells_at(f->bytes, f->from, &glyph) == 0)
    f->from += glyph.n;
  f->to = walk_right(f, f->from, FRAME_CELLS, &used);
}

static struct frame frame_of(struct span span, size_t line, const struct hidden *hidden) {
  struct span whole = source_line_span(span.source, line);
  struct frame f = {.source = span.source,
                    .hidden = hidden,
                    .bytes = span.source->bytes,
                    .line_from = whole.offset,
                    .line_to = whole.offset + whole.n,
                    .caret_from = span.offset,
                    .caret_to = span.offset + span.n};
  /* A place in the line end stands behind the line; a span of several lines ends with the
   * first. */
  if (f.caret_from > f.line_to)
    f.caret_from = f.line_to;
  if (f.caret_to > f.line_to || f.caret_to < f.caret_from)
    f.caret_to = f.line_to;
  choose_window(&f);
  return f;
}

/* Where the carets stand, in cells from the start of what is shown. */
struct caret_cells {
  size_t from, to;
};

/* Shows the line, and finds on the way where in it the carets belong. */
static struct caret_cells add_text(struct buf *out, const struct frame *f) {
  struct caret_cells carets = {0, 0};
  size_t cells = 0, base = 0; /* base: where the last character with a width began */
  if (f->from > f->line_from) {
    buf_add_c(out, ELLIPSIS);
    cells = base = 1;
  }
  bool has_begun = false;
  for (size_t at = f->from; at < f->to;) {
    struct glyph glyph = glyph_at(f->bytes, at);
    bool is_tab = f->bytes.p[at] == '\t';
    size_t wide = is_tab ? TAB_CELLS - cells % TAB_CELLS : glyph.cells;
    if (wide > 0)
      base = cells;
    if (!has_begun && at + glyph.n > f->caret_from) {
      has_begun = true;
      carets.from = base; /* under the letter that a combining mark sits on */
    }
    if (hidden_covers(f->hidden, f->source, at))
      buf_add_repeat(out, '*', wide);
    else if (is_tab)
      buf_add_repeat(out, ' ', wide);
    else
      buf_add(out, (struct str){glyph.text, glyph.text_n});
    cells += wide;
    if (at < f->caret_to)
      carets.to = cells;
    at += glyph.n;
  }
  if (!has_begun)
    carets.from = cells;
  if (carets.to <= carets.from)
    carets.to = carets.from + 1;
  if (f->to < f->line_to)
    buf_add_c(out, ELLIPSIS);
  return carets;
}

static void add_gutter(struct buf *out, const struct frame_ink *ink, struct str number,
                       size_t width) {
  buf_add_c(out, "  ");
  buf_add_c(out, ink->gutter);
  buf_add(out, number);
  buf_add_repeat(out, ' ', width - number.n);
  buf_add_c(out, " |");
  buf_add_c(out, ink->plain);
}

void frame_add(struct buf *out, struct span span, struct str label, const struct hidden *hidden,
               const struct frame_ink *ink) {
  size_t line = source_line_at(span.source, span.offset);
  struct frame f = frame_of(span, line, hidden);
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%zu", line + 1);
  struct str number = {digits, n > 0 ? (size_t)n : 0};
  add_gutter(out, ink, number, number.n);
  if (f.line_to > f.line_from)
    buf_add_char(out, ' ');
  struct caret_cells carets = add_text(out, &f);
  buf_add_char(out, '\n');
  add_gutter(out, ink, (struct str){NULL, 0}, number.n);
  buf_add_repeat(out, ' ', carets.from + 1);
  buf_add_c(out, ink->caret);
  buf_add_repeat(out, '^', carets.to - carets.from);
  if (label.n > 0)
    buf_add_char(out, ' ');
  glyph_add(out, label);
  buf_add_c(out, ink->plain);
  buf_add_char(out, '\n');
}
