/* Makes the blocks of a doc from cmark's nodes: exact spans, and what cmark leaves out. */
#include "parse/body_blocks.h"

#include "base/arena.h"
#include "parse/body_leaf.h"

#include <string.h>

/* The blocks of all levels that are not finished yet stand on one stack, those of the innermost
 * level on top: a deep body has many levels, each with few blocks. */
struct maker {
  struct arena *a, *scratch;
  const struct body_text *text;
  const struct markdown_node *nodes;
  size_t covered; /* the end of the last block or marker that was seen, kept or not */
  struct block *stack;
  size_t count, room;
};

/* A new block, all zero. */
static struct block *push(struct maker *m, enum block_kind kind) {
  if (m->count == m->room) {
    struct block *old = m->stack;
    m->room = m->room > 0 ? checked_multiply(m->room, 2) : 32;
    m->stack = arena_room(m->scratch, checked_multiply(m->room, sizeof *m->stack));
    if (m->count > 0)
      memcpy(m->stack, old, m->count * sizeof *old);
  }
  m->stack[m->count] = (struct block){.kind = kind};
  return &m->stack[m->count++];
}

/* Moves the level that begins at `bottom` to where it stays. */
static struct block *pop_level(struct maker *m, size_t bottom, size_t *count) {
  *count = m->count - bottom;
  m->count = bottom;
  if (*count == 0)
    return NULL;
  struct block *blocks = arena_room(m->a, checked_multiply(*count, sizeof *blocks));
  return memcpy(blocks, m->stack + bottom, *count * sizeof *blocks);
}

static size_t end_of(const struct block *block) {
  return block->span.offset + block->span.n;
}

static bool is_blank(struct str s) {
  size_t n = 0;
  while (n < s.n && (is_blank_char(s.p[n]) || s.p[n] == '\n' || s.p[n] == '\r'))
    n++;
  return n == s.n;
}

/* Whatever stands between two blocks and is not blank must be definitions of links: they are
 * all that cmark leaves out. [from, to) begins behind a block or a marker, or before the body.
 */
static void add_missing(struct maker *m, const struct region *region, size_t from, size_t to) {
  const struct body_text *text = m->text;
  if (is_blank(body_slice(text, from, to)))
    return;
  struct block *block = NULL;
  for (size_t line = body_line_at(text, from); line <= region->last_line; line++) {
    size_t start = text->starts[line], end = text->ends[line];
    if (start >= to)
      return;
    end = end < to ? end : to;
    start = start < from ? body_skip_blanks(text, from, end) : body_content(text, line);
    if (start >= end) {
      block = NULL;
      continue;
    }
    size_t first = block ? block->span.offset : start;
    block = block ? block : push(m, BLOCK_REFERENCE);
    block->span = span_of(text->source, first, end);
    block->inner = block->span;
    m->covered = end;
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
static size_t list_extent(const struct maker *m, size_t first, size_t *item_count) {
  const struct block *list = &m->stack[first];
  size_t end = first + 1;
  *item_count = list->child_count;
  for (size_t i = end; i < m->count; i++) {
    const struct block *next = &m->stack[i];
    if (next->kind == BLOCK_COMMENT)
      continue;
    if (next->kind != list->kind || delimiter_of(next) != delimiter_of(list))
      break;
    *item_count += next->child_count;
    end = i + 1;
  }
  return end;
}

static struct block joined_list(struct maker *m, size_t first, size_t end, size_t item_count) {
  struct block list = m->stack[first];
  list.children = arena_room(m->a, checked_multiply(item_count, sizeof *list.children));
  list.child_count = 0;
  for (size_t i = first; i < end; i++) {
    const struct block *part = &m->stack[i];
    if (part->child_count > 0)
      memcpy(list.children + list.child_count, part->children,
             part->child_count * sizeof *part->children);
    list.child_count += part->child_count;
  }
  list.span = span_of(list.span.source, list.span.offset, end_of(&m->stack[end - 1]));
  list.inner = list.span;
  return list;
}

/* Joins the lists that only comments separate, which is where cmark splits them. */
static void join_lists(struct maker *m, size_t bottom) {
  size_t kept = bottom;
  for (size_t i = bottom; i < m->count;) {
    size_t end = i + 1, item_count = 0;
    if (is_list(m->stack[i].kind))
      end = list_extent(m, i, &item_count);
    struct block block = m->stack[i];
    if (end > i + 1)
      block = joined_list(m, i, end, item_count);
    m->stack[kept++] = block;
    i = end;
  }
  m->count = kept;
}

static void make_level(struct maker *m, struct region region, size_t from, size_t first,
                       size_t end);

/* The length of an item's marker and the number in it. */
static size_t marker_of(struct str line, size_t *number) {
  size_t n = 0;
  for (*number = 0; n < line.n && is_digit_char(line.p[n]); n++)
    *number = *number * 10 + (size_t)(line.p[n] - '0');
  return n + 1;
}

static struct region region_of(struct region outer, const struct markdown_node *container) {
  if (container->last_line < outer.last_line)
    outer.last_line = container->last_line;
  return outer;
}

/* Comments at the end of an item are no part of it, wherever they are indented to. */
static void make_item(struct maker *m, struct region outer, size_t index) {
  const struct markdown_node *node = &m->nodes[index];
  struct region region = region_of(outer, node);
  struct block item = {.kind = BLOCK_ITEM};
  struct str line = body_slice(m->text, node->offset, m->text->ends[node->line]);
  size_t content = node->offset + marker_of(line, &item.number), bottom = m->count;
  m->covered = content;
  make_level(m, region, content, index + 1, node->next);
  while (m->count > bottom && m->stack[m->count - 1].kind == BLOCK_COMMENT)
    m->count--;
  item.children = pop_level(m, bottom, &item.child_count);
  size_t from = content, to = content;
  if (item.child_count > 0) {
    from = item.children[0].span.offset;
    to = end_of(&item.children[item.child_count - 1]);
  }
  item.span = span_of(m->text->source, node->offset, to);
  item.inner = span_of(m->text->source, from, to);
  *push(m, BLOCK_ITEM) = item;
}

static void make_list(struct maker *m, struct region region, size_t index) {
  size_t end = m->nodes[index].next, bottom = m->count;
  for (size_t i = index + 1; i < end; i = m->nodes[i].next)
    make_item(m, region, i);
  size_t to = end_of(&m->stack[m->count - 1]), count = 0;
  struct block *children = pop_level(m, bottom, &count);
  struct block *list = push(m, m->nodes[index].kind);
  list->span = span_of(m->text->source, m->nodes[index].offset, to);
  list->inner = list->span;
  list->children = children;
  list->child_count = count;
}

static void make_quote(struct maker *m, struct region outer, size_t index) {
  const struct markdown_node *node = &m->nodes[index];
  struct region region = region_of(outer, node);
  size_t bottom = m->count, count = 0;
  make_level(m, region, node->offset + 1, index + 1, node->next);
  struct block *children = pop_level(m, bottom, &count);
  struct block *quote = push(m, BLOCK_QUOTE);
  quote->span = span_of(m->text->source, node->offset, m->text->ends[region.last_line]);
  quote->inner = quote->span;
  quote->children = children;
  quote->child_count = count;
  m->covered = end_of(quote);
}

/* A heading's text is mostly its source, and then borrowed. */
static struct str keep_text(struct maker *m, const struct block *heading, struct str text) {
  struct str source = span_text(heading->inner);
  return str_equal(text, source) ? source : arena_copy(m->a, text);
}

static void make_leaf(struct maker *m, const struct region *region,
                      const struct markdown_node *node) {
  struct span definitions = {NULL, 0, 0};
  struct block *block = push(m, node->kind);
  leaf_block(region, node, block, &definitions);
  if (block->kind == BLOCK_HEADING) {
    block->level = node->level;
    block->text = keep_text(m, block, node->text);
  }
  m->covered = end_of(block);
  if (definitions.source) {
    struct block behind = *block;
    *block = (struct block){.kind = BLOCK_REFERENCE, .span = definitions, .inner = definitions};
    *push(m, behind.kind) = behind;
  }
}

/* Pushes the blocks that the nodes [first, end) and the gaps between them make, from the offset
 * `from` on. */
static void make_level(struct maker *m, struct region region, size_t from, size_t first,
                       size_t end) {
  size_t bottom = m->count;
  bool has_comments = false;
  for (size_t i = first; i < end; i = m->nodes[i].next) {
    const struct markdown_node *node = &m->nodes[i];
    add_missing(m, &region, from, node->offset);
    if (is_list(node->kind))
      make_list(m, region, i);
    else if (node->kind == BLOCK_QUOTE)
      make_quote(m, region, i);
    else
      make_leaf(m, &region, node);
    has_comments = has_comments || m->stack[m->count - 1].kind == BLOCK_COMMENT;
    from = m->covered;
  }
  add_missing(m, &region, from, m->text->ends[region.last_line]);
  if (has_comments)
    join_lists(m, bottom);
}

void body_blocks(struct arena *a, struct arena *scratch, const struct body_text *text,
                 const struct markdown *markdown, struct doc *doc) {
  if (text->line_count == 0)
    return;
  struct maker m = {.a = a,
                    .scratch = scratch,
                    .text = text,
                    .nodes = markdown->nodes,
                    .covered = text->from};
  struct region region = {.text = text, .last_line = text->line_count - 1};
  make_level(&m, region, text->from, 0, markdown->count);
  doc->blocks = pop_level(&m, 0, &doc->block_count);
}
