/* The line of the source that a finding is about, with carets under the place. */
#include "diag/frame.h"

#include "base/arena.h"
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

/* So many bytes before the caret and behind it are looked at; what is shown is less, but for
 * marks without width and secrets. */
enum { NEAR = 16 * FRAME_CELLS };

/* Offsets into the source: the line, the part of it that is shown, the part that gets carets.
 */
struct frame {
  struct str bytes;
  const struct hidden_stretch *masks; /* near the caret, by place */
  size_t mask_count;
  size_t line_from, line_to;
  size_t near_from, near_to; /* that part */
  size_t from, to;
  size_t caret_from, caret_to;
};

/* The index of the first secret that ends behind the byte. */
static size_t mask_behind(const struct frame *f, size_t at) {
  size_t low = 0, high = f->mask_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (f->masks[middle].to <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The secret that the byte belongs to, or NULL. */
static const struct hidden_stretch *mask_at(const struct frame *f, size_t at) {
  size_t i = mask_behind(f, at);
  return i < f->mask_count && f->masks[i].from <= at ? &f->masks[i] : NULL;
}

/* What is shown as one: a character, or a secret. */
struct unit {
  size_t n, cells;
  bool is_secret;
};

static struct unit unit_at(const struct frame *f, size_t at) {
  const struct hidden_stretch *mask = f->mask_count > 0 ? mask_at(f, at) : NULL;
  if (mask)
    return (struct unit){mask->to - at, HIDDEN_CELLS, true};
  if (glyph_is_plain(f->bytes.p[at]))
    return (struct unit){1, 1, false};
  struct glyph glyph = glyph_at(f->bytes, at);
  return (struct unit){glyph.n, f->bytes.p[at] == '\t' ? TAB_CELLS : glyph.cells, false};
}

static size_t unit_before(const struct frame *f, size_t at) {
  size_t before = glyph_before(f->bytes, f->near_from, at);
  const struct hidden_stretch *mask = mask_at(f, before);
  return mask ? mask->from : before;
}

/* The offset behind as much as fits into `cells` from `at` on; `used` is what it takes. */
static size_t walk_right(const struct frame *f, size_t at, size_t cells, size_t *used) {
  *used = 0;
  for (size_t step = 0; at < f->near_to && step < MOST_STEPS; step++) {
    struct unit unit = unit_at(f, at);
    if (*used + unit.cells > cells)
      break;
    *used += unit.cells;
    at += unit.n;
  }
  return at < f->near_to ? at : f->near_to;
}

static size_t walk_left(const struct frame *f, size_t at, size_t cells) {
  size_t used = 0;
  for (size_t step = 0; at > f->near_from && step < MOST_STEPS / 2; step++) {
    size_t before = unit_before(f, at);
    used += unit_at(f, before).cells;
    if (used > cells)
      break;
    at = before;
  }
  return at;
}

static void choose_window(struct frame *f) {
  size_t used;
  f->from = f->near_from;
  f->to = walk_right(f, f->near_from, FRAME_CELLS, &used);
  if (f->from == f->line_from && f->to == f->line_to)
    return;
  walk_right(f, f->caret_from, CELLS_BEHIND, &used);
  f->from = walk_left(f, f->caret_from, FRAME_CELLS - used);
  /* A mark must not sit on the ellipsis instead of its letter. */
  while (f->from > f->line_from && f->from < f->caret_from && unit_at(f, f->from).cells == 0)
    f->from += unit_at(f, f->from).n;
  f->to = walk_right(f, f->from, FRAME_CELLS, &used);
}

struct frame_mask_list {
  struct hidden_stretch *items;
  size_t count;
};

static struct frame_mask_list masks_of(struct frame_masks *masks, const struct source *source) {
  if (!masks->hidden || masks->hidden->count == 0)
    return (struct frame_mask_list){NULL, 0};
  struct str key = {(const char *)&source, sizeof source};
  size_t index = map_find(&masks->by_source, key);
  if (index == STR_NONE) {
    size_t next = index = masks->by_source.count;
    map_add(&masks->by_source, masks->a, arena_copy(masks->a, key), next);
    masks->lists = arena_grow(masks->a, masks->lists, next, sizeof *masks->lists);
    struct frame_mask_list *list = &masks->lists[next];
    list->items = hidden_in_source(masks->a, masks->hidden, source, 0, source->bytes.n,
                                   &list->count);
  }
  return masks->lists[index];
}

static void keep_near(struct frame *f) {
  size_t first = mask_behind(f, f->near_from), count = first;
  while (count < f->mask_count && f->masks[count].from < f->near_to)
    count++;
  f->masks = count > first ? f->masks + first : NULL;
  f->mask_count = count - first;
}

static struct frame frame_of(struct span span, size_t line, struct frame_mask_list masks) {
  struct span whole = source_line_span(span.source, line);
  struct frame f = {.bytes = span.source->bytes,
                    .masks = masks.items,
                    .mask_count = masks.count,
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
  f.near_from = f.caret_from - f.line_from > NEAR ? f.caret_from - NEAR : f.line_from;
  while (f.near_from > f.line_from && f.near_from < f.caret_from &&
         ((unsigned char)f.bytes.p[f.near_from] & 0xC0) == 0x80)
    f.near_from++;
  f.near_to = f.line_to - f.caret_from > NEAR ? f.caret_from + NEAR : f.line_to;
  keep_near(&f);
  choose_window(&f);
  return f;
}

/* Where the carets stand, in cells from the start of what is shown. */
struct caret_cells {
  size_t from, to;
};

/* `blanks`: of a tab. */
static void add_unit(struct buf *out, const struct frame *f, size_t at, struct unit unit,
                     size_t blanks) {
  if (unit.is_secret) {
    buf_add_c(out, HIDDEN_MASK);
  } else if (blanks > 0) {
    buf_add_repeat(out, ' ', blanks);
  } else if (glyph_is_plain(f->bytes.p[at])) {
    buf_add_char(out, f->bytes.p[at]);
  } else {
    struct glyph glyph = glyph_at(f->bytes, at);
    buf_add(out, (struct str){glyph.text, glyph.text_n});
  }
}

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
    struct unit unit = unit_at(f, at);
    bool is_tab = f->bytes.p[at] == '\t' && !unit.is_secret;
    size_t wide = is_tab ? TAB_CELLS - cells % TAB_CELLS : unit.cells;
    if (wide > 0)
      base = cells;
    if (!has_begun && at + unit.n > f->caret_from) {
      has_begun = true;
      carets.from = base; /* under the letter that a combining mark sits on */
    }
    add_unit(out, f, at, unit, is_tab ? wide : 0);
    cells += wide;
    if (at < f->caret_to)
      carets.to = cells;
    at += unit.n;
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

void frame_add(struct buf *out, struct span span, struct str label, struct frame_masks *masks,
               const struct frame_ink *ink) {
  size_t line = source_line_at(span.source, span.offset);
  struct frame f = frame_of(span, line, masks_of(masks, span.source));
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%zu", span.source->lines_before + line + 1);
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
