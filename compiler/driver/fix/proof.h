/* The proof that a text says what it said before kbc has changed it. */
#ifndef DRIVER_FIX_PROOF_H
#define DRIVER_FIX_PROOF_H

#include "base/str.h"

struct pipeline;

enum proof_kind {
  PROOF_CASES, /* as many cases as before: a fix that may change the meaning keeps this alone */
  PROOF_WORDS, /* the same cases, the same words in them: blanks, numbers of lists and what
                  was broken may have changed */
  PROOF_MEANING, /* the same to every reader */
};

/* NULL if it holds, else what differs, for a line that says so. The texts are as they stand in
 * the file of that path, without a byte order mark. Both are read, at the cost of two files. */
const char *proof_fails(struct pipeline *run, struct str path, struct str before,
                        struct str after, enum proof_kind kind);

#endif
