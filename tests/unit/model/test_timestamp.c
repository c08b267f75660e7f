/* Times: forms, impossible dates, zones, order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/timestamp.h"

#define ISO "%Y-%m-%dT%H:%M:%S.%3fZ"

static enum timestamp_result parse(const char *format, const char *text, size_t *length,
                                   int64_t *time) {
  return timestamp_parse(str_from_c(format), str_from_c(text), length, time);
}

static void test_known_moments(void **state) {
  (void)state;
  size_t length;
  int64_t time;
  assert_int_equal(parse(ISO, "1970-01-01T00:00:00.000Z", &length, &time), TIMESTAMP_OK);
  assert_int_equal(length, 24);
  assert_true(time == 0);
  /* date -u -d @1710497400 */
  assert_int_equal(parse(ISO, "2024-03-15T10:10:00.123Z", &length, &time), TIMESTAMP_OK);
  assert_true(time == 1710497400123000000);
  assert_int_equal(parse("%S.%6f", "01.000002", &length, &time), TIMESTAMP_OK);
  assert_true(time == 1000002000);
}

static void test_zones(void **state) {
  (void)state;
  size_t length;
  int64_t time;
  assert_int_equal(parse("%H:%M%z", "09:00+09:00", &length, &time), TIMESTAMP_OK);
  assert_true(time == 0);
  assert_int_equal(parse("%H:%M%z", "00:00-0130", &length, &time), TIMESTAMP_OK);
  assert_true(time == 5400000000000);
  assert_int_equal(parse("%H:%M%z", "00:00Z", &length, &time), TIMESTAMP_OK);
  assert_int_equal(parse("%H:%M%z", "00:00+24:00", &length, &time), TIMESTAMP_MALFORMED);
}

static void test_impossible(void **state) {
  (void)state;
  static const char *const texts[] = {
      "2024-13-01T00:00:00.000Z", "2024-00-01T00:00:00.000Z", "2024-04-31T00:00:00.000Z",
      "2023-02-29T00:00:00.000Z", "1900-02-29T00:00:00.000Z", "2024-01-01T24:00:00.000Z",
      "2024-01-01T00:60:00.000Z", "2024-01-01T00:00:61.000Z", "2024-01-00T00:00:00.000Z",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t length;
    int64_t time;
    assert_int_equal(parse(ISO, texts[i], &length, &time), TIMESTAMP_IMPOSSIBLE);
  }
}

static void test_leap(void **state) {
  (void)state;
  size_t length;
  int64_t time;
  assert_int_equal(parse(ISO, "2024-02-29T23:59:60.000Z", &length, &time), TIMESTAMP_OK);
  assert_int_equal(parse(ISO, "2000-02-29T00:00:00.000Z", &length, &time), TIMESTAMP_OK);
}

static void test_malformed(void **state) {
  (void)state;
  size_t length;
  int64_t time;
  assert_int_equal(parse(ISO, "2024-03-15 10:10:00.123Z", &length, &time), TIMESTAMP_MALFORMED);
  assert_int_equal(length, 10);
  assert_int_equal(parse(ISO, "2024-03-15T10:10:00.12Z", &length, &time), TIMESTAMP_MALFORMED);
  assert_int_equal(parse(ISO, "", &length, &time), TIMESTAMP_MALFORMED);
  assert_int_equal(length, 0);
  assert_int_equal(parse("%d%%", "07", &length, &time), TIMESTAMP_MALFORMED);
}

static const char *impossible(const char *text) {
  return timestamp_impossible_part(str_from_c(ISO), str_from_c(text));
}

/* The first part that cannot be is named. */
static void test_impossible_part(void **state) {
  (void)state;
  assert_string_equal(impossible("2024-13-99T10:10:00.123Z"), "month");
  assert_string_equal(impossible("2023-02-29T10:10:00.123Z"), "day");
  assert_string_equal(impossible("2023-02-00T10:10:00.123Z"), "day");
  assert_string_equal(impossible("2023-02-01T24:10:00.123Z"), "hour");
  assert_string_equal(impossible("2023-02-01T23:60:00.123Z"), "minute");
  assert_string_equal(impossible("2023-02-01T23:59:61.123Z"), "second");
  assert_null(impossible("2024-02-29T10:59:60.123Z"));
  assert_string_equal(impossible("2024-02-29T10:10:60.123Z"), "second");
  assert_null(impossible("2024-13-"));
}

static void test_order(void **state) {
  (void)state;
  static const char *const texts[] = {
      "0000-01-01T00:00:00.000Z", "1699-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z",
      "1970-01-01T00:00:00.000Z", "2000-02-29T12:00:00.000Z", "2000-03-01T00:00:00.000Z",
      "2261-12-31T23:59:59.999Z",
  };
  int64_t before = INT64_MIN;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t length;
    int64_t time;
    assert_int_equal(parse(ISO, texts[i], &length, &time), TIMESTAMP_OK);
    assert_true(i == 0 || time > before);
    before = time;
  }
}

/* What is written is read as the same time, whatever the year and the zone. */
static void test_writing(void **state) {
  (void)state;
  static const char *const zones[] = {"Z", "+09:00", "-0330", "+00:45"};
  uint64_t random = 1;
  for (size_t i = 0; i < 20000; i++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    /* From 1680 to 2250, in milliseconds. */
    int64_t time = ((int64_t)(random >> 20) % 17987000000000 - 9151000000000) * 1000000;
    struct str format = STR("%Y-%m-%dT%H:%M:%S.%3f%z");
    char sample[64] = "2024-03-15T10:20:30.123";
    struct str text = {sample, 23 + strlen(zones[i % 4])};
    memcpy(sample + 23, zones[i % 4], text.n - 23);
    struct timestamp_zone zone = timestamp_zone_of(format, text);
    assert_true(str_equal_c(zone.text, zones[i % 4]));
    struct buf out = {0};
    timestamp_write(&out, format, &zone, time);
    assert_int_equal(out.n, text.n);
    size_t length;
    int64_t read;
    assert_int_equal(timestamp_parse(format, buf_str(&out), &length, &read), TIMESTAMP_OK);
    assert_int_equal(length, out.n);
    assert_true(read == time);
    buf_free(&out);
  }
  assert_int_equal(timestamp_zone_of(STR("%H:%M"), STR("10:20")).text.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_moments),   cmocka_unit_test(test_zones),
      cmocka_unit_test(test_impossible),      cmocka_unit_test(test_leap),
      cmocka_unit_test(test_malformed),       cmocka_unit_test(test_order),
      cmocka_unit_test(test_impossible_part), cmocka_unit_test(test_writing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
