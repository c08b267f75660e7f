/* The canonical form: headings with "#" and one space. */
#include "base/arena.h"
#include "driver/format/form.h"

/* "## text" for the bytes [from, to), of which the text is [text, text_end). */
static void write_heading(struct form *form, size_t from, size_t text, size_t text_end,
                          size_t to, int level) {
  struct str bytes = form->layout->source->bytes;
  struct str marks =
      arena_printf(form->a, "%.*s%s", level, "######", text_end > text ? " " : "");
  struct text_change *change = form_change(form);
  if (!str_equal(str_slice(bytes, from, text), marks))
    change_add(form->a, change, from, text, marks);
  /* Where the text ends with "#", the marks behind it are what makes that a part of it. */
  if (to > text_end && (text_end == text || bytes.p[text_end - 1] != '#'))
    change_add(form->a, change, text_end, to, STR(""));
}

static size_t line_end(struct span span) {
  struct span line = source_line_span(span.source, source_line_at(span.source, span.offset));
  return line.offset + line.n;
}

static void put_underlined(struct form *form, const struct block *block, bool is_top) {
  struct str text = str_trim(span_text(block->inner));
  if (!is_top || text.n == 0 || text.p[text.n - 1] == '#' ||
      str_find_char(text, '\n', 0) != STR_NONE)
    return;
  struct span inner = span_of_text(block->span.source, text);
  size_t line = source_line_at(block->span.source, block->span.offset);
  write_heading(form, source_line_span(block->span.source, line).offset, inner.offset,
                inner.offset + inner.n, block->span.offset + block->span.n, block->level);
}

static void put_heading(struct form *form, const struct block *block, bool is_top) {
  if (str_find_char(span_text(block->span), '\n', 0) != STR_NONE) {
    put_underlined(form, block, is_top);
    return;
  }
  size_t from = block->span.offset, end = line_end(block->span);
  if (is_top)
    from =
        source_line_span(block->span.source, source_line_at(block->span.source, from)).offset;
  struct str text = str_trim(span_text(block->inner));
  if (text.n == 0)
    write_heading(form, from, end, end, end, block->level);
  else
    write_heading(form, from, span_of_text(block->span.source, text).offset,
                  span_of_text(block->span.source, text).offset + text.n, end, block->level);
}

/* Recurses no deeper than blocks may nest. */
static void put_headings(struct form *form, const struct block *block, bool is_top) {
  if (block->kind == BLOCK_HEADING)
    put_heading(form, block, is_top);
  for (size_t i = 0; i < block->child_count; i++)
    put_headings(form, &block->children[i], false);
}

/* Where a file is one case, its title may be underlined: that is for the writer to keep. */
static void put_case(struct form *form, const struct piece *piece) {
  size_t end = piece->heading.offset + piece->heading.n;
  bool is_marked = str_starts_with(str_trim(span_text(piece->heading)), STR("#"));
  if (piece->title.n > 0 && is_marked)
    write_heading(form, piece->heading.offset, piece->title.offset,
                  piece->title.offset + piece->title.n, end, piece->heading_level);
}

void form_headings(struct form *form) {
  for (size_t i = 0; i < form->layout->count; i++) {
    const struct thing *thing = &form->layout->things[i];
    if (thing->kind == THING_CASE)
      put_case(form, thing->piece);
    else if (thing->kind == THING_BLOCK)
      put_headings(form, thing->block, true);
  }
}
