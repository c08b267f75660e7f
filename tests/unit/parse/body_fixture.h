/* A body parsed, and its blocks written down in one line each level, for tests to compare. */
#ifndef BODY_FIXTURE_H
#define BODY_FIXTURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/doc.h"
#include "parse/body.h"

struct body_fixture {
  struct arena a, scratch, found;
  struct bag bag;
  struct piece piece;
  struct doc doc;
  struct buf text;
};

static inline void fixture_close(struct body_fixture *f) {
  arena_free(&f->a);
  arena_free(&f->scratch);
  arena_free(&f->found);
  buf_free(&f->text);
  *f = (struct body_fixture){.piece = {.source = NULL}};
}

/* Parses the whole text as the body of a piece. */
static inline void fixture_parse(struct body_fixture *f, struct str text) {
  fixture_close(f);
  f->bag.arena = &f->found;
  f->piece.source = source_new(&f->a, STR("case.md"), text);
  f->piece.body = span_of(f->piece.source, 0, f->piece.source->bytes.n);
  f->doc.piece = &f->piece;
  parse_body(&f->a, &f->scratch, &f->bag, &f->piece, &f->doc);
}

static inline void fixture_add_text(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++)
    buf_add_char(out, text.p[i] == '\n' ? '$' : text.p[i] == '\r' ? '^' : text.p[i]);
}

/* NAME{span|inner}, the inner only where it is another; a heading's text behind "=", the info
 * of code behind "=", "!" behind a fence without end; children in brackets. LF is "$", CR is
 * "^". */
static inline void fixture_add_blocks(struct buf *out, const struct block *blocks,
                                      size_t count) {
  static const char *const names[] = {
      [BLOCK_PARAGRAPH] = "P",     [BLOCK_HEADING] = "H",    [BLOCK_BULLET_LIST] = "UL",
      [BLOCK_ORDERED_LIST] = "OL", [BLOCK_ITEM] = "I",       [BLOCK_CODE] = "C",
      [BLOCK_QUOTE] = "Q",         [BLOCK_HTML] = "HTML",    [BLOCK_COMMENT] = "COMMENT",
      [BLOCK_BREAK] = "BREAK",     [BLOCK_REFERENCE] = "REF"};
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    if (i > 0)
      buf_add_char(out, ' ');
    buf_add_c(out, names[block->kind]);
    if (block->kind == BLOCK_HEADING)
      buf_printf(out, "%d", block->level);
    if (block->number > 0)
      buf_printf(out, "%zu", block->number);
    buf_add_char(out, '{');
    fixture_add_text(out, span_text(block->span));
    if (block->inner.offset != block->span.offset || block->inner.n != block->span.n) {
      buf_add_char(out, '|');
      fixture_add_text(out, span_text(block->inner));
    }
    buf_add_char(out, '}');
    if (block->text.n > 0 || block->info.n > 0)
      buf_printf(out, "=%.*s%.*s", STR_ARG(block->text), STR_ARG(block->info));
    if (block->is_fenced && !block->is_closed)
      buf_add_char(out, '!');
    if (block->child_count > 0) {
      buf_add_char(out, '[');
      fixture_add_blocks(out, block->children, block->child_count);
      buf_add_char(out, ']');
    }
  }
}

static inline struct str fixture_blocks(struct body_fixture *f, struct str text) {
  fixture_parse(f, text);
  if (f->doc.is_body_unusable)
    buf_add_c(&f->text, "unusable");
  fixture_add_blocks(&f->text, f->doc.blocks, f->doc.block_count);
  return buf_str(&f->text);
}

#endif
