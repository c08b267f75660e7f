/* The kinds of content that a schema speaks of, and which of them a block is. */
#include "model/content.h"

#include "model/table.h"

const char *const content_words[CONTENT_KINDS] = {
    [CONTENT_PARAGRAPH] = "paragraph",
    [CONTENT_LIST] = "list",
    [CONTENT_ORDERED_LIST] = "ordered-list",
    [CONTENT_CODE] = "code",
    [CONTENT_TABLE] = "table",
    [CONTENT_QUOTE] = "quote",
    [CONTENT_HTML] = "html",
};

unsigned content_kinds_of(struct arena *scratch, const struct block *block) {
  switch (block->kind) {
  case BLOCK_PARAGRAPH: {
    struct table table;
    if (!table_find(scratch, block->span, &table))
      return CONTENT_BIT(CONTENT_PARAGRAPH);
    return CONTENT_BIT(CONTENT_TABLE) |
           (table.head.offset > block->span.offset ? CONTENT_BIT(CONTENT_PARAGRAPH) : 0);
  }
  case BLOCK_REFERENCE:
    return CONTENT_BIT(CONTENT_PARAGRAPH);
  case BLOCK_BULLET_LIST:
    return CONTENT_BIT(CONTENT_LIST);
  case BLOCK_ORDERED_LIST:
    return CONTENT_BIT(CONTENT_ORDERED_LIST);
  case BLOCK_CODE:
    return CONTENT_BIT(CONTENT_CODE);
  case BLOCK_QUOTE:
    return CONTENT_BIT(CONTENT_QUOTE);
  case BLOCK_HTML:
    return CONTENT_BIT(CONTENT_HTML);
  default:
    return 0;
  }
}
