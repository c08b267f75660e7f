/* Whose a line is, and that it stays so whatever is drawn in its slots. */
#ifndef DRIVER_SIMULATE_PROOF_H
#define DRIVER_SIMULATE_PROOF_H

#include "base/map.h"

struct arena;
struct draft;
struct kb;
struct log_template;
struct matcher;

/* The words of all patterns, by their form: digits are one sort of bytes, letters another. */
struct proof {
  const struct matcher *matcher;
  struct map forms;
  struct pattern_word **words; /* by form, a list */
  size_t form_count;
};

/* Of a kb with its patterns. Lives in `a`. */
struct proof proof_new(struct arena *a, const struct kb *kb);

/* Fixes what of the draft could, when it is drawn, become a word of a pattern or a literal of
 * the template. Then all lines of it fall into the same words and fields, and what one of them
 * belongs to, all of them do. */
void proof_settle(const struct proof *proof, struct draft *draft,
                  const struct log_template *template);

/* The number of the case to which the text of the draft belongs; STR_NONE: to none. */
size_t proof_case(const struct proof *proof, const struct draft *draft);

#endif
