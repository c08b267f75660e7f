/* The sources of a knowledge base, each once, for rules about all that stands in a file. */
#include "lint/sources.h"

#include "lint/lint.h"
#include "lint/marks.h"
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

/* The marks of what stands in no case; mostly that is no more than an empty line. */
static unsigned marks_between(const struct source *source, size_t from, size_t to) {
  struct str text = str_trim(str_slice(source->bytes, from, to));
  return text.n > 0 ? marks_of(text) : 0;
}

/* The marks of a source, the last of whose cases is looked for from `first` on. */
static unsigned marks_of_source(const struct linter *l, const struct source *source,
                                size_t first) {
  unsigned marks = 0;
  size_t behind = 0; /* the cases so far */
  for (size_t i = first; i < l->kb->case_count; i++) {
    const struct piece *piece = l->kb->cases[i]->doc->piece;
    if (piece->source != source)
      break;
    marks |= l->marks[i] | marks_between(source, behind, piece->whole.offset);
    behind = piece->whole.offset + piece->whole.n;
  }
  return marks | marks_between(source, behind, source->bytes.n);
}

const struct source *next_marked_source(const struct linter *l, unsigned marks, size_t *at) {
  const struct source *source;
  while ((source = next_source(l->kb, at)) != NULL) {
    if ((marks_of_source(l, source, *at - 1) & marks) != 0)
      break;
  }
  return source;
}

static bool stands_at(struct str text, size_t at, struct str mark) {
  size_t n = 0;
  while (n < mark.n && lower_char(text.p[at + n]) == lower_char(mark.p[n]))
    n++;
  return n == mark.n;
}

static bool holds(struct str text, struct str mark) {
  for (size_t at = 0; at + mark.n <= text.n; at++) {
    if (stands_at(text, at, mark))
      return true;
  }
  return false;
}

/* Digits may follow a word, and come before none. */
static bool holds_word(struct str text, struct str mark) {
  for (size_t at = 0; mark.n > 0 && at + mark.n <= text.n; at++) {
    size_t to = at + mark.n;
    char before = at > 0 ? text.p[at - 1] : ' ', behind = to < text.n ? text.p[to] : ' ';
    bool begins = (!is_alpha_char(before) && !is_digit_char(before)) ||
                  lower_char(before) == lower_char(mark.p[0]);
    bool ends = !is_alpha_char(behind) || lower_char(behind) == lower_char(mark.p[mark.n - 1]);
    if (begins && ends && stands_at(text, at, mark))
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

bool holds_any_word(struct str text, const struct option_value *marks) {
  for (size_t i = 0; i < marks->count; i++) {
    if (holds_word(text, marks->texts[i]))
      return true;
  }
  return false;
}

bool is_word_at(struct str text, size_t at) {
  return at < text.n &&
         (is_digit_char(text.p[at]) || is_alpha_char(text.p[at]) || text.p[at] == '_');
}
