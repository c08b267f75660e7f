/* Reads the plainest YAML without libyaml: one word, or a list of words on one line.
 *
 * Nearly all defaults of options look like that. To set up a parser for each of them took
 * longer than to check a case. */
#include "parse/yaml_words.h"

#include "base/arena.h"
#include "parse/yaml_scalar.h"

struct word_reader {
  struct span span;
  struct str s;
  size_t at;
};

static void skip_spaces(struct word_reader *r) {
  while (r->at < r->s.n && r->s.p[r->at] == ' ')
    r->at++;
}

/* May a plain word begin with it? All signs mean something to YAML there, but for the dot. */
static bool is_first(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '.' || (unsigned char)c >= 0x80;
}

/* Is it nothing to YAML, wherever it stands in a plain word? */
static bool is_inner(char c) {
  switch (c) {
  case ',':
  case ':':
  case '#':
  case '[':
  case ']':
  case '{':
  case '}':
    return false;
  default:
    return (unsigned char)c >= ' ';
  }
}

static bool read_plain(struct word_reader *r, struct value *value) {
  size_t from = r->at;
  if (from == r->s.n || !is_first(r->s.p[from]))
    return false;
  while (r->at < r->s.n && is_inner(r->s.p[r->at]))
    r->at++;
  value->text = str_trim_end(str_slice(r->s, from, r->at));
  value->span =
      span_of(r->span.source, r->span.offset + from, r->span.offset + from + value->text.n);
  value->style = STYLE_PLAIN;
  value->kind = yaml_plain_kind(value->text);
  value->boolean = value->kind == VALUE_BOOL && lower_char(value->text.p[0]) == 't';
  return true;
}

/* A quoted word whose text is what stands between the quotes. */
static bool read_quoted(struct word_reader *r, struct value *value) {
  size_t from = r->at, close = str_find_char(r->s, r->s.p[from], from + 1);
  if (close == STR_NONE)
    return false;
  struct str text = str_slice(r->s, from + 1, close);
  r->at = close + 1;
  /* A second quote behind the first one is an escape. */
  bool is_doubled = r->at < r->s.n && r->s.p[r->at] == r->s.p[from];
  bool is_escaped = r->s.p[from] == '"' && str_find_char(text, '\\', 0) != STR_NONE;
  value->text = text;
  value->span = span_of(r->span.source, r->span.offset + from, r->span.offset + r->at);
  value->style = STYLE_QUOTED;
  value->kind = VALUE_STRING;
  return !is_doubled && !is_escaped && str_find_char(text, '\n', 0) == STR_NONE;
}

static bool read_word(struct word_reader *r, struct value *value) {
  *value = (struct value){0};
  bool is_quoted = r->at < r->s.n && (r->s.p[r->at] == '\'' || r->s.p[r->at] == '"');
  bool is_read = is_quoted ? read_quoted(r, value) : read_plain(r, value);
  skip_spaces(r);
  return is_read;
}

static size_t count_commas(struct str s) {
  size_t count = 0;
  for (size_t i = 0; i < s.n; i++)
    count += s.p[i] == ',';
  return count;
}

/* What stands behind the opening bracket. */
static bool read_list(struct arena *a, struct word_reader *r, struct value *value) {
  *value = (struct value){.kind = VALUE_ARRAY, .span = r->span};
  skip_spaces(r);
  if (r->at + 1 == r->s.n && r->s.p[r->at] == ']')
    return true;
  value->items = arena_array(a, struct value, count_commas(r->s) + 1);
  for (;;) {
    if (!read_word(r, &value->items[value->count++]) || r->at == r->s.n)
      return false;
    char c = r->s.p[r->at++];
    if (c == ']')
      return r->at == r->s.n;
    if (c != ',')
      return false;
    skip_spaces(r);
  }
}

bool yaml_words_read(struct arena *a, struct span text, struct value *value) {
  struct word_reader r = {text, span_text(text), 0};
  if (r.s.n > 0 && r.s.p[0] == '[') {
    r.at = 1;
    return read_list(a, &r, value);
  }
  /* Alone, three dots end a document. */
  return !str_starts_with(r.s, STR("...")) && read_word(&r, value) && r.at == r.s.n;
}
