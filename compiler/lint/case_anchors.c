/* Hashes of a case's paragraphs, by which cases that may be alike are found. */
#include "lint/case_anchors.h"

#include "base/arena.h"
#include "lint/paragraphs.h"

#include <string.h>

/* Two cases that are nearly the same have some paragraph or item in common. */
enum { SHORTEST_ANCHOR = 12, ANCHOR_HEAD = 48 };

struct anchor_walk {
  struct arena *scratch;
  uint64_t *hashes;
  size_t count;
};

/* Eight bytes at a time: the hash of maps would cost more than all the rest. */
static uint64_t quick_hash(struct str text) {
  uint64_t hash = text.n, part = 0;
  size_t at = 0;
  for (; text.n - at >= sizeof part; at += sizeof part) {
    memcpy(&part, text.p + at, sizeof part);
    hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
  }
  part = 0;
  memcpy(&part, text.p + at, text.n - at);
  hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 29;
}

/* Its beginning and its length are enough to find it: what was found is compared. */
static void take_anchor(void *ctx, const struct block *block, bool is_in_list) {
  (void)is_in_list;
  struct anchor_walk *walk = ctx;
  struct str words = span_text(block->span);
  if (words.n < SHORTEST_ANCHOR)
    return;
  walk->hashes = arena_grow(walk->scratch, walk->hashes, walk->count, sizeof *walk->hashes);
  walk->hashes[walk->count++] = quick_hash(str_slice(words, 0, ANCHOR_HEAD)) + words.n;
}

struct stretch_walk {
  struct arena *scratch;
  struct case_stretch *stretches;
  size_t count;
};

static void take_stretch(void *ctx, struct text *text) {
  struct stretch_walk *walk = ctx;
  if (text->kind != TEXT_PROSE && text->kind != TEXT_CODE)
    return;
  walk->stretches =
      arena_grow(walk->scratch, walk->stretches, walk->count, sizeof *walk->stretches);
  walk->stretches[walk->count++] = (struct case_stretch){text->span.offset, text->span.n};
}

/* What is compared, should the case be like another one: by then the blocks may be gone. */
static void take_stretches(struct arena *a, struct arena *scratch, struct kb_case *kb_case) {
  struct stretch_walk walk = {scratch, NULL, 0};
  case_body_texts(kb_case, take_stretch, &walk);
  kb_case->stretches = arena_array(a, struct case_stretch, walk.count);
  if (walk.count > 0)
    memcpy(kb_case->stretches, walk.stretches, walk.count * sizeof *walk.stretches);
  kb_case->stretch_count = walk.count;
}

void case_anchors(struct arena *a, struct arena *scratch, struct kb_case *kb_case) {
  struct anchor_walk walk = {scratch, NULL, 0};
  take_stretches(a, scratch, kb_case);
  case_paragraphs(kb_case, take_anchor, &walk);
  kb_case->anchors = arena_array(a, uint64_t, walk.count);
  if (walk.count > 0)
    memcpy(kb_case->anchors, walk.hashes, walk.count * sizeof *walk.hashes);
  kb_case->anchor_count = walk.count;
}
