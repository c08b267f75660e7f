/* Reads a pattern as ECMA-262 writes them into a tree, and rewrites it in the words of PCRE2.
 */
#include "base/pattern_reader.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { GROUP_DEPTH = 64 };

char reader_peek(const struct reader *reader, size_t ahead) {
  return reader->at + ahead < reader->text.n ? reader->text.p[reader->at + ahead] : '\0';
}

bool reader_sees(const struct reader *reader, const char *text) {
  return str_starts_with(str_slice(reader->text, reader->at, reader->text.n), str_from_c(text));
}

void reader_keep(struct reader *reader, size_t n) {
  struct str kept = str_slice(reader->text, reader->at, reader->at + n);
  buf_add(&reader->out, kept);
  reader->at += kept.n;
}

void reader_replace(struct reader *reader, size_t n, struct str with) {
  buf_add(&reader->out, with);
  reader->at += n;
  if (with.n == n)
    return;
  struct syntax *syntax = reader->syntax;
  syntax->shifts =
      arena_grow(reader->a, syntax->shifts, syntax->shift_count, sizeof *syntax->shifts);
  syntax->shifts[syntax->shift_count++] = (struct syntax_shift){reader->out.n, reader->at};
}

void reader_fail(struct reader *reader, size_t offset, const char *format, ...) {
  if (reader->has_failed)
    return;
  char text[160];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  reader->has_failed = true;
  reader->error->message = arena_copy(reader->a, str_from_c(text));
  reader->error->offset = offset;
}

struct syntax_node *reader_node(struct reader *reader, enum syntax_kind kind, size_t offset) {
  struct syntax_node *node = arena_new(reader->a, struct syntax_node);
  node->kind = kind;
  node->offset = offset;
  return node;
}

static void node_add(struct syntax_node *parent, struct syntax_node *child) {
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

static struct syntax_node *read_choice(struct reader *reader);

/* (?i) and (?i: … ): the offset of what ends the flags, or STR_NONE if these are no flags. */
static size_t flags_end(const struct reader *reader) {
  size_t at = reader->at + 2;
  while (at < reader->text.n && strchr("ims-", reader->text.p[at]) &&
         reader->text.p[at] != '\0')
    at++;
  bool is_end = at > reader->at + 2 && at < reader->text.n &&
                (reader->text.p[at] == ')' || reader->text.p[at] == ':');
  return is_end ? at : STR_NONE;
}

static void take_flags(struct reader *reader, size_t end) {
  bool turn_on = true;
  for (size_t i = reader->at; i < end; i++) {
    if (reader->text.p[i] == '-')
      turn_on = false;
    else if (reader->text.p[i] == 'i')
      reader->ignores_case = turn_on;
  }
}

/* The bytes from "(" to the content of a group of a kind that ECMA-262 has, or 0. */
static size_t opening_of(const struct reader *reader, bool *is_look) {
  static const struct {
    const char *text;
    bool is_look;
  } kinds[] = {{"(?:", false}, {"(?=", true}, {"(?!", true}, {"(?<=", true}, {"(?<!", true}};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    *is_look = kinds[i].is_look;
    if (reader_sees(reader, kinds[i].text))
      return strlen(kinds[i].text);
  }
  *is_look = false;
  if (reader_sees(reader, "(?<")) {
    size_t end = str_find_char(reader->text, '>', reader->at);
    return end == STR_NONE ? 3 : end + 1 - reader->at;
  }
  return reader_peek(reader, 1) == '?' || reader_peek(reader, 1) == '*' ? 0 : 1;
}

static void fail_group(struct reader *reader) {
  if (reader_sees(reader, "(?P<"))
    reader_fail(reader, reader->at, "(?P<…>) is no part of ECMA-262 patterns: write (?<…>)");
  else if (reader_sees(reader, "(?>"))
    reader_fail(reader, reader->at, "(?>…) is no part of ECMA-262 patterns: write (?:…)");
  else
    reader_fail(reader, reader->at, "this kind of group is no part of ECMA-262 patterns");
}

/* The body of a group up to its ")". What flags say in it ends with it. */
static struct syntax_node *read_body(struct reader *reader) {
  bool ignores_case = reader->ignores_case;
  if (++reader->depth > GROUP_DEPTH) {
    reader_fail(reader, reader->at, "groups nest deeper than %d", GROUP_DEPTH);
    return reader_node(reader, SYNTAX_EMPTY, reader->at);
  }
  struct syntax_node *body = read_choice(reader);
  reader->depth--;
  reader->ignores_case = ignores_case;
  reader_keep(reader, 1); /* ")"; where it is missing, PCRE2 says so */
  return body;
}

static struct syntax_node *read_group(struct reader *reader) {
  size_t offset = reader->at;
  size_t flags = reader_peek(reader, 1) == '?' ? flags_end(reader) : STR_NONE;
  if (flags != STR_NONE && reader->text.p[flags] == ')') {
    take_flags(reader, flags);
    reader_keep(reader, flags + 1 - offset);
    return reader_node(reader, SYNTAX_EMPTY, offset);
  }
  if (flags != STR_NONE) {
    bool ignores_case = reader->ignores_case;
    take_flags(reader, flags);
    reader_keep(reader, flags + 1 - offset);
    struct syntax_node *body = read_body(reader);
    reader->ignores_case = ignores_case;
    return body;
  }
  bool is_look;
  size_t opening = opening_of(reader, &is_look);
  if (opening == 0) {
    fail_group(reader);
    return reader_node(reader, SYNTAX_EMPTY, offset);
  }
  reader_keep(reader, opening);
  struct syntax_node *body = read_body(reader);
  if (!is_look)
    return body;
  struct syntax *syntax = reader->syntax;
  syntax->looks =
      arena_grow(reader->a, syntax->looks, syntax->look_count, sizeof(struct syntax_node *));
  syntax->looks[syntax->look_count++] = body;
  return reader_node(reader, SYNTAX_EMPTY, offset);
}

static struct syntax_node *read_character(struct reader *reader) {
  struct syntax_node *node = reader_node(reader, SYNTAX_SET, reader->at);
  char c = reader_peek(reader, 0);
  if (c == '^' || c == '$') {
    node->kind = SYNTAX_EMPTY;
    reader_keep(reader, 1);
    return node;
  }
  uint32_t code_point;
  size_t n = utf8_decode(reader->text, reader->at, &code_point);
  if (c == '.') {
    code_set_add(reader->a, &node->set, 0, '\n' - 1);
    code_set_add(reader->a, &node->set, '\n' + 1, LAST_CODE_POINT);
  } else {
    code_set_add(reader->a, &node->set, code_point, code_point);
  }
  code_set_finish(reader->a, &node->set, reader->ignores_case);
  reader_keep(reader, n);
  return node;
}

static struct syntax_node *read_atom(struct reader *reader) {
  switch (reader_peek(reader, 0)) {
  case '(':
    return read_group(reader);
  case '[':
    return reader_class(reader);
  case '\\':
    return reader_escape(reader);
  default:
    return read_character(reader);
  }
}

/* A number of at most five digits from `at` on; PCRE2 objects to larger ones. */
static size_t read_number(const struct reader *reader, size_t *at) {
  size_t number = 0;
  for (; is_digit_char(reader_peek(reader, *at)); (*at)++)
    number = number < 100000 ? number * 10 + (size_t)(reader_peek(reader, *at) - '0') : number;
  return number;
}

/* The bytes of the quantifier that stands here, or 0. */
static size_t quantifier_of(struct reader *reader, size_t *min, size_t *max) {
  char c = reader_peek(reader, 0);
  *min = c == '+' ? 1 : 0;
  *max = c == '?' ? 1 : STR_NONE;
  if (c == '*' || c == '+' || c == '?')
    return 1;
  if (c != '{')
    return 0;
  size_t at = 1;
  *min = *max = read_number(reader, &at);
  bool has_min = at > 1, has_comma = reader_peek(reader, at) == ',';
  size_t max_at = has_comma ? ++at : at;
  if (has_comma)
    *max = read_number(reader, &at);
  if (has_comma && at == max_at)
    *max = STR_NONE;
  if (reader_peek(reader, at) != '}' || (!has_min && *max == STR_NONE))
    return 0;
  if (!has_min)
    reader_fail(reader, reader->at, "write {0,…}: not every reader of patterns knows {,…}");
  return has_min ? at + 1 : 0;
}

static struct syntax_node *read_repeated(struct reader *reader) {
  size_t offset = reader->at;
  struct syntax_node *node = read_atom(reader);
  size_t min, max, n;
  while (!reader->has_failed && (n = quantifier_of(reader, &min, &max)) > 0) {
    struct syntax_node *repeat = reader_node(reader, SYNTAX_REPEAT, offset);
    repeat->min = min;
    repeat->max = max;
    node_add(repeat, node);
    node = repeat;
    reader_keep(reader, n);
    if (reader_peek(reader, 0) == '?')
      reader_keep(reader, 1);
    else if (reader_peek(reader, 0) == '+')
      reader_fail(reader, reader->at, "a possessive repeat is no part of ECMA-262 patterns");
  }
  return node;
}

static struct syntax_node *read_sequence(struct reader *reader) {
  struct syntax_node *sequence = reader_node(reader, SYNTAX_SEQUENCE, reader->at);
  while (!reader->has_failed && reader->at < reader->text.n && reader_peek(reader, 0) != '|' &&
         (reader_peek(reader, 0) != ')' || reader->depth == 0))
    node_add(sequence, read_repeated(reader));
  return sequence;
}

static struct syntax_node *read_choice(struct reader *reader) {
  struct syntax_node *choice = reader_node(reader, SYNTAX_CHOICE, reader->at);
  node_add(choice, read_sequence(reader));
  while (!reader->has_failed && reader_peek(reader, 0) == '|') {
    reader_keep(reader, 1);
    node_add(choice, read_sequence(reader));
  }
  return choice->first->next ? choice : choice->first;
}

bool syntax_read(struct arena *a, struct str text, bool ignore_case, struct syntax *syntax,
                 struct pattern_error *error) {
  *syntax = (struct syntax){0};
  struct reader reader = {
      .a = a, .text = text, .ignores_case = ignore_case, .error = error, .syntax = syntax};
  size_t invalid = utf8_invalid(text);
  if (invalid != STR_NONE)
    reader_fail(&reader, invalid, "the pattern is not UTF-8");
  else
    syntax->whole = read_choice(&reader);
  syntax->rewritten = arena_copy(a, buf_str(&reader.out));
  buf_free(&reader.out);
  return !reader.has_failed;
}

size_t syntax_origin(const struct syntax *syntax, size_t rewritten) {
  struct syntax_shift last = {0, 0};
  for (size_t i = 0; i < syntax->shift_count && syntax->shifts[i].rewritten <= rewritten; i++)
    last = syntax->shifts[i];
  return last.original + (rewritten - last.rewritten);
}

static size_t multiply_capped(size_t a, size_t b) {
  if (a == 0 || b == 0)
    return 0;
  return a == STR_NONE || b == STR_NONE || a > STR_NONE / b ? STR_NONE : a * b;
}

static size_t add_capped(size_t a, size_t b) {
  return a > STR_NONE - b ? STR_NONE : a + b;
}

size_t syntax_longest(const struct syntax_node *node) {
  size_t longest = node->kind == SYNTAX_SET ? 1 : 0;
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    size_t n = syntax_longest(child);
    if (node->kind == SYNTAX_SEQUENCE)
      longest = add_capped(longest, n);
    else if (n > longest)
      longest = n;
  }
  return node->kind == SYNTAX_REPEAT ? multiply_capped(longest, node->max) : longest;
}

size_t syntax_largest_minimum(const struct syntax_node *node) {
  size_t largest = node->kind == SYNTAX_REPEAT ? node->min : 0;
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    size_t n = syntax_largest_minimum(child);
    if (n > largest)
      largest = n;
  }
  return largest;
}
