/* Simple front matter gives the tree that libyaml gives, and everything else is left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "parse/yaml_events.h"
#include "parse/yaml_simple.h"

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static struct yaml_job job_of(struct str text, struct bag *bag) {
  struct source *source = source_new(&arena, STR("case.md"), text);
  *bag = (struct bag){.arena = &arena};
  struct yaml_job job = {.a = &arena,
                         .scratch = &arena,
                         .bag = bag,
                         .span = span_of(source, 0, source->bytes.n),
                         .dialect = YAML_FRONT};
  yaml_text_start(&job);
  return job;
}

static bool is_simple(const char *text) {
  arena_reset(&arena);
  struct bag bag;
  struct yaml_job job = job_of(str_from_c(text), &bag);
  struct value value = {.kind = VALUE_NULL};
  return yaml_simple_read(&job, &value);
}

static void test_simple(void **state) {
  (void)state;
  assert_true(is_simple("service: pay\nerror_message: Timed out (30s), \"x\", a:b\n"));
  assert_true(is_simple("a-b_1:   404\r\nb: \xEA\xB0\x80 x"));
}

static void test_left_to_libyaml(void **state) {
  (void)state;
  static const char *const texts[] = {
      "",         "a:\n",      "a: b: c\n",  "a: b:\n",     "a: b #c\n",   "a: 'b'\n",
      "a: [b]\n", "a: &b c\n", "a: b \n",    "a: b\n\n",    "# c\na: b\n", "a: b\n  c\n",
      "- a: b\n", "a:b\n",     "a: b\na: c", "---\na: b\n", "a: b\n...\n", "a: \xC2\xA0x\n",
      "a: -b\n",  "a:\tb\n",   "\"a\": b\n", "a b: c\n",    "a: x\tb\n",   "a: !b c\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (is_simple(texts[i]))
      print_error("taken: %s\n", texts[i]);
    assert_false(is_simple(texts[i]));
  }
}

static bool is_same_span(struct span a, struct span b) {
  return a.offset == b.offset && a.n == b.n;
}

static bool is_same(const struct value *a, const struct value *b) {
  if (a->kind != b->kind || a->style != b->style || a->boolean != b->boolean ||
      a->is_reported != b->is_reported || a->count != b->count ||
      !is_same_span(a->span, b->span) || !str_equal(a->text, b->text))
    return false;
  for (size_t i = 0; i < a->count; i++) {
    const struct value_member *left = &a->members[i], *right = &b->members[i];
    if (!str_equal(left->key, right->key) || !is_same_span(left->key_span, right->key_span) ||
        !is_same(&left->value, &right->value))
      return false;
  }
  return true;
}

/* True if the text is a simple one. */
static bool compare(struct str text) {
  arena_reset(&arena);
  struct bag bag;
  struct yaml_job job = job_of(text, &bag);
  struct value found = {.kind = VALUE_NULL}, expected = {.kind = VALUE_NULL};
  size_t before = bag.count;
  if (!yaml_simple_read(&job, &found))
    return false;
  bool is_right = yaml_events_read(&job, &expected).state == EVENTS_DONE &&
                  bag.count == before && is_same(&found, &expected);
  if (!is_right)
    print_error("another tree:\n%.*s\n", STR_ARG(text));
  assert_true(is_right);
  return true;
}

static void test_random_texts(void **state) {
  (void)state;
  static const char *const parts[] = {
      "a", "key", "x1",  "null", "true", "404", "1.5", "2024-01-01", "\xEA\xB0\x80",
      " ", "  ",  ":",   "-",    "_",    ".",   ",",   "\"",         "'",
      "[", "]",   "{",   "}",    "&",    "*",   "!",   "|",          ">",
      "%", "@",   "`",   "?",    "<<",   "#",   "\\",  "(",          "\xE3\x80\x80",
      "~", "---", "...", "\r",   "0x1F", "yes", "=",   "/",          "\xEC\x9D\xB8",
  };
  enum { PARTS = sizeof parts / sizeof *parts, ROUNDS = 60000 };
  uint64_t random = 88172645463325252u;
  size_t simple = 0;
  for (size_t round = 0; round < ROUNDS; round++) {
    char text[512];
    size_t n = 0;
    for (size_t line = 0; line <= round % 3; line++) {
      text[n++] = (char)('a' + line);
      memcpy(text + n, ": ", 2);
      n += 2;
      for (size_t i = 0; i <= round % 5; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        const char *part = parts[(random >> 11) % PARTS];
        memcpy(text + n, part, strlen(part));
        n += strlen(part);
      }
      text[n++] = '\n';
    }
    simple += compare((struct str){text, n});
  }
  assert_true(simple > ROUNDS / 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_simple),
      cmocka_unit_test(test_left_to_libyaml),
      cmocka_unit_test(test_random_texts),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
