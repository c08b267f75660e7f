/* Values in texts, the names that stand before them, and whether they contradict another one.
 */
#ifndef LINT_NAMED_VALUE_H
#define LINT_NAMED_VALUE_H

#include "diag/source.h"
#include "lint/quantity.h"

/* A key of a log line's context, and one of the names that texts have for it. */
struct named_key {
  struct str name;      /* small letters, one space between two words */
  struct str key_words; /* those of the key itself */
  struct str core;      /* a part of the name that is quickly sought */
  struct str own_core;  /* the same as the key writes it; n = 0: no other way */
  struct span key, value;
};

/* Words that may stand before a name without making it another one ("-x": that end in x), and
 * words that may stand between a name and its value. */
struct name_context {
  const struct str *before;
  size_t before_count;
  const struct str *between;
  size_t between_count;
};

/* A word with a digit in it: the bytes [from, to). */
struct value_token {
  size_t from, to;
  bool is_quantity; /* once value_token_measure has looked */
  struct quantity quantity;
};

/* The one around the digit at `digit`, not further back than `from`. */
struct value_token value_token_around(struct str text, size_t from, size_t digit);

/* Finds out whether it is a quantity; its unit may stand behind it. */
void value_token_measure(const struct unit_table *units, struct str text,
                         struct value_token *token);

/* Where a name must end to be that of the value which begins at `at`: in front of blanks, an
 * opening bracket, "=", ":" and words that may stand between. STR_NONE if nothing is between.
 */
size_t name_end_before(const struct name_context *context, struct str text, size_t at);

/* Does the name end at `end`? "TimeOut (3s)" has "time out", and "lock timeout 3s" has not
 * "timeout": a name of one word may be a part of another one. */
bool name_ends_at(const struct name_context *context, struct str text, size_t end,
                  struct str name);

/* Is the other value of the same kind as the token, and yet another one? Quantities of one
 * dimension are of one kind, and so are words of one shape: ORD-17 and ORD-256, 10.0.0.1 and
 * 10.0.0.2. */
bool value_contradicts(const struct unit_table *units, struct str text,
                       const struct value_token *token, struct str other);

#endif
