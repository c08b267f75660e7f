/* Reads JSON that comes in; the only file that knows cJSON.
 *
 * cJSON builds the tree but is no judge: it takes control characters for white space, "01" for
 * a number, NUL for the end of a string, bytes that are not UTF-8, and a thousand levels. So a
 * check of ours by the letter of RFC 8259 goes first, and cJSON sees only what has passed it.
 */
#include "base/json.h"

#include "base/die.h"
#include "base/utf8.h"

#include <cJSON.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* cJSON cuts a number at 63 characters. */
enum { DEEPEST = 32, LONGEST_NUMBER = 63 };

struct json_tree {
  cJSON *root;
};

/* Where the check stands. Its functions answer false at the byte that cannot stand there. */
struct checker {
  struct str text;
  size_t at;
  const char *reason;
};

static bool give_up(struct checker *c, size_t at, const char *reason) {
  c->at = at;
  c->reason = reason;
  return false;
}

/* The byte at the place, or -1 at the end. */
static int peek(const struct checker *c) {
  return c->at < c->text.n ? (unsigned char)c->text.p[c->at] : -1;
}

static bool take(struct checker *c, char expected) {
  if (peek(c) != expected)
    return false;
  c->at++;
  return true;
}

static void skip_space(struct checker *c) {
  while (peek(c) == ' ' || peek(c) == '\t' || peek(c) == '\n' || peek(c) == '\r')
    c->at++;
}

static bool check_word(struct checker *c, const char *word) {
  for (; *word; word++) {
    if (!take(c, *word))
      return give_up(c, c->at,
                     "this is neither a text in double quotes nor true, false or null");
  }
  return true;
}

static bool check_digits(struct checker *c) {
  size_t start = c->at;
  while (peek(c) >= '0' && peek(c) <= '9')
    c->at++;
  return c->at > start;
}

static bool check_number(struct checker *c) {
  size_t start = c->at;
  take(c, '-');
  bool is_zero = take(c, '0');
  if (is_zero && peek(c) >= '0' && peek(c) <= '9')
    return give_up(c, c->at, "a number in JSON has no 0 in front");
  if (!is_zero && !check_digits(c))
    return false;
  if (take(c, '.') && !check_digits(c))
    return false;
  if (peek(c) == 'e' || peek(c) == 'E') {
    c->at++;
    if (!take(c, '-'))
      take(c, '+');
    if (!check_digits(c))
      return false;
  }
  return c->at - start <= LONGEST_NUMBER ||
         give_up(c, start, "this number has more than 63 characters");
}

/* The four digits behind \u. */
static bool check_unit(struct checker *c, unsigned *unit) {
  *unit = 0;
  for (size_t i = 0; i < 4; i++, c->at++) {
    char low = lower_char((char)peek(c));
    if (is_digit_char(low))
      *unit = *unit * 16 + (unsigned)(low - '0');
    else if (low >= 'a' && low <= 'f')
      *unit = *unit * 16 + (unsigned)(low - 'a' + 10);
    else
      return false;
  }
  return true;
}

/* \u0000 is refused, because no text of kbc may hold it and cJSON would end the string there.
 */
static bool check_unicode_escape(struct checker *c) {
  size_t start = c->at;
  unsigned high = 0, low = 0;
  if (!check_unit(c, &high))
    return give_up(c, start, "\\u needs four hexadecimal digits");
  if (high == 0)
    return give_up(c, start, "\\u0000 is a NUL, which no text may hold");
  bool is_whole = high < 0xD800 || high > 0xDFFF;
  if (!is_whole)
    is_whole = high < 0xDC00 && take(c, '\\') && take(c, 'u') && check_unit(c, &low) &&
               low >= 0xDC00 && low <= 0xDFFF;
  return is_whole || give_up(c, start, "this is half of a surrogate pair");
}

static bool check_escape(struct checker *c) {
  int kind = peek(c);
  if (kind <= 0 || !strchr("\"\\/bfnrtu", kind))
    return give_up(c, c->at, kind < 0 ? NULL : "JSON has no such escape");
  c->at++;
  return kind != 'u' || check_unicode_escape(c);
}

static bool check_string(struct checker *c) {
  if (!take(c, '"'))
    return false;
  while (peek(c) >= ' ' && peek(c) != '"') {
    uint32_t code_point = 0;
    size_t n = utf8_decode(c->text, c->at, &code_point);
    if (n == 0)
      return give_up(c, c->at, "this byte is not UTF-8");
    c->at += n;
    if (code_point == '\\' && !check_escape(c))
      return false;
  }
  bool is_cut = peek(c) >= 0 && peek(c) < ' ';
  return take(c, '"') ||
         give_up(c, c->at,
                 is_cut ? "a text in JSON is one line, with \\n and \\t in it" : NULL);
}

static bool check_value(struct checker *c, size_t depth);

/* The members between the brackets, of an object or an array. */
static bool check_members(struct checker *c, size_t depth, char close) {
  skip_space(c);
  if (take(c, close))
    return true;
  do {
    skip_space(c);
    if (close == '}') {
      if (!check_string(c))
        return false;
      skip_space(c);
      if (!take(c, ':'))
        return false;
    }
    if (!check_value(c, depth))
      return false;
  } while (take(c, ','));
  return take(c, close);
}

/* A value with the white space around it. */
static bool check_value(struct checker *c, size_t depth) {
  skip_space(c);
  bool is_good = false;
  int first = peek(c);
  if (first == '{' || first == '[') {
    if (depth == DEEPEST)
      return give_up(c, c->at, "this nests deeper than 32 levels");
    c->at++;
    is_good = check_members(c, depth + 1, first == '{' ? '}' : ']');
  } else if (first == '"') {
    is_good = check_string(c);
  } else if (first == 't' || first == 'f' || first == 'n') {
    is_good = check_word(c, first == 't' ? "true" : first == 'f' ? "false" : "null");
  } else {
    is_good = check_number(c);
  }
  if (is_good)
    skip_space(c);
  return is_good;
}

bool json_is_valid(struct str text, struct json_fault *fault) {
  struct checker c = {.text = text};
  bool is_value = check_value(&c, 0);
  if (is_value && c.at == text.n)
    return true;
  if (is_value)
    c.reason = "the document has ended before this";
  *fault = (struct json_fault){c.at, c.reason};
  return false;
}

struct json_tree *json_parse(struct str text, size_t *error_at) {
  struct json_fault fault;
  if (!json_is_valid(text, &fault)) {
    *error_at = fault.at;
    return NULL;
  }
  cJSON *root = cJSON_ParseWithLengthOpts(text.p, text.n, NULL, false);
  if (!root)
    die_without_memory();
  struct json_tree *tree = checked_alloc(1, sizeof *tree);
  tree->root = root;
  return tree;
}

void json_free(struct json_tree *tree) {
  if (!tree)
    return;
  cJSON_Delete(tree->root);
  free(tree);
}

/* A json_node is a cJSON that callers cannot look into. */
static const cJSON *inside(const struct json_node *node) {
  return (const cJSON *)(const void *)node;
}

static const struct json_node *outside(const cJSON *node) {
  return (const struct json_node *)(const void *)node;
}

static bool has_children(const struct json_node *node) {
  return node && (cJSON_IsArray(inside(node)) || cJSON_IsObject(inside(node)));
}

const struct json_node *json_root(const struct json_tree *tree) {
  return outside(tree->root);
}

const struct json_node *json_first(const struct json_node *node) {
  return has_children(node) ? outside(inside(node)->child) : NULL;
}

const struct json_node *json_next(const struct json_node *node) {
  return node ? outside(inside(node)->next) : NULL;
}

struct str json_name(const struct json_node *node) {
  const char *name = node ? inside(node)->string : NULL;
  return name ? str_from_c(name) : (struct str){NULL, 0};
}

const struct json_node *json_get(const struct json_node *node, const char *key) {
  if (!node || !cJSON_IsObject(inside(node)))
    return NULL;
  const struct json_node *child = json_first(node);
  while (child && !str_equal_c(json_name(child), key))
    child = json_next(child);
  return child;
}

const struct json_node *json_at(const struct json_node *node, size_t index) {
  const struct json_node *child = json_first(node);
  while (child && index-- > 0)
    child = json_next(child);
  return child;
}

size_t json_size(const struct json_node *node) {
  size_t count = 0;
  for (const struct json_node *child = json_first(node); child; child = json_next(child))
    count++;
  return count;
}

struct str json_text(const struct json_node *node, struct str otherwise) {
  return node && cJSON_IsString(inside(node)) ? str_from_c(inside(node)->valuestring)
                                              : otherwise;
}

double json_number_of(const struct json_node *node, double otherwise) {
  return node && cJSON_IsNumber(inside(node)) ? inside(node)->valuedouble : otherwise;
}

bool json_is_true(const struct json_node *node) {
  return node && cJSON_IsTrue(inside(node));
}
