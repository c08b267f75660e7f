/* The canonical form: the markers of lists. */
#include "base/arena.h"
#include "driver/format/form.h"

static bool is_list(const struct block *block, enum block_kind kind) {
  return block && block->kind == kind;
}

/* ---- Bullets ------------------------------------------------------------------------------
 */

/* With a dash before them these would be a row of dashes. */
static bool looks_like_break(const struct block *item) {
  size_t line = source_line_at(item->span.source, item->span.offset);
  struct span span = source_line_span(item->span.source, line);
  struct str rest = str_slice(span_text(span), item->span.offset + 1 - span.offset, span.n);
  size_t dashes = 0;
  for (size_t i = 0; i < rest.n; i++) {
    if (rest.p[i] != '-' && !is_blank_char(rest.p[i]))
      return false;
    dashes += rest.p[i] == '-';
  }
  return dashes >= 2;
}

static void put_bullets(struct form *form, const struct block *list) {
  bool is_change = false;
  for (size_t i = 0; i < list->child_count; i++) {
    struct span span = list->children[i].span;
    is_change = is_change || span.source->bytes.p[span.offset] != '-';
    if (looks_like_break(&list->children[i]))
      return;
  }
  if (!is_change)
    return;
  struct text_change *change = form_change(form);
  for (size_t i = 0; i < list->child_count; i++) {
    size_t at = list->children[i].span.offset;
    change_add(form->a, change, at, at + 1, STR("-"));
  }
}

/* ---- Numbers ------------------------------------------------------------------------------
 */

/* An item on its way to another number. */
struct renumbering {
  struct form *form;
  struct text_change *change;
  const struct block *item;
  bool is_top; /* the list is in nothing */
};

static size_t count_digits(const struct block *item) {
  struct str text = span_text(item->span);
  size_t n = 0;
  while (n < text.n && is_digit_char(text.p[n]))
    n++;
  return n;
}

static size_t count_spaces(struct str text, size_t from) {
  size_t n = 0;
  while (from + n < text.n && text.p[from + n] == ' ')
    n++;
  return n;
}

/* May every line below the first take another space, being indented by spaces as deep as the
 * content of the item at least? */
static bool may_indent(const struct renumbering *r, size_t first, size_t last, size_t width) {
  if (!r->is_top)
    return false;
  for (size_t i = first + 1; i <= last; i++) {
    struct str line = source_line(r->item->span.source, i);
    if (str_trim(line).n > 0 && count_spaces(line, 0) < width)
      return false;
  }
  return true;
}

/* The content of an item must stay where it is, or move as a whole: what stands in its other
 * lines belongs to it by its indentation. */
static bool keep_content(const struct renumbering *r, size_t old_width, size_t new_width) {
  struct span span = r->item->span;
  const struct source *source = span.source;
  size_t first = source_line_at(source, span.offset);
  size_t last = source_line_at(source, span.offset + span.n - 1);
  size_t behind = old_width + 1, spaces = count_spaces(span_text(span), behind);
  if (last == first || new_width == old_width)
    return true;
  size_t at = span.offset + behind;
  if (new_width < old_width) {
    change_add(r->form->a, r->change, at, at,
               str_slice(STR("          "), 0, old_width - new_width));
    return true;
  }
  size_t more = new_width - old_width;
  if (spaces > more) {
    change_add(r->form->a, r->change, at, at + more, STR(""));
    return true;
  }
  size_t indent = span.offset - source_line_span(source, first).offset;
  if (!may_indent(r, first, last, indent + behind + spaces))
    return false;
  for (size_t i = first + 1; i <= last; i++) {
    size_t start = source_line_span(source, i).offset;
    if (!is_blank_line(source, i))
      change_add(r->form->a, r->change, start, start, str_slice(STR("          "), 0, more));
  }
  return true;
}

static bool renumber(const struct renumbering *r, size_t number) {
  size_t width = count_digits(r->item), at = r->item->span.offset;
  struct str digits = arena_printf(r->form->a, "%zu", number);
  if (digits.n > 9 || !keep_content(r, width, digits.n))
    return false;
  change_add(r->form->a, r->change, at, at + width, digits);
  return true;
}

/* The first number stays: a list may go on where another one has ended. */
static void put_numbers(struct form *form, const struct block *list, bool is_top) {
  struct text_change *change = NULL;
  for (size_t i = 0; i < list->child_count; i++) {
    const struct block *item = &list->children[i];
    size_t number = list->children[0].number + i;
    if (item->number == number)
      continue;
    change = change ? change : form_change(form);
    struct renumbering r = {form, change, item, is_top};
    if (!renumber(&r, number)) {
      change->count = 0;
      return;
    }
  }
}

/* ---- All lists ----------------------------------------------------------------------------
 */

/* Two lists of bullets side by side are two because their markers differ. */
static bool has_twin(const struct block *const *blocks, size_t i, size_t count) {
  return (i > 0 && is_list(blocks[i - 1], BLOCK_BULLET_LIST)) ||
         (i + 1 < count && is_list(blocks[i + 1], BLOCK_BULLET_LIST));
}

static void put_lists(struct form *form, const struct block *const *blocks, size_t count,
                      bool is_top) {
  for (size_t i = 0; i < count; i++) {
    const struct block *block = blocks[i];
    if (!block)
      continue;
    if (is_list(block, BLOCK_BULLET_LIST) && !has_twin(blocks, i, count))
      put_bullets(form, block);
    if (is_list(block, BLOCK_ORDERED_LIST))
      put_numbers(form, block, is_top);
    const struct block **children =
        arena_array(form->a, const struct block *, block->child_count + 1);
    for (size_t j = 0; j < block->child_count; j++)
      children[j] = &block->children[j];
    put_lists(form, children, block->child_count, false);
  }
}

void form_lists(struct form *form) {
  const struct layout *layout = form->layout;
  const struct block **blocks = arena_array(form->a, const struct block *, layout->count + 1);
  for (size_t i = 0; i < layout->count; i++) {
    const struct thing *thing = &layout->things[i];
    bool is_locked = layout->lines[thing->first] == LINE_LOCKED;
    blocks[i] = thing->kind == THING_BLOCK && !is_locked ? thing->block : NULL;
  }
  put_lists(form, blocks, layout->count, true);
}
