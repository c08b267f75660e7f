/* Rules about the numbers of cases: gaps, repeats, and cases that stand outside of their
 * bundle. */
#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "diag/diag.h"
#include "lint/case_number.h"
#include "lint/rules/families.h"
#include "model/kb.h"

/* A number that is missing in a bundle, and the case that stands alone with it elsewhere. */
struct gap {
  size_t number;
  size_t follower; /* the case behind the gap */
  size_t stray;    /* STR_NONE: nobody has it, or more than one */
};

struct numbers {
  const struct linter *l;
  size_t capture;
  struct gap *gaps;
  size_t gap_count;
};

/* The numbers of the cases [first, end), which are one file or the whole corpus. */
struct number_run {
  const struct numbers *numbers;
  const struct linter *l;
  size_t capture, first, end;
  struct map by_number; /* text of the number without leading zeros → index of its first case */
};

static const struct kb_case *case_at(const struct linter *l, size_t index) {
  return l->kb->cases[index];
}

static struct str case_path(const struct linter *l, size_t index) {
  return case_at(l, index)->doc->piece->source->path;
}

static struct str number_key(struct arena *a, size_t number) {
  return arena_printf(a, "%zu", number);
}

/* ---- The runs ---- */

static void index_numbers(struct number_run *run) {
  for (size_t i = run->first; i < run->end; i++) {
    size_t number = case_number(case_at(run->l, i), run->capture);
    if (number != STR_NONE && !case_at(run->l, i)->is_misnumbered)
      map_add(&run->by_number, run->l->a, number_key(run->l->a, number), i);
  }
}

static size_t find_number(const struct number_run *run, size_t number) {
  return map_find(&run->by_number, number_key(run->l->a, number));
}

/* Calls `visit` for each file, or for the corpus as a whole, whatever the numbers count in. */
static void visit_runs(struct numbers *numbers,
                       void (*visit)(void *ctx, struct number_run *run), void *ctx) {
  const struct kb *kb = numbers->l->kb;
  bool is_corpus = kb->schema->record.sequence == SCOPE_CORPUS;
  for (size_t first = 0, end; first < kb->case_count; first = end) {
    end = first + 1;
    while (end < kb->case_count &&
           (is_corpus || case_at(numbers->l, first)->doc->piece->source ==
                             case_at(numbers->l, end)->doc->piece->source))
      end++;
    struct number_run run = {numbers, numbers->l, numbers->capture, first, end, {0}};
    visit(ctx, &run);
  }
}

/* ---- Cases outside of their bundle ---- */

enum { MOST_GAPS = 1000 };

/* The numbers that are missing in a bundle. More than a person would lose are no gaps. */
static void collect_gaps(void *ctx, struct number_run *run) {
  struct numbers *numbers = ctx;
  size_t highest = STR_NONE, known = numbers->gap_count;
  if (run->end - run->first < 2)
    return;
  index_numbers(run);
  for (size_t i = run->first; i < run->end; i++) {
    size_t number = case_number(case_at(run->l, i), run->capture);
    if (number == STR_NONE || is_number_reported(case_at(run->l, i)))
      continue;
    for (size_t m = highest == STR_NONE ? number : highest + 1; m < number; m++) {
      if (find_number(run, m) != STR_NONE)
        continue;
      if (numbers->gap_count - known == MOST_GAPS) {
        numbers->gap_count = known;
        return;
      }
      numbers->gaps =
          arena_grow(run->l->a, numbers->gaps, numbers->gap_count, sizeof *numbers->gaps);
      numbers->gaps[numbers->gap_count++] = (struct gap){m, i, STR_NONE};
    }
    highest = highest == STR_NONE || number > highest ? number : highest;
  }
}

/* A case is loose if it is alone in its file and has a number. */
static bool is_loose(const struct numbers *numbers, size_t index) {
  const struct source *source = case_at(numbers->l, index)->doc->piece->source;
  size_t count = numbers->l->kb->case_count;
  bool is_alone =
      (index == 0 || case_at(numbers->l, index - 1)->doc->piece->source != source) &&
      (index + 1 == count || case_at(numbers->l, index + 1)->doc->piece->source != source);
  return is_alone && case_number(case_at(numbers->l, index), numbers->capture) != STR_NONE &&
         !is_number_reported(case_at(numbers->l, index));
}

static struct str place_key(const struct numbers *numbers, size_t of_case, size_t number) {
  struct str folder = path_folder(case_path(numbers->l, of_case));
  return number == STR_NONE ? folder
                            : arena_printf(numbers->l->a, "%.*s\n%zu", STR_ARG(folder), number);
}

/* A loose case that has the number of one gap in its folder is a stray, unless another loose
 * case there has that of none: then files of one case are the custom, and it may be chance. */
static void find_strays(struct numbers *numbers) {
  struct map gaps = {0}, customs = {0};
  struct arena *a = numbers->l->a;
  for (size_t i = 0; i < numbers->gap_count; i++) {
    struct gap *gap = &numbers->gaps[i];
    size_t first = map_add(&gaps, a, place_key(numbers, gap->follower, gap->number), i);
    if (first != i)
      map_add(&customs, a, place_key(numbers, gap->follower, STR_NONE), i);
  }
  size_t count = numbers->gap_count > 0 ? numbers->l->kb->case_count : 0;
  for (size_t i = 0; i < count; i++) {
    if (!is_loose(numbers, i))
      continue;
    size_t number = case_number(case_at(numbers->l, i), numbers->capture);
    size_t gap = map_find(&gaps, place_key(numbers, i, number));
    if (gap == STR_NONE || numbers->gaps[gap].stray != STR_NONE)
      map_add(&customs, a, place_key(numbers, i, STR_NONE), i);
    else
      numbers->gaps[gap].stray = i;
  }
  for (size_t i = 0; i < numbers->gap_count; i++) {
    struct gap *gap = &numbers->gaps[i];
    if (map_find(&customs, place_key(numbers, gap->follower, STR_NONE)) != STR_NONE)
      gap->stray = STR_NONE;
  }
}

/* False if the schema has no numbers in a row. */
static bool numbers_open(struct numbers *numbers, const struct linter *l) {
  *numbers = (struct numbers){.l = l, .capture = number_capture(l->kb->schema)};
  enum scope sequence = l->kb->schema->record.sequence;
  if (sequence == SCOPE_NONE || numbers->capture == STR_NONE)
    return false;
  if (sequence == SCOPE_FILE) {
    visit_runs(numbers, collect_gaps, numbers);
    find_strays(numbers);
  }
  return true;
}

/* Is each number of the gap in front of this case that of a stray? */
static bool is_filled(const struct numbers *numbers, size_t follower) {
  bool any = false;
  for (size_t i = 0; i < numbers->gap_count; i++) {
    if (numbers->gaps[i].follower != follower)
      continue;
    if (numbers->gaps[i].stray == STR_NONE)
      return false;
    any = true;
  }
  return any;
}

/* The heading above the level of cases that stands before this case and behind the one with the
 * highest number so far; NULL if there is none. */
static const struct outer_heading *heading_between(const struct number_run *run,
                                                   size_t highest_case, size_t index) {
  const struct piece *piece = case_at(run->l, index)->doc->piece;
  const struct piece *before = case_at(run->l, highest_case)->doc->piece;
  const struct outer_heading *found = NULL;
  for (size_t i = 0; piece->outer && before->source == piece->source && i < piece->outer->count;
       i++) {
    const struct outer_heading *heading = &piece->outer->items[i];
    if (heading->level < run->l->kb->schema->record.level &&
        heading->text.offset > before->whole.offset &&
        heading->text.offset < piece->whole.offset)
      found = heading;
  }
  return found;
}

/* ---- What is wrong with a run ---- */

struct finder {
  const struct rule *row;
  bool is_about_strays;
};

static struct span number_span(const struct number_run *run, const struct kb_case *kb_case) {
  struct span span = kb_case->title_span;
  if (kb_case->doc->piece->heading_level > 0)
    span = span_part(span, 0, kb_case->captures[run->capture].n);
  return span;
}

static void report_number(const struct number_run *run, const struct rule *row,
                          const struct kb_case *kb_case, size_t number, size_t highest,
                          size_t holder) {
  struct bag *bag = run->l->bag;
  struct str text = kb_case->captures[run->capture];
  if (number == STR_NONE) {
    diag_add(bag, row, kb_case->title_span, "this case has no number, but others here have");
    return;
  }
  struct span span = number_span(run, kb_case);
  struct diag *diag;
  if (holder != kb_case->index)
    diag = diag_add(bag, row, span, "the number %.*s is taken", STR_ARG(text));
  else if (number < highest)
    diag =
        diag_add(bag, row, span, "the number %.*s stands behind %zu", STR_ARG(text), highest);
  else
    diag = diag_add(bag, row, span, "the number %.*s follows %zu: %zu is missing",
                    STR_ARG(text), highest, highest + 1);
  if (holder != kb_case->index)
    diag_relate(bag, diag, case_at(run->l, holder)->title_span, "by this case");
}

static void report_behind(const struct number_run *run, const struct rule *row,
                          const struct kb_case *kb_case, const struct outer_heading *heading) {
  struct str text = kb_case->captures[run->capture];
  struct diag *diag = diag_add(run->l->bag, row, number_span(run, kb_case),
                               "the case %.*s stands outside of its bundle", STR_ARG(text));
  diag_relate(run->l->bag, diag, heading->text, "this heading ends the bundle");
  diag_help(run->l->bag, diag, "move the case up to its neighbours");
}

/* One finding a mistake: a number that comes too late does not make its neighbours wrong. */
static void check_run(void *ctx, struct number_run *run) {
  const struct finder *finder = ctx;
  size_t highest = STR_NONE, highest_case = 0;
  if (run->end - run->first < 2)
    return;
  index_numbers(run);
  for (size_t i = run->first; run->by_number.count > 0 && i < run->end; i++) {
    const struct kb_case *kb_case = case_at(run->l, i);
    size_t number = case_number(kb_case, run->capture);
    /* One that stands at the top of its file, before a bundle, needs no number. */
    if (number == STR_NONE && kb_case->doc->piece->heading_level == 0)
      continue;
    /* A number that was reported as wrong is none that others are compared with. */
    if (is_number_reported(kb_case)) {
      highest = STR_NONE;
      continue;
    }
    size_t holder = number == STR_NONE ? i : find_number(run, number);
    bool is_compared = number != STR_NONE && highest != STR_NONE;
    bool is_gap = is_compared && number > highest + 1 &&
                  find_number(run, highest + 1) == STR_NONE && !is_filled(run->numbers, i);
    bool is_late = is_compared && number < highest && holder == i;
    const struct outer_heading *heading =
        is_late ? heading_between(run, highest_case, i) : NULL;
    if (finder->is_about_strays && heading)
      report_behind(run, finder->row, kb_case, heading);
    if (!finder->is_about_strays &&
        (number == STR_NONE || holder != i || is_gap || (is_late && !heading)))
      report_number(run, finder->row, kb_case, number, highest, holder);
    if (number != STR_NONE && (highest == STR_NONE || number > highest)) {
      highest = number;
      highest_case = i;
    }
  }
}

static void find_number_sequence(const struct linter *l, const struct rule *row) {
  struct numbers numbers;
  struct finder finder = {row, false};
  if (numbers_open(&numbers, l))
    visit_runs(&numbers, check_run, &finder);
}

static void find_stray_case(const struct linter *l, const struct rule *row) {
  struct numbers numbers;
  struct finder finder = {row, true};
  if (!numbers_open(&numbers, l))
    return;
  visit_runs(&numbers, check_run, &finder);
  for (size_t i = 0; i < numbers.gap_count; i++) {
    const struct gap *gap = &numbers.gaps[i];
    if (gap->stray == STR_NONE)
      continue;
    struct diag *diag = diag_add(l->bag, row, case_at(l, gap->stray)->title_span,
                                 "the case %.*s stands outside of its bundle",
                                 STR_ARG(case_at(l, gap->stray)->captures[numbers.capture]));
    diag_relate(l->bag, diag, case_at(l, gap->follower)->title_span,
                "it is missing before this one");
    diag_help(l->bag, diag, "move the case there, or take its number away");
  }
}

/* ---- The rows ---- */

#define BUNDLED(number, title, message, trace)                                                 \
  "## 0" number ". " title "\n---\nservice: pay-api\nerror_message: " message                  \
  "\n---\n### Incident Summary\n[WARN] 2026-01-01T00:00:0" number ".000Z pay-api/v1 [" trace   \
  "]: " message                                                                                \
  "\n\n### Root Cause\nThe issuer refused it.\n\n### Action Items\n1. Ask the customer.\n"     \
  "2. Ask the issuer.\n\n---\n\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0604",
      .name = "number-sequence",
      .level = LEVEL_ERROR,
      .summary = "the numbers of the cases have a gap, a repeat or a wrong order",
      .why =
          "People name cases by number. A gap hides a case that was lost in a merge, a repeat "
          "makes one number mean two things.",
      .bad = BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("3", "Card Expired", "card expired", "e5f6a7b8"),
      .good = BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("2", "Card Expired", "card expired", "e5f6a7b8")},
     find_number_sequence},
    {{.code = "KBC0608",
      .name = "stray-case",
      .level = LEVEL_ERROR,
      .summary = "a numbered case stands outside of the bundle in which its number is missing",
      .why = "Who reads the bundle does not find the case, and who counts it takes the number "
             "for lost. Mostly it slipped there when files were put together or split.",
      .bad = "=== kb/cases.md\n" BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("3", "Card Lost", "card lost", "a1b2c3d5") "=== kb/other.md\n" BUNDLED(
              "2", "Card Expired", "card expired", "e5f6a7b8"),
      .good = "# Cases\n\n" BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("2", "Card Expired", "card expired", "e5f6a7b8")
              BUNDLED("3", "Card Lost", "card lost", "a1b2c3d5")},
     find_stray_case},
};

const struct lint_family identity_numbers_family = {"identity", rules,
                                                    sizeof rules / sizeof *rules};
