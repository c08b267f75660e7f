/* Where each character of a scalar stands in the source, escapes and all. */
#include "model/value_places.h"

#include "base/arena.h"

/* Two places that move on together: one in the source of a scalar, one in its text. */
struct walk {
  struct str source, text;
  size_t at, read; /* in source; in text */
  char quote;      /* '\0' of a plain scalar */
  size_t *places;
  size_t offset; /* of source.p[0] in its source */
};

/* The text's next n bytes stand at `at`. False if there are not so many. */
static bool pass(struct walk *w, size_t n) {
  if (n > w->text.n - w->read)
    return false;
  for (size_t i = 0; i < n; i++)
    w->places[w->read++] = w->offset + w->at;
  return true;
}

static bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/* The end of the white space from `at` on, and the line ends in it. */
static size_t skip_white(const struct walk *w, size_t *line_ends) {
  size_t end = w->at;
  *line_ends = 0;
  while (end < w->source.n &&
         (is_blank_char(w->source.p[end]) || is_line_end(w->source.p[end])))
    *line_ends += w->source.p[end++] == '\n';
  return end;
}

/* One line end is a space in the text, and of several each but the first is one. */
static bool pass_white(struct walk *w) {
  size_t line_ends, end = skip_white(w, &line_ends);
  if (line_ends > 0) {
    bool is_good = pass(w, line_ends == 1 ? 1 : line_ends - 1);
    w->at = end;
    return is_good;
  }
  for (; w->at < end; w->at++) {
    if (!pass(w, 1))
      return false;
  }
  return true;
}

/* How many bytes of UTF-8 begin with this one. */
static size_t character_length(char c) {
  unsigned char first = (unsigned char)c;
  return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* A backslash: before a line end it takes that away, else it is one character of the text. */
static bool pass_escape(struct walk *w) {
  char c = w->at + 1 < w->source.n ? w->source.p[w->at + 1] : '\0';
  if (is_line_end(c)) {
    size_t line_ends;
    w->at++;
    w->at = skip_white(w, &line_ends);
    return line_ends == 1;
  }
  if (w->read == w->text.n || !pass(w, character_length(w->text.p[w->read])))
    return false;
  w->at += c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
  return true;
}

static bool step(struct walk *w) {
  char c = w->source.p[w->at];
  if (is_blank_char(c) || is_line_end(c))
    return pass_white(w);
  if (c == '\\' && w->quote == '"')
    return pass_escape(w);
  if (w->read == w->text.n || w->text.p[w->read] != c || !pass(w, 1))
    return false;
  w->at += c == '\'' && w->quote == '\'' ? 2 : 1;
  return true;
}

const size_t *value_places(struct arena *a, const struct value *value) {
  struct walk w = {.source = span_text(value->span),
                   .text = value->text,
                   .places = arena_array(a, size_t, value->text.n + 1),
                   .offset = value->span.offset};
  if (value->style == STYLE_BLOCK || value->is_reported)
    return NULL;
  /* Mended, a value is quoted, but the quotes are not in the source. */
  bool is_quoted = value->style == STYLE_QUOTED && w.source.n >= 2 &&
                   (w.source.p[0] == '"' || w.source.p[0] == '\'');
  if (is_quoted) {
    w.quote = w.source.p[0];
    w.source.n--;
    w.at = 1;
  }
  while (w.at < w.source.n) {
    if (!step(&w))
      return NULL;
  }
  w.places[w.read] = w.offset + w.at;
  return w.at == w.source.n && w.read == w.text.n ? w.places : NULL;
}
