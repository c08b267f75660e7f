/* JSON: what is written is read back as it was meant, and what is read is JSON, by a reader of
 * the tests' own.
 *
 * Input: a digit (write or read), another (compact or pretty), a line end, then for writing a row
 * of orders, one a line (`{`, `[`, `}`, "TEXT or KEY), for reading the document. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/json_walk.h"
#include "base/json_writer.h"
#include "oracle/json_trace.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEEPEST_WRITTEN = 60 };

struct desk {
  struct json_writer w;
  struct buf out, wanted, found;
  char closers[JSON_DEPTH];
  bool is_exact; /* until a text is no UTF-8, of which not every byte comes back */
};

/* ---- Writing ------------------------------------------------------------------------------
 */

static void write_text(struct desk *d, struct str text) {
  json_string(&d->w, text);
  trace_text(&d->wanted, text);
  d->is_exact = d->is_exact && oracle_is_utf8(text);
}

static void write_number(struct desk *d, struct str line) {
  unsigned long long number = 0;
  for (size_t i = 1; i < line.n; i++)
    number = number * 31 + (unsigned char)line.p[i];
  char text[32];
  bool is_signed = line.p[0] == '-';
  if (is_signed)
    json_integer(&d->w, -(long long)(number >> 1));
  else
    json_number(&d->w, number);
  int n = is_signed ? snprintf(text, sizeof text, "%lld", -(long long)(number >> 1))
                    : snprintf(text, sizeof text, "%llu", number);
  trace_number(&d->wanted, (struct str){text, (size_t)n});
}

static void open_value(struct desk *d, char open) {
  d->closers[d->w.depth] = open == '{' ? '}' : ']';
  buf_add_char(&d->wanted, open);
  if (open == '{')
    json_open_object(&d->w);
  else
    json_open_array(&d->w);
}

static void close_value(struct desk *d) {
  char closer = d->closers[d->w.depth - 1];
  if (closer == '}')
    json_close_object(&d->w);
  else
    json_close_array(&d->w);
  buf_add_char(&d->wanted, closer);
}

static void write_word(struct desk *d, char kind) {
  if (kind == 'z')
    json_null(&d->w);
  else
    json_bool(&d->w, kind == 't');
  buf_add_char(&d->wanted, kind == 'z' || kind == 't' ? kind : 'f');
}

/* One line, in an object behind a key that is the same line. */
static void write_line(struct desk *d, struct str line) {
  char kind = line.n > 0 ? line.p[0] : '"';
  if (kind == '}') {
    if (d->w.depth > 1)
      close_value(d);
    return;
  }
  if (d->closers[d->w.depth - 1] == '}') {
    json_key_str(&d->w, line);
    trace_text(&d->wanted, line);
    d->is_exact = d->is_exact && oracle_is_utf8(line);
  }
  if ((kind == '{' || kind == '[') && d->w.depth < DEEPEST_WRITTEN)
    open_value(d, kind);
  else if (kind == '#' || kind == '-')
    write_number(d, line);
  else if (kind == 't' || kind == 'f' || kind == 'z')
    write_word(d, kind);
  else
    write_text(d, str_slice(line, kind == '"', line.n));
}

/* What could be taken for more than text is nowhere in it as it stands. */
static void check_harmless(struct str json) {
  static const char *const forbidden[] = {"</",           "<!",           "\xE2\x80\xA8",
                                          "\xE2\x80\xA9", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                          "\xEF\xBB\xBF", "\xF3\xA0\x81", "\x7F"};
  for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
    HOLDS_OR_SAY(str_find(json, str_from_c(forbidden[i]), 0) == STR_NONE, "text no %zu", i);
  for (size_t i = 0; i < json.n; i++)
    HOLDS((unsigned char)json.p[i] >= ' ' || json.p[i] == '\n');
}

static void write_and_read(struct str input) {
  struct desk d = {.is_exact = true};
  json_start(&d.w, &d.out, fuzz_choice(&input, 2) ? JSON_PRETTY : JSON_COMPACT);
  fuzz_choice(&input, 2);
  open_value(&d, '[');
  struct str line;
  while (str_next_line(&input, &line))
    write_line(&d, line);
  while (d.w.depth > 0)
    close_value(&d);
  struct str json = buf_str(&d.out);
  HOLDS_OR_SAY(json_trace(&d.found, json), "no JSON: %.*s", STR_ARG(json));
  HOLDS(oracle_is_utf8(json));
  check_harmless(json);
  HOLDS_OR_SAY(!d.is_exact || str_equal(buf_str(&d.found), buf_str(&d.wanted)),
               "%.*s was read, not %.*s", STR_ARG(buf_str(&d.found)),
               STR_ARG(buf_str(&d.wanted)));
  buf_free(&d.out);
  buf_free(&d.wanted);
  buf_free(&d.found);
}

/* ---- Reading ------------------------------------------------------------------------------
 */

/* The same trace, by the walk over the text. Numbers stay as they stand. */
static void trace_walk(struct arena *a, struct buf *out, struct str value) {
  struct json_walk walk;
  struct str key, item;
  bool is_object = json_walk_start(&walk, value, '{');
  if (is_object || json_walk_start(&walk, value, '[')) {
    buf_add_char(out, is_object ? '{' : '[');
    while (json_walk_next(&walk, &key, &item)) {
      if (is_object)
        trace_text(out, json_unescape(a, key));
      trace_walk(a, out, item);
    }
    buf_add_char(out, is_object ? '}' : ']');
    return;
  }
  struct str text = json_string_text(a, value);
  if (text.p)
    trace_text(out, text);
  else if (str_equal_c(value, "true") || str_equal_c(value, "false"))
    buf_add_char(out, value.p[0]);
  else if (str_equal_c(value, "null"))
    buf_add_char(out, 'z');
  else
    trace_number(out, value);
}

/* The trace by the tree, of texts and what holds them: what a number is, it says as a double. */
static void trace_tree(struct buf *out, const struct json_node *node) {
  struct str none = {NULL, 0}, text = json_text(node, none);
  if (text.p)
    trace_text(out, text);
  for (const struct json_node *child = json_first(node); child; child = json_next(child)) {
    struct str name = json_name(child);
    if (name.p)
      trace_text(out, name);
    trace_tree(out, child);
  }
}

/* The texts of a trace alone. */
static void only_texts(struct buf *out, struct str trace) {
  for (size_t at = 0; at < trace.n;) {
    char kind = trace.p[at++];
    if (kind != 's' && kind != 'n')
      continue;
    size_t n = 0;
    for (; trace.p[at] != ':'; at++)
      n = n * 10 + (size_t)(trace.p[at] - '0');
    if (kind == 's')
      trace_text(out, str_slice(trace, at + 1, at + 1 + n));
    at += 1 + n;
  }
}

static void check_valid(struct str text, struct str trace) {
  struct arena a = {0};
  struct buf walked = {0}, tree = {0}, texts = {0};
  size_t error_at = 0;
  trace_walk(&a, &walked, str_trim(text));
  HOLDS(str_equal(buf_str(&walked), trace));
  struct json_tree *parsed = json_parse(text, &error_at);
  HOLDS(parsed);
  trace_tree(&tree, json_root(parsed));
  only_texts(&texts, trace);
  HOLDS_OR_SAY(str_equal(buf_str(&tree), buf_str(&texts)), "%.*s and not %.*s",
               STR_ARG(buf_str(&tree)), STR_ARG(buf_str(&texts)));
  json_free(parsed);
  buf_free(&walked);
  buf_free(&tree);
  buf_free(&texts);
  arena_free(&a);
}

static void read_twice(struct str input) {
  struct buf trace = {0};
  struct json_fault fault = {0, NULL};
  size_t error_at = 0;
  struct str text = fuzz_exact(input);
  bool is_json = json_trace(&trace, text);
  bool is_valid = json_is_valid(text, &fault);
  HOLDS(is_json || !is_valid);
  /* What is JSON is refused with words only: it is more than is read. */
  HOLDS_OR_SAY(is_valid || !is_json || fault.reason, "refused at %zu without a word", fault.at);
  HOLDS(is_valid || fault.at <= text.n);
  if (is_valid)
    check_valid(text, buf_str(&trace));
  else
    HOLDS(!json_parse(text, &error_at) && error_at == fault.at);
  buf_free(&trace);
  free((char *)(size_t)text.p);
}

void fuzz_json(struct str input) {
  bool is_read = fuzz_choice(&input, 2) == 1;
  if (is_read) {
    fuzz_choice(&input, 2);
    fuzz_choice(&input, 2);
    read_twice(input);
  } else {
    write_and_read(input);
  }
}
