/* The rule about cases that are nearly the same: one was copied from the other, and forgotten.
 */
#include "base/arena.h"
#include "base/map.h"
#include "diag/diag.h"
#include "lint/case_anchors.h"
#include "lint/rules/families.h"
#include "lint/word_bag.h"
#include "model/kb.h"
#include "model/rule_options.h"

#include <stdint.h>
#include <stdlib.h>

enum { ALIKE, COPIES, WORDS };

static const struct rule_option near_options[] = {
    [ALIKE] = {"alike", RULE_OPTION_PERCENT, "80",
               "how many percent of the words below their titles two cases must share", NULL},
    [COPIES] = {"copies", RULE_OPTION_INTEGER, "8",
                "what stands word by word in more cases than these comes from a template, and "
                "says nothing",
                NULL},
    [WORDS] = {"words", RULE_OPTION_INTEGER, "25", "cases with fewer are left alone", NULL},
    {0},
};

/* Only cases that share one are compared word by word. */
struct anchor {
  uint64_t hash;
  size_t index; /* of the case */
};

struct pair {
  size_t later, earlier; /* cases */
};

enum { MOST_RELATED = 3 };

struct near_search {
  const struct linter *l;
  const struct rule *row;
  size_t alike, copies, words;
  struct anchor *anchors;
  size_t anchor_count;
  struct pair *pairs;
  size_t pair_count;
  struct word_bag *bags; /* by case, once they were asked for */
};

/* ---- Which cases may be alike ---- */

/* What stage 3 has not done on its threads is done here. */
static void take_anchors(struct near_search *s) {
  const struct kb *kb = s->l->kb;
  size_t count = 0;
  for (size_t i = 0; i < kb->case_count; i++) {
    if (!kb->cases[i]->anchors)
      case_anchors(s->l->a, s->l->a, kb->cases[i]);
    count += kb->cases[i]->anchor_count;
  }
  s->anchors = arena_array(s->l->a, struct anchor, count);
  for (size_t i = 0; i < kb->case_count; i++) {
    for (size_t j = 0; j < kb->cases[i]->anchor_count; j++)
      s->anchors[s->anchor_count++] = (struct anchor){kb->cases[i]->anchors[j], i};
  }
}

/* How often an anchor occurs. */
struct tally {
  uint64_t hash;
  size_t count; /* 0: a free place */
};

static struct tally *tally_of(struct tally *table, size_t room, uint64_t hash) {
  size_t i = (size_t)hash & (room - 1);
  while (table[i].count > 0 && table[i].hash != hash)
    i = (i + 1) & (room - 1);
  return &table[i];
}

/* Nearly all anchors occur once, or are a template's: few are left to be sorted. */
static void keep_shared(struct near_search *s) {
  size_t room = 16, kept = 0;
  while (room < s->anchor_count * 2)
    room *= 2;
  struct tally *table = arena_array(s->l->a, struct tally, room);
  for (size_t i = 0; i < s->anchor_count; i++) {
    struct tally *tally = tally_of(table, room, s->anchors[i].hash);
    tally->hash = s->anchors[i].hash;
    tally->count++;
  }
  for (size_t i = 0; i < s->anchor_count; i++) {
    size_t count = tally_of(table, room, s->anchors[i].hash)->count;
    if (count > 1 && count <= s->copies)
      s->anchors[kept++] = s->anchors[i];
  }
  s->anchor_count = kept;
}

static int compare_anchors(const void *left, const void *right) {
  const struct anchor *a = left, *b = right;
  if (a->hash != b->hash)
    return a->hash < b->hash ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

static int compare_pairs(const void *left, const void *right) {
  const struct pair *a = left, *b = right;
  if (a->later != b->later)
    return a->later < b->later ? -1 : 1;
  return (a->earlier > b->earlier) - (a->earlier < b->earlier);
}

/* Every two of the cases that share the anchors [from, to). */
static void pair_up(struct near_search *s, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    for (size_t j = i + 1; j < to; j++) {
      if (s->anchors[i].index == s->anchors[j].index)
        continue;
      s->pairs = arena_grow(s->l->a, s->pairs, s->pair_count, sizeof *s->pairs);
      s->pairs[s->pair_count++] = (struct pair){s->anchors[j].index, s->anchors[i].index};
    }
  }
}

static void find_pairs(struct near_search *s) {
  take_anchors(s);
  keep_shared(s);
  if (s->anchor_count > 1)
    qsort(s->anchors, s->anchor_count, sizeof *s->anchors, compare_anchors);
  for (size_t from = 0, to; from < s->anchor_count; from = to) {
    to = from + 1;
    while (to < s->anchor_count && s->anchors[to].hash == s->anchors[from].hash)
      to++;
    pair_up(s, from, to);
  }
  if (s->pair_count > 1)
    qsort(s->pairs, s->pair_count, sizeof *s->pairs, compare_pairs);
}

/* ---- Which are ---- */

/* Titles and messages tell cases apart in any case; what counts is what they have to say. */
static void take_words(struct arena *a, struct word_bag *bag, const struct kb_case *kb_case) {
  struct str bytes = kb_case->doc->piece->source->bytes;
  for (size_t i = 0; i < kb_case->stretch_count; i++) {
    struct case_stretch stretch = kb_case->stretches[i];
    word_bag_add(a, bag, str_slice(bytes, stretch.offset, stretch.offset + stretch.n));
  }
}

static const struct word_bag *bag_of(struct near_search *s, size_t index) {
  struct word_bag *bag = &s->bags[index];
  if (bag->count == 0) {
    take_words(s->l->a, bag, s->l->kb->cases[index]);
    word_bag_sort(bag);
  }
  return bag;
}

static bool is_in_group(const struct kb_group *group, size_t index) {
  for (size_t i = 0; i < group->count; i++) {
    if (group->cases[i] == index)
      return true;
  }
  return false;
}

/* Does the case share what the schema wants to be one case's own? Then that is the finding. */
static bool is_told(const struct kb *kb, size_t index) {
  for (size_t i = 0; i < kb->set_count; i++) {
    for (size_t j = 0; kb->sets[i].kind != GROUP_LOG_FIELD && j < kb->sets[i].group_count;
         j++) {
      if (is_in_group(&kb->sets[i].groups[j], index))
        return true;
    }
  }
  return false;
}

static unsigned likeness(struct near_search *s, const struct pair *pair) {
  const struct word_bag *later = bag_of(s, pair->later), *earlier = bag_of(s, pair->earlier);
  if (later->count < s->words || earlier->count < s->words)
    return 0;
  return word_bag_likeness(later, earlier);
}

/* What is like one case, in pairs [from, to): one finding, whatever their number. */
static void check_case(struct near_search *s, size_t from, size_t to) {
  struct diag *diag = NULL;
  size_t related = 0;
  for (size_t i = from; i < to && related < MOST_RELATED; i++) {
    const struct pair *pair = &s->pairs[i];
    unsigned percent = likeness(s, pair);
    if (percent < s->alike || is_told(s->l->kb, pair->later))
      continue;
    struct kb_case *const *cases = s->l->kb->cases;
    if (!diag) {
      diag = diag_add(s->l->bag, s->row, cases[pair->later]->title_span,
                      "this case is nearly the same as another one");
      diag_help(s->l->bag, diag, "merge the two, or say in each what sets it apart");
    }
    diag_relate(s->l->bag, diag, cases[pair->earlier]->title_span,
                "it shares %u %% of its words with this one", percent);
    related++;
  }
}

static bool is_same_pair(const struct pair *a, const struct pair *b) {
  return a->later == b->later && a->earlier == b->earlier;
}

static void find_near(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  if (!lint_wants(l, row))
    return;
  struct near_search search = {
      .l = l,
      .row = row,
      .alike = rule_option(schema, row, ALIKE, RULE_OPTION_PERCENT)->number,
      .copies = rule_option(schema, row, COPIES, RULE_OPTION_INTEGER)->number,
      .words = rule_option(schema, row, WORDS, RULE_OPTION_INTEGER)->number,
      .bags = arena_array(l->a, struct word_bag, l->kb->case_count)};
  find_pairs(&search);
  size_t count = 0;
  for (size_t i = 0; i < search.pair_count; i++) {
    if (count == 0 || !is_same_pair(&search.pairs[i], &search.pairs[count - 1]))
      search.pairs[count++] = search.pairs[i];
  }
  for (size_t from = 0, to; from < count; from = to) {
    to = from + 1;
    while (to < count && search.pairs[to].later == search.pairs[from].later)
      to++;
    check_case(&search, from, to);
  }
}

/* ---- The row ---- */

#define CASE(title, message, trace, cause)                                                     \
  "---\nservice: pay-api\nerror_message: " message "\n---\n# Pay - " title                     \
  "\n\n## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [" trace "]: " message  \
  "\n\n## Root Cause\n" cause "\n\n"                                                           \
  "## Action Items\n1. Ask the person at the till for another card of any bank.\n"             \
  "2. Look at the status page of the issuer before you call anybody there.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0605",
      .name = "near-duplicate",
      .level = LEVEL_NOTE,
      .summary = "two cases are nearly the same, word for word",
      .why = "Both are found for one question, and the person on call compares them to learn "
             "what differs, if anything does. Mostly one was copied and never finished.",
      .bad = "=== kb/a.md\n" CASE(
          "Card Declined", "card was declined", "a1b2c3d4",
          "The issuer refused the card, for which it has many "
          "reasons.") "=== kb/b.md\n" CASE("Card Refused", "card was refused", "e5f6a7b8",
                                           "The issuer refused the "
                                           "card, for which it has "
                                           "many reasons."),
      .good = "=== kb/a.md\n" CASE("Card Declined", "card was declined", "a1b2c3d4",
                                   "The issuer refused the card, for which it has many "
                                   "reasons.") "=== kb/b.md\n" CASE("Reader Broken",
                                                                    "reader does not answer",
                                                                    "e5f6a7b8",
                                                                    "The cable of the reader "
                                                                    "is loose, or its plug is "
                                                                    "broken."),
      .options = near_options},
     find_near},
};

const struct lint_family identity_near_family = {"identity", rules,
                                                 sizeof rules / sizeof *rules};
