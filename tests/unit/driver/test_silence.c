/* Tests of driver/filter/silence: which lines are silent, and which comment was needed. */
#include "driver/filter/silence.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { LINES = 12, RULES = 3, SILENCES = 6, ROUNDS = 2000 };

/* As the words say it: each finding against each silence. */
static bool is_silent_plainly(const struct silence *silences, size_t rule, size_t line,
                              bool *is_used) {
  bool is_found = false;
  for (size_t i = 0; i < SILENCES; i++) {
    if (silences[i].rule != rule || line < silences[i].from || line > silences[i].to)
      continue;
    is_used[i] = is_found = true;
  }
  return is_found;
}

static unsigned draw(uint64_t *state, unsigned below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(*state >> 33) % below;
}

static void draw_silences(uint64_t *state, struct silence *silences) {
  for (size_t i = 0; i < SILENCES; i++) {
    size_t from = draw(state, LINES);
    size_t to = draw(state, 4) == 0 ? (size_t)-1 : from + draw(state, 5);
    silences[i] = (struct silence){.rule = draw(state, RULES), .from = from, .to = to};
  }
}

static void agrees_with_a_plain_search(void **unused) {
  (void)unused;
  uint64_t state = 1;
  for (size_t round = 0; round < ROUNDS; round++) {
    struct arena a = {0};
    struct silence silences[SILENCES];
    struct silent_place found[LINES];
    struct silent_places silenced = {found, 0};
    bool is_used[SILENCES] = {false};
    draw_silences(&state, silences);
    struct silent_places cover = silences_cover(&a, silences, SILENCES);
    for (size_t i = 0; i < LINES; i++) {
      size_t rule = draw(&state, RULES), line = draw(&state, LINES + 3);
      bool is_silent = is_silent_plainly(silences, rule, line, is_used);
      assert_int_equal(silent_places_have(&cover, rule, line), is_silent);
      if (is_silent)
        found[silenced.count++] = (struct silent_place){rule, line, line};
    }
    silences_use(silences, SILENCES, &silenced);
    for (size_t i = 0; i < SILENCES; i++)
      assert_int_equal(silences[i].is_used, is_used[i]);
    arena_free(&a);
  }
}

static void joins_what_overlaps(void **unused) {
  (void)unused;
  struct arena a = {0};
  const struct silence silences[] = {{.rule = 1, .from = 4, .to = (size_t)-1},
                                     {.rule = 1, .from = 2, .to = 4},
                                     {.rule = 1, .from = 9, .to = 9},
                                     {.rule = 0, .from = SILENCE_FILE, .to = (size_t)-1}};
  struct silent_places cover = silences_cover(&a, silences, 4);
  assert_int_equal(cover.count, 2);
  assert_true(silent_places_have(&cover, 0, SILENCE_FILE));
  assert_false(silent_places_have(&cover, 1, SILENCE_FILE));
  arena_free(&a);
}

/* Each pair by itself would take minutes. */
static void is_fast_with_many(void **unused) {
  (void)unused;
  enum { MANY = 200000 };
  struct arena a = {0};
  struct silence *silences = arena_array(&a, struct silence, MANY);
  struct silent_places silenced = {arena_array(&a, struct silent_place, MANY), 0};
  for (size_t i = 0; i < MANY; i++)
    silences[i] = (struct silence){.rule = i % 2, .from = i + 1, .to = (size_t)-1};
  struct silent_places cover = silences_cover(&a, silences, MANY);
  for (size_t i = 0; i < MANY; i++) {
    if (silent_places_have(&cover, 1, i))
      silenced.items[silenced.count++] = (struct silent_place){1, i, i};
  }
  assert_int_equal(silenced.count, MANY - 2);
  silences_use(silences, MANY, &silenced);
  assert_true(silences[1].is_used);
  assert_false(silences[0].is_used || silences[MANY - 1].is_used);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_a_plain_search),
      cmocka_unit_test(joins_what_overlaps),
      cmocka_unit_test(is_fast_with_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
