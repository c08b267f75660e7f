/* The ways through a knowledge base that the files of the family prose share. */
#include "lint/rules/prose.h"

#include "model/kb.h"

void prose_visit_marked(const struct linter *l, unsigned marks,
                        void (*visit)(void *ctx, struct text *text), void *ctx) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if ((l->marks[i] & marks) != 0)
      case_texts(l, l->kb->cases[i], visit, ctx);
  }
}

bool is_in_brackets(struct brackets *brackets, struct str text, size_t at) {
  for (; brackets->read < at; brackets->read++) {
    char c = text.p[brackets->read];
    if (c == '[' || c == ']')
      brackets->is_open = c == '[';
  }
  return brackets->is_open;
}

/* Nests as deep as the limits of bodies let it. */
static void visit_lists(const struct block *blocks, size_t count,
                        void (*visit)(void *ctx, const struct block *list), void *ctx) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].kind == BLOCK_BULLET_LIST || blocks[i].kind == BLOCK_ORDERED_LIST)
      visit(ctx, &blocks[i]);
    if (blocks[i].child_count > 0)
      visit_lists(blocks[i].children, blocks[i].child_count, visit, ctx);
  }
}

void prose_visit_lists(const struct linter *l,
                       void (*visit)(void *ctx, const struct block *list), void *ctx) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct doc *doc = l->kb->cases[i]->doc;
    visit_lists(doc->blocks, doc->block_count, visit, ctx);
  }
}

static struct str paragraph_text(const struct block *block) {
  return block->kind == BLOCK_PARAGRAPH ? span_text(block->span) : STR("");
}

struct str item_head(const struct block *item) {
  return item->child_count > 0 ? paragraph_text(&item->children[0]) : STR("");
}

struct str item_tail(const struct block *item) {
  return item->child_count > 0 ? paragraph_text(&item->children[item->child_count - 1])
                               : STR("");
}
