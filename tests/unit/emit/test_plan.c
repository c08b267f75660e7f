/* Tests emit/plan/plan.c: which operation each chunk needs, and what becomes of each case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/plan/plan.h"

/* A manifest in a few words: a case is a letter, with a hash of its text and of its metadata
 * for each of its chunks, as in "a:1x 2x b:3y"; '!' behind the letter leaves it out. */
struct side {
  struct manifest manifest;
  struct manifest_case cases[8];
  struct manifest_left_out left_out[8];
  struct chunk_entry chunks[16];
};

static void set_text(char *to, size_t length, char with) {
  memset(to, with, length);
  to[length] = '\0';
}

static void add_chunk(struct side *side, char name, size_t part, const char *hashes) {
  struct manifest *manifest = &side->manifest;
  struct chunk_entry *chunk = &side->chunks[manifest->chunk_count++];
  chunk->kb_case = manifest->case_count - 1;
  chunk->parts = 1;
  set_text(chunk->id.text, UUID_LENGTH, name);
  chunk->id.text[0] = (char)('0' + part);
  set_text(chunk->hash.digits, HASH_LENGTH, hashes[0]);
  set_text(chunk->meta_hash.digits, HASH_LENGTH, hashes[1]);
}

static void read_side(struct side *side, struct arena *a, const char *text) {
  struct manifest *manifest = &side->manifest;
  *manifest = (struct manifest){.schema = STR("s"), .version = 2};
  manifest->cases = side->cases;
  manifest->chunks = side->chunks;
  manifest->left_out = side->left_out;
  size_t part = 0;
  char name = 0;
  for (; *text; text++) {
    if (text[1] == '!') {
      struct str title = arena_printf(a, "%c", *text);
      side->left_out[manifest->left_out_count++] =
          (struct manifest_left_out){.path = title, .title = title};
      text++;
    } else if (text[1] == ':') {
      name = *text++;
      part = 0;
      struct str title = arena_printf(a, "%c", name);
      side->cases[manifest->case_count++] =
          (struct manifest_case){.id = title, .path = title, .title = title};
    } else if (*text != ' ') {
      add_chunk(side, name, part++, text);
      text++;
    }
  }
}

/* The operations of the new side, then those of the old one; the fates in the same order. */
static void assert_plan(const char *old_text, const char *new_text, const char *ops,
                        const char *fates) {
  struct arena a = {0};
  static struct side old, new;
  char got[64];
  size_t n = 0;
  memset(&old, 0, sizeof old);
  memset(&new, 0, sizeof new);
  read_side(&old, &a, old_text);
  read_side(&new, &a, new_text);
  struct plan plan = plan_make(&a, &old.manifest, &new.manifest);
  for (size_t i = 0; i < new.manifest.chunk_count; i++)
    got[n++] = ".iud"[plan.new_ops[i]];
  got[n++] = ' ';
  for (size_t i = 0; i < old.manifest.chunk_count; i++)
    got[n++] = ".iud"[plan.old_ops[i]];
  got[n] = '\0';
  assert_string_equal(got, ops);
  n = 0;
  for (size_t i = 0; i < new.manifest.case_count; i++)
    got[n++] = ".mcngs"[plan.new_fates[i]];
  got[n++] = ' ';
  for (size_t i = 0; i < old.manifest.case_count; i++)
    got[n++] = ".mcngs"[plan.old_fates[i]];
  got[n] = '\0';
  assert_string_equal(got, fates);
  arena_free(&a);
}

static void each_chunk_gets_what_it_needs(void **state) {
  (void)state;
  assert_plan("a:1x b:2x", "a:1x b:2x", ".. ..", ".. ..");
  assert_plan("a:1x b:2x", "b:2x a:1x", ".. ..", ".. ..");
  assert_plan("a:1x", "a:2x", "i .", "c .");
  assert_plan("a:1x", "a:1y", "u .", "m .");
  assert_plan("a:1x", "a:2y", "i .", "c .");
  assert_plan("a:1x", "a:1x b:1x", ".i .", ".n .");
  assert_plan("a:1x b:1x", "b:1x", ". d.", ". g.");
  assert_plan("", "a:1x", "i ", "n ");
}

static void a_case_may_have_fewer_chunks(void **state) {
  (void)state;
  assert_plan("a:1x2x b:3x", "a:1x b:3x", ".. .d.", "c. ..");
  assert_plan("a:1x", "a:1x2x", ".i .", "c .");
  assert_plan("a:1x2x3x", "a:1y2y", "uu ..d", "c .");
}

static void what_was_left_out_stays(void **state) {
  (void)state;
  assert_plan("a:1x2x b:3x", "b:3x a!", ". ...", ". s.");
  assert_plan("a:1x b:2x c:3x", "c:3x a!", ". .d.", ". sg.");
  /* Nothing is there by that name: it may be either. */
  assert_plan("a:1x b:2x c:3x", "c:3x z!", ". ...", ". ss.");
  assert_plan("a:1x", "a:1x z!", ". .", ". .");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_chunk_gets_what_it_needs),
      cmocka_unit_test(a_case_may_have_fewer_chunks),
      cmocka_unit_test(what_was_left_out_stays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
