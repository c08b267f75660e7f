/* What a body holds besides the sections that the schema knows: a preamble, or others. */
#include "emit/body_rest.h"

#include "base/arena.h"
#include "base/buf.h"

/* The blocks of a body, and the known section that comes next. */
struct walker {
  const struct kb_case *kb_case;
  size_t block, section;
};

static const struct block *block_at(const struct walker *w, size_t i) {
  return &w->kb_case->doc->blocks[i];
}

static bool is_title(const struct walker *w, const struct block *block) {
  return block->kind == BLOCK_HEADING && w->kb_case->title_level > 0 &&
         block->inner.offset == w->kb_case->title_span.offset;
}

/* Does the block open the next of the known sections? */
static bool is_known_section(const struct walker *w, const struct block *block) {
  if (block->kind != BLOCK_HEADING || w->section == w->kb_case->section_count)
    return false;
  return block->inner.offset == w->kb_case->sections[w->section].heading.offset;
}

/* The block behind the stretch that begins at `from`: the next heading that is no part of it.
 */
static size_t stretch_end(const struct walker *w, size_t from) {
  const struct block *first = block_at(w, from);
  int level = first->kind == BLOCK_HEADING ? first->level : 0;
  size_t i = from + 1;
  for (; i < w->kb_case->doc->block_count; i++) {
    const struct block *block = block_at(w, i);
    if (block->kind == BLOCK_HEADING &&
        (level == 0 || block->level <= level || is_known_section(w, block)))
      break;
  }
  return i;
}

static struct str lf_text(struct arena *a, struct str text) {
  if (str_find_char(text, '\r', 0) == STR_NONE)
    return text;
  struct buf out = {0};
  struct str line;
  while (str_next_line(&text, &line)) {
    if (out.n > 0)
      buf_add_char(&out, '\n');
    buf_add(&out, line);
  }
  struct str copy = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return copy;
}

static bool is_content(const struct block *block) {
  return block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK;
}

static void add_stretch(struct arena *a, const struct walker *w, size_t end,
                        struct body_rest *rest) {
  const struct block *first = block_at(w, w->block);
  struct rest_text item = {.offset = first->span.offset};
  if (first->kind == BLOCK_HEADING)
    item.title = first->text;
  size_t from = STR_NONE, to = 0;
  for (size_t i = w->block + (first->kind == BLOCK_HEADING); i < end; i++) {
    struct span span = block_at(w, i)->span;
    if (!is_content(block_at(w, i)))
      continue;
    from = from == STR_NONE ? span.offset : from;
    to = span.offset + span.n;
  }
  if (from == STR_NONE && item.title.n == 0)
    return;
  if (from != STR_NONE)
    item.text = lf_text(a, str_slice(first->span.source->bytes, from, to));
  rest->items = arena_grow(a, rest->items, rest->count, sizeof *rest->items);
  rest->items[rest->count++] = item;
}

static bool has_indented_code(const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].kind == BLOCK_CODE && !blocks[i].is_fenced)
      return true;
    if (has_indented_code(blocks[i].children, blocks[i].child_count))
      return true;
  }
  return false;
}

bool body_has_indented_code(const struct kb_case *kb_case) {
  return kb_case->is_looked_at
             ? kb_case->has_indented_code
             : has_indented_code(kb_case->doc->blocks, kb_case->doc->block_count);
}

struct body_rest body_rest_of(struct arena *a, const struct kb_case *kb_case) {
  struct walker w = {.kb_case = kb_case};
  struct body_rest rest = {kb_case->rest, kb_case->rest_count};
  if (kb_case->is_looked_at)
    return rest;
  while (w.block < kb_case->doc->block_count) {
    const struct block *block = block_at(&w, w.block);
    if (is_title(&w, block)) {
      w.block++;
    } else if (is_known_section(&w, block)) {
      w.block += 1 + kb_case->sections[w.section++].block_count;
    } else {
      size_t end = stretch_end(&w, w.block);
      add_stretch(a, &w, end, &rest);
      w.block = end;
    }
  }
  return rest;
}
