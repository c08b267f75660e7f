/* Tests emit/chunks/chunk_split.c: borders, budgets, and that no word is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/chunks/chunk_split.h"
#include "emit/chunks/tokens.h"

#include <string.h>

/* The parts of the text with "|" between them. */
static void assert_split(const char *text, size_t budget, const char *expected) {
  struct arena a = {0};
  struct buf out = {0};
  struct split_request request = {
      .text = str_from_c(text), .vocabulary = STR("o200k"), .budget = budget};
  struct text_parts parts = chunk_split(&a, &request);
  for (size_t i = 0; i < parts.count; i++) {
    if (i > 0)
      buf_add_char(&out, '|');
    buf_add(&out, parts.items[i]);
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&a);
}

static void what_fits_stays_whole(void **state) {
  (void)state;
  assert_split("one two\n\nthree", 11, "one two\n\nthree");
  assert_split("", 10, "");
  assert_split("\n\n  \n", 10, "");
}

static void paragraphs_and_items_are_borders(void **state) {
  (void)state;
  assert_split("one two three\n\nfour five six", 9, "one two three|four five six");
  assert_split("one two\nthree\n\nfour five six", 9, "one two\nthree|four five six");
  assert_split("1. one two\n2. three four\n3. five six", 9,
               "1. one two|2. three four|3. five six");
  assert_split("1. one two\n2. three four\n3. five six", 16,
               "1. one two\n2. three four|3. five six");
  assert_split("- one\n  two\n\n  three\n- four five six", 13,
               "- one\n  two\n\n  three|- four five six");
  assert_split("- one\n  - two\n  - three\n- four five six", 15,
               "- one\n  - two\n  - three|- four five six");
  assert_split("> one two three\n> four\n\nfive six seven", 12,
               "> one two three\n> four|five six seven");
}

static void an_item_too_long_is_cut_at_the_blocks_in_it(void **state) {
  (void)state;
  assert_split("- one two three\n  - four five six\n  - seven eight nine\n- ten", 11,
               "- one two three|  - four five six|  - seven eight nine|- ten");
  assert_split("1. one two three four\n\n   five six seven eight\n2. nine", 11,
               "1. one two three four|   five six seven eight|2. nine");
}

static void headings_go_with_what_follows(void **state) {
  (void)state;
  assert_split("one two three\n\n### four\n\nfive six seven", 12,
               "one two three|### four\n\nfive six seven");
  assert_split("one two three\n\nDo this:\n\n- five six", 13,
               "one two three|Do this:\n\n- five six");
}

static void code_is_whole_if_it_can(void **state) {
  (void)state;
  assert_split("one two three four five\n```\na\n\n- b\n```\nsix seven", 12,
               "one two three four five|```\na\n\n- b\n```|six seven");
}

static void a_piece_of_code_is_code(void **state) {
  (void)state;
  assert_split("```sql\nselect one from two;\nselect three from four;\n```\nfive", 15,
               "```sql\nselect one from two;\n```|```sql\nselect three from four;\n```\nfive");
  assert_split("- do\n\n  ~~~~\n  one two three\n  ~~~\n  four five six\n  ~~~~\n- next", 22,
               "- do\n\n  ~~~~\n  one two three\n  ~~~\n  ~~~~|"
               "  ~~~~\n  four five six\n  ~~~~\n- next");
  assert_split("- ```\n  one two three one\n  four five six four\n  ```", 18,
               "- ```\n  one two three one\n  ```|  ```\n  four five six four\n  ```");
  assert_split("    one two three\n\n    four five six", 9,
               "    one two three|    four five six");
}

static void a_piece_of_a_table_has_its_head(void **state) {
  (void)state;
  assert_split("| a | b |\n| - | - |\n| one | two |\n| three | four |", 60,
               "| a | b |\n| - | - |\n| one | two |\n| three | four |");
  assert_split(
      "| a | b |\n| - | - |\n| one two three four five six |\n| three four five six seven |",
      30,
      "| a | b |\n| - | - |\n| one two three four five six ||"
      "| a | b |\n| - | - |\n| three four five six seven |");
}

static void sentences_are_borders(void **state) {
  (void)state;
  assert_split("One two three. Four five six. Seven eight.", 8,
               "One two three.|Four five six.|Seven eight.");
  assert_split("결제가 늦다. 은행이 느리다. 다시 한다.", 11,
               "결제가 늦다.|은행이 느리다.|다시 한다.");
  assert_split("늦은가? 느리다! 본다。 간다。", 7, "늦은가?|느리다!|본다。|간다。");
  assert_split("Ask e.g. Postgres v1.2 first. Then ask J. Doe.", 15,
               "Ask e.g. Postgres v1.2 first.|Then ask J. Doe.");
  assert_split("Call `a. B. C` or \"one.\" Then wait until then.", 17,
               "Call `a. B. C` or \"one.\"|Then wait until then.");
}

static void what_has_no_border_is_cut_anyway(void **state) {
  (void)state;
  assert_split("one two three four five six", 8, "one two three four|five six");
  assert_split("漢字漢字", 3, "漢|字|漢|字");
  assert_split("qqqqqqqqqqqqqqqqqqqq", 8, "qqqqqqqq|qqqqqqqq|qqqq");
}

/* A text of random blocks, none of whose words stands there twice. */
struct random {
  uint32_t seed;
  size_t words;
  struct buf text;
  size_t starts[64], ends[64], count; /* of the blocks and items */
};

static uint32_t draw(struct random *r, uint32_t n) {
  r->seed = r->seed * 1664525u + 1013904223u;
  return (r->seed >> 8) % n;
}

static void add_words(struct random *r, size_t most) {
  static const char *const kinds[] = {"bank", "오류가", "timeout.", "`code. A`", "늦다."};
  for (size_t n = 1 + draw(r, (uint32_t)most), i = 0; i < n; i++)
    buf_printf(&r->text, "%s%04zu%s", i > 0 ? " " : "", r->words++, kinds[draw(r, 5)]);
}

static void add_lines(struct random *r, const char *front, const char *back, size_t most) {
  for (size_t n = 1 + draw(r, (uint32_t)most), i = 0; i < n; i++) {
    buf_printf(&r->text, "%s", front);
    add_words(r, 6);
    buf_printf(&r->text, "%s\n", back);
  }
}

static void begin_block(struct random *r) {
  r->starts[r->count] = r->text.n;
}

static void end_block(struct random *r) {
  r->ends[r->count++] = r->text.n - 1;
}

static void add_list(struct random *r) {
  for (size_t n = 1 + draw(r, 5), i = 0; i < n; i++) {
    begin_block(r);
    buf_printf(&r->text, "%zu. ", i + 1);
    add_words(r, 20);
    buf_add_char(&r->text, '\n');
    if (draw(r, 3) == 0)
      add_lines(r, "   - ", "", 3);
    if (draw(r, 4) == 0) {
      buf_printf(&r->text, "   ```sh\n");
      add_lines(r, "   ", "", 4);
      buf_printf(&r->text, "   ```\n");
    }
    end_block(r);
  }
}

static void add_block(struct random *r) {
  if (draw(r, 3) == 0) {
    add_list(r);
    buf_add_char(&r->text, '\n');
    return;
  }
  begin_block(r);
  switch (draw(r, 5)) {
  case 0:
    buf_printf(&r->text, "~~~~yaml\n");
    add_lines(r, "  ", "", 12);
    buf_printf(&r->text, "~~~~\n");
    break;
  case 1:
    buf_printf(&r->text, "| head%zu | b |\n| --- | --- |\n", r->words++);
    add_lines(r, "| ", " | x |", 8);
    break;
  case 2:
    add_lines(r, "> ", "", 5);
    break;
  default:
    add_words(r, 60);
    buf_add_char(&r->text, '\n');
  }
  end_block(r);
  buf_add_char(&r->text, '\n');
}

/* Skips white space in the text; false if what follows is not the line. */
static bool follow(struct str text, size_t *at, struct str line) {
  size_t here = *at;
  for (size_t i = 0; i < line.n; i++) {
    if (line.p[i] == ' ')
      continue;
    while (here < text.n && (text.p[here] == ' ' || text.p[here] == '\n'))
      here++;
    if (here == text.n || text.p[here++] != line.p[i])
      return false;
  }
  *at = here;
  return true;
}

/* A line that is not what comes next is a fence or the head of a table, once more. */
static size_t follow_part(struct str text, size_t at, struct str part) {
  struct str line;
  for (size_t number = 0; str_next_line(&part, &line); number++) {
    if (follow(text, &at, line))
      continue;
    struct str trimmed = str_trim(line);
    bool is_repeated = number < 2 && str_find(text, trimmed, 0) < at;
    bool closes = part.n == 0 && (str_equal_c(trimmed, "```") || str_equal_c(trimmed, "~~~~"));
    if (!is_repeated && !closes)
      fail_msg("not in the text: %.*s", STR_ARG(line));
  }
  return at;
}

static void assert_blocks_are_whole(const struct random *r, const struct split_request *request,
                                    const struct text_parts *parts) {
  for (size_t i = 0; i < r->count; i++) {
    struct str block = str_slice(request->text, r->starts[i], r->ends[i]);
    struct buf alone = {0};
    buf_printf(&alone, "%.*s\n\n%.*s", STR_ARG(request->header), STR_ARG(block));
    bool fits = token_bound(buf_str(&alone), request->vocabulary) <= request->budget;
    buf_free(&alone);
    size_t in = 0;
    for (size_t j = 0; fits && j < parts->count; j++)
      in += str_find(parts->items[j], block, 0) != STR_NONE;
    if (fits && in != 1)
      fail_msg("in %zu parts: %.*s", in, STR_ARG(block));
  }
}

static void assert_good(const struct random *r, const struct split_request *request) {
  struct arena a = {0};
  struct text_parts parts = chunk_split(&a, request);
  size_t at = 0, skip = request->header.n + 2;
  for (size_t i = 0; i < parts.count; i++) {
    struct str part = parts.items[i];
    assert_true(token_bound(part, request->vocabulary) <= request->budget);
    assert_true(str_starts_with(part, request->header) && part.n > skip);
    at = follow_part(request->text, at, str_slice(part, skip, part.n));
  }
  assert_int_equal(str_trim(str_slice(request->text, at, request->text.n)).n, 0);
  assert_blocks_are_whole(r, request, &parts);
  arena_free(&a);
}

static void nothing_is_lost_and_nothing_too_long(void **state) {
  (void)state;
  struct random r = {.seed = 3};
  for (size_t round = 0; round < 2000; round++) {
    r.words = r.count = 0;
    buf_clear(&r.text);
    for (size_t n = 1 + draw(&r, 8); n > 0; n--)
      add_block(&r);
    struct split_request request = {
        .text = buf_str(&r.text),
        .header = STR("Card Declined\nservice: pay-api"),
        .vocabulary = draw(&r, 2) ? STR("o200k") : STR("cl100k"),
        .budget = 50 + draw(&r, 200),
    };
    assert_good(&r, &request);
  }
  buf_free(&r.text);
}

/* Text that is hardly Markdown any more: no crash, no part too long, no letter lost. */
static void hostile_texts_are_cut(void **state) {
  (void)state;
  static const char *const words[] = {"bank ", "1. ",   "오류",  "결제.\n", " ",  "\n",
                                      "\n\n",  "```\n", "\n- ",  "漢字",    "| ", "\n\n   ",
                                      "`",     "~~~",   "\n|-|", "\n> "};
  uint32_t seed = 3;
  for (size_t round = 0; round < 3000; round++) {
    struct arena a = {0};
    struct buf text = {0};
    while (text.n < 400) {
      seed = seed * 1664525u + 1013904223u;
      buf_add(&text, str_from_c(words[seed >> 28]));
    }
    struct split_request request = {
        .text = buf_str(&text), .vocabulary = STR("o200k"), .budget = 8 + seed % 60};
    struct text_parts parts = chunk_split(&a, &request);
    size_t letters = 0, expected = 0;
    for (size_t at = 0; (at = str_find(buf_str(&text), STR("오"), at)) != STR_NONE; at++)
      expected++;
    for (size_t i = 0; i < parts.count; i++) {
      assert_true(parts.items[i].n > 0);
      assert_true(token_bound(parts.items[i], STR("o200k")) <= request.budget);
      for (size_t at = 0; (at = str_find(parts.items[i], STR("오"), at)) != STR_NONE; at++)
        letters++;
    }
    assert_true(letters >= expected);
    buf_free(&text);
    arena_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_fits_stays_whole),
      cmocka_unit_test(paragraphs_and_items_are_borders),
      cmocka_unit_test(an_item_too_long_is_cut_at_the_blocks_in_it),
      cmocka_unit_test(headings_go_with_what_follows),
      cmocka_unit_test(code_is_whole_if_it_can),
      cmocka_unit_test(a_piece_of_code_is_code),
      cmocka_unit_test(a_piece_of_a_table_has_its_head),
      cmocka_unit_test(sentences_are_borders),
      cmocka_unit_test(what_has_no_border_is_cut_anyway),
      cmocka_unit_test(nothing_is_lost_and_nothing_too_long),
      cmocka_unit_test(hostile_texts_are_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
