/* What is worth saying about the patterns of a knowledge base: equal ones, one inside another,
 * and those that are one word. */
#include "link/pattern_facts.h"

#include "base/arena.h"
#include "link/pattern_net.h"
#include "model/kb.h"
#include "model/witness.h"

#include <stdlib.h>
#include <string.h>

struct pattern_facts {
  struct arena *a;
  struct kb *kb;
  const struct pattern_net *net;
  size_t *twin;       /* by case: the first case that it cannot be told from, or itself */
  size_t *inside;     /* by case: its fact of that kind, or STR_NONE */
  size_t *last_outer; /* by case: the last one that one of its patterns was found in */
};

static struct kb_pattern_fact *add_fact(struct pattern_facts *f, struct kb_pattern_fact fact) {
  struct kb *kb = f->kb;
  kb->facts = arena_grow(f->a, kb->facts, kb->fact_count, sizeof *kb->facts);
  kb->facts[kb->fact_count] = fact;
  return &kb->facts[kb->fact_count++];
}

static bool can_share_a_line(const struct kb *kb, size_t a, size_t b) {
  for (size_t i = 0; i < kb->schema->log_count; i++) {
    if (template_fits_both(kb, &kb->schema->logs[i], a, b))
      return true;
  }
  return kb->schema->log_count == 0;
}

/* ---- Equal ones ---------------------------------------------------------------------------
 */

/* How many rows of a chain are looked at for each: it may be as long as the knowledge base. */
enum { MOST_OF_CHAIN = 64 };

static int priority_of(const struct pattern_facts *f, size_t row) {
  return f->kb->cases[f->net->rows.items[row].number]->priority;
}

/* Does a third case win over both wherever they meet? */
static bool is_beaten(const struct pattern_facts *f, size_t first, size_t one, size_t other) {
  const struct message_row *rows = f->net->rows.items;
  size_t i = first;
  for (size_t n = 0; n < MOST_OF_CHAIN && i != STR_NONE; i = rows[i].next, n++) {
    if (priority_of(f, i) > priority_of(f, one) &&
        can_share_a_line(f->kb, rows[i].number, rows[one].number) &&
        can_share_a_line(f->kb, rows[i].number, rows[other].number))
      return true;
  }
  return false;
}

/* Can the two be told apart by nothing but their order? */
static bool is_twin(const struct pattern_facts *f, size_t first, size_t one, size_t other) {
  const struct message_row *rows = f->net->rows.items;
  return rows[one].number != rows[other].number && !rows[other].draft->is_guess &&
         priority_of(f, one) == priority_of(f, other) &&
         can_share_a_line(f->kb, rows[one].number, rows[other].number) &&
         !is_beaten(f, first, one, other);
}

static void add_equal(struct pattern_facts *f, size_t index, size_t first) {
  const struct message_row *rows = f->net->rows.items, *row = &rows[index];
  size_t other = first, n = 0;
  while (other != index && n < MOST_OF_CHAIN && !is_twin(f, first, index, other)) {
    other = rows[other].next;
    n++;
  }
  if (other == index || n == MOST_OF_CHAIN)
    return;
  add_fact(f, (struct kb_pattern_fact){.kind = PATTERN_EQUAL,
                                       .number = row->number,
                                       .other = rows[other].number,
                                       .others = 1,
                                       .service = row->draft->service,
                                       .words = row_words(row),
                                       .other_words = row_words(&rows[other]),
                                       .span = row->draft->span,
                                       .other_span = rows[other].draft->span,
                                       .text = row->draft->text,
                                       .other_text = rows[other].draft->text});
}

static bool is_first_of_chain(const struct pattern_net *net, size_t index) {
  const struct message_row *row = &net->rows.items[index];
  if (row->is_dropped)
    return false;
  return row_is_plain(row) ? net->first[row->node] == index
                           : map_find(&net->by_full, row->full) == index;
}

static void look_at_chain(struct pattern_facts *f, size_t first) {
  const struct message_row *rows = f->net->rows.items;
  for (size_t i = rows[first].next; i != STR_NONE; i = rows[i].next) {
    if (!rows[i].draft->is_guess)
      add_equal(f, i, first);
  }
}

/* By the cases, then the longest first. */
static int compare_equal(const void *left, const void *right) {
  const struct kb_pattern_fact *a = left, *b = right;
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  if (a->other != b->other)
    return a->other < b->other ? -1 : 1;
  if (a->words.n != b->words.n)
    return a->words.n > b->words.n ? -1 : 1;
  int order = str_compare(a->service, b->service);
  return order != 0 ? order : str_compare(a->words, b->words);
}

/* Two cases may share all their patterns: one of them is enough to say. */
static void keep_one_of_each_pair(struct pattern_facts *f, size_t from) {
  struct kb *kb = f->kb;
  if (kb->fact_count - from > 1)
    qsort(kb->facts + from, kb->fact_count - from, sizeof *kb->facts, compare_equal);
  size_t kept = from;
  for (size_t i = from; i < kb->fact_count; i++) {
    const struct kb_pattern_fact *last = kept > from ? &kb->facts[kept - 1] : NULL;
    if (last && last->number == kb->facts[i].number && last->other == kb->facts[i].other)
      continue;
    kb->facts[kept++] = kb->facts[i];
  }
  kb->fact_count = kept;
  for (size_t i = from; i < kept; i++) {
    size_t other = f->twin[kb->facts[i].other], number = kb->facts[i].number;
    f->twin[number] = other < f->twin[number] ? other : f->twin[number];
  }
}

/* ---- One inside another -------------------------------------------------------------------
 */

static void set_inside(struct kb_pattern_fact *fact, const struct message_row *inner,
                       const struct message_row *outer) {
  fact->service = inner->draft->service;
  fact->words = row_words(inner);
  fact->other_words = row_words(outer);
  fact->span = inner->draft->span;
  fact->other_span = outer->draft->span;
  fact->text = inner->draft->text;
  fact->other_text = outer->draft->text;
}

/* Of the rows that have the pattern the first whose case may share a line with the other. */
static size_t first_to_meet(const struct pattern_facts *f, size_t inner, size_t other) {
  const struct message_row *rows = f->net->rows.items;
  for (size_t n = 0; n < MOST_OF_CHAIN && inner != STR_NONE; inner = rows[inner].next, n++) {
    if (can_share_a_line(f->kb, rows[inner].number, other))
      return inner;
  }
  return STR_NONE;
}

/* One fact for each case, with the first case in whose patterns one of its own was found, and
 * of these the longest. */
static void find_inside(void *context, size_t inner, size_t outer) {
  struct pattern_facts *f = context;
  const struct message_row *rows = f->net->rows.items;
  size_t other = rows[outer].number;
  inner = first_to_meet(f, inner, other);
  if (inner == STR_NONE || rows[inner].draft->is_guess || rows[outer].draft->is_guess)
    return;
  size_t number = rows[inner].number;
  if (number == other || f->twin[number] == f->twin[other])
    return;
  if (f->inside[number] == STR_NONE) {
    f->inside[number] = f->kb->fact_count;
    add_fact(
        f, (struct kb_pattern_fact){.kind = PATTERN_INSIDE, .number = number, .other = other});
  }
  struct kb_pattern_fact *fact = &f->kb->facts[f->inside[number]];
  fact->others += f->last_outer[number] != other;
  f->last_outer[number] = other;
  if (fact->other == other && row_words(&rows[inner]).n > fact->words.n)
    set_inside(fact, &rows[inner], &rows[outer]);
}

/* ---- One word -----------------------------------------------------------------------------
 */

static void find_short(struct pattern_facts *f, size_t index) {
  const struct message_row *row = &f->net->rows.items[index];
  struct str words = row_words(row);
  if (row->draft->is_guess || row->is_dropped || words.n == 0 || memchr(words.p, ' ', words.n))
    return;
  add_fact(f, (struct kb_pattern_fact){.kind = PATTERN_SHORT,
                                       .number = row->number,
                                       .other = row->number,
                                       .service = row->draft->service,
                                       .words = row_words(row),
                                       .other_words = row_words(row),
                                       .span = row->draft->span,
                                       .text = row->draft->text,
                                       .other_text = row->draft->text});
}

/* The drafts are gone soon. */
static void outlive_drafts(struct arena *a, struct kb_pattern_fact *fact) {
  fact->words = arena_copy(a, fact->words);
  fact->other_words = arena_copy(a, fact->other_words);
  fact->text = arena_copy(a, fact->text);
  fact->other_text = arena_copy(a, fact->other_text);
}

static int compare_facts(const void *left, const void *right) {
  const struct kb_pattern_fact *a = left, *b = right;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return compare_equal(left, right);
}

struct pattern_facts *pattern_facts_new(struct arena *a, struct arena *scratch, struct kb *kb) {
  struct pattern_facts *f = arena_new(scratch, struct pattern_facts);
  *f = (struct pattern_facts){.a = a, .kb = kb};
  f->twin = arena_array(scratch, size_t, kb->case_count);
  f->inside = arena_array(scratch, size_t, kb->case_count);
  f->last_outer = arena_array(scratch, size_t, kb->case_count);
  for (size_t i = 0; i < kb->case_count; i++) {
    f->twin[i] = i;
    f->inside[i] = f->last_outer[i] = STR_NONE;
  }
  kb->facts = NULL;
  kb->fact_count = 0;
  return f;
}

void pattern_facts_add(struct pattern_facts *f, const struct pattern_net *net) {
  size_t from = f->kb->fact_count;
  f->net = net;
  for (size_t i = 0; i < net->rows.count; i++) {
    if (net->rows.items[i].next != STR_NONE && is_first_of_chain(net, i))
      look_at_chain(f, i);
  }
  keep_one_of_each_pair(f, from);
  for (size_t i = 0; i < net->rows.count; i++) {
    /* What stands behind a label is a part of the message, and so is what is inside. */
    const struct message_row *row = &net->rows.items[i];
    if (!row->is_dropped && (row->draft->kind != DRAFT_LABELLED || !row_is_plain(row)))
      pattern_net_visit(net, i, find_inside, f);
  }
  for (size_t i = 0; i < net->rows.count; i++)
    find_short(f, i);
  f->net = NULL;
}

void pattern_facts_end(struct pattern_facts *f) {
  struct kb *kb = f->kb;
  if (kb->fact_count > 1)
    qsort(kb->facts, kb->fact_count, sizeof *kb->facts, compare_facts);
  for (size_t i = 0; i < kb->fact_count; i++)
    outlive_drafts(f->a, &kb->facts[i]);
}
