/* What stands where in a text that is to be formatted, line by line. */
#include "driver/format/layout.h"

#include "base/arena.h"
#include "driver/pipeline.h"
#include "model/case.h"
#include "parse/body.h"

bool is_blank_line(const struct source *source, size_t line) {
  return str_trim(source_line(source, line)).n == 0;
}

static size_t first_line(struct span span) {
  return source_line_at(span.source, span.offset);
}

static size_t last_line(struct span span) {
  return source_line_at(span.source, span.n > 0 ? span.offset + span.n - 1 : span.offset);
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static void mark(struct layout *layout, size_t first, size_t last, enum line_kind kind) {
  for (size_t i = first; i <= last && i < layout->source->line_count; i++)
    layout->lines[i] = kind;
}

/* Recurses no deeper than blocks may nest. */
static void mark_block(struct layout *layout, const struct block *block) {
  size_t first = first_line(block->span), last = last_line(block->span);
  switch (block->kind) {
  case BLOCK_HTML:
    /* Lines of nothing but markers at its end are not counted as its own. */
    while (last + 1 < layout->source->line_count && !is_blank_line(layout->source, last + 1))
      last++;
    mark(layout, first, last, LINE_LOCKED);
    return;
  case BLOCK_CODE:
  case BLOCK_COMMENT:
  case BLOCK_REFERENCE:
    mark(layout, first, last, LINE_LOCKED);
    return;
  case BLOCK_PARAGRAPH:
  case BLOCK_HEADING:
    if (last > first)
      mark(layout, first, last - 1, LINE_WRAPPED);
    return;
  default:
    for (size_t i = 0; i < block->child_count; i++)
      mark_block(layout, &block->children[i]);
  }
}

/* Sections of log lines stay as they are: what stands in them was made by a machine. */
static void lock_logs(struct layout *layout, const struct kb_section *sections, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct kb_section *section = &sections[i];
    if (section->rule && section->rule->content.log && section->block_count > 0)
      mark(layout, first_line(section->span), last_line(section->span), LINE_LOCKED);
    lock_logs(layout, section->sections, section->section_count);
  }
}

/* ---- Things -------------------------------------------------------------------------------
 */

static struct thing *add_thing(struct arena *a, struct layout *layout, enum thing_kind kind,
                               size_t first, size_t last) {
  layout->things = arena_grow(a, layout->things, layout->count, sizeof *layout->things);
  struct thing *thing = &layout->things[layout->count++];
  *thing = (struct thing){.kind = kind, .first = first, .last = last};
  return thing;
}

static void add_blocks(struct arena *a, struct layout *layout, const struct doc *doc) {
  for (size_t i = 0; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    add_thing(a, layout, THING_BLOCK, first_line(block->span), last_line(block->span))->block =
        block;
    mark_block(layout, block);
  }
}

/* What belongs to no case: the title of a bundle, rows of dashes between cases. */
static void add_rest(struct arena *a, struct arena *scratch, struct layout *layout, size_t from,
                     size_t to) {
  struct span span = span_of(layout->source, from, to > from ? to : from);
  if (str_trim(span_text(span)).n == 0)
    return;
  struct piece *piece = arena_new(a, struct piece);
  struct doc *doc = arena_new(a, struct doc);
  struct bag nobody = {.arena = scratch};
  *piece = (struct piece){.source = layout->source, .whole = span, .body = span};
  doc->piece = piece;
  parse_body(a, scratch, &nobody, piece, doc);
  if (doc->is_body_unusable)
    mark(layout, first_line(span), last_line(span), LINE_LOCKED);
  else
    add_blocks(a, layout, doc);
}

static void add_front(struct arena *a, struct layout *layout, const struct doc *doc) {
  const struct piece *piece = doc->piece;
  if (piece->front_state != FRONT_PRESENT)
    return;
  size_t inside = source_line_at(piece->source, piece->front.offset);
  size_t end = source_line_at(piece->source, piece->front.offset + piece->front.n);
  struct thing *thing = add_thing(a, layout, THING_FRONT, inside > 0 ? inside - 1 : 0, end);
  thing->piece = piece;
  thing->doc = doc;
  mark(layout, thing->first, thing->last, LINE_LOCKED);
}

static void add_case(struct arena *a, struct layout *layout, const struct kb_case *kb_case) {
  const struct doc *doc = kb_case->doc;
  const struct piece *piece = doc->piece;
  if (piece->heading_level > 0) {
    size_t line = first_line(piece->heading);
    add_thing(a, layout, THING_CASE, line, line)->piece = piece;
  }
  add_front(a, layout, doc);
  if (doc->is_body_unusable)
    mark(layout, first_line(piece->body), last_line(piece->body), LINE_LOCKED);
  else
    add_blocks(a, layout, doc);
  lock_logs(layout, kb_case->sections, kb_case->section_count);
}

struct layout layout_of(struct arena *a, struct arena *scratch,
                        const struct pipeline_text *text) {
  struct layout layout = {.source = text->source};
  layout.lines = arena_array(a, enum line_kind, text->source->line_count);
  size_t at = 0;
  for (size_t i = 0; i < text->count; i++) {
    struct span whole = text->cases[i]->doc->piece->whole;
    add_rest(a, scratch, &layout, at, whole.offset);
    add_case(a, &layout, text->cases[i]);
    at = whole.offset + whole.n;
  }
  add_rest(a, scratch, &layout, at, text->source->bytes.n);
  return layout;
}
