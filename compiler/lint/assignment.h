/* Secrets that are known by what stands before them: password=, token:, scheme://user:. */
#ifndef LINT_ASSIGNMENT_H
#define LINT_ASSIGNMENT_H

#include "lint/runs.h"

struct arena;

/* The names whose values are looked at: of passwords, and of keys that a machine has drawn. */
struct assignment_words {
  const struct str *words, *keys;
  const struct str *harmless; /* of names that would be keys; none unless set */
  size_t word_count, key_count, harmless_count;
  struct byte_set last, before_last; /* the bytes that end a name */
};

/* One value: the bytes [from, to) of the text. */
struct secret_value {
  struct str name;  /* before it; n = 0: the user's name of an address */
  const char *what; /* it is */
  size_t from, to;
  struct str clear; /* what it says, which is not the same behind "Basic" */
};

/* The texts must outlive the answer. */
struct assignment_words assignment_words_of(const struct str *words, size_t word_count,
                                            const struct str *keys, size_t key_count);

/* The next value at or behind *at that may be a secret; *at moves behind it. What is in `clear`
 * may live in `a`. False if there is none. */
bool assignment_next(const struct assignment_words *words, struct arena *a, struct str text,
                     size_t *at, struct secret_value *value);

/* The same for the password of an address, scheme://user:password@host. */
bool address_next_password(struct str text, size_t *at, struct secret_value *value);

#endif
