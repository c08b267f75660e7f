/* The links of a body, with the places where they stand: looks for them in the text of each
 * paragraph and heading, put together from its lines. */
#include "parse/links.h"

#include "base/arena.h"
#include "base/buf.h"
#include "parse/body_text.h"
#include "parse/definitions.h"
#include "parse/inline_links.h"
#include "parse/markdown.h"
#include "parse/references.h"

#include <stdlib.h>

struct collector {
  struct arena *a, *scratch;
  const struct body_text *text;
  struct doc *doc;
  struct references references;
  struct buf buf;  /* the text of one block, its lines joined with LF */
  size_t *offsets; /* where each of its lines stands in the source, */
  size_t *starts;  /* and in the text */
  size_t line_count, room;
};

/* ---- The text of a block -------------------------------------------------------------------
 */

static void add_line(struct collector *c, size_t from, size_t to) {
  if (c->line_count == c->room) {
    size_t *offsets = c->offsets, *starts = c->starts;
    c->room = c->room > 0 ? checked_multiply(c->room, 2) : 32;
    c->offsets = arena_array(c->scratch, size_t, c->room);
    c->starts = arena_array(c->scratch, size_t, c->room);
    for (size_t i = 0; i < c->line_count; i++) {
      c->offsets[i] = offsets[i];
      c->starts[i] = starts[i];
    }
  }
  c->offsets[c->line_count] = from;
  c->starts[c->line_count++] = c->buf.n;
  buf_add(&c->buf, body_slice(c->text, from, to));
  buf_add_char(&c->buf, '\n');
}

/* The lines without what belongs to the containers that they stand in. */
static struct str gather(struct collector *c, struct span span) {
  const struct body_text *text = c->text;
  size_t end = span.offset + span.n;
  buf_clear(&c->buf);
  c->line_count = 0;
  for (size_t line = body_line_at(text, span.offset);
       line < text->line_count && text->starts[line] < end; line++) {
    size_t from = text->contents[line], to = text->ends[line];
    from = from < span.offset ? span.offset : from;
    add_line(c, from, to < end ? to : end);
  }
  return buf_str(&c->buf);
}

static size_t offset_of(const struct collector *c, size_t at) {
  size_t low = 0, high = c->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (c->starts[middle] <= at)
      low = middle;
    else
      high = middle;
  }
  return c->offsets[low] + at - c->starts[low];
}

static struct span source_span(const struct collector *c, size_t from, size_t to) {
  return span_of(c->text->source, offset_of(c, from), offset_of(c, to));
}

/* ---- Definitions ---------------------------------------------------------------------------
 */

static void add_definitions(struct collector *c, const struct block *block) {
  struct str all = gather(c, block->span), rest = all;
  for (struct definition d; definition_at(rest, &d);) {
    size_t at = (size_t)(rest.p - all.p);
    struct reference reference = {.whole = source_span(c, at, at + d.n - 1),
                                  .destination = source_span(c, at + d.from, at + d.to)};
    references_add(c->scratch, &c->references, str_slice(rest, 1, d.label), reference);
    rest = str_slice(rest, d.n, rest.n);
  }
}

static void add_all_definitions(struct collector *c, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].kind == BLOCK_REFERENCE)
      add_definitions(c, &blocks[i]);
    add_all_definitions(c, blocks[i].children, blocks[i].child_count);
  }
}

/* ---- Links ---------------------------------------------------------------------------------
 */

static bool has_escapes(enum link_kind kind, struct str written) {
  bool has_backslash = str_find_char(written, '\\', 0) != STR_NONE;
  return str_find_char(written, '&', 0) != STR_NONE || (kind != LINK_AUTOLINK && has_backslash);
}

/* Most destinations are what their source says. */
static struct str plain_destination(struct collector *c, enum link_kind kind,
                                    struct span span) {
  struct str written = str_trim(span_text(span));
  if (kind == LINK_SHORTCODE || !has_escapes(kind, written))
    return written;
  size_t from = span.offset, to = from + span.n;
  bool is_bracketed = c->text->source->bytes.p[from - 1] == '<';
  struct str outside = body_slice(c->text, from - is_bracketed, to + is_bracketed);
  bool is_autolink = kind == LINK_AUTOLINK;
  /* A blank behind it: a backslash at its end must not escape the parenthesis. */
  struct str link = arena_printf(c->scratch, "%s%.*s%s", is_autolink ? "" : "[](",
                                 STR_ARG(outside), is_autolink ? "" : " )");
  struct str destination = markdown_destination(c->scratch, link);
  return destination.p ? arena_copy(c->a, destination) : written;
}

static void add_link(struct collector *c, enum link_kind kind, struct span whole,
                     struct span span) {
  struct doc *doc = c->doc;
  doc->links = arena_grow(c->a, doc->links, doc->link_count, sizeof *doc->links);
  doc->links[doc->link_count++] =
      (struct link){kind, whole, span, plain_destination(c, kind, span)};
}

/* Is there anything in the text that a link could begin with, or end? */
static bool may_hold_link(struct str s, bool has_references) {
  if (str_find_char(s, '<', 0) != STR_NONE || str_find(s, STR("{{"), 0) != STR_NONE)
    return true;
  for (size_t at = str_find_char(s, ']', 0); at != STR_NONE;
       at = str_find_char(s, ']', at + 1)) {
    if (has_references || (at + 1 < s.n && s.p[at + 1] == '('))
      return true;
  }
  return false;
}

static void add_found(struct collector *c, struct str text) {
  struct inline_links found = inline_links_find(c->scratch, text, &c->references);
  for (size_t i = 0; i < found.count; i++) {
    const struct inline_link *link = &found.items[i];
    add_link(c, link->kind, source_span(c, link->whole, link->end),
             source_span(c, link->from, link->to));
  }
}

static void add_links(struct collector *c, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    bool is_text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
    if (is_text && may_hold_link(span_text(block->inner), c->references.count > 0))
      add_found(c, gather(c, block->inner));
    add_links(c, block->children, block->child_count);
  }
}

/* The heading that opened the case stands on one line, outside the body. */
static void add_title_links(struct collector *c) {
  struct span title = c->doc->piece->title;
  if (c->doc->piece->heading_level == 0 || !may_hold_link(span_text(title), true))
    return;
  const struct body_text *body = c->text;
  struct body_text heading = body_text_of(c->scratch, title);
  c->text = &heading;
  add_found(c, gather(c, title));
  c->text = body;
}

static int compare_links(const void *left, const void *right) {
  const struct link *a = left, *b = right;
  return (a->span.offset > b->span.offset) - (a->span.offset < b->span.offset);
}

/* One that nobody refers to leads nowhere: it may well be a log line, "[x]: failed", and one of
 * a footnote is text. */
static void add_used_definitions(struct collector *c) {
  bool any = false;
  for (size_t i = 0; i < c->references.count; i++) {
    const struct reference *reference = &c->references.items[i];
    bool is_footnote = str_starts_with(span_text(reference->whole), STR("[^"));
    if (!reference->is_used || is_footnote)
      continue;
    add_link(c, LINK_DEFINITION, reference->whole, reference->destination);
    any = true;
  }
  if (any && c->doc->link_count > 1)
    qsort(c->doc->links, c->doc->link_count, sizeof *c->doc->links, compare_links);
}

void links_find(struct arena *a, struct arena *scratch, const struct body_text *text,
                struct doc *doc) {
  struct collector c = {.a = a, .scratch = scratch, .text = text, .doc = doc};
  add_all_definitions(&c, doc->blocks, doc->block_count);
  add_title_links(&c);
  if (c.references.count > 0 || may_hold_link(body_slice(text, text->from, text->to), false))
    add_links(&c, doc->blocks, doc->block_count);
  add_used_definitions(&c);
  buf_free(&c.buf);
}
