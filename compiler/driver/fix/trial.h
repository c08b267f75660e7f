/* Makes those changes of a text that are proven, and leaves out the ones to blame. */
#ifndef DRIVER_FIX_TRIAL_H
#define DRIVER_FIX_TRIAL_H

#include "driver/fix/change.h"
#include "driver/fix/proof.h"

struct arena;

struct trial {
  struct arena *a; /* the caller's, as all of these: where texts live */
  struct pipeline *run;
  struct str path;
  struct str base; /* what a text must still say */
  enum proof_kind kind;
  struct str text; /* in: what the changes are for; out: with those that were made */
  size_t made, left_out;
  const char *why; /* what the first text that was refused would have done; NULL: none was */
  size_t trials;
};

/* The changes that are picked (changes_pick) are made where the text that comes of it is
 * proven. Where all together are not, halves are tried, and halves of these, as far as there
 * are trials for it, each of which reads the whole text. Those made stay taken, the others do
 * not. */
void trial_make(struct trial *trial, struct text_change *changes, size_t count);

#endif
