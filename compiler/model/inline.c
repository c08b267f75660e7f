/* What stands inside a line of text without being its words: code, addresses, tags, comments.
 */
#include "model/inline.h"

#include "base/arena.h"

/* Beyond these, nothing that a person has written is meant as a tag or a destination; without
 * them, a text of nothing but "<a" or "](" would be read again and again. */
enum { LONGEST_TAG = 1024, DEEPEST_PARENTHESIS = 32, COUNTED_RUNS = 64, LONGEST_SCHEME = 32 };

struct scan {
  struct arena *a;
  struct str text;
  struct inline_spans found;
  bool is_unclosed[COUNTED_RUNS]; /* no run of so many backticks follows any more */
  bool has_no_comment_end;
};

static void add(struct scan *s, enum inline_kind kind, size_t from, size_t to) {
  struct inline_spans *found = &s->found;
  found->items = arena_grow(s->a, found->items, found->count, sizeof *found->items);
  found->items[found->count++] = (struct inline_span){kind, from, to};
}

static char char_at(const struct scan *s, size_t at) {
  return at < s->text.n ? s->text.p[at] : '\0';
}

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_punctuation(char c) {
  return c > ' ' && c < 0x7F && !is_digit_char(c) && !is_alpha_char(c);
}

static size_t run_length(const struct scan *s, size_t at, char c) {
  size_t n = 0;
  while (char_at(s, at + n) == c && at + n < s->text.n)
    n++;
  return n;
}

/* ---- Each reader answers where what begins at `at` ends, or STR_NONE ---- */

/* As many backticks close it as have opened it. */
static size_t code_end(struct scan *s, size_t at, size_t run) {
  if (run < COUNTED_RUNS && s->is_unclosed[run])
    return STR_NONE;
  for (size_t next = str_find_char(s->text, '`', at + run); next != STR_NONE;) {
    size_t n = run_length(s, next, '`');
    if (n == run)
      return next + n;
    next = str_find_char(s->text, '`', next + n);
  }
  if (run < COUNTED_RUNS)
    s->is_unclosed[run] = true;
  return STR_NONE;
}

/* The length of "https:" and the like, 0 if there is none. */
static size_t scheme_length(const struct scan *s, size_t at) {
  size_t n = 0;
  for (char c = char_at(s, at); n <= LONGEST_SCHEME; c = char_at(s, at + n)) {
    bool fits =
        is_alpha_char(c) || (n > 0 && (is_digit_char(c) || c == '+' || c == '-' || c == '.'));
    if (!fits)
      return c == ':' && n >= 2 ? n + 1 : 0;
    n++;
  }
  return 0;
}

/* <https://…> and <somebody@example.org>, without white space. */
static size_t autolink_end(const struct scan *s, size_t at) {
  bool has_at = false, has_scheme = scheme_length(s, at + 1) > 0;
  for (size_t i = at + 1; i < s->text.n && i - at < LONGEST_TAG; i++) {
    char c = s->text.p[i];
    if (c == '>')
      return has_scheme || has_at ? i + 1 : STR_NONE;
    if (c == '<' || is_white(c))
      return STR_NONE;
    has_at = has_at || (c == '@' && i > at + 1);
  }
  return STR_NONE;
}

/* <b>, </b>, <a href="…">, <?…>, <!…>; a ">" in quotes does not end it. */
static size_t tag_end(const struct scan *s, size_t at) {
  size_t i = at + 1;
  if (char_at(s, i) == '/' || char_at(s, i) == '?' || char_at(s, i) == '!')
    i++;
  if (!is_alpha_char(char_at(s, i)))
    return STR_NONE;
  while (is_alpha_char(char_at(s, i)) || is_digit_char(char_at(s, i)) || char_at(s, i) == '-')
    i++;
  if (!is_white(char_at(s, i)) && str_find_char(STR("/>?"), char_at(s, i), 0) == STR_NONE)
    return STR_NONE;
  char quote = '\0';
  for (; i < s->text.n && i - at < LONGEST_TAG; i++) {
    char c = s->text.p[i];
    if (quote) {
      quote = c == quote ? '\0' : quote;
      continue;
    }
    if (c == '>')
      return i + 1;
    if (c == '<' || c == '`')
      return STR_NONE;
    quote = c == '"' || c == '\'' ? c : '\0';
  }
  return STR_NONE;
}

/* "<!-->" and "<!--->" are whole comments. */
static size_t comment_end(struct scan *s, size_t at) {
  if (!str_starts_with(str_slice(s->text, at, at + 4), STR("<!--")) || s->has_no_comment_end)
    return STR_NONE;
  size_t end = str_find(s->text, STR("-->"), at + 2);
  if (end != STR_NONE)
    return end + 3;
  s->has_no_comment_end = true;
  return STR_NONE;
}

/* The destination of a link, between its parentheses or up to its title. */
static size_t destination_end(const struct scan *s, size_t from) {
  size_t depth = 0, i = from;
  if (char_at(s, from) == '<') {
    for (i = from + 1; i < s->text.n && i - from < LONGEST_TAG; i++) {
      char c = s->text.p[i];
      if (c == '>')
        return i + 1;
      if (c == '<' || c == '\n')
        return STR_NONE;
    }
    return STR_NONE;
  }
  for (; i < s->text.n && !is_white(s->text.p[i]); i++) {
    if (s->text.p[i] == '\\' && is_punctuation(char_at(s, i + 1)))
      i++;
    else if (s->text.p[i] == '(' && ++depth > DEEPEST_PARENTHESIS)
      return STR_NONE;
    else if (s->text.p[i] == ')' && depth-- == 0)
      return i;
  }
  return depth == 0 ? i : STR_NONE;
}

/* The bytes of an address that no brackets enclose: up to white space, without the punctuation
 * of the sentence around it. */
static size_t address_end(const struct scan *s, size_t from) {
  size_t end = from;
  while (end < s->text.n && !is_white(s->text.p[end]) && s->text.p[end] != '<' &&
         s->text.p[end] != '`' && s->text.p[end] != '"')
    end++;
  while (end > from && str_find_char(STR(".,;:!?'*_~)]"), s->text.p[end - 1], 0) != STR_NONE)
    end--;
  return end;
}

/* ---- One step: what begins at `at`; answers where to go on ---- */

static size_t take_code(struct scan *s, size_t at) {
  size_t run = run_length(s, at, '`'), end = code_end(s, at, run);
  if (end == STR_NONE)
    return at + run;
  add(s, INLINE_CODE, at, end);
  return end;
}

static size_t take_angle(struct scan *s, size_t at) {
  size_t end = comment_end(s, at);
  enum inline_kind kind = INLINE_COMMENT;
  if (end == STR_NONE) {
    end = autolink_end(s, at);
    kind = INLINE_ADDRESS;
  }
  if (end == STR_NONE) {
    end = tag_end(s, at);
    kind = INLINE_TAG;
  }
  if (end == STR_NONE)
    return at + 1;
  add(s, kind, at, end);
  return end;
}

static size_t take_destination(struct scan *s, size_t at) {
  size_t from = at + 2;
  while (is_white(char_at(s, from)))
    from++;
  size_t end = destination_end(s, from);
  if (end == STR_NONE || end == from)
    return at + 2;
  add(s, INLINE_ADDRESS, from, end);
  return end;
}

/* `at` is the colon of "://"; the scheme stands before it. */
static size_t take_address(struct scan *s, size_t at) {
  size_t from = at;
  size_t least = s->found.count > 0 ? s->found.items[s->found.count - 1].to : 0;
  while (from > least && at - from < LONGEST_SCHEME &&
         (is_alpha_char(s->text.p[from - 1]) || is_digit_char(s->text.p[from - 1]) ||
          s->text.p[from - 1] == '+'))
    from--;
  if (from == at)
    return at + 3;
  size_t end = address_end(s, at + 3);
  if (end == at + 3)
    return end;
  add(s, INLINE_ADDRESS, from, end);
  return end;
}

struct inline_spans inline_spans(struct arena *a, struct str text, enum inline_syntax syntax) {
  struct scan s = {.a = a, .text = text};
  bool is_markdown = syntax == SYNTAX_MARKDOWN;
  for (size_t at = 0; at < text.n;) {
    char c = text.p[at], next = char_at(&s, at + 1);
    if (c == '\\' && is_markdown && is_punctuation(next))
      at += 2;
    else if (c == '`' && is_markdown)
      at = take_code(&s, at);
    else if (c == '<' && syntax != SYNTAX_PLAIN)
      at = take_angle(&s, at);
    else if (c == ']' && next == '(' && is_markdown)
      at = take_destination(&s, at);
    else if (c == ':' && next == '/' && char_at(&s, at + 2) == '/')
      at = take_address(&s, at);
    else
      at++;
  }
  return s.found;
}

struct inline_spans inline_definition(struct arena *a, struct str text) {
  struct scan s = {.a = a, .text = text};
  for (size_t at = 0; (at = str_find(text, STR("]:"), at)) != STR_NONE;) {
    size_t from = at + 2;
    while (is_white(char_at(&s, from)))
      from++;
    for (at = from; at < text.n && !is_white(text.p[at]);)
      at++;
    if (at > from)
      add(&s, INLINE_ADDRESS, from, at);
  }
  return s.found;
}

unsigned inline_kind_at(const struct inline_spans *spans, size_t at) {
  size_t low = 0, high = spans->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (spans->items[middle].to <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low < spans->count && spans->items[low].from <= at ? spans->items[low].kind : 0;
}
