/* Makes the patterns of all cases, each of which may depend on the others. */
#include "base/arena.h"
#include "link/message_row.h"
#include "link/message_template.h"
#include "link/pattern_facts.h"
#include "link/pattern_net.h"
#include "model/kb.h"

#include <string.h>

static struct row_list gather(struct arena *scratch, const struct kb *kb) {
  struct row_list rows = {NULL, 0};
  size_t count = 0;
  for (size_t i = 0; i < kb->case_count; i++)
    count += kb->cases[i]->draft_count;
  rows.items = arena_room(scratch, checked_multiply(count, sizeof *rows.items));
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *kb_case = kb->cases[i];
    for (size_t j = 0; j < kb_case->draft_count; j++)
      rows.items[rows.count++] = (struct message_row){
          .draft = &kb_case->drafts[j], .number = i, .full = kb_case->drafts[j].key.full};
  }
  return rows;
}

/* ---- What becomes of them -----------------------------------------------------------------
 */

/* By service and words; 0: they are equal. */
static int compare_patterns(const struct kb_pattern *a, const struct kb_pattern *b) {
  int order = str_compare(a->service, b->service);
  return order != 0 ? order : str_compare(a->words, b->words);
}

/* In their order, unless the case has it already. A case has few of them. */
static void add_pattern(struct kb_case *kb_case, struct kb_pattern pattern) {
  size_t at = kb_case->pattern_count;
  int order = 1;
  while (at > 0 && (order = compare_patterns(&kb_case->patterns[at - 1], &pattern)) > 0)
    at--;
  if (at > 0 && order == 0)
    return;
  memmove(&kb_case->patterns[at + 1], &kb_case->patterns[at],
          (kb_case->pattern_count - at) * sizeof pattern);
  kb_case->patterns[at] = pattern;
  kb_case->pattern_count++;
}

/* The message of the first log line keeps its words, by which its template is cut. */
static void keep(struct kb_case *kb_case, const struct message_row *row) {
  struct kb_pattern pattern = {row->draft->service, row_words(row), kb_case->priority};
  if (!row->is_dropped)
    add_pattern(kb_case, pattern);
  bool is_first = row->draft->kind == DRAFT_MESSAGE && row->draft->line == 0 &&
                  row->draft->text.p == span_text(row->draft->span).p;
  if (is_first && row->full.p != row->draft->key.full.p)
    kb_case->message_words = pattern.words;
}

static void keep_all(struct arena *a, struct kb *kb, struct row_list rows) {
  for (size_t i = 0, at = 0; i < kb->case_count; i++) {
    struct kb_case *kb_case = kb->cases[i];
    kb_case->patterns = arena_array(a, struct kb_pattern, kb_case->draft_count);
    kb_case->pattern_count = 0;
    kb_case->message_words = (struct str){NULL, 0};
    for (; at < rows.count && rows.items[at].number == i; at++)
      keep(kb_case, &rows.items[at]);
  }
}

void message_patterns_build(struct arena *a, struct kb *kb) {
  struct arena scratch = {0};
  struct row_list rows = gather(&scratch, kb);
  rows_vary(a, rows);
  const struct pattern_net *net = pattern_net_new(a, &scratch, rows);
  keep_all(a, kb, rows);
  pattern_facts_build(a, &scratch, kb, net);
  arena_free(&scratch);
}
