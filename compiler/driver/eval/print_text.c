/* The report of an evaluation for people. */
#include "base/buf.h"
#include "diag/glyph.h"
#include "driver/eval/evaluation.h"
#include "driver/match/cell.h"
#include "model/kb.h"

enum { SHOWN_QUESTIONS = 50, SHOWN_IDS = 10, SHOWN_CELLS = 60 };

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void add_head(struct buf *out, const struct evaluation *e) {
  if (e->results.n > 0) {
    buf_add_c(out, "the answers of a store, from ");
    glyph_add(out, e->results);
    buf_add_c(out, "\n");
  } else {
    buf_add_c(out,
              "a full-text index of the chunks (SQLite FTS5, BM25), which stands in for your "
              "store;\nkbc help eval says how to measure the store itself\n");
  }
  buf_printf(out, "\ncoverage: %zu of %zu case%s, in %zu chunk%s\n", e->indexed, e->case_count,
             plural(e->case_count), e->chunk_count, plural(e->chunk_count));
}

/* ---- The table ------------------------------------------------------------------------ */

static void add_share(struct buf *out, size_t share) {
  buf_printf(out, "  %3zu.%04zu", share / 10000, share % 10000);
}

static void add_row(struct buf *out, const struct figures *figures, struct str name,
                    size_t width) {
  size_t hundredths = figures->asked > 0 ? figures->first_cases * 100 / figures->asked : 0;
  cell_add(out, name, width);
  buf_printf(out, "  %7zu", figures->asked);
  add_share(out, share_of(figures_found(figures, 1), figures->asked));
  add_share(out, share_of(figures_found(figures, CLOSE_PLACES), figures->asked));
  add_share(out, figures_mrr(figures));
  buf_printf(out, "  %14zu.%02zu\n", hundredths / 100, hundredths % 100);
}

static void add_table(struct buf *out, const struct evaluation *e) {
  const struct questions *questions = &e->questions;
  size_t width = 4;
  for (size_t i = 0; i < questions->kind_count; i++) {
    size_t cells = cell_width(questions->kinds[i].name, SHOWN_CELLS);
    width = cells > width ? cells : width;
  }
  buf_add_char(out, '\n');
  cell_add(out, STR("kind"), width);
  buf_add_c(out, "    asked  recall@1  recall@5       MRR  cases in first 3\n");
  for (size_t i = 0; i < questions->kind_count; i++) {
    if (e->figures[i].asked > 0)
      add_row(out, &e->figures[i], questions->kinds[i].name, width);
  }
  for (size_t i = 0; i < questions->kind_count; i++) {
    const struct question_kind *kind = &questions->kinds[i];
    if (kind->without > 0)
      buf_printf(out, "%.*s: not asked of %zu case%s without one\n", STR_ARG(kind->name),
                 kind->without, plural(kind->without));
    if (e->figures[i].unanswered > 0)
      buf_printf(out, "%.*s: %zu without an answer, which count as not found\n",
                 STR_ARG(kind->name), e->figures[i].unanswered);
  }
}

/* ---- What is not found ---------------------------------------------------------------- */

static void add_case(struct buf *out, const struct evaluation *e, size_t number) {
  const struct kb_case *kb_case = e->kb->cases[number];
  glyph_add_path(out, kb_case->doc->piece->source->path);
  buf_printf(out, ":%zu ", case_line(kb_case));
  cell_add(out, kb_case->title, cell_width(kb_case->title, SHOWN_CELLS));
}

static void add_answer(struct buf *out, const struct evaluation *e, size_t number) {
  const struct question *question = &e->questions.items[number];
  const struct answer *answer = &e->answers[number];
  const struct question_kind *kind = &e->questions.kinds[question->kind];
  buf_printf(out, "\n    %.*s", STR_ARG(kind->name));
  if (question->kind >= OWN_KINDS) {
    buf_add_c(out, " \"");
    cell_add(out, question->text, cell_width(question->text, SHOWN_CELLS));
    buf_add_char(out, '"');
  }
  if (!answer->is_there)
    buf_add_c(out, ": no answer");
  else if (answer->count == 0)
    buf_add_c(out, ": nothing is found");
  else if (answer->place > 0)
    buf_printf(out, ": place %zu, behind ", answer->place);
  else
    buf_printf(out, ": not among the first %zu, behind ", answer->count);
  if (answer->is_there && answer->first != STR_NONE)
    add_case(out, e, answer->first);
  else if (answer->is_there && answer->count > 0)
    buf_add_c(out, "an id that is no case");
  buf_add_char(out, '\n');
}

static void add_missing(struct buf *out, const struct evaluation *e) {
  size_t count = 0;
  for (size_t i = 0; i < e->questions.count; i++) {
    if (answer_is_close(&e->answers[i]) || count++ >= SHOWN_QUESTIONS)
      continue;
    if (count == 1)
      buf_printf(out, "\nnot among the first %d:\n", CLOSE_PLACES);
    size_t number = e->questions.items[i].cases[0];
    buf_add_c(out, "  ");
    add_case(out, e, number);
    if (!e->is_indexed[number])
      buf_add_c(out, " (has errors, so it is in no chunk)");
    add_answer(out, e, i);
  }
  if (count > SHOWN_QUESTIONS)
    buf_printf(out, "  and %zu more, which --format json names\n", count - SHOWN_QUESTIONS);
}

static void add_strangers(struct buf *out, const struct strangers *strangers,
                          const char *what) {
  if (strangers->count == 0)
    return;
  buf_printf(out, "\n%zu %s:\n", strangers->count, what);
  for (size_t i = 0; i < strangers->count && i < SHOWN_IDS; i++) {
    buf_add_c(out, "  ");
    cell_add(out, strangers->items[i], cell_width(strangers->items[i], SHOWN_CELLS));
    buf_add_char(out, '\n');
  }
  if (strangers->count > SHOWN_IDS)
    buf_printf(out, "  and %zu more, which --format json names\n",
               strangers->count - SHOWN_IDS);
}

void evaluation_print_text(struct buf *out, const struct evaluation *e) {
  add_head(out, e);
  add_table(out, e);
  add_missing(out, e);
  add_strangers(out, &e->ids,
                "of the ids in the answers are of no chunk and no case: is "
                "the store out of date?");
  add_strangers(out, &e->queries, "of the answers are to a query that was not asked");
}
