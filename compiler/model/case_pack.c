/* Copies a case into as little memory as it takes: a knowledge base may have a hundred
 * thousand.
 *
 * While a case is read its lists grow, and leave what they had outgrown; its blocks are more
 * than half of all, and nobody looks at them once the rules that look at each file are through.
 * What is left is laid out anew, without gaps. */
#include "model/case_pack.h"

#include "base/arena.h"
#include "model/case.h"

#include <stdint.h>

enum { PORTION = 16 * 1024, WORD = sizeof(void *) };

/* n bytes, for an array of words or a text. */
static void *room_for(struct case_packer *packer, size_t n, size_t align) {
  size_t gap = (size_t)(-(uintptr_t)packer->next & (align - 1));
  size_t left = (size_t)(packer->end - packer->next);
  if (!packer->next || gap > left || n > left - gap) {
    size_t room = n > PORTION ? n : PORTION;
    packer->next = arena_room(packer->a, room);
    packer->end = packer->next + room;
    gap = 0;
  }
  char *p = packer->next + gap;
  packer->next = p + n;
  return p;
}

/* A copy of `count` items of `size` bytes; NULL of none. */
static void *copy_items(struct case_packer *packer, const void *items, size_t count,
                        size_t size) {
  size_t n = checked_multiply(count, size);
  return n > 0 ? memcpy(room_for(packer, n, WORD), items, n) : NULL;
}

/* What is no part of the source is copied. */
static struct str keep_text(struct case_packer *packer, const struct source *source,
                            struct str text) {
  if (text.n == 0)
    return text.p ? STR("") : text;
  uintptr_t from = (uintptr_t)source->bytes.p, at = (uintptr_t)text.p;
  if (at >= from && at < from + source->bytes.n)
    return text;
  return (struct str){memcpy(room_for(packer, text.n, 1), text.p, text.n), text.n};
}

/* ---- The parts ----------------------------------------------------------------------------
 */

static void keep_value(struct case_packer *packer, const struct source *source,
                       struct value *value) {
  value->text = keep_text(packer, source, value->text);
  value->items = value->kind == VALUE_ARRAY
                     ? copy_items(packer, value->items, value->count, sizeof *value->items)
                     : NULL;
  value->members =
      value->kind == VALUE_OBJECT
          ? copy_items(packer, value->members, value->count, sizeof *value->members)
          : NULL;
  for (size_t i = 0; i < value->count; i++) {
    if (value->items)
      keep_value(packer, source, &value->items[i]);
    else if (value->members) {
      value->members[i].key = keep_text(packer, source, value->members[i].key);
      keep_value(packer, source, &value->members[i].value);
    }
  }
}

static const struct outer_headings *keep_outer(struct case_packer *packer,
                                               const struct outer_headings *outer) {
  if (!outer || outer == packer->seen)
    return outer ? packer->copied : NULL;
  struct outer_headings *copy = copy_items(packer, outer, 1, sizeof *outer);
  copy->items = copy_items(packer, outer->items, outer->count, sizeof *outer->items);
  packer->seen = outer;
  packer->copied = copy;
  return copy;
}

static void keep_titles(struct case_packer *packer, const struct source *source,
                        struct doc *doc) {
  const struct block *blocks = doc->blocks;
  size_t count = doc->block_count, titles = 0;
  for (size_t i = 0; i < count; i++)
    titles += blocks[i].kind == BLOCK_HEADING && blocks[i].level == 1;
  doc->blocks = NULL;
  doc->block_count = 0;
  if (titles == 0)
    return;
  doc->blocks = room_for(packer, checked_multiply(titles, sizeof *blocks), WORD);
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].kind != BLOCK_HEADING || blocks[i].level != 1)
      continue;
    struct block *title = &doc->blocks[doc->block_count++];
    *title = blocks[i];
    title->text = keep_text(packer, source, title->text);
    title->info = keep_text(packer, source, title->info);
  }
}

static const struct doc *keep_doc(struct case_packer *packer, const struct doc *doc) {
  const struct source *source = doc->piece->source;
  struct piece *piece = copy_items(packer, doc->piece, 1, sizeof *piece);
  struct doc *copy = copy_items(packer, doc, 1, sizeof *copy);
  piece->outer = keep_outer(packer, piece->outer);
  copy->piece = piece;
  copy->title = keep_text(packer, source, copy->title);
  if (doc->front) {
    struct value *front = copy_items(packer, doc->front, 1, sizeof *front);
    keep_value(packer, source, front);
    copy->front = front;
  }
  copy->links = copy_items(packer, copy->links, copy->link_count, sizeof *copy->links);
  for (size_t i = 0; i < copy->link_count; i++)
    copy->links[i].destination = keep_text(packer, source, copy->links[i].destination);
  keep_titles(packer, source, copy);
  return copy;
}

static struct kb_section *keep_sections(struct case_packer *packer, const struct source *source,
                                        const struct kb_section *sections, size_t count) {
  struct kb_section *copies = copy_items(packer, sections, count, sizeof *copies);
  for (size_t i = 0; i < count; i++) {
    copies[i].text = keep_text(packer, source, copies[i].text);
    copies[i].blocks = NULL;
    copies[i].block_count = 0;
    copies[i].sections =
        keep_sections(packer, source, copies[i].sections, copies[i].section_count);
  }
  return copies;
}

static void keep_log_lines(struct case_packer *packer, struct kb_case *kb_case) {
  size_t count = kb_case->log_line_count;
  struct log_line *lines = copy_items(packer, kb_case->log_lines, count, sizeof *lines);
  for (size_t i = 0; i < count; i++) {
    struct log_line *line = &lines[i];
    line->fields =
        copy_items(packer, line->fields, line->template->field_count, sizeof *line->fields);
    line->pairs = copy_items(packer, line->pairs, line->pair_count, sizeof *line->pairs);
  }
  kb_case->log_lines = lines;
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct kb_case *case_pack(struct case_packer *packer, const struct schema *schema,
                          const struct kb_case *kb_case) {
  const struct source *source = kb_case->doc->piece->source;
  struct kb_case *copy = copy_items(packer, kb_case, 1, sizeof *copy);
  copy->doc = keep_doc(packer, kb_case->doc);
  copy->title = keep_text(packer, source, copy->title);
  copy->full_title = keep_text(packer, source, copy->full_title);
  copy->captures =
      copy_items(packer, copy->captures, schema->record.capture_count, sizeof *copy->captures);
  for (size_t i = 0; i < schema->record.capture_count; i++)
    copy->captures[i] = keep_text(packer, source, copy->captures[i]);
  copy->sections = keep_sections(packer, source, copy->sections, copy->section_count);
  keep_log_lines(packer, copy);
  copy->rest = copy_items(packer, copy->rest, copy->rest_count, sizeof *copy->rest);
  for (size_t i = 0; i < copy->rest_count; i++) {
    copy->rest[i].title = keep_text(packer, source, copy->rest[i].title);
    copy->rest[i].text = keep_text(packer, source, copy->rest[i].text);
  }
  copy->stretches =
      copy_items(packer, copy->stretches, copy->stretch_count, sizeof *copy->stretches);
  if (copy->anchors) /* not NULL, though there may be none: they were looked for */
    copy->anchors = memcpy(room_for(packer, copy->anchor_count * sizeof *copy->anchors, WORD),
                           kb_case->anchors, copy->anchor_count * sizeof *copy->anchors);
  return copy;
}
