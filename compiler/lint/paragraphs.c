/* The paragraphs of a case's body, for rules that look at nothing else: quicker than all texts.
 */
#include "lint/paragraphs.h"

struct walk {
  const struct kb_case *kb_case;
  size_t next_line; /* of the case's log lines, which stand in the order of the source */
  void (*visit)(void *ctx, const struct block *block, bool is_in_list);
  void *ctx;
};

static bool is_log_line(struct walk *w, const struct block *block) {
  const struct kb_case *kb_case = w->kb_case;
  while (w->next_line < kb_case->log_line_count &&
         kb_case->log_lines[w->next_line].span.offset +
                 kb_case->log_lines[w->next_line].span.n <=
             block->span.offset)
    w->next_line++;
  return w->next_line < kb_case->log_line_count &&
         kb_case->log_lines[w->next_line].span.offset <= block->span.offset;
}

/* Nests as deep as the limits of bodies let it. */
static void give_blocks(struct walk *w, const struct block *blocks, size_t count,
                        bool is_in_list) {
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
      if (!is_log_line(w, block))
        w->visit(w->ctx, block, is_in_list);
      break;
    case BLOCK_BULLET_LIST:
    case BLOCK_ORDERED_LIST:
      give_blocks(w, block->children, block->child_count, true);
      break;
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
      give_blocks(w, block->children, block->child_count, is_in_list);
      break;
    default:
      break;
    }
  }
}

void case_paragraphs(const struct kb_case *kb_case,
                     void (*visit)(void *ctx, const struct block *block, bool is_in_list),
                     void *ctx) {
  struct walk w = {kb_case, 0, visit, ctx};
  give_blocks(&w, kb_case->doc->blocks, kb_case->doc->block_count, false);
}

struct text paragraph_text(const struct linter *linter, const struct kb_case *kb_case,
                           const struct block *block, bool is_in_list) {
  return (struct text){.kind = TEXT_PROSE,
                       .is_in_list = is_in_list,
                       .bytes = span_text(block->span),
                       .linter = linter,
                       .kb_case = kb_case,
                       .block = block,
                       .span = block->span};
}
