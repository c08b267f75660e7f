/* The generated kb.c of the project's knowledge base: each of its paths says of a text what kbc's
 * own matcher says, whose tables are made of generated/kb.json. */
#include "fuzz.h"

#include "generated_kb.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "driver/match/cases.h"
#include "matcher/matcher.h"

#include <stdio.h>
#include <stdlib.h>

static void add_place(struct buf *out, struct str text, struct str place) {
  if (place.p)
    buf_printf(out, " %zu+%zu", (size_t)(place.p - text.p), place.n);
  else
    buf_add_c(out, " -");
}

struct asked {
  struct str text;
  struct buf *out;
};

static int add_answer(void *context, const struct matched *matched) {
  struct asked *asked = context;
  buf_printf(asked->out, "%zu:", matched->number);
  add_place(asked->out, asked->text, matched->line);
  add_place(asked->out, asked->text, matched->service);
  add_place(asked->out, asked->text, matched->message);
  for (size_t i = 0; i < matched->field_count; i++)
    add_place(asked->out, asked->text, matched->fields[i]);
  buf_add_char(asked->out, '\n');
  return 0;
}

/* The same for as long as the program runs: made once, and then only read. */
static const struct match_cases *knowledge(void) {
  static struct arena a;
  static struct match_cases cases;
  if (cases.matcher)
    return &cases;
  const char *root = getenv("ROOT");
  struct str path = arena_printf(&a, "%s/generated/kb.json", root ? root : ".");
  FILE *file = fopen(path.p, "rb");
  HOLDS_OR_SAY(file, "%s: cannot be read", path.p);
  struct buf json = {0};
  size_t n;
  while ((n = fread(buf_reserve(&json, 65536), 1, 65536, file)) > 0)
    json.n += n;
  fclose(file);
  struct str error = {NULL, 0};
  HOLDS_OR_SAY(cases_of_json(&a, arena_copy(&a, buf_str(&json)), &cases, &error), "%.*s",
               STR_ARG(error));
  buf_free(&json);
  return &cases;
}

static void check_way(const char *who, void (*ask)(struct str text, struct buf *out),
                      struct str text, struct str wanted) {
  struct buf got = {0};
  ask(text, &got);
  HOLDS_OR_SAY(str_equal(buf_str(&got), wanted), "%s says\n%.*sand not\n%.*s", who,
               STR_ARG(buf_str(&got)), STR_ARG(wanted));
  buf_free(&got);
}

void fuzz_generated(struct str input) {
  const struct matcher *matcher = knowledge()->matcher;
  struct buf wanted = {0};
  struct str text = fuzz_exact(input);
  struct asked asked = {text, &wanted};
  struct matched matched;
  size_t done = matcher_block(matcher, text, add_answer, &asked);
  matcher_tail(matcher, (struct str){text.p + done, text.n - done}, add_answer, &asked);
  if (matcher_any(matcher, text, &matched))
    buf_printf(&wanted, "any: %zu\n", matched.number);
  check_way("the best way", best_ask, text, buf_str(&wanted));
  check_way("the base way", base_ask, text, buf_str(&wanted));
  check_way("the plain way", plain_ask, text, buf_str(&wanted));
  buf_free(&wanted);
  free((char *)(size_t)text.p);
}
