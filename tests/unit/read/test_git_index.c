/* git's list of tracked files: each version of the format, and bytes that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/git_index.h"

static void add_number(struct buf *out, unsigned number, size_t bytes) {
  while (bytes-- > 0)
    buf_add_char(out, (char)(number >> (8 * bytes)));
}

static void add_path_4(struct buf *out, const char *before, const char *path) {
  size_t same = 0;
  while (before[same] && before[same] == path[same])
    same++;
  buf_add_char(out, (char)(strlen(before) - same));
  buf_add(out, (struct str){path + same, strlen(path + same) + 1});
}

struct form {
  unsigned version;
  size_t hash_size;
  bool is_extended;
};

/* An index of these paths, then extensions. */
static void write_index(struct buf *out, struct form form, const char *const *paths,
                        size_t count, struct str extensions) {
  buf_clear(out);
  buf_add_c(out, "DIRC");
  add_number(out, form.version, 4);
  add_number(out, (unsigned)count, 4);
  const char *before = "";
  for (size_t i = 0; i < count; i++) {
    size_t from = out->n, length = strlen(paths[i]);
    buf_add_repeat(out, '\1', 24);
    add_number(out, 0100644, 4);
    buf_add_repeat(out, '\2', 12 + form.hash_size);
    unsigned flags = length < 0xfff ? (unsigned)length : 0xfff;
    add_number(out, flags | (form.is_extended ? 0x4000u : 0), 2);
    if (form.is_extended)
      add_number(out, 0, 2);
    if (form.version == 4) {
      add_path_4(out, before, paths[i]);
    } else {
      buf_add_c(out, paths[i]);
      buf_add_repeat(out, '\0', 8 - (out->n - from) % 8);
    }
    before = paths[i];
  }
  buf_add(out, extensions);
  buf_add_repeat(out, '\3', form.hash_size);
}

static const char *const some[] = {"a.md", "a/b.md", "a/bc/d.md", "b", "sub/x"};

static const struct form forms[] = {
    {2, 20, false}, {3, 20, false}, {3, 20, true}, {4, 20, false},
    {4, 20, true},  {2, 32, false}, {3, 32, true}, {4, 32, false},
};

static void test_versions(void **state) {
  (void)state;
  struct buf out = {0};
  struct str extensions = STR("TREE\0\0\0\4abcdsdir\0\0\0\0");
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct arena a = {0};
    struct git_index index;
    write_index(&out, forms[i], some, 5, extensions);
    assert_true(git_index_read(&a, buf_str(&out), &index));
    assert_int_equal(index.count, 5);
    for (size_t j = 0; j < 5; j++)
      assert_true(git_index_has(&index, str_from_c(some[j])));
    assert_false(git_index_has(&index, STR("a")));
    assert_false(git_index_has(&index, STR("a/b.mdx")));
    assert_false(git_index_has(&index, STR("z")));
    assert_true(git_index_has_below(&index, STR("a")));
    assert_true(git_index_has_below(&index, STR("a/bc")));
    assert_true(git_index_has_below(&index, STR("b")));
    assert_false(git_index_has_below(&index, STR("a/b")));
    assert_false(git_index_has_below(&index, STR("su")));
    arena_free(&a);
  }
  buf_free(&out);
}

static void test_long_paths(void **state) {
  (void)state;
  static char path[5001];
  memset(path, 'x', 5000);
  const char *const paths[] = {"a", path, "y"};
  struct buf out = {0};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    /* Version 4 is written with one byte for what goes away. */
    if (forms[i].version == 4)
      continue;
    struct arena a = {0};
    struct git_index index;
    write_index(&out, forms[i], paths, 3, (struct str){NULL, 0});
    assert_true(git_index_read(&a, buf_str(&out), &index));
    assert_true(git_index_has(&index, str_from_c(path)));
    arena_free(&a);
  }
  buf_free(&out);
}

static bool reads(struct str bytes) {
  struct arena a = {0};
  struct git_index index;
  bool is_good = git_index_read(&a, bytes, &index);
  arena_free(&a);
  return is_good;
}

static void test_refused(void **state) {
  (void)state;
  struct buf out = {0};
  struct form form = {2, 20, false};
  assert_false(reads((struct str){NULL, 0}));
  assert_false(reads(STR("DIRC")));
  write_index(&out, form, some, 0, (struct str){NULL, 0});
  assert_true(reads(buf_str(&out)));
  /* A split index, and whatever else must be understood. */
  write_index(&out, form, some, 5, STR("link\0\0\0\4abcd"));
  assert_false(reads(buf_str(&out)));
  write_index(&out, form, some, 5, STR("what\0\0\0\0"));
  assert_false(reads(buf_str(&out)));
  write_index(&out, form, some, 5, STR("TREE\0\0\0\5abcd"));
  assert_false(reads(buf_str(&out)));
  write_index(&out, (struct form){5, 20, false}, some, 5, (struct str){NULL, 0});
  assert_false(reads(buf_str(&out)));
  write_index(&out, (struct form){2, 20, true}, some, 5, (struct str){NULL, 0});
  assert_false(reads(buf_str(&out)));
  const char *const unsorted[] = {"b", "a"}, *const empty[] = {""};
  write_index(&out, form, unsorted, 2, (struct str){NULL, 0});
  assert_false(reads(buf_str(&out)));
  write_index(&out, form, empty, 1, (struct str){NULL, 0});
  assert_false(reads(buf_str(&out)));
  buf_free(&out);
}

/* Every beginning of an index, and every one with a byte that is another: read or refused. */
static void test_garbage(void **state) {
  (void)state;
  struct buf out = {0};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    write_index(&out, forms[i], some, 5, STR("TREE\0\0\0\4abcd"));
    for (size_t n = 0; n < out.n; n++) {
      /* Of the exact size, so that a byte too far is seen. */
      char *copy = malloc(n > 0 ? n : 1);
      assert_non_null(copy);
      memcpy(copy, out.p, n);
      bool is_good = reads((struct str){copy, n});
      free(copy);
      /* Without its extension it is another index; the hash at the end is not looked at. */
      assert_true(!is_good || n + 12 == out.n);
    }
    for (size_t at = 0; at < out.n; at++) {
      static const char bytes[] = {0, 1, 0x7f, (char)0x80, (char)0xff};
      char was = out.p[at];
      for (size_t j = 0; j < sizeof bytes; j++) {
        out.p[at] = bytes[j];
        reads(buf_str(&out));
      }
      out.p[at] = was;
    }
  }
  buf_free(&out);
}

/* Paths that share their beginnings would fill the memory. */
static void test_growth(void **state) {
  (void)state;
  struct buf out = {0};
  buf_add_c(&out, "DIRC");
  add_number(&out, 4, 4);
  add_number(&out, 20000, 4);
  for (size_t i = 0; i < 20000; i++) {
    buf_add_repeat(&out, '\1', 24);
    add_number(&out, 0100644, 4);
    buf_add_repeat(&out, '\2', 32);
    add_number(&out, 0xfff, 2);
    buf_add_char(&out, 0);
    if (i == 0)
      buf_add_repeat(&out, 'x', 500000);
    buf_add_c(&out, "y");
    buf_add_char(&out, 0);
  }
  buf_add_repeat(&out, '\3', 20);
  assert_false(reads(buf_str(&out)));
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_versions), cmocka_unit_test(test_long_paths),
      cmocka_unit_test(test_refused),  cmocka_unit_test(test_garbage),
      cmocka_unit_test(test_growth),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
