/* The canonical form: blank lines between things, and at both ends of the file. */
#include "base/arena.h"
#include "driver/format/form.h"

static size_t line_start(const struct source *source, size_t line) {
  return line < source->line_count ? source->line_starts[line] : source->bytes.n;
}

/* Takes the lines [from, to) away. */
static void take_lines(struct form *form, size_t from, size_t to) {
  const struct source *source = form->layout->source;
  if (to > from)
    form_edit(form, line_start(source, from), line_start(source, to), STR(""));
}

static bool has_kind(const struct thing *thing, enum block_kind kind) {
  return thing->kind == THING_BLOCK && thing->block->kind == kind;
}

static bool is_html(const struct thing *thing) {
  return has_kind(thing, BLOCK_HTML) || has_kind(thing, BLOCK_COMMENT);
}

/* Behind HTML nothing moves: a comment may speak about the line below it. Definitions stand
 * together, and with the text behind them. A last row of dashes right under a paragraph ends
 * the case to us, and makes a heading of the paragraph to others; so does an underlined title.
 */
static bool may_part(const struct thing *above, const struct thing *below) {
  if (is_html(above) || (has_kind(above, BLOCK_PARAGRAPH) && has_kind(below, BLOCK_BREAK)))
    return false;
  if (below->kind == THING_CASE)
    return str_starts_with(str_trim(span_text(below->piece->heading)), STR("#"));
  if (has_kind(above, BLOCK_REFERENCE))
    return !has_kind(below, BLOCK_REFERENCE) && !has_kind(below, BLOCK_PARAGRAPH);
  return true;
}

/* The front matter of a case stands right under its heading, everything else one line apart. */
static void space(struct form *form, const struct thing *above, const struct thing *below) {
  const struct source *source = form->layout->source;
  size_t wanted = above->kind == THING_CASE && below->kind == THING_FRONT ? 0 : 1;
  size_t blank = above->last + 1;
  while (blank < below->first && is_blank_line(source, blank))
    blank++;
  if (blank < below->first)
    return; /* something else stands there */
  size_t count = below->first > above->last ? below->first - above->last - 1 : 0;
  if (count > wanted)
    take_lines(form, above->last + 1, below->first - wanted);
  if (count == 0 && wanted == 1 && below->first > above->last && may_part(above, below))
    form_edit(form, line_start(source, below->first), line_start(source, below->first),
              STR("\n"));
}

/* In lists and quotes it matters whether there is a blank line, not how many there are. */
static void squeeze(struct form *form, const struct thing *thing) {
  const struct source *source = form->layout->source;
  for (size_t i = thing->first; i + 1 <= thing->last; i++) {
    size_t end = i;
    while (end <= thing->last && form->layout->lines[end] != LINE_LOCKED &&
           is_blank_line(source, end))
      end++;
    if (end > i + 1)
      take_lines(form, i + 1, end);
    i = end > i ? end - 1 : i;
  }
}

/* Code that nothing closes goes on to the end, blank lines included. */
static bool is_open(const struct block *block) {
  while (block->child_count > 0)
    block = &block->children[block->child_count - 1];
  return block->kind == BLOCK_HTML ||
         (block->kind == BLOCK_CODE && block->is_fenced && !block->is_closed);
}

static bool has_open_end(const struct layout *layout) {
  const struct thing *last = layout->count > 0 ? &layout->things[layout->count - 1] : NULL;
  return last && last->kind == THING_BLOCK && is_open(last->block);
}

static void space_ends(struct form *form) {
  const struct source *source = form->layout->source;
  size_t first = 0, end = source->line_count;
  while (first < end && is_blank_line(source, first))
    first++;
  while (end > first && is_blank_line(source, end - 1))
    end--;
  if (first < end)
    take_lines(form, 0, first);
  if (!has_open_end(form->layout))
    take_lines(form, end, source->line_count);
  if (end > first && end == source->line_count && !str_ends_with(source->bytes, STR("\n")))
    form_edit(form, source->bytes.n, source->bytes.n, STR("\n"));
}

void form_spacing(struct form *form) {
  const struct layout *layout = form->layout;
  space_ends(form);
  for (size_t i = 0; i < layout->count; i++) {
    if (i > 0)
      space(form, &layout->things[i - 1], &layout->things[i]);
    if (layout->things[i].kind == THING_BLOCK)
      squeeze(form, &layout->things[i]);
  }
}
