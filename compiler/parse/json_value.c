/* Reads JSON (RFC 8259) into a tree of values, each with its exact place.
 *
 * base/json decides what is JSON; what follows here relies on that and looks at no more than it
 * needs to tell one value from the next. */
#include "parse/json_value.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/json_walk.h"
#include "base/map.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "model/value.h"
#include "parse/schema_rules.h"

#include <string.h>

/* ---- What is no JSON ----------------------------------------------------------------------
 */

/* What stands before the place, blanks aside; 0 at the start of the text. */
static char before(struct str text, size_t at) {
  struct str head = str_trim_end(str_slice(text, 0, at));
  return head.n > 0 ? head.p[head.n - 1] : 0;
}

static bool begins_value(char c) {
  return c == '"' || c == '{' || c == '[' || c == '-' || is_digit_char(c) || is_alpha_char(c);
}

/* The reason where base/json has none: the byte could stand at no such place. */
static const char *explain(struct str text, size_t at, const char **help) {
  if (str_trim(text).n == 0)
    return "this file is empty";
  if (at == text.n)
    return "the JSON ends here, and something in it is still open";
  char c = text.p[at], last = before(text, at);
  bool is_inside = last == ',' || last == '{' || last == '[' || last == ':' || last == 0;
  if (c == '/' || c == '#') {
    *help = "put it under \"$comment\", or write the schema in YAML";
    return "JSON has no comments";
  }
  if (c == '\'')
    return "JSON has texts and keys in double quotes";
  if ((c == '}' || c == ']') && last == ',')
    return "there is a comma too many before this";
  if (begins_value(c) && !is_inside)
    return "something is missing before this, most likely a comma";
  if (is_alpha_char(c))
    return "this is neither a text in double quotes nor true, false or null";
  return "this cannot stand here in JSON";
}

static void report_fault(struct bag *bag, struct span text, const struct json_fault *fault) {
  struct str bytes = span_text(text);
  uint32_t code_point;
  bool is_end = fault->at == bytes.n;
  size_t n = is_end ? 0 : utf8_decode(bytes, fault->at, &code_point);
  const char *help = NULL;
  const char *reason = fault->reason ? fault->reason : explain(bytes, fault->at, &help);
  size_t from = text.offset + fault->at;
  struct diag *diag =
      diag_add(bag, &schema_rules[SCHEMA_JSON],
               span_of(text.source, from, from + (n > 0 || is_end ? n : 1)), "%s", reason);
  if (help)
    diag_help(bag, diag, "%s", help);
}

/* ---- What is ------------------------------------------------------------------------------
 */

struct json_reader {
  struct arena *a, *scratch;
  struct bag *bag;
  struct span span;
  struct str text;
  size_t at;
};

static void skip_space(struct json_reader *r) {
  while (strchr(" \t\n\r", r->text.p[r->at]))
    r->at++;
}

/* Behind blanks and one mark. */
static void skip_mark(struct json_reader *r) {
  skip_space(r);
  r->at++;
}

static struct span span_from(const struct json_reader *r, size_t from) {
  return span_of(r->span.source, r->span.offset + from, r->span.offset + r->at);
}

static struct str read_string(struct json_reader *r) {
  size_t from = ++r->at;
  while (r->text.p[r->at] != '"')
    r->at += r->text.p[r->at] == '\\' ? 2 : 1;
  struct str raw = str_slice(r->text, from, r->at);
  r->at++;
  return json_unescape(r->a, raw);
}

static void read_value(struct json_reader *r, struct value *value);

static void read_array(struct json_reader *r, struct value *value) {
  skip_mark(r);
  skip_space(r);
  while (r->text.p[r->at] != ']') {
    value->items = arena_grow(r->a, value->items, value->count, sizeof *value->items);
    struct value item;
    read_value(r, &item);
    value->items[value->count++] = item;
    skip_space(r);
    if (r->text.p[r->at] == ',')
      skip_mark(r);
    skip_space(r);
  }
  r->at++;
}

static void report_twin(struct json_reader *r, const struct value_member *twin,
                        const struct value_member *first) {
  struct diag *diag =
      diag_add(r->bag, &schema_rules[SCHEMA_JSON], twin->key_span,
               "the key \"%.*s\" stands here a second time", STR_ARG(twin->key));
  diag_relate(r->bag, diag, first->key_span, "the first one");
  diag_help(r->bag, diag, "remove one of the two");
}

static void read_object(struct json_reader *r, struct value *value) {
  struct map names = {0};
  skip_mark(r);
  skip_space(r);
  while (r->text.p[r->at] != '}') {
    struct value_member member;
    size_t from = r->at;
    member.key = read_string(r);
    member.key_span = span_from(r, from);
    skip_mark(r);
    read_value(r, &member.value);
    size_t index = map_add(&names, r->scratch, member.key, value->count);
    if (index == value->count) {
      value->members = arena_grow(r->a, value->members, index, sizeof *value->members);
      value->members[value->count++] = member;
    } else {
      report_twin(r, &member, &value->members[index]);
    }
    skip_space(r);
    if (r->text.p[r->at] == ',')
      skip_mark(r);
    skip_space(r);
  }
  r->at++;
}

static void read_word(struct json_reader *r, struct value *value) {
  size_t from = r->at;
  while (r->at < r->text.n && !strchr(" \t\n\r,]}", r->text.p[r->at]))
    r->at++;
  value->text = str_slice(r->text, from, r->at);
  char first = value->text.p[0];
  value->boolean = first == 't';
  value->kind = first == 'n'                   ? VALUE_NULL
                : first == 't' || first == 'f' ? VALUE_BOOL
                                               : VALUE_NUMBER;
}

/* At most 32 deep: base/json has seen to that. */
static void read_value(struct json_reader *r, struct value *value) {
  skip_space(r);
  size_t from = r->at;
  *value = (struct value){.style = STYLE_QUOTED};
  if (r->text.p[from] == '{') {
    value->kind = VALUE_OBJECT;
    read_object(r, value);
  } else if (r->text.p[from] == '[') {
    value->kind = VALUE_ARRAY;
    read_array(r, value);
  } else if (r->text.p[from] == '"') {
    value->kind = VALUE_STRING;
    value->text = read_string(r);
  } else {
    read_word(r, value);
  }
  value->span = span_from(r, from);
}

bool value_from_json(struct arena *a, struct arena *scratch, struct bag *bag, struct span text,
                     struct value *value) {
  struct str bytes = span_text(text);
  struct json_fault fault;
  if (!json_is_valid(bytes, &fault)) {
    report_fault(bag, text, &fault);
    return false;
  }
  struct json_reader r = {a, scratch, bag, text, bytes, 0};
  read_value(&r, value);
  return true;
}
