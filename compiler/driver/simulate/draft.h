/* An image in the making: text, and what of it may be drawn anew. */
#ifndef DRIVER_SIMULATE_DRAFT_H
#define DRIVER_SIMULATE_DRAFT_H

#include "base/buf.h"
#include "driver/simulate/image.h"

struct arena;
struct alphabets;

/* {0} with an arena is an empty one; draft_free gives back what is not in that. */
struct draft {
  struct arena *a;
  struct buf text;
  struct slot *slots; /* in the order of the text */
  size_t slot_count;
  struct time_slot *times;
  size_t time_count;
  size_t message_from, message_to; /* where the message stands; equal: nowhere */
};

void draft_add(struct draft *draft, struct str text);
void draft_add_time(struct draft *draft, const struct clock_face *face);
/* Letters and digits, each of which is drawn anew: a digit for a digit, a letter for a letter.
 * Of a number the first digit is not 0. `part`, if not NULL and not 0, is that of the first
 * slot, and is moved on. */
void draft_add_drawn(struct draft *draft, const struct alphabets *alphabets, struct str text,
                     bool is_number, uint8_t *part);
/* Part of an id, from one alphabet: `part` counts them, from 1 on, and is moved on. */
void draft_add_id(struct draft *draft, struct str text, const struct alphabet *alphabet,
                  uint8_t *part);

/* Could `word` stand at `at`, whatever is drawn, small letters for capital ones? */
bool draft_could_say(const struct draft *draft, size_t at, struct str word);
/* What is drawn of these bytes stays as it is from now on. */
void draft_fix(struct draft *draft, size_t from, size_t to);

/* The image, with a line end. Lives in the draft's arena; the draft is empty then. */
struct image draft_image(struct draft *draft);
/* A copy with the bytes behind it that an image's texts have. Lives in `a`. */
struct str image_text(struct arena *a, struct str text);
void draft_free(struct draft *draft);

enum alphabet_kind {
  ALPHABET_DIGITS,
  ALPHABET_FIRST_DIGITS, /* all but 0 */
  ALPHABET_HEX,          /* a to f */
  ALPHABET_HEX_CAPITALS,
  ALPHABET_LETTERS,
  ALPHABET_CAPITALS,
  ALPHABET_KINDS,
};

/* All alphabets of a run, each once: they are read for every byte that is drawn. */
struct alphabets {
  const struct alphabet *kinds[ALPHABET_KINDS];
  const struct alphabet **others;
  struct str *other_chars;
  size_t other_count;
};

/* Both live in `a`, always the same one. `chars` has at least one. */
struct alphabets alphabets_new(struct arena *a);
const struct alphabet *alphabet_of(struct arena *a, struct alphabets *alphabets,
                                   struct str chars);

#endif
