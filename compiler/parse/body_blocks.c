/* Makes the blocks of a doc from cmark's nodes: exact spans, and what cmark leaves out. */
#include "parse/body_blocks.h"

#include "base/arena.h"
#include "parse/body_leaf.h"

#include <string.h>

struct maker {
  struct arena *a, *scratch;
  const struct body_text *text;
  const struct markdown_node *nodes;
  size_t covered; /* the end of the last block or marker that was seen, kept or not */
};

/* Blocks of one level, as long as they grow. */
struct level {
  struct block *blocks;
  size_t count;
};

static void level_add(struct maker *m, struct level *level, struct block block) {
  level->blocks = arena_grow(m->scratch, level->blocks, level->count, sizeof *level->blocks);
  level->blocks[level->count++] = block;
}

static size_t end_of(const struct block *block) {
  return block->span.offset + block->span.n;
}

/* Whatever stands between two blocks and is not blank must be definitions of links: they are
 * all that cmark leaves out. [from, to) begins behind a block or a marker, or before the body.
 */
static void add_missing(struct maker *m, const struct region *region, size_t from, size_t to,
                        struct level *level) {
  const struct body_text *text = m->text;
  if (from >= to || str_trim(body_slice(text, from, to)).n == 0)
    return;
  bool continues = false;
  for (size_t line = body_line_at(text, from); line <= region->last_line; line++) {
    size_t start = text->starts[line], end = body_line_end(text, line);
    if (start >= to)
      return;
    end = end < to ? end : to;
    start = start < from ? body_skip_blanks(text, from, end) : body_content(text, line);
    bool is_missing = start < end;
    if (is_missing && !continues)
      level_add(m, level, (struct block){.kind = BLOCK_REFERENCE});
    if (is_missing) {
      struct block *block = &level->blocks[level->count - 1];
      size_t first = continues ? block->span.offset : start;
      block->span = span_of(text->source, first, end);
      block->inner = block->span;
      m->covered = end;
    }
    continues = is_missing;
  }
}

static bool is_list(enum block_kind kind) {
  return kind == BLOCK_BULLET_LIST || kind == BLOCK_ORDERED_LIST;
}

/* The bullet, or the character behind the number, of a list's first item. */
static char delimiter_of(const struct block *list) {
  struct str item = span_text(list->span);
  size_t at = 0;
  while (at + 1 < item.n && is_digit_char(item.p[at]))
    at++;
  return item.p[at];
}

/* Where the list at `first` ends once a comment does not split it: the index behind the last
 * list that belongs to it. Sums up the items. */
static size_t list_extent(const struct level *level, size_t first, size_t *item_count) {
  const struct block *list = &level->blocks[first];
  size_t end = first + 1;
  *item_count = list->child_count;
  for (size_t i = end; i < level->count; i++) {
    const struct block *next = &level->blocks[i];
    if (next->kind == BLOCK_COMMENT)
      continue;
    if (next->kind != list->kind || delimiter_of(next) != delimiter_of(list))
      break;
    *item_count += next->child_count;
    end = i + 1;
  }
  return end;
}

static struct block joined_list(struct maker *m, const struct level *level, size_t first,
                                size_t end, size_t item_count) {
  struct block list = level->blocks[first];
  list.children = arena_array(m->a, struct block, item_count);
  list.child_count = 0;
  for (size_t i = first; i < end; i++) {
    const struct block *part = &level->blocks[i];
    if (part->child_count > 0)
      memcpy(list.children + list.child_count, part->children,
             part->child_count * sizeof *part->children);
    list.child_count += part->child_count;
  }
  list.span.n = end_of(&level->blocks[end - 1]) - list.span.offset;
  list.inner = list.span;
  return list;
}

/* Joins the lists that only comments separate, which is where cmark splits them. */
static void join_lists(struct maker *m, struct level *level) {
  size_t kept = 0;
  for (size_t i = 0; i < level->count;) {
    size_t end = i + 1, item_count = 0;
    if (is_list(level->blocks[i].kind))
      end = list_extent(level, i, &item_count);
    struct block block = level->blocks[i];
    if (end > i + 1)
      block = joined_list(m, level, i, end, item_count);
    level->blocks[kept++] = block;
    i = end;
  }
  level->count = kept;
}

/* Moves the level to where it stays. */
static struct block *level_keep(struct maker *m, const struct level *level) {
  if (level->count == 0)
    return NULL;
  struct block *blocks = arena_array(m->a, struct block, level->count);
  memcpy(blocks, level->blocks, level->count * sizeof *blocks);
  return blocks;
}

static struct level make_level(struct maker *m, struct region region, size_t from, size_t first,
                               size_t end);

/* The length of an item's marker and the number in it. */
static size_t marker_of(struct str line, size_t *number) {
  size_t n = 0;
  for (*number = 0; n < line.n && is_digit_char(line.p[n]); n++)
    *number = *number * 10 + (size_t)(line.p[n] - '0');
  return n + 1;
}

/* Comments at the end of an item are no part of it, wherever they are indented to. */
static struct block make_item(struct maker *m, struct region region, size_t index) {
  const struct markdown_node *node = &m->nodes[index];
  if (node->last_line < region.last_line)
    region.last_line = node->last_line;
  struct block item = {.kind = BLOCK_ITEM};
  size_t line_end = body_line_end(m->text, node->line);
  size_t content =
      node->offset + marker_of(body_slice(m->text, node->offset, line_end), &item.number);
  m->covered = content;
  struct level level = make_level(m, region, content, index + 1, node->next);
  while (level.count > 0 && level.blocks[level.count - 1].kind == BLOCK_COMMENT)
    level.count--;
  item.children = level_keep(m, &level);
  item.child_count = level.count;
  size_t end = level.count > 0 ? end_of(&level.blocks[level.count - 1]) : content;
  item.span = span_of(m->text->source, node->offset, end);
  size_t inner = level.count > 0 ? level.blocks[0].span.offset : content;
  item.inner = span_of(m->text->source, inner, end);
  return item;
}

static struct block make_list(struct maker *m, struct region region, size_t index) {
  struct level level = {0};
  size_t end = m->nodes[index].next;
  for (size_t i = index + 1; i < end; i = m->nodes[i].next)
    level_add(m, &level, make_item(m, region, i));
  struct block list = {.kind = m->nodes[index].kind, .child_count = level.count};
  list.children = level_keep(m, &level);
  list.span =
      span_of(m->text->source, m->nodes[index].offset, end_of(&level.blocks[level.count - 1]));
  list.inner = list.span;
  return list;
}

static struct block make_quote(struct maker *m, struct region region, size_t index) {
  const struct markdown_node *node = &m->nodes[index];
  if (node->last_line < region.last_line)
    region.last_line = node->last_line;
  struct level level = make_level(m, region, node->offset + 1, index + 1, node->next);
  struct block quote = {.kind = BLOCK_QUOTE, .child_count = level.count};
  quote.children = level_keep(m, &level);
  quote.span = span_of(m->text->source, node->offset, body_line_end(m->text, region.last_line));
  quote.inner = quote.span;
  m->covered = end_of(&quote);
  return quote;
}

/* A heading's text is mostly its source, and then borrowed. */
static struct str keep_text(struct maker *m, const struct block *heading, struct str text) {
  struct str source = span_text(heading->inner);
  return str_equal(text, source) ? source : arena_copy(m->a, text);
}

static void add_leaf(struct maker *m, const struct region *region,
                     const struct markdown_node *node, struct level *level) {
  struct block definitions;
  struct block block = leaf_block(region, node, &definitions);
  if (definitions.span.source) {
    level_add(m, level, definitions);
    m->covered = end_of(&definitions);
  }
  m->covered = end_of(&block);
  if (block.kind == BLOCK_HEADING) {
    block.level = node->level;
    block.text = keep_text(m, &block, node->text);
  }
  level_add(m, level, block);
}

/* The blocks that the nodes [first, end) and the gaps between them make, from the offset `from`
 * on. */
static struct level make_level(struct maker *m, struct region region, size_t from, size_t first,
                               size_t end) {
  struct level level = {0};
  for (size_t i = first; i < end; i = m->nodes[i].next) {
    const struct markdown_node *node = &m->nodes[i];
    add_missing(m, &region, from, node->offset, &level);
    if (is_list(node->kind))
      level_add(m, &level, make_list(m, region, i));
    else if (node->kind == BLOCK_QUOTE)
      level_add(m, &level, make_quote(m, region, i));
    else
      add_leaf(m, &region, node, &level);
    from = m->covered;
  }
  add_missing(m, &region, from, body_line_end(m->text, region.last_line), &level);
  join_lists(m, &level);
  return level;
}

void body_blocks(struct arena *a, struct arena *scratch, const struct body_text *text,
                 const struct markdown *markdown, struct doc *doc) {
  if (text->line_count == 0)
    return;
  struct maker m = {a, scratch, text, markdown->nodes, text->from};
  struct region region = {.text = text, .last_line = text->line_count - 1};
  struct level level = make_level(&m, region, text->from, 0, markdown->count);
  doc->blocks = level_keep(&m, &level);
  doc->block_count = level.count;
}
