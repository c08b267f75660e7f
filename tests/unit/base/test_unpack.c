/* Compressed streams: in any pieces they give the same text, and broken ones say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/unpack.h"

/* "kbc\n" packed by gzip -n, and "kbc\n" by zstd --no-check. */
static const char gzip_bytes[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x4e\x4a\xe6\x02\x00\x2a\x61\x35\x28\x04"
    "\x00\x00\x00";
static const char zstd_bytes[] = "\x28\xb5\x2f\xfd\x20\x04\x21\x00\x00kbc\n";

#define BYTES(array) ((struct str){array, sizeof array - 1})

/* The text of a stream whose bytes come in pieces of `in` and go out in pieces of `room`. */
static struct unpacked unpack(struct unpacker unpacker, struct str packed, size_t in,
                              size_t room, struct buf *out) {
  struct unpacked done = {.is_whole = true};
  for (size_t at = 0;;) {
    struct str piece = str_slice(packed, at, at + in);
    done = unpacker.step(unpacker.state, piece, buf_reserve(out, room), room);
    out->n += done.made;
    at += done.taken;
    if (done.reason || (at == packed.n && done.made < room))
      break;
  }
  unpacker.end(unpacker.state);
  return done;
}

static void check_whole(struct unpacker (*new_unpacker)(void), struct str packed) {
  static const size_t sizes[] = {1, 2, 3, 7, 100};
  for (size_t i = 0; i < 25; i++) {
    struct buf out = {0};
    struct unpacked done = unpack(new_unpacker(), packed, sizes[i / 5], sizes[i % 5], &out);
    assert_null(done.reason);
    assert_true(done.is_whole);
    assert_int_equal(out.n, 4);
    assert_memory_equal(out.p, "kbc\n", 4);
    buf_free(&out);
  }
}

static void whole_streams(void **state) {
  (void)state;
  check_whole(gzip_unpacker, BYTES(gzip_bytes));
  check_whole(zstd_unpacker, BYTES(zstd_bytes));
}

/* Two streams are one text. */
static void streams_in_a_row(void **state) {
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct buf twice = {0}, out = {0};
    struct str one = i == 0 ? BYTES(gzip_bytes) : BYTES(zstd_bytes);
    buf_add(&twice, one);
    buf_add(&twice, one);
    struct unpacked done =
        unpack(i == 0 ? gzip_unpacker() : zstd_unpacker(), buf_str(&twice), 5, 3, &out);
    assert_null(done.reason);
    assert_true(done.is_whole);
    assert_int_equal(out.n, 8);
    assert_memory_equal(out.p, "kbc\nkbc\n", 8);
    buf_free(&twice);
    buf_free(&out);
  }
}

/* A stream that ends anywhere but at its end is not whole. */
static void cut_streams(void **state) {
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct str whole = i == 0 ? BYTES(gzip_bytes) : BYTES(zstd_bytes);
    for (size_t n = 1; n < whole.n; n++) {
      struct buf out = {0};
      struct unpacked done = unpack(i == 0 ? gzip_unpacker() : zstd_unpacker(),
                                    str_slice(whole, 0, n), 100, 100, &out);
      assert_null(done.reason);
      assert_false(done.is_whole);
      buf_free(&out);
    }
  }
}

/* What is broken has a reason, behind a whole stream, too. */
static void broken_streams(void **state) {
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct buf bytes = {0}, out = {0};
    buf_add(&bytes, i == 0 ? BYTES(gzip_bytes) : BYTES(zstd_bytes));
    buf_add_c(&bytes, "something else");
    struct unpacked done =
        unpack(i == 0 ? gzip_unpacker() : zstd_unpacker(), buf_str(&bytes), 100, 100, &out);
    assert_non_null(done.reason);
    assert_memory_equal(out.p, "kbc\n", 4);
    buf_free(&bytes);
    buf_free(&out);
  }
  char broken[sizeof gzip_bytes];
  memcpy(broken, gzip_bytes, sizeof broken);
  broken[18] ^= 1; /* of the checksum */
  struct buf out = {0};
  assert_non_null(unpack(gzip_unpacker(), BYTES(broken), 100, 100, &out).reason);
  buf_free(&out);
}

static void magic_bytes(void **state) {
  (void)state;
  bool is_open;
  assert_int_equal(packing_of(BYTES(gzip_bytes), &is_open), PACKING_GZIP);
  assert_int_equal(packing_of(BYTES(zstd_bytes), &is_open), PACKING_ZSTD);
  assert_int_equal(packing_of(STR("(ready"), &is_open), PACKING_NONE);
  assert_false(is_open);
  assert_int_equal(packing_of(STR("("), &is_open), PACKING_NONE);
  assert_true(is_open);
  assert_int_equal(packing_of(STR(""), &is_open), PACKING_NONE);
  assert_true(is_open);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_streams), cmocka_unit_test(streams_in_a_row),
      cmocka_unit_test(cut_streams),   cmocka_unit_test(broken_streams),
      cmocka_unit_test(magic_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
