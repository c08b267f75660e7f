/* Normal forms, folding, widths: the short cuts are held against the long way. */
#include "base/unicode.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

#define assert_str(actual, expected) assert_same((actual), STR(expected), __LINE__)

static void assert_same(struct str actual, struct str expected, int line) {
  if (!str_equal(actual, expected))
    print_error("line %d: \"%.*s\"\n", line, STR_ARG(actual));
  assert_true(str_equal(actual, expected));
}

static void assert_borrowed(struct str answer, struct str text) {
  assert_ptr_equal(answer.p, text.p);
  assert_int_equal(answer.n, text.n);
}

static void test_nfc(void **state) {
  (void)state;
  assert_str(unicode_nfc(&arena, STR("cafe\u0301")), "caf\u00e9");
  assert_str(unicode_nfc(&arena, STR("\u1112\u1161\u11ab")), "\ud55c");
  assert_str(unicode_nfc(&arena, STR("\u212b \u2000.")), "\u00c5 \u2002.");
  assert_str(unicode_nfc(&arena, STR("a\u0301\u0323")), "\u1ea1\u0301");
  assert_str(unicode_nfc(&arena, STR("\uff21\ufb01")), "\uff21\ufb01");
  assert_str(unicode_nfc(&arena, STR("")), "");
}

static void test_nfc_borrows(void **state) {
  (void)state;
  struct str texts[] = {STR("plain"), STR("\uc99d\uc0c1 \u2014 caf\u00e9 \u2192 \U0001f600"),
                        STR("\u1ea1\u0301"), STR("a\u0327"), STR("")};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_borrowed(unicode_nfc(&arena, texts[i]), texts[i]);
}

static void test_not_utf8(void **state) {
  (void)state;
  struct str text = STR("e\u0301\xff\xc3");
  assert_borrowed(unicode_nfc(&arena, text), text);
  assert_borrowed(unicode_fold(&arena, text), text);
  assert_str(unicode_fold_space(&arena, STR(" \xff  \xc3")), "\xff \xc3");
}

static void add_point(struct buf *b, uint32_t code_point) {
  char bytes[4];
  size_t n = utf8_encode(code_point, bytes);
  buf_add(b, (struct str){bytes, n});
}

/* U+0958 is in no table of a short cut, so what stands behind it goes the long way. Every
 * character behind every base must come out of the short way as it does out of the long one. */
static void test_short_cuts(void **state) {
  (void)state;
  static const uint32_t bases[] = {'a', 'O', 0xAC00, 0x1100, 0x304B};
  for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
    struct buf text = {0}, nfc = {0}, fold = {0};
    buf_add_c(&text, "\u0958");
    for (uint32_t c = 1; c < 0x20000; c++) {
      if (c >= 0xD800 && c < 0xE000)
        continue;
      size_t from = text.n;
      add_point(&text, bases[i]);
      add_point(&text, c);
      buf_add_char(&text, '.');
      struct str one = str_slice(buf_str(&text), from, text.n);
      buf_add(&nfc, unicode_nfc(&arena, one));
      buf_add(&fold, unicode_fold(&arena, one));
      arena_reset(&arena);
    }
    struct str slow = unicode_nfc(&arena, buf_str(&text));
    assert_true(str_equal(str_slice(slow, 6, slow.n), buf_str(&nfc)));
    slow = unicode_fold(&arena, buf_str(&text));
    assert_true(str_equal(str_slice(slow, 6, slow.n), buf_str(&fold)));
    buf_free(&text);
    buf_free(&nfc);
    buf_free(&fold);
    arena_reset(&arena);
  }
}

static void test_fold(void **state) {
  (void)state;
  assert_str(unicode_fold(&arena, STR("Incident SUMMARY")), "incident summary");
  assert_str(unicode_fold(&arena, STR("\uc99d\uc0c1 (Symptoms)")), "\uc99d\uc0c1 (symptoms)");
  assert_str(unicode_fold(&arena, STR("Stra\u00dfe \u00c9T\u00c9")), "strasse \u00e9t\u00e9");
  assert_str(unicode_fold(&arena, STR("\uff21\uff22\u3000\ufb01\u2026")), "ab fi...");
  assert_str(unicode_fold(&arena, STR("E\u0301")), "\u00e9");
  assert_str(unicode_fold(&arena, STR("a\u00ad\u200bb\ufe0f")), "ab");
  assert_str(unicode_fold(&arena, STR("\u3131")), "\u1100");
  struct str folded = STR("\uc99d\uc0c1 (2026-01-01): ok");
  assert_borrowed(unicode_fold(&arena, folded), folded);
}

static void test_fold_message(void **state) {
  (void)state;
  assert_str(unicode_fold_message(&arena, STR("Lock-Wait  timeout!")), "lock wait timeout");
  assert_str(unicode_fold_message(&arena, STR("(a) \"b\" c.d, e_f: [g]")), "a b c d e f g");
  assert_str(unicode_fold_message(&arena, STR("\u201c\uc99d\uc0c1\u201d\u3001x")),
             "\uc99d\uc0c1 x");
  assert_str(unicode_fold_message(&arena, STR("code -1 a-1 -a 5% < 3 != 4!")),
             "code -1 a 1 a 5% < 3 != 4");
  assert_str(unicode_fold_message(&arena, STR("...")), "...");
  assert_str(unicode_fold_message(&arena, STR("")), "");
  assert_str(unicode_fold_message(&arena, STR("a\xff b")), "a\xff b");
  assert_str(unicode_fold_message(&arena, STR("a\u2028b\u1680c")), "a b c");
  assert_str(unicode_fold_message(&arena, STR("a\u2014b {c} / d\\e")), "a b c d e");
  assert_str(unicode_fold_message(&arena, STR("-1 -a !=b !c z{9")), "-1 a !=b c z 9");
  assert_str(unicode_fold_message(&arena, STR("\u00e9-1 \u20ac-1")), "\u00e9 1 \u20ac-1");
  /* What stands behind the text is not looked at. */
  assert_str(unicode_fold_message(&arena, (struct str){"a -1", 3}), "a");
  assert_str(unicode_fold_message(&arena, (struct str){"a !=", 3}), "a");
}

static void test_fold_marks(void **state) {
  (void)state;
  assert_str(unicode_fold_marks(&arena, STR("Caf\u00e9 NOE\u0308L")), "cafe noel");
  assert_str(unicode_fold_marks(&arena, STR("Plain TEXT")), "plain text");
  struct str folded = STR("plain \uc99d\uc0c1");
  assert_borrowed(unicode_fold_marks(&arena, folded), folded);
}

/* Folding what is folded changes nothing. */
static void test_fold_is_stable(void **state) {
  (void)state;
  for (uint32_t c = 1; c < 0x20000; c++) {
    if (c >= 0xD800 && c < 0xE000)
      continue;
    struct buf text = {0};
    add_point(&text, 'a');
    add_point(&text, c);
    add_point(&text, 'B');
    struct str once = unicode_fold(&arena, buf_str(&text));
    struct str twice = unicode_fold(&arena, once);
    if (!str_equal(once, twice))
      print_error("U+%04X\n", (unsigned)c);
    assert_true(str_equal(once, twice));
    buf_free(&text);
    arena_reset(&arena);
  }
}

static void test_fold_space(void **state) {
  (void)state;
  assert_str(unicode_fold_space(&arena, STR("  a \t\n b\u00a0\u3000c ")), "a b c");
  assert_str(unicode_fold_space(&arena, STR("a\u2003b")), "a b");
  assert_str(unicode_fold_space(&arena, STR("\u200b")), "\u200b");
  assert_str(unicode_fold_space(&arena, STR(" \u2028 ")), "");
  assert_str(unicode_fold_space(&arena, STR("\xe0\xa0\x85")), "\xe0\xa0\x85");
  assert_str(unicode_fold_space(&arena, STR("\xc2  \xe3\x80")), "\xc2 \xe3\x80");
  assert_str(unicode_fold_space(&arena, STR("\xC2\x85"
                                            "a\u1680b\u205f")),
             "a b");
  assert_str(unicode_fold_space(&arena, STR("\x08 \t\x0d \x0e")), "\x08 \x0e");
  assert_str(unicode_fold_space(&arena, STR("a b ")), "a b");
  struct str folded = STR("a b \uc99d\uc0c1");
  assert_borrowed(unicode_fold_space(&arena, folded), folded);
  assert_borrowed(unicode_fold_space(&arena, STR("")), STR(""));
}

static size_t count_of(struct str text, struct str what) {
  size_t count = 0;
  for (size_t at = str_find(text, what, 0); at != STR_NONE; at = str_find(text, what, at + 1))
    count++;
  return count;
}

static void test_long_runs_are_cut(void **state) {
  (void)state;
  struct buf text = {0};
  buf_add_c(&text, "x");
  for (size_t i = 0; i < 40; i++)
    buf_add_c(&text, "\u0323");
  buf_add_c(&text, "y");
  struct str cut = unicode_nfc(&arena, buf_str(&text));
  assert_int_equal(count_of(cut, STR("\u0323")), 30);
  assert_int_equal(cut.p[cut.n - 1], 'y');
  buf_free(&text);
}

/* Each of these took minutes without the cut: marks in the wrong order, and marks in disguise.
 */
static void test_hostile_runs(void **state) {
  (void)state;
  static const char *const units[] = {
      "\u0301\u0323", "\u0301\u034f\u0323\u200d", "\u0f73\u0f71", "\uff9e\u0301\u0323",
      "\u0344\u0345", "\u0301\u00ad\uff9f",       "\ufdfa",       "\u00a8\u0323",
      "\u3099\u0301",
  };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    struct buf text = {0};
    buf_add_c(&text, "x");
    while (text.n < 1024 * 1024)
      buf_add_c(&text, units[i]);
    clock_t start = clock();
    struct str nfc = unicode_nfc(&arena, buf_str(&text));
    struct str fold = unicode_fold(&arena, buf_str(&text));
    assert_true(clock() - start < 8 * CLOCKS_PER_SEC);
    assert_true(utf8_count(nfc) > 0 && utf8_count(fold) > 0);
    buf_free(&text);
    arena_reset(&arena);
  }
}

static void test_width(void **state) {
  (void)state;
  static const struct {
    uint32_t code_point;
    size_t width;
  } rows[] = {
      {'a', 1},    {' ', 1},    {0xE9, 1},   {0x301, 0},   {0xAC00, 2},   {0x1100, 2},
      {0x1161, 0}, {0x11A8, 0}, {0xD7CB, 0}, {0x4E00, 2},  {0xFF21, 2},   {0x1F600, 2},
      {0x200B, 0}, {0xFE0F, 0}, {0x200D, 0}, {0x26A0, 1},  {0xFFFD, 1},   {0xE000, 1},
      {0x2705, 2}, {0x3000, 2}, {'~', 1},    {0x20000, 2}, {0x10FFFF, 1}, {0x1F, 0},
      {0x7F, 0},   {0x1160, 0}, {0x115F, 2}, {0x11FF, 0},  {0xD7FF, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (unicode_width(rows[i].code_point) != rows[i].width)
      print_error("U+%04X\n", (unsigned)rows[i].code_point);
    assert_int_equal(unicode_width(rows[i].code_point), rows[i].width);
  }
}

static void test_space(void **state) {
  (void)state;
  size_t count = 0;
  for (uint32_t c = 0; c <= 0x10FFFF; c++)
    count += is_unicode_space(c);
  assert_int_equal(count, 25);
  assert_true(is_unicode_space(0x3000) && is_unicode_space(0x0B) && is_unicode_space(0x200A));
  assert_false(is_unicode_space(0x200B) || is_unicode_space(0x180E) ||
               is_unicode_space(0xFEFF));
}

static void test_words(void **state) {
  (void)state;
  static const uint32_t words[] = {'a', 'Z', '0', 0xE9, 0xAC00, 0x4E00, 0x0661, 0xBD, 0x2160};
  static const uint32_t marks[] = {0x301, 0x20E3, 0xFE0F, 0x0903};
  static const uint32_t others[] = {' ',    '-',     '_',    '.',    0,     0x7F,
                                    0x2014, 0x1F600, 0x200D, 0xE000, 0x0378};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_true(is_unicode_word(words[i]) && !is_unicode_mark(words[i]));
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    assert_true(!is_unicode_word(marks[i]) && is_unicode_mark(marks[i]));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_false(is_unicode_word(others[i]) || is_unicode_mark(others[i]));
}

static void test_pictographs(void **state) {
  (void)state;
  static const uint32_t yes[] = {0x1F600, 0x1F680, 0x26A0, 0xFE0F, 0x200D, 0x1F3FB, 0x1F1F0,
                                 0x2705,  0x25A0,  0x25CF, 0x2605, 0x20E3, 0x2B50,  0x1FAE0};
  static const uint32_t no[] = {'1',    '#',    '*',    'a',    0xAC00, 0x2022, 0x2192,
                                0x2014, 0x2776, 0x00B7, 0x3131, 0x0301, 0xFF21, 0x10FFFF};
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
    assert_true(is_pictograph(yes[i]));
  for (size_t i = 0; i < sizeof no / sizeof *no; i++)
    assert_false(is_pictograph(no[i]));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nfc),          cmocka_unit_test(test_nfc_borrows),
      cmocka_unit_test(test_not_utf8),     cmocka_unit_test(test_short_cuts),
      cmocka_unit_test(test_fold),         cmocka_unit_test(test_fold_message),
      cmocka_unit_test(test_fold_marks),   cmocka_unit_test(test_fold_is_stable),
      cmocka_unit_test(test_fold_space),   cmocka_unit_test(test_long_runs_are_cut),
      cmocka_unit_test(test_hostile_runs), cmocka_unit_test(test_width),
      cmocka_unit_test(test_space),        cmocka_unit_test(test_pictographs),
      cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
