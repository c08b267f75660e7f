/* The parts of a simulation: what is asked for, shapes, slots, clocks, weights, labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/options.h"
#include "driver/simulate/alias.h"
#include "driver/simulate/line_writer.h"
#include "driver/simulate/request.h"
#include "driver/simulate/shape.h"
#include "model/timestamp.h"

static const int64_t second = 1000000000, new_year = 1767225600;

/* ---- What is asked for --------------------------------------------------------------------
 */

static bool read_request(struct arena *a, const char *const *words, size_t count,
                         struct request *request, struct str *error) {
  struct options options;
  *error = (struct str){NULL, 0};
  assert_true(options_read(a, words, count, OF_SIMULATE, &options, error));
  return request_read(a, &options, 5000 * second, request, error);
}

static void expect_error(const char *word, const char *value, const char *said) {
  struct arena a = {0};
  struct request request;
  struct str error;
  const char *words[] = {word, value};
  assert_false(read_request(&a, words, 2, &request, &error));
  if (str_find(error, str_from_c(said), 0) == STR_NONE)
    fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(error), said);
  arena_free(&a);
}

static void calls_that_are_wrong(void **state) {
  (void)state;
  expect_error("--lines", "12x", "--lines takes a number");
  expect_error("--lines", "1234567890123456", "--lines takes a number");
  expect_error("--rate", "0/s", "--rate takes");
  expect_error("--rate", "10/", "--rate takes");
  expect_error("--rate", "2000000000/s", "--rate takes");
  expect_error("--from", "2026-02-30", "--from takes a time");
  expect_error("--to", "2025-12-31", "behind --from");
  expect_error("--mix", "case=0", "nothing is left");
  expect_error("--mix", "case", "--mix takes shares");
  expect_error("--mix", "case=1.2345", "--mix takes shares");
  expect_error("--mix", "cases=1", "did you mean case?");
}

static struct request requested(struct arena *a, const char *const *words, size_t count) {
  struct request request;
  struct str error;
  if (!read_request(a, words, count, &request, &error))
    fail_msg("%.*s", STR_ARG(error));
  return request;
}

static void what_is_asked_for(void **state) {
  (void)state;
  struct arena a = {0};
  struct request usual = requested(&a, NULL, 0);
  assert_int_equal(usual.lines, 1000);
  assert_int_equal(usual.from, new_year * second);
  assert_int_equal(usual.pace, 0);
  assert_int_equal(usual.shares[SHARE_INFO], 74 * usual.shares[SHARE_BURST]);

  static const char *const span[] = {
      "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-01T01:00:00+00:00", "--rate", "5/s"};
  struct request spanned = requested(&a, span, 6);
  assert_int_equal(spanned.lines, 18000);
  assert_int_equal(spanned.step, second / 5);
  assert_int_equal(spanned.pace, 0);

  static const char *const live[] = {"--follow", "--rate", "30/m", "--mix", "case=0.5%,info=2"};
  struct request following = requested(&a, live, 5);
  assert_true(following.lines == UINT64_MAX);
  assert_int_equal(following.from, 5000 * second);
  assert_int_equal(following.pace, 2 * second);
  assert_int_equal(following.shares[SHARE_INFO], 4 * following.shares[SHARE_CASE]);
  assert_int_equal(following.shares[SHARE_BURST], 0);
  arena_free(&a);
}

/* ---- Shapes -------------------------------------------------------------------------------
 */

/* The value as it is drawn: "#" for each byte that changes from line to line. */
static struct str shape_of(struct arena *a, const char *value) {
  struct draft draft = {.a = a};
  struct shapes shapes = {.alphabets = alphabets_new(a), .dice = {7}};
  shape_add(&draft, &shapes, str_from_c(value));
  for (size_t i = 0; i < draft.slot_count; i++)
    memset(draft.text.p + draft.slots[i].at, '#', draft.slots[i].width);
  struct str text = arena_copy(a, buf_str(&draft.text));
  draft_free(&draft);
  return text;
}

static void values_keep_their_form(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"3000ms", "####ms"},
      {"12.5%", "##.#%"},
      {"100%", "100%"},
      {"85%", "##%"},
      {"50/50", "50/50"},
      {"17/50", "##/##"},
      {"150/s", "###/s"},
      {"-5000", "-####"},
      {"0", "0"},
      {"007", "00#"},
      {"500 Error", "500 Error"},
      {"20s ago", "##s ago"},
      {"12:30:45", "12:30:45"},
      {"2024-03-15", "2024-03-15"},
      {"WELCOME2023", "WELCOME####"},
      {"ORD-998877", "ORD-######"},
      {"john_doe", "john_doe"},
      {"6d94bc8694-xq7mz", "##########-#####"},
      {"KRW", "KRW"},
      {"", ""},
  };
  struct arena a = {0};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct str shape = shape_of(&a, rows[i][0]);
    if (!str_equal_c(shape, rows[i][1]))
      fail_msg("%s becomes %.*s and not %s", rows[i][0], STR_ARG(shape), rows[i][1]);
  }
  arena_free(&a);
}

static void addresses_are_for_documentation(void **state) {
  (void)state;
  static const char *const values[] = {"10.0.0.7", "http://172.16.1.254:8080/x", "(8.8.8.8)"};
  static const char *const nets[] = {"192.0.2.", "198.51.100.", "203.0.113."};
  struct arena a = {0};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    struct str shape = shape_of(&a, values[i]);
    size_t hits = 0;
    for (size_t k = 0; k < 3; k++)
      hits += str_find(shape, str_from_c(nets[k]), 0) != STR_NONE;
    assert_int_equal(hits, 1);
  }
  assert_true(str_find(shape_of(&a, "fe80::1"), STR("2001:db8::"), 0) == 0);
  assert_true(str_equal_c(shape_of(&a, "1.2.3"), "#.#.#"));
  assert_true(str_find(shape_of(&a, "1.2.3.4.5"), STR("192."), 0) == STR_NONE);
  arena_free(&a);
}

/* ---- Drafts -------------------------------------------------------------------------------
 */

static void a_draft_knows_what_it_could_say(void **state) {
  (void)state;
  struct arena a = {0};
  struct alphabets alphabets = alphabets_new(&a);
  struct draft draft = {.a = &a};
  draft_add(&draft, STR("code "));
  draft_add_drawn(&draft, &alphabets, STR("417"), true, NULL);
  draft_add(&draft, STR(" id "));
  draft_add_drawn(&draft, &alphabets, STR("7f3A9c2100"), false, NULL);
  assert_true(draft_could_say(&draft, 5, STR("403")));
  assert_false(draft_could_say(&draft, 5, STR("003")));
  assert_false(draft_could_say(&draft, 5, STR("4x3")));
  assert_true(draft_could_say(&draft, 0, STR("Code 999 ID 1a2b3c4567")));
  assert_false(draft_could_say(&draft, 12, STR("11")));
  assert_false(draft_could_say(&draft, 20, STR("12345")));
  draft_fix(&draft, 5, 6);
  assert_false(draft_could_say(&draft, 5, STR("403")));
  assert_true(draft_could_say(&draft, 5, STR("417")));
  draft_free(&draft);
  arena_free(&a);
}

/* ---- Weights ------------------------------------------------------------------------------
 */

static void weights_are_shares(void **state) {
  (void)state;
  static const uint32_t weights[] = {0, 1, 7, 0, 1, 10000, 3, 12};
  enum { MANY = sizeof weights / sizeof *weights };
  struct arena a = {0};
  struct alias alias = alias_new(&a, weights, MANY);
  double shares[MANY] = {0}, sum = 0;
  for (size_t i = 0; i < MANY; i++) {
    double own = alias.places[i].limit / 4294967295.0;
    shares[i] += own / MANY;
    shares[alias.places[i].other] += (1 - own) / MANY;
    sum += weights[i];
  }
  for (size_t i = 0; i < MANY; i++) {
    double wanted = weights[i] / sum;
    assert_true(shares[i] > wanted - 1e-7 && shares[i] < wanted + 1e-7);
  }
  struct dice dice = {1};
  for (size_t i = 0; i < 100000; i++)
    assert_true(weights[alias_draw(&alias, dice_next(&dice))] > 0);
  arena_free(&a);
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static struct str file_text(struct arena *a, FILE *file) {
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  size_t n = (size_t)ftell(file);
  rewind(file);
  char *bytes = arena_room(a, n + 1);
  assert_int_equal(fread(bytes, 1, n, file), n);
  return (struct str){bytes, n};
}

/* Writes `count` lines of the draft, a second and a bit apart. */
static struct str written(struct arena *a, struct draft *draft, struct clock *clock,
                          size_t count, struct str *labels) {
  FILE *log = tmpfile(), *label_file = tmpfile();
  assert_non_null(log);
  assert_non_null(label_file);
  struct image image = draft_image(draft);
  image.label = image_text(a, STR(",\"kind\":\"case\"}\n"));
  image.label_kind = 9;
  struct line_writer writer;
  line_writer_start(&writer, clock, fileno(log), fileno(label_file));
  for (size_t i = 0; i < count; i++) {
    struct event event = {.image = &image,
                          .time = new_year * second + (int64_t)i * 1001001001,
                          .line_seed = i * 77,
                          .event_seed = i / 10};
    if (i % 100 == 99) {
      event.kind = STR("burst\"");
      event.instance = i;
    }
    line_writer_put(&writer, &event);
  }
  line_writer_flush(&writer);
  assert_int_equal(writer.log.error, 0);
  line_writer_end(&writer);
  *labels = file_text(a, label_file);
  struct str text = file_text(a, log);
  fclose(log);
  fclose(label_file);
  return text;
}

static void labels_say_where_lines_are(void **state) {
  (void)state;
  enum { MANY = 23456 };
  struct arena a = {0};
  struct clock clock = {0};
  struct draft draft = {.a = &a};
  draft_add(&draft, STR("short"));
  struct str labels, label, line;
  struct str text = written(&a, &draft, &clock, MANY, &labels), rest = text;
  for (size_t i = 0; i < MANY; i++) {
    assert_true(str_next_line(&labels, &label));
    assert_true(str_next_line(&rest, &line));
    bool is_burst = i % 100 == 99;
    struct str expected =
        is_burst
            ? arena_printf(&a,
                           "{\"line\":%zu,\"byte\":%zu,\"kind\":\"burst\",\"instance\":"
                           "%zu}",
                           i + 1, i * 6, i)
            : arena_printf(&a, "{\"line\":%zu,\"byte\":%zu,\"kind\":\"case\"}", i + 1, i * 6);
    if (!str_equal(label, expected))
      fail_msg("%.*s and not %.*s", STR_ARG(label), STR_ARG(expected));
  }
  assert_int_equal(labels.n, 0);
  assert_int_equal(text.n, MANY * 6);
  arena_free(&a);
}

static void slots_are_drawn_within_their_alphabets(void **state) {
  (void)state;
  enum { MANY = 4000 };
  struct arena a = {0};
  struct clock clock = {0};
  struct alphabets alphabets = alphabets_new(&a);
  struct draft draft = {.a = &a};
  uint8_t part = 0;
  draft_add_id(&draft, STR("01234567ab"), alphabet_of(&a, &alphabets, STR("0123456789abcdef")),
               &part);
  draft_add_id(&draft, STR("-+"), alphabet_of(&a, &alphabets, STR("-+*/x")), &part);
  draft_add(&draft, STR(" "));
  draft_add_drawn(&draft, &alphabets, STR("900"), true, NULL);
  draft_add(&draft, STR("ms "));
  uint8_t same = SLOT_SAME;
  draft_add_drawn(&draft, &alphabets, STR("6d9Xz"), false, &same);
  draft_add(&draft, STR(" "));
  same = SLOT_SAME;
  draft_add_drawn(&draft, &alphabets, STR("6d9Xz"), false, &same);
  struct str labels, line, before = {NULL, 0};
  struct str text = written(&a, &draft, &clock, MANY, &labels);
  bool seen[256] = {false};
  for (size_t i = 0; i < MANY; i++) {
    assert_true(str_next_line(&text, &line));
    assert_int_equal(line.n, 30);
    assert_true(str_equal(str_slice(line, 19, 24), str_slice(line, 25, 30)));
    assert_true(str_equal(str_slice(line, 16, 19), STR("ms ")));
    for (size_t k = 0; k < 10; k++)
      assert_true(str_find_char(STR("0123456789abcdef"), line.p[k], 0) != STR_NONE);
    assert_true(str_find_char(STR("-+*/x"), line.p[10], 0) != STR_NONE);
    assert_true(line.p[13] >= '1' && line.p[13] <= '9');
    assert_true(is_digit_char(line.p[14]) && is_digit_char(line.p[15]));
    assert_true(is_digit_char(line.p[19]) && is_digit_char(line.p[21]));
    assert_true(line.p[22] >= 'A' && line.p[22] <= 'Z' && line.p[23] >= 'a');
    /* Lines of one event have one id. */
    if (i % 10 != 0)
      assert_true(str_equal(str_slice(line, 0, 12), str_slice(before, 0, 12)));
    before = line;
    seen[(unsigned char)line.p[14]] = seen[(unsigned char)line.p[0]] = true;
  }
  for (size_t i = 0; i < 16; i++)
    assert_true(seen[(unsigned char)"0123456789abcdef"[i]]);
  arena_free(&a);
}

static void times_are_those_of_the_format(void **state) {
  (void)state;
  enum { MANY = 300 };
  static const char *const formats[][2] = {
      {"%Y-%m-%dT%H:%M:%S.%3fZ", "2024-03-15T10:00:00.123Z"},
      {"%d/%m %H:%M:%S,%9f %z", "15/03 10:00:00,000000001 -03:30"},
      {"%H:%M", "10:00"},
      {"%S%6f%%%3f", "10000001%001"},
  };
  struct arena a = {0};
  for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
    struct str format = str_from_c(formats[f][0]), own = str_from_c(formats[f][1]);
    struct clock clock = {0};
    struct draft draft = {.a = &a};
    const struct clock_face *face = clock_face(&a, &clock, format, own);
    assert_non_null(face);
    assert_ptr_equal(face, clock_face(&a, &clock, format, own));
    draft_add_time(&draft, face);
    struct str labels, line, text = written(&a, &draft, &clock, MANY, &labels);
    struct timestamp_zone zone = timestamp_zone_of(format, own);
    for (size_t i = 0; i < MANY; i++) {
      struct buf expected = {0};
      timestamp_write(&expected, format, &zone, new_year * second + (int64_t)i * 1001001001);
      assert_true(str_next_line(&text, &line));
      if (!str_equal(line, buf_str(&expected)))
        fail_msg("%.*s and not %.*s", STR_ARG(line), STR_ARG(buf_str(&expected)));
      buf_free(&expected);
    }
  }
  struct clock clock = {0};
  assert_null(clock_face(&a, &clock, STR("%H:%M"), STR("soon")));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(calls_that_are_wrong),
      cmocka_unit_test(what_is_asked_for),
      cmocka_unit_test(values_keep_their_form),
      cmocka_unit_test(addresses_are_for_documentation),
      cmocka_unit_test(a_draft_knows_what_it_could_say),
      cmocka_unit_test(weights_are_shares),
      cmocka_unit_test(labels_say_where_lines_are),
      cmocka_unit_test(slots_are_drawn_within_their_alphabets),
      cmocka_unit_test(times_are_those_of_the_format),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
