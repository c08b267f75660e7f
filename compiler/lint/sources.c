/* The sources of a knowledge base, each once, for rules about all that stands in a file. */
#include "lint/sources.h"

#include "model/kb.h"
#include "model/rule_options.h"

/* Cases of one source follow each other. */
const struct source *next_source(const struct kb *kb, size_t *at) {
  const struct source *last =
      *at > 0 && *at <= kb->case_count ? kb->cases[*at - 1]->doc->piece->source : NULL;
  while (*at < kb->case_count) {
    const struct source *source = kb->cases[(*at)++]->doc->piece->source;
    if (source != last)
      return source;
  }
  return NULL;
}

static bool holds(struct str text, struct str mark) {
  for (size_t at = 0; at + mark.n <= text.n; at++) {
    size_t n = 0;
    while (n < mark.n && lower_char(text.p[at + n]) == lower_char(mark.p[n]))
      n++;
    if (n == mark.n)
      return true;
  }
  return false;
}

bool holds_any(struct str text, const struct option_value *marks) {
  for (size_t i = 0; i < marks->count; i++) {
    if (holds(text, marks->texts[i]))
      return true;
  }
  return false;
}

bool is_word_at(struct str text, size_t at) {
  return at < text.n &&
         (is_digit_char(text.p[at]) || is_alpha_char(text.p[at]) || text.p[at] == '_');
}
