/* Does a text look like a secret: the shapes of known keys, and how random it is. */
#ifndef LINT_SECRET_H
#define LINT_SECRET_H

#include "lint/runs.h"

struct arena;

/* A key that was found: whose, the bytes [from, to) of the text, and how many of them at its
 * beginning say no more than whose it is. */
struct secret {
  const char *name;
  size_t from, to, shown;
};

enum { SHORTEST_KEY = 16 };

/* The bytes that keys are made of: a key begins where a run of at least SHORTEST_KEY of them
 * begins, but for a prefix that may stand before it. */
struct byte_set key_bytes(void);

/* Is the run a key of a known shape, its checksum right if the shape has one? What can be
 * nothing else may also stand in it between "-" or "_", as in k-AKIA…: the first one is found.
 */
bool secret_is_key(struct str text, struct run run, struct secret *found);

/* Is the run the head of a JSON Web Token, which goes on behind it? `scratch` is used for the
 * duration of the call. */
bool secret_is_token(struct arena *scratch, struct str text, struct run run,
                     struct secret *found);

/* A block of a private key that begins at or behind `from`, and that holds one. */
bool secret_next_private_key(struct str text, size_t from, struct secret *found);

/* Is it likely that a machine has drawn the characters? */
bool secret_is_random(struct str s);

/* The same for what has no shape of its own: it must change between small letters, capitals and
 * digits as no name does. */
bool secret_is_mixed(struct str s);

/* What Base64 or its form for URLs stands for; n = 0 if it is neither. Lives in `a`. */
struct str secret_base64(struct arena *a, struct str s);

#endif
