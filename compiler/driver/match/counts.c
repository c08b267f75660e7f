/* How often each case was seen, first and last, as a table. */
#include "base/arena.h"
#include "diag/glyph.h"
#include "driver/match/bar.h"
#include "driver/match/cell.h"
#include "driver/match/run.h"
#include "driver/match/when.h"
#include "driver/options.h"

#include <stdlib.h>

struct tally {
  unsigned long long hits;
  struct when first, last;
};

/* Where lines have no time of their own, their numbers stand for it. */
static bool has_times(const struct match_run *run) {
  for (size_t i = 0; i < run->cases.template_count; i++) {
    if (!run->cases.forms[i].always_has_time)
      return false;
  }
  return !run->options->message_only && run->options->match_service.n == 0;
}

static void counts_begin(struct match_run *run) {
  run->counts_late = has_times(run);
  run->state = arena_array(run->a, struct tally, run->cases.count);
}

/* In the order in which lines are read. */
static void counts_hit(struct match_run *run, const struct match_place *at,
                       const struct matched *found) {
  struct tally *tallies = run->state;
  if (!run->options->match_all) {
    struct tally *tally = &tallies[found->number];
    when_set(&tally->last, run, at, found);
    if (tally->hits++ == 0)
      tally->first = tally->last;
    return;
  }
  size_t count = run_all(run, at, found);
  for (size_t i = 0; i < count; i++) {
    struct tally *tally = &tallies[run->all[i]];
    when_set(&tally->last, run, at, found);
    if (tally->hits++ == 0)
      tally->first = tally->last;
  }
}

/* ---- The table ----------------------------------------------------------------------------
 */

/* A case that was seen. */
struct ranked {
  unsigned long long hits;
  size_t number;
};

/* Most frequent first, else in the order of the cases. */
static int compare_ranked(const void *a, const void *b) {
  const struct ranked *left = a, *right = b;
  if (left->hits != right->hits)
    return left->hits > right->hits ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

static struct ranked *rank(const struct match_run *run, size_t *count) {
  const struct tally *tallies = run->state;
  struct ranked *ranked = arena_array(run->a, struct ranked, run->cases.count);
  *count = 0;
  for (size_t i = 0; i < run->cases.count; i++) {
    if (tallies[i].hits > 0)
      ranked[(*count)++] = (struct ranked){tallies[i].hits, i};
  }
  if (*count > 0)
    qsort(ranked, *count, sizeof *ranked, compare_ranked);
  return ranked;
}

struct columns {
  size_t title, service, when;
};

enum { MOST_TITLE = 44, MOST_SERVICE = 24 };

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

static struct columns measure(const struct match_run *run, const struct ranked *ranked,
                              size_t count) {
  const struct tally *tallies = run->state;
  struct columns columns = {4, 7, 5};
  for (size_t i = 0; i < count; i++) {
    const struct match_case *item = &run->cases.items[ranked[i].number];
    const struct tally *tally = &tallies[ranked[i].number];
    columns.title = larger(columns.title, cell_width(item->title, MOST_TITLE));
    columns.service = larger(columns.service, cell_width(item->service, MOST_SERVICE));
    columns.when = larger(columns.when, cell_width(when_text(&tally->first), WHEN_SIZE));
    columns.when = larger(columns.when, cell_width(when_text(&tally->last), WHEN_SIZE));
  }
  return columns;
}

static void end_row(struct buf *out, size_t start) {
  while (out->n > start && out->p[out->n - 1] == ' ')
    out->n--;
  buf_add_char(out, '\n');
}

static void add_head(struct match_run *run, const struct columns *columns) {
  struct buf *out = &run->out.text;
  size_t start = out->n;
  buf_add_c(out, run->has_color ? "\x1b[1m" : "");
  cell_add(out, STR("case"), columns->title);
  buf_add_c(out, "  ");
  cell_add(out, STR("service"), columns->service);
  buf_printf(out, "  %10s  %-*s  ", "hits", BAR_CELLS, "");
  cell_add(out, STR("first"), columns->when);
  buf_add_c(out, "  last");
  buf_add_c(out, run->has_color ? "\x1b[0m" : "");
  end_row(out, start);
}

static void add_row(struct match_run *run, const struct columns *columns,
                    const struct ranked *row, unsigned long long most) {
  const struct tally *tally = (const struct tally *)run->state + row->number;
  const struct match_case *item = &run->cases.items[row->number];
  struct buf *out = &run->out.text;
  size_t start = out->n;
  cell_add(out, item->title, columns->title);
  buf_add_c(out, "  ");
  cell_add(out, item->service, columns->service);
  buf_printf(out, "  %10llu  ", row->hits);
  bar_add(out, row->hits, most);
  buf_add_c(out, "  ");
  cell_add(out, when_text(&tally->first), columns->when);
  buf_add_c(out, "  ");
  cell_add(out, when_text(&tally->last), columns->when);
  end_row(out, start);
}

static void add_rest(struct match_run *run, const struct columns *columns, struct str what,
                     unsigned long long hits) {
  struct buf *out = &run->out.text;
  cell_add(out, what, columns->title + 2 + columns->service);
  buf_printf(out, "  %10llu\n", hits);
}

static void counts_end(struct match_run *run) {
  size_t count, shown = run->options->top;
  const struct ranked *ranked = rank(run, &count);
  shown = shown > 0 && shown < count ? shown : count;
  struct columns columns = measure(run, ranked, shown);
  bool has_hits = run->options->match_only != ONLY_UNMATCHED;
  if (has_hits && count > 0)
    add_head(run, &columns);
  unsigned long long others = 0;
  for (size_t i = 0; has_hits && i < count; i++) {
    if (i < shown)
      add_row(run, &columns, &ranked[i], ranked[0].hits);
    else
      others += ranked[i].hits;
  }
  if (others > 0)
    add_rest(run, &columns, STR("(other cases)"), others);
  if (run->options->match_only != ONLY_MATCHED)
    add_rest(run, &columns, STR("(no case)"), run->lines - run->hits);
}

const struct match_format match_counts = {counts_begin, counts_hit, NULL, counts_end};
