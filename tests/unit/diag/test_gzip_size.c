/* Tests of diag/gzip_size: texts whose packed size is known, and pieces of any length. */
#include "diag/gzip_size.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static unsigned long long size_in_pieces(struct str text, size_t piece) {
  struct gzip_size *size = calloc(1, sizeof *size);
  for (size_t at = 0; at < text.n; at += piece)
    gzip_size_add(size, str_slice(text, at, at + piece));
  unsigned long long bytes = gzip_size_of(size);
  gzip_size_end(size);
  free(size);
  return bytes;
}

/* Bytes that repeat nothing. */
static void fill(struct buf *text, size_t n) {
  unsigned long long seed = 1;
  for (size_t i = 0; i < n; i++) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    buf_add_char(text, (char)(seed >> 56));
  }
}

static void cannot_pack_noise(void **state) {
  (void)state;
  struct buf text = {0};
  fill(&text, 300000);
  /* Fixed codes have 8 bits for 144 of the 256 bytes, and 9 for the others. */
  assert_in_range(size_in_pieces(buf_str(&text), 300000), 300000, 320000);
  assert_in_range(size_in_pieces(buf_str(&text), 1000), 300000, 320000);
  buf_free(&text);
}

static void packs_repetitions(void **state) {
  (void)state;
  struct buf text = {0};
  buf_add_repeat(&text, 'a', 258 * 1000);
  /* 1,000 codes of 8 bits for the length, and 5 and 7 more for the distance to the last one. */
  assert_in_range(size_in_pieces(buf_str(&text), text.n), 2500 - 20, 2500 + 40);
  buf_free(&text);
}

static void reaches_back_across_pieces_but_not_too_far(void **state) {
  (void)state;
  struct buf near = {0}, far = {0};
  for (int i = 0; i < 2; i++)
    fill(&near, 30000);
  for (int i = 0; i < 2; i++)
    fill(&far, 40000);
  assert_in_range(size_in_pieces(buf_str(&near), 500), 30000, 34000);
  assert_in_range(size_in_pieces(buf_str(&far), 500), 80000, 90000);
  buf_free(&near);
  buf_free(&far);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cannot_pack_noise),
      cmocka_unit_test(packs_repetitions),
      cmocka_unit_test(reaches_back_across_pieces_but_not_too_far),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
