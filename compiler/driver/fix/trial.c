/* Makes those changes of a text that are proven, and leaves out the ones to blame. */
#include "driver/fix/trial.h"

#include "base/arena.h"

enum { MOST_TRIALS = 200 };

struct halves {
  struct trial *trial;
  struct str text; /* without any change */
  struct text_change *changes;
  const bool *is_picked;
  size_t count;
};

/* The changes [from, to) beside those that hold; it stays so if the proof does. */
static bool hold(const struct halves *h, size_t from, size_t to) {
  struct trial *trial = h->trial;
  if (trial->trials++ >= MOST_TRIALS)
    return false;
  for (size_t i = from; i < to; i++)
    h->changes[i].is_taken = h->is_picked[i];
  struct arena scratch = {0};
  struct str text = changes_apply(trial->a, &scratch, h->text, h->changes, h->count);
  arena_free(&scratch);
  const char *why = proof_fails(trial->run, trial->path, trial->base, text, trial->kind);
  if (!why) {
    trial->text = text;
    return true;
  }
  trial->why = trial->why ? trial->why : why;
  for (size_t i = from; i < to; i++)
    h->changes[i].is_taken = false;
  return false;
}

/* Recurses as often as the number of changes can be halved. */
static void try(const struct halves *h, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = from; i < to; i++)
    count += h->is_picked[i];
  if (count == 0)
    return;
  if (hold(h, from, to)) {
    h->trial->made += count;
    return;
  }
  if (count == 1 || h->trial->trials >= MOST_TRIALS) {
    h->trial->left_out += count;
    return;
  }
  size_t middle = from + (to - from) / 2;
  try(h, from, middle);
  try(h, middle, to);
}

void trial_make(struct trial *trial, struct text_change *changes, size_t count) {
  struct arena scratch = {0};
  bool *is_picked = arena_array(&scratch, bool, count);
  for (size_t i = 0; i < count; i++) {
    is_picked[i] = changes[i].is_taken;
    changes[i].is_taken = false;
  }
  struct halves halves = {trial, trial->text, changes, is_picked, count};
  trial->made = trial->left_out = trial->trials = 0;
  trial->why = NULL;
  try(&halves, 0, count);
  arena_free(&scratch);
}
