/* Asks the generated kb.c about a text; the Makefile compiles it three times, under other names. */
#include "kb.h"

#include "base/buf.h"
#include "fuzz.h"

#include "generated_kb.h"

struct kb_asked {
  struct str text;
  struct buf *out;
};

static void add_place(struct kb_asked *asked, struct kb_str place) {
  if (place.p)
    buf_printf(asked->out, " %zu+%zu", (size_t)(place.p - asked->text.p), place.n);
  else
    buf_add_c(asked->out, " -");
}

static int add_answer(void *context, const struct kb_match *match) {
  struct kb_asked *asked = context;
  buf_printf(asked->out, "%zu:", kb_case_number(match->found));
  add_place(asked, match->line);
  add_place(asked, match->service);
  add_place(asked, match->message);
  for (size_t i = 0; i < match->field_count; i++)
    add_place(asked, match->fields[i].value);
  buf_add_char(asked->out, '\n');
  return 0;
}

void kb_ask(struct str text, struct buf *out) {
  struct buf single = {0};
  struct kb_asked whole = {text, out}, one = {text, &single};
  struct kb_match match;
  struct str rest = text, line;
  size_t from = out->n;
  size_t done = kb_match_block(text.p, text.n, add_answer, &whole);
  kb_match_tail(text.p + done, text.n - done, add_answer, &whole);
  for (size_t n = text.n; str_next_line(&rest, &line); n = rest.n) {
    if (kb_match(text.p + (text.n - n), n, &match))
      add_answer(&one, &match);
  }
  HOLDS(str_equal(str_slice(buf_str(out), from, out->n), buf_str(&single)));
  if (kb_match_any(text.p, text.n, &match))
    buf_printf(out, "any: %zu\n", kb_case_number(match.found));
  buf_free(&single);
}
