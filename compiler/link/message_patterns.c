/* Makes the patterns of all cases, each of which may depend on the others. */
#include "base/arena.h"
#include "base/map.h"
#include "link/message_row.h"
#include "link/message_template.h"
#include "model/kb.h"

#include <stdlib.h>

struct row_list {
  struct message_row *items; /* in the order of the cases */
  size_t count;
};

static struct row_list gather(struct arena *scratch, const struct kb *kb) {
  struct row_list rows = {NULL, 0};
  size_t count = 0;
  for (size_t i = 0; i < kb->case_count; i++)
    count += kb->cases[i]->draft_count;
  rows.items = arena_array(scratch, struct message_row, count);
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *kb_case = kb->cases[i];
    for (size_t j = 0; j < kb_case->draft_count; j++)
      rows.items[rows.count++] =
          (struct message_row){&kb_case->drafts[j], i, kb_case->drafts[j].key.full};
  }
  return rows;
}

/* ---- Equal ones ---------------------------------------------------------------------------
 */

struct chain {
  size_t first, last; /* rows */
  bool has_cases;     /* more than one */
};

/* Settles the rows of one chain. */
static void settle(struct arena *a, struct arena *scratch, struct row_list *rows,
                   const size_t *next, size_t first) {
  struct message_row **group = NULL;
  size_t count = 0;
  for (size_t i = first; i != STR_NONE; i = next[i]) {
    group = arena_grow(scratch, group, count, sizeof *group);
    group[count++] = &rows->items[i];
  }
  rows_settle(a, group, count);
}

/* Where a word is variable, services differ already. */
static bool may_settle(const struct message_row *row) {
  return str_find_char(row->full, '*', row->draft->service.n) == STR_NONE;
}

static void settle_all(struct arena *a, struct arena *scratch, struct row_list *rows) {
  struct chain *chains = arena_array(scratch, struct chain, rows->count);
  size_t *next = arena_array(scratch, size_t, rows->count);
  struct map by_full = {0};
  for (size_t i = 0; i < rows->count; i++) {
    size_t fresh = by_full.count;
    size_t index = map_add(&by_full, scratch, rows->items[i].full, fresh);
    next[i] = STR_NONE;
    if (index == fresh) {
      chains[fresh] = (struct chain){i, i, false};
      continue;
    }
    struct chain *chain = &chains[index];
    chain->has_cases =
        chain->has_cases || rows->items[chain->first].number != rows->items[i].number;
    next[chain->last] = i;
    chain->last = i;
  }
  for (size_t i = 0; i < by_full.count; i++) {
    if (chains[i].has_cases && may_settle(&rows->items[chains[i].first]))
      settle(a, scratch, rows, next, chains[i].first);
  }
}

/* ---- What becomes of them -----------------------------------------------------------------
 */

static int compare_patterns(const void *left, const void *right) {
  const struct kb_pattern *a = left, *b = right;
  int order = str_compare(a->service, b->service);
  return order != 0 ? order : str_compare(a->words, b->words);
}

static bool has_pattern(const struct kb_case *kb_case, const struct kb_pattern *pattern) {
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    if (compare_patterns(&kb_case->patterns[i], pattern) == 0)
      return true;
  }
  return false;
}

/* The message of the first log line keeps its words, by which its template is cut. */
static void keep(struct kb_case *kb_case, const struct message_row *row) {
  struct kb_pattern pattern = {row->draft->service, row_words(row), kb_case->priority};
  if (!has_pattern(kb_case, &pattern))
    kb_case->patterns[kb_case->pattern_count++] = pattern;
  bool is_first = row->draft->kind == DRAFT_MESSAGE && row->draft->line == 0 &&
                  row->draft->text.p == span_text(row->draft->span).p;
  if (is_first && row->full.p != row->draft->key.full.p)
    kb_case->message_words = pattern.words;
}

void message_patterns_build(struct arena *a, struct kb *kb) {
  struct arena scratch = {0};
  struct row_list rows = gather(&scratch, kb);
  rows_vary(a, rows.items, rows.count);
  settle_all(a, &scratch, &rows);
  for (size_t i = 0, at = 0; i < kb->case_count; i++) {
    struct kb_case *kb_case = kb->cases[i];
    kb_case->patterns = arena_array(a, struct kb_pattern, kb_case->draft_count);
    kb_case->pattern_count = 0;
    kb_case->message_words = (struct str){NULL, 0};
    for (; at < rows.count && rows.items[at].number == i; at++)
      keep(kb_case, &rows.items[at]);
    if (kb_case->pattern_count > 1)
      qsort(kb_case->patterns, kb_case->pattern_count, sizeof *kb_case->patterns,
            compare_patterns);
  }
  arena_free(&scratch);
}
