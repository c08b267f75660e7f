/* Makes the patterns of all cases, each of which may depend on the others. */
#include "base/arena.h"
#include "base/map.h"
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

/* Drafts are gone soon, and what they were made of with them. */
static void outlive_drafts(struct arena *a, struct kb_case *kb_case) {
  struct kb_pattern *patterns = arena_array(a, struct kb_pattern, kb_case->pattern_count);
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    patterns[i] = kb_case->patterns[i];
    patterns[i].words = arena_copy(a, patterns[i].words);
  }
  kb_case->patterns = patterns;
  if (kb_case->message_words.n > 0)
    kb_case->message_words = arena_copy(a, kb_case->message_words);
  struct str bytes = kb_case->doc->piece->source->bytes;
  bool is_borrowed = kb_case->sample.p >= bytes.p && kb_case->sample.p < bytes.p + bytes.n;
  if (kb_case->sample.n > 0 && !is_borrowed)
    kb_case->sample = arena_copy(a, kb_case->sample);
}

static void forget_patterns(struct kb *kb) {
  for (size_t i = 0; i < kb->case_count; i++) {
    kb->cases[i]->patterns = NULL;
    kb->cases[i]->pattern_count = 0;
    kb->cases[i]->message_words = (struct str){NULL, 0};
  }
}

/* The rows of a case stand side by side. */
static void keep_all(struct arena *a, struct arena *scratch, struct kb *kb,
                     struct row_list rows) {
  size_t most = 0;
  for (size_t i = 0; i < rows.count; i++) {
    size_t count = kb->cases[rows.items[i].number]->draft_count;
    most = count > most ? count : most;
  }
  struct kb_pattern *patterns = arena_array(scratch, struct kb_pattern, most);
  for (size_t at = 0; at < rows.count;) {
    size_t number = rows.items[at].number;
    struct kb_case *kb_case = kb->cases[number];
    kb_case->patterns = patterns;
    for (; at < rows.count && rows.items[at].number == number; at++)
      keep(kb_case, &rows.items[at]);
    outlive_drafts(a, kb_case);
  }
}

/* ---- Words that had better not vary ---------------------------------------------------------
 * A word in which services differ may tell cases of one service apart all the same, if one of
 * them says more around it. Then the shorter pattern would be in the lines of the longer one.
 */

struct unvarying {
  struct row_list rows;
  bool *is_wrong; /* by case */
  bool is_any;
};

static void find_wrong(void *context, size_t inner, size_t outer) {
  struct unvarying *u = context;
  const struct message_row *row = &u->rows.items[inner];
  (void)outer;
  if (row->varied.n > 0)
    u->is_wrong[row->number] = u->is_any = true;
}

/* Takes back what varies in cases of which that is true, or in all; false if there are none. */
static bool unvary(struct arena *scratch, const struct kb *kb, const struct pattern_net *net,
                   bool in_all) {
  struct unvarying u = {net->rows, arena_array(scratch, bool, kb->case_count), in_all};
  for (size_t i = 0; i < u.rows.count && !in_all; i++)
    pattern_net_visit(net, i, find_wrong, &u);
  for (size_t i = 0; i < u.rows.count && u.is_any; i++) {
    struct message_row *row = &u.rows.items[i];
    if (in_all || u.is_wrong[row->number])
      row->varied = (struct str){NULL, 0};
    row->full = row->varied.n > 0 ? row->varied : row->draft->key.full;
    row->is_dropped = false;
  }
  return u.is_any;
}

static bool has_varied(struct row_list rows) {
  for (size_t i = 0; i < rows.count; i++) {
    if (rows.items[i].varied.n > 0)
      return true;
  }
  return false;
}

/* Where one word stays, another pattern may be found inside: each time fewer words vary. The
 * net lives in `own`, which is empty. */
static const struct pattern_net *build_net(struct arena *a, struct arena *own,
                                           const struct kb *kb, struct row_list rows) {
  enum { MOST_ROUNDS = 8 };
  struct arena scratch = {0};
  const struct pattern_net *net = pattern_net_new(a, own, rows);
  for (size_t round = 1; has_varied(rows); round++) {
    if (!unvary(&scratch, kb, net, round == MOST_ROUNDS))
      break;
    arena_free(own); /* it is the largest of all that is there for a time */
    net = pattern_net_new(a, own, rows);
  }
  arena_free(&scratch);
  return net;
}

/* ---- Shares -------------------------------------------------------------------------------
 * Services that have no case in common have nothing to say to each other. So their patterns are
 * brought together one share after the other, and what that takes of memory is that of a share.
 */

enum { LEAST_OF_SHARE = 16 * 1024 };

/* The first case with which the case has services in common, by way of others, too. */
static size_t first_of(size_t *firsts, size_t number) {
  while (firsts[number] != number) {
    firsts[number] = firsts[firsts[number]];
    number = firsts[number];
  }
  return number;
}

static size_t *find_firsts(struct arena *scratch, const struct kb *kb, struct row_list rows) {
  size_t *firsts = arena_array(scratch, size_t, kb->case_count);
  struct map by_service = {0};
  for (size_t i = 0; i < kb->case_count; i++)
    firsts[i] = i;
  for (size_t i = 0; i < rows.count; i++) {
    const struct message_row *row = &rows.items[i];
    size_t known = map_add(&by_service, scratch, row->draft->service, row->number);
    size_t one = first_of(firsts, known), other = first_of(firsts, row->number);
    firsts[one > other ? one : other] = one > other ? other : one;
  }
  return firsts;
}

/* By case: its share. Those that belong together come under their first, in the order of these.
 */
static size_t *find_shares(struct arena *scratch, const struct kb *kb, struct row_list rows,
                           size_t *count) {
  size_t *firsts = find_firsts(scratch, kb, rows), in_share = 0;
  size_t *sizes = arena_array(scratch, size_t, kb->case_count);
  size_t *shares = arena_array(scratch, size_t, kb->case_count);
  for (size_t i = 0; i < rows.count; i++)
    sizes[first_of(firsts, rows.items[i].number)]++;
  *count = 1;
  for (size_t i = 0; i < kb->case_count; i++) {
    size_t first = first_of(firsts, i);
    if (first == i && in_share >= LEAST_OF_SHARE) {
      in_share = 0;
      ++*count;
    }
    if (first == i)
      in_share += sizes[i];
    shares[i] = first == i ? *count - 1 : shares[first];
  }
  return shares;
}

/* The rows share by share, else in their order. */
static struct row_list *cut_shares(struct arena *scratch, const struct kb *kb,
                                   struct row_list rows, size_t *count) {
  struct arena own = {0};
  size_t *shares = find_shares(&own, kb, rows, count), from = 0;
  struct row_list *lists = arena_array(scratch, struct row_list, *count);
  struct message_row *items = arena_room(scratch, rows.count * sizeof *items);
  size_t *sizes = arena_array(&own, size_t, *count);
  for (size_t i = 0; i < rows.count; i++)
    sizes[shares[rows.items[i].number]]++;
  for (size_t i = 0; i < *count; i++) {
    lists[i].items = items + from;
    from += sizes[i];
  }
  for (size_t i = 0; i < rows.count; i++) {
    struct row_list *list = &lists[shares[rows.items[i].number]];
    list->items[list->count++] = rows.items[i];
  }
  arena_free(&own);
  return lists;
}

/* ---- The face -----------------------------------------------------------------------------
 */

void message_patterns_build(struct arena *a, struct kb *kb) {
  struct arena scratch = {0}, own = {0};
  struct row_list rows = gather(&own, kb);
  rows_vary(a, rows);
  size_t count = 0;
  struct row_list *shares = cut_shares(&scratch, kb, rows, &count);
  arena_free(&own);
  forget_patterns(kb);
  struct pattern_facts *facts = pattern_facts_new(a, &scratch, kb);
  for (size_t i = 0; i < count; i++) {
    const struct pattern_net *net = build_net(a, &own, kb, shares[i]);
    keep_all(a, &own, kb, shares[i]);
    pattern_facts_add(facts, net);
    arena_free(&own);
  }
  pattern_facts_end(facts);
  arena_free(&scratch);
}
