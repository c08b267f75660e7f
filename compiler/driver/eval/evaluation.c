/* The questions, what was answered, and the figures that come of it. */
#include "driver/eval/evaluation.h"

#include "base/arena.h"
#include "model/kb.h"

struct answer answer_of(const struct question *question, const struct ranking *ranking) {
  struct answer answer = {.is_there = true,
                          .first = ranking->count > 0 ? ranking->cases[0] : STR_NONE,
                          .count = ranking->count,
                          .first_cases = ranking->first_cases};
  for (size_t i = 0; i < question->case_count; i++) {
    size_t place = ranking_place(ranking, question->cases[i]);
    if (place > 0 && (answer.place == 0 || place < answer.place))
      answer.place = place;
  }
  return answer;
}

bool answer_is_close(const struct answer *answer) {
  return answer->place > 0 && answer->place <= CLOSE_PLACES;
}

void evaluation_count(struct arena *a, struct evaluation *e) {
  e->figures = arena_array(a, struct figures, e->questions.kind_count);
  for (size_t i = 0; i < e->questions.count; i++) {
    struct figures *figures = &e->figures[e->questions.items[i].kind];
    const struct answer *answer = &e->answers[i];
    figures->asked++;
    figures->unanswered += !answer->is_there;
    figures->at[answer->place]++;
    figures->reciprocals += answer->place > 0 ? 1.0 / (double)answer->place : 0;
    figures->first_cases += answer->first_cases;
  }
}

size_t figures_found(const struct figures *figures, size_t k) {
  size_t found = 0;
  for (size_t place = 1; place <= k && place <= RANKED; place++)
    found += figures->at[place];
  return found;
}

size_t share_of(size_t part, size_t whole) {
  return whole == 0 ? 0 : part * 10000 / whole;
}

/* A sum of ones is exact, and one of thirds may lack a bit. */
size_t figures_mrr(const struct figures *figures) {
  const double bits = 1e-6;
  if (figures->asked == 0)
    return 0;
  return (size_t)(figures->reciprocals / (double)figures->asked * 10000 + bits);
}

size_t case_line(const struct kb_case *kb_case) {
  const struct piece *piece = kb_case->doc->piece;
  struct span span = kb_case->title_span;
  if (!span.source)
    span = piece->heading_level > 0 ? piece->heading : piece->whole;
  return source_line_at(piece->source, span.offset) + 1;
}
