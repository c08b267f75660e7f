/* Tests base/hash.c against published values and Python's uuid module. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"

#include <string.h>

static void hashes_of_short_texts(void **state) {
  (void)state;
  assert_string_equal(hash_of(STR("abc")).digits, "ba7816bf8f01cfea414140de5dae2223");
  assert_string_equal(hash_of((struct str){NULL, 0}).digits,
                      "e3b0c44298fc1c149afbf4c8996fb924");
}

static void pieces_hash_as_the_whole(void **state) {
  (void)state;
  char a[1000];
  memset(a, 'a', sizeof a);
  struct hash_stream stream;
  hash_start(&stream);
  size_t left = 1000000;
  for (size_t n = 1; left > 0; n = n * 7 % 997) {
    size_t piece = n < left ? n : left;
    hash_add(&stream, (struct str){a, piece});
    hash_add(&stream, (struct str){NULL, 0});
    left -= piece;
  }
  assert_string_equal(hash_end(&stream).digits, "cdc76e5c9914fb9281a1c7e284d73e67");
}

static void uuids_of_version_five(void **state) {
  (void)state;
  const char *dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  assert_string_equal(uuid_of(dns, STR("www.example.com")).text,
                      "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  const char *ours = "824C6AE0-b633-4fea-8eb7-8ba9b9df017d";
  assert_string_equal(uuid_of(ours, STR("[\"cali\",\"한글\"]")).text,
                      "f2e20c08-b1a9-556f-8150-4e4dfd668238");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hashes_of_short_texts),
      cmocka_unit_test(pieces_hash_as_the_whole),
      cmocka_unit_test(uuids_of_version_five),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
