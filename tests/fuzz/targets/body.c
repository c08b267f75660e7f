/* Bodies: blocks and links lie in the source, one in the other and one behind the other; what
 * cmark is shown of a text has the blocks of the text. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/doc.h"
#include "parse/body.h"
#include "parse/body_limits.h"
#include "parse/body_skeleton.h"
#include "parse/body_text.h"
#include "parse/markdown.h"
#include "read/read.h"

#include <stdlib.h>

struct desk {
  struct arena a, scratch;
  struct bag bag;
  struct piece piece;
  struct doc doc;
};

static void check_blocks(const struct block *blocks, size_t count, struct span around) {
  size_t end = around.offset;
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    HOLDS(fuzz_span_is_good(block->span) && fuzz_is_inside(block->span, around));
    HOLDS(fuzz_span_is_good(block->inner) && fuzz_is_inside(block->inner, block->span));
    HOLDS(block->span.offset >= end);
    HOLDS(block->kind != BLOCK_HEADING || (block->level >= 1 && block->level <= 6));
    end = (size_t)block->span.offset + block->span.n;
    check_blocks(block->children, block->child_count, block->span);
  }
}

static void check_links(const struct doc *doc) {
  size_t from = 0;
  for (size_t i = 0; i < doc->link_count; i++) {
    const struct link *link = &doc->links[i];
    HOLDS(fuzz_span_is_good(link->whole) && fuzz_span_is_good(link->span));
    HOLDS(fuzz_is_inside(link->whole, doc->piece->body));
    HOLDS(fuzz_is_inside(link->span, link->whole));
    HOLDS(link->span.offset >= from);
    from = link->span.offset;
  }
}

/* What a body is, without its places. */
static void add_shape(struct buf *out, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buf_printf(out, "%d %d %zu %d%d %.*s|%.*s(", (int)blocks[i].kind, blocks[i].level,
               blocks[i].number, blocks[i].is_fenced, blocks[i].is_closed,
               STR_ARG(blocks[i].text), STR_ARG(blocks[i].info));
    add_shape(out, blocks[i].children, blocks[i].child_count);
    buf_add_char(out, ')');
  }
}

static void parse(struct desk *d, struct str text) {
  d->doc = (struct doc){.piece = &d->piece};
  d->piece = (struct piece){.source = read_source_bytes(&d->a, &d->bag, STR("x.md"), text)};
  if (!d->piece.source)
    return;
  d->piece.body = d->piece.whole = span_of(d->piece.source, 0, d->piece.source->bytes.n);
  parse_body(&d->a, &d->scratch, &d->bag, &d->piece, &d->doc);
}

static bool is_same_node(const struct markdown_node *a, const struct markdown_node *b) {
  return a->kind == b->kind && a->line == b->line && a->offset == b->offset &&
         a->last_line == b->last_line && a->next == b->next && a->level == b->level &&
         a->is_fenced == b->is_fenced && str_equal(a->text, b->text);
}

static void check_skeleton(struct desk *d) {
  struct body_text body = body_text_of(&d->scratch, d->piece.body);
  struct str skeleton = body_skeleton(&d->scratch, &body);
  struct str bytes = body_slice(&body, body.from, body.to);
  struct markdown whole = markdown_parse(&d->scratch, &body, bytes);
  struct markdown found = markdown_parse(&d->scratch, &body, skeleton);
  HOLDS(whole.count == found.count);
  for (size_t i = 0; i < whole.count; i++)
    HOLDS(is_same_node(&whole.nodes[i], &found.nodes[i]));
}

static void check_crlf(struct desk *d, struct str text) {
  struct buf before = {0}, after = {0};
  if (str_find_char(text, '\r', 0) != STR_NONE)
    return;
  size_t links = d->doc.link_count;
  add_shape(&before, d->doc.blocks, d->doc.block_count);
  parse(d, fuzz_crlf(&d->a, text));
  HOLDS(d->piece.source && !d->doc.is_body_unusable);
  add_shape(&after, d->doc.blocks, d->doc.block_count);
  HOLDS_OR_SAY(str_equal(buf_str(&before), buf_str(&after)), "LF: %.*s\nCRLF: %.*s",
               STR_ARG(buf_str(&before)), STR_ARG(buf_str(&after)));
  HOLDS(d->doc.link_count == links);
  buf_free(&before);
  buf_free(&after);
}

void fuzz_body(struct str input) {
  struct desk d = {.bag = {.arena = NULL}};
  d.bag.arena = &d.a;
  struct str text = fuzz_exact(input);
  parse(&d, text);
  if (d.piece.source && !d.doc.is_body_unusable) {
    check_blocks(d.doc.blocks, d.doc.block_count, d.piece.body);
    check_links(&d.doc);
    check_skeleton(&d);
    fuzz_check_bag(&d.bag);
    check_crlf(&d, text);
  }
  fuzz_check_bag(&d.bag);
  arena_free(&d.a);
  arena_free(&d.scratch);
  free((char *)(size_t)text.p);
}
