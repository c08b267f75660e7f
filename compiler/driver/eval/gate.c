/* The gates of --min-recall: how much of a kind must be found in the first places. */
#include "driver/eval/gate.h"

#include "base/arena.h"
#include "base/suggest.h"
#include "driver/eval/evaluation.h"
#include "driver/options.h"

enum { MILLION = 1000000, DECIMALS = 6 };

static bool read_place(struct str text, size_t *k) {
  *k = 0;
  for (size_t i = 0; i < text.n && i < 4; i++) {
    if (!is_digit_char(text.p[i]))
      return false;
    *k = *k * 10 + (size_t)(text.p[i] - '0');
  }
  return text.n > 0 && text.n < 4 && *k >= 1 && *k <= RANKED;
}

/* 0 to 1 with a point, at most six digits behind it. */
static bool read_share(struct str text, size_t *share) {
  size_t dot = str_find_char(text, '.', 0);
  struct str whole = str_slice(text, 0, dot);
  struct str part = dot == STR_NONE ? (struct str){NULL, 0} : str_slice(text, dot + 1, text.n);
  if (whole.n != 1 || whole.p[0] < '0' || whole.p[0] > '1' || part.n > DECIMALS ||
      (dot != STR_NONE && part.n == 0))
    return false;
  *share = (size_t)(whole.p[0] - '0');
  for (size_t i = 0; i < DECIMALS; i++) {
    if (i < part.n && !is_digit_char(part.p[i]))
      return false;
    *share = *share * 10 + (i < part.n ? (size_t)(part.p[i] - '0') : 0);
  }
  return *share <= MILLION;
}

static bool read_gate(struct str word, struct gate *gate) {
  size_t at = str_find_char(word, '@', 0);
  size_t equals = at == STR_NONE ? STR_NONE : str_find_char(word, '=', at);
  if (equals == STR_NONE || at == 0)
    return false;
  gate->word = word;
  gate->kind = str_slice(word, 0, at);
  return read_place(str_slice(word, at + 1, equals), &gate->k) &&
         read_share(str_slice(word, equals + 1, word.n), &gate->least);
}

bool gates_read(struct arena *a, const struct str_list *words, struct gate **gates,
                struct str *error) {
  *gates = arena_array(a, struct gate, words->count);
  for (size_t i = 0; i < words->count; i++) {
    if (read_gate(words->items[i], &(*gates)[i]))
      continue;
    *error = arena_printf(a,
                          "--min-recall takes KIND@K=SHARE, K from 1 to %d, as in "
                          "own-line@1=0.95, not \"%.*s\"",
                          RANKED, STR_ARG(words->items[i]));
    return false;
  }
  return true;
}

/* STR_NONE if there is none of that name. */
static size_t kind_of(const struct evaluation *e, const struct gate *gate) {
  for (size_t i = 0; i < e->questions.kind_count; i++) {
    if (str_equal(e->questions.kinds[i].name, gate->kind))
      return i;
  }
  return STR_NONE;
}

size_t gate_missing(const struct evaluation *e, const struct gate *gate) {
  size_t kind = kind_of(e, gate);
  if (kind == STR_NONE || e->figures[kind].asked == 0)
    return STR_NONE;
  /* Rounded up: 0.95 of 25 are 24. */
  size_t wanted = (e->figures[kind].asked * gate->least + MILLION - 1) / MILLION;
  size_t found = figures_found(&e->figures[kind], gate->k);
  return found < wanted ? wanted - found : 0;
}

static void complain_of_kind(const struct evaluation *e, const struct gate *gate) {
  struct arena scratch = {0};
  size_t count = e->questions.kind_count;
  struct str *names = arena_array(&scratch, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = e->questions.kinds[i].name;
  size_t near = suggest(&scratch, gate->kind, names, count);
  if (kind_of(e, gate) != STR_NONE)
    complain("--min-recall %.*s: no %.*s was asked, so nothing was measured",
             STR_ARG(gate->word), STR_ARG(gate->kind));
  else
    complain("--min-recall %.*s: no query is of the kind \"%.*s\"%s%.*s%s", STR_ARG(gate->word),
             STR_ARG(gate->kind), near != STR_NONE ? "; did you mean \"" : "",
             near != STR_NONE ? (int)names[near].n : 0, near != STR_NONE ? names[near].p : "",
             near != STR_NONE ? "\"?" : "");
  arena_free(&scratch);
}

enum status gates_hold(const struct evaluation *e) {
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < e->gate_count; i++) {
    const struct gate *gate = &e->gates[i];
    size_t missing = gate_missing(e, gate);
    if (missing == STR_NONE) {
      complain_of_kind(e, gate);
      status = status_worst(status, STATUS_CALL);
    } else if (missing > 0) {
      const struct figures *figures = &e->figures[kind_of(e, gate)];
      size_t found = figures_found(figures, gate->k), share = share_of(found, figures->asked);
      say("gate missed: %.*s, but it is %zu.%04zu (%zu of %zu): %zu more must be found",
          STR_ARG(gate->word), share / 10000, share % 10000, found, figures->asked, missing);
      status = status_worst(status, STATUS_FINDINGS);
    }
  }
  return status;
}
