/* The canonical form: blanks at the ends of lines, NFC in running text. */
#include "base/arena.h"
#include "base/unicode.h"
#include "driver/format/form.h"
#include "model/value.h"

/* Two spaces at the end of a line that its paragraph goes on behind are a line break. */
static bool is_hard_break(const struct layout *layout, size_t line, struct str text) {
  return layout->lines[line] == LINE_WRAPPED && str_ends_with(text, STR("  "));
}

static void trim_line(struct form *form, size_t line) {
  struct span span = source_line_span(form->layout->source, line);
  struct str text = span_text(span), kept = str_trim_end(text);
  if (kept.n < text.n && !is_hard_break(form->layout, line, text))
    form_edit(form, span.offset + kept.n, span.offset + text.n, STR(""));
}

/* ---- Front matter -------------------------------------------------------------------------
 */

/* Does a value run over several lines? Then blanks at the ends of lines may be its own. */
static bool has_long_value(const struct value *value) {
  if (value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT)
    return value->style == STYLE_BLOCK ||
           str_find_char(span_text(value->span), '\n', 0) != STR_NONE;
  for (size_t i = 0; i < value->count; i++) {
    const struct value *part =
        value->kind == VALUE_ARRAY ? &value->items[i] : &value->members[i].value;
    if (has_long_value(part))
      return true;
  }
  return false;
}

static void trim_front(struct form *form, const struct thing *thing) {
  trim_line(form, thing->first);
  trim_line(form, thing->last);
  if (!thing->doc->front || thing->doc->has_front_findings || has_long_value(thing->doc->front))
    return;
  for (size_t i = thing->first + 1; i < thing->last; i++)
    trim_line(form, i);
}

/* ---- NFC ----------------------------------------------------------------------------------
 */

/* Each stretch of characters outside ASCII, with the letter before it that a mark may belong
 * to, is a change of its own: some of them may stand in code. */
static void compose_line(struct form *form, size_t line) {
  struct span span = source_line_span(form->layout->source, line);
  struct str text = span_text(span);
  for (size_t at = 0; at < text.n; at++) {
    if ((unsigned char)text.p[at] < 0x80)
      continue;
    size_t from = at > 0 ? at - 1 : at;
    while (at < text.n && (unsigned char)text.p[at] >= 0x80)
      at++;
    struct str part = str_slice(text, from, at);
    struct str composed = unicode_nfc(form->a, part);
    if (!str_equal(part, composed))
      form_edit(form, span.offset + from, span.offset + at, composed);
  }
}

static void compose_block(struct form *form, const struct block *block) {
  if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING) {
    const struct source *source = block->span.source;
    size_t line = source_line_at(source, block->span.offset);
    size_t last = source_line_at(source, block->span.offset + block->span.n);
    for (; line <= last; line++) {
      if (form->layout->lines[line] != LINE_LOCKED)
        compose_line(form, line);
    }
    return;
  }
  for (size_t i = 0; i < block->child_count; i++)
    compose_block(form, &block->children[i]);
}

void form_lines(struct form *form) {
  const struct layout *layout = form->layout;
  for (size_t i = 0; i < layout->source->line_count; i++) {
    if (layout->lines[i] != LINE_LOCKED)
      trim_line(form, i);
  }
  struct str bytes = layout->source->bytes;
  bool is_composed = str_equal(unicode_nfc(form->a, bytes), bytes);
  for (size_t i = 0; i < layout->count; i++) {
    const struct thing *thing = &layout->things[i];
    if (thing->kind == THING_FRONT)
      trim_front(form, thing);
    else if (!is_composed && thing->kind == THING_CASE)
      compose_line(form, thing->first);
    else if (!is_composed && thing->kind == THING_BLOCK)
      compose_block(form, thing->block);
  }
}
