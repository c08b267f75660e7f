/* Changes of a text: which of them can be made at once, and the text that comes of it. */
#include "driver/fix/change.h"

#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void change_add(struct arena *a, struct text_change *change, size_t from, size_t to,
                struct str text) {
  change->edits = arena_grow(a, change->edits, change->count, sizeof *change->edits);
  change->edits[change->count++] = (struct text_edit){from, to, text};
}

static int compare_edits(const void *left, const void *right) {
  const struct text_edit *a = left, *b = right;
  int order = (a->from > b->from) - (a->from < b->from);
  return order != 0 ? order : (a->to > b->to) - (a->to < b->to);
}

/* Sorted, inside of the text, none in another's place, and at least one that changes a byte. */
static bool is_sound(struct str bytes, struct text_change *change) {
  if (change->count > 1)
    qsort(change->edits, change->count, sizeof *change->edits, compare_edits);
  bool is_change = false;
  for (size_t i = 0; i < change->count; i++) {
    const struct text_edit *edit = &change->edits[i];
    const struct text_edit *before = i > 0 ? &change->edits[i - 1] : NULL;
    if (edit->from > edit->to || edit->to > bytes.n)
      return false;
    if (before && (before->to > edit->from || before->from == edit->from))
      return false;
    is_change = is_change || !str_equal(str_slice(bytes, edit->from, edit->to), edit->text);
  }
  return is_change;
}

/* Which change holds the gap before each byte, and the one behind the last: 0, or its index
 * plus 1. Two that share a gap would stand side by side, and what comes of that nobody knows
 * before the one was made. */
static bool is_free(const uint32_t *gaps, const struct text_change *change) {
  for (size_t i = 0; i < change->count; i++) {
    for (size_t gap = change->edits[i].from; gap <= change->edits[i].to; gap++) {
      if (gaps[gap] != 0)
        return false;
    }
  }
  return true;
}

static void take(uint32_t *gaps, struct text_change *change, size_t index) {
  change->is_taken = true;
  for (size_t i = 0; i < change->count; i++) {
    for (size_t gap = change->edits[i].from; gap <= change->edits[i].to; gap++)
      gaps[gap] = (uint32_t)index + 1;
  }
}

size_t changes_pick(struct arena *scratch, struct str bytes, struct text_change *changes,
                    size_t count) {
  uint32_t *gaps = arena_array(scratch, uint32_t, checked_add(bytes.n, 1));
  size_t taken = 0;
  for (size_t i = 0; i < count; i++) {
    changes[i].is_taken = false;
    if (!is_sound(bytes, &changes[i]) || !is_free(gaps, &changes[i]))
      continue;
    take(gaps, &changes[i], i);
    taken++;
  }
  return taken;
}

/* ---- The text -----------------------------------------------------------------------------
 */

struct str changes_apply(struct arena *a, struct arena *scratch, struct str bytes,
                         const struct text_change *changes, size_t count) {
  size_t total = 0, n = bytes.n;
  for (size_t i = 0; i < count; i++)
    total += changes[i].is_taken ? changes[i].count : 0;
  struct text_edit *edits = arena_array(scratch, struct text_edit, total);
  total = 0;
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; changes[i].is_taken && j < changes[i].count; j++) {
      edits[total++] = changes[i].edits[j];
      n = checked_add(n, changes[i].edits[j].text.n);
    }
  }
  if (total > 1)
    qsort(edits, total, sizeof *edits, compare_edits);
  char *text = arena_alloc(a, n + 1);
  size_t at = 0, done = 0;
  for (size_t i = 0; i <= total; i++) {
    size_t from = i < total ? edits[i].from : bytes.n;
    struct str parts[] = {str_slice(bytes, done, from),
                          i < total ? edits[i].text : (struct str){NULL, 0}};
    for (size_t j = 0; j < 2; j++) {
      if (parts[j].n > 0)
        memcpy(text + at, parts[j].p, parts[j].n);
      at += parts[j].n;
    }
    done = i < total ? edits[i].to : done;
  }
  text[at] = '\0';
  return (struct str){text, at};
}
